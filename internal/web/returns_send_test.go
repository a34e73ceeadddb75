package web_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/demo"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/madeup"
	"github.com/northinch/northinch/internal/submission"
)

// madeUpReturn is another return of the area whose inspection takes one.
func madeUpReturn(t testing.TB, defects bool) map[string]string {
	t.Helper()
	agreed, _ := returns.DayOf(2025, 10, 31)
	return madeUpReturnOf(t, agreed, defects)
}

func madeUpReturnOf(t testing.TB, agreed returns.Day, defects bool) map[string]string {
	t.Helper()
	r, err := madeup.New(madeup.Options{Seed: 5, Children: 1600, Agreed: agreed, Defects: defects})
	if err != nil {
		t.Fatal(err)
	}
	var children, events bytes.Buffer
	if _, err := r.Write(30, &children, &events); err != nil {
		t.Fatal(err)
	}
	return map[string]string{"children.csv": children.String(), "events.csv": events.String()}
}

func sendReturn(t testing.TB, c *http.Client, address string, files map[string]string) (*http.Response, string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for name, text := range files {
		part, err := w.CreateFormFile("file", name)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(part, text)
	}
	w.Close()
	r, err := c.Post(address, w.FormDataContentType(), &b)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, _ := io.ReadAll(r.Body)
	return r, string(body)
}

func TestAReturnIsSentExplainedAndAcceptedOnThePages(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := site(t, d)
		area, lead := client(t, s, "co-ordinator"), client(t, s, "lead")
		if _, body := get(t, area, s.URL+sending+"/return"); !strings.Contains(body, `id="return-check"`) || !strings.Contains(body, "Send the return") {
			t.Error("the area cannot send a return")
		}
		r, body := sendReturn(t, area, s.URL+sending+"/return", madeUpReturn(t, false))
		if r.StatusCode != http.StatusSeeOther {
			t.Fatalf("%d %s", r.StatusCode, body)
		}
		noted := s.URL + strings.TrimSuffix(r.Header.Get("Location"), "?done=sent")
		if !strings.HasSuffix(noted, "/returns/2") {
			t.Fatal(noted)
		}
		_, body = get(t, area, noted+"?done=sent")
		for _, want := range []string{"The return was received and checked.", "By rule", "Beside the return before", "How each of "} {
			if !strings.Contains(body, want) {
				t.Errorf("the report does not have %q", want)
			}
		}
		for range 10 { // as many rules as have errors that may stand
			_, body = get(t, area, noted)
			m := regexp.MustCompile(`name="code" value="(R\d+)"`).FindStringSubmatch(body)
			if m == nil {
				break
			}
			if status, page := post(t, area, noted+"/waivers", url.Values{"code": {m[1]}, "reason": {"short"}}); status != http.StatusUnprocessableEntity || !strings.Contains(page, "Enter a sentence") {
				t.Errorf("a reason of one word: %d", status)
			}
			if status, page := post(t, area, noted+"/waivers", url.Values{"code": {m[1]}, "reason": {"The area has looked into it."}}); status != http.StatusSeeOther {
				t.Fatalf("%d %s", status, page)
			}
		}
		if _, body = get(t, lead, noted); !strings.Contains(body, "Accept the return") || !strings.Contains(body, "The area has looked into it. (Jura Lowlander") {
			t.Fatal("the lead cannot accept the return, or does not see who gave the reason")
		}
		if status, _ := post(t, area, noted+"/accept", nil); status != http.StatusNotFound {
			t.Errorf("the area accepts its own return: %d", status)
		}
		if status, _ := post(t, lead, noted+"/accept", nil); status != http.StatusSeeOther {
			t.Errorf("%d", status)
		}
		if status, _ := post(t, lead, noted+"/accept", nil); status != http.StatusConflict {
			t.Errorf("accepted twice: %d", status)
		}
		if _, body := get(t, lead, s.URL+sending+"/return"); !strings.Contains(body, "It was accepted on") || strings.Contains(body, "Send the return") {
			t.Error("the page of the return does not say that it was accepted, or lets the lead send one")
		}
	})
}

