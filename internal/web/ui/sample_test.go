package ui

import (
	"html/template"

	"github.com/northinch/northinch/internal/chart"
)

// sampleView is a page with every part on it.
type sampleView struct {
	Page          Page
	Late, Nothing Table
	Chart         template.HTML
	Facts         Summary
	Version       string
	Area, Grade   Field
	Source, Saw   Field
	File          Field
	Day           Date
	Away          Button
}

func sample() sampleView {
	late := Table{ID: "late", Caption: "What is late, and who has it"}
	for _, name := range []string{"Inspection", "Days late", "Proposed", "Last round", "Owner", "What it waits for"} {
		late.Columns = append(late.Columns, Column{name, name == "Days late"})
	}
	for _, area := range []string{"Angus", "Moray", "Perth and Kinross"} {
		late.Rows = append(late.Rows, []Cell{
			{Text: area, Href: "/areas/angus"}, {Text: "12", Number: true},
			{Grade: &Grade{"very good", chart.Step{Rank: 5, Of: 6}}}, {Text: "not inspected", Absent: true},
			{Text: "Partnership co-ordinator"}, {Text: "Comments on the factual accuracy of the draft report"},
		})
	}
	six := []string{"unsatisfactory", "weak", "adequate", "good", "very good", "excellent"}
	bars := chart.StackedBars{ID: "bars", Title: "Grades by indicator", Desc: "Six areas", GoodFrom: 4}
	for i, label := range []string{"Children are safe", "Children are listened to and respected", "Leadership and direction"} {
		b := chart.Bar{Label: label, Note: "8 of 10 (80%, 49% to 94%)"}
		for j, name := range six {
			b.Segments = append(b.Segments, chart.Segment{Step: chart.Step{Rank: j + 1, Of: 6}, Name: name, Count: (i*3 + j*2) % 5})
		}
		bars.Bars = append(bars.Bars, b)
	}
	area := Field{Name: "area", Label: "Area", Options: []Option{{"", "Choose an area", ""}, {"S12000041", "Angus", ""}}}
	grade := Field{Name: "grade", Label: "Which grade do you propose?", Hint: "Nobody sees it before theirs is in.",
		Options: []Option{{"6", "Excellent", "Outstanding, sector leading"}, {"5", "Very good", "Major strengths"}, {"4", "Good", ""}}}
	return sampleView{
		Page: Page{
			Title: "Joint inspection of services in Angus", MadeUp: true, Person: "Mairi O'Neill", Path: "/areas/angus",
			Lead:  "In 4 of 6 indicators the grade is very good or excellent; in the last round it was 2 of 6.",
			Trail: []Link{{"Programmes", "/"}, {"Areas", "/areas"}, {"Angus", "/areas/angus"}},
		},
		Late:    late,
		Nothing: Table{ID: "none", Caption: "Matters of concern", Empty: "No matter of concern is open."},
		Chart:   template.HTML(bars.SVG()),
		Facts:   Summary{{"Stage", "Factual accuracy", Link{"Change", "/stage"}}, {"Lead", "Mairi O'Neill", Link{}}, {"Fieldwork", "3 to 14 February 2027", Link{"Change", "/fieldwork"}}},
		Version: "1",
		Area:    area,
		Grade:   grade,
		Day:     Date{Name: "seen", Label: "When did you see it?", Hint: "For example, 31 3 2027"},
		Source:  Field{Name: "source", Label: "Where?", Hint: "The kind of place; no names", Width: 20},
		Saw:     Field{Name: "saw", Label: "What did you see?", Hint: "Name no child and no member of staff.", Max: 2000},
		File:    Field{Name: "file", Label: "A document, if there is one"},
		Away:    Button{Text: "Back to Angus", Secondary: true, Href: "/areas/angus"},
	}
}
