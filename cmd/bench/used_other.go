//go:build !unix

package main

import (
	"os"
	"time"
)

// used is not known on this system.
func used() time.Duration { return 0 }

// peakOf is not known on this system.
func peakOf(*os.ProcessState) int64 { return 0 }
