package tabular

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/goldentest"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/northinch/northinch/internal/disclose/prose"
	"github.com/northinch/northinch/internal/disclose/rounding"
)

// asked is what a case asks for: the file "ask" of its archive.
type asked struct {
	Do      string      `json:"do"` // protect, attack, round or prose
	Format  string      `json:"format"`
	Read    ReadOptions `json:"read"`
	Rules   Rules       `json:"rules"`
	Hide    []string    `json:"hide"`
	Base    int         `json:"base"`
	MarkLow bool        `json:"mark_low"`
}

// do answers a case.
func (a asked) do(t testing.TB, name string, data, text string) string {
	t.Helper()
	var b strings.Builder
	answer := func() error {
		r, err := Read(strings.NewReader(data), name, a.Read)
		if err != nil {
			return err
		}
		o := Options{Rules: a.Rules}
		var res Result
		switch a.Do {
		case "attack":
			learns, err := r.Attack(a.Hide, o)
			if err != nil {
				return err
			}
			return learns.WriteJSON(&b)
		case "prose":
			found, err := r.CheckProse(text, o, prose.Options{Bands: []prose.Band{{Word: "most", Low: 0.75, High: 0.9}}})
			if err != nil {
				return err
			}
			for _, f := range found {
				line, _ := json.Marshal(f)
				b.WriteString(string(line) + "\n")
			}
			return nil
		case "round":
			res, err = r.Round(RoundOptions{Base: a.Base, MarkLow: a.MarkLow, Engine: rounding.Options{}})
		default:
			res, err = r.Protect(o)
		}
		if err != nil {
			return err
		}
		switch a.Format {
		case "json":
			return res.WriteJSON(&b)
		case "csv":
			return res.WriteCSV(&b)
		}
		return res.WriteText(&b)
	}
	if err := answer(); err != nil {
		return "error: " + errs.Sentence(err) + "\n"
	}
	return b.String()
}

// Each archive in testdata/cases has a file to read, what is asked, and the answer,
// which somebody has read.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("there are no cases", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var ask asked
			var name, data, text string
			for _, f := range a.Files {
				switch f.Name {
				case "ask":
					if err := json.Unmarshal(f.Data, &ask); err != nil {
						t.Fatal(err)
					}
				case "text":
					text = string(f.Data)
				case "want":
				default:
					name, data = f.Name, string(f.Data)
				}
			}
			got := ask.do(t, name, data, text)
			kept := slices.DeleteFunc(a.Files, func(f txtar.File) bool { return f.Name == "want" })
			a.Files = append(kept, txtar.File{Name: "want", Data: []byte(got)})
			goldentest.Check(t, file, string(txtar.Format(a)))
		})
	}
}

// known is what a file of testdata/sdc says besides the table.
type known struct {
	Optimal struct {
		Cost    float64  `json:"cost"`
		Pattern []string `json:"pattern_example"`
	} `json:"optimal"`
	Intervals map[string][2]float64 `json:"attacker_intervals"`
	Results   map[string]struct {
		Cells []string `json:"cells"`
		Sum   float64  `json:"freq_sum"`
	} `json:"results"`
}

func open(t testing.TB, name string, o ReadOptions) (*Release, known) {
	t.Helper()
	data, err := os.ReadFile("testdata/sdc/" + name)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Read(strings.NewReader(string(data)), name, o)
	if err != nil {
		t.Fatal(err)
	}
	var k known
	if strings.HasSuffix(name, ".json") {
		if err := json.Unmarshal(data, &k); err != nil {
			t.Fatal(err)
		}
	}
	return r, k
}

func TestPublishedTablesAreProtectedAtTheKnownLeastCost(t *testing.T) {
	for _, name := range []string{"fischetti_salazar_3x3_l5_u5.json", "fischetti_salazar_3x3_margins_allowed.json", "threeway_3x3x2_threshold5.json"} {
		r, k := open(t, name, ReadOptions{})
		res, err := r.Protect(Options{})
		if err != nil || res.Cost != k.Optimal.Cost || res.LowerBound != k.Optimal.Cost || len(res.Refused) > 0 {
			t.Errorf("%s: cost %v, at least %v, want %v; %v %v", name, res.Cost, res.LowerBound, k.Optimal.Cost, res.Refused, err)
		}
		// What the reader learns of the known pattern is known; ours may be another.
		a, err := r.Attack(k.Optimal.Pattern, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for id, want := range k.Intervals {
			if got := a.Intervals[id]; math.Abs(got.Low-want[0]) > 1e-6 || math.Abs(got.High-want[1]) > 1e-6 {
				t.Errorf("%s: the reader has %v for %s, want %v", name, got, id, want)
			}
		}
		if len(a.Known)+len(a.Narrow) > 0 {
			t.Errorf("%s: the known pattern protects, and %v %v is found", name, a.Known, a.Narrow)
		}
	}
}

func TestATableAndItsRowsAreProtectedAlike(t *testing.T) {
	table, k := open(t, "sdctable_microdata1.json", ReadOptions{})
	rows, _ := open(t, "sdctable_microdata1.csv", ReadOptions{Dimensions: []string{"region", "gender"}})
	want := k.Results["OPT"]
	for name, r := range map[string]*Release{"table": table, "rows": rows} {
		res, err := r.Protect(Options{})
		slices.Sort(res.Suppressed)
		wanted := slices.Sorted(slices.Values(want.Cells))
		if err != nil || !slices.Equal(res.Suppressed, wanted) || res.Cost != want.Sum {
			t.Errorf("%s: %v for %v, %v; want %v for %v", name, res.Suppressed, res.Cost, err, wanted, want.Sum)
		}
	}
}

func TestASecondReleaseThatGivesTheFirstAwayIsRefused(t *testing.T) {
	r, _ := open(t, "differencing.json", ReadOptions{})
	res, err := r.Protect(Options{})
	if err != nil || res.Published != nil || len(res.Refused) == 0 || res.Refused[0].Cell != "category_x|A|Apr-Dec" {
		t.Fatalf("%+v, %v", res, err)
	}
	if want := "“category_x|A|Apr-Dec”, which release_1 hides, is known exactly: it is “category_x|A|Apr-Mar” (release_2) less “category_x|A|Jan-Mar” (release_3)."; res.Refused[0].Reason != want {
		t.Error(res.Refused[0].Reason)
	}
}
