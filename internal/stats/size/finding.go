package size

import (
	"math"

	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/dist"
)

// mostAccepted is how many acceptable deviations are reckoned with: the
// probability is a sum over them.
const mostAccepted = 100_000

// equal is how far a probability may lie above the risk and still be taken as
// equal to it.
const equal = 1e-12

// ForAudit is the smallest sample from a large population in which at most
// accepted deviations would be found with a probability of at most 1 - conf if
// the rate of deviation were tolerable: who finds no more may then say with that
// confidence that the rate is below (D. M. Roberts, Statistical Auditing, AICPA
// 1978; US Government Accountability Office, Financial Audit Manual, 450).
//
// It returns stats.ErrUndefined for a rate or confidence outside (0, 1) or a
// negative number accepted.
func ForAudit(tolerable, conf float64, accepted int) (int, error) {
	if err := audit(tolerable, conf, accepted); err != nil {
		return 0, err
	}
	enough := func(n int) bool { return dist.Binomial(accepted, n, tolerable) <= 1-conf+equal }
	high := accepted + 1
	for !enough(high) {
		if high > most/4 {
			return 0, stats.Undefined("A rate of %v is too small to be found in any sample", tolerable)
		}
		high *= 2
	}
	return smallest(accepted, high, enough), nil
}

func audit(tolerable, conf float64, accepted int) error {
	switch {
	case !share(tolerable):
		return stats.Undefined("A tolerable rate of %v leaves nothing to test; it must be above 0 and below 1", tolerable)
	case !share(conf):
		return stats.Undefined("A confidence of %v does not exist; it must be above 0 and below 1", conf)
	case accepted < 0 || accepted > mostAccepted:
		return stats.Undefined("%d acceptable deviations are not between 0 and %d", accepted, mostAccepted)
	}
	return nil
}

// smallest is the smallest n in (low, high] that is enough, where high is and all
// larger ones are.
func smallest(low, high int, enough func(int) bool) int {
	for high-low > 1 {
		if mid := low + (high-low)/2; enough(mid) {
			high = mid
		} else {
			low = mid
		}
	}
	return high
}

// ForAuditOf is [ForAudit] for a population of N, by the hypergeometric
// distribution: of N records the tolerable rate, rounded up, deviate.
//
// It returns stats.ErrUndefined also where no more than accepted deviate at the
// tolerable rate, so that even reading all would not tell.
func ForAuditOf(N int, tolerable, conf float64, accepted int) (int, error) {
	if err := audit(tolerable, conf, accepted); err != nil {
		return 0, err
	}
	if N < 1 || N > most {
		return 0, stats.Undefined("A population of %d has nobody to be sampled", N)
	}
	return find(N, deviating(N, tolerable), accepted, conf)
}

// deviating is how many of N there are at a rate, rounded up; 0.05 of 100 are 5,
// also where floating point arithmetic has a little more.
func deviating(N int, rate float64) int {
	s, _ := up(rate * float64(N)) // a rate below 1 of at most 2^53
	return s.N
}

// find is the smallest sample of N in which at most accepted of marked would be
// seen with a probability of at most 1 - conf.
func find(N, marked, accepted int, conf float64) (int, error) {
	if marked <= accepted {
		return 0, stats.Undefined("Only %d of %d deviate at the tolerable rate; with %d accepted even reading all of them would not tell", marked, N, accepted)
	}
	return smallest(accepted, N, func(n int) bool { return dist.Hypergeometric(accepted, n, marked, N) <= 1-conf+equal }), nil
}

// Discovery is the smallest simple random sample of N records that holds at least
// one of the marked ones with probability conf, exactly, by the hypergeometric
// distribution (R. M. Cannon and R. T. Roe, Livestock Disease Surveys: A Field
// Manual for Veterinarians, 1982).
//
// It returns stats.ErrUndefined where nothing is marked, more than all, or the
// confidence is outside (0, 1).
func Discovery(N, marked int, conf float64) (int, error) {
	if N < 1 || N > most || marked < 1 || marked > N {
		return 0, stats.Undefined("%d of %d records cannot be found", marked, N)
	}
	if !share(conf) {
		return 0, stats.Undefined("A confidence of %v does not exist; it must be above 0 and below 1", conf)
	}
	return find(N, marked, 0, conf)
}

// ToDetect is the approximation of Cannon and Roe (1982) of the sample that
// detects a condition of a prevalence with probability conf, by a test of
// sensitivity unit for each unit: (N/unit)(1 - (1-conf)^(1/D)) with D the
// prevalence of N, rounded up; for an infinite population log(1-conf) /
// log(1 - prevalence unit). It needs no tables and lies one or two above
// [Discovery].
//
// It returns stats.ErrUndefined for a prevalence, confidence or sensitivity
// outside its range, and where more would be needed than there are.
func ToDetect(N, prevalence, conf, unit float64) (Size, error) {
	switch {
	case !share(prevalence) || !share(conf):
		return Size{}, stats.Undefined("A prevalence of %v and a confidence of %v must be above 0 and below 1", prevalence, conf)
	case !(unit > 0 && unit <= 1):
		return Size{}, stats.Undefined("A sensitivity of %v must be above 0 and at most 1", unit)
	case !population(N):
		return Size{}, stats.Undefined("A population of %v has nobody to be sampled", N)
	case math.IsInf(N, 1):
		return up(math.Log1p(-conf) / math.Log1p(-prevalence*unit))
	}
	d, err := up(N * prevalence)
	if err != nil {
		return Size{}, err
	}
	n, err := up(N / unit * -math.Expm1(math.Log1p(-conf)/float64(d.N)))
	if err == nil && float64(n.N) > math.Ceil(N) {
		err = stats.Undefined("With tests that see %v of the cases, %d units would be needed and there are %v", unit, n.N, N)
	}
	if err != nil {
		return Size{}, err
	}
	return n, nil
}
