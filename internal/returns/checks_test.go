package returns_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/returns"
)

// kid is a table of children with one row, in which some cells are replaced.
func kid(replace ...string) string { return strings.NewReplacer(replace...).Replace(oneChild) }

// did is a table of events with these rows.
func did(rows ...string) string { return eventHeader + "\n" + strings.Join(rows, "\n") + "\n" }

const seen = "K-1,2026-02-03,contact,social-worker,seen-alone,,"

// failing has for each code a return that it is found in; the plain return below
// has no finding at all, so each code has a passing case too.
var failing = []struct {
	code             string
	children, events string
}{
	{"R001", "<html><body>Sign in</body></html>", ""},
	{"R001", oneChild + `K-2,MADEUP18,2026-07-31,"2014-05,F,2,registered,made-up`, ""},
	{"R002", oneChild + "K-2,MADEUP18,2026-07-31,2014-05,F,2,registered,caf\xe9\n", ""},
	{"R003", childHeader + "," + columns(50_000) + "\n", ""},
	{"R004", "a,b,c\n1,2,3\n", ""},
	{"R005", kid("sex", "notes"), ""},
	{"R005", kid("agreed_date", "when"), ""},
	{"R006", kid("made_up", "notes", "made-up", "x"), did(seen)},
	{"R006", kid("made_up", "SEX", "made-up", "F"), did(seen)},
	{"R007", kid("born", "Birth Month"), did(seen)},
	{"R008", oneChild + "K-2,MADEUP18,2026-07-31,2014-05,F,2,registered,made-up,more\n", did(seen)},
	{"R009", strings.ReplaceAll(oneChild, ",", ";"), did(seen)},
	{"R010", kid("made_up", "postcode"), ""},
	{"R011", kid("K-1", "AB123456C"), ""},
	{"R011", kid("made_up", "notes", "made-up", "someone@example.org"), ""},
	{"R011", kid("registered", "PH1 1AA"), ""},
	{"R011", oneChild, did("AB123456C,2026-02-03,contact,social-worker,seen-alone,,")},
	{"R011", oneChild, did("K-1,2026-02-03,contact,Mrs Zabrowski,seen-alone,,")},
	{"R011", oneChild, did("K-1,01632 960001,contact,social-worker,seen-alone,,")},
	{"R011", oneChild, did("K-1,2026-02-03,core-group,,PH1 1AA,,")},
	{"R011", oneChild, did("K-1,2026-02-03,contact,social-worker,someone@example.org,")},
	{"R011", oneChild, did("K-1,2026-02-03,PH1 1AA,social-worker,seen-alone,,")},
	{"R011", oneChild, did("K-1,2026-02-03,contact,social-worker,seen,01632 960001,")},
	{"R011", oneChild, did("K-1,2026-02-03,contact,social-worker,seen,,PH1 1AA")},
	{"R011", kid(",2,", ",PH1 1AA,"), ""},
	{"R011", kid("made-up", "PH1 1AA")[:len(childHeader)] + "\nK-1,MADEUP18,2026-07-31,2014-05,F,2,registered,PH1 1AA\n", ""},
	{"R011", kid("MADEUP18", "PH1 1AA"), ""},
	{"R011", kid("made_up", "SEX", "made-up", "PH1 1AA"), ""},
	{"R011", oneChild, "area," + eventHeader + "\nPH1 1AA," + seen + "\n"},
	{"R012", kid("2014-05", "2014-05-03"), ""},
	{"R012", kid("2014-05", "3/5/2014"), ""},
	{"R012", kid("2014-05", "41762"), ""},
	{"R020", kid(",F,", ",,"), did(seen)},
	{"R020", kid(",2014-05,", ", ,"), did(seen)},
	{"R020", kid(",2026-07-31,", ",2026-07-31,", "K-1", ""), did()},
	{"R020", kid("registered", ""), did(seen)},
	{"R020", oneChild + "K-2,MADEUP18,,2014-05,F,2,registered,made-up\n", did(seen)},
	{"R020", oneChild, did("K-1,,contact,social-worker,seen,,")},
	{"R020", oneChild, did(",2026-02-03,contact,social-worker,seen,,")},
	{"R020", oneChild, did("K-1,2026-02-03,contact,,seen,,")},
	{"R020", oneChild, did("K-1,2026-02-03,contact,social-worker,,,")},
	{"R020", oneChild, did("K-1,2026-02-03,,social-worker,seen,,")},
	{"R021", kid("K-1", "KAB"), did(seen)},
	{"R021", kid("K-1", "K-1?"), did(seen)},
	{"R021", kid("K-1", "K  1"), did(seen)},
	{"R021", kid("K-1", strings.Repeat("1", 41)), did(seen)},
	{"R021", oneChild, did("KAB,2026-02-03,contact,social-worker,seen,,")},
	{"R022", oneChild + strings.Split(oneChild, "\n")[1] + "\n", did(seen)},
	{"R023", oneChild + strings.Split(kid(",F,", ",M,"), "\n")[1] + "\n", did(seen)},
	{"R024", oneChild, did("K-9,2026-02-03,contact,social-worker,seen,,")},
	{"R025", oneChild + "K-2,MADEUP18,2026-06-30,2014-05,F,2,registered,made-up\n", did(seen)},
	{"R026", oneChild + "K-1,MADEUP19,2026-07-31,2014-05,F,2,registered,made-up\n", did(seen)},
	{"R026", oneChild, "area," + eventHeader + "\nMADEUP20," + seen + "\n"},
	{"R027", kid("MADEUP18", "the whole isle"), did(seen)},
	{"R028", childHeader + "\n" + areas(1001), ""},
	{"R027", kid("MADEUP18", strings.Repeat("M", 41)), did(seen)},
	{"R027", kid("MADEUP18", ""), did(seen)},
	{"R030", kid("K-1,MADEUP18,2026-07-31", "K-1,MADEUP18,2026-07-31,2014-05,F,2,registered,made-up\nK-2,MADEUP18,soon"), did(seen)},
	{"R031", oneChild, did("K-1,20260203,contact,social-worker,seen,,", "K-1,2026-02-03 00:00,contact,social-worker,seen,,")},
	{"R030", oneChild, did("K-1,soon,contact,social-worker,seen,,")},
	{"R031", oneChild, did("K-1,03/02/2026,contact,social-worker,seen,,")},
	{"R032", oneChild, did("K-1,13/02/26,contact,social-worker,seen,,")},
	{"R033", oneChild, did("K-1,02/13/2026,contact,social-worker,seen,,")},
	{"R034", oneChild, did("K-1,03/02/2026,contact,social-worker,seen,,", "K-1,02/13/2026,contact,social-worker,seen,,")},
	{"R035", oneChild, did("K-1,2026-02-29,contact,social-worker,seen,,")},
	{"R036", oneChild, did("K-1,0206-02-03,contact,social-worker,seen,,")},
	{"R037", kid("2014-05", "spring"), did(seen)},
	{"R037", kid("2014-05", "2014-13"), did(seen)},
	{"R038", kid("2014-05", "May 2014"), did(seen)},
	{"R039", kid("2014-05", "May-14"), did(seen)},
	{"R040", kid(",F,", ",Q,"), did(seen)},
	{"R040", oneChild, did("K-1,2026-02-03,contact,plumber,seen,,")},
	{"R040", oneChild, did("K-1,2026-02-03,contact,social-worker,register,,")},
	{"R041", kid(",F,", ",girl,", "registered", "LAC at home; CPR"), did(seen)},
	{"R042", oneChild, did("K-1,2018-03-31,category,,trafficking,,")},
	{"R043", oneChild, did("K-1,2026-02-03,registration,teacher,,,")},
	{"R044", oneChild, did("K-1,2026-02-03,core-group,,seen,,")},
	{"R045", oneChild, did("K-1,2026-02-03,contact,teacher,seen,2026-02-04,")},
	{"R046", kid("registered", "registered CPR"), did(seen)},
	{"R060", oneChild, did()[:len(eventHeader)+1]},
	{"R061", did(seen), ""},
	{"R061", "", ""},
	{"R062", oneChild, ""},
	{"R063", kid("2026-07-31", "1999-07-31"), ""},
	{"R063", kid("2026-07-31", "31/07/26"), ""},
	{"R064", oneChild + "K-1,MADEUP19,2020-07-31,2014-05,F,2,registered,made-up\n", ""},
}

