#!/usr/bin/env bash
# Installs what the tests need besides Go and Node.js, if it is missing:
# PostgreSQL, Chromium, make, curl, openssl and Python, from the packages of Debian or Ubuntu, the
# design system, and a sign-in of another body. It does nothing where all is there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

have_postgres() {
	compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null
}

have_chromium() {
	local name
	for name in chromium chromium-browser google-chrome google-chrome-stable chrome; do
		if command -v "$name" >/dev/null; then
			return 0
		fi
	done
	return 1
}

missing=()
have_postgres || missing+=(postgresql)
have_chromium || missing+=(chromium fonts-liberation) # without a font every letter is a box
for name in make curl openssl python3; do
	command -v $name >/dev/null || missing+=($name)
done

if [ ${#missing[@]} -gt 0 ]; then
	if ! command -v apt-get >/dev/null; then
		echo "test-setup.sh: install these by hand, there is no apt-get here: ${missing[*]}" >&2
		exit 1
	fi
	as_root=()
	if [ "$(id -u)" -ne 0 ]; then
		command -v sudo >/dev/null || {
			echo "test-setup.sh: run as root, or install sudo, to get: ${missing[*]}" >&2
			exit 1
		}
		as_root=(sudo)
	fi
	echo "test-setup.sh: installing ${missing[*]}" >&2
	"${as_root[@]}" apt-get update -qq
	"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
	have_postgres && have_chromium || {
		echo "test-setup.sh: apt-get installed ${missing[*]}, but not what the tests look for" >&2
		exit 1
	}
fi

scripts/assets.sh

# A sign-in of another body, for the tests of signing in; Go keeps what is built.
mkdir -p bin
go -C tools build -o ../bin/openid-provider ./openid-provider
