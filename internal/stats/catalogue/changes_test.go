package catalogue

import "testing"

const six = "round1=2,3,3,4,4,5 round2=3,3,4,4,3,6"

func TestTwoRoundsAreComparedByName(t *testing.T) {
	answers(t, [][4]string{
		{"sign test", "area=9,9,9,9,9,9 " + six, `{"levels":6}`, `"n_up":3,"n_down":1,"n_same":2,"n_up;n_down;n_same":[3,1,2]}`},
		{"sign test", "a=1,2 b=1,2", `{}`, `{"p":null,"n_up":0,"n_down":0,"n_same":2,`},
		{"sign test", "b=1,2 a=3,3 c=0,0", `{"first":"b","second":"a"}`, `"n_up":2,`},
		{"sign test", ",a,b\na,1,3\nb,2,4\n", `{}`, `"n_up":3,"n_down":2,"n_same":5,`},
		{"net improvement", six, `{}`, `{"net":0.33333333333333337,"lower":-0.32456537`},
		{"Hodges-Lehmann", six, `{}`, `{"estimate":-0.5,"lower":-1,"upper":1,"achieved":0.96875}`},
		{"Hodges-Lehmann", "x=1,2 y=0,0", `{}`, `{"estimate":1.5,"lower":null,"upper":null,"achieved":0.5}`},
		{"Svensson", six, `{}`, `"PA":0.3333333333333333}`},
		{"Svensson", "x=1,1 y=2,2", `{}`, `{"RP":1,"RPSE":0,"RC":null,"RCSE":null,"RV":0,"RVSE":0,"PA":0}`},
		{"Wilcoxon", "x=5,5,6,3,8 y=5,5,5,5,5", `{}`, `"V":4,"n":3,"z":0.53452248382484`},
		{"Wilcoxon-Pratt", "x=5,5,6,3,8 y=5,5,5,5,5", `{}`, `"V":8,"n":3,`},
		{"Wilcoxon", "x=5,5,6,3,8 y=5,5,5,5,5", `{"zeros":"Pratt"}`, `{"p":0.75,"V":8,"n":3,`},
		{"Wilcoxon signed-rank (normal)", "x=5,5,6,3,8 y=5,5,5,5,5", `{}`, `"z":0.26726124191242`},
		{"Wilcoxon", "x=5,5,6,3,8 y=5,5,5,5,5", `{"exact":false,"correct":true}`, `"z":0.26726124191242`},
		{"Stuart-Maxwell marginal homogeneity (coin)", "V1,V2,V3\n0,5,0\n1,3,4\n0,0,2\n", `{}`, `"df":2,"p":0.0`},
		{"Stuart-Maxwell", six, `{}`, `"df":3,`},
		{"Bhapkar", "grade,a,b\na,0,5\nb,1,0\n", `{}`, `{"chisq":4.8`},
		{"Bowker", "grade,a,b\na,0,5\nb,1,0\n", `{}`, `{"chisq":2.6666666666666665,"df":1,`},
		{"McNemar exact", "", `{"b":1,"c":7}`, `{"p":0.0703`},
		{"McNemar mid-P", "no,yes\n5,1\n7,8\n", `{}`, `{"p":0.0390`},
		{"McNemar", "x=0,0,1,1,1 y=0,1,0,0,1", `{}`, `{"chisq":0,"df":1,"p":1,"b":1,"c":2}`},
		{"McNemar (no correction)", "", `{"b":4,"c":9}`, `{"chisq":1.92307692307692`},
		{"McNemar", "no=1,4 yes=9,2", `{}`, `"b":9,"c":4}`},
		{"McNemar", "x=1,1,1 y=1,1,1", `{}`, `undefined: Nothing changed`},
		{"Holm", "", `{"p":[0.01,0.02,0.03]}`, `{"adj":[0.03,0.04,0.04]}`},
		{"Benjamini-Hochberg", "p=0.01,0.02,0.03", `{}`, `{"adj":[0.03,0.03,0.03]}`},
	})
}

