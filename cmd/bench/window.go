package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/northinch/northinch/internal/returns/inbrowser"
	"github.com/northinch/northinch/internal/web/webtest"
)

// longest is the longest that a step in a browser may take.
const longest = 2 * time.Minute

// window is a page that checks returns, in a browser of its own.
type window struct {
	ctx   context.Context
	files []string
}

// check measures a form once: in one browser where the files are chosen at once, and
// in one where the page has warmed up before.
func (f *browserForm) check(ctx context.Context, page string) error {
	err := inWindow(ctx, page, f.paths, func(w window) error {
		if err := w.measure(&f.took.cold); err != nil {
			return err
		}
		if err := w.until("#return-check[data-warm]"); err != nil {
			return err
		}
		if err := w.measure(&f.took.again); err != nil {
			return err
		}
		return w.read(&f.took.bytes)
	}, &f.took.usable)
	if err != nil {
		return err
	}
	return inWindow(ctx, page, f.paths, func(w window) error {
		begun := time.Now()
		if err := w.until("#return-check[data-warm]"); err != nil {
			return err
		}
		f.took.warmUp = append(f.took.warmUp, time.Since(begun).Seconds())
		return w.measure(&f.took.warm)
	}, nil)
}

// inWindow opens the page in a new browser and does something when files can be
// chosen there; how long that takes is added to usable.
func inWindow(ctx context.Context, page string, files []string, do func(window) error, usable *figures) error {
	ctx, end, err := webtest.Start(ctx)
	if err != nil {
		return err
	}
	defer end()
	w := window{ctx, files}
	begun := time.Now()
	if err := w.do(chromedp.Navigate(page)); err != nil {
		return err
	}
	if err := w.until("#return-check-files"); err != nil {
		return err
	}
	if usable != nil {
		*usable = append(*usable, time.Since(begun).Seconds())
	}
	return do(w)
}

func (w window) do(actions ...chromedp.Action[chromedp.Void]) error {
	ctx, cancel := context.WithTimeout(w.ctx, longest)
	defer cancel()
	return chromedp.Do(ctx, actions...)
}

// eval is the number that a JavaScript expression gives, in thousandths.
func (w window) eval(expression string) (float64, error) {
	ctx, cancel := context.WithTimeout(w.ctx, longest)
	defer cancel()
	n, err := chromedp.Run(ctx, chromedp.Evaluate[float64](expression, chromedp.EvalAwaitPromise))
	return n / 1000, err
}

// until waits for an element. It asks seldom, because the cores are few.
func (w window) until(selector string) error {
	_, err := w.eval(fmt.Sprintf(`new Promise((done) => {
		const look = () => document.querySelector(%q) ? done(0) : setTimeout(look, 10);
		look();
	})`, selector))
	return err
}

// measure chooses the files and adds what the page says that the check took.
func (w window) measure(to *figures) error {
	// The browser tells nobody of files that were chosen already.
	if _, err := w.eval(`(document.querySelector('#return-check-files').value = '', 0)`); err != nil {
		return err
	}
	if err := w.do(chromedp.SetUploadFiles(chromedp.CSS("#return-check-files"), w.files)); err != nil {
		return err
	}
	if err := w.until(".ni-check-answer[data-ms]"); err != nil {
		return err
	}
	took, err := w.eval(`Number(document.querySelector('.ni-check-answer').dataset.ms)`)
	*to = append(*to, took)
	return err
}

// read reads the chosen files as text and does nothing with it.
func (w window) read(to *figures) error {
	took, err := w.eval(`(async () => {
		const begun = performance.now();
		for (const file of document.querySelector('#return-check-files').files) {
			new TextDecoder().decode(await file.arrayBuffer());
		}
		return performance.now() - begun;
	})()`)
	*to = append(*to, took)
	return err
}

// sameCheck is the check that a browser makes, by the program itself on one core.
func sameCheck(_ context.Context, j job) (d done, err error) {
	runtime.GOMAXPROCS(1)
	begun := time.Now()
	var files []inbrowser.File
	for _, path := range j.Files {
		b, err := os.ReadFile(path)
		if err != nil {
			return d, err
		}
		files = append(files, inbrowser.File{Name: filepath.Base(path), Bytes: b})
	}
	answer := inbrowser.Check(inbrowser.Given{Files: files}, func(string, int) {})
	d.Took = time.Since(begun)
	var refused struct{ Refused json.RawMessage }
	if err := json.Unmarshal(answer, &refused); err != nil {
		return d, err
	}
	if refused.Refused != nil {
		return d, fmt.Errorf("the made-up return is refused: %s", refused.Refused)
	}
	return d, nil
}
