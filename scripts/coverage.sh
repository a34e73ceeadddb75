#!/usr/bin/env bash
# Fails where a statement of the packages whose numbers are published is run by no
# test: the statistics, what makes tables safe, and the draw of samples.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

packages=$(go list ./internal/stats/... ./internal/disclose/... ./internal/sampling/... | grep -Ev "test$|/madeup$")
# shellcheck disable=SC2086 # a list of packages
go test -short -cover $packages | awk '
	/coverage: / && !/coverage: 100\.0%|no test files|\[no statements\]/ {print "some statements are run by no test: " $0; bad = 1}
	!/coverage: / && !/no test files/ {print; if (/FAIL/) bad = 1}
	END {exit bad}'
