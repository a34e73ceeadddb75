package uitest

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// walk goes through the page in its order. inLabel says that a label is around.
func (c *checker) walk(n *html.Node, inLabel bool) {
	if n.Type == html.ElementNode {
		c.element(n)
		c.policy(n)
		c.references(n)
		c.control(n, inLabel)
		inLabel = inLabel || n.Data == "label"
	}
	for k := range n.ChildNodes() {
		c.walk(k, inLabel)
	}
}

func (c *checker) element(n *html.Node) {
	switch n.Data {
	case "html":
		c.lang, _ = attr(n, "lang")
	case "title":
		if n.Namespace == "" { // an svg has titles of its own
			c.title = text(n)
		}
	case "h1", "h2", "h3", "h4", "h5", "h6":
		c.headings = append(c.headings, int(n.Data[1]-'0'))
		if n.Data == "h1" {
			c.h1 = append(c.h1, text(n))
		}
	case "img":
		if _, ok := attr(n, "alt"); !ok {
			c.say("an img has no alt")
		}
	case "svg":
		inner := n.Parent != nil && n.Parent.Namespace == "svg"
		hidden, _ := attr(n, "aria-hidden")
		role, _ := attr(n, "role")
		if !inner && hidden != "true" && (role == "" || !named(n)) {
			c.say("an svg is neither hidden nor has a role and a name")
		}
	case "table":
		if !slices.ContainsFunc(slices.Collect(n.ChildNodes()), func(k *html.Node) bool { return k.Data == "caption" }) {
			c.say("a table has no caption")
		}
	case "th":
		if _, ok := attr(n, "scope"); !ok {
			c.say("the table heading %q has no scope", text(n))
		}
	case "form":
		if _, keeps := attr(n, "data-keep"); keeps {
			if id, _ := attr(n, "id"); id == "" {
				c.say("a form that keeps what is typed has no id")
			}
		}
	}
	if has(n, "ds_error-summary") {
		c.summary = true
	}
	if has(n, "ds_button") && !has(n, "ds_button--secondary") {
		c.primary = append(c.primary, text(n))
	}
}

// policy finds what the Content-Security-Policy would refuse.
func (c *checker) policy(n *html.Node) {
	if n.Data == "style" {
		c.say("the page has a style element")
	}
	if src, ok := attr(n, "src"); n.Data == "script" && (!ok || !strings.HasPrefix(src, "/")) {
		c.say("a script is not a file of this site")
	}
	for _, a := range n.Attr {
		if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
			c.say("<%s> has an attribute %s", n.Data, a.Key)
		}
		if strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:") {
			c.say("<%s> has a script in %s", n.Data, a.Key)
		}
	}
}

// references finds what points at nothing.
func (c *checker) references(n *html.Node) {
	for _, key := range []string{"for", "aria-describedby", "aria-labelledby", "aria-controls", "aria-owns"} {
		v, ok := attr(n, key)
		if !ok {
			continue
		}
		for _, id := range strings.Fields(v) {
			if c.ids[id] == 0 {
				c.say("<%s> has %s=%q, which is not on the page", n.Data, key, id)
			}
		}
	}
	if href, ok := attr(n, "href"); ok && n.Data == "a" {
		if id, local := strings.CutPrefix(href, "#"); local && c.ids[id] == 0 {
			c.say("the link %q leads to %q, which is not on the page", text(n), href)
		}
		if text(n) == "" && !named(n) && n.Namespace == "" {
			c.say("the link to %q has no words", href)
		}
	}
}

// control finds what cannot be filled in or pressed without seeing it.
func (c *checker) control(n *html.Node, inLabel bool) {
	switch n.Data {
	case "input", "select", "textarea":
		kind, _ := attr(n, "type")
		if slices.Contains([]string{"hidden", "submit", "button"}, kind) {
			return
		}
		id, _ := attr(n, "id")
		name, _ := attr(n, "name")
		if !c.labelled[id] && !inLabel && !named(n) {
			c.say("the %s %q has no label", n.Data, name)
		}
		if name == "" {
			c.say("the %s %q has no name, so what is typed is not sent", n.Data, id)
		}
	case "button":
		if text(n) == "" && !named(n) {
			c.say("a button has no words")
		}
		if _, ok := attr(n, "type"); !ok {
			c.say("the button %q has no type", text(n))
		}
	case "fieldset":
		if !slices.ContainsFunc(slices.Collect(n.ChildNodes()), func(k *html.Node) bool { return k.Data == "legend" }) {
			c.say("a fieldset has no legend")
		}
	}
}

func named(n *html.Node) bool {
	for _, key := range []string{"aria-label", "aria-labelledby"} {
		if v, _ := attr(n, key); v != "" {
			return true
		}
	}
	return false
}
