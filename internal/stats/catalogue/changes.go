package catalogue

import (
	"strconv"
	"strings"

	"github.com/northinch/northinch/internal/stats/change"
)

const ordered = "Areas are judged apart from each other. Only the order of the grades counts."

var levelsParam = Param{"levels", "how many grades the scale has, to check that each is from 1 to it", "not checked"}

// changes are the methods for two rounds of the same areas.
func changes() []Method {
	out := []Method{
		{
			Name: "sign test exact", Also: []string{"sign test", "paired sign test"},
			Says:    "How many areas went up, down or stayed, and whether more went one way than chance would have it.",
			Assumes: ordered, Source: "W. J. Dixon and A. M. Mood, JASA 41, 1946",
			Table: roundsTable, Params: withRounds(levelsParam), Gives: []string{"p", "n_up", "n_down", "n_same", "n_up;n_down;n_same"},
			run: signTest,
		},
		{
			Name: "probability of improvement", Also: []string{"net improvement", "net probability of improvement", "probability of improvement (net)"},
			Says:    "The shares of areas that went up, down and stayed, and the share up less the share down with its interval.",
			Assumes: ordered, Source: "D. G. Bonett and R. M. Price, Journal of Educational and Behavioral Statistics 37, 2012",
			Table: roundsTable, Params: withRounds(confParam, levelsParam), Gives: []string{"net", "lower", "upper", "improved", "worse", "same"},
			run: netImprovement,
		},
		{
			Name: "Svensson paired ordinal change", Also: []string{"Svensson", "Svensson's method", "Svensson RP RC RV"},
			Says:    "Change of the whole round in position (RP) and concentration (RC), of single areas (RV), with jackknife standard errors, and the share that stayed (PA).",
			Assumes: ordered, Source: "E. Svensson, 1993; Statistics in Medicine 17, 1998",
			Table: roundsTable, Params: withRounds(levelsParam), Gives: []string{"RP", "RPSE", "RC", "RCSE", "RV", "RVSE", "PA"},
			run: svensson,
		},
		{
			Name: "Hodges-Lehmann pseudomedian", Also: []string{"Hodges-Lehmann", "pseudomedian", "Hodges-Lehmann estimate"},
			Says:    "A typical difference, first round less second, with the interval of the exact signed-rank test.",
			Assumes: "Measurements, whose differences can be averaged and lie evenly to both sides of their middle; not grades.",
			Source:  "J. L. Hodges and E. L. Lehmann, Annals of Mathematical Statistics 34, 1963",
			Table:   pairsTable, Params: withRounds(confParam), Gives: []string{"estimate", "lower", "upper", "achieved"},
			run: pseudoMedian,
		},
		mcNemar("McNemar exact", "whether more changed one way than the other, exactly", func(b, c int) (Outputs, error) {
			return pValue(change.McNemarExact(b, c))
		}, "exact McNemar"),
		mcNemar("McNemar mid-P", "whether more changed one way than the other, with the mid-P value", func(b, c int) (Outputs, error) {
			return pValue(change.McNemarMidP(b, c))
		}, "mid-P McNemar"),
		mcNemar("McNemar", "whether more changed one way than the other, by the chi-squared approximation corrected for continuity", func(b, c int) (Outputs, error) {
			return tested(change.McNemar(b, c, true))
		}, "McNemar test", "McNemar chi-squared", "McNemar (corrected)", "McNemar with continuity correction", "McNemar (continuity correction)"),
		mcNemar("McNemar without correction", "whether more changed one way than the other, by the chi-squared approximation", func(b, c int) (Outputs, error) {
			return tested(change.McNemar(b, c, false))
		}, "McNemar (no correction)", "McNemar (uncorrected)"),
	}
	return append(append(append(out, signedRanks()...), homogeneities()...), adjustments()...)
}

func signTest(in *Input) (Outputs, error) {
	s, err := in.signs()
	if err != nil {
		return nil, err
	}
	out := Outputs{{"p", nil}, {"n_up", s.Up}, {"n_down", s.Down}, {"n_same", s.Same}, {"n_up;n_down;n_same", []int{s.Up, s.Down, s.Same}}}
	if p, err := s.P(); err == nil {
		out[0].Value = p
	}
	return out, nil
}

func netImprovement(in *Input) (Outputs, error) {
	z := in.z()
	s, err := in.signs()
	if err != nil {
		return nil, err
	}
	n, err := s.Net(z)
	return Outputs{{"net", n.Net}, {"lower", n.Interval.Low}, {"upper", n.Interval.High}, {"improved", n.Improved}, {"worse", n.Worse}, {"same", n.Same}}, err
}

