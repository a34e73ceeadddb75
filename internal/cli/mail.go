package cli

import (
	"fmt"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/mail"
)

// outbox adds --outbox and returns what it says.
func (c *call) outbox() func() (string, error) {
	folder := c.flags.String("outbox", "", "the `folder` of messages, where there is no mail server")
	return func() (string, error) {
		if *folder == "" {
			return "", errs.Invalid("outbox", "Name the folder of messages with --outbox")
		}
		return *folder, nil
	}
}

func mailList(c *call) error {
	outbox := c.outbox()
	if err := c.parse(0, 0); err != nil {
		return err
	}
	folder, err := outbox()
	if err != nil {
		return err
	}
	names, err := mail.List(folder)
	if err != nil {
		return err
	}
	for _, name := range names {
		m, err := mail.Open(folder, name)
		if err != nil {
			return err
		}
		fmt.Fprintf(c.Stdout, "%s  %s  %s\n", name, m.To, m.Subject)
	}
	return nil
}

func mailShow(c *call) error {
	outbox := c.outbox()
	if err := c.parse(1, 1); err != nil {
		return err
	}
	folder, err := outbox()
	if err != nil {
		return err
	}
	m, err := mail.Open(folder, c.args[0])
	if err != nil {
		return err
	}
	fmt.Fprintf(c.Stdout, "To: %s\nSubject: %s\nDate: %s\n\n%s", m.To, m.Subject, m.At.Format("2 January 2006 15:04"), m.Text)
	return nil
}
