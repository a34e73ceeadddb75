package catalogue

import (
	"errors"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/stats"
)

const flow = "batch=1,2,3,4,5,6,7,8,9,10 flow=49.6,47.6,49.9,51.3,47.8,51.2,52.6,52.4,53.6,52.1"

func TestChartsOverTimeAnswerByName(t *testing.T) {
	for _, c := range []struct{ method, input, params, want string }{
		{"XmR chart", flow, `{}`, "mean=50.81 MRbar=1.87778 LCL=45.8159 UCL=55.8041 mR_UCL=6.1347 k=2.65957"},
		{"XmR chart, d2=2/sqrt(pi)", flow, `{"d2":1.128379}`, "mean=50.81 MRbar=1.87778 LCL=45.8159 UCL=55.8041 mR_UCL=6.1347 k=2.65957"},
		{"XmR chart", flow, `{"k":3,"column":"batch"}`, "mean=5.5 MRbar=1 LCL=2.5 UCL=8.5 mR_UCL=3.267 k=3"},
		{"XmR chart, constant 2.66 (NHS)", flow, ``, "mean=50.81 MRbar=1.87778 LCL=45.8151 UCL=55.8049 mR_UCL=6.1347 k=2.66"},
		{"moving range chart UCL = 3.267*MRbar", flow, ``, "mR_UCL=6.1347 MRbar=1.87778"},
		{"run chart", "y=5,1,2,3,3,4,8,9,5,7,6,9,8", ``, "median=5 n_useful=11 longest_run=6 longest_run_max=6 n_crossings=1 n_crossings_min=2 longest_trend=6 runs=2 runs_lower=4 runs_upper=9 signals=[crossings (Anhøj) shift of 6 (Perla) trend of 5 (Perla) too few runs (Perla)]"},
		{"run chart limits (Anhoej)", "", `{"n":24}`, "longest_run_max=8 n_crossings_min=8"},
		{"Making Data Count", "y=10,11,10,20,21,20 rebase=0,0,0,1,0,0", `{"improvement_direction":"neutral"}`, "mean=[10.3333 10.3333 10.3333 20.3333 20.3333 20.3333] lpl=[7.67333 7.67333 7.67333 17.6733 17.6733 17.6733] upl=[12.9933 12.9933 12.9933 22.9933 22.9933 22.9933] " +
			"outside=[FALSE FALSE FALSE FALSE FALSE FALSE] close=[FALSE FALSE FALSE FALSE FALSE FALSE] special=[Common Cause Common Cause Common Cause Common Cause Common Cause Common Cause] point_type=[common_cause common_cause common_cause common_cause common_cause common_cause]"},
		{"Making Data Count", "y=10,11,10,30", `{"improvement_direction":-1,"fix_after_n_points":3,"screen_outliers":false}`, "mean=[10.3333 10.3333 10.3333 10.3333] lpl=[7.67333 7.67333 7.67333 7.67333] upl=[12.9933 12.9933 12.9933 12.9933] " +
			"outside=[FALSE FALSE FALSE TRUE] close=[FALSE FALSE FALSE FALSE] special=[Common Cause Common Cause Common Cause Above UCL] point_type=[common_cause common_cause common_cause special_cause_concern]"},
	} {
		if got := shown(askByName(t, c.method, c.input, c.params)); got != c.want {
			t.Errorf("%s of %s:\n\t%s, want\n\t%s", c.method, c.params, got, c.want)
		}
	}
}

func TestFunnelsAnswerByName(t *testing.T) {
	const areas = "area=north,south,west x=25,42,60 n=187,405,143"
	for _, c := range []struct{ method, input, params, want string }{
		{"funnel limits, standardised ratio, exact Poisson", "", `{"expected":15,"p":0.95}`, "ll95=0.559692 ul95=1.64935"},
		{"funnel limits, standardised ratio, exact Poisson", "", `{"expected":15,"p":[0.998,0.9]}`, "ll90=0.616422 ul90=1.53981 ll998=0.386265 ul998=2.08291"},
		{"funnel limits, exact binomial", "", `{"n":10,"target":0.5,"p":0.95}`, "ll95=0.132444 ul95=0.767556"},
		{"funnel limits, exact binomial", "", `{"n":10,"target":0.5,"interpolate":false}`, "ll95=0.2 ul95=0.8 ll998=0.1 ul998=0.9"},
		{"funnel limits, exact Poisson", "", `{"expected":9,"p":0.95,"interpolate":false}`, "ll95=4 ul95=15"},
		{"funnel plot", areas, `{"p":0.95,"target":0.12}`, "target=0.12 area=[north south west] value=[0.13369 0.103704 0.41958] ll95=[0.0725498 0.0879724 0.0655689] ul95=[0.16569 0.151322 0.172428] position=[inside inside above 0.95] p_value=[0.627132 0.352057 4.00089e-19]"},
		{"funnel plot", "observed=25,42 expected=24,30", `{"p":0.95}`, "target=1 area=<nil> value=[1.04167 1.4] ll95=[0.640719 0.674696] ul95=[1.48792 1.42756] position=[inside inside] p_value=[0.891998 0.0442141]"},
		{"funnel plot", "observed=25,42 expected=24,30", `{"p":0.95,"target":0.5}`, "target=0.5 area=<nil> value=[1.04167 1.4] ll95=[0.258357 0.279846] ul95=[0.873399 0.824674] position=[above 0.95 above 0.95] p_value=[0.00137127 1.65351e-08]"},
		{"overdispersion", "x=25,24,23,25,42,24,53,26,25,58,31,41 n=187,323,122,164,405,239,482,195,177,581,301,143", `{}`, "phi=1.689"},
		{"overdispersion", "x=25,24,23,25,42,24,53,26,25,58,31,41 n=187,323,122,164,405,239,482,195,177,581,301,143", `{"scale":"arcsine"}`, "phi=1.5617"},
		{"overdispersion", "observed=64,144,100,81 expected=100,100,100,100", `{"winsorise":0}`, "phi=9 tau2=0.0275 target=1 z=[-4 4 0 -2] z_multiplicative=[-1.33333 1.33333 0 -0.666667] z_additive=[-1.1547 1.1547 0 -0.57735]"},
	} {
		if got := shown(askByName(t, c.method, c.input, c.params)); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s of %s:\n\t%s, want\n\t%s", c.method, c.params, got, c.want)
		}
	}
}

