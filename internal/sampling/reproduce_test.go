package sampling

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/northinch/northinch/internal/errs"
)

func TestThePublishedDrawsAreMadeAgain(t *testing.T) {
	for file, passed := range map[string]int{"chacha8rand_go.json": 5, "rfc3797.json": 26, "consistent_sampler.json": 9} {
		f, err := os.Open(filepath.Join("testdata", "draw", file))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		checks, err := Reproduce(f)
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		n := 0
		for _, c := range checks {
			switch c.Outcome {
			case Passed:
				n++
			case Failed:
				t.Errorf("%s, %s: %s", file, c.Name, c.Detail)
			}
		}
		if n != passed {
			t.Errorf("%s: %d passed, want %d", file, n, passed)
		}
	}
}

func TestAPublishedValueThatIsOtherIsFound(t *testing.T) {
	for file, change := range map[string][2]string{
		"chacha8rand_go.json":     {"b773b6063d4616a5", "b773b6063d4616a6"},
		"rfc3797.json":            {`"selected": 17`, `"selected": 18`},
		"consistent_sampler.json": {"0.000508333", "0.000508334"},
	} {
		b, err := os.ReadFile(filepath.Join("testdata", "draw", file))
		if err != nil {
			t.Fatal(err)
		}
		checks, err := Reproduce(strings.NewReader(strings.Replace(string(b), change[0], change[1], 1)))
		failed := (Report{Checks: checks}).Failed()
		if err != nil || len(failed) != 1 {
			t.Errorf("%s: %v, %v", file, failed, err)
		}
	}
}

func TestAFileOfCasesThatCannotBeDrawnAgainSaysSo(t *testing.T) {
	for text, want := range map[string]string{
		"":                           "is not JSON",
		`{"case":"other"}`:           "no draw that this program can make again",
		`{"case":"rfc3797","key":1}`: "cannot be read",
	} {
		_, err := Reproduce(strings.NewReader(text))
		says(t, err, want)
	}
	_, err := Reproduce(iotest.ErrReader(errors.New("broken")))
	if errs.KindOf(err) != errs.Storage {
		t.Errorf("%v", err)
	}
	for text, want := range map[string]string{
		`{"case":"chacha8rand","seed_ascii":"short"}`:                            "this one has 5",
		`{"case":"rfc3797","candidates":["A"],"draws":[{},{}]}`:                  "2 cannot be selected of 1",
		`{"cases":[{"name":"x","ids":["a"],"args":{"seed":"1","take":2}}]}`:      "2 tickets cannot be drawn of 1",
		`{"cases":[{"name":"x","ids":"range(2)","args":{"seed":"1","drop":3}}]}`: "5 tickets cannot be drawn of 2",
	} {
		checks, err := Reproduce(strings.NewReader(text))
		failed := (Report{Checks: checks}).Failed()
		if err != nil || len(failed) != 1 || !strings.Contains(failed[0].Detail, want) {
			t.Errorf("%s: %v, %v", text, failed, err)
		}
	}
}
