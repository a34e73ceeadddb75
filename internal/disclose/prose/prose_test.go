package prose

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// made is a made-up table of children by area and sex:
//
//	           girls  boys  all
//	Eastmoor   [c]    [c]    20
//	Westhaven  [c]    [c]    31
//	Midburn     40     60   100
//	all         55     96   151
//
// of whom 3 girls in Eastmoor are who must be protected. A reader may learn of them
// nothing narrower than 0 to 5.
func made() Tables {
	area, sex := func(c string) Label { return Label{"area", c} }, func(c string) Label { return Label{"sex", c} }
	cell := func(v float64, labels ...Label) Cell {
		var names []string
		for _, l := range labels {
			names = append(names, l.Code)
		}
		id := strings.Join(names, "|")
		if id == "" {
			id = "all"
		}
		return Cell{ID: id, Labels: labels, Value: max(v, 0), Hidden: v < 0}
	}
	t := Tables{Cells: []Cell{
		cell(-1, area("Eastmoor"), sex("female")), cell(-1, area("Eastmoor"), sex("male")), cell(20, area("Eastmoor")),
		cell(-1, area("Westhaven"), sex("female")), cell(-1, area("Westhaven"), sex("male")), cell(31, area("Westhaven")),
		cell(40, area("Midburn"), sex("female")), cell(60, area("Midburn"), sex("male")), cell(100, area("Midburn")),
		cell(55, sex("female")), cell(96, sex("male")), cell(151),
	}}
	t.Learns = func(i int, low, high float64) []string {
		var girls [2]float64 // in Eastmoor
		switch i {
		case 0:
			girls = [2]float64{low, high}
		case 1:
			girls = [2]float64{20 - high, 20 - low}
		case 3:
			girls = [2]float64{15 - high, 15 - low}
		case 4:
			girls = [2]float64{15 - 31 + low, 15 - 31 + high}
		}
		if girls[0] > 0 || girls[1] < 5 {
			return []string{"Eastmoor|female"}
		}
		return nil
	}
	return t
}

var bands = []Band{{"almost all", 0.9, 1}, {"most", 0.75, 0.9}, {"the majority", 0.5, 0.75}, {"a few", 0, 0.15}}

