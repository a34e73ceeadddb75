package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/inspection"
)

const (
	crash  = inspection.ID("made-up-second/made-up-torbrae") // at moderation, so it can be graded
	header = "local_authority,publication_date,inspection_start_date,inspection_end_date,overall_effectiveness_grade,impact_of_leaders_grade,help_and_protection_grade,in_care_grade,care_leavers_grade\n"
	slow   = 17 * time.Second // a page is given 15, and the machine of the test may be busy
)

// graded are the indicators that the clients grade, one client each.
var graded = []string{"needs-met", "listened-to", "performance"}

// told is what a client was told of a change.
type told int

const (
	unsure  told = iota // nothing, or that nobody knows
	saved               // that it was saved
	refused             // that it was not saved
)

// load is several clients that work on several servers at once. A client works
// with one server, and moves to the next when it is gone, or after ten changes so
// that every server has work.
type load struct {
	t *testing.T
	sync.Mutex
	servers []*program
	phase   int             // counted up by the test
	grades  map[string]told // by reason
	imports map[string]told // by the name of the file
	done    [3][3]int       // changes that were acknowledged, by phase and server
	shown   [3][3]int       // pages that were shown, by phase and server
	busy    [3][3]int       // pages that said that the database is away
	back    [3]time.Time    // when each server first showed a page in the last phase
	slowest time.Duration
	work    sync.WaitGroup
	stop    context.CancelFunc
}

// begin starts a client for each indicator, one that imports, and a reader for
// each server.
func begin(t *testing.T, servers []*program) *load {
	l := &load{t: t, servers: servers, grades: map[string]told{}, imports: map[string]told{}}
	var ctx context.Context
	ctx, l.stop = context.WithCancel(t.Context())
	for i, indicator := range graded {
		l.work.Go(func() { l.grade(ctx, i, indicator) })
	}
	l.work.Go(func() { l.importAll(ctx) })
	for i := range servers {
		l.work.Go(func() { l.look(ctx, i) })
	}
	return l
}

// end stops the clients and waits for their last answers.
func (l *load) end() {
	l.stop()
	l.work.Wait()
}

// kill ends the clients and the servers.
func (l *load) kill() {
	l.end()
	for _, p := range l.servers {
		p.kill()
	}
}

func (l *load) next() {
	l.Lock()
	defer l.Unlock()
	l.phase++
}