func columns(n int) string {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf("c%d", i))
	}
	return strings.Join(all, ",")
}

func areas(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "K-1,A%d,2026-07-31,2014-05,F,2,registered,made-up\n", i)
	}
	return b.String()
}

func TestEachCheckFindsWhatItIsForAndNothingElseInAPlainReturn(t *testing.T) {
	if o := readAll(t, oneChild, did(seen), returns.Options{}); o.codes() != "" || o.refusal != nil || o.ret.Events.Len() != 1 {
		t.Fatalf("a plain return has %s %v", o.text(), o.refusal)
	}
	severity := map[string]returns.Severity{}
	for _, c := range returns.Checks() {
		severity[c.Code] = c.Severity
	}
	tried := map[string]bool{}
	for _, c := range failing {
		tried[c.code] = true
		o := readAll(t, c.children, c.events, returns.Options{})
		if !strings.Contains(o.codes(), c.code) {
			t.Errorf("%s is not found: %s\n%.200s\n%.200s", c.code, o.text(), c.children, c.events)
		}
		if stop := severity[c.code] == returns.Stop; stop != (o.refusal != nil) {
			t.Errorf("%s: refused %v", c.code, o.refusal)
		}
		if o.refusal != nil && o.refusal.Personal() != (c.code >= "R010" && c.code <= "R012") {
			t.Errorf("%s: %v", c.code, o.refusal)
		}
		if strings.Contains(o.text(), "%!") || strings.Contains(o.text(), "..") {
			t.Errorf("%s: %s", c.code, o.text())
		}
	}
	for _, c := range returns.Checks() {
		elsewhere := c.Code == "R065" || c.Code == "R066" || ofWorkbooks(c.Code)
		if !tried[c.Code] && !elsewhere {
			t.Errorf("%s has no case", c.Code)
		}
		if !regexp.MustCompile(`^R0[0-9][0-9]$`).MatchString(c.Code) || c.Example == "" || c.Severity == 0 {
			t.Errorf("%+v", c)
		}
	}
}

