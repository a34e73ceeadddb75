package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/northinch/northinch/internal/app"
)

// head is the beginning of the document: machine, date and command.
func (b *bench) head() string {
	command := strings.TrimSpace("go run ./cmd/bench " + strings.Join(b.args, " "))
	postgres := "PostgreSQL was not measured; TEST_POSTGRES names no server."
	if b.server != "" {
		postgres = "PostgreSQL runs on the same machine or where TEST_POSTGRES says, with its own settings."
	}
	note := ""
	if b.quick {
		note = "\n**This is a quick run with small sizes; its figures mean nothing.**\n"
	}
	return fmt.Sprintf(`# Performance

Written by cmd/bench; do not edit by hand. Works that are compared ran in turns
in the same run. Figures are medians with the lowest and the highest in
brackets; a ratio is the median of the ratios of the single turns. MB are
millions of bytes.
%s
| | |
| --- | --- |
| Machine | %s |
| Memory | %s |
| System | %s |
| Load when it began | %s |
| Go | %s |
| North Inch | %s |
| Date | %s |
| Command | %s |

%s
`, note, processor(), memory(), system(), busy(), runtime.Version(), app.Version,
		time.Now().UTC().Format("2 January 2006 15:04 UTC"), "`"+command+"`", postgres)
}

// Linux says what the machine is in files; elsewhere less is known.

func processor() string {
	return fmt.Sprintf("%s, %d cores for this program", orUnknown(field("/proc/cpuinfo", "model name", ":")), runtime.NumCPU())
}

func memory() string {
	kb, err := strconv.ParseInt(strings.TrimSuffix(field("/proc/meminfo", "MemTotal", ":"), " kB"), 10, 64)
	if err != nil {
		return "not known"
	}
	return fmt.Sprintf("%.0f GiB", float64(kb)/(1<<20))
}

func system() string {
	kernel, _ := os.ReadFile("/proc/sys/kernel/osrelease")
	name := strings.Trim(field("/etc/os-release", "PRETTY_NAME", "="), `"`)
	return strings.TrimSpace(fmt.Sprintf("%s/%s %s %s", runtime.GOOS, runtime.GOARCH, name, kernel))
}

func busy() string {
	b, _ := os.ReadFile("/proc/loadavg")
	first, _, _ := strings.Cut(string(b), " ")
	return orUnknown(first)
}

func orUnknown(s string) string {
	if s == "" {
		return "not known"
	}
	return s
}

// field is what stands behind a name in a file of names and values, or "".
func field(file, name, sign string) string {
	f, err := os.Open(file)
	if err != nil {
		return ""
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if k, v, ok := strings.Cut(lines.Text(), sign); ok && strings.TrimSpace(k) == name {
			return strings.TrimSpace(v)
		}
	}
	return ""
}

// peak is the most memory that this process has held, in bytes; 0 where the
// system does not say. It is VmHWM and not ru_maxrss, because Linux counts into
// the latter what the parent held when it started the process
// (setmax_mm_hiwater_rss in fs/exec.c).
func peak() int64 {
	kb, _ := strconv.ParseInt(strings.TrimSuffix(field("/proc/self/status", "VmHWM", ":"), " kB"), 10, 64)
	return kb << 10
}