func TestTwoRoundsRefuseWhatTheyCannotUse(t *testing.T) {
	answers(t, [][4]string{
		{"sign test", "x=1,2", `{}`, "two columns, the first and the second round; it has x"},
		{"sign test", "x=1,2 y=1,a", `{}`, "Row 2, column y: “a” is no number"},
		{"sign test", "x=1,b y=1,2", `{}`, "Row 2, column x: “b” is no number"},
		{"sign test", "x=1,2 y=1,7", `{"levels":6}`, "Row 2, column y: 7 is no grade; with levels 6"},
		{"sign test", "x=1,0 y=1,6", `{"levels":6}`, "Row 2, column x: 0 is no grade"},
		{"sign test", "x=1,1.5 y=1,6", `{"levels":6}`, "Row 2, column x: 1.5 is no grade"},
		{"sign test", "x=1,2 y=1,7", `{"first":"z"}`, "no column “z”"},
		{"sign test", "x=1,2 y=1,7", `{"second":"z"}`, "no column “z”"},
		{"sign test", ",a,b\na,1,-3\nb,2,4\n", `{}`, "Row 1, column b: “-3” is no count"},
		{"sign test", ",a,b\na,1,0.5\nb,2,4\n", `{}`, "“0.5” is no count"},
		{"sign test", ",a,b\na,1,x\nb,2,4\n", `{}`, "“x” is no count"},
		{"sign test", ",a,b\na,1,1e17\nb,2,4\n", `{}`, "“1e17” is no count"},
		{"net improvement", "x=1,2 y=1,a", `{}`, "is no number"},
		{"net improvement", ",a,b\na,0,0\nb,0,0\n", `{}`, "undefined: There is no area"},
		{"Svensson", "x=1,2 y=1,a", `{}`, "is no number"},
		{"Svensson", ",a,b\na,0,0\nb,0,0\n", `{}`, "undefined: There is no area"},
		{"Bowker", "x=1,2 y=1,a", `{}`, "is no number"},
		{"Bowker", "x=1,2 y=1,2", `{}`, "undefined: No area changed"},
		{"Hodges-Lehmann", "x=1,2 y=1,a", `{}`, "is no number"},
		{"Hodges-Lehmann", ",a,b\na,0,0\nb,0,0\n", `{}`, "The input is a table of counts"},
		{"Hodges-Lehmann", "x=1,2 y=1,1e305", `{}`, "Row 2: 1e+305 is no measurement"},
		{"Wilcoxon", "x=1,2 y=1,a", `{}`, "is no number"},
		{"Wilcoxon", "x=1,2 y=1,2", `{}`, "undefined: No area changed"},
		{"Wilcoxon", "x=1,2 y=1,2", `{"zeros":"all"}`, "it must be wilcoxon or pratt"},
		{"McNemar", "", `{}`, "Give the parameters b and c, or a table"},
		{"McNemar", "", `{"b":3}`, "Give the parameter c"},
		{"McNemar", "", `{"b":0,"c":0}`, "undefined: Nothing changed"},
		{"McNemar", "x=1,2,3 y=3,2,3", `{}`, "The rounds have 3 different values"},
		{"McNemar", "x=1,2,3 y=3,2,a", `{}`, "is no number"},
		{"Holm", "", `{"p":[0.01,2]}`, "The p value 2 in place 2"},
		{"Holm", "", `{}`, "undefined: There is no p value"},
		{"Holm", "x=1", `{}`, "The input has no column “p”"},
	})
}

func TestTheExactTestOfTooManyAreasIsNotDefined(t *testing.T) {
	m, _ := Find("Wilcoxon")
	table := &Table{Columns: []string{"x", "y"}}
	for range 1001 {
		table.Rows = append(table.Rows, []string{"1", "0"})
	}
	if _, err := m.Run(table, nil); err == nil {
		t.Error("the exact distribution of 1001 areas was counted")
	}
}

func FuzzChanges(f *testing.F) {
	fuzz(f, changes(), "round1,round2\n3,4\n4,4\n5,3\n", "\"\",a,b\na,1,2\nb,3,4\n", "V1,V2\n1,2\n3,4\n", "p,q\n0.01,1e300\n0.5,-1e300\n")
}
