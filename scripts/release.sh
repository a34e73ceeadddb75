#!/usr/bin/env bash
# Builds the program for every system it is released for into dist/: static, with
# the front end in it and no path of this machine, so that the same source gives the
# same bytes. Beside each lies its bill of materials, and SHA256SUMS covers all.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

version=$(sed -n 's/^const Version = "\(.*\)"/\1/p' internal/app/app.go)
[ -n "$version" ] || {
	echo "release.sh: internal/app/app.go names no version" >&2
	exit 1
}
scripts/assets.sh

rm -rf dist
mkdir dist
export CGO_ENABLED=0
# The bill is that of the binary: the program of this machine reads what the
# compiler wrote into the one of another.
go build -trimpath -ldflags "-s -w" -o dist/.bill ./cmd/northinch
for target in linux/amd64 linux/arm64 darwin/arm64 windows/amd64; do
	os=${target%/*} arch=${target#*/}
	name=northinch-$version-$os-$arch
	file=$name
	[ "$os" = windows ] && file=$name.exe
	echo "release.sh: $file" >&2
	GOOS=$os GOARCH=$arch go build -trimpath -ldflags "-s -w" -o "dist/$file" ./cmd/northinch
	dist/.bill version --sbom --of "dist/$file" >"dist/$name.cdx.json"
done
rm dist/.bill
cd dist
if command -v sha256sum >/dev/null; then sha256sum northinch-*; else shasum -a 256 northinch-*; fi >SHA256SUMS
cat SHA256SUMS
