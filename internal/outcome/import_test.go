package outcome_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/grade"
	"github.com/northinch/northinch/internal/outcome"
	"github.com/northinch/northinch/internal/programme"
)

var operator = access.Command("test")

func TestStatementsAreUnderstoodOnBothEngines(t *testing.T) {
	dbtest.Prepare(t, outcome.Statements())
}

func real(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "testdata", "real", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// take imports a file and returns its account and findings.
func take(d *db.DB, file []byte, profile string, p programme.ID) (*outcome.Account, []outcome.Finding, error) {
	prof, err := outcome.ReadProfile(profile)
	if err != nil {
		return nil, nil, err
	}
	return takeWith(d, file, prof, p)
}

func takeWith(d *db.DB, file []byte, prof outcome.Profile, p programme.ID) (acc *outcome.Account, all []outcome.Finding, err error) {
	err = d.Write(context.Background(), func(tx *db.Tx) error {
		acc, err = outcome.Import(tx, operator, outcome.Request{Name: "file.csv", File: bytes.NewReader(file), Length: int64(len(file)),
			Profile: prof, Programme: p, Found: func(f outcome.Finding) { all = append(all, f) }})
		return err
	})
	return acc, all, err
}

func outcomes(t *testing.T, d *db.DB, p programme.ID) (all []outcome.Outcome) {
	dbtest.Read(t, d, func(tx *db.Tx) error {
		for o, err := range outcome.Each(tx, p) {
			if err != nil {
				return err
			}
			all = append(all, *o.Outcome)
		}
		return nil
	})
	return all
}

func TestTheEnglishFileIsReadWholeAndItsDirtIsReported(t *testing.T) {
	file := real(t, "ilacs_history_JT39.csv")
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		acc, found, err := take(d, file, "england-ilacs", "england-ilacs")
		if err != nil {
			t.Fatal(err)
		}
		if acc.Rows != 497 || acc.Added != 497 || acc.Rejected != 0 || acc.UnreadableRows != 176 || acc.DoubtfulRows != 2 {
			t.Errorf("account %+v", acc)
		}
		if len(found) != 2 || found[0].Line != 329 || found[1].Line != 415 || found[0].Code != outcome.CodeGrade || found[0].Heading != "help_and_protection_grade" {
			t.Errorf("findings %v", found)
		}
		doubtful := 0
		for _, o := range outcomes(t, d, "england-ilacs") {
			if o.Marks[2].Status() == grade.Doubtful {
				doubtful++
			}
		}
		if doubtful != 2 {
			t.Errorf("%d doubtful marks are on record, want 2", doubtful)
		}
		again, _, err := take(d, file, "england-ilacs", "england-ilacs")
		if err != nil || !again.Already {
			t.Errorf("the second import: %+v, %v", again, err)
		}
		if n := len(outcomes(t, d, "england-ilacs")); n != 497 {
			t.Errorf("%d outcomes after importing twice", n)
		}
	})
}

func TestTheScottishFileMakesItsFiveProgrammesAndAddsUp(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		acc, found, err := take(d, real(t, "scotland_joint_inspection_grades_partial.csv"), "scotland-joint", "")
		if err != nil {
			t.Fatal(err)
		}
		if acc.Rows != 23 || acc.Added != 23 || len(found) != 0 || len(acc.Programmes) != 5 {
			t.Errorf("%+v, findings %v", acc, found)
		}
		for _, o := range outcomes(t, d, "scotland-2009-12") {
			if o.Area == "shetland-islands" && (o.Counts.Graded != 6 || o.Counts.ByGrade[3] != -1 || o.Counts.Whole()) {
				t.Errorf("a blank was not read as not seen: %+v", o.Counts)
			}
		}
		for _, o := range outcomes(t, d, "scotland-2021-25") {
			if o.Marks[1].Status() != grade.Graded {
				t.Errorf("%s: the only grade of a programme with one indicator is not that indicator's", o.Area)
			}
		}
	})
}

func TestTheCareServicesAreAddedAsPlaces(t *testing.T) {
	d := dbtest.SQLite(t)
	acc, found, err := take(d, real(t, "ci_service_grades_history_childrens_care.csv"), "scotland-care-services", "")
	if err != nil || acc.Rows != 2807 || acc.Added != 2807 || acc.NewAreas != 608 || len(found) != 0 {
		t.Fatalf("%+v, %v, %v", acc, found, err)
	}
}

