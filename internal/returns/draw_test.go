package returns_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/goldentest"
	"github.com/northinch/northinch/internal/returns"
)

func TestTheChecksOfTheReaderAreDrawn(t *testing.T) {
	var b strings.Builder
	b.WriteString(`# Checks while a file is read

<!-- Drawn from internal/returns/checks.go by the tests; do not edit. -->

A stop ends the reading, and nothing of the return is kept. An error must be put
right. A query needs an answer or a correction. A remark says how something was read.
In the sentences, … stands for a column, a code, a day or a number; what a cell
holds is never repeated.

| code | severity | what is said | for example |
| --- | --- | --- | --- |
`)
	for _, c := range returns.Checks() {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", c.Code, c.Severity, strings.NewReplacer("%s", "…", "%d", "…").Replace(c.Sentence), c.Example)
	}
	goldentest.CheckPart(t, "../../docs/return-checks.md", b.String())
}
