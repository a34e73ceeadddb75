package cli

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/demo"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/web"
	"github.com/northinch/northinch/internal/web/webtest"
)

// fetched is the page of a sample of the demonstration, and its public record, as
// somebody gets them who is signed in.
func fetched(t *testing.T) (page string, record []byte) {
	t.Helper()
	d := dbtest.SQLite(t)
	ring, err := keyring.Create(filepath.Join(t.TempDir(), "keys"))
	if err != nil {
		t.Fatal(err)
	}
	if err := demo.MadeUp(t.Context(), d, ring, access.Command("test"), func(string) {}); err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(web.New(d, web.Options{Development: true, Keys: ring}))
	t.Cleanup(s.Close)
	c := &http.Client{Jar: &webtest.Jar{}}
	get := func(r *http.Response, err error) []byte {
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		b, err := io.ReadAll(r.Body)
		if err != nil || r.StatusCode != http.StatusOK {
			t.Fatal(r.Status, err)
		}
		return b
	}
	get(c.PostForm(s.URL+"/sign-in", url.Values{"person": {"co-ordinator"}}))
	page = string(get(c.Get(s.URL + "/inspections/" + demo.Inspected + "/sample")))
	return page, get(c.Get(s.URL + "/inspections/" + demo.Inspected + "/samples/1/record.json"))
}

func TestTheRecordThatTheAreaDownloadsIsVerifiedAndOneChangedByteIsFound(t *testing.T) {
	page, record := fetched(t)
	head := regexp.MustCompile(`ni-link">([0-9a-f]{64})<`).FindStringSubmatch(page)
	if head == nil {
		t.Fatal("the page does not have the head of the commitment")
	}
	file := filepath.Join(t.TempDir(), "record.json")
	verify := func(b []byte) (string, int) {
		if err := os.WriteFile(file, b, 0o600); err != nil {
			t.Fatal(err)
		}
		out, _, code := run(t, "sample", "verify", file, "--published", head[1])
		return out, code
	}
	if out, code := verify(record); code != 0 || !strings.Contains(out, "8 passed, 0 failed") {
		t.Errorf("%d %s", code, out)
	}
	for at := 1; at < len(record); at += len(record) / 60 {
		forged := bytes.Clone(record)
		forged[at] ^= 1
		if out, code := verify(forged); code == 0 {
			t.Errorf("byte %d was changed, and all is well: %s", at, out)
		}
	}
}
