// Package webtest opens pages in a real browser, for tests only: what a page
// looks like, whether it can be used with a keyboard and a screen reader, and
// whether anything on it breaks the rules that the server sets.
//
// A package that uses it closes the browser at its end:
//
//	func TestMain(m *testing.M) { os.Exit(webtest.Main(m)) }
//
//	func TestAreaPage(t *testing.T) {
//		w := webtest.Browser(t)
//		w.Check(server.URL+"/areas/angus", "area")
//	}
//
// Without Chromium the tests are skipped, and fail where CI=true: a test that
// was not run must not look like one that passed. With NORTHINCH_SHOTS=DIR, an
// absolute path, the pages are kept there as pictures for a person to look at.
package webtest

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// names are what Chromium is called by the systems that carry it.
var names = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"}

// ErrNone says that there is no browser to start.
var ErrNone = errors.New("Chromium is not installed: run scripts/test-setup.sh")

// shared is the one browser of a test binary.
var shared struct {
	start sync.Once
	main  bool // Main will close it
	ctx   context.Context
	close func()
	err   error
}

// Main runs the tests of a package and then closes the browser, if one of them
// started it. It returns the exit code.
func Main(m *testing.M) int {
	shared.main = true
	defer func() {
		if shared.close != nil {
			shared.close()
		}
	}()
	return m.Run()
}

// Browser is a new window for a test, with no cookies and nothing stored, in a
// browser that all tests of the binary share. It is closed when the test ends.
func Browser(t testing.TB) *Window {
	t.Helper()
	if !shared.main {
		t.Fatal("webtest: the package needs func TestMain(m *testing.M) { os.Exit(webtest.Main(m)) }")
	}
	shared.start.Do(start)
	switch {
	case errors.Is(shared.err, ErrNone) && os.Getenv("CI") != "true":
		t.Skip(shared.err)
	case shared.err != nil:
		t.Fatalf("webtest: the browser does not start: %v", shared.err)
	}
	w := &Window{t: t}
	ctx, cancel := chromedp.NewContext(shared.ctx, chromedp.WithNewBrowserContext(), chromedp.WithListener(w.heard))
	t.Cleanup(cancel)
	w.ctx = ctx
	// The first action binds the life of the window to its context, so it must
	// not have the time limit that the later ones have.
	if err := chromedp.Do(ctx, steady); err != nil {
		t.Fatalf("webtest: no new window: %v", err)
	}
	return w
}

// steady makes a window behave the same in every run. It counts as the one in
// front even while others are open, or keys would get lost; and its reader asks
// for less motion, or a click would miss what is still gliding past.
func steady(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
	_, err := cdp.Call(ctx, t, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	if err != nil {
		return chromedp.Void{}, err
	}
	_, err = cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}},
	})
	return chromedp.Void{}, err
}

func start() { shared.ctx, shared.close, shared.err = Start(context.Background()) }

// Start starts a browser with one empty window, and returns the context of that
// window and what ends the browser. It is for who measures a browser; tests use
// Browser. Where there is none to start, the error is ErrNone.
func Start(ctx context.Context) (window context.Context, end func(), err error) {
	var path string
	for _, name := range names {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		return nil, nil, ErrNone
	}
	// The profile is a new folder, and --no-sandbox is set for root: chromedp
	// does both by itself, and removes the folder.
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.Flag("headless", "new"),
		chromedp.Flag("disable-gpu", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("allow-pre-commit-input", true), // keys are not dropped before the first picture
		chromedp.Flag("lang", "en-GB"),
	)
	all, stop := chromedp.NewExecAllocator(ctx, options...)
	window, cancel := chromedp.NewContext(all)
	end = func() {
		gently, done := context.WithTimeout(window, 10*time.Second)
		defer done()
		if err := chromedp.Cancel(gently); err != nil {
			cancel()
		}
		stop()
	}
	if err := chromedp.Do(window); err != nil {
		end()
		return nil, nil, err
	}
	return window, end, nil
}
