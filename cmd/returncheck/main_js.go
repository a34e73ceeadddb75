// Command returncheck is the check of a return for a browser, compiled to
// WebAssembly. It gives a web worker one function,
//
//	northinchCheck(files, progress)
//
// where files is {files, previous, waivers}, each an array of {name, bytes: Uint8Array}:
// those of the return, of the return before, and of waivers, of which the last two may
// be empty. It calls progress with (name, percent) and returns the answer of
// internal/returns/inbrowser as JSON. The program has no way to send anything anywhere.
package main

import (
	"bytes"
	"runtime/debug"
	"syscall/js"
	"time"

	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/inbrowser"
	"github.com/northinch/northinch/internal/returns/madeup"
)

func main() {
	// The page ends the worker after a check, so memory is given back then; collecting
	// less often halves the time.
	debug.SetGCPercent(400)
	js.Global().Set("northinchCheck", js.FuncOf(func(_ js.Value, args []js.Value) any {
		progress := args[1]
		g := inbrowser.Given{Files: files(args[0].Get("files")), Previous: files(args[0].Get("previous"))}
		now := time.Now()
		g.Today, _ = returns.DayOf(now.Year(), int(now.Month()), now.Day())
		if waivers := files(args[0].Get("waivers")); len(waivers) > 0 {
			g.Waivers = &waivers[0]
		}
		return string(inbrowser.Check(g, func(name string, percent int) { progress.Invoke(name, percent) }))
	}))
	js.Global().Set("northinchWarm", js.FuncOf(func(_ js.Value, args []js.Value) any {
		warm(args[0].Int())
		return nil
	}))
	select {} // the function is there for as long as the worker is
}

// files are the files of an array.
func files(given js.Value) []inbrowser.File {
	all := make([]inbrowser.File, given.Length())
	for i := range all {
		f := given.Index(i)
		b := make([]byte, f.Get("bytes").Length())
		js.CopyBytesToGo(b, f.Get("bytes"))
		all[i] = inbrowser.File{Name: f.Get("name").String(), Bytes: b}
	}
	return all
}

// warm checks a made-up return, so that the browser finds out which parts of the
// program to make fast while the person still looks for the files.
func warm(children int) {
	round, err := madeup.New(madeup.Options{Areas: 1, Children: children, Defects: true})
	if err != nil {
		return
	}
	var c, e bytes.Buffer
	if _, err := round.Write(0, &c, &e); err != nil {
		return
	}
	inbrowser.Check(inbrowser.Given{Files: []inbrowser.File{{Name: "children.csv", Bytes: c.Bytes()}, {Name: "events.csv", Bytes: e.Bytes()}}}, func(string, int) {})
}
