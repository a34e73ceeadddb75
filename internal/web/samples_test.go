package web_test

import (
	"bytes"
	"encoding/csv"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/demo"
	"github.com/northinch/northinch/internal/sampling"
	"github.com/northinch/northinch/internal/web/webtest"
)

const planning = "/inspections/" + demo.Preparing // its sample is planned

// plan is the form of a plan as it stands on its page.
func plan(body string) url.Values {
	form := url.Values{}
	for _, m := range regexp.MustCompile(`<input[^>]* name="([a-z-]+)" value="([^"]*)"( checked)?`).FindAllStringSubmatch(body, -1) {
		if strings.Contains(m[0], `type="radio"`) && m[3] == "" {
			continue
		}
		if !strings.Contains(m[0], `type="checkbox"`) {
			form.Set(m[1], m[2])
		}
	}
	return form
}

func TestASampleIsPlannedDrawnAndReplacedOnThePagesAndAnybodyCanCheckItsRecord(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := site(t, d)
		lead := client(t, s, "lead")
		address := s.URL + planning + "/sample/plan"
		_, body := get(t, lead, address)
		form := plan(body)
		form.Set("reason", "The margin was too wide.")
		form.Set("public", "Two dice")
		form.Set("do", "commit") // before anything was shown
		status, body := post(t, lead, address, form)
		if status != http.StatusOK || !strings.Contains(body, "Commit to this plan") || !strings.Contains(body, "records would be read") {
			t.Fatalf("%d: what was not shown was committed to", status)
		}
		form = plan(body)
		form.Set("do", "commit")
		if status, body := post(t, lead, address, form); status != http.StatusUnprocessableEntity || !strings.Contains(body, "why the sample is planned anew") {
			t.Errorf("without a reason: %d", status)
		}
		form.Set("reason", "The margin was too wide.")
		changed := url.Values{}
		for k, v := range form {
			changed[k] = v
		}
		changed.Set("margin", "7")
		if status, body := post(t, lead, address, changed); status != http.StatusOK || !strings.Contains(body, "±7.0 points") && !strings.Contains(body, "Commit to this plan") {
			t.Errorf("a plan that was changed since it was shown: %d", status)
		}
		if status, body := post(t, lead, address, form); status != http.StatusSeeOther {
			t.Fatalf("%d %s", status, body)
		}
		if status, _ := post(t, lead, address, form); status != http.StatusConflict {
			t.Errorf("the same plan twice: %d", status)
		}

		_, body = get(t, lead, s.URL+planning+"/sample?done=planned")
		head := regexp.MustCompile(`ni-link">([0-9a-f]{64})<`).FindStringSubmatch(body)
		if head == nil || !strings.Contains(body, "Draw the sample") || !strings.Contains(body, "The margin was too wide.") || !strings.Contains(body, planning+"/samples/1") {
			t.Fatal("the page does not have the commitment, the form that draws, the reason and the sample before")
		}
		sample := s.URL + planning + "/samples/2"
		if status, body := post(t, lead, sample+"/draw", url.Values{}); status != http.StatusUnprocessableEntity || !strings.Contains(body, "Two dice") {
			t.Errorf("without the public part: %d", status)
		}
		if status, body := post(t, lead, sample+"/draw", url.Values{"public": {"3 5"}}); status != http.StatusSeeOther {
			t.Fatalf("%d %s", status, body)
		}
		if status, _ := post(t, lead, sample+"/draw", url.Values{"public": {"3 5"}}); status != http.StatusConflict {
			t.Errorf("drawn twice: %d", status)
		}
		if status, body := get(t, lead, s.URL+planning+"/samples/1"); status != http.StatusOK || !strings.Contains(body, "Another sample was planned in the place of this one") {
			t.Errorf("the sample before: %d", status)
		}

		_, body = get(t, lead, s.URL+planning+"/sample")
		ticket := link(body, planning+`/samples/2/tickets/\d+\.\d+`)
		if ticket == "" || !strings.Contains(body, "<svg") {
			t.Fatal("no tickets, or no picture")
		}
		_, page := get(t, lead, s.URL+ticket)
		form = plan(page)
		if status, body := post(t, lead, s.URL+ticket, form); status != http.StatusUnprocessableEntity || !strings.Contains(body, "Select why the record cannot be read") {
			t.Errorf("without a reason: %d", status)
		}
		form.Set("reason", "not-found")
		form.Set("note", "Made up: lost in a move.")
		if status, body := post(t, lead, s.URL+ticket, form); status != http.StatusSeeOther {
			t.Fatalf("%d %s", status, body)
		}
		if status, body := post(t, lead, s.URL+ticket, form); status != http.StatusConflict || !strings.Contains(body, "lost in a move") {
			t.Errorf("replaced twice: %d", status)
		}

		r, err := lead.Get(sample + "/record.json")
		if err != nil {
			t.Fatal(err)
		}
		record, _ := io.ReadAll(r.Body)
		r.Body.Close()
		if bytes.Contains(record, []byte("K-0")) || bytes.Contains(record, []byte("lost in a move")) {
			t.Error("the public record has a reference, or a note")
		}
		published, err := sampling.ParseHash(head[1])
		if err != nil {
			t.Fatal(err)
		}
		if report, err := sampling.Verify(record, sampling.Beside{Published: published}); err != nil || len(report.Failed()) > 0 {
			t.Errorf("the record that was downloaded: %v %+v", err, report.Failed())
		}
	})
}

