package webtest

import (
	"context"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// press sends each key with its character in one event, as a keyboard does, so
// that the character is dropped where the key was used up. chromedp.KeyEvent
// sends two: Enter on a link that moves the focus into a form then also sends
// that form.
func press(keys string, held chromedp.Modifier) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		for _, r := range keys {
			for _, event := range merge(kb.Encode(r)) {
				event.Modifiers |= int64(held)
				if _, err := cdp.Call(ctx, t, input.DispatchKeyEvent, event); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// merge puts the text of a char event into the keyDown event before it.
func merge(events []*input.DispatchKeyEventParams) []input.DispatchKeyEventParams {
	var all []input.DispatchKeyEventParams
	for _, e := range events {
		if e.Type == kb.KeyChar && len(all) > 0 {
			last := &all[len(all)-1]
			last.Text, last.UnmodifiedText = e.Text, e.UnmodifiedText
			continue
		}
		all = append(all, *e)
	}
	return all
}
