package chart_test

import (
	"fmt"

	"github.com/northinch/northinch/internal/chart"
)

// The samples are made up, names of areas included.

var grades = []string{"unsatisfactory", "weak", "adequate", "good", "very good", "excellent"}
var letters = []string{"U", "W", "A", "G", "VG", "E"}

func grade(rank int) chart.Step       { return chart.Step{Rank: rank, Of: 6} }
func lost(m chart.Missing) chart.Step { return chart.Step{Missing: m} }
func seg(rank, count int) chart.Segment {
	return chart.Segment{Step: grade(rank), Name: grades[rank-1], Count: count}
}
func gone(m chart.Missing, n int) chart.Segment {
	return chart.Segment{Step: lost(m), Name: m.Words(), Count: n}
}

func legend(kinds ...chart.Missing) []chart.Key {
	var keys []chart.Key
	for i, name := range grades {
		keys = append(keys, chart.Key{Step: grade(i + 1), Text: name})
	}
	for _, m := range kinds {
		keys = append(keys, chart.Key{Step: lost(m), Text: m.Words()})
	}
	return keys
}

// country is a map of 32 areas that do not exist, some without a grade.
func country(linked bool) chart.TileMap {
	m := chart.TileMap{
		ID: "map", Title: "Areas by their grade for keeping children safe",
		Desc: "26 of 32 areas have a grade; 15 of them are good or better.", Legend: legend(),
	}
	rows := []string{
		".......a", "......b.", "c..de...", "..fghi..", "..jklm..", ".nopqr..",
		".stuvwx.", "..yzABC.", "...DE...", "....F...",
	}
	steps := []int{4, 5, -1, 3, 4, 6, 2, 5, 4, 4, 3, -2, 5, 1, 4, 3, 2, 4, -3, 5, 4, 3, 6, 3, -4, 2, 5, 4, -5, 3, 4, 3}
	i := 0
	for row, line := range rows {
		for column, r := range line {
			if r == '.' {
				continue
			}
			t := chart.Tile{Column: column, Row: row, Code: fmt.Sprintf("%c%c", 'A'+i%26, 'B'+i*7%25), Name: fmt.Sprintf("Strath %d", i+1)}
			if n := steps[i]; n > 0 {
				t.Step, t.Mark, t.Says = grade(n), letters[n-1], grades[n-1]
			} else {
				t.Step = lost(chart.Missing(-n - 1))
				t.Says = t.Step.Missing.Words()
			}
			if linked {
				t.Href = fmt.Sprintf("/areas/strath-%d", i+1)
			}
			m.Tiles = append(m.Tiles, t)
			i++
		}
	}
	return m
}

func indicators() chart.StackedBars {
	return chart.StackedBars{
		ID: "indicators", Title: "Grades by indicator", Desc: "Children are safe has the most good grades.",
		GoodFrom: 4, Legend: legend(),
		Bars: []chart.Bar{
			{"Children are safe", "", []chart.Segment{seg(5, 3), seg(3, 2), seg(2, 1), seg(4, 3), seg(6, 1), gone(chart.NotSeen, 2)}, "7 of 10 (70%, 40% to 89%)"},
			{"Assessing and responding to risks and needs", "", []chart.Segment{seg(1, 1), seg(2, 3), seg(3, 4), seg(4, 2), gone(chart.NotYet, 1), gone(chart.NotSeen, 1)}, "2 of 10 (20%, 6% to 51%)"},
			{"Planning for individual children", "", []chart.Segment{seg(3, 5), seg(4, 5)}, "5 of 10 (50%, 24% to 76%)"},
			{"Participation of children, young people, their families and other relevant people in policy", "", []chart.Segment{seg(1, 1), seg(4, 120), seg(5, 7)}, "127 of 128 (99%, 96% to 100%)"},
			{"Leadership of improvement and change", "", []chart.Segment{gone(chart.NotComparable, 12)}, ""},
		},
	}
}

func moved() chart.PairedDots {
	return chart.PairedDots{
		ID: "moved", Title: "What moved since the last round", Desc: "Two areas went up and one down.",
		Steps: grades, ThenName: "first round", NowName: "second round",
		Pairs: []chart.Pair{
			{"Children are safe", "", grade(4), grade(5), "good", "very good"},
			{"Planning for individual children", "", grade(1), grade(6), "unsatisfactory", "excellent"},
			{"Recognising and helping", "", grade(4), grade(4), "good", "good"},
			{"Leadership of improvement and change", "", grade(5), grade(3), "very good", "adequate"},
		},
	}
}

func movedWithGaps() chart.PairedDots {
	p := moved()
	p.ID, p.ThenName, p.NowName = "gaps", "2009-12", "2013-16"
	p.Pairs = append(p.Pairs,
		chart.Pair{"Strath 1", "/areas/strath-1", lost(chart.NotInspected), grade(5), "not inspected", "very good"},
		chart.Pair{"Strath 2", "/areas/strath-2", grade(2), lost(chart.NotYet), "weak", "not yet"},
		chart.Pair{"Strath 3", "", lost(chart.NotSeen), lost(chart.Hidden), "not seen", "hidden"},
		chart.Pair{"Strath 4", "", chart.Step{Rank: 2, Of: 4}, grade(3), "2 of 4", "adequate"})
	return p
}
