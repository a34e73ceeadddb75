package tabular

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/northinch/northinch/internal/errs"
)

// figureOf is one figure of a release with its labels.
type figureOf struct {
	measure string
	labels  []field
	e       entry
}

// readReleases reads release_1, release_2, … as they were published, the last of them
// as it would go out. Each is an object or a list of objects: texts are labels, numbers
// and marks such as "<5 suppressed" are measures. "dimensions" may say what is in what,
// and its dimension "measure" which measure is part of which.
func readReleases(keys map[string]json.RawMessage) (*tables, error) {
	t := newTables()
	t.asIs = true
	if keys["dimensions"] != nil {
		var dims []json.RawMessage
		if err := decode(keys["dimensions"], "dimensions", &dims); err != nil {
			return nil, err
		}
		for _, raw := range dims {
			if _, err := t.declare(raw); err != nil {
				return nil, err
			}
		}
	}
	var releases [][]figureOf
	for n := 1; keys[releaseName(n)] != nil; n++ {
		all, err := readRelease(keys[releaseName(n)], releaseName(n))
		if err != nil {
			return nil, err
		}
		releases = append(releases, all)
	}
	measures := map[string]bool{}
	for _, r := range releases {
		for _, f := range r {
			measures[f.measure] = true
		}
	}
	for n, r := range releases {
		s, name := wasShown, releaseName(n+1)
		if n == len(releases)-1 {
			t.now = name
			s, name = toPublish, ""
		}
		for _, f := range r {
			if err := t.takeFigure(f, measures, s, name); err != nil {
				return nil, err
			}
		}
	}
	t.names()
	return t, nil
}

func releaseName(n int) string { return fmt.Sprintf("release_%d", n) }

// readRelease reads one release.
func readRelease(data json.RawMessage, name string) ([]figureOf, error) {
	var list []json.RawMessage
	if json.Unmarshal(data, &list) != nil {
		list = []json.RawMessage{data}
	}
	var all []figureOf
	for _, item := range list {
		keys, err := fields(item, name)
		if err != nil {
			return nil, err
		}
		var labels []field
		for _, f := range keys {
			if _, mark := labelled(f.text, false); f.num == nil && !mark {
				labels = append(labels, f)
			}
		}
		for _, f := range keys {
			e := entry{}
			if f.num != nil {
				e.value, e.known = *f.num, true
			} else if e.label, _ = labelled(f.text, false); e.label == nil {
				continue
			}
			all = append(all, figureOf{f.key, labels, e})
		}
	}
	if len(all) == 0 {
		return nil, errs.Invalid(name, "The release %s has no figure", quoted(name))
	}
	return all, nil
}

// takeFigure puts one figure in as a table of its own. The measure is a dimension like
// any other, so that one measure can be part of another.
func (t *tables) takeFigure(f figureOf, measures map[string]bool, s state, release string) error {
	g := &given{name: release, listed: true, state: s, release: release, dims: []string{"measure"}}
	f.e.codes = []string{f.measure}
	for _, l := range f.labels {
		if measures[l.key] {
			return errs.Invalid(l.key, "The measure %s has the text %q, which is neither a number nor a mark such as “<5” or “[c]”", quoted(l.key), l.text)
		}
		g.dims = append(g.dims, l.key)
		f.e.codes = append(f.e.codes, l.text)
	}
	for _, dim := range g.dims {
		if t.dims[dim] == nil {
			t.dims[dim] = newDimension(dim)
			t.order = append(t.order, dim)
		}
		t.dims[dim].flat = t.dims[dim].flat || !t.dims[dim].declared
	}
	g.entries = []entry{f.e}
	before := len(t.layouts)
	if err := t.lay(g); err != nil {
		return err
	}
	if n := len(t.layouts); n > before && before > 0 && slices.Equal(t.layouts[0].dims, g.dims) {
		t.layouts[0].rows = append(t.layouts[0].rows, t.layouts[n-1].rows...)
		t.layouts = t.layouts[:n-1]
	}
	return nil
}
