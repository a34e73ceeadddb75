// Package northinch holds the real data that comes with the program, so that the
// demonstration has it where there is no checkout. testdata/real/README.md says
// where each file comes from and under which licence.
package northinch

import "embed"

// Real is the folder testdata/real.
//
//go:embed testdata/real
var Real embed.FS
