package catalogue

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
)

// sampled asks a method of sizes, allocations or estimates by name.
func sampled(t *testing.T, method, input, given string) (Outputs, error) {
	t.Helper()
	m, ok := Find(method)
	if !ok {
		t.Fatalf("there is no method %q", method)
	}
	var table *Table
	if input != "" {
		var err error
		if table, err = Inline(input); err != nil {
			t.Fatal(err)
		}
	}
	return m.Run(table, params(t, given))
}

// sampledAs holds the whole answer of a method against its JSON.
func sampledAs(t *testing.T, method, input, given, want string) {
	t.Helper()
	out, err := sampled(t, method, input, given)
	got, _ := json.Marshal(out)
	if err != nil || string(got) != want {
		t.Errorf("%s %s:\n%s (%v), want\n%s", method, given, got, err, want)
	}
}

// sampledNot holds the sentence that a method refuses something with.
func sampledNot(t *testing.T, method, input, given, says string) {
	t.Helper()
	out, err := sampled(t, method, input, given)
	if err == nil || !strings.Contains(errs.Sentence(err)+" "+err.Error(), says) {
		t.Errorf("%s %s: %v (%v), want %q", method, given, out, err, says)
	}
}

const hospitalTable = "h=1,2,3,4,5,6 Nh=215,65,252,50,149,144 Sh=26787207,10645109,6909676,11085034,9817762,44553355 cost=1400,200,300,600,450,1000"

func TestSizesAreAskedForByName(t *testing.T) {
	out, err := sampled(t, "sample size for a proportion, finite population", "N=10,100", `{"chi2":3.841}`)
	if err != nil || fmt.Sprint(out[0], out[1]) != "{S column [10 80]} {n [10 80]}" || math.Abs(out[2].Value.([]float64)[1]-79.507348) > 1e-6 {
		t.Error(out, err)
	}
	for _, c := range []struct {
		method, given string
		output        string
		want          float64
	}{
		{"Krejcie-Morgan", `{"N":100,"P":0.5,"d":0.05,"conf":0.95}`, "n_unrounded", 79.5092944649},
		{"n for margin of error e, infinite N", `{"e":0.04,"p":0.5,"alpha":0.05}`, "n_unrounded", 600.227940733},
		{"n for margin of error with fpc", `{"e":0.05,"N":90}`, "n_unrounded", 73.070760407},
		{"log-odds method", `{"e":0.1,"N":120,"p":0.5}`, "n_unrounded", 52.2946088787},
		{"n by Wilson method", `{"p":0.04,"e":0.01,"conf":0.95}`, "n", 1492.15142205},
		{"n for target CV", `{"CV0":0.05,"CVpop":2}`, "n_unrounded", 1600},
		{"n for target CV of a proportion", `{"CV0":0.1}`, "n_unrounded", 100},
		{"sample size to detect", `{"N":100,"prevalence":0.1,"se":0.95,"unit_se":1}`, "n_unrounded", 25.8865508},
		{"precision", `{"n":100}`, "e", 0.0979981992},
	} {
		out, err := sampled(t, c.method, "", c.given)
		if err != nil || math.Abs(out.number(t, c.output)-c.want) > 2e-6*c.want {
			t.Errorf("%s %s: %v (%v), want %v", c.method, c.given, out, err, c.want)
		}
	}
	sampledAs(t, "Krejcie-Morgan", "", `{"N":1,"P":0.5,"d":0.05,"chi2":4}`, `{"S column":1,"n":1,"n_unrounded":1}`)
	sampledAs(t, "precision", "", `{"n":100,"N":100}`, `{"e":0,"se":0,"cv":0}`)
	sampledAs(t, "attribute audit sample size", "", `{"tolerable":0.05,"acceptable_deviations":1,"conf":0.9}`, `{"n":77}`)
	sampledAs(t, "attribute audit sample size (hypergeometric, finite N)", "", `{"tolerable":0.05,"conf":0.9,"N":200}`, `{"n":41}`)
	sampledAs(t, "discovery sample: n so that P(see >=1 of D)>=95%", "", `{"N":30,"D":2,"conf":0.95}`, `{"n":23}`)
}

