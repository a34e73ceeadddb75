package tabular

// Published is one table that may be printed. Nothing else of this package has
// figures that can be printed, and only [Release.Protect] and [Release.Round] make one.
type Published struct {
	name, measure string
	dims          []string
	rows          []PublishedRow
	rounded       float64 // the base, if figures are rounded
	within        float64 // every figure is less than this from the true one
}

// PublishedRow is one figure of a table, or the mark in its stead.
type PublishedRow struct {
	Codes []string // one for each dimension
	Value float64  // 0 where there is a mark
	// Mark is [c] hidden to protect people, [low] rounded to 0 and not 0, [z] not
	// applicable, [x] not available; empty where Value is shown. They are the marks of
	// the Government Analysis Function, "Symbols in tables".
	Mark string
}

// marks says what each mark means, in the order in which notes give them.
var marks = []struct{ mark, means string }{
	{"[c]", "hidden to protect people"},
	{"[low]", "rounded to 0, and not 0"},
	{"[x]", "not available"},
	{"[z]", "not applicable"},
}

// Name is what the table is called.
func (p Published) Name() string { return p.name }

// Dimensions are the names of what the table is broken down by.
func (p Published) Dimensions() []string { return p.dims }

// Measure is what is counted; it may be empty.
func (p Published) Measure() string { return p.measure }

// Rows are the figures in the order of the table.
func (p Published) Rows() []PublishedRow { return p.rows }

// Text is the figure or its mark.
func (r PublishedRow) Text() string {
	if r.Mark != "" {
		return r.Mark
	}
	return plain(r.Value)
}

// publish makes the tables that may be shown. show gives what stands for a cell.
func (t *tables) publish(show func(cell int) (float64, string)) []Published {
	var all []Published
	for _, l := range t.layouts {
		p := Published{name: l.name, measure: l.measure, dims: l.dims}
		for _, r := range l.rows {
			row := PublishedRow{Codes: r.codes, Mark: r.mark}
			if row.Mark == "" {
				row.Value, row.Mark = show(r.cell)
			}
			p.rows = append(p.rows, row)
		}
		all = append(all, p)
	}
	return all
}

// head is what the column of figures is called.
func (p Published) head() string {
	if p.measure == "" {
		return "value"
	}
	return p.measure
}

// notes are the marks that the table uses, with their meaning.
func (p Published) notes() []string {
	var all []string
	for _, m := range marks {
		for _, r := range p.rows {
			if r.Mark == m.mark {
				all = append(all, m.mark+" "+m.means)
				break
			}
		}
	}
	if p.rounded > 0 {
		all = append(all, "Figures are rounded to multiples of "+plain(p.rounded)+"; each is less than "+plain(p.within)+" from the count.")
	}
	return all
}
