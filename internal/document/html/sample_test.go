package html_test

import (
	"github.com/northinch/northinch/internal/chart"
	"github.com/northinch/northinch/internal/document"
)

// The sample is made up, names of areas included.

var scale = []string{"unsatisfactory", "weak", "adequate", "good", "very good", "excellent"}

func grade(rank int) chart.Step { return chart.Step{Rank: rank, Of: 6} }

func number(text string, n float64) document.Cell {
	return document.Cell{Text: text, Number: n, Numeric: true}
}

func sample() document.Document {
	return document.Document{
		Title: "Joint inspections, second round", MadeUp: true,
		Lead: "3 of 4 areas are in this source. In 2 of them children are safe to a good standard or better.",
		Facts: []document.Fact{
			{Term: "Programme", Text: "Second round, 2009 to 2012"}, {Term: "Source", Text: "Made-up reports & letters"},
			{Term: "Licence", Text: "Open Government Licence v3.0"}, {Term: "Made", Text: "1 March 2012, 9.30am"},
		},
		Notes: []string{"An area without a report is not seen.", "Shares are of the grades seen; the range is a 95% Wilson interval."},
		Sections: []document.Section{
			{ID: "finding", Heading: "What was found", Blocks: []document.Block{
				document.Paragraph{Text: "Grades are given by the team <together>."},
				document.Paragraph{Text: "Three areas are few.", Kind: document.Warning},
				document.Paragraph{Text: "Good: important strengths with some areas for improvement.", Kind: document.Inset, Href: "/words#good", LinkText: "All words of the scale"},
				document.List{Items: []document.Item{{Text: "Strath 1", Href: "/areas/strath-1"}, {Text: "Strath 2"}}},
				document.List{Ordered: true, Items: []document.Item{{Text: "Visit"}, {Text: "Report"}}},
				document.Figure{Chart: tiles(), Table: document.Table{
					ID: "areas", Title: "Grade for keeping children safe by area, made-up country, 2009 to 2012", Notes: []int{1},
					Columns: []document.Column{{Name: "Area"}, {Name: "Grade"}, {Name: "Published", Kind: document.Day}},
					Rows: [][]document.Cell{
						{{Text: "Strath 1", Href: "/areas/strath-1"}, {Text: "good"}, {Text: "May 2010"}},
						{{Text: "Strath 2"}, {Text: "very good"}, {Absent: document.Pending}},
						{{Text: "Strath 3"}, {Text: "weak"}, {Text: "2 June 2011"}},
						{{Text: "Strath 4"}, {Absent: document.NotAvailable}},
					},
				}},
			}},
			{ID: "indicators", Heading: "By indicator", Blocks: []document.Block{
				document.Figure{Chart: bars(), Table: document.Table{
					ID: "by-indicator", Title: "Grades by indicator, made-up country, 2009 to 2012", Notes: []int{1, 2},
					Columns: []document.Column{{Name: "Indicator"}, {Name: "Good or better", Kind: document.Count}, {Name: "Share", Kind: document.Share}},
					Rows: [][]document.Cell{
						{{Text: "Children are safe"}, number("2", 2), number("67%", 2.0/3)},
						{{Text: "Leadership of improvement"}, {Absent: document.Protected}, {Absent: document.NotApply}},
					},
				}},
				document.Table{ID: "actions", Title: "Areas for improvement, made-up country", Columns: []document.Column{{Name: "Area"}, {Name: "What must improve"}}},
			}},
		},
	}
}

func tiles() chart.TileMap {
	return chart.TileMap{
		ID: "map", Title: "Areas by grade", Desc: "3 of 4 areas have a grade.",
		Tiles: []chart.Tile{
			{Code: "S1", Name: "Strath 1", Mark: "G", Says: "good", Step: grade(4), Href: "/areas/strath-1"},
			{Column: 1, Code: "S2", Name: "Strath 2", Mark: "VG", Says: "very good", Step: grade(5), Href: "/areas/strath-2"},
			{Column: 1, Row: 1, Code: "S3", Name: "Strath 3", Mark: "W", Says: "weak", Step: grade(2), Href: "/areas/strath-3"},
			{Column: 2, Row: 1, Code: "S4", Name: "Strath 4", Says: "not seen"},
		},
		Legend: []chart.Key{{Step: grade(2), Text: "weak"}, {Step: grade(4), Text: "good"}, {Step: grade(5), Text: "very good"}},
	}
}

func bars() chart.StackedBars {
	b := chart.StackedBars{ID: "bars", Title: "Grades by indicator", GoodFrom: 4}
	for i, name := range scale {
		b.Legend = append(b.Legend, chart.Key{Step: grade(i + 1), Text: name})
	}
	b.Bars = []chart.Bar{
		{Label: "Children are safe", Note: "2 of 3 (67%, 21% to 94%)", Segments: []chart.Segment{
			{Step: grade(2), Name: "weak", Count: 1}, {Step: grade(4), Name: "good", Count: 1}, {Step: grade(5), Name: "very good", Count: 1}, {Name: "not seen", Count: 1}}},
		{Label: "Leadership of improvement", Segments: []chart.Segment{{Step: chart.Step{Missing: chart.Hidden}, Name: "hidden", Count: 4}}},
	}
	return b
}
