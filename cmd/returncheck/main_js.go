// Command returncheck is the check of a return for a browser, compiled to
// WebAssembly. It gives a web worker one function,
//
//	northinchCheck(files, progress)
//
// where files is an array of {name, bytes: Uint8Array} and progress is called with
// (name, percent). It returns the answer of internal/returns/inbrowser as JSON. The
// program has no way to send anything anywhere.
package main

import (
	"runtime/debug"
	"syscall/js"

	"github.com/northinch/northinch/internal/returns/inbrowser"
)

func main() {
	// The page ends the worker after a check, so memory is given back then; collecting
	// less often halves the time.
	debug.SetGCPercent(400)
	js.Global().Set("northinchCheck", js.FuncOf(func(_ js.Value, args []js.Value) any {
		given, progress := args[0], args[1]
		files := make([]inbrowser.File, given.Length())
		for i := range files {
			f := given.Index(i)
			b := make([]byte, f.Get("bytes").Length())
			js.CopyBytesToGo(b, f.Get("bytes"))
			files[i] = inbrowser.File{Name: f.Get("name").String(), Bytes: b}
		}
		return string(inbrowser.Check(files, func(name string, percent int) { progress.Invoke(name, percent) }))
	}))
	select {} // the function is there for as long as the worker is
}
