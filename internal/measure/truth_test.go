package measure

import (
	"bytes"
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/madeup"
	"github.com/northinch/northinch/internal/returns/spec"
	"github.com/northinch/northinch/internal/spell"
)

// round reads a made-up round of all areas and returns it with what is true of it.
func round(t testing.TB, o madeup.Options) (*returns.Return, []madeup.Truth) {
	t.Helper()
	made, err := madeup.New(o)
	if err != nil {
		t.Fatal(err)
	}
	var children, events bytes.Buffer
	truths, err := made.WriteAll(&children, &events)
	if err != nil {
		t.Fatal(err)
	}
	r := returns.NewReader(returns.Options{})
	if err := r.Children("children.csv", &children); err != nil {
		t.Fatal(err)
	}
	if err := r.Events("events.csv", &events); err != nil {
		t.Fatal(err)
	}
	all, err := r.Done()
	if err != nil {
		t.Fatal(err)
	}
	return all, truths
}

// planted is a figure whose truth was known before the return was made.
type planted struct {
	measure string
	yes, of func(madeup.Truth) int
	// last counts the last spell of each child of a population only, as the truth
	// does.
	last spec.Population
	// sooner also counts, as done, spells that ended before the time had passed: the
	// truth has them where the step came first.
	sooner bool
}

// everything is a child to load others into of whom all counts that happened, and not
// only the last twelve months: the truth is of all.
func everything() *Child { return &Child{standards: byID(), months: 12 * 30} }

// bySocial is the truth of contacts by social workers.
func bySocial(p spec.Population, of func(madeup.Seen) int) func(madeup.Truth) int {
	return func(t madeup.Truth) int { return of(t.Contact[p].BySocial) }
}

func seen(p spec.Population, of func(madeup.Seen) int) func(madeup.Truth) int {
	return func(t madeup.Truth) int { return of(t.Contact[p].ByAnybody) }
}

func children(p spec.Population) func(madeup.Truth) int {
	return func(t madeup.Truth) int { return t.Contact[p].Children }
}

func plantedFigures() (all []planted) {
	for id, p := range map[string]spec.Population{"near-threshold": spec.NearThreshold, "registered": spec.OnRegister, "deregistered": spec.OffRegister} {
		all = append(all,
			planted{"seen-28-days-" + id, seen(p, func(s madeup.Seen) int { return s.Within28 }), children(p), p, false},
			planted{"seen-3-months-" + id, seen(p, func(s madeup.Seen) int { return s.Within3Months }), children(p), p, false},
			planted{"seen-6-months-" + id, seen(p, func(s madeup.Seen) int { return s.Within6Months }), children(p), p, false},
			planted{"seen-28-days-" + id + "-by-social-worker", bySocial(p, func(s madeup.Seen) int { return s.Within28 }), children(p), p, false},
			planted{"seen-3-months-" + id + "-by-social-worker", bySocial(p, func(s madeup.Seen) int { return s.Within3Months }), children(p), p, false},
			planted{"seen-6-months-" + id + "-by-social-worker", bySocial(p, func(s madeup.Seen) int { return s.Within6Months }), children(p), p, false})
	}
	n := func(f func(madeup.Truth) int) func(madeup.Truth) int { return f }
	return append(all,
		planted{"registered-again-12-months", n(func(t madeup.Truth) int { return t.Register.Again12 }), n(func(t madeup.Truth) int { return t.Register.Spells }), 0, false},
		planted{"return-discussion-held", n(func(t madeup.Truth) int { return t.Missing.Held }), n(func(t madeup.Truth) int { return t.Missing.Episodes }), 0, false},
		planted{"return-discussion-offered", n(func(t madeup.Truth) int { return t.Missing.Held + t.Missing.Refused }), n(func(t madeup.Truth) int { return t.Missing.Episodes }), 0, false},
		planted{"sex-offender-without-plan", n(func(t madeup.Truth) int { return t.Offender.WithoutPlan }), n(func(t madeup.Truth) int { return t.Offender.Contacts }), 0, false},
		planted{"meeting-in-time", n(func(t madeup.Truth) int { return t.Steps.Meetings - t.Steps.MeetingsLate }), n(func(t madeup.Truth) int { return t.Steps.Meetings - t.Steps.MeetingsLateAgreed }), 0, false},
		planted{"core-group-in-time", n(func(t madeup.Truth) int { return t.Steps.CoreGroups - t.Steps.CoreGroupsLate }), n(func(t madeup.Truth) int { return t.Steps.CoreGroups }), 0, false},
		planted{"first-review-in-time", n(func(t madeup.Truth) int { return t.Steps.Reviews - t.Steps.ReviewsLate }), n(func(t madeup.Truth) int { return t.Steps.Reviews }), 0, true},
	)
}

func TestTheMeasuresFindWhatWasPlanted(t *testing.T) {
	for _, agreed := range []returns.Day{0, ceasedAsked(t)} {
		sharesFound(t, agreed)
	}
}

func sharesFound(t *testing.T, agreed returns.Day) {
	t.Helper()
	r, truths := round(t, madeup.Options{Seed: 7, Children: 4000, Agreed: agreed})
	if len(truths) != 32 {
		t.Fatalf("there are %d areas", len(truths))
	}
	for _, p := range plantedFigures() {
		m, err := Find(p.measure)
		if err != nil {
			t.Fatal(err)
		}
		var wrong []string
		for _, truth := range truths {
			yes, of := 0, 0
			latest := map[int]Row{}
			rows(r, m, truth.Area, everything(), func(row Row) {
				if p.sooner && row.Why == LeftEarlier {
					row.Why, row.Yes = Counted, true
				}
				if row.Why != Counted {
					return
				}
				if p.last == 0 {
					of++
					if row.Yes {
						yes++
					}
				} else if r.Children.In[row.Child].Has(p.last) {
					latest[row.Child] = row
				}
			})
			for _, row := range latest {
				of++
				if row.Yes {
					yes++
				}
			}
			if yes != p.yes(truth) || of != p.of(truth) {
				wrong = append(wrong, fmt.Sprintf("%s: %d of %d, planted %d of %d", truth.Area, yes, of, p.yes(truth), p.of(truth)))
			}
		}
		if len(wrong) > 0 {
			t.Errorf("%s in %d areas\n\t%s", p.measure, len(wrong), strings.Join(wrong[:min(3, len(wrong))], "\n\t"))
		}
	}
}