func TestWhoseRecordsASampleHasIsForThoseWhoReadThemAndTheLogSaysWhoLooked(t *testing.T) {
	d := dbtest.SQLite(t)
	s := site(t, d)
	for person, want := range map[string]int{"lead": 200, "inspector": 200, "co-ordinator": 200, "manager": 404, "volunteer": 404} {
		if status, _ := get(t, client(t, s, person), s.URL+carnbrae+"/samples/1/list"); status != want {
			t.Errorf("%s: %d, want %d", person, status, want)
		}
	}
	c := client(t, s, "inspector")
	if _, body := get(t, c, s.URL+carnbrae+"/samples/1/list"); !strings.Contains(body, "K-0") || !strings.Contains(body, "the file is not in the store") {
		t.Error("the list has no references, or no note")
	}
	if _, body := get(t, client(t, s, "co-ordinator"), s.URL+carnbrae+"/samples/1/list"); !strings.Contains(body, "K-0") || strings.Contains(body, "the file is not in the store") {
		t.Error("the list for the area has no references, or a note that is for the team")
	}
	if _, body := get(t, c, s.URL+carnbrae); !strings.Contains(body, `href="`+carnbrae+`/sample"`) {
		t.Error("the page of the inspection does not lead to the sample")
	}
	if _, body := get(t, c, s.URL+carnbrae+"/sample"); strings.Contains(body, "K-0") || strings.Contains(body, "/tickets/") || !strings.Contains(body, "was not found") {
		t.Error("the page of the sample has a reference, lets an inspector replace, or does not say what was replaced")
	}
	_, body := get(t, c, s.URL+carnbrae+"/samples/1/list.csv")
	if !strings.Contains(strings.SplitN(body, "\n", 2)[0], ",made_up") {
		t.Error("the list of a made-up sample does not say so")
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, "\ufeff"))).ReadAll()
	if err != nil || len(rows) < 10 || rows[0][0] != "Ticket" || !strings.HasPrefix(rows[1][1], "K-0") {
		t.Errorf("%v %q", err, rows[:min(2, len(rows))])
	}
	dbtest.Read(t, d, func(tx *db.Tx) error {
		all, err := audit.Last(tx, 2)
		n := 0
		for _, e := range all {
			if e.Verb == "sample.list" && e.Subject == strings.TrimPrefix(carnbrae, "/inspections/")+"/sample/1" {
				n++
			}
		}
		if n != 2 {
			t.Errorf("the log has %+v", all)
		}
		return err
	})
	if _, body := get(t, client(t, s, "lead"), s.URL+carnbrae+"/samples/1/access"); !strings.Contains(body, "saw whose records they are") || !strings.Contains(body, "drew it") {
		t.Error("the page does not say who looked and who drew")
	}
}

func TestAnswersAboutASampleAreWeightedOnItsPageAndFewAreRefused(t *testing.T) {
	s := site(t, dbtest.SQLite(t))
	c := client(t, s, "inspector")
	_, body := get(t, c, s.URL+carnbrae+"/sample")
	address := s.URL + link(body, carnbrae+"/samples/1/estimate")
	lines := []string{"ticket, answer"}
	for i, m := range regexp.MustCompile(`<th scope="row">(\d+\.\d+)</th>\s*<td[^>]*>[^<]*</td>\s*<td[^>]*>in the sample`).FindAllStringSubmatch(body, -1) {
		lines = append(lines, m[1]+", "+[]string{"yes", "no", "no"}[i%3])
	}
	if len(lines) < 20 {
		t.Fatal("no tickets", lines)
	}
	form := url.Values{"answers": {strings.Join(lines, "\n")}, "confidence": {"90"}}
	if status, body := post(t, c, address, form); status != http.StatusOK || !strings.Contains(body, "An estimated ") || !strings.Contains(body, "with 90% confidence") || !strings.Contains(body, "Each stands for") {
		t.Errorf("%d %s", status, body)
	}
	for says, change := range map[string][2]string{"There are 3 answers": {"answers", strings.Join(lines[:4], "\n")}, "line 2 is neither": {"answers", "ticket, answer\n1.1, perhaps"}, "Enter a number": {"confidence", "high"}} {
		form := url.Values{"answers": form["answers"], "confidence": form["confidence"]}
		form.Set(change[0], change[1])
		if status, body := post(t, c, address, form); status != http.StatusUnprocessableEntity || !strings.Contains(body, says) || !strings.Contains(body, `id="`+change[0]+`-error"`) {
			t.Errorf("%s: %d", says, status)
		}
	}
	if status, _ := get(t, client(t, s, "lead"), s.URL+planning+"/samples/1/estimate"); status != http.StatusConflict {
		t.Errorf("before the draw: %d", status)
	}
}

