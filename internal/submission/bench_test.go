package submission_test

import (
	"bytes"
	"path/filepath"
	"testing"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/returns/madeup"
	"github.com/northinch/northinch/internal/submission"
)

// BenchmarkOpen opens the return of a large area: 5,000 children and 50,000 events.
func BenchmarkOpen(b *testing.B) {
	r, err := madeup.New(madeup.Options{Areas: 1, Children: 5000, Events: 50_000})
	if err != nil {
		b.Fatal(err)
	}
	var children, events bytes.Buffer
	if _, err := r.Write(0, &children, &events); err != nil {
		b.Fatal(err)
	}
	w := open(b, filepath.Join(b.TempDir(), "test.db"))
	s := w.send(coordinator, here, []submission.File{{Name: "children.csv", Bytes: children.Bytes()}, {Name: "events.csv", Bytes: events.Bytes()}})
	for b.Loop() {
		w.write(func(tx *db.Tx) error {
			_, err := submission.Open(tx, w.desk, lead, s, "a look")
			return err
		})
	}
}
