package mail_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/job"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/mail"
)

var who = access.Command("test")

func ring(t testing.TB) *keyring.Ring {
	t.Helper()
	r, err := keyring.Create(filepath.Join(t.TempDir(), "keys"))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// send sends a message as part of a deed.
func send(t testing.TB, d *db.DB, r *keyring.Ring, m mail.Message) {
	t.Helper()
	dbtest.Write(t, d, func(tx *db.Tx) error {
		if err := mail.Send(tx, r, who, m); err != nil {
			return err
		}
		return audit.Record(tx, who, "test.deed", "test", "")
	})
}

func claim(t testing.TB, d *db.DB) (j job.Job) {
	t.Helper()
	dbtest.Write(t, d, func(tx *db.Tx) (err error) {
		audit.Quietly(tx)
		var ok bool
		if j, ok, err = job.Claim(tx, "server", []string{mail.Kind}, time.Minute); err == nil && !ok {
			return fmt.Errorf("no message is queued")
		}
		return err
	})
	return j
}

func TestAMessageOfADeedReachesTheFolder(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r, folder := ring(t), filepath.Join(t.TempDir(), "outbox")
		want := mail.Message{To: "made-up@example.org", Subject: "Grades – “très bien”", Text: "Dear colleague,\n\nthe link is " + "https://example.org/" + strings.Repeat("x", 90) + "\n"}
		send(t, d, r, want)
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() {
			ended <- job.Runner{DB: d, Kinds: map[string]job.Handler{mail.Kind: mail.Handler(d, r, mail.Outbox{Folder: folder, From: from})}}.Run(ctx)
		}()
		var names []string
		for end := time.Now().Add(20 * time.Second); len(names) == 0 && time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
			names, _ = mail.List(folder)
		}
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if len(names) != 1 || !strings.HasPrefix(names[0], "20120427T093000.000Z-m") {
			t.Fatalf("in the folder: %v", names)
		}
		got, err := mail.Open(folder, names[0])
		if err != nil || got.To != want.To || got.Subject != want.Subject || !got.At.Equal(dbtest.Now) || got.Text != strings.Replace(want.Text, "is https", "is\nhttps", 1) {
			t.Errorf("%+v (%v)", got, err)
		}
		info, err := os.Stat(filepath.Join(folder, names[0]))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%v, %v", info.Mode(), err)
		}
	})
}

func TestWhatIsQueuedSaysNothingToWhoReadsTheDatabase(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := ring(t)
		send(t, d, r, letter)
		j := claim(t, d)
		for _, part := range []string{"made-up", "concern", "Sign in"} {
			if bytes.Contains(j.Body, []byte(part)) {
				t.Errorf("the body holds %q", part)
			}
		}
		// A body that was exchanged for another's is not delivered.
		send(t, d, r, mail.Message{To: "other@example.org", Subject: "Another", Text: "x"})
		other := claim(t, d)
		other.Body = j.Body
		out := mail.Outbox{Folder: filepath.Join(t.TempDir(), "outbox"), From: from}
		if err := mail.Handler(d, r, out)(t.Context(), other); errs.KindOf(err) != errs.Storage {
			t.Errorf("delivered to another: %v", err)
		}
		if err := mail.Handler(d, nil, out)(t.Context(), j); errs.KindOf(err) != errs.Storage {
			t.Errorf("without keys: %v", err)
		}
	})
}

func TestNoMessageCanCarryAnotherHeaderOrRecipient(t *testing.T) {
	d := dbtest.SQLite(t)
	r := ring(t)
	for _, m := range []mail.Message{
		{To: "a@example.org\r\nBcc: b@example.org", Subject: "x"},
		{To: "a@example.org, b@example.org", Subject: "x"},
		{To: "A <a@example.org>", Subject: "x"},
		{To: "a@example.org>\r\nRCPT TO:<b@example.org", Subject: "x"},
		{To: "", Subject: "x"},
		{To: "a", Subject: "x"},
		{To: "ä@example.org", Subject: "x"},
		{To: `"a b"@example.org`, Subject: "x"},
		{To: strings.Repeat("a", 250) + "@example.org", Subject: "x"},
		{To: "a@example.org", Subject: "x\nBcc: b@example.org"},
		{To: "a@example.org", Subject: "x\rBcc: b@example.org"},
		{To: "a@example.org", Subject: "x\x00"},
		{To: "a@example.org", Subject: " "},
		{To: "a@example.org", Subject: "\xff"},
		{To: "a@example.org", Subject: "=?utf-8?q?x?="},
		{To: "a@example.org", Subject: strings.Repeat("x", 501)},
		{To: "a@example.org", Subject: "x", Text: "\xff"},
	} {
		err := d.Write(t.Context(), func(tx *db.Tx) error { return mail.Send(tx, r, who, m) })
		if errs.KindOf(err) != errs.BadInput {
			t.Errorf("%q is queued: %v", m, err)
		}
		m.ID, m.At = "m1", dbtest.Now
		if _, err := m.EML(from); errs.KindOf(err) != errs.BadInput {
			t.Errorf("%q is sent: %v", m, err)
		}
	}
	if _, err := letter.EML("x\r\nBcc: b@example.org"); errs.KindOf(err) != errs.BadInput {
		t.Errorf("from anybody: %v", err)
	}
	if err := d.Write(t.Context(), func(tx *db.Tx) error { return mail.Send(tx, nil, who, letter) }); errs.KindOf(err) != errs.Storage {
		t.Errorf("queued without a key: %v", err)
	}
}

