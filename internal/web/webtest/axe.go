package webtest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/chromedp/chromedp"
)

// Violation is a barrier that axe-core found.
type Violation struct {
	Rule   string   `json:"rule"`
	Impact string   `json:"impact"`
	Help   string   `json:"help"`
	Advice bool     `json:"advice"` // best practice, and no criterion of WCAG
	Where  []string `json:"where"`  // selector and reason, one for each element
}

// String is the violation as it is read in the output of a test.
func (v Violation) String() string {
	kind := "WCAG"
	if v.Advice {
		kind = "advice"
	}
	return fmt.Sprintf("%s (%s, %s): %s\n\t%s", v.Rule, kind, v.Impact, v.Help, strings.Join(v.Where, "\n\t"))
}

// Axe are the barriers on the page as it is now: WCAG 2.0, 2.1 and 2.2 at the
// levels A and AA, and best practice.
func (w *Window) Axe() []Violation {
	w.t.Helper()
	source, err := axe()
	if err != nil {
		if os.Getenv("CI") != "true" {
			w.t.Skipf("axe-core is not here: run scripts/assets.sh (%v)", err)
		}
		w.t.Fatalf("webtest: axe-core is not here: run scripts/assets.sh (%v)", err)
	}
	w.do("bring in axe-core", chromedp.Evaluate[chromedp.Void](source))
	return Eval[[]Violation](w, `axe.run(document, {
		resultTypes: ['violations'],
		runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
	}).then((result) => result.violations.map((v) => ({
		rule: v.id,
		impact: v.impact ?? '',
		help: v.help,
		advice: v.tags.includes('best-practice'),
		where: v.nodes.map((n) => n.target.join(' ') + ': ' + n.failureSummary.replaceAll(/\s+/g, ' ')),
	})))`)
}

// axe is the source of axe-core, read once. It stands in the folder of the
// module, above the package whose test is running.
var axe = sync.OnceValues(func() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			text, err := os.ReadFile(filepath.Join(dir, "internal/web/static/node_modules/axe-core/axe.min.js"))
			return string(text), err
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", os.ErrNotExist
		}
		dir = up
	}
})
