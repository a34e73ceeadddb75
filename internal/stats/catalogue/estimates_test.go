package catalogue

import (
	"math"
	"testing"
)

const twoStrata = "stratum=a,a,b,b fpc=10,10,20,20 y=1,3,5,9 x=2,6,10,18 kind=k,l,l,k yes=0,1,1,0"

// number is one output of a method.
func (o Outputs) number(t *testing.T, name string) float64 {
	t.Helper()
	v, _ := o.Get(name)
	x, ok := v.(float64)
	if !ok {
		t.Fatalf("%s is %v", name, v)
	}
	return x
}

// estimates asks a method and holds some outputs.
func estimated(t *testing.T, method, input, given string, want map[string]float64) {
	t.Helper()
	out, err := sampled(t, method, input, given)
	if err != nil {
		t.Errorf("%s %s: %v", method, given, err)
		return
	}
	for name, x := range want {
		if got := out.number(t, name); math.Abs(got-x) > 1e-9*math.Max(1, math.Abs(x)) {
			t.Errorf("%s %s: %s is %v, want %v", method, given, name, got, x)
		}
	}
}

func TestEstimatesAreAskedForByName(t *testing.T) {
	se, q := math.Sqrt(1520), 4.302652729749464 // of t with 2 degrees of freedom
	estimated(t, "stratified total with fpc", twoStrata, ``, map[string]float64{"total": 160, "se_total": se, "lower": 160 - q*se, "upper": 160 + q*se})
	estimated(t, "stratified mean with fpc", twoStrata, `{"t":2}`, map[string]float64{"mean": 160.0 / 30, "se_mean": se / 30, "upper": 160.0/30 + 2*se/30})
	estimated(t, "design-based total", twoStrata, `{"df":"inf","conf":0.9}`, map[string]float64{"total": 160, "upper": 160 + 1.6448536269515*se})
	estimated(t, "design-based mean", twoStrata, `{"y":"x","df":2}`, map[string]float64{"mean": 320.0 / 30, "se_mean": se / 15, "upper": 320.0/30 + q*se/15})
	estimated(t, "stratified mean", twoStrata, `{"y":"kind=l"}`, map[string]float64{"mean": 0.5})
	estimated(t, "ratio estimate", twoStrata, ``, map[string]float64{"ratio": 0.5, "se": 0})
	estimated(t, "domain means", twoStrata, `{"domain":"kind=l"}`, map[string]float64{"mean": 65.0 / 15, "se": 4.0 / 9 * math.Sqrt(1.7), "se_mean": 4.0 / 9 * math.Sqrt(1.7)})
	estimated(t, "domain total", twoStrata, `{"domain":"yes & y>3"}`, map[string]float64{"total": 50})
	estimated(t, "deff", twoStrata, `{"replacement":true}`, map[string]float64{"deff": 1520.0 / 900 / (770.0 / 3 / 30 / 3)})
	estimated(t, "Woodruff quantile", twoStrata, `{"p":0.6,"t":0.5}`, map[string]float64{"quantile": 5, "lower": 5, "upper": 9, "se": 4})
	estimated(t, "post-stratified total", twoStrata, `{"pop":{"k":12,"l":18}}`, map[string]float64{"total": 12*(1.0*5+9*10)/15 + 18*(3.0*5+5*10)/15})
	estimated(t, "post-stratified mean", twoStrata, `{"pop":{"k":15,"l":15},"by":"kind"}`, map[string]float64{"mean": 160.0 / 30})
	estimated(t, "design-based proportion", twoStrata, `{"var":"yes"}`, map[string]float64{"estimate": 0.5})
	estimated(t, "Korn-Graubard", twoStrata, `{"var":"yes!=0","conf":0.9}`, map[string]float64{"estimate": 0.5})
}

