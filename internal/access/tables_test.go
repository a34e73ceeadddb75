package access

import (
	"strings"
	"testing"
)

func TestATableThatCannotBeReadStopsTheProgramAtItsStart(t *testing.T) {
	line := func(text string, n int) string { return strings.Split(text, "\n")[n] }
	for name, read := range map[string]func(){
		"a role that is given by no role": func() { readRoles(rolesText + "x,area,no,minister,y\n") },
		"a line with too few columns":     func() { readActions("action,hidden\n") },
		"an action that there is not":     func() { readPolicy(policyText + "operator,fly,held,can\n") },
		"a role that there is not":        func() { readPolicy(policyText + "minister,grade.set,held,can\n") },
		"a place that there is not":       func() { readPolicy(policyText + "publisher,grade.set,sometimes,can\n") },
		"a line without a reason":         func() { readPolicy(policyText + "publisher,grade.set,held,\n") },
		"a line that stands twice":        func() { readPolicy(policyText + line(policyText, 1) + "\n") },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s is taken", name)
				}
			}()
			read()
		}()
	}
}
