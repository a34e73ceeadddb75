package db

import (
	"database/sql"
	"sync/atomic"
	"time"
)

// Stats are numbers about the connections.
type Stats struct {
	Read, Write sql.DBStats
	// Writes are the writing transactions that got their turn, and Waited how long
	// they waited for it altogether.
	Writes int64
	Waited time.Duration
}

// Stats are the numbers since the database was opened.
func (d *DB) Stats() Stats {
	return Stats{d.read.Stats(), d.write.Stats(), d.waited.n.Load(), time.Duration(d.waited.sum.Load())}
}

// waited adds up how long writers wait for their turn.
type waited struct{ n, sum atomic.Int64 }

func (w *waited) add(d time.Duration) {
	w.n.Add(1)
	w.sum.Add(int64(max(d, 0)))
}
