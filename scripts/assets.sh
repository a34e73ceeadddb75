#!/usr/bin/env bash
# Puts the files that the program embeds into internal/web/static/dist: it fetches
# the design system, which a second run does not do until the lock file or this
# script changes, and compiles the check of a return for browsers, which takes no
# time when nothing of it has changed.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../internal/web/static"

kit=node_modules/@scottish-government/design-system
axe=node_modules/axe-core/axe.min.js

# What is embedded, and where it comes from. static.go names the same files.
files=(
	"design-system.min.css=$kit/dist/css/design-system.min.css"
	"design-system.js=$kit/dist/scripts/design-system.js"
	"icons.stack.svg=$kit/dist/images/icons/icons.stack.svg"
	"design-system-licence.txt=$kit/LICENSE.txt"
)

hash() {
	if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi
}

current() {
	[ "$(cat dist/.stamp 2>/dev/null)" = "$want" ] && [ -s "$axe" ] || return 1
	local f
	for f in "${files[@]}"; do
		[ -s "dist/${f%%=*}" ] || return 1
	done
}

# The program is packed here, once, and not by the server whenever it starts. The
# same source gives the same bytes: no path and no time is in them.
compile() {
	command -v go >/dev/null || {
		echo "assets.sh: go is needed, to compile the check of a return for browsers" >&2
		exit 1
	}
	GOOS=js GOARCH=wasm GOFLAGS= go build -trimpath -buildvcs=false -ldflags "-s -w" -o "$here/../bin/returncheck.wasm" "$here/../cmd/returncheck"
	if ! [ -s dist/returncheck.wasm.gz ] || ! gzip -dc dist/returncheck.wasm.gz | cmp -s - "$here/../bin/returncheck.wasm"; then
		gzip -9nc "$here/../bin/returncheck.wasm" >"$here/../bin/returncheck.wasm.gz"
		mv "$here/../bin/returncheck.wasm.gz" dist/returncheck.wasm.gz
	fi
	cmp -s "$(go env GOROOT)/lib/wasm/wasm_exec.js" dist/wasm_exec.js || cp "$(go env GOROOT)/lib/wasm/wasm_exec.js" dist/wasm_exec.js
}
compile

want=$(cat package-lock.json "$here/assets.sh" | hash | cut -d' ' -f1)
if current; then
	exit 0
fi

command -v npm >/dev/null || {
	echo "assets.sh: npm is needed once, to fetch the design system; install Node.js 20 or later" >&2
	exit 1
}
echo "assets.sh: fetching the design system" >&2
rm -f dist/.stamp
npm ci --ignore-scripts --loglevel=error >&2
for f in "${files[@]}"; do
	cp "${f#*=}" "dist/${f%%=*}"
done
# The stamp comes last: a run that was stopped is done again.
printf '%s\n' "$want" >dist/.stamp