func TestAllocationsAreAskedForByName(t *testing.T) {
	whole := func(out Outputs, err error) [][]float64 {
		t.Helper()
		nh, _ := out.Get("nh")
		list, ok := nh.([]float64)
		if err != nil || !ok {
			t.Fatal(out, err)
		}
		return [][]float64{list}
	}
	if got := whole(sampled(t, "Neyman", hospitalTable, `{"n":100}`)); math.Abs(got[0][5]-38.5901078984) > 1e-9 {
		t.Error(got)
	}
	for method, given := range map[string]string{
		"Neyman allocation": `{"n":100,"h":2}`, "cost-constrained optimal allocation": `{"budget":1000,"h":"2"}`, "variance-constrained optimal allocation": `{"V0":1e11,"h":2}`,
		"exact integer allocation": `{"n":100,"min":2,"h":2}`, "proportional allocation": `{"n":100,"h":2}`, "Wright": `{"CV0":0.05,"ybarU":11664181,"h":2}`,
	} {
		if out, err := sampled(t, method, hospitalTable, given); err != nil || out[0].Name != "nh" {
			t.Errorf("%s: %v (%v)", method, out, err)
		} else if _, many := out[0].Value.([]float64); many {
			t.Errorf("%s gives all strata where one is asked for", method)
		}
	}
	sampledAs(t, "Wright", hospitalTable, `{"n":100}`, `{"nh":[35,4,10,3,9,39],"n":100,"beyond":[]}`)
	sampledAs(t, "Neyman", "Nh=2,100 Sh=50,1", `{"n":60}`, `{"nh":[30,30],"n":60,"beyond":[1]}`)
	sampledAs(t, "proportional allocation", "Nh=10,30", `{"n":4,"h":2}`, `{"nh":3,"n":4,"beyond":[]}`)
	sampledAs(t, "proportional allocation in whole units", "Nh=40,60,4", `{"n":20,"min":2,"h":3}`, `{"nh":2,"n":20,"beyond":[]}`)
	sampledAs(t, "precision reached by an allocation", "Nh=10,10 Sh=0,2 nh=1,5", `{"ybarU":-2}`, `{"variance":0.1,"se_mean":0.31622776601684,"se_total":6.3245553203368,"cv":0.15811388300842}`)
	sampledAs(t, "variance of an allocation", "Nh=10 Sh=2 taken=5", `{"nh":"taken"}`, `{"variance":0.4,"se_mean":0.63245553203368,"se_total":6.3245553203368,"cv":null}`)
}

