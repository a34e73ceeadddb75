package sampling

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/stats/catalogue"
)

// answered gives an answer to each record in the sample, in the order of tickets: to the
// strata in turn, each as long as its text of y (yes), n (no), x (not applicable) and
// a point (none).
func answered(t *testing.T, r *Record, texts ...string) (all []Answer) {
	t.Helper()
	called, err := r.Weights()
	if err != nil {
		t.Fatal(err)
	}
	at := make([]int, len(texts))
	for _, c := range called {
		h := c.Ticket.Stratum - 1
		if c.Status != InSample || at[h] == len(texts[h]) {
			continue
		}
		a := Answer{Row: len(all) + 2, Ticket: c.Ticket}
		switch texts[h][at[h]] {
		case 'y':
			a.Is, a.Value = YesOrNo, 1
		case 'n':
			a.Is = YesOrNo
		case 'x':
			a.Is = NotApplicable
		}
		at[h]++
		all = append(all, a)
	}
	return all
}

// withMinimum is a record that is drawn with so many of each stratum.
func withMinimum(t *testing.T, least int, counts ...int) (*Record, *Private) {
	t.Helper()
	r, p := committed(t, "", 2*least, counts...)
	design := r.Plan.Design
	design.Size, design.Minimum = least*len(counts), least
	plan, err := NewPlan(r.Frame, r.Plan.Title, "", design, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if r, err = Commit(r.Frame, plan, madeSeed); err == nil {
		err = r.Draw(madeSeed, "")
	}
	if err != nil {
		t.Fatal(err)
	}
	return r, p
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-12*max(1, math.Abs(b)) }

// By hand: strata of 20 (near threshold) and 40 (registered) records, of which 5 and 10
// are drawn in proportion. Of them 1 and 6 are yes. The share is (20·1/5 + 40·6/10)/60 =
// 28/60. With s² = 5/4·0.2·0.8 = 0.2 and 10/9·0.6·0.4 = 4/15, the variance is
// (1/3)²·(1-1/4)·0.2/5 + (2/3)²·(1-1/4)·(4/15)/10 = 1/300 + 2/225 = 11/900.
func TestAShareIsWeightedByStrataAndItsErrorFollowsFromTheDraw(t *testing.T) {
	r, _ := drawn(t, 15, 40, 20)
	e, err := r.Estimate(answered(t, r, "ynnnn", "yyyyyynnnn"), 95, LeastBase)
	if err != nil {
		t.Fatal(err)
	}
	if e.Kind != Share || !near(e.Value, 28.0/60) || !near(e.SE*e.SE, 11.0/900) || e.DF != 13 || e.Base != 15 || e.Yes != 7 || !near(e.Population, 60) || len(e.Without) > 0 || e.Why != "" {
		t.Errorf("%+v", e)
	}
	want, err := fromCatalogue("design-based proportion CI beta", r, e, answered(t, r, "ynnnn", "yyyyyynnnn"), `{"var":"y","conf":0.95}`)
	if err != nil || !near(*e.Low, want["lower"]) || !near(*e.High, want["upper"]) || !near(e.SE, want["se"]) {
		t.Errorf("%v to %v; the statistics say %v (%v)", *e.Low, *e.High, want, err)
	}
}

// fromCatalogue asks the statistics by name for the same, from a table of the units.
func fromCatalogue(name string, r *Record, e Estimated, answers []Answer, params string) (map[string]float64, error) {
	var table strings.Builder
	table.WriteString("stratum,fpc,w,y,d\n")
	add := func(h int, weight, y float64, in int) {
		s := r.Plan.Strata[h]
		fmt.Fprintf(&table, "%s,%d,%v,%v,%d\n", s.Name, s.Population, weight, y, in)
	}
	for _, a := range answers {
		h := a.Ticket.Stratum - 1
		switch a.Is {
		case YesOrNo, Number:
			add(h, e.Strata[h].Weight, a.Value, 1)
		case NotApplicable:
			add(h, e.Strata[h].Weight, 0, 0)
		}
	}
	for h, s := range e.Strata {
		for range s.Outside {
			add(h, float64(s.Population)/float64(s.Called), 0, 0)
		}
	}
	input, err := catalogue.ReadTable(strings.NewReader(table.String()))
	if err != nil {
		return nil, err
	}
	given, err := catalogue.ReadParams(params)
	if err != nil {
		return nil, err
	}
	m, _ := catalogue.Find(name)
	out, err := m.Run(input, given)
	got := map[string]float64{}
	for _, one := range out {
		if v, ok := one.Value.(float64); ok {
			got[one.Name] = v
		}
	}
	return got, err
}

// By hand: of 40 records 10 were called, and 2 of them are not of the population. Each of
// the 8 answers stands for 40·8/(10·8) = 4, so that the population is 32; 6 are yes. The
// parts of the answers in the estimate are 4·0.25/32 = 1/32, six times, and -3/32, twice,
// and those outside have 0: the variance is (1-10/40)·10/9·24/1024 = 5/256.
func TestThoseOutsideThePopulationStayInTheDesign(t *testing.T) {
	r, _ := drawn(t, 8, 40)
	replace(t, r, Ticket{1, 2}, "not-in-population", Hash{})
	replace(t, r, Ticket{1, 5}, "in-frame-twice", Hash{})
	answers := answered(t, r, "yyyyyynn")
	e, err := r.Estimate(answers, 95, 8)
	if err != nil || !near(e.Value, 0.75) || !near(e.SE*e.SE, 5.0/256) || !near(e.Population, 32) || e.Strata[0] != (StratumAnswered{Name: "Registered", Population: 40, Called: 10, Outside: 2, Answered: 8, Weight: 4}) {
		t.Errorf("%+v (%v)", e, err)
	}
	want, err := fromCatalogue("domain means", r, e, answers, `{"domain":"d=1"}`)
	if err != nil || !near(e.Value, want["mean"]) || !near(e.SE, want["se_mean"]) {
		t.Errorf("%+v; the statistics say %v (%v)", e, want, err)
	}
}

// By hand: 10 of 40 were called; 1 could not be read and 1 has no answer, so that the 8
// answered are as 8 drawn of 40: each stands for 5, and the variance is
// (1-8/40)·(8/7·0.75·0.25)/8 = 3/140.
func TestThoseAnsweredStandForThoseThatCouldNotBeReadOrWereNot(t *testing.T) {
	r, _ := drawn(t, 9, 40)
	replace(t, r, Ticket{1, 1}, "held", Hash{})
	e, err := r.Estimate(answered(t, r, "yyyyyynn."), 95, 8)
	if err != nil || !near(e.Value, 0.75) || !near(e.SE*e.SE, 3.0/140) || !near(e.Population, 40) || e.Strata[0].Unread != 1 || e.Strata[0].NotAnswered != 1 || !near(e.Strata[0].Weight, 5) {
		t.Errorf("%+v (%v)", e, err)
	}
	left, err := r.Estimate(answered(t, r, "yyyyyynn"), 95, 8) // left out of the file
	if err != nil || left.Value != e.Value || left.SE != e.SE {
		t.Errorf("%+v (%v)", left, err)
	}
}

// By hand: all 40 were called, 20 are not of the population, and of the other 20 only 10
// have an answer. They are 10 of 20: with s² = 10/9·0.5·0.5 the variance is about
// (1-10/20)·s²/10 = 1/72; among the 30 units of the design it is 30/29·9/10 of that.
// Read as 30 of 40 it would be half as large.
func TestWhoIsOutsideMakesThoseWithoutAnAnswerNoFewer(t *testing.T) {
	r, _ := drawn(t, 40, 40)
	for i := range 20 {
		replace(t, r, Ticket{1, i + 1}, "not-in-population", Hash{})
	}
	e, err := r.Estimate(answered(t, r, "yyyyynnnnn.........."), 95, LeastBase)
	if err != nil || e.Value != 0.5 || !near(e.Population, 20) || !near(e.SE*e.SE, 1.0/72*30/29*9/10) {
		t.Errorf("%+v (%v)", e, err)
	}
}

func TestAQuestionThatDoesNotApplyIsAboutFewerRecords(t *testing.T) {
	r, _ := drawn(t, 15, 40, 20)
	answers := answered(t, r, "yxnnn", "yyyyxxnnnn")
	e, err := r.Estimate(answers, 90, LeastBase)
	if err != nil || e.Base != 12 || e.Yes != 5 || !near(e.Population, 48) || e.Strata[1].NotApplicable != 2 {
		t.Fatalf("%+v (%v)", e, err)
	}
	want, err := fromCatalogue("domain means", r, e, answers, `{"domain":"d=1"}`)
	if err != nil || !near(e.Value, want["mean"]) || !near(e.SE, want["se_mean"]) {
		t.Errorf("%+v; the statistics say %v (%v)", e, want, err)
	}
}

func TestNumbersHaveAMeanWithStudentsInterval(t *testing.T) {
	r, _ := drawn(t, 15, 40, 20)
	answers := answered(t, r, "yyyyy", "yyyyyyyyyy")
	for i := range answers {
		answers[i].Is, answers[i].Value = Number, float64(i*i%11)
	}
	e, err := r.Estimate(answers, 95, LeastBase)
	if err != nil || e.Kind != Mean || e.Yes != 0 {
		t.Fatalf("%+v (%v)", e, err)
	}
	want, err := fromCatalogue("stratified mean", r, e, answers, `{"conf":0.95}`)
	if err != nil || !near(e.Value, want["mean"]) || !near(e.SE, want["se_mean"]) || !near(*e.Low, want["lower"]) || !near(*e.High, want["upper"]) {
		t.Errorf("%+v; the statistics say %v (%v)", e, want, err)
	}
	answers[0].Value = 1e308
	answers[1].Value = 1e308
	_, err = r.Estimate(answers, 95, LeastBase)
	says(t, err, "too large")
}

func TestWhereAllWereReadThereIsNoInterval(t *testing.T) {
	r, _ := drawn(t, 12, 12)
	e, err := r.Estimate(answered(t, r, "yyynnnnnnnnn"), 95, LeastBase)
	if err != nil || e.Value != 0.25 || e.SE != 0 || e.Low != nil || e.High != nil || !strings.Contains(e.Why, "all records that it is of were read") {
		t.Errorf("%+v (%v)", e, err)
	}
}

func TestWhereAllAnswersAreAlikeTheIntervalSaysHowSureOneMayBe(t *testing.T) {
	r, _ := drawn(t, 15, 40, 20)
	e, err := r.Estimate(answered(t, r, "yyyyy", "yyyyyyyyyy"), 95, LeastBase)
	if want := math.Pow(0.025, 1.0/15); err != nil || e.Value != 1 || *e.High != 1 || !near(*e.Low, want) {
		t.Errorf("%+v (%v), want from %v", e, err, want)
	}
	e, err = r.Estimate(answered(t, r, "nnnnn", "yyyyyyyyyy"), 95, LeastBase)
	if err != nil || !near(e.Value, 2.0/3) || e.SE != 0 || e.Low != nil || !strings.Contains(e.Why, "the answers do not differ") {
		t.Errorf("each stratum alike: %+v (%v)", e, err)
	}
}

// 12 of one stratum, which is all of it, and 2 of 200 of the other: that none is of the
// kind says little of the other 198. As many alike as weigh the same are
// 212²/(12·1² + 2·100²) = 2.25.
func TestWhereNoneIsYesAFewThatStandForManyDoNotMakeItSure(t *testing.T) {
	r, _ := withMinimum(t, 12, 200, 12)
	e, err := r.Estimate(answered(t, r, "nnnnnnnnnnnn", "nn.........."), 95, LeastBase)
	if want := 1 - math.Pow(0.025, (12+2*100.0*100)/(212*212)); err != nil || e.Value != 0 || *e.Low != 0 || math.Abs(*e.High-want) > 1e-9 {
		t.Errorf("%+v (%v), want up to %v", e, err, want)
	}
}

// All 12 of one stratum have an answer, and 3 of 200 of the other: how sure one may be
// follows from the 3, which have 2 degrees of freedom, and not from the 12.
func TestAStratumThatWasReadWholeMakesNothingSurer(t *testing.T) {
	r, _ := withMinimum(t, 12, 200, 12)
	answers := answered(t, r, "ynynynynynyn", "yny")
	for i := range answers {
		answers[i].Is = Number
	}
	e, err := r.Estimate(answers, 95, LeastBase)
	if want := e.Value + 4.302652729911275*e.SE; err != nil || e.DF != 2 || math.Abs(*e.High-want) > 1e-9 {
		t.Errorf("%+v (%v), want up to %v", e, err, want)
	}
}

func TestWhereWhatWasReadDoesNotDifferThereIsNoInterval(t *testing.T) {
	r, _ := drawn(t, 15, 40, 20)
	numbers := func(texts ...string) []Answer {
		all := answered(t, r, texts...)
		for i := range all {
			if all[i].Is == YesOrNo {
				all[i].Is, all[i].Value = Number, 0.1+all[i].Value/3
			}
		}
		return all
	}
	for name, answers := range map[string][]Answer{
		"a mean of the same numbers": numbers("yyyyy", "yyyyyyyyyy"), "of those to whom it applies": numbers("yxxyy", "yyyyyyyyxx"),
		"a mean, each stratum alike": numbers("yyyyy", "nnnnnnnnnn"), "a share, each stratum alike": answered(t, r, "yyyyy", "nnnnnnnnnn"),
	} {
		e, err := r.Estimate(answers, 95, LeastBase)
		if err != nil || e.Low != nil || e.SE != 0 || !strings.Contains(e.Why, "the answers do not differ") {
			t.Errorf("%s: %+v (%v)", name, e, err)
		}
	}
}

func TestWhereAllOfTheStrataWithAnswersWereReadThereIsNoInterval(t *testing.T) {
	r, _ := withMinimum(t, 12, 200, 12)
	e, err := r.Estimate(answered(t, r, "yyynnnnnnnnn", ""), 95, LeastBase)
	if err != nil || e.Value != 0.25 || e.Low != nil || len(e.Without) != 1 || !strings.Contains(e.Why, "all records that it is of were read") {
		t.Errorf("%+v (%v)", e, err)
	}
}

func TestAStratumOfWhichNoneIsAnsweredIsNamed(t *testing.T) {
	r, _ := drawn(t, 15, 40, 20)
	e, err := r.Estimate(answered(t, r, ".....", "yyyyyynnnn"), 95, LeastBase)
	if err != nil || fmt.Sprint(e.Without) != "[Near threshold]" || e.Value != 0.6 || !near(e.Population, 40) {
		t.Errorf("%+v (%v)", e, err)
	}
}

func TestWhatNoEstimateCanBeMadeOfIsRefused(t *testing.T) {
	r, _ := drawn(t, 15, 40, 20)
	replace(t, r, Ticket{2, 3}, "not-found", Hash{})
	good := answered(t, r, "ynnnn", "yyyyyynnnn")
	for words, change := range map[string]func([]Answer) []Answer{
		"There are 7 answers to make an estimate of, and an estimate needs 10": func(a []Answer) []Answer { return a[:7] },
		"which was not called":           func(a []Answer) []Answer { a[0].Ticket = Ticket{3, 1}; return a },
		"which was replaced":             func(a []Answer) []Answer { a[0].Ticket = Ticket{2, 3}; return a },
		"has an answer already":          func(a []Answer) []Answer { a[1].Ticket = a[0].Ticket; return a },
		"a number where others have yes": func(a []Answer) []Answer { a[4].Is = Number; return a },
		"nothing says how much":          func(a []Answer) []Answer { return a[4:] },
	} {
		_, err := r.Estimate(change(append([]Answer(nil), good...)), 95, LeastBase)
		says(t, err, words)
	}
	_, err := r.Estimate(nil, 95, 0)
	says(t, err, "There are 0 answers")
	_, err = r.Estimate(good, 49, LeastBase)
	says(t, err, "The confidence is")
	early, _ := committed(t, "", 6, 40)
	_, err = early.Estimate(good, 95, LeastBase)
	says(t, err, "not drawn yet")
}

func TestAnswersAreReadAndWhatIsNoneIsSaidByItsLine(t *testing.T) {
	all, err := ReadAnswers(strings.NewReader("ticket,name,seen\n1.1,x,Yes\n 1.2 ,y,no\n2.1,z,\n2.2,,not applicable\n2.3,,N/A\n2.4,,3.5\n"), "seen")
	want := []Answer{{2, Ticket{1, 1}, YesOrNo, 1}, {3, Ticket{1, 2}, YesOrNo, 0}, {4, Ticket{2, 1}, NotAnswered, 0}, {5, Ticket{2, 2}, NotApplicable, 0}, {6, Ticket{2, 3}, NotApplicable, 0}, {7, Ticket{2, 4}, Number, 3.5}}
	if err != nil || fmt.Sprint(all) != fmt.Sprint(want) {
		t.Errorf("%v (%v)", all, err)
	}
	for text, words := range map[string]string{
		"":                               "cannot be read",
		"ticket,answer\n1.1,yes\n":       "needs the columns ticket and seen",
		"ticket,seen\nK-1,yes\n":         "Line 2 of the file of answers has no ticket",
		"ticket,seen\n1.1,perhaps\n":     "The answer in line 2 is neither",
		"ticket,seen\n1.1,NaN\n":         "The answer in line 2 is neither",
		"ticket,seen\n1.1,yes,K-00001\n": "Line 2 of the file of answers cannot be read",
	} {
		_, err := ReadAnswers(strings.NewReader(text), "seen")
		says(t, err, words)
		if err != nil && strings.Contains(err.Error(), "K-0") {
			t.Errorf("%q repeats what the file holds: %v", text, err)
		}
	}
}

func TestAnEstimateIsReadWithItsIntervalAndItsBase(t *testing.T) {
	low, high := 0.2549, 0.71
	for want, e := range map[string]Estimated{
		"An estimated 47% of 60 records (25% to 71%, with 95% confidence), from 15 answers, of which 7 are yes.":                                       {Kind: Share, Value: 0.466, Low: &low, High: &high, Confidence: 95, Base: 15, Yes: 7, Population: 60},
		"An estimated 46.6% of 6000 records (25.5% to 71.0%, with 95% confidence), from 1500 answers, of which 7 are yes.":                             {Kind: Share, Value: 0.466, Low: &low, High: &high, Confidence: 95, Base: 1500, Yes: 7, Population: 6000},
		"An estimated mean of 0.47 in 60 records, from 15 answers. There is no interval: all were read.":                                               {Kind: Mean, Value: 0.466, Why: "all were read", Base: 15, Population: 60},
		"An estimated 100% of 60 records, from 15 answers, of which 15 are yes. It does not hold for the strata of which no record is answered: A, B.": {Kind: Share, Value: 1, Base: 15, Yes: 15, Population: 60, Without: []string{"A", "B"}},
	} {
		if got := e.Words(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