func TestSentencesOfReports(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// What gives a hidden figure away.
		{"There were three girls in Eastmoor.", "three reveals Eastmoor|female"},
		{"In Eastmoor, 17 were boys.", "17 reveals Eastmoor|male"},
		{"Of the 20 children in Eastmoor, 17 were boys and 3 were girls.", "17 reveals Eastmoor|male; 3 reveals Eastmoor|female"},
		{"Girls in Eastmoor: 3", "3 reveals Eastmoor|female"},
		{"All but three of the 20 children in Eastmoor were boys.", "All but three reveals Eastmoor|male"},
		{"In Eastmoor 15% of children were girls.", "15% reveals Eastmoor|female"},
		{"In Eastmoor fifteen per cent were girls.", "fifteen per cent reveals Eastmoor|female"},
		{"Most children in Eastmoor were boys.", "Most reveals Eastmoor|male"},
		{"A few of the children in Eastmoor were girls.", "A few reveals Eastmoor|female"},
		{"Fewer than five girls in Eastmoor were seen.", "Fewer than five reveals Eastmoor|female"},
		{"At least one girl in Eastmoor was seen.", "At least one reveals Eastmoor|female"},
		{"There were no girls in Eastmoor.", "no reveals Eastmoor|female"},
		{"Eastmoor had a single girl.", "a single reveals Eastmoor|female"},
		{"Between two and four girls lived in Eastmoor.", "two and four reveals Eastmoor|female"},
		{"One in seven children in Eastmoor was a girl.", "One in seven reveals Eastmoor|female"},
		{"Westhaven had 12 girls and 19 boys.", "12 reveals Westhaven|female; 19 reveals Westhaven|male"},
		{"Half a dozen girls in Eastmoor were seen.", "Half a dozen reveals Eastmoor|female"},
		{"In Eastmoor a dozen girls were seen.", "a dozen reveals Eastmoor|female"},
		// What the tables allow to be said.
		{"At most fifteen girls lived in Eastmoor.", ""},
		{"There were 20 children in Eastmoor.", ""},
		{"Up to 20 boys lived in Eastmoor.", ""},
		{"Midburn had 40 girls and 60 boys, one hundred children in all.", ""},
		{"Forty girls lived in Midburn.", ""},
		{"In Midburn 60% of the children were boys.", ""},
		{"In Midburn two thirds of children were boys.", "two thirds contradicts Midburn|male"},
		{"In Midburn the majority of children were boys.", ""},
		{"In Midburn six out of ten children were boys.", ""},
		{"About a quarter of all girls were not in Midburn.", ""},
		{"Across all areas there were 151 children.", ""},
		{"Nearly 150 children were seen.", ""},
		{"More than 90 boys were seen.", ""},
		{"Westhaven (31 children) and Eastmoor (20 children) are smaller than Midburn (100).", ""},
		// What differs from the tables.
		{"There were 21 children in Eastmoor.", "21 contradicts Eastmoor"},
		{"Midburn had forty-one girls.", "forty-one contradicts Midburn|female"},
		{"In Midburn 45% of the children were girls.", "45% contradicts Midburn|female"},
		{"More than 100 children lived in Midburn.", "More than 100 contradicts Midburn"},
		{"None of the girls in Midburn were seen.", "None contradicts Midburn|female"},
		{"Almost all children in Midburn were boys.", "Almost all contradicts Midburn|male"},
		{"All but 50 of the children in Midburn were boys.", "All but 50 contradicts Midburn|male"},
		{"All but forty of the children in Midburn were boys.", ""},
		{"Midburn had a hundred children; of them 60 were boys.", ""},
		{"Midburn had one hundred and one children.", "one hundred and one contradicts Midburn"},
		{"Midburn had twenty one girls.", "twenty one contradicts Midburn|female"},
		{"Midburn had a hundred and one children.", "a hundred and one contradicts Midburn"},
		{"In Midburn 3/4 of the children were boys.", "3/4 contradicts Midburn|male"},
		{"In Midburn 3/5 of the children were boys.", ""},
		{"In Midburn three-fifths of the children were boys.", ""},
		{"In Midburn six in every ten children were boys, so 60 percent, 60 % or sixty per cent of the children were boys.", ""},
		{"In Midburn 12/31 of the children were boys.", ""},
		{"In Midburn a child and its siblings were seen.", ""},
		{"A quarter of the children in Midburn were not boys.", "A quarter contradicts Midburn|male"},
		{"40% of the children in Midburn were not boys.", ""},
		{"Three of the children in Eastmoor were not boys.", "Three reveals Eastmoor|male"},
		{"In Eastmoor 0% of children were girls.", "0% reveals Eastmoor|female"},
		{"In Eastmoor 33% of children were girls.", "33% reveals Eastmoor|female"}, // it could be of all girls
		{"In Eastmoor 100% of children were boys.", "100% reveals Eastmoor|male"},
		{"- In Eastmoor we met girls.\n- 3 boys lived in Midburn.", "3 contradicts Midburn|male"},
		{"There were 20 children in Eastmoor, i.e. fewer than in Midburn.", ""},
		{"In Eastmoor there were girls. 20 children were seen", ""},
		{"More than half of the children in Midburn were boys.", ""},
		{"Fewer than half of the children in Midburn were boys.", "Fewer than half contradicts Midburn|male"},
		{"Roughly 60% of the children in Midburn were boys, not more than 60 boys, no fewer than 60 boys and below 61 boys.", ""},
		{"Over 59 boys lived in Midburn.", ""},
		{"In Eastmoor 3,000 girls were seen.", "3,000 reveals Eastmoor|female"},
		{"In Eastmoor 3,00 girls were seen.", ""},
		{"In Midburn there were girls, and 66% of children were seen.", ""},
		{"In Eastmoor at most half of the children were girls.", ""},
		{"Zero girls lived in Midburn.", "Zero contradicts Midburn|female"},
		{"Girls in Eastmoor: three", "three reveals Eastmoor|female"},
		{"Girls in Midburn: one hundred and", "one hundred contradicts Midburn|female"},
		{"Of Eastmoor's 20 children, only three were female.", "three reveals Eastmoor|female"},
		{"Eastmoor’s 20 children were seen.", ""},
		// What no table has.
		{"Four of the 20 Eastmoor children were seen late.", "Four unmatched-count"},
		{"We read the records of 12 children.", "12 unmatched-count"},
		{"We read the records of two hundred and seven young people.", "two hundred and seven unmatched-count"},
		// What is no count of children.
		{"The inspection began on 3 March 2024 and ended in May 2024.", ""},
		{"On 03/04/2024 and 2024-04-03 we met in Eastmoor.", ""},
		{"In 2023, Eastmoor and 4 partner services were inspected.", ""},
		{"Section 47 of the Act applies to girls in Eastmoor.", ""},
		{"See table 3 for girls in Eastmoor, and paragraphs 4 and 5.", ""},
		{"Girls aged 5 to 11 in Eastmoor were seen.", ""},
		{"Boys under 16 in Eastmoor were seen.", ""},
		{"The 12-year-old girls of Eastmoor and under-5s were seen.", ""},
		{"Girls of 12 years in Eastmoor were seen.", ""},
		{"Eastmoor was graded 4 for girls.", ""},
		{"In Eastmoor one team met girls.", ""},
		{"Quality indicator 2.1 for girls in Eastmoor was good.", ""},
		{"1. Girls in Eastmoor\n2) Boys in Eastmoor", ""},
		{"Within 15 working days, girls in Eastmoor were seen twice.", ""},
		{"Girls in Eastmoor waited three months, 6 weeks or 24 hours.", ""},
		{"At one point girls in Eastmoor were not seen.", ""},
		{"It cost £3 in Eastmoor.", ""},
		{"In Eastmoor 40 staff answered the survey.", ""},
		{"Of the staff, 80% said that they knew.", ""},
		{"In Midburn, 3 of the partners met the 100 children.", "3 contradicts Midburn"},
		{"The 2010s were hard for girls in Eastmoor.", ""},
		{"Call 01234567 about girls in Eastmoor at 10:30.", ""},
		{"No evidence was seen in Eastmoor.", ""},
		{"", ""},
	} {
		var got []string
		for _, f := range Check(c.text, made(), Options{Bands: bands}) {
			got = append(got, strings.TrimSpace(fmt.Sprintf("%s %s %s", f.Words, f.Kind, f.Cell)))
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%q\n\tfinds %q\n\twant  %q", c.text, s, c.want)
		}
	}
}