// wait waits for n acknowledged changes in this phase, and for three seconds at
// least, so that there are imports among them.
func (l *load) wait(n int) {
	began := time.Now()
	for {
		l.Lock()
		done, took := sum(l.done[l.phase]), time.Since(began)
		l.Unlock()
		if done >= n && took > 3*time.Second || took > 30*time.Second {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func sum(of [3]int) int { return of[0] + of[1] + of[2] }

func (l *load) base(i int) string {
	l.Lock()
	defer l.Unlock()
	return l.servers[i%len(l.servers)].base
}

// note keeps what a client was told by a server.
func (l *load) note(server int, all map[string]told, name string, what told) {
	l.Lock()
	defer l.Unlock()
	all[name] = what
	if what == saved {
		l.done[l.phase][server%len(l.servers)]++
	}
}

// ask sends a request and reads the answer: where it leads, and the page. It
// reports what may never happen: an answer that nobody waits for, a server that
// takes the blame for the database, an empty page.
func (l *load) ask(c *http.Client, r *http.Request) (status int, leads, page string) {
	began := time.Now()
	a, err := c.Do(r)
	took := time.Since(began)
	l.Lock()
	l.slowest = max(l.slowest, took)
	l.Unlock()
	if took > slow {
		l.t.Errorf("%s %s took %v", r.Method, r.URL.Path, took)
	}
	if err != nil {
		return 0, "", ""
	}
	defer a.Body.Close()
	body, err := io.ReadAll(a.Body)
	if err != nil {
		return 0, "", ""
	}
	page = string(body)
	if a.StatusCode == http.StatusInternalServerError || a.StatusCode == http.StatusServiceUnavailable && !strings.Contains(page, "<h1") {
		l.t.Errorf("%s %s answered %d: %s", r.Method, r.URL.Path, a.StatusCode, page)
	}
	return a.StatusCode, a.Header.Get("Location"), page
}

// change sends a change and says what the client was told of it.
func (l *load) change(c *http.Client, address, kind string, body io.Reader, to string) (what told, status int) {
	r, _ := http.NewRequest(http.MethodPost, address, body)
	r.Header.Set("Content-Type", kind)
	status, leads, page := l.ask(c, r)
	switch {
	case status == http.StatusSeeOther && strings.Contains(leads, to):
		return saved, status
	case status == 0 || strings.Contains(page, "It is not known whether this was saved"):
		return unsure, status
	}
	return refused, status
}

// grade changes a grade to and fro. A reason is used once.
func (l *load) grade(ctx context.Context, at int, indicator string) {
	base, version := l.base(at), 0
	c := signedIn(base)
	move := func() {
		at++
		base = l.base(at)
		c = signedIn(base)
	}
	for n := 0; ctx.Err() == nil; n++ {
		reason := fmt.Sprintf("%s, save %d", indicator, n)
		fields := url.Values{"version": {fmt.Sprint(version)}, "mark": {fmt.Sprint(1 + n%6)}, "reason": {reason}}
		page := base + "/inspections/" + string(crash) + "/grades/" + indicator
		what, status := l.change(c, page, "application/x-www-form-urlencoded", strings.NewReader(fields.Encode()), "done=grade")
		l.note(at, l.grades, reason, what)
		switch {
		case what == saved:
			version++
			if n%10 == 9 {
				move()
			}
		case status == http.StatusConflict || status == http.StatusUnprocessableEntity:
			r, _ := http.NewRequest(http.MethodGet, page, nil)
			_, _, text := l.ask(c, r)
			if _, rest, ok := strings.Cut(text, `name="version" value="`); ok {
				fmt.Sscanf(rest, "%d", &version)
			}
		default: // gone, busy, or a session that has ended with its server
			time.Sleep(20 * time.Millisecond)
			move()
		}
	}
}

// importAll imports one file after another.
func (l *load) importAll(ctx context.Context) {
	at, c, base := 0, signedIn(l.base(0)), l.base(0)
	for n := 0; ctx.Err() == nil && n < 650; n++ {
		name := fmt.Sprintf("load-%d-crash.csv", n)
		kind, body := form(name, outcomes(n, name))
		what, _ := l.change(c, base+"/programmes/england-ilacs/import", kind, body, "/readings/")
		l.note(at, l.imports, name, what)
		if what != saved {
			time.Sleep(20 * time.Millisecond)
			at++
			base = l.base(at)
			c = signedIn(base)
		}
	}
}

// look opens a page of one server again and again.
func (l *load) look(ctx context.Context, i int) {
	c := &http.Client{Timeout: 20 * time.Second}
	for ctx.Err() == nil {
		r, _ := http.NewRequest(http.MethodGet, l.base(i)+"/inspections/made-up-second/made-up-carnbrae", nil)
		status, _, page := l.ask(c, r)
		l.Lock()
		switch {
		case status == http.StatusOK && strings.Contains(page, "Carnbrae"):
			l.shown[l.phase][i]++
			if l.phase == 2 && l.back[i].IsZero() {
				l.back[i] = time.Now()
			}
		case status == http.StatusServiceUnavailable && strings.Contains(page, "This cannot be shown at the moment"):
			l.busy[l.phase][i]++
		case status != 0:
			l.t.Errorf("server %d answered %d: %s", i, status, page)
		}
		l.Unlock()
		time.Sleep(25 * time.Millisecond)
	}
}

// outcomes is the n-th file of 4,000 made-up outcomes; no two have a place and a
// day in common.
func outcomes(n int, mark string) string {
	var file strings.Builder
	file.WriteString(header)
	for i := range 4000 {
		fmt.Fprintf(&file, "norfolk,%02d/%02d/%04d,,,good,good,good,%s,good\n", 1+i%28, 1+i/28%12, 2100+n*12+i/336, mark)
	}
	return file.String()
}

// form is the form that imports a file.
func form(name, file string) (kind string, body *bytes.Buffer) {
	body = &bytes.Buffer{}
	m := multipart.NewWriter(body)
	m.WriteField("profile", "england-ilacs")
	f, _ := m.CreateFormFile("file", name)
	io.WriteString(f, file)
	m.Close()
	return m.FormDataContentType(), body
}