func svensson(in *Input) (Outputs, error) {
	t, err := in.crossed()
	if err != nil {
		return nil, err
	}
	pa, err := t.Agreement()
	if err != nil {
		return nil, err
	}
	jackknife := func(of change.Measure) change.Measure {
		return func(t change.Table) (float64, error) { return change.Jackknife(t, of) }
	}
	var out Outputs
	for _, m := range []struct {
		name string
		of   change.Measure
	}{
		{"RP", change.RelativePosition}, {"RPSE", jackknife(change.RelativePosition)},
		{"RC", change.RelativeConcentration}, {"RCSE", jackknife(change.RelativeConcentration)},
		{"RV", change.RankVariance}, {"RVSE", change.JackknifeRankVariance},
	} {
		// The table is sound, so a measure without a value is not defined for it.
		var value any
		if v, err := m.of(t); err == nil {
			value = v
		}
		out = append(out, Output{m.name, value})
	}
	return append(out, Output{"PA", pa}), nil
}

func pseudoMedian(in *Input) (Outputs, error) {
	conf := in.conf()
	first, second, err := in.rounds()
	if err != nil {
		return nil, err
	}
	m, err := change.HodgesLehmann(first, second, conf)
	if err != nil {
		return nil, err
	}
	out := Outputs{{"estimate", m.Estimate}, {"lower", nil}, {"upper", nil}, {"achieved", m.Conf}}
	if !m.Narrow {
		out[1].Value, out[2].Value = m.Interval.Low, m.Interval.High
	}
	return out, nil
}

// mcNemar is one of McNemar's tests.
func mcNemar(name, says string, run func(b, c int) (Outputs, error), also ...string) Method {
	return Method{
		Name: name, Also: also,
		Says:    "For a yes or no asked in two rounds: " + says + ".",
		Assumes: "Areas are judged apart from each other; the answer has two values.",
		Source:  "Q. McNemar, Psychometrika 12, 1947; M. W. Fagerland, S. Lydersen and P. Laake, BMC Medical Research Methodology 13, 2013",
		Params:  withRounds(Param{"b", "how many changed one way", "counted from the table"}, Param{"c", "how many changed the other way", "counted from the table"}),
		Gives:   []string{"p", "b", "c"},
		run: func(in *Input) (Outputs, error) {
			b, c, err := in.changed()
			if err != nil {
				return nil, err
			}
			out, err := run(b, c)
			return append(out, Output{"b", b}, Output{"c", c}), err
		},
	}
}

func pValue(p float64, err error) (Outputs, error) { return Outputs{{"p", p}}, err }

func tested(t change.Test, err error) (Outputs, error) {
	return Outputs{{"chisq", t.ChiSquared}, {"df", t.DF}, {"p", t.P}}, err
}

// ranked is how a signed-rank test is done where the parameters do not say.
type ranked struct {
	zeros          string
	exact, correct bool
}

// signedRanks are the signed-rank tests by what becomes of zeros and by how p is
// found.
func signedRanks() []Method {
	one := func(name, says, source string, otherwise ranked, also ...string) Method {
		return Method{
			Name: name, Also: also, Says: says,
			Assumes: "Measurements, whose differences can be compared by size and without a change lie as likely to each side; for grades use the sign test.",
			Source:  source, Table: pairsTable,
			Params: withRounds(
				Param{"zeros", "what becomes of areas without a change: wilcoxon leaves them out, pratt ranks them first", otherwise.zeros},
				Param{"exact", "whether p is that of the exact distribution rather than of the normal approximation", strconv.FormatBool(otherwise.exact)},
				Param{"correct", "whether the normal approximation is corrected for continuity", strconv.FormatBool(otherwise.correct)}),
			Gives: []string{"p", "V", "n", "z", "statistic"},
			run:   func(in *Input) (Outputs, error) { return signedRank(in, otherwise) },
		}
	}
	const wilcoxon, pratt = "F. Wilcoxon, Biometrics 1, 1945", "J. W. Pratt, JASA 54, 1959"
	return []Method{
		one("Wilcoxon signed-rank exact", "Whether differences lie to one side of 0, by the exact distribution of their ranks with ties; areas without a change are left out.",
			wilcoxon, ranked{"wilcoxon", true, false}, "Wilcoxon signed-rank", "Wilcoxon signed-rank test", "Wilcoxon"),
		one("Wilcoxon signed-rank exact (Pratt)", "The exact signed-rank test with areas without a change ranked before they are left out.",
			pratt, ranked{"pratt", true, false}, "Wilcoxon signed-rank (Pratt)", "Wilcoxon-Pratt", "Wilcoxon-Pratt exact", "Pratt signed-rank"),
		one("Wilcoxon signed-rank normal approximation", "The signed-rank test by the normal approximation, with the variance that ties leave and a correction for continuity.",
			wilcoxon, ranked{"wilcoxon", false, true}, "Wilcoxon signed-rank (normal)", "Wilcoxon signed-rank with continuity correction", "Wilcoxon signed-rank asymptotic"),
		one("Wilcoxon signed-rank normal approximation without correction", "The signed-rank test by the normal approximation, with the variance that ties leave.",
			wilcoxon, ranked{"wilcoxon", false, false}, "Wilcoxon signed-rank normal (no correction)", "Wilcoxon signed-rank normal approximation (no correction)"),
		one("Wilcoxon signed-rank normal approximation (Pratt)", "The signed-rank test by the normal approximation, with areas without a change ranked before they are left out.",
			pratt, ranked{"pratt", false, false}, "Wilcoxon signed-rank normal (Pratt)", "Wilcoxon-Pratt normal", "Wilcoxon-Pratt asymptotic"),
	}
}

