package outcome

import (
	"bytes"
	"compress/flate"
	"encoding/json"
)

// findings packs findings as JSON lines, deflated, on another core, so that a
// file in which every row has one is still read in seconds.
type findings struct {
	batch []Finding
	in    chan []Finding
	out   chan pressed
}

// pressed is a batch of findings ready to be written.
type pressed struct {
	seq, count int
	body       []byte
}

const findingBatch = 1024

func newFindings() *findings {
	f := &findings{in: make(chan []Finding, 4), out: make(chan pressed, 64)}
	go press(f.in, f.out) // by value: finish takes f.in away, perhaps before this begins
	return f
}

func press(in <-chan []Finding, out chan<- pressed) {
	defer close(out)
	var b bytes.Buffer
	w, _ := flate.NewWriter(&b, flate.BestSpeed)
	seq := 0
	for batch := range in {
		b.Reset()
		w.Reset(&b)
		lines := json.NewEncoder(w)
		lines.SetEscapeHTML(false)
		for i := range batch {
			lines.Encode(&batch[i]) // a Finding always has a JSON form, and the buffer takes everything
		}
		w.Close()
		out <- pressed{seq, len(batch), bytes.Clone(b.Bytes())}
		seq++
	}
}

// add takes a finding, and writes the batches that are ready.
func (f *findings) add(one Finding, write func(pressed) error) error {
	f.batch = append(f.batch, one)
	if len(f.batch) < findingBatch {
		return nil
	}
	return f.send(write)
}

// send hands a batch over, writing others while the other core is behind.
func (f *findings) send(write func(pressed) error) error {
	for {
		select {
		case f.in <- f.batch:
			f.batch = make([]Finding, 0, findingBatch)
			return nil
		case p := <-f.out:
			if err := write(p); err != nil {
				return err
			}
		}
	}
}

// finish writes what is left.
func (f *findings) finish(write func(pressed) error) error {
	if len(f.batch) > 0 {
		if err := f.send(write); err != nil {
			return err
		}
	}
	close(f.in)
	f.in = nil
	var failed error
	for p := range f.out { // to the end, so that the other core's work ends too
		if failed == nil {
			failed = write(p)
		}
	}
	return failed
}

// close ends the other core's work after a failure; what it has is dropped.
func (f *findings) close() {
	if f.in != nil {
		close(f.in)
		for range f.out {
		}
	}
}
