package main

import (
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"github.com/northinch/northinch/internal/measure"
	"github.com/northinch/northinch/internal/returns"
)

// firstContact counts the measure and gives of each area what firstcontact.sql gives:
// the lower median of the days of those who were seen, and how many they are. It is
// less than the figure of the measure, which is the median of the Kaplan-Meier curve
// and counts those who were not seen, too.
func firstContact(r *returns.Return, workers int) (string, error) {
	m, err := measure.Find("first-contact-deregistered")
	if err != nil {
		return "", err
	}
	c := measure.Count(r, []measure.Measure{m}, workers, nil)
	var all []string
	for a, area := range c.Areas {
		days := c.Cells[0][a].Ends[1]
		var n, before int64
		for _, k := range days {
			n += int64(k)
		}
		for d, k := range days {
			if before += int64(k); k > 0 && 2*before >= n {
				all = append(all, fmt.Sprintf("%s,%d,%d", area, d, n))
				break
			}
		}
	}
	slices.Sort(all)
	return strings.Join(all, "\n"), nil
}

//go:embed firstcontact.sql
var firstContactSQL string

// askPostgres copies the file into a table and asks, once.
func (b *bench) askPostgres(events string) (copied, asked *external, err error) {
	copied, asked = &external{name: "PostgreSQL, COPY into an unlogged table"}, &external{name: "PostgreSQL, the answer from the table"}
	program, err := exec.LookPath("psql")
	if b.server == "" || err != nil {
		copied.without = "PostgreSQL was not measured: TEST_POSTGRES names no server, or there is no psql."
		return copied, nil, nil
	}
	address, drop, err := newSchema(b.ctx, b.server)
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, drop()) }()
	pool, err := sql.Open("pgx", address)
	if err != nil {
		return nil, nil, err
	}
	defer pool.Close()
	if _, err := pool.ExecContext(b.ctx, `create unlogged table source (child text, area text, date date, event text, by text, detail text, end_date date, late_reason text)`); err != nil {
		return nil, nil, err
	}
	start := time.Now()
	in, err := os.Open(events)
	if err != nil {
		return nil, nil, err
	}
	defer in.Close()
	var schema string // psql knows no search_path in an address
	if err := pool.QueryRowContext(b.ctx, "select current_schema()").Scan(&schema); err != nil {
		return nil, nil, err
	}
	c := exec.CommandContext(b.ctx, program, "--no-psqlrc", "--quiet", "--dbname", b.server, "--command", "copy "+schema+".source from stdin (format csv, header)")
	c.Stdin = in
	if out, err := c.CombinedOutput(); err != nil {
		return nil, nil, fmt.Errorf("psql: %w: %s", err, out)
	}
	copied.took = figures{time.Since(start).Seconds()}
	start = time.Now()
	rows, err := pool.QueryContext(b.ctx, firstContactSQL)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var area string
		var median, n int64
		if err := rows.Scan(&area, &median, &n); err != nil {
			return nil, nil, err
		}
		all = append(all, fmt.Sprintf("%s,%d,%d", area, median, n))
	}
	asked.took = figures{time.Since(start).Seconds()}
	slices.Sort(all)
	asked.answer = strings.Join(all, "\n")
	return copied, asked, rows.Err()
}
