package web

import (
	"context"
	"database/sql"
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/metrics"
)

// Numbers are what the server counts. The zero value has counted nothing.
type Numbers struct {
	mu       sync.Mutex
	requests map[served]float64
	times    map[served]*metrics.Histogram
	inFlight atomic.Int64
}

// served is a kind of request: by method, pattern and class of status, all of
// which are bounded.
type served struct{ method, route, status string }

func (n *Numbers) began() { n.inFlight.Add(1) }

func (n *Numbers) ended(r *http.Request, status int, took time.Duration) {
	n.inFlight.Add(-1)
	class := "cut" // before there was an answer
	if status != 0 {
		class = fmt.Sprintf("%dxx", status/100)
	}
	_, pattern, both := strings.Cut(route(r), " ")
	if !both {
		pattern = route(r)
	}
	k := served{method(r.Method), pattern, class}
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.requests == nil {
		n.requests, n.times = map[served]float64{}, map[served]*metrics.Histogram{}
	}
	n.requests[k]++
	k.status = ""
	if n.times[k] == nil {
		n.times[k] = &metrics.Histogram{}
	}
	n.times[k].Observe(took.Seconds())
}

// Handler answers GET /metrics and nothing else. It belongs on an address that only
// the monitoring system reaches.
func (n *Numbers) Handler(d *db.DB, version string) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, r *http.Request) {
		text, err := metrics.Text(append(append(n.ofRequests(), ofDatabase(r.Context(), d)...), ofProgram(version)...))
		if err != nil {
			http.Error(w, "The numbers cannot be written.", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", metrics.ContentType)
		w.Write(text)
	})
	return mux
}

func (n *Numbers) ofRequests() []metrics.Family {
	total := metrics.Family{Name: "northinch_requests_total", Help: "Requests by method, page and class of status.", Type: metrics.Counter}
	times := metrics.Family{Name: "northinch_request_duration_seconds", Help: "How long requests took, by method and page.", Type: metrics.HistogramType}
	n.mu.Lock()
	defer n.mu.Unlock()
	for k, v := range n.requests {
		total.Samples = append(total.Samples, metrics.Sample{Labels: []metrics.Label{{Name: "method", Value: k.method}, {Name: "route", Value: k.route}, {Name: "status", Value: k.status}}, Value: v})
	}
	for k, h := range n.times {
		times.Samples = append(times.Samples, h.Samples(metrics.Label{Name: "method", Value: k.method}, metrics.Label{Name: "route", Value: k.route})...)
	}
	return []metrics.Family{total, times,
		{Name: "northinch_requests_in_flight", Help: "Requests that are being answered now.", Type: metrics.Gauge, Samples: metrics.One(float64(n.inFlight.Load()))}}
}

func ofDatabase(ctx context.Context, d *db.DB) []metrics.Family {
	s := d.Stats()
	pools := func(of func(sql.DBStats) float64) []metrics.Sample {
		return []metrics.Sample{{Labels: []metrics.Label{{Name: "pool", Value: "read"}}, Value: of(s.Read)}, {Labels: []metrics.Label{{Name: "pool", Value: "write"}}, Value: of(s.Write)}}
	}
	all := []metrics.Family{
		{Name: "northinch_database_connections_most", Help: "Connections that a pool may have.", Type: metrics.Gauge, Samples: pools(func(s sql.DBStats) float64 { return float64(s.MaxOpenConnections) })},
		{Name: "northinch_database_connections_open", Help: "Connections that a pool has.", Type: metrics.Gauge, Samples: pools(func(s sql.DBStats) float64 { return float64(s.OpenConnections) })},
		{Name: "northinch_database_connections_in_use", Help: "Connections that are at work.", Type: metrics.Gauge, Samples: pools(func(s sql.DBStats) float64 { return float64(s.InUse) })},
		{Name: "northinch_database_connection_waits_total", Help: "How often somebody waited for a connection of a pool.", Type: metrics.Counter, Samples: pools(func(s sql.DBStats) float64 { return float64(s.WaitCount) })},
		{Name: "northinch_database_connection_wait_seconds_total", Help: "How long was waited for connections of a pool.", Type: metrics.Counter, Samples: pools(func(s sql.DBStats) float64 { return s.WaitDuration.Seconds() })},
		{Name: "northinch_database_writes_total", Help: "Writing transactions that got their turn.", Type: metrics.Counter, Samples: metrics.One(float64(s.Writes))},
		{Name: "northinch_database_write_wait_seconds_total", Help: "How long writing transactions waited for their turn.", Type: metrics.Counter, Samples: metrics.One(s.Waited.Seconds())},
	}
	ctx, cancel := context.WithTimeout(ctx, mostCheck)
	defer cancel()
	var size int64
	up := metrics.Family{Name: "northinch_database_up", Help: "Whether the database answers: 1 or 0.", Type: metrics.Gauge, Samples: metrics.One(1)}
	err := d.Alive(ctx)
	if err == nil {
		err = d.Read(ctx, func(tx *db.Tx) error {
			h, err := audit.Now(tx)
			size = h.Size
			return err
		})
	}
	if err != nil {
		up.Samples[0].Value = 0
		return append(all, up)
	}
	return append(all, up, metrics.Family{Name: "northinch_audit_entries", Help: "Entries of the audit log.", Type: metrics.Gauge, Samples: metrics.One(float64(size))})
}

func ofProgram(version string) []metrics.Family {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return []metrics.Family{
		{Name: "northinch_build_info", Help: "The version of the program and of Go; always 1.", Type: metrics.Gauge,
			Samples: []metrics.Sample{{Labels: []metrics.Label{{Name: "version", Value: version}, {Name: "go", Value: runtime.Version()}}, Value: 1}}},
		{Name: "go_goroutines", Help: "Goroutines that there are.", Type: metrics.Gauge, Samples: metrics.One(float64(runtime.NumGoroutine()))},
		{Name: "go_memstats_heap_alloc_bytes", Help: "Memory of the heap that is in use.", Type: metrics.Gauge, Samples: metrics.One(float64(m.HeapAlloc))},
		{Name: "go_memstats_sys_bytes", Help: "Memory that was taken from the machine.", Type: metrics.Gauge, Samples: metrics.One(float64(m.Sys))},
		{Name: "go_gc_cycles_total", Help: "Collections of garbage.", Type: metrics.Counter, Samples: metrics.One(float64(m.NumGC))},
	}
}