const head = "council,date,grade\n"

func small() outcome.Profile {
	return outcome.Profile{ID: "small", Shape: "grades", Place: outcome.Place{Column: "council", List: "scotland"},
		Dates:      []outcome.Dates{{Column: "date", Is: "published", Forms: []string{"YYYY-MM-DD", "DD/MM/YYYY"}}},
		Occasion:   []string{"published"},
		Indicators: []outcome.IndicatorCol{{Column: "grade", Ref: "needs-met"}},
		Grades:     map[string]string{"good": "good", "weak": "weak"}, Words: outcome.Words{NotSeen: []string{""}},
		Programmes: []programme.Programme{{ID: "small", Name: "Small", Framework: "hmie-2009", AreaList: "scotland"}}}
}

func TestEveryDoubtfulOrRejectedCellIsReportedWithItsPlace(t *testing.T) {
	for _, c := range []struct {
		name, rows string
		added      int
		want       string // of the only finding
	}{
		{"an unknown place", "Atlantis,2011-01-01,good\n", 0, "line 2, column 1 (council): “Atlantis” is no place in the list of areas “scotland”; the row was left out [G01 rejected]"},
		{"an empty place", ",2011-01-01,good\n", 0, "line 2, column 1 (council): the place is empty; the row was left out [G01 rejected]"},
		{"another spelling", "PERTH  & Kinross,2011-01-01,good\n", 1, ""},
		{"a code of the past", "S12000024,2011-01-01,good\n", 1, ""},
		{"odd words", "Fife,2011-01-01,to requires improvement\n", 1, "line 2, column 3 (grade): “to requires improvement” is no grade of the profile; it was kept as doubtful and is not counted [G02 doubtful]"},
		{"a date that cannot be", "Fife,2011-02-30,good\n", 1, "line 2, column 2 (date): “2011-02-30” is no date of the profile’s forms; the date is taken as not known [G03 doubtful]"},
		{"the same inspection again", "Fife,2011-02-03,good\nFife,03/02/2011,good\n", 1, "line 3: this inspection of fife stands on line 2 already, the same again; the first one counts [G04 rejected]"},
		{"the same inspection otherwise", "Fife,2011-02-03,good\nMoray,2011-02-03,good\nFife,2011-02-03,weak\n", 2, "line 4: this inspection of fife stands on line 2 already, with other grades or dates; the first one counts [G04 rejected]"},
		{"capitals and spaces", "Fife,2011-02-03, GOOD \n", 1, ""},
		{"too many fields", "Fife,2011-02-03,good,better\n", 0, "line 2"},
		{"a blank line", "\nFife,2011-02-03,good\n\n", 1, ""},
		{"CRLF and no last line end", "Fife,2011-02-03,good\r\nMoray,2011-02-03,good", 2, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := dbtest.SQLite(t)
			acc, found, err := takeWith(d, []byte(head+c.rows), small(), "")
			if err != nil {
				t.Fatal(err)
			}
			if acc.Added != c.added || len(outcomes(t, d, "small")) != c.added {
				t.Errorf("%d outcomes added and %d kept, want %d", acc.Added, len(outcomes(t, d, "small")), c.added)
			}
			switch {
			case c.want == "" && len(found) > 0, c.want != "" && len(found) != 1:
				t.Errorf("findings %v", found)
			case c.want != "" && !strings.HasPrefix(found[0].String(), c.want):
				t.Errorf("finding %q, want %q", found[0], c.want)
			}
		})
	}
}

