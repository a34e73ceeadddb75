package check

import (
	"slices"
	"strings"

	"github.com/northinch/northinch/internal/returns"
)

// wrong and unlikely are the severities, short.
const (
	wrong    = returns.Error
	unlikely = returns.Query
)

// Family is the rules whose codes begin with the same figure.
type Family struct {
	Code  string // "R1"
	Title string
	rules []Rule
}

// Families are the rules that come with the program. The reader's own are
// returns.Checks.
func Families() []Family {
	return []Family{
		{"R1", "Ages and births", slices.Concat(birthRules, ageRules)},
		{"R2", "The order of days", slices.Concat(dayRules, orderRules)},
		{"R3", "Spells that overlap and events that contradict each other", slices.Concat(registerRules, overlapRules, contradictionRules)},
		{"R4", "Populations and events that must go together", slices.Concat(populationRules, careRules, stepRules, traceRules, ceasedRules)},
		{"R5", "Duplicates", duplicateRules},
		{"R6", "Completeness", completeRules},
		{"R7", "Steps against standards, and long times", slices.Concat(standardRules, longRules)},
		{"R8", "The return as a whole", slices.Concat(sizeRules, patternRules)},
		{"R9", "Beside the return of the round before", slices.Concat(changeRules, childBeforeRules)},
	}
}

// Rules are the rules of the family.
func (f Family) Rules() []Rule { return f.rules }

// Rules are all rules that come with the program, in the order of their codes.
func Rules() []Rule {
	var all []Rule
	for _, f := range Families() {
		all = append(all, f.rules...)
	}
	slices.SortFunc(all, func(a, b Rule) int { return strings.Compare(a.Code, b.Code) })
	return all
}
