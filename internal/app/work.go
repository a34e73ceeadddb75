package app

import (
	"context"
	"log/slog"
	"os"
	"time"

	"github.com/northinch/northinch/internal/concern"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/job"
)

// Runner does the work of the program that nobody waits for: every kind of job that
// there is stands here. A server runs it beside the site.
func Runner(d *db.DB, desk concern.Desk, log *slog.Logger) job.Runner {
	name, err := os.Hostname()
	if err != nil {
		name = "a server"
	}
	return job.Runner{DB: d, Name: name, Log: log,
		Kinds: map[string]job.Handler{
			concern.WatchKind: func(ctx context.Context, _ job.Job) error {
				return d.Write(ctx, func(tx *db.Tx) error { _, err := concern.Watch(tx, desk); return err })
			},
		},
		Every: map[string]time.Duration{concern.WatchKind: concern.Every},
	}
}
