package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// load is how a page is asked for: over so many connections, which are kept,
// each asking again as soon as it has its answer.
type load struct {
	address, path string
	connections   int
	most          int           // requests
	longest       time.Duration // after which no request is begun
	length        int64         // of the answer
}

// served is what a load gave.
type served struct {
	latencies []time.Duration // sorted
	took      time.Duration
}

func (s served) rate() float64 { return float64(len(s.latencies)) / s.took.Seconds() }

// within is the time within which a share of the requests was answered.
func (s served) within(share float64) float64 {
	return s.latencies[min(int(share*float64(len(s.latencies))), len(s.latencies)-1)].Seconds()
}

// run asks until there were enough requests or it took long enough. The client
// is as small as can be, because it works on the same cores as the server.
func (l load) run(ctx context.Context) (served, error) {
	var (
		group sync.WaitGroup
		asked atomic.Int64
		begin = time.Now()
		all   = make([][]time.Duration, l.connections)
		errs  = make([]error, l.connections)
	)
	for i := range l.connections {
		group.Go(func() {
			all[i], errs[i] = l.ask(ctx, func() bool {
				return ctx.Err() == nil && time.Since(begin) < l.longest && asked.Add(1) <= int64(l.most)
			})
		})
	}
	group.Wait()
	s := served{took: time.Since(begin), latencies: slices.Concat(all...)}
	slices.Sort(s.latencies)
	if err := errors.Join(errs...); err != nil {
		return s, err
	}
	if len(s.latencies) == 0 {
		return s, errors.New("no request was answered")
	}
	return s, ctx.Err()
}

// ask asks over one connection as long as more says so.
func (l load) ask(ctx context.Context, more func() bool) (latencies []time.Duration, err error) {
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", l.address)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(l.longest + time.Minute)); err != nil {
		return nil, err
	}
	in := bufio.NewReaderSize(conn, 64<<10)
	request := fmt.Appendf(nil, "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n", l.path, l.address)
	for more() {
		start := time.Now()
		if _, err := conn.Write(request); err != nil {
			return nil, err
		}
		answer, err := http.ReadResponse(in, nil)
		if err != nil {
			return nil, err
		}
		n, err := io.Copy(io.Discard, answer.Body)
		if err := errors.Join(err, answer.Body.Close()); err != nil {
			return nil, err
		}
		if answer.StatusCode != http.StatusOK || n != l.length {
			return nil, fmt.Errorf("%s: %s with %d bytes, want %d", l.path, answer.Status, n, l.length)
		}
		latencies = append(latencies, time.Since(start))
	}
	return latencies, nil
}
