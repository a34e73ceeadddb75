package catalogue

import (
	"errors"
	"strconv"

	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/agreement"
)

// fleissKappa is Fleiss's kappa twice: with the standard error of an estimate,
// of all units, and with his own test, of the units that all rated.
func fleissKappa() Method {
	return Method{
		Name: "fleiss_kappa", Also: []string{"fleiss.kappa.raw", "Fleiss's kappa", "Fleiss", "kappam.fleiss"},
		Says:    "Agreement beyond that of raters who rate by the habits of all; with two raters, Scott's pi. kappa and z are of the units that all rated.",
		Assumes: randomUnits,
		Source:  "J. L. Fleiss, Psychological Bulletin 76, 1971; J. L. Fleiss, J. C. M. Nee and J. R. Landis, Psychological Bulletin 86, 1979; " + handbook,
		Table:   ratingsTable, Params: agreementParams(formRatings, weightsParam),
		Gives: []string{"coefficient", "pa", "pe", "se", "ci95", "p_value", "percent_agreement", "units", "kappa", "z", "z_p_value", "reason"},
		run: func(in *Input) (Outputs, error) {
			r, err := in.ratings(formRatings, 0)
			if err != nil {
				return nil, err
			}
			out, err := in.agreementOf(agreement.Fleiss, r)
			if err != nil {
				return nil, err
			}
			f, err := r.Fleiss()
			kappa := Output{"kappa", unlessUndefined(f.Coefficient, err)}
			return append(append(out, kappa), testOutputs(f.Test, "z", "z_p_value")...), nil
		},
	}
}

// testOutputs is a test as outputs; nil where there is none.
func testOutputs(t *agreement.Test, z, p string) Outputs {
	if t == nil {
		return Outputs{{z, nil}, {p, nil}}
	}
	return Outputs{{z, t.Z}, {p, t.P}}
}

// fleissByCategory is the kappa of each category against all others.
func fleissByCategory() Method {
	return Method{
		Name: "Fleiss kappa per category", Also: []string{"fleiss kappa by category"},
		Says:    "How far raters agree on one category against all others, beyond chance.",
		Assumes: randomUnits,
		Source:  "J. L. Fleiss, Psychological Bulletin 76, 1971; J. L. Fleiss, J. C. M. Nee and J. R. Landis, Psychological Bulletin 86, 1979",
		Table:   ratingsTable,
		Params:  []Param{{"category", "which category", "all, as lists in the order of categories"}, categoriesParam, formParam(formRatings), ratersParam, unitsParam},
		Gives:   []string{"kappa_j", "z_j", "p_value_j", "share", "categories", "kappa", "pa", "units"},
		run:     runFleissByCategory,
	}
}

func runFleissByCategory(in *Input) (Outputs, error) {
	r, err := in.ratings(formRatings, 0)
	if err != nil {
		return nil, err
	}
	f, err := r.Fleiss()
	if err != nil {
		return nil, err
	}
	overall := Outputs{{"kappa", f.Coefficient}, {"pa", f.Observed}, {"units", f.Units}}
	if in.has("category") {
		label := in.text("category", "")
		if in.err != nil {
			return nil, in.err
		}
		c, err := f.Of(r.label(label))
		if err != nil {
			return nil, err
		}
		out := append(Outputs{{"kappa_j", c.Kappa}}, testOutputs(c.Test, "z_j", "p_value_j")...)
		return append(append(out, Output{"share", c.Share}, Output{"categories", []string{c.Label}}), overall...), nil
	}
	var kappa, z, p []any
	var share []float64
	var labels []string
	for _, c := range f.Categories {
		var k any
		if c.Defined {
			k = c.Kappa
		}
		t := testOutputs(c.Test, "", "")
		kappa, z, p = append(kappa, k), append(z, t[0].Value), append(p, t[1].Value)
		share, labels = append(share, c.Share), append(labels, c.Label)
	}
	return append(Outputs{{"kappa_j", kappa}, {"z_j", z}, {"p_value_j", p}, {"share", share}, {"categories", labels}}, overall...), nil
}

// cohenKappa is Cohen's kappa with the test and the standard error of an interval.
func cohenKappa() Method {
	return Method{
		Name: "Cohen kappa", Also: []string{"Cohen's kappa", "Cohen", "weighted kappa", "Cohen weighted kappa", "kappa2"},
		Says:    "Agreement of two raters beyond that of two who each rate by habit, weighted or not, with a test (z) and a standard error in large samples (ase).",
		Assumes: randomUnits,
		Source:  "J. Cohen, Educational and Psychological Measurement 20, 1960, and Psychological Bulletin 70, 1968; J. L. Fleiss, J. Cohen and B. S. Everitt, Psychological Bulletin 72, 1969",
		Table:   ratingsTable + "; or " + squareTable,
		Params:  []Param{weightsParam, categoriesParam, formParam("as the input looks"), {"raters", "which two columns are the raters, by number from 1 or by name", "the two that there are"}, unitsParam, confParam},
		Gives:   []string{"kappa", "z", "p_value", "ase", "ci95", "pa", "pe", "percent_agreement", "units", "reason"},
		run:     runCohen,
	}
}

func runCohen(in *Input) (Outputs, error) {
	r, err := in.cohenRatings()
	if err != nil {
		return nil, err
	}
	w, err := in.ratingWeights(r)
	if err != nil {
		return nil, err
	}
	percent, _ := r.PercentAgreement() // there is one: a table has a unit
	conf := in.conf()
	if in.err != nil {
		return nil, in.err
	}
	k, err := r.Cohen(w, conf)
	out := append(Outputs{{"kappa", unlessUndefined(k.Coefficient, err)}}, testOutputs(k.Null, "z", "p_value")...)
	if k.Known {
		out = append(out, Output{"ase", k.ASE}, Output{ciName(conf), k.Interval})
	} else {
		out = append(out, Output{"ase", nil}, Output{ciName(conf), nil})
	}
	out = append(out, Output{"pa", k.Observed}, Output{"pe", k.Chance}, Output{"percent_agreement", percent}, Output{"units", k.Units})
	if errors.Is(err, stats.ErrUndefined) {
		return append(out, Output{"reason", err.Error()}), nil
	}
	return out, err
}

// agreementWeights is the matrix of weights of a scale of q steps. Its name in a
// case may end in the q that the parameter gives.
func agreementWeights() Method {
	m := Method{
		Name:    "agreement weights",
		Says:    "How far each two of the categories 1 to q agree.",
		Assumes: "Categories in their order, and evenly spaced where distances count.",
		Source:  handbook + ", chapter 3",
		Params:  []Param{{"q", "how many categories", ""}, {"type", "unweighted, linear, quadratic, ordinal, radical, ratio, circular or bipolar", ""}},
		Gives:   []string{"matrix file"},
		run: func(in *Input) (Outputs, error) {
			q, name := in.needWhole("q"), in.text("type", "")
			rule, ok := agreement.ParseWeights(name)
			if !ok {
				in.fail("The parameter type is “%s”; it must be unweighted, linear, quadratic, ordinal, radical, ratio, circular or bipolar", name)
			}
			if in.err == nil && (q < 2 || q > agreement.MaxCategories) {
				in.fail("The parameter q is %d; it must be 2 to %d", q, agreement.MaxCategories)
			}
			if in.err != nil {
				return nil, in.err
			}
			w, err := rule.On(agreement.Steps(q))
			return Outputs{{"matrix file", w.Rows()}}, err
		},
	}
	for q := 2; q <= 20; q++ {
		m.Also = append(m.Also, "agreement weights q="+strconv.Itoa(q))
	}
	return m
}
