package metrics

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

func TestNumbersAreWrittenAsTheFormatWants(t *testing.T) {
	var h Histogram
	for _, s := range []float64{0.001, 0.005, 0.3, 100, -5} {
		h.Observe(s)
	}
	got, err := Text([]Family{
		{"z_total", `It has a \ and` + "\n" + `a second line.`, Counter, []Sample{{"", []Label{{"route", `/a"b\c` + "\n\xff"}}, 2}, {"", []Label{{"route", "/a"}}, 1e21}}},
		{"a_ratio", "Odd numbers.", Gauge, []Sample{{"", []Label{{"is", "1"}}, math.Inf(1)}, {"", []Label{{"is", "2"}}, math.NaN()}, {"", []Label{{"is", "3"}}, math.Inf(-1)}}},
		{"m_seconds", "How long.", HistogramType, h.Samples(Label{"route", "/"})},
		{"b", "One.", Gauge, One(1)},
	})
	if err != nil {
		t.Fatal(err)
	}
	const want = `# HELP a_ratio Odd numbers.
# TYPE a_ratio gauge
a_ratio{is="1"} +Inf
a_ratio{is="2"} NaN
a_ratio{is="3"} -Inf
# HELP b One.
# TYPE b gauge
b 1
# HELP m_seconds How long.
# TYPE m_seconds histogram
m_seconds_bucket{route="/",le="0.005"} 3
m_seconds_bucket{route="/",le="0.01"} 3
m_seconds_bucket{route="/",le="0.025"} 3
m_seconds_bucket{route="/",le="0.05"} 3
m_seconds_bucket{route="/",le="0.1"} 3
m_seconds_bucket{route="/",le="0.25"} 3
m_seconds_bucket{route="/",le="0.5"} 4
m_seconds_bucket{route="/",le="1"} 4
m_seconds_bucket{route="/",le="2.5"} 4
m_seconds_bucket{route="/",le="5"} 4
m_seconds_bucket{route="/",le="10"} 4
m_seconds_bucket{route="/",le="60"} 4
m_seconds_bucket{route="/",le="+Inf"} 5
m_seconds_sum{route="/"} 100.306
m_seconds_count{route="/"} 5
# HELP z_total It has a \\ and\na second line.
# TYPE z_total counter
z_total{route="/a"} 1e+21
z_total{route="/a\"b\\c\n` + "\ufffd" + `"} 2
`
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestWhatTheFormatDoesNotAllowIsAnError(t *testing.T) {
	for why, f := range map[string][]Family{
		"a name with a space":     {{"a b", "", Gauge, One(1)}},
		"a family twice":          {{"a", "", Gauge, One(1)}, {"a", "", Gauge, One(2)}},
		"a sample twice":          {{"a", "", Gauge, []Sample{{Value: 1}, {Value: 2}}}},
		"a label with a hyphen":   {{"a", "", Gauge, []Sample{{Labels: []Label{{"b-c", ""}}}}}},
		"a label of the system’s": {{"a", "", Gauge, []Sample{{Labels: []Label{{"__name__", ""}}}}}},
		"a label twice":           {{"a", "", Gauge, []Sample{{Labels: []Label{{"b", ""}, {"b", ""}}}}}},
	} {
		if _, err := Text(f); err == nil {
			t.Errorf("%s is written", why)
		}
	}
}

// FuzzText writes any label and reads it back by the grammar of the format.
func FuzzText(f *testing.F) {
	line := regexp.MustCompile(`^a\{l="((?:[^"\\\n]|\\[\\n"])*)"\} (\S+)$`)
	f.Add("plain", "Help.", 1.5)
	f.Add("a\"\\\n\xff", "a\nb\\", math.Inf(-1))
	f.Fuzz(func(t *testing.T, label, help string, v float64) {
		got, err := Text([]Family{{"a", help, Gauge, []Sample{{"", []Label{{"l", label}}, v}}}})
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(got), "\n")
		if len(lines) != 4 || lines[1] != "# TYPE a gauge" || lines[3] != "" {
			t.Fatalf("%q", got)
		}
		m := line.FindStringSubmatch(lines[2])
		if m == nil {
			t.Fatalf("%q", lines[2])
		}
		if back := strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\"`, `"`).Replace(m[1]); back != strings.ToValidUTF8(label, "\ufffd") {
			t.Errorf("%q is read back as %q", label, back)
		}
		if back, err := strconv.ParseFloat(m[2], 64); err != nil || back != v && !math.IsNaN(v) {
			t.Errorf("%v is read back as %v, %v", v, back, err)
		}
	})
}
