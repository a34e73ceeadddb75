package tabular

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// MarshalJSON gives the table with a row for each figure.
func (p Published) MarshalJSON() ([]byte, error) {
	type figure struct {
		Codes []string `json:"codes"`
		Value *float64 `json:"value"`
		Mark  string   `json:"mark,omitempty"`
	}
	rows := []figure{}
	for _, r := range p.rows {
		f := figure{Codes: r.Codes, Mark: r.Mark}
		if r.Mark == "" {
			f.Value = new(r.Value)
		}
		rows = append(rows, f)
	}
	return json.Marshal(struct {
		Name       string   `json:"name"`
		Measure    string   `json:"measure,omitempty"`
		Dimensions []string `json:"dimensions"`
		Rows       []figure `json:"rows"`
		Notes      []string `json:"notes"`
	}{p.name, p.measure, p.dims, rows, list(p.notes())})
}

// WriteCSV writes the tables that may be shown, one row for each figure, with a
// column for the name of the table if there are several. A table that lacks a
// dimension has an empty field there.
func (r Result) WriteCSV(w io.Writer) error {
	var dims []string
	for _, p := range r.Published {
		for _, d := range p.dims {
			if !slices.Contains(dims, d) {
				dims = append(dims, d)
			}
		}
	}
	header := slices.Clone(dims)
	one := len(r.Published) == 1
	if one {
		header = append(header, r.Published[0].head())
	} else {
		header = append(append([]string{"table"}, header...), "measure", "value")
	}
	out := csv.NewWriter(w)
	_ = out.Write(header) // kept for Error
	for _, p := range r.Published {
		for _, row := range p.rows {
			fields := make([]string, len(dims))
			for j, d := range p.dims {
				fields[slices.Index(dims, d)] = harmless(row.Codes[j])
			}
			if one {
				fields = append(fields, row.Text())
			} else {
				fields = append(append([]string{harmless(p.name)}, fields...), harmless(p.measure), row.Text())
			}
			_ = out.Write(fields) // kept for Error
		}
	}
	out.Flush()
	return out.Error()
}

// harmless keeps a spreadsheet from taking a name for a formula.
func harmless(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// WriteText writes the tables for reading: the last dimension across, the others
// down. A release that is refused has its reasons instead.
func (r Result) WriteText(w io.Writer) error {
	var b strings.Builder
	if r.title != "" {
		b.WriteString(r.title + "\n\n")
	}
	if len(r.Refused) > 0 {
		b.WriteString("This release must not go out.\n")
	}
	section(&b, r.Refused, "")
	section(&b, r.KnownBefore, "Given away by earlier releases:\n")
	if len(r.Refused) > 0 && len(r.Suppressed) > 0 {
		b.WriteString("It would be safe with these cells hidden: " + strings.Join(r.Suppressed, ", ") + ".\n")
	}
	for i, p := range r.Published {
		if i > 0 {
			b.WriteString("\n")
		}
		p.text(&b)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func section(b *strings.Builder, all []Refusal, heading string) {
	if len(all) > 0 {
		b.WriteString(heading)
	}
	for _, r := range all {
		b.WriteString("- " + r.Reason + "\n")
	}
}

// text draws one table.
func (p Published) text(b *strings.Builder) {
	if p.name != "" {
		b.WriteString(p.name + "\n")
	}
	grid := p.grid()
	width := make([]int, len(grid[0]))
	for _, line := range grid {
		for j, s := range line {
			width[j] = max(width[j], utf8.RuneCountInString(s))
		}
	}
	down := max(1, len(p.dims)-1)
	for _, line := range grid {
		var out strings.Builder
		for j, s := range line {
			pad := strings.Repeat(" ", width[j]-utf8.RuneCountInString(s))
			if j < down {
				out.WriteString(s + pad + "  ")
			} else {
				out.WriteString(pad + s + "  ")
			}
		}
		b.WriteString(strings.TrimRight(out.String(), " ") + "\n")
	}
	for _, n := range p.notes() {
		fmt.Fprintln(b, n)
	}
}

// grid is the table as lines of texts; a combination that is not published is empty.
func (p Published) grid() [][]string {
	last := len(p.dims) - 1
	if last == 0 {
		grid := [][]string{{p.dims[0], p.head()}}
		for _, r := range p.rows {
			grid = append(grid, []string{r.Codes[0], r.Text()})
		}
		return grid
	}
	var across []string
	at := map[string]int{}
	grid := [][]string{slices.Clone(p.dims[:last])}
	for _, r := range p.rows {
		if !slices.Contains(across, r.Codes[last]) {
			across = append(across, r.Codes[last])
		}
	}
	grid[0] = append(grid[0], across...)
	for _, r := range p.rows {
		k := strings.Join(r.Codes[:last], "|")
		if at[k] == 0 {
			at[k] = len(grid)
			grid = append(grid, append(slices.Clone(r.Codes[:last]), make([]string, len(across))...))
		}
		grid[at[k]][last+slices.Index(across, r.Codes[last])] = r.Text()
	}
	return grid
}