func TestTheFiguresOfASimpleRandomSample(t *testing.T) {
	se := 10 * math.Sqrt(0.7*19.0/3/3)
	want := map[string]float64{"n": 3, "sum_y": 10, "sum_y2": 46, "s2": 19.0 / 3, "total": 100.0 / 3, "se_total": se, "mean": 10.0 / 3, "se_mean": se / 10,
		"lower": 100.0/3 - 1.28*se, "upper": 100.0/3 + 1.28*se, "lower80": 100.0/3 - 1.28*se, "upper80": 100.0/3 + 1.28*se}
	estimated(t, "SRS total with fpc", "y=1,3,6", `{"N":10,"n":3,"t":1.28}`, want)
	estimated(t, "SRS total", "y=1,3,6,9 f=1,1,1,0", `{"N":10,"t":1.28}`, want)
	estimated(t, "SRS total", "y=1,3,6 fpc=10,10,10", `{"conf":0.8}`, map[string]float64{"total": 100.0 / 3, "lower80": 100.0/3 - 1.8856180831641*se})
	estimated(t, "SRS mean", "y=1,3,6 fpc=10,10,10", ``, map[string]float64{"mean": 10.0 / 3, "lower95": 10.0/3 - 4.3026527297495*se/10})
	for _, c := range []struct{ input, given, says string }{
		{"z=1,3", `{"N":10}`, "Give the parameter y"},
		{"y=1,3 f=1,x", `{"N":10}`, "Row 2, column f"},
		{"y=1,3", ``, "Give the parameter N"},
		{"y=1,3", `{"N":"ten"}`, "The parameter N"},
		{"y=1,3", `{"N":10,"n":3}`, "The parameter n is 3 and the input has 2"},
		{"y=1,3 fpc=10,9", ``, "Row 2, column fpc: 9 is not 10"},
		{"y=1,3 fpc=10,", ``, "Row 2, column fpc"},
		{"y=1,3", `{"N":1}`, "A sample of 2 from 1"},
		{"y=1,3", `{"N":10,"t":0}`, "The parameter t is 0"},
		{"y=1,3", `{"N":10,"t":1e308}`, "too wide"},
		{"y=1,3", `{"N":10,"df":-1}`, "The parameter df is -1"},
	} {
		sampledNot(t, "SRS total", c.input, c.given, c.says)
	}
}

func TestADomainThatIsAColumnGivesAllItsValues(t *testing.T) {
	out, err := sampled(t, "domain means", twoStrata, `{"domain":"kind"}`)
	if err != nil {
		t.Fatal(err)
	}
	levels, _ := out.Get("levels")
	means, _ := out.Get("mean")
	if l := levels.([]string); len(l) != 2 || l[0] != "k" || math.Abs(means.([]any)[1].(float64)-65.0/15) > 1e-12 {
		t.Error(out)
	}
}

func TestTheDesignIsReadFromTheUsualColumns(t *testing.T) {
	// stype is the stratum where the population counts its units.
	estimated(t, "design-based total", "stype=E,E,H,H pw=5,5,10,10 fpc=10,10,20,20 y=1,3,5,9", ``, map[string]float64{"se_total": math.Sqrt(1520)})
	// One population that is not the sum of the weights counts clusters, those of dnum.
	clustered := "dnum=7,7,8,9 pw=5,5,5,5 fpc=30,30,30,30 y=1,3,5,9"
	named := "psu=7,7,8,9 pw=5,5,5,5 fpc=30,30,30,30 y=1,3,5,9"
	a, err := sampled(t, "design-based total", clustered, ``)
	b, err2 := sampled(t, "design-based total", named, ``)
	if err != nil || err2 != nil || a.number(t, "se_total") != b.number(t, "se_total") {
		t.Error(a, b, err, err2)
	}
	// One that is counts units.
	estimated(t, "design-based total", "dnum=7,7,8,9 pw=5,5,5,5 fpc=20,20,20,20 y=1,3,5,9", ``, map[string]float64{"se_total": math.Sqrt(400 * 0.8 * 35.0 / 3 / 4)})
	estimated(t, "design-based total", "y=1,3,5,9", `{"N":20}`, map[string]float64{"total": 90, "se_total": math.Sqrt(400 * 0.8 * 35.0 / 3 / 4)})
	// Two stages, joined by +, by hand as in the package below.
	estimated(t, "two-stage total", "d=p,p,q,q s=1,2,3,4 N1=4,4,4,4 N2=3,3,2,2 y=1,3,4,6", `{"cluster":"d+s","fpc":"N1 + N2"}`, map[string]float64{"total": 32, "se_total": math.Sqrt(38)})
	// What tells strata and clusters apart is missing or does not fit: units are units.
	for _, input := range []string{
		"pw=5,5,5,5 fpc=30,30,30,30 y=1,3,5,9", "dnum=7,7,8,9 fpc=30,30,30,30 y=1,3,5,9",
	} {
		if out, err := sampled(t, "design-based mean", input, ``); err != nil || out[4].Value != 3 {
			t.Errorf("%s: %v (%v)", input, out, err)
		}
	}
	for _, input := range []string{
		"pw=5,5,10,10 fpc=10,10,20,20 y=1,3,5,9", "stype=E,E,E,H pw=5,5,10,10 fpc=10,10,20,20 y=1,3,5,9", "stype=E,E,H,H pw=5,5,10,10 fpc=10,10,50,50 y=1,3,5,9",
	} {
		sampledNot(t, "design-based mean", input, ``, "has a population of 10 and, in row 3, of")
	}
}

