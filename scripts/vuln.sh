#!/usr/bin/env bash
# Looks for known vulnerabilities in what the program calls, with the version of
# govulncheck that tools/go.mod names. Its database is https://vuln.go.dev, or the
# one in GOVULNDB (https://… or file://…). Exit code 0: none; 3: some, listed above;
# 2: not looked, which is not the same as none.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

db=${GOVULNDB:-https://vuln.go.dev}
bin=$(mktemp -d)
trap 'rm -rf "$bin"' EXIT
(cd tools && go build -o "$bin/govulncheck" golang.org/x/vuln/cmd/govulncheck) || {
	echo "vuln.sh: govulncheck cannot be built; nothing was looked for" >&2
	exit 2
}
code=0
"$bin/govulncheck" -db "$db" ./cmd/northinch || code=$?
case $code in
0) echo "vuln.sh: no known vulnerability is called (database $db)" ;;
3) echo "vuln.sh: there are known vulnerabilities, listed above" >&2 ;;
*)
	echo "vuln.sh: nothing was looked for: the database $db does not answer, or govulncheck failed; see above. Name another in GOVULNDB" >&2
	code=2
	;;
esac
exit $code