func TestAFileThatCannotBeReadLeavesNothingBehind(t *testing.T) {
	for _, c := range []struct{ name, file, want string }{
		{"not UTF-8", head + "Fife,2011-01-01,good\nFife,2011-01-02,g\xfcd\n", "ine 3"},
		{"a quotation mark that is not closed", head + "Fife,2011-01-01,\"good\nMoray,2011-01-01,good\n", "ine 2"},
		{"a line without end", head + "Fife," + strings.Repeat("x", 2<<20), "line 2"},
		{"a column that is missing", "council,day,grade\nFife,2011-01-01,good\n", "names a column “date” for a date, and the file has none; its columns are council, day, grade"},
		{"an empty file", "", "empty"},
		{"a spreadsheet", "PK\x03\x04rest", "ZIP"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				_, _, err := takeWith(d, []byte(c.file), small(), "")
				if errs.KindOf(err) != errs.BadInput || !strings.Contains(err.Error(), c.want) {
					t.Errorf("error %v, want %q", err, c.want)
				}
				dbtest.Read(t, d, func(tx *db.Tx) error {
					if all, err := programme.All(tx); err != nil || len(all) != 0 {
						t.Errorf("%d programmes were left behind (%v)", len(all), err)
					}
					head, err := audit.Now(tx)
					if head.Size != 0 {
						t.Errorf("%d audit entries were left behind", head.Size)
					}
					return err
				})
			})
		})
	}
}

func TestALaterFileAddsWhatIsNewAndReplacesWhatItSaysOtherwise(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		if _, _, err := takeWith(d, []byte(head+"Fife,2011-01-01,good\nMoray,2011-01-01,good\n"), small(), ""); err != nil {
			t.Fatal(err)
		}
		acc, found, err := takeWith(d, []byte(head+"Fife,2011-01-01,weak\nMoray,2011-01-01,good\nAngus,2011-01-01,good\n"), small(), "")
		if err != nil {
			t.Fatal(err)
		}
		if acc.Added != 2 || acc.Known != 1 || acc.Replaced != 1 || len(found) != 1 || found[0].Code != outcome.CodeChanged {
			t.Errorf("%+v %v", acc, found)
		}
		all := outcomes(t, d, "small")
		if len(all) != 3 {
			t.Errorf("%d outcomes count, want 3", len(all))
		}
		for _, o := range all {
			if o.Area == "fife" && o.Marks[3] != grade.Of(grade.Weak) {
				t.Errorf("Fife counts as %v", o.Marks[3])
			}
		}
	})
}

func TestTheSameTextInOtherFormsOfFileIsReadTheSame(t *testing.T) {
	text := head + "Fife,2011-01-01,good\n"
	utf16 := []byte{0xff, 0xfe}
	for _, r := range text {
		utf16 = append(utf16, byte(r), 0)
	}
	for name, file := range map[string][]byte{
		"UTF-16": utf16, "a byte-order mark": []byte("\ufeff" + text),
		"semicolons": []byte(strings.ReplaceAll(text, ",", ";")), "tabs": []byte(strings.ReplaceAll(text, ",", "\t")),
	} {
		t.Run(name, func(t *testing.T) {
			d := dbtest.SQLite(t)
			acc, found, err := takeWith(d, file, small(), "")
			if err != nil || acc.Added != 1 || len(found) != 0 || len(acc.Remarks) == 0 {
				t.Errorf("%+v %v %v", acc, found, err)
			}
		})
	}
}

func TestWhoMayNotImportIsRefused(t *testing.T) {
	d := dbtest.SQLite(t)
	err := d.Write(context.Background(), func(tx *db.Tx) error {
		_, err := outcome.Import(tx, access.Anyone, outcome.Request{Name: "f", File: bytes.NewReader(nil), Profile: small()})
		return err
	})
	if errs.KindOf(err) != errs.Denied {
		t.Errorf("the public may import: %v", err)
	}
}

func TestAllFindingsAreKeptInTheirOrder(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var file strings.Builder
		file.WriteString(head)
		for range 3000 {
			file.WriteString("Atlantis,2011-01-01,good\n")
		}
		acc, found, err := takeWith(d, []byte(file.String()), small(), "")
		if err != nil || acc.Rejected != 3000 || len(found) != 3000 {
			t.Fatalf("%+v %d %v", acc, len(found), err)
		}
		var id string
		dbtest.Read(t, d, func(tx *db.Tx) error {
			id = acc.Reading
			kept, err := outcome.FindingsOf(tx, id, 5000)
			if len(kept) != 3000 {
				t.Fatalf("%d findings are kept", len(kept))
			}
			for i := range kept {
				if kept[i] != found[i] {
					t.Fatalf("finding %d is %v, was %v", i, kept[i], found[i])
				}
			}
			return err
		})
	})
}
