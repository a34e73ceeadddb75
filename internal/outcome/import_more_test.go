package outcome_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/grade"
	"github.com/northinch/northinch/internal/outcome"
	"github.com/northinch/northinch/internal/programme"
	"github.com/northinch/northinch/internal/source"
)

func TestTheSameInspectionFarApartInALongFileIsFound(t *testing.T) {
	// Longer than the sorter holds in memory, so that it sets runs down.
	var file strings.Builder
	file.WriteString(head)
	const days, names = 28 * 12 * 66, 3
	n := 0
	for i := range days {
		for _, a := range []string{"Fife", "Moray", "Angus"} {
			fmt.Fprintf(&file, "%s,%04d-%02d-%02d,good\n", a, 1930+i/336, 1+i%336/28, 1+i%28)
			n++
		}
	}
	file.WriteString("Fife,1930-01-01,good\nAngus,1930-01-01,weak\nMoray,1970-06-15,good\n")
	d := dbtest.SQLite(t)
	acc, found, err := takeWith(d, []byte(file.String()), small(), "")
	if err != nil || acc.Rows != days*names+3 || acc.Added != days*names || acc.Rejected != 3 || len(found) != 3 {
		t.Fatalf("%d rows, %d added, %d rejected, %d findings, %v", acc.Rows, acc.Added, acc.Rejected, len(found), err)
	}
	if acc.Columns[0].Graded != n {
		t.Errorf("%d cells were counted of %d rows", acc.Columns[0].Graded, n)
	}
	for i, want := range []string{"stands on line 2 already, the same again", "stands on line 4 already, with other grades", "already, the same again"} {
		if !strings.Contains(found[i].Sentence, want) || found[i].Line < n+2 {
			t.Errorf("%v, want %q", found[i], want)
		}
	}
}

func TestTheLastOfSeveralFilesCounts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for i, c := range []struct {
			file                   string
			added, known, replaced int
		}{
			{"Fife,2011-01-01,good\nMoray,2011-01-01,good\n", 2, 0, 0},
			{"Fife,2011-01-01,weak\n", 1, 0, 1},
			{"Fife,2011-01-01,good\nFife,2012-01-01,good\nMoray,2011-01-01,good\n", 2, 1, 1},
			{"Fife,2011-01-01,good\nMoray,2011-01-01,weak\nMoray,2011-01-01,good\n", 1, 1, 1},
		} {
			acc, _, err := takeWith(d, []byte(head+c.file), small(), "")
			if err != nil || acc.Added != c.added || acc.Known != c.known || acc.Replaced != c.replaced {
				t.Errorf("file %d: %d added, %d known, %d replaced, %d rejected (%v), want %+v", i+1, acc.Added, acc.Known, acc.Replaced, acc.Rejected, err, c)
			}
		}
		got := map[string]string{}
		for _, o := range outcomes(t, d, "small") {
			got[string(o.Area)+" "+o.Published.String()] += fmt.Sprint(o.Marks[3].Grade())
		}
		if fmt.Sprint(got) != "map[fife 2011-01-01:4 fife 2012-01-01:4 moray 2011-01-01:2]" {
			t.Errorf("%v", got)
		}
	})
}

func TestAProfileThatTellsLessApartTakesNothingFromEarlierFiles(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		if _, _, err := takeWith(d, []byte(head+"Fife,2011-01-01,good\nFife,2012-01-01,weak\nMoray,2011-01-01,good\n"), small(), ""); err != nil {
			t.Fatal(err)
		}
		rough := small()
		rough.ID, rough.Occasion = "rough", nil
		acc, found, err := takeWith(d, []byte(head+"Angus,2011-01-01,good\nFife,2012-01-01,weak\n"), rough, "")
		if err != nil || acc.Added != 1 || acc.Known != 1 || acc.Replaced != 0 || len(found) != 0 {
			t.Errorf("%+v, %v, %v", acc, found, err)
		}
		if n := len(outcomes(t, d, "small")); n != 4 {
			t.Errorf("%d outcomes count, want the three of before and one", n)
		}
	})
}