func TestWhatCannotBeChartedIsNamed(t *testing.T) {
	for _, c := range []struct{ method, input, params, want string }{
		{"XmR chart", flow, `{"d2":0}`, "The parameter d2 is 0; it must be from 0.001 to 1000"},
		{"XmR chart", flow, `{"column":"colour"}`, "The input has no column “colour”, which the parameter column names; it has batch, flow"},
		{"XmR chart", "y=1,two", ``, "Row 2, column y: “two” is no number"},
		{"XmR chart", "y=1,2", `{"k":-1}`, "The limits are -1 mean moving ranges from the mean; it must be above 0 and below a million"},
		{"moving range chart", "y=1,two", ``, "Row 2, column y: “two” is no number"},
		{"run chart", "y=1,two", ``, "Row 2, column y: “two” is no number"},
		{"run chart limits", "", `{"n":0}`, "The parameter n is 0; it must be from 1 to 10,000"},
		{"Making Data Count", "y=1,2", `{"improvement_direction":"up"}`, "The parameter improvement_direction is “up”; it must be 1, -1 or 0"},
		{"Making Data Count", "y=1,2 rebase=0,x", ``, "Row 2, column rebase: “x” is no number"},
		{"Making Data Count", "y=1,2", `{"fix_after_n_points":1}`, "The limits are to come from the first 1 values; that must be 2 or more, or 0 for all"},
		{"funnel limits, ratio", "", `{"expected":15,"p":1}`, "The parameter p has 1; it must be between 0 and 1, such as 0.95"},
		{"funnel limits, ratio", "", `{"expected":15,"p":[]}`, "The parameter p is empty; give a probability such as 0.95"},
		{"funnel plot", "a=1 b=2", ``, "The input has no column of counts or none of sizes; name them with the parameters x and n. It has a, b"},
		{"funnel plot", "x=1 n=2", `{"kind":"rate"}`, "The parameter kind is “rate”; it must be proportion or ratio"},
		{"funnel plot", "x=1,3 n=2,2", ``, "Row 2: 3 of 2 cannot be; counts are whole and not negative, and sizes above 0 and not below them"},
		{"funnel plot", "x=1,b n=2,2", ``, "Row 2, column x: “b” is no number"},
		{"funnel plot", "x=1,1 n=2,b", ``, "Row 2, column n: “b” is no number"},
		{"overdispersion", "x=1,1 n=2,3", `{"scale":"log"}`, "The parameter scale is “log”; it must be share or arcsine for shares, and log or root for ratios"},
	} {
		if got := shown(askByName(t, c.method, c.input, c.params)); got != "error: "+c.want {
			t.Errorf("%s of %s:\n\t%s, want\n\t%s", c.method, c.params, got, c.want)
		}
	}
}

func TestWithoutValuesOrAreasThereIsNoChart(t *testing.T) {
	for method, input := range map[string]string{
		"XmR chart": "y=1", "moving range chart": "y=1", "run chart": "y=1,1", "Making Data Count": "y=1", "funnel plot": "x=0,0 n=2,3", "overdispersion": "x=1 n=2",
	} {
		if out, err := askByName(t, method, input, ""); !errors.Is(err, stats.ErrUndefined) {
			t.Errorf("%s: %v, %v", method, out, err)
		}
	}
	m, _ := Find("funnel plot")
	if _, err := m.Run(&Table{Columns: []string{"x", "n"}}, params(t, `{"target":0.5}`)); !errors.Is(err, stats.ErrUndefined) {
		t.Error(err)
	}
	if out, err := askByName(t, "funnel limits, ratio", "", `{"expected":0}`); !errors.Is(err, stats.ErrUndefined) {
		t.Error(out, err)
	}
}

func FuzzControls(f *testing.F) {
	f.Add(flow, `{"k":3,"column":"batch"}`)
	f.Add("y=10,11,10,20,21,20 rebase=0,0,0,1,0,0", `{"improvement_direction":-1,"screen_outliers":true}`)
	f.Add("x=25,42,41 n=187,405,143", `{"p":[0.9,0.99],"target":0.1,"scale":"arcsine"}`)
	f.Add("observed=25,42 expected=24,30", `{"n":24,"expected":15,"target":0.2}`)
	f.Fuzz(func(t *testing.T, input, parameters string) {
		p, err := ReadParams(parameters)
		if err != nil {
			return
		}
		table, _ := Inline(input)
		for _, m := range controls() {
			only := Params{}
			for _, one := range m.Params {
				if raw, ok := p[one.Name]; ok {
					only[one.Name] = raw
				}
			}
			out, _ := m.Run(table, only)
			finite(t, m, out)
		}
	})
}
