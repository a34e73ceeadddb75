package cli

import (
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/mail"
	"github.com/northinch/northinch/internal/schema"
)

// post adds the settings of messages and returns what delivers them: a mail server
// where one is named, and otherwise a folder in which every message can be read.
// That of a file is FILE.outbox beside it; with PostgreSQL messages wait until one
// is named.
func (c *call) post() func(d *db.DB) (mail.Sender, error) {
	smtp := c.flags.String("smtp", "", "the mail server, `HOST:PORT`; its password is taken from NORTHINCH_SMTP_PASSWORD")
	user := c.flags.String("smtp-user", "", "the `name` to sign in to the mail server with")
	from := c.flags.String("mail-from", "inspections@localhost", "the `address` that messages come from")
	outbox := c.flags.String("outbox", "", "the `folder` for messages where no mail server is named; otherwise FILE.outbox beside a file")
	return func(d *db.DB) (mail.Sender, error) {
		if *smtp != "" {
			if *outbox != "" {
				return nil, errs.Invalid("outbox", "Messages go to a mail server or into a folder; name --smtp or --outbox, not both")
			}
			return mail.SMTP{Address: *smtp, From: *from, User: *user, Password: c.MailPassword}, nil
		}
		folder := *outbox
		if folder == "" {
			if d.Engine() != schema.SQLite {
				return nil, nil
			}
			folder = d.Name() + ".outbox"
		}
		return mail.Outbox{Folder: folder, From: *from}, nil
	}
}
