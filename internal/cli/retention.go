package cli

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/northinch/northinch/internal/app"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/grant"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/retention"
)

// day reads a flag that is a whole day, or nothing.
func day(flag, value string) (date.Date, error) {
	d, ok := date.Parse(value)
	if !ok || value != "" && len(value) != 10 {
		return 0, errs.Invalid(flag, "“%s” is no day; write it as 2012-03-27", value)
	}
	return d, nil
}

func retentionDue(c *call) error {
	on := c.flags.String("on", "", "the `day` to look at, such as 2012-03-27; today unless said otherwise")
	format := c.format("text", "json", "csv")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	at, err := day("on", *on)
	if err != nil {
		return err
	}
	var l retention.Listing
	if err := c.read(func(tx *db.Tx) (err error) {
		if !at.Known() {
			at = grant.Today(tx)
		}
		l, err = retention.Due(tx, c.actor(), retention.Standing(), at)
		return err
	}); err != nil {
		return err
	}
	if form == "json" {
		return printJSON(c.Stdout, l)
	}
	return render(c.Stdout, l.Document(nil), form)
}

func retentionRun(c *call) error {
	yes := c.flags.Bool("yes", false, "do not ask")
	outbox := c.flags.String("outbox", "", "the `folder` of messages, where there is no mail server: old ones are removed")
	format := c.format("text", "json", "csv", "html")
	keys := c.ring()
	if err := c.parse(0, 0); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	return c.open(func(d *db.DB) error {
		ring, err := keys(d)
		if err != nil {
			return err
		}
		agreed := -1
		if !*yes {
			if agreed, err = c.confirm(d); err != nil {
				return err
			}
		}
		if *outbox != "" {
			files, err := app.ClearMessages(c.Context, d, *outbox, c.actor())
			if err != nil {
				return err
			}
			fmt.Fprintf(c.Stderr, "%d old messages were removed from %s.\n", files, *outbox)
		}
		issued, some, err := app.Destroy(c.Context, d, ring, c.actor(), agreed, func(s string) {
			if c.Terminal {
				fmt.Fprintln(c.Stderr, s+" …")
			}
		})
		if !some {
			if err == nil {
				fmt.Fprintln(c.Stdout, "Nothing is due; nothing was changed.")
			}
			return c.unfinished(err)
		}
		if printed := c.certificate(d, issued, form); printed != nil {
			return printed
		}
		return c.unfinished(err)
	})
}

// unfinished says what is left to do after a run whose rows are gone: a finding.
func (c *call) unfinished(err error) error {
	if errs.KindOf(err) != errs.Storage {
		return err
	}
	c.fail(err)
	return errFindings
}

// confirm lists what will be destroyed, asks for the number of subjects and returns it.
func (c *call) confirm(d *db.DB) (int, error) {
	var ready []retention.Item
	if err := d.Read(c.Context, func(tx *db.Tx) (err error) {
		ready, err = retention.Ready(tx, c.actor(), retention.Standing())
		return err
	}); err != nil || len(ready) == 0 {
		return 0, err
	}
	if !c.Terminal {
		return 0, errs.Invalid("yes", "%s would be destroyed for ever. Look at what is due with “northinch retention due”, and say --yes", retention.Count(len(ready), "subject"))
	}
	for _, i := range ready {
		fmt.Fprintf(c.Stderr, "%-8s  %s\n", i.Rule, i.Subject)
	}
	fmt.Fprintf(c.Stderr, "These will be destroyed for ever. Type how many they are, %d, to go on: ", len(ready))
	answer, _ := bufio.NewReader(c.Stdin).ReadString('\n') // what cannot be read is not the number
	if strings.TrimSpace(answer) != fmt.Sprint(len(ready)) {
		return 0, errs.Invalid("yes", "That is not the number, so nothing was destroyed")
	}
	return len(ready), nil
}

