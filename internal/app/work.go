package app

import (
	"context"
	"log/slog"
	"os"
	"time"

	"github.com/northinch/northinch/internal/concern"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/job"
	"github.com/northinch/northinch/internal/mail"
	"github.com/northinch/northinch/internal/session"
	"github.com/northinch/northinch/internal/submission"
)

// Runner does the work of the program that nobody waits for: every kind of job that
// there is stands here. A server runs it beside the site.
//
// Messages wait where post is nil.
func Runner(d *db.DB, desk concern.Desk, post mail.Sender, log *slog.Logger) job.Runner {
	name, err := os.Hostname()
	if err != nil {
		name = "a server"
	}
	r := job.Runner{DB: d, Name: name, Log: log,
		Kinds: map[string]job.Handler{
			sessionsKind: func(ctx context.Context, _ job.Job) error { return d.Write(ctx, session.Prune) },
			concern.WatchKind: func(ctx context.Context, _ job.Job) error {
				return d.Write(ctx, func(tx *db.Tx) error { _, err := concern.Watch(tx, desk); return err })
			},
			submission.CountKind: func(ctx context.Context, j job.Job) error {
				return submission.Count(ctx, d, submission.Desk{Keys: desk.Keys}, j)
			},
		},
		Every: map[string]time.Duration{concern.WatchKind: concern.Every, sessionsKind: 24 * time.Hour},
	}
	if post != nil {
		r.Kinds[mail.Kind] = mail.Handler(d, desk.Keys, post)
	}
	return r
}

// sessionsKind removes what is left of sessions that ended and attempts that no
// longer count.
const sessionsKind = "session.prune"
