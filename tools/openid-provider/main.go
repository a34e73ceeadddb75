// Command openid-provider is a sign-in of a body for tests: the example server of
// zitadel/oidc, which is certified, on this machine only and on a free port. It
// prints its issuer and serves until its standard input ends, so that it ends with
// the test that started it.
//
//	openid-provider REDIRECT…
//
// It knows the client web with the secret “secret”, and the people test-user2 and
// test-user@127.0.0.1 with the password verysecure. All are made up.
package main

import (
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
)

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	issuer := "http://" + l.Addr().String()
	storage.RegisterClients(storage.WebClient("web", "secret", os.Args[1:]...))
	handler := exampleop.SetupServer(issuer, storage.NewStorage(storage.NewUserStore(issuer)), slog.New(slog.DiscardHandler), false)
	go http.Serve(l, handler)
	fmt.Println(issuer)
	io.Copy(io.Discard, os.Stdin)
}
