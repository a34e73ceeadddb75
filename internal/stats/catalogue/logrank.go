package catalogue

import (
	"cmp"
	"slices"
	"strings"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats/duration"
)

var groupParams = []Param{
	{"group", "the column of the groups, or the group for which observed and expected are given", "group, treat, arm or sex; all groups"},
	{"by", "the column of the groups, where group is one of them", "group, treat, arm or sex"},
}

var rankGives = []string{"chisq", "df", "p", "observed", "expected", "groups"}

// groupColumn is the column of the groups and the group asked for, if any.
func (in *Input) groupColumn() (column, group string) {
	if in.has("group") {
		if name := in.text("group", ""); in.Index(name) >= 0 {
			return name, ""
		}
		group = in.text("group", "")
	}
	column = in.column("by", "group", "treat", "arm", "sex")
	if column == "" {
		in.fail("Say with the parameter by which column is the group; the input has %s", strings.Join(in.Columns, ", "))
	}
	return column, group
}

func logRank(in *Input, strata string) (Outputs, error) {
	column, group := in.groupColumn()
	spells, err := in.spells()
	if err != nil {
		return nil, err
	}
	names, groups, err := in.labels(column)
	if err != nil {
		return nil, err
	}
	stratum := make([]int, len(spells))
	if strata != "" {
		if _, stratum, err = in.labels(strata); err != nil {
			return nil, err
		}
	}
	at := slices.IndexFunc(names, func(n string) bool { return same(n, group) })
	if group != "" && at < 0 {
		return nil, errs.Invalid("params", "The column %s has no group “%s”; it has %s", column, group, strings.Join(names, ", "))
	}
	members := make([]duration.Member, len(spells))
	for row := range members {
		members[row] = duration.Member{Spell: spells[row], Group: groups[row], Stratum: stratum[row]}
	}
	c, err := duration.LogRank(members, len(names))
	if err != nil {
		return nil, err
	}
	out := Outputs{{"chisq", c.ChiSquared}, {"df", c.DF}, {"p", c.P}, {"observed", c.Observed}, {"expected", c.Expected}, {"groups", names}}
	if group != "" {
		out[3].Value, out[4].Value, out[5].Value = c.Observed[at], c.Expected[at], names[at]
	}
	return out, nil
}

// labels are the different values of a column, numbers in their order and before
// texts, and for each row which of them it has.
func (in *Input) labels(column string) ([]string, []int, error) {
	cells, err := in.Texts(column)
	if err != nil {
		return nil, nil, err
	}
	for row, cell := range cells {
		if cell == "" {
			return nil, nil, errs.Invalid("input", "Row %d, column %s: the cell is empty", row+1, column)
		}
	}
	names := slices.Compact(slices.SortedFunc(slices.Values(cells), byLabel))
	index := map[string]int{}
	for i, n := range names {
		index[n] = i
	}
	rows := make([]int, len(cells))
	for row, cell := range cells {
		rows[row] = index[cell]
	}
	return names, rows, nil
}

func byLabel(a, b string) int {
	x, e1 := number(a)
	y, e2 := number(b)
	switch {
	case e1 == nil && e2 == nil && x != y:
		return cmp.Compare(x, y)
	case (e1 == nil) != (e2 == nil):
		if e1 == nil {
			return -1
		}
		return 1
	}
	return cmp.Compare(a, b)
}
