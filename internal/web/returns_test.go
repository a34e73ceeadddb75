package web_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/demo"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/measure"
	"github.com/northinch/northinch/internal/submission"
	"github.com/northinch/northinch/internal/web/webtest"
)

const (
	sending = "/inspections/" + demo.Sending // its return is not accepted
	seen    = "/measures/seen-28-days-deregistered"
)

// childOf is the token of a child behind a measure of the demonstration.
func childOf(t testing.TB, d *db.DB, ring *keyring.Ring) (token string) {
	t.Helper()
	dbtest.Write(t, d, func(tx *db.Tx) error {
		s, err := submission.Get(tx, everyRole, demo.Inspected, 0)
		if err != nil {
			return err
		}
		b, err := submission.Rows(tx, submission.Desk{Keys: ring}, everyRole, s, "seen-28-days-deregistered")
		if err == nil {
			token = string(b.Rows[0].Token)
		}
		return err
	})
	return token
}

func TestFiguresLeadToRowsAndAChildToTheMeasuresItCountsIn(t *testing.T) {
	d := dbtest.SQLite(t)
	s := site(t, d)
	c := client(t, s, "inspector")
	_, body := get(t, c, s.URL+carnbrae)
	for _, path := range []string{"/return", "/measures"} {
		if !strings.Contains(body, `href="`+carnbrae+path) {
			t.Errorf("the page of the inspection does not lead to %s", path)
		}
	}
	_, body = get(t, c, s.URL+carnbrae+"/measures")
	for _, want := range []string{carnbrae + seen, "All areas together", "chance explains", `role="group"`} {
		if !strings.Contains(body, want) {
			t.Errorf("the measures do not have %q", want)
		}
	}
	// The first line says how many shares stand out, and the list below it which.
	said := regexp.MustCompile(`(\d+) of \d+ shares (?:is|are) outside what chance explains`).FindStringSubmatch(body)
	_, list, _ := strings.Cut(body, `id="outside"`)
	list, _, _ = strings.Cut(list, "</ul>")
	if said == nil || fmt.Sprint(strings.Count(list, "<li>")) != said[1] || strings.Count(list, "what chance explains:") != strings.Count(list, "<li>") {
		t.Errorf("%q and the list %s", said, list)
	}
	_, body = get(t, c, s.URL+carnbrae+seen+"?return=1")
	child := link(body, carnbrae+`/children/[a-z2-7]{16}\?return=1`)
	if child == "" || strings.Contains(body, "K-0") {
		t.Fatalf("no child behind the figure, or a reference: %q", child)
	}
	_, body = get(t, c, s.URL+child)
	for _, want := range []string{"K-0", "<svg", `role="img"`, "All that the picture shows", carnbrae + seen + "?return=1"} {
		if !strings.Contains(body, want) {
			t.Errorf("the chronology does not have %q", want)
		}
	}
	dbtest.Read(t, d, func(tx *db.Tx) error {
		all, err := audit.Last(tx, 2)
		if len(all) == 2 && (all[0].Verb != "return.child" || all[1].Verb != "return.rows") {
			t.Errorf("%+v", all)
		}
		return err
	})
	if _, body := get(t, client(t, s, "lead"), s.URL+carnbrae+"/returns/1/access"); !strings.Contains(body, "read of a child (child ") || !strings.Contains(body, "Harris Tarbert") {
		t.Error("who read of the child is not on the page that says who did")
	}
}

func TestWhatCountsStandsBeforeWhatIsLeftOutAndAnEditionEndsWhereTheNextBegins(t *testing.T) {
	s := site(t, dbtest.SQLite(t))
	_, body := get(t, client(t, s, "lead"), s.URL+carnbrae+"/measures/meeting-in-time")
	var how []string
	for _, m := range regexp.MustCompile(`data-head="How it counts">([^<:]+)`).FindAllStringSubmatch(body, -1) {
		how = append(how, m[1])
	}
	first := slices.Index(how, "left out")
	if first < 1 || !slices.Contains(how, "of them, and counted") || !slices.Contains(how, "of them, and not counted") {
		t.Fatalf("the rows count thus: %q", how)
	}
	for _, one := range how[first:] {
		if one != "left out" {
			t.Errorf("%q stands after what is left out", one)
		}
	}
	if !strings.Contains(body, `data-head="To">31 August 2021<`) || strings.Count(body, `data-head="To">still holds<`) != 1 {
		t.Error("the editions of the standard hold beside each other")
	}
}

func TestWhoMayNotReadRowsSeesFiguresAndWhy(t *testing.T) {
	s := site(t, dbtest.SQLite(t))
	for _, who := range []string{"associate", "co-ordinator", "manager", "panel"} {
		c := client(t, s, who)
		status, body := get(t, c, s.URL+carnbrae+seen)
		if status != http.StatusOK || strings.Contains(body, "/children/") || !strings.Contains(body, "The rows behind the figure are for") {
			t.Errorf("%s: %d", who, status)
		}
	}
	if _, body := get(t, client(t, s, "associate"), s.URL+carnbrae+"/returns/1"); !strings.Contains(body, "is for the area, and for those who may read its rows") {
		t.Error("an associate is shown where findings stand")
	}
}