func TestWhatCannotBeAPlanIsSaidAtItsQuestion(t *testing.T) {
	s := site(t, dbtest.SQLite(t))
	c := client(t, s, "lead")
	_, body := get(t, c, s.URL+planning+"/sample/plan")
	begin := plan(body)
	for question, change := range map[string][2]string{
		"margin": {"margin", "wide"}, "confidence": {"confidence", "100"}, "size": {"size", "1.5"}, "minimum": {"minimum", "0"}, "census-share": {"census-share", "0.5"},
		"title": {"title", ""}, "deviations": {"deviations", "registered"}, "by": {"by", "height"}, "populations": {"populations", "nobody"}, "share": {"share", "NaN"},
	} {
		form := url.Values{}
		for k, v := range begin {
			form[k] = v
		}
		form.Set(change[0], change[1])
		form.Set("do", "show")
		status, body := post(t, c, s.URL+planning+"/sample/plan", form)
		if status != http.StatusUnprocessableEntity || !strings.Contains(body, `id="`+question+`-error"`) || !strings.Contains(body, `href="#`+question+`"`) {
			t.Errorf("%s: %d, without an error at the question", question, status)
		}
	}
	form := begin
	form.Set("allocation", "neyman")
	form.Set("do", "show")
	if _, body := post(t, c, s.URL+planning+"/sample/plan", form); !strings.Contains(body, `id="deviations-error"`) {
		t.Error("deviations are not asked for")
	}
	form.Set("by", "together")
	form.Set("deviations", "all, 0.4")
	if status, body := post(t, c, s.URL+planning+"/sample/plan", form); status != http.StatusOK || !strings.Contains(body, "Commit to this plan") {
		t.Errorf("by deviation: %d", status)
	}
	if status, body := get(t, c, s.URL+sending+"/sample"); status != http.StatusOK || !strings.Contains(body, "No sample has been planned yet") {
		t.Errorf("an inspection without a sample: %d", status)
	}
	if _, body := get(t, c, s.URL+sending+"/sample/plan"); !strings.Contains(body, "No return of the area is accepted yet") || strings.Contains(body, "Work out the sizes") {
		t.Error("a sample can be planned without a return")
	}
	for _, path := range []string{"/samples/9", "/samples/x", "/samples/1/tickets/9.9", "/samples/1/tickets/x", "/samples/9/access", "/samples/0/access"} {
		if status, _ := get(t, c, s.URL+planning+path); status != http.StatusNotFound {
			t.Errorf("%s: %d", path, status)
		}
	}
	if status, _ := get(t, c, s.URL+planning+"/samples/1/list"); status != http.StatusConflict {
		t.Errorf("the list before the draw: %d", status)
	}
}

func TestThePagesOfTheSampleHaveNoBarrier(t *testing.T) {
	w := webtest.Browser(t)
	s := site(t, dbtest.SQLite(t))
	w.Open(s.URL+"/sign-in/development", webtest.Wide)
	w.Click("input[value=lead]")
	w.Follow("main button")
	for name, path := range map[string]string{"sample": carnbrae + "/sample", "sample-planned": planning + "/sample", "sample-plan": planning + "/sample/plan", "sample-list": carnbrae + "/samples/1/list", "sample-none": sending + "/sample", "sample-estimate": carnbrae + "/samples/1/estimate", "sample-access": carnbrae + "/samples/1/access"} {
		w.Check(s.URL+path, name)
	}
	for _, width := range []int{webtest.Wide, webtest.Narrow} {
		w.Open(s.URL+planning+"/sample/plan", width)
		w.Follow("main form button")
		w.Shot("sample-shown")
		if !strings.Contains(w.Text("main"), "Commit to this plan") {
			t.Error("the plan is not shown before it is committed to")
		}
		for _, v := range w.Axe() {
			t.Errorf("what a plan comes to, at %d: %s", width, v)
		}
		if wide := w.Overflow(); wide != "" {
			t.Errorf("what a plan comes to, at %d: %s", width, wide)
		}
	}
}

func TestASampleIsPlannedAndDrawnWithoutScriptsOnASmallScreen(t *testing.T) {
	w := webtest.Browser(t)
	s := site(t, dbtest.SQLite(t))
	w.Scripts(false)
	w.Open(s.URL+"/sign-in/development", webtest.Narrow)
	w.Click("input[value=lead]")
	w.Follow("main button")
	w.Open(s.URL+planning+"/sample/plan", webtest.Narrow)
	w.Type("#reason", "The margin was too wide.")
	w.Type("#public", "Two dice")
	w.Follow("main form button")
	w.Follow("button[value=commit]")
	w.Type("#public", "3 5")
	w.Follow("main form button")
	for _, want := range []string{"The sample was drawn", "records are drawn", "The sample beside the frame"} {
		if !strings.Contains(w.Text("body"), want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}
