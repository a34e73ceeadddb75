package measure

import (
	"bytes"
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/madeup"
	"github.com/rogpeppe/go-internal/txtar"
)

// An example is a few children who do not exist, what happened to them, and what a
// measure counts of that, worked by hand: want.csv has each row with the day that it
// counts from, how it counts, and why; and the figure last.

type example struct {
	children, events, want [][]string
	ret                    *returns.Return
	refs                   []string // of the children, by number
}

func readExample(t *testing.T, id string) example {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/examples/" + id + ".txtar")
	if err != nil {
		t.Fatalf("the measure has no example: %v", err)
	}
	files := map[string][]byte{}
	for _, f := range archive.Files {
		files[f.Name] = f.Data
	}
	var e example
	for name, to := range map[string]*[][]string{"children.csv": &e.children, "events.csv": &e.events, "want.csv": &e.want} {
		rows, err := csv.NewReader(bytes.NewReader(files[name])).ReadAll()
		if err != nil || len(rows) < 2 {
			t.Fatalf("%s: %v", name, err)
		}
		*to = rows
	}
	var tables []returns.Table
	for _, name := range []string{"children.csv", "events.csv"} {
		in := bytes.NewReader(files[name])
		section := returnsTable(t, name, in)
		tables = append(tables, section...)
	}
	e.ret, _, err = returns.Read(tables, returns.Options{Found: func(f returns.Finding) {
		if f.Severity >= returns.Error && f.Column != "born" {
			t.Errorf("%s, line %d: %s", f.File, f.Line, f.Sentence)
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	if !e.ret.MadeUp {
		t.Error("the children are not marked as made up")
	}
	for _, row := range e.children[1:] {
		e.refs = append(e.refs, row[0])
	}
	return e
}

func returnsTable(t *testing.T, name string, in *bytes.Reader) []returns.Table {
	t.Helper()
	tables, err := returns.Tables(name, in, in.Size())
	if err != nil {
		t.Fatal(err)
	}
	return tables
}

// figure is the last row of want: the beginning of the figure as read.
func (e example) figure() string { return e.want[len(e.want)-1][2] }

func (e example) rows() [][]string { return e.want[1 : len(e.want)-1] }

func TestEveryMeasureCountsItsExampleAsByHand(t *testing.T) {
	for _, m := range All() {
		t.Run(m.ID, func(t *testing.T) {
			e := readExample(t, m.ID)
			var got [][]string
			whys := map[Why]bool{}
			says := map[string]bool{}
			Rows(e.ret, m, "", func(row Row) {
				got = append(got, []string{e.refs[row.Child], row.Day.String(), row.Says(m)})
				whys[row.Why] = true
				if row.Why == Counted {
					says[kindOf(m, row)] = true
				}
			})
			for i := range max(len(got), len(e.rows())) {
				is, want := []string{"nothing"}, []string{"nothing"}
				if i < len(got) {
					is = got[i]
				}
				if i < len(e.rows()) {
					want = e.rows()[i][:3]
				}
				if !slices.Equal(is, want) {
					t.Errorf("row %d: %v, by hand %v", i+1, is, want)
				}
			}
			f := Count(e.ret, []Measure{m}, 1, nil).Results(Settings{Minimum: 1})[0].All
			if words := f.Words(m); !strings.HasPrefix(words, e.figure()) {
				t.Errorf("the figure is %q, by hand %q", words, e.figure())
			}
			for _, want := range m.shows() {
				if !says[want] {
					t.Errorf("the example shows none that counts as %q", want)
				}
			}
		})
	}
}

// kindOf is how a row counts, without how long.
func kindOf(m Measure, row Row) string {
	switch {
	case m.Kind == Share && row.Yes:
		return "yes"
	case m.Kind == Share:
		return "no"
	case m.Kind == Rate:
		return "rate"
	case row.End == 0:
		return "not ended"
	case row.End == 1:
		return "ended"
	}
	return m.Others[row.End-2]
}

// shows are the ways to count that an example must have.
func (m Measure) shows() []string {
	switch {
	case m.Kind == Share:
		return []string{"yes", "no"}
	case m.Kind == Rate:
		return []string{"rate"}
	case m.ID == "days-to-meeting": // counted from the meetings, so that all have ended
		return []string{"ended"}
	}
	return append([]string{"ended", "not ended"}, m.Others...)
}

// The reasons that a measure has are those that it gives for any of many children.
func TestEveryExampleHasEachReasonForLeavingOut(t *testing.T) {
	made, err := madeup.New(madeup.Options{Seed: 3, Children: 3000, Defects: true})
	if err != nil {
		t.Fatal(err)
	}
	var children, events bytes.Buffer
	if _, err := made.WriteAll(&children, &events); err != nil {
		t.Fatal(err)
	}
	many, _, err := returns.Read(slices.Concat(
		returnsTable(t, "children.csv", bytes.NewReader(children.Bytes())), returnsTable(t, "events.csv", bytes.NewReader(events.Bytes()))), returns.Options{})
	if err != nil {
		t.Fatal(err)
	}
	all := All()
	examples := make([]example, len(all))
	for i, m := range all {
		examples[i] = readExample(t, m.ID)
	}
	for i, m := range all {
		shown, given := map[Why]bool{}, map[Why]bool{}
		Rows(examples[i].ret, m, "", func(row Row) { shown[row.Why] = true })
		Rows(many, m, "", func(row Row) { given[row.Why] = true })
		for _, other := range examples {
			Rows(other.ret, m, "", func(row Row) { given[row.Why] = true })
		}
		for why := range given {
			if !shown[why] {
				t.Errorf("%s leaves out because %s, and its example has none", m.ID, why)
			}
		}
		if left := len(given) > 1 || !given[Counted]; left == (m.Leaves == "nothing") {
			t.Errorf("%s says that it leaves out %s", m.ID, m.Leaves)
		}
	}
}

func TestThereIsNoExampleOfAMeasureThatThereIsNot(t *testing.T) {
	files, err := os.ReadDir("testdata/examples")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if _, err := Find(strings.TrimSuffix(f.Name(), ".txtar")); err != nil {
			t.Errorf("%s: %v", f.Name(), err)
		}
	}
}