func TestARowThatIsLeftOutIsInNoCountOfCells(t *testing.T) {
	d := dbtest.SQLite(t)
	acc, _, err := takeWith(d, []byte(head+"Fife,2011-01-01,good\nFife,2011-01-01,\nFife,2011-01-01,good\nAtlantis,2011-01-01,good\nMoray,2011-01-01,odd\n"), small(), "")
	if err != nil || acc.Rejected != 3 {
		t.Fatalf("%+v, %v", acc, err)
	}
	if c := *acc.Columns[0]; c != (outcome.Cells{Column: "grade", Indicator: "needs-met", Graded: 1, Doubtful: 1}) {
		t.Errorf("%+v", c)
	}
}

// counted is a profile of counts for two programmes in one file.
func counted() outcome.Profile {
	p := small()
	p.Shape, p.Indicators, p.Occasion = "counts", nil, nil
	p.Dates = nil
	p.Counts = &outcome.CountCols{Graded: "n", Grades: map[string]string{"excellent": "6", "very_good": "5", "good": "4", "adequate": "3", "weak": "2", "unsatisfactory": "1"}}
	p.Programmes = append(p.Programmes, programme.Programme{ID: "other", Name: "Other", Framework: "hmie-2009"})
	p.Round = &outcome.Round{Column: "round", Words: map[string]programme.ID{"one": "small", "two": "other"}, SoleIndicator: map[programme.ID]string{"other": "performance"}}
	p.ReadAs = map[string]map[string]string{"round": {"II": "two"}, "n": {"six": "6"}, "4": {"-": ""}}
	return p
}

const countHead = "round,council,n,6,5,4,3,2,1\n"

func TestCountsAndProgrammesAreCorrectedBeforeTheyAreRead(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		acc, found, err := takeWith(d, []byte(countHead+"one,Fife,six,1,1,1,1,1,1\n one ,Moray,6,1,1,-,,,\nII,Fife,1,0,1,0,0,0,0\n"), counted(), "")
		if err != nil || len(found) != 0 || acc.Added != 3 {
			t.Fatalf("%+v, %v, %v", acc, found, err)
		}
		for _, o := range outcomes(t, d, "small") {
			if o.Area == "fife" && (o.Counts.Graded != 6 || !o.Counts.Whole()) || o.Area == "moray" && o.Counts.ByGrade[3] != -1 {
				t.Errorf("%s: %+v", o.Area, o.Counts)
			}
			if n, ok := o.Counts.From(grade.VeryGood); !ok || n != 2 {
				t.Errorf("%s: %d very good or better (%v)", o.Area, n, ok)
			}
			if _, ok := o.Counts.From(grade.Weak); ok == (o.Area == "moray") {
				t.Errorf("%s: a count that is not seen was added up", o.Area)
			}
		}
		other := outcomes(t, d, "other")
		if len(other) != 1 || other[0].Marks[5] != grade.Of(grade.VeryGood) {
			t.Errorf("%+v", other)
		}
	})
}

func TestOddCountsAndProgrammesAreReported(t *testing.T) {
	for _, c := range []struct{ name, row, want string }{
		{"a word for a count", "one,Fife,6,some,1,1,1,1,1", "line 2, column 4 (6): “some” is no count; it is taken as not seen [G06 doubtful]"},
		{"a count below nothing", "one,Fife,6,-1,1,1,1,1,1", "line 2, column 4 (6): “-1” is no count; it is taken as not seen [G06 doubtful]"},
		{"a count beyond belief", "one,Fife,6,1001,1,1,1,1,1", "line 2, column 4 (6): “1001” is no count; it is taken as not seen [G06 doubtful]"},
		{"counts that add up to more", "one,Fife,6,2,1,1,1,1,1", "line 2, column 3 (n): the grades add up to 7, and 6 indicators were graded; the counts were kept as they are and are not ranked [G09 doubtful]"},
		{"counts that add up to less", "one,Fife,6,0,1,1,1,1,1", "line 2, column 3 (n): the grades add up to 5, and 6 indicators were graded"},
		{"a programme that is not known", "three,Fife,6,1,1,1,1,1,1", "line 2, column 1 (round): “three” is no programme of the profile; the row was left out [G07 rejected]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := dbtest.SQLite(t)
			_, found, err := takeWith(d, []byte(countHead+c.row+"\n"), counted(), "")
			if err != nil || len(found) != 1 || !strings.HasPrefix(found[0].String(), c.want) {
				t.Errorf("%v, %v, want %q", found, err, c.want)
			}
		})
	}
}

