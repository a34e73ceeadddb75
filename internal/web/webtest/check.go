package webtest

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/chromedp/chromedp"
)

// Shot keeps the whole page as NAME.png in the folder NORTHINCH_SHOTS, if set.
func (w *Window) Shot(name string) {
	w.t.Helper()
	dir := os.Getenv("NORTHINCH_SHOTS")
	if dir == "" {
		return
	}
	png, err := run(w, chromedp.FullScreenshot(100))
	w.must("take a picture", err)
	w.must("keep a picture", os.MkdirAll(dir, 0o755))
	w.must("keep a picture", os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644))
}

// Check opens an address at both widths and fails the test for everything that
// can be seen to be wrong without knowing the page: barriers, errors, refusals
// and a page wider than its screen. The pictures are NAME-1280 and NAME-320.
func (w *Window) Check(address, name string) {
	w.t.Helper()
	for _, width := range []int{Wide, Narrow} {
		w.Open(address, width)
		w.Shot(fmt.Sprintf("%s-%d", name, width))
		for _, v := range w.Axe() {
			w.t.Errorf("%s at %d: %s", name, width, v)
		}
		for _, p := range w.Problems() {
			w.t.Errorf("%s at %d: %s", name, width, p)
		}
		if o := w.Overflow(); o != "" {
			w.t.Errorf("%s at %d: %s", name, width, o)
		}
	}
}
