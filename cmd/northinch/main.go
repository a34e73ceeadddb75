// Command northinch runs a national programme of joint inspections.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/northinch/northinch/internal/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(cli.Run(cli.System(ctx), os.Args[1:]))
}