func TestOnlyTheProgrammeThatWasAskedForIsRead(t *testing.T) {
	d := dbtest.SQLite(t)
	acc, found, err := takeWith(d, []byte(countHead+"one,Fife,6,1,1,1,1,1,1\ntwo,Fife,1,0,1,0,0,0,0\n"), counted(), "other")
	if err != nil || acc.Rows != 1 || acc.Added != 1 || len(found) != 0 || len(outcomes(t, d, "small")) != 0 {
		t.Errorf("%+v, %v, %v", acc, found, err)
	}
	_, _, err = takeWith(d, []byte(countHead), counted(), "third")
	if errs.KindOf(err) != errs.BadInput || errs.Sentence(err) != "The profile small has no programme “third”" {
		t.Errorf("%v", err)
	}
}

func TestAProgrammeThatIsNotDefinedIsMadeLikeTheOnlyOneThatIs(t *testing.T) {
	d := dbtest.SQLite(t)
	acc, _, err := takeWith(d, []byte(head+"Fife,2011-01-01,good\n"), small(), "mine")
	if err != nil || len(acc.Programmes) != 1 || acc.Programmes[0].ID != "mine" {
		t.Fatalf("%+v, %v", acc, err)
	}
	dbtest.Read(t, d, func(tx *db.Tx) error {
		p, err := programme.Get(tx, "mine")
		if p.Name != "Small (mine)" || p.Framework != "hmie-2009" {
			t.Errorf("%+v", p)
		}
		return err
	})
}

func TestPlacesWhoseNamesDifferOnlyInSignsAreNotTakenTogether(t *testing.T) {
	p := small()
	p.Place.List, p.Place.Unknown, p.Place.Kind = "houses", "add", "service"
	p.Programmes[0].AreaList = ""
	d := dbtest.SQLite(t)
	acc, found, err := takeWith(d, []byte(head+"House A/B,2011-01-01,good\nHouse A-B,2012-01-01,weak\nhouse a/b,2013-01-01,weak\n…,2011-01-01,good\n"), p, "")
	if err != nil || acc.NewAreas != 1 || acc.Added != 2 || len(found) != 2 {
		t.Fatalf("%+v, %v, %v", acc, found, err)
	}
	for i, want := range []string{"line 3, column 1 (council): “House A-B” cannot be the name of a place; the row was left out [G01 rejected]", "line 5, column 1 (council): “…” cannot be the name of a place"} {
		if !strings.HasPrefix(found[i].String(), want) {
			t.Errorf("%v, want %q", found[i], want)
		}
	}
}