func TestTheRulesThatFoundSomethingStandWithErrorsBeforeQueries(t *testing.T) {
	s := site(t, dbtest.SQLite(t))
	c := client(t, s, "co-ordinator")
	if r, body := sendReturn(t, c, s.URL+sending+"/return", madeUpReturn(t, true)); r.StatusCode != http.StatusSeeOther {
		t.Fatal(body)
	}
	_, body := get(t, c, s.URL+sending+"/returns/2")
	_, table, _ := strings.Cut(body, `<table class="ds_table" id="rules">`)
	table, _, _ = strings.Cut(table, "</table>")
	var kinds []string
	for _, m := range regexp.MustCompile(`data-head="Kind">([a-z]+)`).FindAllStringSubmatch(table, -1) {
		kinds = append(kinds, m[1])
	}
	if got := strings.Join(slices.Compact(kinds), ", "); got != "error, query, remark" {
		t.Errorf("the kinds stand in the order %s", got)
	}
}

func TestTheFindingsAreThereAsFiles(t *testing.T) {
	s := site(t, dbtest.SQLite(t))
	c := client(t, s, "co-ordinator")
	r, body := sendReturn(t, c, s.URL+sending+"/return", madeUpReturn(t, true))
	if r.StatusCode != http.StatusSeeOther {
		t.Fatal(body)
	}
	_, body = get(t, c, s.URL+sending+"/returns/2/findings.json")
	var report struct {
		Return   int `json:"return"`
		Findings []struct{ Code, ID string }
		MadeUp   bool `json:"made_up"`
	}
	if err := json.Unmarshal([]byte(body), &report); err != nil || report.Return != 2 || len(report.Findings) < 30 || !report.MadeUp {
		t.Errorf("%v %+v", err, report.Return)
	}
	_, body = get(t, c, s.URL+sending+"/returns/2/findings.csv")
	if n := strings.Count(body, "\n"); n != len(report.Findings)+1 || !strings.HasPrefix(body, "code,severity,file,table,line,column,sentence,finding,reason,by,day,made_up\n") {
		t.Errorf("%d lines for %d findings", n, len(report.Findings))
	}
	if strings.Contains(body, "K-0") {
		t.Error("the findings have a reference")
	}
}

// The files of the measures have what the page has, and no more.
func TestTheMeasuresAreThereAsFiles(t *testing.T) {
	s := site(t, dbtest.SQLite(t))
	for _, who := range []string{"co-ordinator", "associate", "lead"} {
		if _, page := get(t, client(t, s, who), s.URL+carnbrae+"/measures"); !strings.Contains(page, `href="`+carnbrae+`/measures.csv"`) || !strings.Contains(page, `href="`+carnbrae+`/measures.json"`) {
			t.Errorf("%s: the page does not name its files", who)
		}
	}
	c := client(t, s, "associate")
	_, body := get(t, c, s.URL+carnbrae+"/measures.json?return=1")
	var file struct {
		Title, Note, Edition string
		MadeUp               bool   `json:"made_up"`
		Agreed               string `json:"agreed_date"`
		Minimum              int64  `json:"minimum_base"`
		Areas                int    `json:"areas_together"`
		Measures             []struct {
			ID, Title, Counted string
			Mind               string `json:"keep_in_mind"`
			Figure             measure.Figure
			All                *measure.Figure `json:"all_areas_together"`
		}
	}
	if err := json.Unmarshal([]byte(body), &file); err != nil || !file.MadeUp || file.Agreed == "" || file.Edition != "2021" || len(file.Measures) != len(measure.All()) || file.Areas < 5 ||
		!strings.Contains(file.Note, "NOT safe to publish") || file.Title != "Measures of the inspection of Carnbrae" {
		t.Fatalf("%v %+v", err, file)
	}
	_, body = get(t, c, s.URL+carnbrae+"/measures.csv")
	rows, err := csv.NewReader(strings.NewReader(body)).ReadAll()
	if err != nil || len(rows) != len(file.Measures)+1 {
		t.Fatalf("%v: %d rows", err, len(rows))
	}
	column := func(row []string, name string) string { return row[slices.Index(rows[0], name)] }
	small := 0
	for i, m := range file.Measures {
		row, f := rows[i+1], m.Figure
		if column(row, "measure") != m.ID || column(row, "base") != fmt.Sprint(f.Base) || column(row, "made_up") != "yes" || column(row, "safe_to_publish") != "no" || column(row, "edition") != "2021" ||
			column(row, "report") != file.Title || column(row, "keep_in_mind") != m.Mind || m.All == nil || column(row, "all_areas_base") != fmt.Sprint(m.All.Base) {
			t.Errorf("%q", row)
		}
		if (f.Share == nil) != (column(row, "share") == "") || (f.Median == nil) != (column(row, "median_days") == "") {
			t.Errorf("%s: %q", m.ID, row)
		}
		if !f.Small {
			continue
		}
		small++
		if f.Share != nil || f.Range != nil || f.Median != nil || f.InYear != nil || f.Rate != nil || f.Word != "" || f.Against != "" {
			t.Errorf("%s has a base of %d, and more than counts: %+v", m.ID, f.Base, f)
		}
		for _, name := range []string{"share", "low", "high", "median_days", "within_a_year", "a_month", "in_a_word", "among_them"} {
			if column(row, name) != "" {
				t.Errorf("%s has a base of %d, and %s %q", m.ID, f.Base, name, column(row, name))
			}
		}
		if column(row, "small_base") != "yes" || column(row, "minimum_base") != fmt.Sprint(file.Minimum) {
			t.Errorf("%q", row)
		}
	}
	if small == 0 || small == len(file.Measures) {
		t.Errorf("%d of %d bases are small", small, len(file.Measures))
	}
	if strings.Contains(body, "K-0") {
		t.Error("the measures have a reference")
	}
	manager := client(t, s, "manager")
	for _, form := range []string{"csv", "json"} {
		for path, want := range map[string]int{carnbrae + "/measures." + form + "?return=9": 404, "/inspections/made-up-second/made-up-yarrowdean/measures." + form: 404, carnbrae + "/measures." + form: 200} {
			if status, _ := get(t, manager, s.URL+path); status != want {
				t.Errorf("%s: %d", path, status)
			}
		}
		if status, _ := get(t, client(t, s, "volunteer"), s.URL+carnbrae+"/measures."+form); status == 200 {
			t.Error("a volunteer has the file")
		}
	}
}

