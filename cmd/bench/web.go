package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/app"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/demo"
	"github.com/northinch/northinch/internal/web"
)

// visited are the pages that are measured.
var visited = []struct{ name, path string }{
	{"programme", "/programmes/" + string(demo.Second)},
	{"area", "/areas/made-up-aberlaggan"},
}

// pages measures the site under load.
func (b *bench) pages() ([]table, error) {
	t := table{title: "Pages of the site",
		about: "Two pages of the made-up rounds of the demonstration, 32 areas, SQLite, asked for over loopback by this program itself, on the same cores; the connections are kept, and each asks again as soon as it has its answer. " +
			"Beside each page, the same bytes served from memory as a file by a second server in the same process.",
		head: []string{"Page", "Connections", "Page, half within", "Page, 99 of 100 within", "Pages a second", "File, half within", "File, 99 of 100 within", "Files a second", "Times, half within"}}
	d, err := app.Open(b.ctx, filepath.Join(b.dir, "web.db"))
	if err != nil {
		return nil, err
	}
	defer d.Close()
	b.say("making up a programme")
	if err := demo.MadeUp(b.ctx, d, nil, access.Command("bench"), func(string) {}); err != nil {
		return nil, err
	}
	var sentences []string
	for _, v := range visited {
		for _, n := range []int{1, 8, 32} {
			b.say("the %s page over %d connections", v.name, n)
			page, file, length, err := b.visit(d, v.path, n)
			if err != nil {
				return nil, err
			}
			times := page.half.over(file.half)
			t.rows = append(t.rows, []string{fmt.Sprintf("%s, %s", v.name, kilobytes(length)), fmt.Sprint(n), page.half.times(1), page.most.times(1), page.rate.ratios(),
				file.half.times(1), file.most.times(1), file.rate.ratios(), times.ratios()})
			if n == 8 {
				sentences = append(sentences, fmt.Sprintf("the %s page answers half of the requests within %s and %s a second", v.name, spell(page.half.median()), short(page.rate.median())))
			}
		}
	}
	t.meaning = fmt.Sprintf("With 8 readers who never pause, %s, and %s, on cores that the readers share.", sentences[0], sentences[1])
	return []table{t}, nil
}

func kilobytes(n int) string { return short(float64(n)/1e3) + " kB" }

// answers are what several turns of a load gave.
type answers struct {
	half, most, rate figures
}

func (a *answers) add(s served) {
	a.half = append(a.half, s.within(0.5))
	a.most = append(a.most, s.within(0.99))
	a.rate = append(a.rate, s.rate())
}

// visit asks for a page of the site and for a copy of it, in turns.
func (b *bench) visit(d *db.DB, path string, connections int) (page, file answers, length int, err error) {
	site, stopSite, err := listen(web.New(d, web.Options{}))
	if err != nil {
		return page, file, 0, err
	}
	defer func() { err = errors.Join(err, stopSite()) }()
	body, kind, err := fetch(b.ctx, "http://"+site+path)
	if err != nil {
		return page, file, 0, err
	}
	copied, stopCopy, err := listen(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", kind)
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
	}))
	if err != nil {
		return page, file, 0, err
	}
	defer func() { err = errors.Join(err, stopCopy()) }()
	stop, err := b.profile(fmt.Sprintf("web%s-%d", strings.ReplaceAll(path, "/", "-"), connections))
	if err != nil {
		return page, file, 0, err
	}
	defer stop()
	l := load{path: path, connections: connections, most: b.size(2_000, 40), longest: time.Second, length: int64(len(body))}
	for turn := -1; turn < b.size(7, 2); turn++ { // the first warms up
		for _, one := range []struct {
			address string
			to      *answers
		}{{site, &page}, {copied, &file}} {
			l.address = one.address
			s, err := l.run(b.ctx)
			if err != nil {
				return page, file, 0, err
			}
			if turn >= 0 {
				one.to.add(s)
			}
		}
	}
	return page, file, len(body), nil
}

// listen serves on this machine only until stop.
func listen(h http.Handler) (address string, stop func() error, err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	server := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	return l.Addr().String(), func() error {
		err := server.Close()
		if end := <-ended; !errors.Is(end, http.ErrServerClosed) {
			err = errors.Join(err, end)
		}
		return err
	}, nil
}

func fetch(ctx context.Context, address string) (body []byte, kind string, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, "", err
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, "", err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, "", fmt.Errorf("%s: %s", address, answer.Status)
	}
	body, err = io.ReadAll(answer.Body)
	return body, answer.Header.Get("Content-Type"), err
}