func TestWhatCannotBeASizeIsRefusedByName(t *testing.T) {
	for _, c := range []struct{ method, input, given, says string }{
		{"n for margin of error", "", `{}`, "Give the parameter e"},
		{"n for margin of error", "", `{"e":0.1,"alpha":2}`, "The parameter alpha is 2"},
		{"n for margin of error", "", `{"e":0.1,"conf":2}`, "The parameter conf is 2"},
		{"n for margin of error", "", `{"e":-1}`, "A margin of -1"},
		{"n by Wilson method", "", `{}`, "Give the parameter e"},
		{"n by Wilson method", "", `{"e":0.7}`, "A margin of 0.7"},
		{"n for target CV", "", `{"CV0":1}`, "Give the parameter CVpop"},
		{"n for target CV of a proportion", "", `{}`, "Give the parameter CV0"},
		{"precision", "", `{}`, "Give the parameter n"},
		{"precision", "", `{"n":9,"N":5}`, "A sample of 9 from 5"},
		{"Krejcie-Morgan", "", `{}`, "Give the parameter N"},
		{"Krejcie-Morgan", "M=5", `{}`, "no column “N”"},
		{"Krejcie-Morgan", "N=5,x", `{}`, "Row 2, column N"},
		{"Krejcie-Morgan", "N=5,0", `{}`, "A population of 0"},
		{"Krejcie-Morgan", "N=5", `{"P":"half"}`, "The parameter P"},
		{"Krejcie-Morgan", "N=5", `{"chi2":-1}`, "The quantile 0"},
		{"attribute audit sample size", "", `{}`, "Give the parameter tolerable"},
		{"attribute audit sample size", "", `{"tolerable":0.05,"acceptable_deviations":1.5}`, "acceptable_deviations is 1.5"},
		{"attribute audit sample size, finite N", "", `{"tolerable":0.05}`, "Give the parameter N"},
		{"attribute audit sample size, finite N", "", `{"tolerable":0.05,"N":100,"acceptable_deviations":5}`, "Only 5 of 100"},
		{"discovery sample", "", `{"N":5}`, "Give the parameter D"},
		{"sample size to detect", "", `{"N":5}`, "Give the parameter prevalence"},
		{"Neyman", "", `{"n":5}`, "needs a table"},
		{"Neyman", hospitalTable, `{}`, "Give the parameter n"},
		{"Neyman", hospitalTable, `{"n":100,"h":9}`, "no stratum “9”"},
		{"Neyman", hospitalTable, `{"n":100,"h":[1]}`, "The parameter h"},
		{"Neyman", hospitalTable, `{"n":100,"Sh":"spread"}`, "no column “spread”"},
		{"Neyman", "Nh=1,2", `{"n":2}`, "no column “Sh”"},
		{"Neyman", "Nh=1,x Sh=1,1", `{"n":2}`, "Row 2, column Nh"},
		{"Neyman", "Nh=1,2 Sh=0,0", `{"n":2}`, "No stratum has any spread"},
		{"variance-constrained", hospitalTable, `{"CV0":1}`, "Give the parameter ybarU"},
		{"proportional allocation in whole units", "N=1", `{"n":1}`, "no column “Nh”"},
		{"proportional allocation in whole units", "Nh=1,2", `{}`, "Give the parameter n"},
		{"proportional allocation in whole units", "Nh=1,2.5", `{"n":2}`, "Stratum 2 has 2.5 units"},
		{"proportional allocation in whole units", "Nh=1,2", `{"n":4}`, "4 units cannot be taken from 3"},
		{"Wright", hospitalTable, `{}`, "Give the parameter CV0"},
		{"Wright", hospitalTable, `{"n":1.5}`, "The parameter n is 1.5"},
		{"Wright", hospitalTable, `{"n":5}`, "5 units cannot be shared out"},
		{"Wright", "Nh=1", `{"n":5}`, "no column “Sh”"},
		{"variance of an allocation", "Nh=1", `{}`, "no column “Sh”"},
		{"variance of an allocation", "Nh=1 Sh=1", `{}`, "no column “nh”"},
		{"variance of an allocation", "Nh=1 Sh=1", `{"nh":"x"}`, "no column “x”"},
		{"variance of an allocation", "Nh=1 Sh=1 nh=2", `{}`, "Stratum 1 would give 2"},
		{"variance of an allocation", "Nh=1 Sh=1 nh=1", `{"ybarU":"x"}`, "The parameter ybarU"},
	} {
		sampledNot(t, c.method, c.input, c.given, c.says)
	}
}

// holds runs all methods of a family on any input: none may panic, and each
// answer is numbers.
func holds(t *testing.T, family []Method, csv, given string) {
	p, err := ReadParams(given)
	if err != nil {
		return
	}
	table, err := ReadTable(strings.NewReader(csv))
	if err != nil {
		table = nil
	}
	for _, m := range family {
		out, err := m.Run(table, p)
		if err != nil {
			if !errors.Is(err, stats.ErrUndefined) && errs.KindOf(err) != errs.BadInput {
				t.Errorf("%s: %v", m.Name, err)
			}
			continue
		}
		if _, err := json.Marshal(out); err != nil {
			t.Errorf("%s of %q with %s: %v", m.Name, csv, given, err)
		}
	}
}

func FuzzSizes(f *testing.F) {
	f.Add("h,Nh,Sh,cost,N,nh\n1,20,5,1,9,3\n2,30,1e308,2,100,9\n", `{"n":20,"e":0.1,"p":0.5,"N":100,"D":5,"CV0":0.1,"CVpop":2,"budget":50,"tolerable":0.1,"prevalence":0.1,"ybarU":3,"V0":0.5}`)
	f.Add("Nh,Sh\n9007199254740993,1e-300\n0,\n", `{"n":1e15,"e":1e-300,"p":1e-300,"N":1e300,"tolerable":1e-12,"acceptable_deviations":99999}`)
	f.Fuzz(func(t *testing.T, csv, given string) { holds(t, sizes(), csv, given) })
}