func TestAFigureIsFollowedDownToTheCellsOfItsRow(t *testing.T) {
	file := real(t, "ilacs_history_JT39.csv")
	want, err := csv.NewReader(bytes.NewReader(file)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		acc, _, err := take(d, file, "england-ilacs", "")
		if err != nil {
			t.Fatal(err)
		}
		dbtest.Read(t, d, func(tx *db.Tx) error {
			for _, line := range []int{2, 3, 329, 415, 498} {
				cells, err := outcome.CellsAt(tx, acc.Source, line)
				if err != nil || len(cells) != len(want[0]) {
					t.Fatalf("line %d: %d cells, %v", line, len(cells), err)
				}
				for i, c := range cells {
					if c.Heading != want[0][i] || c.Text != want[line-1][i] {
						t.Errorf("line %d: %+v, want %q", line, c, want[line-1][i])
					}
				}
			}
			for _, line := range []int{-1, 0, 1, 499, 1 << 40} {
				if _, err := outcome.CellsAt(tx, acc.Source, line); errs.KindOf(err) != errs.NotFound {
					t.Errorf("line %d: %v", line, err)
				}
			}
			if _, err := outcome.CellsAt(tx, "0123456789abcdef", 2); errs.KindOf(err) != errs.NotFound {
				t.Errorf("a source that is not there: %v", err)
			}
			return nil
		})
		for _, o := range outcomes(t, d, "england-ilacs") {
			dbtest.Read(t, d, func(tx *db.Tx) error {
				b, err := source.Bytes(tx, acc.Source, o.Row.Start, o.Row.End)
				if err != nil || !bytes.Equal(b, file[o.Row.Start:o.Row.End]) || !bytes.Contains(b, []byte(want[o.Row.Line-1][3])) {
					t.Fatalf("line %d is %q (%v)", o.Row.Line, b, err)
				}
				return nil
			})
			if o.Row.Line > 20 {
				break
			}
		}
	})
}

func TestOneAreaHasTheOutcomesThatAllHaveOfIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		acc, _, err := take(d, real(t, "ilacs_history_JT39.csv"), "england-ilacs", "")
		if err != nil {
			t.Fatal(err)
		}
		want := map[area.ID]int{}
		for _, o := range outcomes(t, d, "england-ilacs") {
			want[o.Area]++
		}
		dbtest.Read(t, d, func(tx *db.Tx) error {
			for _, id := range []area.ID{"dorset", "birmingham", "atlantis", ""} {
				n := 0
				for o, err := range outcome.OfArea(tx, "england-ilacs", id) {
					if err != nil || o.Area != id {
						t.Errorf("%s: %v, %v", id, o, err)
					}
					n++
				}
				if n != want[id] {
					t.Errorf("%s has %d outcomes, want %d", id, n, want[id])
				}
			}
			kept, err := outcome.AccountOf(tx, acc.Reading)
			if kept.Rows != 497 || kept.Findings != 2 {
				t.Errorf("%+v", kept)
			}
			if err != nil {
				return err
			}
			if _, err := outcome.AccountOf(tx, "none"); errs.KindOf(err) != errs.NotFound {
				t.Errorf("%v", err)
			}
			for most, want := range map[int]int{0: 0, 1: 1, 2: 2, 100: 2} {
				if all, err := outcome.FindingsOf(tx, acc.Reading, most); err != nil || len(all) != want {
					t.Errorf("at most %d findings: %d, %v", most, len(all), err)
				}
			}
			all, err := outcome.Readings(tx, "england-ilacs")
			none, err2 := outcome.Readings(tx, "none")
			if len(all) != 1 || all[0].ID != acc.Reading || all[0].Account.SHA256 != acc.SHA256 || len(none) != 0 || err2 != nil {
				t.Errorf("%+v, %v, %v", all, none, err2)
			}
			return err
		})
	})
}

func TestAnImportThatIsGivenUpHalfwayLeavesNothingAndCanBeDoneAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var file strings.Builder
		file.WriteString(head)
		for i := range 2500 {
			fmt.Fprintf(&file, "Fife,%04d-%02d-%02d,good\nAtlantis,2011-01-01,good\n", 1930+i/336, 1+i%336/28, 1+i%28)
		}
		p := small()
		ctx, cancel := context.WithCancel(t.Context())
		err := d.Write(ctx, func(tx *db.Tx) error {
			n := 0
			_, err := outcome.Import(tx, operator, outcome.Request{Name: "f", File: strings.NewReader(file.String()), Length: int64(file.Len()), Profile: p, Found: func(outcome.Finding) {
				if n++; n == 1200 {
					cancel()
				}
			}})
			return err
		})
		if errs.KindOf(err) != errs.Storage {
			t.Errorf("%v", err)
		}
		if n := len(outcomes(t, d, "small")); n != 0 {
			t.Errorf("%d outcomes were left behind", n)
		}
		acc, _, err := takeWith(d, []byte(file.String()), p, "")
		if err != nil || acc.Already || acc.Added != 2500 || acc.Rejected != 2500 {
			t.Errorf("%+v, %v", acc, err)
		}
	})
}