func TestEveryLineOfAMessageIsShortEnoughForEveryServer(t *testing.T) {
	m := letter
	m.Subject, m.Text = strings.Repeat("très long ", 40), strings.Repeat("wörd ", 300)+"\n"+strings.Repeat("x", 3000)
	eml, err := m.EML(from)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(string(eml), "\r\n") {
		if len(line) > 76 || strings.ContainsAny(line, "\r\n") {
			t.Errorf("a line of %d bytes: %q", len(line), line)
		}
	}
	got, err := mail.Parse(eml)
	if err != nil || got.Subject != strings.TrimSpace(m.Subject) && got.Subject != m.Subject || strings.Join(strings.Fields(got.Text), " ") != strings.Join(strings.Fields(m.Text), " ") {
		t.Errorf("%+v (%v)", got, err)
	}
}

func TestTextIsWrappedBetweenWords(t *testing.T) {
	for in, want := range map[string]string{
		"":                              "\n",
		"a\n\nb\n\n":                    "a\n\nb\n",
		"a\r\nb":                        "a\nb\n",
		"  a   b  \nc":                  "a b\nc\n",
		strings.Repeat("x", 72) + " y":  strings.Repeat("x", 72) + "\ny\n",
		strings.Repeat("é", 70) + " y":  strings.Repeat("é", 70) + " y\n",
		strings.Repeat("x", 100) + " y": strings.Repeat("x", 100) + "\ny\n",
	} {
		if got := mail.Wrap(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

func TestAFolderOfMessagesThatOthersCanEnterIsRefused(t *testing.T) {
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{dir, filepath.Join(dir, "none", "below")} {
		if err := (mail.Outbox{Folder: folder, From: from}).Deliver(t.Context(), letter); errs.KindOf(err) != errs.Storage {
			t.Errorf("%s: %v", folder, err)
		}
		if _, err := mail.List(folder); errs.KindOf(err) != errs.Storage {
			t.Errorf("%s: %v", folder, err)
		}
	}
}

func TestOnlyMessagesAreShown(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "outbox")
	out := mail.Outbox{Folder: folder, From: from}
	for range 2 { // the same message is the same file
		if err := out.Deliver(t.Context(), letter); err != nil {
			t.Fatal(err)
		}
	}
	names, err := mail.List(folder)
	if err != nil || fmt.Sprint(names) != "[20120427T093000.000Z-m0123456789abcdef.eml]" {
		t.Errorf("%v, %v", names, err)
	}
	if got, err := mail.Open(folder, names[0]); err != nil || got.ID != letter.ID || got.Text != letter.Text+"\n" {
		t.Errorf("%+v, %v", got, err)
	}
	for _, name := range []string{"none.eml", "../" + names[0], "/etc/passwd", "", "."} {
		if _, err := mail.Open(folder, name); errs.KindOf(err) != errs.NotFound {
			t.Errorf("%q: %v", name, err)
		}
	}
	if err := os.WriteFile(filepath.Join(folder, "other.eml"), []byte("no message"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := mail.Open(folder, "other.eml"); errs.KindOf(err) != errs.BadInput {
		t.Error(err)
	}
}

func TestClearRemovesWhatIsOlderAndNothingElse(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r, folder := ring(t), filepath.Join(t.TempDir(), "outbox")
		out := mail.Outbox{Folder: folder, From: from}
		for _, days := range []int{-30, -1} {
			m := letter
			m.At = dbtest.Now.AddDate(0, 0, days)
			if err := out.Deliver(t.Context(), m); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(filepath.Join(folder, "keep.eml"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			send(t, d, r, letter)
		}
		done := claim(t, d)
		dbtest.Write(t, d, func(tx *db.Tx) error {
			audit.Quietly(tx)
			return job.Done(tx, done)
		})
		clear := func(folder string, before time.Time) (files, jobs int, err error) {
			err = d.Write(t.Context(), func(tx *db.Tx) (err error) {
				if files, jobs, err = mail.Clear(tx, folder, before); err != nil {
					return err
				}
				return audit.Record(tx, who, "test.clear", "test", "")
			})
			return files, jobs, err
		}
		if files, jobs, err := clear(folder, dbtest.Now.AddDate(0, 0, -7)); files != 1 || jobs != 0 || err != nil {
			t.Errorf("%d files, %d jobs, %v", files, jobs, err)
		}
		if files, jobs, err := clear(folder, dbtest.Now.Add(time.Second)); files != 1 || jobs != 1 || err != nil {
			t.Errorf("%d files, %d jobs, %v", files, jobs, err)
		}
		if names, _ := mail.List(folder); fmt.Sprint(names) != "[keep.eml]" {
			t.Errorf("%v", names)
		}
		if _, _, err := clear("", dbtest.Now); err != nil {
			t.Error(err)
		}
		claim(t, d) // what was not delivered is still queued
		if _, _, err := clear(filepath.Join(folder, "none"), dbtest.Now); errs.KindOf(err) != errs.Storage {
			t.Error(err)
		}
	})
}

func FuzzAMessageIsReadAsItWasWritten(f *testing.F) {
	f.Add("made-up@example.org", "A subject", "A text\n\nof lines")
	f.Add("a@b", "=?utf-8?q?x?=", ".\r\n..\r\n")
	f.Fuzz(func(t *testing.T, to, subject, text string) {
		m := mail.Message{ID: "m1", At: dbtest.Now, To: to, Subject: subject, Text: text}
		eml, err := m.EML(from)
		if err != nil {
			return
		}
		head, _, _ := strings.Cut(string(eml), "\r\n\r\n")
		names := 0
		for line := range strings.SplitSeq(head, "\r\n") {
			if line[0] != ' ' {
				names++
			}
		}
		got, err := mail.Parse(eml)
		if err != nil || names != 9 || got.To != to || strings.TrimSpace(got.Subject) != strings.TrimSpace(subject) {
			t.Errorf("%q became %+v (%v), %d headers", eml, got, err, names)
		}
	})
}