// certificate prints a certificate.
func (c *call) certificate(d *db.DB, i retention.Issued, form string) error {
	if form == "json" {
		return printJSON(c.Stdout, i)
	}
	by := i.Actor
	if err := d.Read(c.Context, func(tx *db.Tx) error {
		names, err := person.Names(tx, i.Actor)
		by = names[i.Actor]
		return err
	}); err != nil {
		return err
	}
	return render(c.Stdout, i.Document(by), form)
}

func retentionCertificates(c *call) error {
	format := c.format("text", "json", "csv", "html")
	if err := c.parse(0, 1); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	if len(c.args) == 0 && form != "text" && form != "json" {
		return errs.Invalid("format", "The list of certificates is printed as text or json; name a certificate to print it as %s", form)
	}
	return c.open(func(d *db.DB) error {
		var all []retention.Issued
		if err := d.Read(c.Context, func(tx *db.Tx) (err error) {
			if len(c.args) == 0 {
				all, err = retention.Certificates(tx, c.actor())
				return err
			}
			one, err := retention.Get(tx, c.actor(), c.args[0])
			all = append(all, one)
			return err
		}); err != nil {
			return err
		}
		if len(c.args) > 0 {
			return c.certificate(d, all[0], form)
		}
		if form == "json" {
			return printJSON(c.Stdout, all)
		}
		for _, i := range all {
			state := "finished"
			if i.FinishedAt == "" {
				state = "NOT FINISHED: run northinch retention run"
			}
			fmt.Fprintf(c.Stdout, "%-20s  %s  %-12s  %s  %s\n", i.ID, i.At, retention.Count(len(i.Subjects), "subject"), i.SHA256, state)
		}
		if len(all) == 0 {
			fmt.Fprintln(c.Stdout, "Nothing has been destroyed yet.")
		}
		return nil
	})
}

func retentionHold(c *call) error {
	reason := c.flags.String("reason", "", "why it must be kept, without `names`")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.done(func(tx *db.Tx) (string, error) {
		h, err := retention.Place(tx, c.actor(), c.args[0], *reason)
		return fmt.Sprintf("The hold %s is on %s.", h.ID, h.Subject), err
	})
}

func retentionRelease(c *call) error {
	reason := c.flags.String("reason", "", "why it is not needed any more, without `names`")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.done(func(tx *db.Tx) (string, error) {
		return fmt.Sprintf("The hold %s is released.", c.args[0]), retention.Release(tx, c.actor(), c.args[0], *reason)
	})
}

func retentionFact(c *call) error {
	given := map[string]*string{
		"submitted":         c.flags.String("submitted", "", "the `day` of the submission to Ministers; “none” takes it back"),
		"proceedings-began": c.flags.String("proceedings-began", "", "the `day` on which proceedings began; “none” takes it back"),
		"proceedings-ended": c.flags.String("proceedings-ended", "", "the `day` on which proceedings ended; “none” takes it back"),
	}
	if err := c.parse(1, 1); err != nil {
		return err
	}
	id := inspection.ID(c.args[0])
	return c.done(func(tx *db.Tx) (string, error) {
		seen, err := retention.FactsOf(tx, c.actor(), id)
		if err != nil {
			return "", err
		}
		now := seen
		for flag, of := range map[string]*date.Date{"submitted": &now.Submitted, "proceedings-began": &now.Began, "proceedings-ended": &now.Ended} {
			switch value := *given[flag]; value {
			case "":
			case "none":
				*of = 0
			default:
				if *of, err = day(flag, value); err != nil {
					return "", err
				}
			}
		}
		if now == seen {
			return "", errs.Invalid("", "Say at least one day, such as --submitted 2012-03-27; or it is the one that is noted already")
		}
		return fmt.Sprintf("%s: submitted %s, proceedings began %s, ended %s.", id, now.Submitted.Words(), now.Began.Words(), now.Ended.Words()),
			retention.SetFacts(tx, c.actor(), id, seen, now)
	})
}
