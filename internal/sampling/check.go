package sampling

// Outcome is how a check ended.
type Outcome string

// The ways that a check ends. One that could not be made is no pass.
const (
	Passed      Outcome = "passed"
	Failed      Outcome = "failed"
	NotPossible Outcome = "not possible"
)

// Check is one thing that was looked at.
type Check struct {
	Name    string  `json:"name"`
	Outcome Outcome `json:"outcome"`
	Detail  string  `json:"detail"` // a sentence; of a failure, where it is
}

// Report is every check of a record, in a fixed order.
type Report struct {
	Head   Hash    `json:"head"` // the newest of the record
	Checks []Check `json:"checks"`
}

// Failed are the checks that failed.
func (r Report) Failed() (bad []Check) {
	for _, c := range r.Checks {
		if c.Outcome == Failed {
			bad = append(bad, c)
		}
	}
	return bad
}

// add adds a check that passed where wrong is "", and failed otherwise.
func (r *Report) add(name, passed, wrong string) {
	if wrong != "" {
		r.Checks = append(r.Checks, Check{name, Failed, wrong})
		return
	}
	r.Checks = append(r.Checks, Check{name, Passed, passed})
}

func (r *Report) cannot(name, why string) {
	r.Checks = append(r.Checks, Check{name, NotPossible, why})
}

// unless is a sentence where something does not hold.
func unless(holds bool, sentence string) string {
	if holds {
		return ""
	}
	return sentence
}