func TestAReturnThatIsNotThereIsNotFound(t *testing.T) {
	s := site(t, dbtest.SQLite(t))
	c := client(t, s, "lead")
	for path, want := range map[string]int{
		carnbrae + "/returns/9": 404, carnbrae + "/returns/x": 404, carnbrae + "/returns/0": 404, carnbrae + "/measures/none": 404, carnbrae + "/measures?return=9": 404,
		carnbrae + "/children/aaaaaaaaaaaaaaaa": 404, carnbrae + seen + "?from=x": 404, carnbrae + seen + "?from=100000": 200,
	} {
		if status, _ := get(t, c, s.URL+path); status != want {
			t.Errorf("%s: %d, want %d", path, status, want)
		}
	}
	manager := client(t, s, "manager")
	if status, body := get(t, manager, s.URL+"/inspections/made-up-second/made-up-yarrowdean/measures"); status != 200 || !strings.Contains(body, "There is nothing to measure yet") {
		t.Errorf("an inspection without a return: %d", status)
	}
	if status, body := get(t, manager, s.URL+"/inspections/made-up-second/made-up-yarrowdean/return"); status != 200 || !strings.Contains(body, "No return has been received yet") {
		t.Errorf("an inspection without a return: %d", status)
	}
}

func TestThePagesOfAReturnHaveNoBarrier(t *testing.T) {
	w := webtest.Browser(t)
	s, d, _ := live(t, filepath.Join(t.TempDir(), "test.db"))
	_ = d
	c := client(t, s, "co-ordinator")
	if r, body := sendReturn(t, c, s.URL+sending+"/return", madeUpReturn(t, true)); r.StatusCode != http.StatusSeeOther {
		t.Fatal(body)
	}
	w.Open(s.URL+"/sign-in/development?back="+sending+"/return", webtest.Wide)
	w.Click("input[value=co-ordinator]")
	w.Follow("main button")
	w.Check(s.URL+sending+"/return", "return")
	w.Check(s.URL+sending+"/returns/2", "return-noted")
	w.Open(s.URL+sending+"/return", webtest.Narrow)
	w.Follow("main form button") // nothing chosen
	w.Shot("return-rejected-320")
	if !strings.HasPrefix(w.Title(), "Error: ") {
		t.Errorf("the title of a form with a mistake is %q", w.Title())
	}
	w.Open(s.URL+"/sign-in/development?back="+carnbrae, webtest.Wide)
	w.Click("input[value=lead]")
	w.Follow("main button")
	_, body := get(t, client(t, s, "lead"), s.URL+carnbrae+seen)
	for name, path := range map[string]string{"return-inspection": carnbrae, "return-measures": carnbrae + "/measures", "return-measure": carnbrae + seen,
		"return-child": link(body, carnbrae+`/children/[a-z2-7]{16}`), "return-access": carnbrae + "/returns/1/access"} {
		w.Check(s.URL+path, name)
		// On a telephone no line is spent on a cell that says nothing.
		if n := webtest.Eval[int](w, `[...document.querySelectorAll('main td')].filter((e) => e.checkVisibility() && ['', '–'].includes(e.textContent)).length`); n > 0 {
			t.Errorf("%s: %d cells without anything are to be seen", name, n)
		}
	}
}
