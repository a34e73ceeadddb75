package samplepage

import (
	"fmt"
	"html/template"
	"strings"

	"github.com/northinch/northinch/internal/chart"
	"github.com/northinch/northinch/internal/sample"
	"github.com/northinch/northinch/internal/sampling"
	"github.com/northinch/northinch/internal/web/ui"
)

// reach is how many records of each stratum are read, and how sure an estimate will be.
func reach(p sampling.Plan) ui.Table {
	t := ui.Table{ID: "reach", Caption: fmt.Sprintf("How many records are read, and how sure an estimate of a share of %v%% will be with %v%% confidence", p.Design.Share, p.Design.Confidence),
		Columns: []ui.Column{{Text: "Stratum"}, {Text: "Records", Number: true}, {Text: "To read", Number: true}, {Text: "Margin", Number: true}}}
	all, err := p.Reach()
	if err != nil {
		return t // a plan that was made has an answer
	}
	for _, one := range all {
		name, margin := one.Name, fmt.Sprintf("±%.1f points", one.Margin)
		if name == "" {
			name = "All together"
		}
		if one.Size == one.Population {
			margin = "all are read"
		}
		t.Rows = append(t.Rows, []ui.Cell{{Text: name}, {Text: fmt.Sprint(one.Population), Number: true}, {Text: fmt.Sprint(one.Size), Number: true}, {Text: margin, Number: true}})
	}
	return t
}

// beside is the sample beside its frame, as a picture and as a table: the strata, which
// the plan decided, and of the traits what chance did.
func beside(s sample.Sight) (template.HTML, ui.Table) {
	table := ui.Table{ID: "beside", Caption: "The sample as it was drawn, beside the frame", Columns: []ui.Column{{Text: "Of the records"}, {Text: "In the frame", Number: true}, {Text: "In the sample", Number: true}, {Text: "Average of all draws", Number: true}, {Text: "Deviations apart", Number: true}}}
	pic := chart.Shares{ID: "beside-picture", Title: "The sample beside the frame", Desc: "A line for each group of records: its share of the sample, and its share of the frame. The table has the same figures.",
		Dot: "the share of the sample", Mark: "the share of the frame"}
	add := func(name string, frame, drawn int, expected float64, apart ui.Cell) {
		table.Rows = append(table.Rows, []ui.Cell{{Text: name}, {Text: fmt.Sprint(frame), Number: true}, {Text: fmt.Sprint(drawn), Number: true}, {Text: fmt.Sprintf("%.1f", expected), Number: true}, apart})
		of, all := float64(drawn)/float64(s.Size), float64(frame)/float64(s.Records)
		pic.Rows = append(pic.Rows, chart.ShareRow{Label: name, Note: fmt.Sprintf("%d of %d (%.0f%%), in the frame %.0f%%", drawn, s.Size, 100*of, 100*all), Known: true, Share: of, Low: of, High: of, Among: true, All: all})
	}
	for _, one := range s.Record.Plan.Strata {
		add("stratum "+one.Name, one.Population, one.Size, float64(one.Size), ui.Cell{Text: "by the plan", Absent: true})
	}
	for _, c := range s.Comparisons {
		if c.Apart != nil {
			add(c.Trait+": "+c.Value, c.Frame, c.Sample, c.Expected, ui.Cell{Text: fmt.Sprintf("%.1f", *c.Apart), Number: true})
		}
	}
	return template.HTML(pic.SVG()), table // package chart escapes what it is given
}

// number is the last part of an id.
func number(id string) string { return id[strings.LastIndex(id, "/")+1:] }
