package db

import (
	"context"
	"fmt"
)

// Check prepares statements on the engine without running them, so that a
// statement that the engine does not understand stops the program at its start
// and not a person in the middle of their work.
func (d *DB) Check(ctx context.Context, queries []Query) error {
	conn, err := d.read.Conn(ctx)
	if err != nil {
		return d.explain(err)
	}
	defer conn.Close()
	for _, q := range queries {
		text, _ := q.sql(d.engine, checkArgs(q.text[d.engine]))
		s, err := conn.PrepareContext(ctx, text)
		if err != nil {
			return fmt.Errorf("query %s on %s: %w", q.name, d.engine, err)
		}
		s.Close()
	}
	return nil
}

// checkArgs makes arguments of the right shape: a list of one for "$n...".
func checkArgs(text string) []any {
	var args []any
	for _, m := range dollar.FindAllStringSubmatch(text, -1) {
		var n int
		fmt.Sscanf(m[1], "%d", &n)
		for len(args) < n {
			args = append(args, nil)
		}
		if m[2] != "" {
			args[n-1] = []string{"x"}
		}
	}
	return args
}