func TestTheDiskOfTheTemporaryFilesMayBeFull(t *testing.T) {
	d := dbtest.SQLite(t)
	t.Setenv("TMPDIR", os.DevNull)
	var file strings.Builder
	file.WriteString(head)
	for range 1 << 16 {
		file.WriteString("Fife,2011-01-01,good\n")
	}
	_, _, err := takeWith(d, []byte(file.String()), small(), "")
	if errs.KindOf(err) != errs.Storage || !strings.Contains(errs.Sentence(err), "There is no room for temporary files in "+os.DevNull) {
		t.Errorf("%v", err)
	}
}

// FuzzImport gives the importer any bytes as a file: it must never panic, say
// what is wrong in words, and account for every row and every cell.
func FuzzImport(f *testing.F) {
	d := dbtest.SQLite(f)
	if _, _, err := takeWith(d, []byte(head+"Fife,2011-01-01,good\nMoray,2011-01-01,weak\n"), small(), ""); err != nil {
		f.Fatal(err)
	}
	f.Add([]byte(head + "Fife,2011-01-01,good\nMoray,2011-01-01,good\n"))
	f.Add([]byte(head + "Fife,2011-01-01,good\nFife,2011-01-01,weak\r\n\"Fi\nfe\",,\n"))
	f.Add([]byte("\xff\xfec\x00o\x00"))
	f.Add([]byte("sep=;\ncouncil;date;grade\nFife;31/08/2011;x\n"))
	f.Add([]byte("council\tdate\tgrade\nS12000047\t2011-01-01\tgood"))
	f.Add([]byte(""))
	f.Fuzz(func(t *testing.T, file []byte) {
		undo := errs.Invalid("", "undo")
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			findings := 0
			acc, err := outcome.Import(tx, operator, outcome.Request{Name: "file.csv", File: bytes.NewReader(file), Length: int64(len(file)), Profile: small(),
				Found: func(f outcome.Finding) {
					if findings++; f.Line < 1 || f.Code == "" || f.Weight == "" || f.Sentence == "" {
						t.Errorf("%+v", f)
					}
				}})
			if err != nil {
				return err
			}
			if acc.Already {
				return undo
			}
			if acc.Rows != acc.Added+acc.Known+acc.Rejected || acc.Findings != findings {
				t.Errorf("%d rows, %d added, %d known, %d rejected; %d findings of %d", acc.Rows, acc.Added, acc.Known, acc.Rejected, acc.Findings, findings)
			}
			c := acc.Columns[0]
			if n := c.Graded + c.NotInspected + c.NotSeen + c.Unreadable + c.Doubtful; n != acc.Rows-acc.Rejected {
				t.Errorf("%d cells are accounted for in %d rows less %d", n, acc.Rows, acc.Rejected)
			}
			kept := 0
			for o, err := range outcome.Each(tx, "small") {
				if err != nil {
					t.Fatal(err)
				}
				if o.Reading == acc.Reading {
					kept++
				}
			}
			if kept != acc.Added {
				t.Errorf("%d outcomes were added and %d count", acc.Added, kept)
			}
			return undo
		})
		if errs.KindOf(err) != errs.BadInput || errs.Sentence(err) == "" {
			t.Errorf("%v", err)
		}
	})
}

