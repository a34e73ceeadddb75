package webtest

import (
	"context"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The widths at which every page is looked at: a desk, and the narrowest screen
// that WCAG 2.2 (1.4.10, reflow) asks for.
const (
	Wide   = 1280
	Narrow = 320
)

// Keys for Press that are no letters.
const (
	Tab       = kb.Tab
	Enter     = kb.Enter
	Escape    = kb.Escape
	Space     = " "
	ArrowUp   = kb.ArrowUp
	ArrowDown = kb.ArrowDown
)

// limit is the longest that one step may take on a busy machine.
const limit = 30 * time.Second

// Window is a browser window of one test. What goes wrong in it fails the test.
type Window struct {
	t    testing.TB
	ctx  context.Context
	host string // the host of the page that was opened

	mu       sync.Mutex
	opened   string
	problems []string
}

// Open opens an address at a width.
func (w *Window) Open(address string, width int) {
	w.t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		w.t.Fatal(err)
	}
	w.mu.Lock()
	w.opened, w.host = address, u.Host
	w.mu.Unlock()
	w.do("open "+address, chromedp.EmulateViewport(int64(width), 800), chromedp.Navigate(address))
}

// Reload opens the page again, as a person would after a fall of the network.
func (w *Window) Reload() {
	w.t.Helper()
	w.do("reload", chromedp.Reload())
}

// Scripts switches the scripts of pages on or off, for the pages opened next.
func (w *Window) Scripts(on bool) {
	w.t.Helper()
	w.do("switch scripts", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
		return err
	}))
}

// Click clicks the first element of a CSS selector, and does not wait for a page.
func (w *Window) Click(selector string) {
	w.t.Helper()
	w.do("click "+selector, chromedp.Click(chromedp.CSS(selector)))
}

// Follow clicks and waits for the page that comes.
func (w *Window) Follow(selector string) {
	w.t.Helper()
	_, err := run(w, chromedp.WaitEvent(page.LoadEventFired, nil, chromedp.Click(chromedp.CSS(selector))))
	w.must("follow "+selector, err)
}

// Type writes text into a field, after what is in it.
func (w *Window) Type(selector, text string) {
	w.t.Helper()
	w.do("type into "+selector, chromedp.SendKeys(chromedp.CSS(selector), text))
}

// Press presses keys, one after the other, where the focus is.
func (w *Window) Press(keys string) {
	w.t.Helper()
	w.do("press keys", press(keys, 0))
}

// PressShift presses keys while Shift is held: PressShift(Tab) goes back.
func (w *Window) PressShift(keys string) {
	w.t.Helper()
	w.do("press keys", press(keys, chromedp.ModifierShift))
}

// Wait waits until an element is to be seen.
func (w *Window) Wait(selector string) {
	w.t.Helper()
	w.do("wait for "+selector, chromedp.WaitVisible(chromedp.CSS(selector)))
}

// Text is the words of an element that can be seen.
func (w *Window) Text(selector string) string {
	w.t.Helper()
	text, err := run(w, chromedp.Text(chromedp.CSS(selector)))
	w.must("read "+selector, err)
	return text
}

// Value is what stands in a field.
func (w *Window) Value(selector string) string {
	w.t.Helper()
	value, err := run(w, chromedp.Value(chromedp.CSS(selector)))
	w.must("read "+selector, err)
	return value
}

// Title is the title of the window.
func (w *Window) Title() string {
	w.t.Helper()
	title, err := run(w, chromedp.Title())
	w.must("read the title", err)
	return title
}

// Focused says where the focus is: "a#main Skip to main content".
func (w *Window) Focused() string {
	w.t.Helper()
	return Eval[string](w, `(() => {
		const e = document.activeElement;
		return (e.localName + (e.id ? '#' + e.id : '') + ' ' + e.innerText.trim()).trim();
	})()`)
}

// Eval is the value of a JavaScript expression in the page.
func Eval[T any](w *Window, expression string) T {
	w.t.Helper()
	value, err := run(w, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	w.must("evaluate "+expression, err)
	return value
}

// run runs one action within the limit.
func run[T any](w *Window, action chromedp.Action[T]) (T, error) {
	ctx, cancel := context.WithTimeout(w.ctx, limit)
	defer cancel()
	return chromedp.Run(ctx, action)
}

func (w *Window) do(what string, actions ...chromedp.Action[chromedp.Void]) {
	w.t.Helper()
	for _, a := range actions {
		_, err := run(w, a)
		w.must(what, err)
	}
}

func (w *Window) must(what string, err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatalf("webtest: %s: %v", what, err)
	}
}
