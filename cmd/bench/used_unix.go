//go:build unix

package main

import (
	"os"
	"runtime"
	"syscall"
	"time"
)

// used is the time that the processors have worked for this process.
func used() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// peakOf is the most memory that another program held, in bytes; 0 where it is not
// known. Linux counts into it what this program held when it started the other, see
// [peak], so less than that says nothing.
func peakOf(p *os.ProcessState) int64 {
	u, ok := p.SysUsage().(*syscall.Rusage)
	if !ok || runtime.GOOS != "linux" {
		return 0
	}
	if held := int64(u.Maxrss) << 10; held > peak() {
		return held
	}
	return 0
}
