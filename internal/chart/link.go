package chart

import "strings"

// role is how assistive technology meets the picture: as one image, or, where it
// holds links, as a group, because nothing inside an image can be reached.
func (c *canvas) role() string {
	if c.linked {
		return "group"
	}
	return "img"
}

// startLink starts an a element if href leads anywhere and the link has a name, and
// reports whether it did.
func (c *canvas) startLink(href, label string) bool {
	if !leads(href) || label == "" {
		return false
	}
	c.open("a", "href", href, "aria-label", label)
	return true
}

// leads says whether href may be printed. A chart in a page is not escaped again,
// so an address with a scheme that runs code must not get this far.
func leads(href string) bool {
	scheme, _, found := strings.Cut(href, ":")
	if !found || strings.ContainsAny(scheme, "/?#") {
		return href != ""
	}
	switch strings.ToLower(strings.TrimSpace(scheme)) {
	case "http", "https":
		return true
	}
	return false
}

// startPart names a part of a picture with links; one image needs no inner names.
func (c *canvas) startPart(label string) {
	if c.linked {
		c.open("g", "role", "img", "aria-label", label)
	} else {
		c.open("g")
	}
}