func TestACensusHasNoIntervalButAnAnswer(t *testing.T) {
	out, err := sampled(t, "design-based mean", "stratum=a,b fpc=1,1 y=3,5", ``)
	if err != nil || out.number(t, "mean") != 4 || out[2].Value != nil || out[3].Value != nil {
		t.Error(out, err)
	}
	out, err = sampled(t, "Woodruff quantile", twoStrata, `{"conf":0.99}`)
	if err != nil || out[1].Value != nil || out[2].Value != nil || out[3].Value != nil {
		t.Error("an interval wider than the sample:", out, err)
	}
}

func TestTheTotalOfUnequalProbabilities(t *testing.T) {
	equal := "y=1,3,6 p=0.3,0.3,0.3"
	q := "0.06666666666666667"
	joint := `"joint":[[0.3,` + q + `,` + q + `],[` + q + `,0.3,` + q + `],[` + q + `,` + q + `,0.3]]`
	for given, se := range map[string]float64{
		`{"variance":"with_replacement","joint":"pairs.csv"}`: math.Sqrt(100 * 19.0 / 9), `{"pik":"p"}`: math.Sqrt(70 * 19.0 / 9),
		`{"variance":"Yates-Grundy",` + joint + `}`: math.Sqrt(70 * 19.0 / 9), `{"variance":"horvitz thompson",` + joint + `}`: math.Sqrt(70 * 19.0 / 9),
	} {
		estimated(t, "Horvitz-Thompson total", equal, given, map[string]float64{"total": 100.0 / 3, "se": se})
	}
	for _, c := range []struct{ input, given, says string }{
		{"p=0.5", ``, "Give the parameter y"}, {"y=1,3", ``, "Give the parameter pik"}, {"y=1,3 p=0.5,0", ``, "The probability of row 2"},
		{equal, `{"joint":5}`, "The parameter joint"}, {equal, `{"variance":"yates_grundy"}`, "needs the joint probabilities"},
	} {
		sampledNot(t, "Horvitz-Thompson total", c.input, c.given, c.says)
	}
}

