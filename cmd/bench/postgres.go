package main

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"errors"
	"net/url"
)

// postgresDB stands for a new schema on the server.
const postgresDB = "postgres"

// newSchema makes a schema of its own on a server, under a name that nobody
// uses; drop removes it. Package db registers the driver.
func newSchema(ctx context.Context, server string) (address string, drop func() error, err error) {
	pool, err := sql.Open("pgx", server)
	if err != nil {
		return "", nil, err
	}
	var b [6]byte
	rand.Read(b[:])
	name := "bench_" + hex.EncodeToString(b[:])
	if _, err := pool.ExecContext(ctx, "CREATE SCHEMA "+name); err != nil {
		return "", nil, errors.Join(err, pool.Close())
	}
	u, err := url.Parse(server)
	if err != nil {
		return "", nil, errors.Join(err, pool.Close())
	}
	values := u.Query()
	values.Set("search_path", name)
	u.RawQuery = values.Encode()
	return u.String(), func() error {
		_, err := pool.ExecContext(context.WithoutCancel(ctx), "DROP SCHEMA "+name+" CASCADE")
		return errors.Join(err, pool.Close())
	}, nil
}
