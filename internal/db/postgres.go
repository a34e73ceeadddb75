package db

import (
	"context"
	"database/sql"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/schema"
)

// How long PostgreSQL may be silent. The first two together are less than the 15
// seconds that a page is given, and so leave time for a server that does answer.
const (
	connectTime = 5 * time.Second  // to open a connection, for each server in the address
	goneTime    = 8 * time.Second  // for the other machine to acknowledge what was sent to it
	commitTime  = 15 * time.Second // to commit, as a replica that must confirm it may be gone
)

// openPostgres opens the two pools. A connection that breaks is thrown away by
// its pool, and the next one is opened to whichever server takes changes then,
// so that nothing has to be restarted when another server becomes the primary.
func (d *DB) openPostgres(address string) error {
	d.engine, d.name = schema.Postgres, "postgres://…"
	c, err := pgx.ParseConfig(address)
	if err != nil {
		return d.explain(err)
	}
	if strings.Contains(c.Database, "@") { // the rest of a password was read as its name
		return errs.Invalid("db", "The database address cannot be read; a / in a password is written as %%2F")
	}
	hosts, ports := servers(c)
	d.name = addressOf(c, hosts, ports)
	if len(hosts) > 1 && c.ValidateConnect == nil {
		// Readers too: a replica may be behind, and somebody who has just saved
		// would not find it.
		c.ValidateConnect = pgconn.ValidateConnectTargetSessionAttrsReadWrite
	}
	if c.ConnectTimeout == 0 {
		c.ConnectTimeout = connectTime
	}
	dialer := &net.Dialer{Timeout: c.ConnectTimeout, Control: giveUp,
		KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: 5 * time.Second, Interval: time.Second, Count: 3}}
	c.DialFunc = dialer.DialContext
	if len(hosts) > 1 {
		c.DialFunc = (&silent{dial: dialer.DialContext, until: map[string]time.Time{}}).DialContext
	}
	pool := func(most int) *sql.DB {
		p := stdlib.OpenDB(*c)
		p.SetMaxOpenConns(most)
		p.SetConnMaxIdleTime(time.Minute)
		return p
	}
	// Writers wait for each other on connections of their own, so that they
	// never take those that readers need.
	d.read, d.write = pool(8), pool(2)
	return nil
}

// commit commits on PostgreSQL and is honest about what became of it. cancel ends
// ctx, with which t was begun.
func (d *DB) commit(ctx context.Context, cancel func(), t *sql.Tx) error {
	if err := ctx.Err(); err != nil {
		return d.explain(err) // the server is not asked, so nothing is saved
	}
	defer time.AfterFunc(commitTime, cancel).Stop()
	err := lost(t.Commit())
	if settled(err) {
		return d.explain(err)
	}
	return errs.Stored(fmt.Errorf("%w: %w", ErrOutcomeUnknown, err),
		"The connection to the database %s was lost while saving, so it is not known whether this was saved. Look before you do it again", d.name)
}

// servers are the servers that an address names, each once: pgx has one more
// entry for each where it would also try without TLS.
func servers(c *pgx.ConnConfig) (hosts, ports []string) {
	add := func(host string, port uint16) {
		if n := len(hosts); n > 0 && hosts[n-1] == host && ports[n-1] == strconv.Itoa(int(port)) {
			return
		}
		hosts, ports = append(hosts, host), append(ports, strconv.Itoa(int(port)))
	}
	add(c.Host, c.Port)
	for _, f := range c.Fallbacks {
		add(f.Host, f.Port)
	}
	return hosts, ports
}

// addressOf is an address for messages. It is made of what is no secret and not
// by taking the secret out, so that no way of writing a password gets past it.
func addressOf(c *pgx.ConnConfig, hosts, ports []string) string {
	user := url.User(c.User).String()
	if slices.ContainsFunc(hosts, func(h string) bool { return strings.HasPrefix(h, "/") }) {
		return "postgres://" + user + "@/" + c.Database + "?host=" + strings.Join(hosts, ",") + "&port=" + strings.Join(ports, ",")
	}
	both := make([]string, len(hosts))
	for i := range hosts {
		both[i] = net.JoinHostPort(hosts[i], ports[i])
	}
	return "postgres://" + user + "@" + strings.Join(both, ",") + "/" + c.Database
}

// silent remembers for half a minute which servers did not answer at all, and
// gives those only a moment: a machine that lost its power refuses nothing, and
// without this each new connection would wait for it before it tries the next.
type silent struct {
	dial pgconn.DialFunc
	sync.Mutex
	until map[string]time.Time
}

func (s *silent) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	s.Lock()
	short := time.Now().Before(s.until[address])
	s.Unlock()
	if short {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, 300*time.Millisecond)
		defer cancel()
	}
	conn, err := s.dial(ctx, network, address)
	s.Lock()
	defer s.Unlock()
	if e, ok := err.(net.Error); ok && e.Timeout() {
		if !short {
			s.until[address] = time.Now().Add(30 * time.Second)
		}
	} else {
		delete(s.until, address)
	}
	return conn, err
}
