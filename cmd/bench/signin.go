package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/address"
	"github.com/northinch/northinch/internal/app"
	"github.com/northinch/northinch/internal/credential"
	"github.com/northinch/northinch/internal/demo"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/web"
	"golang.org/x/crypto/argon2"
)

// crowd is what became of the attempts of a crowd to sign in.
type crowd struct {
	hashed, later int
	took          time.Duration
}

// signIns measures what readers notice of many people who sign in at once.
func (b *bench) signIns() ([]table, error) {
	crowdSize, free := b.size(500, 40), b.size(100, 4) // 500 hashes without a bound would take 9.5 GB of memory
	t := table{title: "Many sign-ins at once",
		about: fmt.Sprintf("%d people send an address and a password at the same moment, each from an address of their own, while 4 readers ask for the page of an area without pause; SQLite, this program itself over loopback, on the same cores. "+
			"Nobody has the addresses, which is the same work as where somebody has. Beside it the same readers alone, and while %d hashes of the same cost are computed at once without a bound, again and again.", crowdSize, free),
		head: []string{"Beside the readers", "Page, half within", "Page, 99 of 100 within", "Pages a second", "Hashes", "Told to try again", "All answered within"}}
	d, err := app.Open(b.ctx, filepath.Join(b.dir, "signin.db"))
	if err != nil {
		return nil, err
	}
	defer d.Close()
	ring, err := keyring.Create(filepath.Join(b.dir, "signin.keys"))
	if err != nil {
		return nil, err
	}
	if err := demo.MadeUp(b.ctx, d, ring, access.Command("bench"), func(string) {}); err != nil {
		return nil, err
	}
	trusted, err := address.ParseTrusted([]string{"127.0.0.0/8"})
	if err != nil {
		return nil, err
	}
	site, stop, err := listen(web.New(d, web.Options{Keys: ring, Trusted: trusted}))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, stop()) }()
	path := "/areas/made-up-aberlaggan"
	body, _, err := fetch(b.ctx, "http://"+site+path)
	if err != nil {
		return nil, err
	}
	readers := load{address: site, path: path, connections: 4, most: 1 << 30, longest: time.Duration(b.size(3_000, 500)) * time.Millisecond, length: int64(len(body))}
	var alone, bounded, unbound answers
	var crowds []crowd
	for turn := range b.size(5, 2) {
		b.say("turn %d of many sign-ins", turn+1)
		s, err := readers.run(b.ctx)
		if err != nil {
			return nil, err
		}
		alone.add(s)
		c, s, err := b.beside(readers, func(<-chan struct{}) (crowd, error) { return b.attempts(site, crowdSize, turn) })
		if err != nil {
			return nil, err
		}
		crowds = append(crowds, c)
		bounded.add(s)
		if _, s, err = b.beside(readers, func(stop <-chan struct{}) (crowd, error) { return unbounded(free, stop) }); err != nil {
			return nil, err
		}
		unbound.add(s)
	}
	row := func(name string, a answers, rest ...string) {
		t.rows = append(t.rows, append([]string{name, a.half.times(1), a.most.times(1), a.rate.ratios()}, rest...))
	}
	var hashed, later, took figures
	for _, c := range crowds {
		hashed, later, took = append(hashed, float64(c.hashed)), append(later, float64(c.later)), append(took, c.took.Seconds())
	}
	row("nobody", alone, "–", "–", "–")
	row(fmt.Sprintf("%d sign-ins at once", crowdSize), bounded, hashed.ratios(), later.ratios(), took.times(1))
	row("hashes without a bound", unbound, "–", "–", "–")
	t.meaning = fmt.Sprintf("While %d people sign in at once, readers still get %s of the pages a second that they get alone; without a bound they get %s. Who is told to try again is told at once.",
		crowdSize, share(bounded.rate.over(alone.rate)), share(unbound.rate.over(alone.rate)))
	return []table{t}, nil
}

func share(f figures) string { return fmt.Sprintf("%.0f%%", 100*f.median()) }

// beside has the readers read while f works; f is told when they stop.
func (b *bench) beside(readers load, f func(stop <-chan struct{}) (crowd, error)) (crowd, served, error) {
	var c crowd
	var failed error
	stop := make(chan struct{})
	var group sync.WaitGroup
	group.Go(func() { c, failed = f(stop) })
	s, err := readers.run(b.ctx)
	close(stop)
	group.Wait()
	return c, s, errors.Join(err, failed)
}

// attempts has a crowd try to sign in at the same moment.
func (b *bench) attempts(site string, n, turn int) (crowd, error) {
	var (
		mu    sync.Mutex
		c     crowd
		errs  []error
		group sync.WaitGroup
		start = time.Now()
	)
	client := &http.Client{Transport: &http.Transport{MaxIdleConns: n, MaxIdleConnsPerHost: n}}
	defer client.CloseIdleConnections()
	for i := range n {
		group.Go(func() {
			form := url.Values{"email": {fmt.Sprintf("%d.%d@example.org", turn, i)}, "password": {"a password that nobody has"}, "code": {"123456"}}
			r, err := http.NewRequestWithContext(b.ctx, http.MethodPost, "http://"+site+"/sign-in", strings.NewReader(form.Encode()))
			if err == nil {
				r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
				r.Header.Set("X-Forwarded-For", fmt.Sprintf("10.%d.%d.%d", turn, i/250, i%250))
				var answer *http.Response
				if answer, err = client.Do(r); err == nil {
					io.Copy(io.Discard, answer.Body)
					answer.Body.Close()
					mu.Lock()
					defer mu.Unlock()
					switch answer.StatusCode {
					case http.StatusUnprocessableEntity:
						c.hashed++
					case http.StatusTooManyRequests:
						c.later++
					default:
						errs = append(errs, fmt.Errorf("a sign-in was answered with %d", answer.StatusCode))
					}
					return
				}
			}
			mu.Lock()
			defer mu.Unlock()
			errs = append(errs, err)
		})
	}
	group.Wait()
	c.took = time.Since(start)
	return c, errors.Join(errs...)
}

// unbounded computes hashes at once until it is told to stop.
func unbounded(n int, stop <-chan struct{}) (crowd, error) {
	var group sync.WaitGroup
	for range n {
		group.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
					argon2.IDKey([]byte("a password"), make([]byte, 16), credential.Usual.Passes, credential.Usual.Memory, credential.Usual.Lanes, 32)
				}
			}
		})
	}
	group.Wait()
	return crowd{}, nil
}
