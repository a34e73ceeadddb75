package webtest

import (
	"context"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Choose chooses files in a file input, in place of those that were chosen.
func (w *Window) Choose(selector string, paths ...string) {
	w.t.Helper()
	w.do("choose files in "+selector, chromedp.SetUploadFiles(chromedp.CSS(selector), paths))
}

// Before runs a script in every page that is opened next, before its own.
func (w *Window) Before(script string) {
	w.t.Helper()
	w.do("add a script", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
		return err
	}))
}
