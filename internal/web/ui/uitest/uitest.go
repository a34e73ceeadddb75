// Package uitest checks the structure of a page, for tests: what a reader with a
// keyboard, a screen reader or a strict browser depends on and an eye misses.
package uitest

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Check fails the test for every problem of a whole page.
func Check(t testing.TB, page []byte) {
	t.Helper()
	for _, p := range Problems(page) {
		t.Error(p)
	}
}

// Problems are what is wrong with the structure of a whole page, in words.
func Problems(page []byte) []string {
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return []string{"the page cannot be read: " + err.Error()}
	}
	c := &checker{ids: map[string]int{}, labelled: map[string]bool{}}
	c.collect(doc)
	c.walk(doc, false)
	c.wholePage()
	return c.problems
}

// checker gathers what the rules need to know and what they find.
type checker struct {
	ids      map[string]int  // how often each id is there
	labelled map[string]bool // ids that a label is for
	headings []int
	h1       []string
	primary  []string // buttons that are not secondary
	title    string
	lang     string
	summary  bool // there is an error summary
	problems []string
}

func (c *checker) say(format string, args ...any) {
	c.problems = append(c.problems, fmt.Sprintf(format, args...))
}

// collect finds all ids and labels first, since a page may refer forwards.
func (c *checker) collect(n *html.Node) {
	if n.Type == html.ElementNode {
		if id, ok := attr(n, "id"); ok {
			c.ids[id]++
		}
		if n.Data == "label" {
			if id, ok := attr(n, "for"); ok {
				c.labelled[id] = true
			}
		}
	}
	for k := range n.ChildNodes() {
		c.collect(k)
	}
}

func (c *checker) wholePage() {
	if c.lang != "en-GB" {
		c.say("the language of the page is %q and not en-GB", c.lang)
	}
	if len(c.h1) != 1 || c.h1[0] == "" {
		c.say("the page has the h1 %q and not exactly one", c.h1)
	}
	if c.title == "" {
		c.say("the page has no title")
	}
	if starts := strings.HasPrefix(c.title, "Error: "); starts != c.summary {
		c.say("the title is %q, and there is an error summary: %t", c.title, c.summary)
	}
	if len(c.primary) > 1 {
		c.say("the page has %d primary buttons: %q", len(c.primary), c.primary)
	}
	for i := 1; i < len(c.headings); i++ {
		if c.headings[i] > c.headings[i-1]+1 {
			c.say("a heading of level %d follows one of level %d", c.headings[i], c.headings[i-1])
		}
	}
	for id, n := range c.ids {
		if n > 1 || id == "" || strings.ContainsAny(id, " \t\n") {
			c.say("the id %q is there %d times", id, n)
		}
	}
	slices.Sort(c.problems)
}

func attr(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

func has(n *html.Node, class string) bool {
	v, _ := attr(n, "class")
	return slices.Contains(strings.Fields(v), class)
}

// text is the words of an element, as they are read.
func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