// What stopped a file must not come back in any form, nor what a cell holds that
// is no code.
func TestNoFindingRepeatsWhatACellHolds(t *testing.T) {
	for _, secret := range []string{"Zabrowski", "AB123456C", "someone@example.org", "01632960001", "PH1 1AA", "12/03/2014", "12 Zed Street", "qqqq"} {
		for _, column := range []string{"K-1", "MADEUP18", "2026-07-31", "2014-05", ",F,", ",2,", "registered", "made-up"} {
			cell := secret
			if strings.HasPrefix(column, ",") {
				cell = "," + secret + ","
			}
			check(t, secret, strings.Replace(oneChild, column, cell, 1), did(seen))
			check(t, secret, oneChild+strings.Replace(strings.Split(oneChild, "\n")[1], column, cell, 1)+"\n", did(seen))
		}
		for i := range 7 {
			cells := strings.Split(seen, ",")
			cells[i] = secret
			check(t, secret, oneChild, did(strings.Join(cells, ",")))
			check(t, secret, oneChild, did(strings.Join(cells, ",")+",more"))
			check(t, secret, oneChild, did(`"`+secret+`" x`+strings.Join(cells, ",")))
			check(t, secret, oneChild, did(`"`+strings.Join(cells, ",")))
			header := strings.Split(eventHeader, ",")
			header[i] = secret
			check(t, secret, oneChild, strings.Join(header, ",")+"\n"+seen+"\n")
			check(t, secret, oneChild, eventHeader+","+secret+","+secret+"\n"+seen+",,\n")
		}
		check(t, secret, oneChild+secret+"\xff,", "")
	}
}

func check(t *testing.T, secret, children, events string) {
	t.Helper()
	if o := readAll(t, children, events, returns.Options{}); strings.Contains(strings.ToLower(o.text()), strings.ToLower(secret)) {
		t.Errorf("the finding repeats the cell: %s", o.text())
	}
}
