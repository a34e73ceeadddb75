package main

import (
	"context"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/app"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/evaluation"
	"github.com/northinch/northinch/internal/outcome"
)

// check compares what the clients were told with what the database holds, and
// returns how much of what nobody knew was there.
func (l *load) check(t *testing.T, address string) (were int) {
	t.Helper()
	d, err := app.Open(context.Background(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	dbtest.Read(t, d, func(tx *db.Tx) error {
		if _, err := audit.Verify(tx, nil); err != nil {
			t.Errorf("the audit log does not hold: %v", err)
		}
		reasons, files := map[string]int{}, map[string]int{}
		for _, indicator := range graded {
			history, err := evaluation.History(tx, crash, indicator)
			if err != nil {
				return err
			}
			for i, e := range history {
				reasons[e.Reason]++
				if e.Version != i+1 {
					t.Errorf("%s has version %d where %d should be", indicator, e.Version, i+1)
				}
			}
		}
		reads, err := outcome.Readings(tx, "england-ilacs")
		if err != nil {
			return err
		}
		for _, r := range reads {
			files[r.Account.File]++
		}
		were = agree(t, "grade", l.grades, reasons) + agree(t, "import", l.imports, files)
		return whole(t, tx)
	})
	return were
}

// agree checks that what was acknowledged is there once, that what was refused
// is not there, and that nothing is there twice.
func agree(t *testing.T, kind string, all map[string]told, there map[string]int) (were int) {
	t.Helper()
	for name, what := range all {
		switch n := there[name]; {
		case what == saved && n != 1:
			t.Errorf("the %s %q was acknowledged and is there %d times", kind, name, n)
		case what == refused && n != 0:
			t.Errorf("the %s %q was said not to be saved and is there", kind, name)
		case n > 1:
			t.Errorf("the %s %q is there %d times", kind, name, n)
		case what == unsure:
			were += n
		}
	}
	return were
}

// count is how many changes were told so.
func (l *load) count(what told) (grades, imports int) {
	for _, w := range l.grades {
		if w == what {
			grades++
		}
	}
	for _, w := range l.imports {
		if w == what {
			imports++
		}
	}
	return grades, imports
}

// whole checks that no import is there in part.
func whole(t *testing.T, tx *db.Tx) error {
	reads, err := outcome.Readings(tx, "england-ilacs")
	if err != nil {
		return err
	}
	counts := map[string]int{}
	for o, err := range outcome.Each(tx, "england-ilacs") {
		if err != nil {
			return err
		}
		counts[o.Reading]++
	}
	for _, r := range reads {
		if r.Account.Rows == 0 || counts[r.ID] > r.Account.Rows {
			t.Errorf("the reading %s is there in part: %d outcomes of %d rows", r.ID, counts[r.ID], r.Account.Rows)
		}
		if strings.HasSuffix(r.Account.File, "crash.csv") && (r.Account.Rows != 4000 || counts[r.ID]+r.Account.Known != 4000) {
			t.Errorf("the reading %s has %d of 4000 outcomes", r.ID, counts[r.ID])
		}
	}
	return nil
}