func TestWhoeverAcceptsAReturnOfAnotherDayIsTold(t *testing.T) {
	s := site(t, dbtest.SQLite(t))
	area, lead := client(t, s, "co-ordinator"), client(t, s, "lead")
	send := func(month, day int) (address, body string) {
		agreed, _ := returns.DayOf(2025, month, day)
		r, body := sendReturn(t, area, s.URL+sending+"/return", madeUpReturnOf(t, agreed, false))
		if r.StatusCode != http.StatusSeeOther {
			t.Fatalf("%d %s", r.StatusCode, body)
		}
		address = s.URL + strings.TrimSuffix(r.Header.Get("Location"), "?done=sent")
		_, body = get(t, lead, address)
		return address, body
	}
	const told = "Return 2, which was accepted, is of 31 October 2025, and this one of 30 September 2025."
	first, body := send(10, 31)
	if strings.Contains(body, "which was accepted, is of") {
		t.Error("none was accepted, and the page says otherwise")
	}
	if status, page := post(t, lead, first+"/accept", nil); status != http.StatusSeeOther {
		t.Fatalf("%d %s", status, page)
	}
	if _, body := send(9, 30); !strings.Contains(body, told) {
		t.Error("of another day, and whoever accepts it is not told")
	}
}

func TestAFileThatNamesSomebodyIsRefusedOnThePageWithoutRepeatingIt(t *testing.T) {
	s := site(t, dbtest.SQLite(t))
	files := madeUpReturn(t, false)
	files["children.csv"] = strings.Replace(files["children.csv"], "K-000001", "0101149995", 1)
	r, body := sendReturn(t, client(t, s, "co-ordinator"), s.URL+sending+"/return", files)
	if r.StatusCode != http.StatusUnprocessableEntity || strings.Contains(body, "0101149995") || !strings.Contains(body, "Nothing of the file was kept") || !strings.Contains(body, "line 2") {
		t.Errorf("%d %s", r.StatusCode, body)
	}
	for says, files := range map[string]map[string]string{"Select the files": {}, "see the return specification": {"a.csv": "a,b\n1,2\n"}, "the file": {"a.csv": "\x89PNG\x0d\x0a\x1a\x0a\x00\x00"}} {
		if r, body := sendReturn(t, client(t, s, "co-ordinator"), s.URL+sending+"/return", files); r.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, says) {
			t.Errorf("%d, without %q", r.StatusCode, says)
		}
	}
}

// Files of a return are in memory alone: one that was accepted is in the database, sealed,
// and of one that was refused or did not arrive there is nothing.
func TestReceivingAReturnLeavesNoTemporaryFile(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := site(t, d)
		c := client(t, s, "co-ordinator")
		folder := t.TempDir()
		t.Setenv("TMPDIR", folder)
		empty := func(when string) {
			t.Helper()
			if all, err := os.ReadDir(folder); err != nil || len(all) > 0 {
				t.Errorf("%s there are %v in the folder of temporary files: %v", when, all, err)
			}
		}
		personal := madeUpReturn(t, false)
		personal["children.csv"] = strings.Replace(personal["children.csv"], "K-000001", "0101149995", 1)
		long := strings.Repeat("K-1,2026-01-05,contact,teacher,seen\n", 1<<20)
		for _, one := range []struct {
			what   string
			files  map[string]string
			status int
		}{
			{"a return that was accepted", madeUpReturn(t, true), http.StatusSeeOther},
			{"one that names somebody", personal, http.StatusUnprocessableEntity},
			{"one that is no return", map[string]string{"a.csv": "a,b\n1,2\n"}, http.StatusUnprocessableEntity},
			{"one that is too large", map[string]string{"events.csv": long}, http.StatusRequestEntityTooLarge},
		} {
			if r, _ := sendReturn(t, c, s.URL+sending+"/return", one.files); r.StatusCode != one.status {
				t.Errorf("%s: %d", one.what, r.StatusCode)
			}
			empty("After " + one.what)
		}
		listed := func() (n int) {
			dbtest.Read(t, d, func(tx *db.Tx) error {
				all, err := submission.List(tx, everyRole, demo.Sending)
				n = len(all)
				return err
			})
			return n
		}
		before := listed()
		in, out := io.Pipe()
		form := multipart.NewWriter(out)
		r, err := http.NewRequestWithContext(t.Context(), "POST", s.URL+sending+"/return", in)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", form.FormDataContentType())
		gone := make(chan error)
		go func() {
			answer, err := c.Do(r)
			if err == nil {
				answer.Body.Close()
			}
			gone <- err
		}()
		part, err := form.CreateFormFile("file", "events.csv")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(part, long[:8<<20]); err != nil {
			t.Fatal(err)
		}
		empty("In the middle of an upload")
		out.CloseWithError(io.ErrUnexpectedEOF)
		if err := <-gone; err == nil {
			t.Error("an upload that broke off was answered")
		}
		s.Close() // waits for whatever still reads
		empty("After an upload that broke off")
		if n := listed(); n != before {
			t.Errorf("there are %d returns, and were %d", n, before)
		}
	})
}
