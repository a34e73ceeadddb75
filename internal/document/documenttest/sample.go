// Package documenttest is a report about nothing: invented areas and invented
// figures in every kind of block, for the tests of whatever reads a document.
package documenttest

import "github.com/northinch/northinch/internal/document"

// Drawing is a chart that is its own SVG.
type Drawing string

// SVG returns the drawing.
func (d Drawing) SVG() string { return string(d) }

// Sample returns a document with every kind of block, column and absent value,
// with notes, links and the characters that break careless renderers: markup,
// quotation marks, text that a spreadsheet takes for a formula, letters outside
// ASCII and a line break. No area in it exists.
func Sample() document.Document {
	return document.Document{
		Title:  "Services for children & young people in four invented areas, 2031 to 2033",
		Lead:   "Three of the four areas were good or better at keeping children safe, and one is not yet graded.",
		MadeUp: true,
		Facts: []document.Fact{
			{Term: "Programme", Text: "Joint inspections, second round (invented)"},
			{Term: "Definition", Text: "“Good or better” is a grade of good, very good or excellent; a share has as its base the indicators that were graded."},
			{Term: "Licence", Text: "Open Government Licence v3.0"},
			{Term: "Made", Text: "2033-06-30 09:00 UTC"},
		},
		Notes: []string{
			"Strathlin was inspected twice; the later inspection counts.",
			"Days are counted from the day after notification, holidays of the area's schools left out: see \"counted weeks\" <handbook>.",
			"A grade is never averaged.",
		},
		Sections: []document.Section{grades(), days()},
	}
}

func grades() document.Section {
	return document.Section{
		ID:      "grades",
		Heading: "What was found",
		Blocks: []document.Block{
			document.Paragraph{Text: "Inspectors graded six quality indicators in each area. Grades differ most in planning for individual children."},
			document.Paragraph{Kind: document.Warning, Text: "Few children are behind some of these figures. Do not compare two areas by shares alone."},
			document.Paragraph{
				Kind: document.Inset, Text: "Weak: important weaknesses that need urgent action.",
				Href: "https://www.example.org/scale?grade=2&lang=en", LinkText: "The six-point scale",
			},
			document.List{Items: []document.Item{
				{Text: "Strathlin improved in two indicators"},
				{Text: "Inverbrae's report", Href: "https://www.example.org/inverbrae"},
			}},
			document.List{Ordered: true, Items: []document.Item{
				{Text: "Read the grades."},
				{Text: "Then read how sure they are, and what was left out, before anything is said about one area in a meeting."},
			}},
			document.Figure{
				Chart: Drawing(`<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 10 10"><title>Grades</title></svg>`),
				Table: gradesTable(),
			},
		},
	}
}

func gradesTable() document.Table {
	return document.Table{
		ID:    "good-or-better",
		Title: "Indicators graded good or better, by area, 2031 to 2033",
		Columns: []document.Column{
			{Name: "Area"},
			{Name: "Indicators graded", Kind: document.Count},
			{Name: "Good or better", Kind: document.Share},
			{Name: "Last round", Kind: document.Share},
			{Name: "Children in the frame", Kind: document.Count},
		},
		Rows: [][]document.Cell{
			{
				{Text: "Strathlin", Href: "https://www.example.org/strathlin"},
				{Text: "6", Number: 6, Numeric: true},
				{Text: "67%", Number: 4.0 / 6, Numeric: true},
				{Text: "50%", Number: 0.5, Numeric: true},
				{Text: "1,234", Number: 1234, Numeric: true},
			},
			{
				{Text: "Inverbrae & the \"Outer\" Isles"},
				{Text: "6", Number: 6, Numeric: true},
				{Text: "83.3%", Number: 5.0 / 6, Numeric: true},
				{Absent: document.NotApply},
				{Absent: document.Protected},
			},
			{
				{Text: "Sgìre an Iar <west>"},
				{Text: "5", Number: 5, Numeric: true},
				{Text: "100%", Number: 1, Numeric: true},
				{Absent: document.NotAvailable},
				{Text: "87", Number: 87, Numeric: true},
			},
			{
				{Text: "=Glen Orrin"},
				{Text: "0", Numeric: true},
				{Absent: document.Pending},
				{Text: "17%", Number: 1.0 / 6, Numeric: true},
				{Absent: document.Protected},
			},
		},
		Notes: []int{1, 3},
	}
}

func days() document.Section {
	return document.Section{
		ID:      "days",
		Heading: "When it was done",
		Blocks: []document.Block{
			document.Table{
				ID:    "days",
				Title: "Days of each inspection, by area, 2031 to 2033",
				Columns: []document.Column{
					{Name: "Area"},
					{Name: "Notified", Kind: document.Day},
					{Name: "Published", Kind: document.Day},
					{Name: "Median weeks"},
					{Name: "What the lead said"},
				},
				Rows: [][]document.Cell{
					{
						{Text: "Strathlin"},
						{Text: "2031-09-05"},
						{Text: "March 2032"},
						{Text: "12.5", Number: 12.5, Numeric: true},
						{Text: "Met  young people,\nthen their carers"},
					},
					{
						{Text: "Inverbrae & the \"Outer\" Isles"},
						{Text: "2032-02-29"},
						{Absent: document.Pending},
						{Text: "-1.25", Number: -1.25, Numeric: true},
						{Text: "-2 weeks, because of the ferry; the records of the islands were read in the islands, by pairs who had to wait for the next sailing"},
					},
				},
				Notes: []int{2},
			},
			document.Paragraph{Text: "The calendar of the programme is public.", Href: "/calendar", LinkText: "Calendar"},
		},
	}
}