func TestAFindingSaysWhereItIsAndWhy(t *testing.T) {
	text := "Eastmoor is small.\n\nŁódź is not in it; Westhaven had 12 girls."
	got := Check(text, made(), Options{})
	want := []Finding{{Line: 3, Column: 34, Words: "12", Kind: Reveals, Cell: "Westhaven|female",
		Sentence: "“Westhaven|female” is hidden in the tables, and the text tells how large it is; with the published cells this gives away “Eastmoor|female” too."}}
	if !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
	got = Check("In Eastmoor 15% were girls. There were 22 children in Eastmoor.", made(), Options{})
	if len(got) != 2 || got[0].Sentence != "“Eastmoor|female” is hidden in the tables, and the text tells how large it is: it is a share of “Eastmoor”, which is published." ||
		got[1].Sentence != "The tables have 20 for “Eastmoor”." {
		t.Errorf("%+v", got)
	}
}

// A table by age, whose codes are numbers, and by area, whose codes are letters, without
// the totals that shares would be of.
func lettered() Tables {
	return Tables{Cells: []Cell{
		{ID: "A|5", Labels: []Label{{"area", "A"}, {"age", "5"}}, Value: 12},
		{ID: "B|5", Labels: []Label{{"area", "B"}, {"age", "5"}}, Hidden: true},
		{ID: "A|x", Labels: []Label{{"area", "A"}, {"age", "young"}}, Value: 7},
		{ID: "B|x", Labels: []Label{{"area", "B"}, {"age", "young"}, {"group", "5"}, {"group", "-"}}, Value: 7},
		{ID: "B", Labels: []Label{{"area", "B"}}, Hidden: true},
	}}
}

func TestCodesOfOneLetterAndNumbersAreNotTakenForWords(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"A child of area A at age 5 is one of 12 children.", ""},
		{"In area A at age 5 there were 13 children.", "13 contradicts"},
		{"In area B there were 13 children.", "13 reveals"},
		{"In B, 13 children were seen.", "13 reveals"},
		{"In a town, 13 children were seen; 12 children stayed.", "13 unmatched-count"},
		{"In area B at age 5 there were 10 to 20 children.", ""},
		{"In area A at age 5, 13% of children were seen, all but 3 children.", ""},
		{"A team saw 13 children.", "13 unmatched-count"},
		{"Area A had 8 young.", "8 contradicts"},
	} {
		var got []string
		for _, f := range Check(c.text, lettered(), Options{Nouns: []string{"child", "children"}}) {
			got = append(got, f.Words+" "+string(f.Kind))
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%q\n\tfinds %q\n\twant  %q", c.text, s, c.want)
		}
	}
}

