package cli

import (
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"filippo.io/age"

	"github.com/northinch/northinch/internal/app"
	"github.com/northinch/northinch/internal/backup"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
)

// recipients adds the options that say who can open a backup.
func (c *call) recipients() func() ([]age.Recipient, error) {
	var given []string
	c.flags.Func("recipient", "who can open the backup: a `recipient` such as northinch backup key prints; may be given several times", func(s string) error {
		given = append(given, s)
		return nil
	})
	file := c.flags.String("recipients-file", "", "a `file` with recipients, one to a line")
	return func() ([]age.Recipient, error) { return backup.Recipients(given, *file) }
}

// made is a backup that was made, looked at or restored.
type made struct {
	File     string          `json:"file"`
	Rows     int64           `json:"rows"`
	Bytes    int64           `json:"bytes,omitempty"` // of the file
	Head     string          `json:"audit_head"`
	Seconds  float64         `json:"seconds"`
	Manifest backup.Manifest `json:"manifest"`
}

func backupMake(c *call) error {
	recipients := c.recipients()
	format := c.format("text", "json")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	to, err := recipients()
	if err != nil {
		return err
	}
	d, err := db.OpenExisting(c.Context, *c.db, nil)
	if err != nil {
		return err
	}
	defer d.Close()
	start := time.Now()
	m, size, err := backup.Make(c.Context, d, c.args[0], to, c.progress)
	if err != nil {
		return err
	}
	return c.printMade(form, "The backup "+c.args[0]+" was made and verified", made{c.args[0], m.Rows(), size, m.Head, seconds(start), m})
}

func (c *call) printMade(form, says string, m made) error {
	if form == "json" {
		return printJSON(c.Stdout, m)
	}
	bytes := ""
	if m.Bytes > 0 {
		bytes = fmt.Sprintf("%d bytes, ", m.Bytes)
	}
	_, err := fmt.Fprintf(c.Stdout, "%s: %d rows, %saudit log head %s, %.1f seconds\n", says, m.Rows, bytes, m.Head, m.Seconds)
	return err
}

func seconds(start time.Time) float64 { return time.Since(start).Round(time.Millisecond).Seconds() }

func backupVerify(c *call) error {
	key := c.flags.String("identity", "", "the `file` with the key that opens the backup")
	format := c.format("text", "json")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	ids, err := backup.Identities(*key)
	if err != nil {
		return err
	}
	start := time.Now()
	m, err := backup.Verify(c.Context, c.args[0], ids, c.progress)
	if err != nil {
		return err
	}
	if form == "text" {
		printManifest(c.Stdout, m)
	}
	return c.printMade(form, "The backup "+c.args[0]+" can be restored", made{c.args[0], m.Rows(), 0, m.Head, seconds(start), m})
}

func printManifest(out io.Writer, m backup.Manifest) {
	fmt.Fprintf(out, "Made by northinch %s on %s at %s, at step %d of the schema (%s).\n\n", m.Program, m.Engine, m.At, len(m.Steps), m.Steps[len(m.Steps)-1])
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "TABLE\tROWS\tBYTES\tSHA-256")
	for _, t := range m.Tables {
		fmt.Fprintf(w, "%s\t%d\t%d\t%s\n", t.Name, t.Rows, t.Bytes, t.SHA256)
	}
	w.Flush()
	fmt.Fprintln(out)
}

func backupKey(c *call) error {
	if err := c.parse(1, 1); err != nil {
		return err
	}
	recipient, err := backup.NewKey(c.args[0], time.Now().UTC().Format("2006-01-02"))
	if err != nil {
		return err
	}
	fmt.Fprintln(c.Stdout, recipient)
	return nil
}

func restore(c *call) error {
	key := c.flags.String("identity", "", "the `file` with the key that opens the backup")
	format := c.format("text", "json")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	ids, err := backup.Identities(*key)
	if err != nil {
		return err
	}
	start := time.Now()
	m, err := backup.Restore(c.Context, c.args[0], ids, *c.db, func(tx *db.Tx) error { return app.Restored(tx, c.actor()) }, c.progress)
	if err != nil {
		return err
	}
	name := ""
	if err := c.open(func(d *db.DB) error { name = d.Name(); return nil }); err != nil {
		return err
	}
	if err := c.printMade(form, "The backup "+c.args[0]+" was restored to "+name, made{c.args[0], m.Rows(), 0, m.Head, seconds(start), m}); err != nil || form == "json" {
		return err
	}
	_, err = fmt.Fprintf(c.Stdout, "Everybody signs in anew, and whoever was invited and has not come in needs a new link. What was ended after %s is in force again: end accesses, roles and keys again, and destroy again what had been destroyed.\n", m.At)
	return err
}

func upgrade(c *call) error {
	file := c.flags.String("backup", "", "the `file` to make a backup in first")
	without := c.flags.Bool("without-backup", false, "make no backup; there is no way back")
	recipients := c.recipients()
	if err := c.parse(0, 0); err != nil {
		return err
	}
	if (*file == "") != *without {
		return errs.Invalid("backup", "Name with --backup the file to make a backup in first, or say --without-backup")
	}
	d, err := db.OpenExisting(c.Context, *c.db, nil)
	if err != nil {
		return err
	}
	defer d.Close()
	from, to, err := d.Step(c.Context)
	if err != nil {
		return err
	}
	if from == to {
		fmt.Fprintf(c.Stdout, "The database %s is at step %d already, which is what this program needs; nothing was done.\n", d.Name(), to)
		return nil
	}
	if *without {
		err = d.Upgrade(c.Context, nil)
	} else {
		err = c.upgradeAfterBackup(d, *file, recipients)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(c.Stdout, "The database %s was taken from step %d to step %d.\n", d.Name(), from, to)
	return c.open(func(*db.DB) error { return nil }) // whatever does not fit is said here
}

func (c *call) upgradeAfterBackup(d *db.DB, file string, recipients func() ([]age.Recipient, error)) error {
	to, err := recipients()
	if err != nil {
		return err
	}
	start := time.Now()
	m, size, err := backup.Make(c.Context, d, file, to, c.progress)
	if err != nil {
		return err
	}
	if err := c.printMade("text", "The backup "+file+" was made and verified", made{file, m.Rows(), size, m.Head, seconds(start), m}); err != nil {
		return err
	}
	return backup.Upgrade(c.Context, d, m)
}

// demoOlder adds to the refusal of an older database what else one can do with a
// demonstration.
func demoOlder(err error) error {
	return errs.Stored(err, "%s. Or delete the database: the demonstration makes a new one", errs.Sentence(err))
}