func signedRank(in *Input, otherwise ranked) (Outputs, error) {
	exact, correct, zeros := in.flag("exact", otherwise.exact), in.flag("correct", otherwise.correct), change.Wilcoxon
	switch name := strings.ToLower(in.text("zeros", otherwise.zeros)); name {
	case "wilcoxon":
	case "pratt":
		zeros = change.Pratt
	default:
		in.fail("The parameter zeros is “%s”; it must be wilcoxon or pratt", name)
	}
	first, second, err := in.rounds()
	if err != nil {
		return nil, err
	}
	s, err := change.SignedRanks(first, second, zeros)
	if err != nil {
		return nil, err
	}
	z, p := s.Normal(correct)
	if exact {
		if p, err = s.Exact(); err != nil {
			return nil, err
		}
	}
	return Outputs{{"p", p}, {"V", s.V}, {"n", s.N}, {"z", z}, {"statistic", min(s.V, s.Other())}}, nil
}

// homogeneities are the tests of a square table.
func homogeneities() []Method {
	one := func(name, says, source string, test func(change.Table) (change.Test, error), also ...string) Method {
		return Method{
			Name: name, Also: also, Says: says, Source: source,
			Assumes: "Areas are judged apart from each other, and enough changed for the chi-squared approximation. The order of the grades plays no part.",
			Table:   roundsTable, Params: withRounds(levelsParam), Gives: []string{"chisq", "df", "p"},
			run: func(in *Input) (Outputs, error) {
				t, err := in.crossed()
				if err != nil {
					return nil, err
				}
				return tested(test(t))
			},
		}
	}
	return []Method{
		one("Stuart-Maxwell marginal homogeneity", "Whether as many areas have each grade in the second round as in the first.",
			"A. Stuart, Biometrika 42, 1955; A. E. Maxwell, British Journal of Psychiatry 116, 1970", change.StuartMaxwell,
			"Stuart-Maxwell", "Stuart-Maxwell test", "Stuart-Maxwell marginal homogeneity (coin)", "marginal homogeneity"),
		one("Bhapkar marginal homogeneity", "Whether as many areas have each grade in the second round as in the first, with the variance as it is.",
			"V. P. Bhapkar, JASA 61, 1966", change.Bhapkar, "Bhapkar", "Bhapkar test"),
		one("Bowker symmetry", "Whether as many areas went from each grade to each other as came back.",
			"A. H. Bowker, JASA 43, 1948", change.Bowker, "Bowker", "Bowker test", "McNemar-Bowker"),
	}
}

// adjustments are for several tests at once.
func adjustments() []Method {
	one := func(name, says, assumes, source string, adjust change.Adjustment, also ...string) Method {
		return Method{
			Name: name, Also: also, Says: says, Assumes: assumes, Source: source,
			Params: []Param{{"p", "the p values, a list", "the column p of the input"}}, Gives: []string{"adj"},
			run: func(in *Input) (Outputs, error) {
				p := in.numbers("p")
				if !in.has("p") && in.Table != nil {
					var err error
					if p, err = in.Numbers("p"); err != nil {
						return nil, err
					}
				}
				adj, err := adjust(p)
				return Outputs{{"adj", adj}}, err
			},
		}
	}
	const any, positive = "Nothing beyond that each p value is sound.", "The tests are independent, or do not speak against each other."
	return []Method{
		one("Holm", "p values that keep the chance of any false finding, step by step.", any, "S. Holm, Scandinavian Journal of Statistics 6, 1979", change.Holm, "Holm-Bonferroni", "Holm adjustment"),
		one("Hochberg", "p values that keep the chance of any false finding, step by step from the largest.", positive, "Y. Hochberg, Biometrika 75, 1988", change.Hochberg, "Hochberg adjustment"),
		one("Bonferroni", "p values that keep the chance of any false finding, each multiplied by how many there are.", any, "O. J. Dunn, JASA 56, 1961", change.Bonferroni, "Bonferroni adjustment"),
		one("Benjamini-Hochberg", "p values that keep the share of findings that are false.", positive, "Y. Benjamini and Y. Hochberg, JRSS B 57, 1995", change.BenjaminiHochberg, "BH", "FDR", "false discovery rate"),
	}
}
