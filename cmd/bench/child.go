package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/pprof"
	"time"
)

// childFlag makes the program do one job in a process of its own, so that the
// memory measured is that of the job.
const childFlag = "-child"

// job is what a child is to do.
type job struct {
	Work    string // a key of jobs
	File    string
	DB      string
	Profile string
	Pprof   string // a file for a profile, or ""
	Files   []string
	Return  returnJob
}

// done is what a child has done.
type done struct {
	Took     time.Duration // set by the job, or from its start to its end
	CPU      time.Duration // of all processors; 0 if the job does not say
	Peak     int64         // bytes
	Rows     int
	Counted  int // outcomes that count, or measures
	Findings int
	Answer   string
}

var jobs = map[string]func(context.Context, job) (done, error){
	"nothing":    openNothing,
	"csv":        readStandard,
	"csvfile":    readOwn,
	"import":     importFile,
	"return":     readReturn,
	"return-csv": splitReturn,
	"same-check": sameCheck,
}

// child does a job and prints what it has done.
func child(ctx context.Context, text string, stdout, stderr io.Writer) int {
	err := func() error {
		var j job
		if err := json.Unmarshal([]byte(text), &j); err != nil {
			return err
		}
		f := jobs[j.Work]
		if f == nil {
			return fmt.Errorf("no job %q", j.Work)
		}
		if j.Pprof != "" {
			out, err := os.Create(j.Pprof)
			if err != nil {
				return err
			}
			defer out.Close()
			if err := pprof.StartCPUProfile(out); err != nil {
				return err
			}
			defer pprof.StopCPUProfile()
		}
		start := time.Now()
		d, err := f(ctx, j)
		if err != nil {
			return err
		}
		if d.Peak = peak(); d.Took == 0 {
			d.Took = time.Since(start)
		}
		return json.NewEncoder(stdout).Encode(d)
	}()
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 2
	}
	return 0
}

// give has a child do a job.
func (b *bench) give(j job) (done, error) {
	var d done
	self, err := os.Executable()
	if err != nil {
		return d, err
	}
	if b.pprof != "" && j.Work == "import" {
		j.Pprof = filepath.Join(b.pprof, "import.pprof")
	}
	text, err := json.Marshal(j)
	if err != nil {
		return d, err
	}
	c := exec.CommandContext(b.ctx, self, childFlag, string(text))
	var wrong bytes.Buffer
	c.Stderr = &wrong
	out, err := c.Output()
	if err != nil {
		return d, fmt.Errorf("%s of %s: %w: %s", j.Work, filepath.Base(j.File), err, wrong.Bytes())
	}
	return d, json.Unmarshal(out, &d)
}
