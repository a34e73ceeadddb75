// Command duckdb-median asks DuckDB one question about a CSV file of events, for
// cmd/bench, which compares North Inch with it. It is a module of its own, because it
// links a library in C++ that nothing of the product needs:
//
//	go -C tools/duckdb build -o ../../bin/duckdb-median .
//	bin/duckdb-median [-threads n] events.csv < question.sql
//
// The file is the view source. The rows of the answer are printed with commas.
package main

import (
	"context"
	"database/sql"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	_ "github.com/duckdb/duckdb-go/v2"
)

func main() {
	threads := flag.Int("threads", 0, "how many threads DuckDB may use; 0 for one a core")
	flag.Parse()
	if err := ask(context.Background(), *threads, flag.Args(), os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "duckdb-median:", err)
		os.Exit(2)
	}
}

// source is the file with all its columns typed, so that a cell that is no date stops
// the answer.
const source = `create view source as select * from read_csv(%s, header = true, delim = ',', quote = '"', columns = {
	'child': 'varchar', 'area': 'varchar', 'date': 'date', 'event': 'varchar', 'by': 'varchar', 'detail': 'varchar', 'end_date': 'date', 'late_reason': 'varchar'})`

func ask(ctx context.Context, threads int, files []string, question io.Reader, answer io.Writer) error {
	if len(files) != 1 {
		return fmt.Errorf("give one file of events")
	}
	query, err := io.ReadAll(question)
	if err != nil {
		return err
	}
	db, err := sql.Open("duckdb", "")
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	// DuckDB takes the file for a few rows and would join them in a loop.
	before := []string{"set asof_loop_join_threshold = 0", fmt.Sprintf(source, "'"+strings.ReplaceAll(files[0], "'", "''")+"'")}
	if threads > 0 {
		before = append(before, fmt.Sprintf("set threads = %d", threads))
	}
	for _, one := range before {
		if _, err := db.ExecContext(ctx, one); err != nil {
			return err
		}
	}
	rows, err := db.QueryContext(ctx, string(query))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var area string
		var median, n int64
		if err := rows.Scan(&area, &median, &n); err != nil {
			return err
		}
		fmt.Fprintf(answer, "%s,%d,%d\n", area, median, n)
	}
	return rows.Err()
}