func TestTheTimesFindWhatWasPlanted(t *testing.T) {
	for _, agreed := range []returns.Day{0, ceasedAsked(t)} {
		timesFound(t, agreed)
	}
}

// ceasedAsked is an agreed date from which those who ceased to be looked after are asked
// for.
func ceasedAsked(t *testing.T) returns.Day {
	t.Helper()
	day, ok := returns.DayOf(2026, 10, 31)
	if !ok {
		t.Fatal("there is no such day")
	}
	return day
}

func timesFound(t *testing.T, agreed returns.Day) {
	t.Helper()
	r, truths := round(t, madeup.Options{Seed: 8, Children: 4000, Agreed: agreed})
	found := map[string]Result{}
	for _, one := range Count(r, All(), 2, nil).Results(Settings{Minimum: 1}) {
		found[one.ID] = one
	}
	medians := 0
	for i, truth := range truths {
		home := found["days-to-permanent-home"].Areas[i]
		want := truth.NoReturn
		if home.Ended != int64(want.FinalPlacement) || home.Others[0] != int64(want.ReturnedHome) || home.Others[1] != int64(want.Turned18) || home.Open != int64(want.Waiting) {
			t.Errorf("%s: %+v, planted %+v", truth.Area, home, want)
		}
		act := found["days-to-action"].Areas[i]
		if act.Base != int64(truth.Assessed) || act.Open != int64(truth.NoAction) {
			t.Errorf("%s: action after %d, none after %d, planted %d and %d", truth.Area, act.Base, act.Open, truth.Assessed, truth.NoAction)
		}
		// The planted median is the first day on which half had been acted for; the
		// estimate takes the middle where exactly half had, so it is no earlier.
		if truth.Acted.Median > 0 && act.Median != nil {
			medians++
			if *act.Median < truth.Acted.Median || truth.Assessed%2 == 1 && act.Open == 0 && *act.Median != truth.Acted.Median {
				t.Errorf("%s: half were acted for after %d days, planted %d", truth.Area, *act.Median, truth.Acted.Median)
			}
		}
		spells, ended, short, late, again := 0, 0, 0, 0, 0
		m, _ := Find("days-on-register")
		rows(r, m, truth.Area, everything(), func(row Row) {
			spells++
			ended += row.End
			if row.End == 1 && row.Days < 183 { // none was planted near the limit
				short++
			}
		})
		register := truth.Register
		if spells != register.Spells || ended != register.Ended || short != register.UnderSixMonths {
			t.Errorf("%s: %d registrations, %d ended, %d in less than six months, planted %+v", truth.Area, spells, ended, short, register)
		}
		Rows(r, m, truth.Area, func(row Row) {
			if row.Why == BeforeYear {
				spells--
			} else if row.Entry > 0 {
				late++
				if row.Entry >= row.Days || r.Agreed(row.Child).Add(-12) != row.Day+returns.Day(row.Entry) {
					t.Errorf("%s: known of after %d of %d days", truth.Area, row.Entry, row.Days)
				}
			}
		})
		if on := found["days-on-register"].Areas[i]; on.Base != int64(spells) || late == 0 && spells > 20 {
			t.Errorf("%s: %d registrations, of which %d were left out and %d are known of late", truth.Area, on.Base, register.Spells-spells, late)
		}
		m, _ = Find("registered-again-24-months")
		rows(r, m, truth.Area, everything(), func(row Row) {
			// The truth has those that were taken off more than 24 months ago.
			for _, s := range spell.Append(nil, r, row.Child) {
				if row.Yes && s.State == spell.OffRegister && s.To == row.Day && s.From+731 < r.Agreed(row.Child) {
					again++
				}
			}
		})
		if again != register.Again24 {
			t.Errorf("%s: %d were registered again within 24 months, planted %d", truth.Area, again, register.Again24)
		}
	}
	if medians < 15 {
		t.Errorf("only %d areas have a median", medians)
	}
}

func TestWorkersCountTheSameHoweverMany(t *testing.T) {
	r, _ := round(t, madeup.Options{Seed: 9, Children: 5000})
	want := Count(r, All(), 1, nil)
	for _, workers := range []int{0, 2, 7} {
		done := 0
		if got := Count(r, All(), workers, func(n int) { done = n }); !reflect.DeepEqual(got.Cells, want.Cells) || done != r.Children.Len() {
			t.Errorf("%d workers count otherwise, or told of %d children", workers, done)
		}
	}
	each := 0
	for n := range r.Children.Len() {
		OfChild(r, n, All(), func(Measure, Row) { each++ })
	}
	all := 0
	for _, m := range All() {
		Rows(r, m, "", func(Row) { all++ })
	}
	if each != all || each == 0 {
		t.Errorf("the children have %d rows and the measures %d", each, all)
	}
}

func BenchmarkCount(b *testing.B) {
	r, _ := round(b, madeup.Options{Seed: 1, Children: 20_000})
	all := All()
	b.ReportMetric(float64(r.Events.Len()), "events")
	for b.Loop() {
		Count(r, all, runtime.NumCPU(), nil)
	}
}