func TestWhatCannotBeEstimatedIsRefusedByName(t *testing.T) {
	for _, c := range []struct{ method, input, given, says string }{
		{"stratified mean", "y=1,2", ``, "Give the parameter strata"},
		{"stratified mean", "stratum=a,b,b y=1,2,3", ``, "“a” has a single unit"},
		{"design-based mean", "y=1,2", `{"weights":"w"}`, "no column “w”"},
		{"design-based mean", "y=1,2 w=1,x", ``, "Row 2, column w"},
		{"design-based mean", "y=1,2 fpc=1,x", ``, "Row 2, column fpc"},
		{"design-based mean", "y=1,2 fpc=1,1", `{"cluster":"y+z"}`, "no column “z”"},
		{"design-based mean", "y=1,x", ``, "Row 2, column y"},
		{"design-based mean", "y=1,2", `{"conf":7}`, "The parameter conf is 7"},
		{"design-based mean", "y=1,2", `{"y":"x>1"}`, "no column “x”"},
		{"design-based mean", "y=1,2", `{"y":["x"]}`, "The parameter y"},
		{"design-based mean", "y=1e308,-1e308 w=2,2", ``, "too large"},
		{"design-based total", "y=1,2", ``, "A total needs"},
		{"domain total", "y=1,2", `{"domain":"y>1"}`, "A total needs"},
		{"ratio estimate", "y=1,2", ``, "Give the parameter x"},
		{"ratio estimate", "y=1,2 x=0,0", ``, "estimated as 0"},
		{"domain mean", "y=1,2", ``, "Give the parameter domain"},
		{"domain mean", "y=1,2", `{"domain":[1]}`, "The parameter domain"},
		{"domain mean", "y=1,2", `{"domain":"y=!3"}`, "nobody of the domain"},
		{"domain mean", "y=1,2", `{"domain":"y!3"}`, "“y!3” is no condition"},
		{"domain mean", "y=1,2", `{"domain":"y>1&z>1"}`, "no column “z”"},
		{"domain mean", "y=1,2 k=a,b", `{"domain":"k>=1"}`, "Row 1, column k: “a” and “1” cannot be compared"},
		{"domain mean", "y=1,2 k=a,b", `{"domain":"k","conf":7}`, "The parameter conf is 7"},
		{"domain mean", "y=1e308,-1e308 w=2,2 k=a,a", `{"domain":"k"}`, "too large"},
		{"deff", "y=1,2", `{"replacement":1}`, "The parameter replacement"},
		{"deff", "y=1,1", ``, "no sampling error"},
		{"Woodruff", "y=1,2", `{"p":2}`, "no quantile of 2"},
		{"Woodruff", "y=1,2", `{"p":"x"}`, "The parameter p"},
		{"Woodruff", "y=1,2", `{"t":-1}`, "The parameter t is -1"},
		{"post-stratified mean", "y=1,2 k=a,b", ``, "Give the parameter pop"},
		{"post-stratified mean", "y=1,2 k=a,b", `{"pop":5}`, "The parameter pop is 5"},
		{"post-stratified mean", "y=1,2 k=a,b", `{"pop":{"a":5}}`, "No column of the input"},
		{"post-stratified mean", "y=1,2 k=a,b", `{"pop":{"a":5,"b":0}}`, "The population of “b”"},
		{"post-stratified mean", "y=1,2 k=a,b", `{"pop":{"a":5,"b":1},"by":"z"}`, "no column “z”"},
		{"design-based proportion", "y=1,2", ``, "Give the parameter var"},
		{"design-based proportion", "stratum=a,b y=1,2", `{"var":"y"}`, "single unit"},
		{"design-based proportion", "y=1,2", `{"var":"y"}`, "Row 2, column y: “2” is neither 0 nor 1"},
		{"design-based proportion", "y=1,2", `{"var":"y>0"}`, "None or all"},
		{"design-based proportion", "y=1,2", `{"var":"y>0","conf":0}`, "The parameter conf is 0"},
	} {
		sampledNot(t, c.method, c.input, c.given, c.says)
	}
}

func TestAConditionComparesNumbersAndTexts(t *testing.T) {
	table, err := Inline("x=1,2,3 k=a,b,b")
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string][3]bool{
		"x=2": {false, true}, "x == 2.0": {false, true}, "x!=2": {true, false, true}, "x<2": {true}, "x<=2": {true, true}, "x>2": {2: true}, "x>=2": {1: true, 2: true},
		"k=b": {1: true, 2: true}, `k=="b" & x<3`: {1: true}, "k='a'&k=b": {},
	} {
		if got, err := table.condition(text); err != nil || [3]bool(got) != want {
			t.Errorf("%s: %v (%v)", text, got, err)
		}
	}
}

func FuzzEstimates(f *testing.F) {
	f.Add("stratum,fpc,y,x,p,k\na,10,1,2,0.5,k\na,10,3,1,0.2,l\nb,20,5,1,0.1,k\nb,20,9,1e308,1,l\n", `{"domain":"k=k","var":"k=l","pop":{"k":3,"l":9}}`)
	f.Add("dnum,pw,fpc,y,stype\n1,5,30,1,E\n1,1e300,30,3,H\n2,5,30,9,E\n", `{"y":"y>1","domain":"stype","var":"y>1","conf":0.999,"N":5}`)
	f.Fuzz(func(t *testing.T, csv, given string) { holds(t, estimates(), csv, given) })
}