// Of a hidden total the shares of what is published must not be told either: 40 of 80
// and 100 are shown, and 80 and 180 are hidden.
func TestTheShareOfAHiddenTotalIsReadBackwards(t *testing.T) {
	girls, north := Label{"sex", "girls"}, Label{"area", "North"}
	hidden := Tables{Cells: []Cell{{ID: "North|girls", Labels: []Label{north, girls}, Value: 40}, {ID: "North", Labels: []Label{north}, Hidden: true},
		{ID: "girls", Labels: []Label{girls}, Hidden: true}, {ID: "South|girls", Labels: []Label{{"area", "South"}, girls}, Value: 0}},
		Learns: func(cell int, low, high float64) []string {
			if cell == 1 && (low > 75 || high < 85) {
				return []string{"North"}
			}
			return nil
		}}
	for text, want := range map[string]string{
		"In North 50% of the children were girls.":                    "North", // 40 / 50% is 80
		"In North most of the children were girls.":                   "North",
		"In North 33% of the children were girls.":                    "North", // 120 or 121
		"In North fewer than half of the children were girls.":        "North", // more than 80
		"In North a few of the children were girls, or many of them.": "North", // 267 or more
		"In North 99.999% of the children were girls.":                "",      // no whole number
		"In North 0% of the children were boys.":                      "",
	} {
		got := Check(text, hidden, Options{Bands: bands})
		cell := ""
		for _, f := range got {
			cell = f.Cell
		}
		if cell != want {
			t.Errorf("%q finds %+v", text, got)
		}
		if want != "" && text == "In North 50% of the children were girls." && !strings.HasSuffix(got[0].Sentence, ": “North|girls”, which is published, is a share of it.") {
			t.Error(got[0].Sentence)
		}
	}
	wide := hidden
	wide.Learns = nil
	if got := Check("In North most of the children were girls.", wide, Options{Bands: bands}); len(got) != 0 {
		t.Errorf("%+v", got)
	}
	for i := range hidden.Cells[1:3] {
		hidden.Cells[i+1].Hidden = false // and 0: no total that shares are of
	}
	if got := Check("In North 50% of the children were girls.", hidden, Options{}); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestOtherWordsForACodeCanBeGiven(t *testing.T) {
	o := Options{Words: map[string]string{"the coast": "Eastmoor", "": "Westhaven"}}
	if got := Check("On the coast there were 3 girls.", made(), o); len(got) != 1 || got[0].Cell != "Eastmoor|female" {
		t.Errorf("%+v", got)
	}
	if got := Check("On the coast there were 3 girls.", made(), Options{}); len(got) != 1 || got[0].Cell != "female" {
		t.Errorf("%+v", got)
	}
}

// Whatever the text, a finding quotes it where it says that it stands, and a sentence
// names no figure of a hidden cell.
func FuzzCheck(f *testing.F) {
	f.Add("In Eastmoor, 17 were boys.\n\n3. All but three of the 20 children, one in three, 60.5% ½ £3")
	f.Add("between a and a hundred and twenty-one to 3–5 most of no dozen")
	f.Add("\xff\x00 А 12٣ girls-’s 1/2/3 a single")
	f.Fuzz(func(t *testing.T, text string) {
		for _, got := range Check(text, made(), Options{Bands: bands}) {
			lines := strings.Split(text, "\n")
			if got.Line < 1 || got.Line > len(lines) {
				t.Fatalf("%+v", got)
			}
			rest := []rune(lines[got.Line-1])
			first := strings.SplitN(got.Words, "\n", 2)[0]
			if got.Column < 1 || got.Column > len(rest) || !strings.HasPrefix(string(rest[got.Column-1:]), strings.ToValidUTF8(first, "\ufffd")) && utf8.ValidString(text) {
				t.Fatalf("%+v is not in %q", got, lines[got.Line-1])
			}
			if got.Sentence == "" || got.Kind == "" || (got.Cell == "") != (got.Kind == Unmatched) {
				t.Fatalf("%+v", got)
			}
		}
	})
}
