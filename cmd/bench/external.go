package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// external is another program that was run.
type external struct {
	name    string
	took    figures
	cpu     figures
	peak    int64
	answer  string
	without string // why it was not run
}

func (e *external) row() []string {
	cpu, held := "not known", "not known"
	if len(e.cpu) > 0 {
		cpu = e.cpu.times(1)
	}
	if e.peak > 0 {
		held = megabytes(e.peak)
	}
	return []string{e.name, e.took.times(1), cpu, held}
}

// runs is a work that runs a program and keeps what it answers.
func (b *bench) runs(e *external, input, program string, args ...string) work {
	return func() (time.Duration, error) {
		c := exec.CommandContext(b.ctx, program, args...)
		var wrong bytes.Buffer
		c.Stdin, c.Stderr = strings.NewReader(input), &wrong
		start := time.Now()
		out, err := c.Output()
		took := time.Since(start)
		if err != nil {
			return 0, fmt.Errorf("%s: %w: %s", filepath.Base(program), err, wrong.Bytes())
		}
		e.answer = strings.TrimSpace(string(out))
		e.cpu = append(e.cpu, (c.ProcessState.UserTime() + c.ProcessState.SystemTime()).Seconds())
		e.peak = max(e.peak, peakOf(c.ProcessState))
		return took, nil
	}
}

// duckDB is where `go -C tools/duckdb build -o ../../bin/duckdb-median .` puts it.
const duckDB = "bin/duckdb-median"

// countLines and askDuckDB are works, or nil and why not.
func (b *bench) countLines(events string) (*external, work) {
	e := &external{name: "`wc -l`, the lines alone"}
	program, err := exec.LookPath("wc")
	if err != nil {
		e.without = "There is no `wc` on this machine."
		return e, nil
	}
	return e, b.runs(e, "", program, "-l", events)
}

func (b *bench) askDuckDB(events string) (*external, work) {
	e := &external{name: "DuckDB, from the file to the medians"}
	program, err := filepath.Abs(duckDB)
	if err == nil {
		_, err = os.Stat(program)
	}
	if err != nil {
		e.without = "DuckDB was not measured: `" + duckDB + "` was not built."
		return e, nil
	}
	return e, b.runs(e, firstContactSQL, program, "-threads", "2", events)
}