func TestARowThatCannotBeTakenApartIsShownAsItStands(t *testing.T) {
	d := dbtest.SQLite(t)
	acc, found, err := takeWith(d, []byte(head+"Fife,2011-02-03,good\nMoray,2011-02-03,good,better\n"), small(), "")
	if err != nil || len(found) != 1 {
		t.Fatalf("%v %v", found, err)
	}
	dbtest.Read(t, d, func(tx *db.Tx) error {
		cells, err := outcome.CellsAt(tx, acc.Source, 3)
		if len(cells) != 2 || cells[1].Text != "Moray,2011-02-03,good,better" {
			t.Errorf("%v", cells)
		}
		return err
	})
}

func TestARowIsReadWithTheDelimiterOfItsProfile(t *testing.T) {
	d := dbtest.SQLite(t)
	p := small()
	p.Delimiter = "~"
	acc, _, err := takeWith(d, []byte("council~date~grade\nFife~2011-02-03~good\n"), p, "")
	if err != nil || acc.Added != 1 {
		t.Fatalf("%+v %v", acc, err)
	}
	dbtest.Read(t, d, func(tx *db.Tx) error {
		cells, err := outcome.CellsAt(tx, acc.Source, 2)
		if len(cells) != 3 || cells[2].Text != "good" {
			t.Errorf("%v", cells)
		}
		return err
	})
}

func TestAPlaceWhoseIDIsInAnotherListIsLeftOutWithTheReason(t *testing.T) {
	d := dbtest.SQLite(t)
	if _, _, err := takeWith(d, []byte(head+"Fife,2011-02-03,good\n"), small(), ""); err != nil {
		t.Fatal(err)
	}
	p := small()
	p.Place.List, p.Place.Unknown, p.Programmes = "elsewhere", "add", []programme.Programme{{ID: "other", Name: "Other", Framework: "hmie-2009"}}
	acc, found, err := takeWith(d, []byte(head+"Fife,2011-02-03,good\nAnother,2011-02-03,good\n"), p, "")
	if err != nil || acc.Added != 1 || len(found) != 1 || !strings.Contains(found[0].Sentence, "already in the list scotland") {
		t.Errorf("%+v %v %v", acc, found, err)
	}
}

func TestWhatALaterFileSaysTwiceCountsAsItSaysItFirst(t *testing.T) {
	for _, c := range []struct {
		name, rows string
		known      int
	}{
		{"first as before, then otherwise", "Fife,2011-01-01,good\nFife,2011-01-01,weak\n", 1},
		{"twice as before", "Fife,2011-01-01,good\nFife,2011-01-01,good\n", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := dbtest.SQLite(t)
			if _, _, err := takeWith(d, []byte(head+"Fife,2011-01-01,good\nMoray,2011-01-01,good\n"), small(), ""); err != nil {
				t.Fatal(err)
			}
			acc, found, err := takeWith(d, []byte(head+c.rows), small(), "")
			if err != nil || acc.Known != c.known || acc.Rejected != 1 || acc.Replaced != 0 || len(found) != 1 || found[0].Code != outcome.CodeDuplicate || found[0].Line != 3 {
				t.Errorf("%+v %v %v", acc, found, err)
			}
			for _, o := range outcomes(t, d, "small") {
				if o.Marks[3] != grade.Of(grade.Good) {
					t.Errorf("%s counts as %v", o.Area, o.Marks[3])
				}
			}
		})
	}
}

func TestAProfileOfOtherAreasThanTheProgrammesIsRefused(t *testing.T) {
	d := dbtest.SQLite(t)
	if _, _, err := takeWith(d, []byte(head+"Fife,2011-01-01,good\n"), small(), ""); err != nil {
		t.Fatal(err)
	}
	p := small()
	p.Place.List = "england"
	_, _, err := takeWith(d, []byte(head+"Norfolk,2011-01-01,good\n"), p, "small")
	if errs.KindOf(err) != errs.BadInput || !strings.Contains(err.Error(), "list “scotland”") {
		t.Errorf("%v", err)
	}
}
