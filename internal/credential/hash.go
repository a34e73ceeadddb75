package credential

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"

	"github.com/northinch/northinch/internal/errs"
	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// Cost is what a hash costs: memory in KiB, passes, and lanes.
type Cost struct {
	Memory, Passes uint32
	Lanes          uint8
}

// Usual is the cost of new hashes: the OWASP Password Storage Cheat Sheet's
// argon2id with 19 MiB, two passes and one lane.
var Usual = Cost{19 * 1024, 2, 1}

// waiting is how many may wait for their turn. With about 30 ms each, the last of
// them waits a second or two; more would hold requests without an end in sight.
const waiting = 32

// Hasher makes and compares hashes of passwords, a few at a time, so that many who
// sign in at once neither fill the memory nor stop everybody else's pages. One is
// shared by the process.
type Hasher struct {
	cost  Cost
	dummy string
	queue chan struct{} // who waits or works
	work  chan struct{} // who works
	runs  atomic.Int64
}

// NewHasher makes a hasher for half the processors, and a hash of nothing, which
// stands in where nobody has an address.
func NewHasher(c Cost) *Hasher {
	n := max(1, runtime.NumCPU()/2)
	h := &Hasher{cost: c, queue: make(chan struct{}, n+waiting), work: make(chan struct{}, n)}
	nothing := make([]byte, 32)
	rand.Read(nothing)
	h.dummy = h.format(string(nothing), salt())
	return h
}

// Runs is how many hashes were computed for those who asked.
func (h *Hasher) Runs() int64 { return h.runs.Load() }

// turn waits for a turn. errs.Limited where too many wait already; the error of the
// context where whoever waits has gone.
func (h *Hasher) turn(ctx context.Context) (done func(), err error) {
	select {
	case h.queue <- struct{}{}:
	default:
		return nil, errs.Limit("Many people are signing in at this moment; try again in a minute")
	}
	select {
	case h.work <- struct{}{}:
		h.runs.Add(1)
		return func() { <-h.work; <-h.queue }, nil
	case <-ctx.Done():
		<-h.queue
		return nil, ctx.Err()
	}
}

// Hash is the hash of a password in the PHC string format, which names its cost, so
// that the cost can change.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	done, err := h.turn(ctx)
	if err != nil {
		return "", err
	}
	defer done()
	return h.format(password, salt()), nil
}

func salt() []byte {
	b := make([]byte, 16)
	rand.Read(b)
	return b
}

// plain is a password as it is hashed: what the same keys give on another machine
// is the same password (NIST SP 800-63B-4, 3.1.1.2).
func plain(password string) []byte { return []byte(norm.NFKC.String(password)) }

func (h *Hasher) format(password string, salt []byte) string {
	sum := argon2.IDKey(plain(password), salt, h.cost.Passes, h.cost.Memory, h.cost.Lanes, 32)
	return fmt.Sprintf("%s%s$%s", h.cost.prefix(), base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(sum))
}

func (c Cost) prefix() string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$", argon2.Version, c.Memory, c.Passes, c.Lanes)
}

// compare says whether a password has a hash.
func (h *Hasher) compare(ctx context.Context, password, hash string) (bool, error) {
	c, salt, sum, err := parse(hash)
	if err != nil {
		return false, err
	}
	done, err := h.turn(ctx)
	if err != nil {
		return false, err
	}
	defer done()
	got := argon2.IDKey(plain(password), salt, c.Passes, c.Memory, c.Lanes, uint32(len(sum)))
	return subtle.ConstantTimeCompare(got, sum) == 1, nil
}

// IsOld says whether a hash was made at another cost than new ones are.
func (h *Hasher) IsOld(hash string) bool { return !strings.HasPrefix(hash, h.cost.prefix()) }

// The most that a hash in the database may ask for, so that a changed one cannot
// fill the memory.
const (
	mostMemory = 1 << 20 // KiB
	mostPasses = 16
)

func parse(hash string) (c Cost, salt, sum []byte, err error) {
	wrong := fmt.Errorf("credential: a hash in the database cannot be read")
	f := strings.Split(hash, "$")
	if len(f) != 6 || f[0] != "" || f[1] != "argon2id" || f[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return c, nil, nil, wrong
	}
	if n, err := fmt.Sscanf(f[3], "m=%d,t=%d,p=%d", &c.Memory, &c.Passes, &c.Lanes); err != nil || n != 3 || !strings.HasPrefix(hash, c.prefix()) {
		return c, nil, nil, wrong
	}
	if c.Memory > mostMemory || c.Passes == 0 || c.Passes > mostPasses || c.Lanes == 0 {
		return c, nil, nil, wrong
	}
	if salt, err = base64.RawStdEncoding.Strict().DecodeString(f[4]); err != nil || len(salt) < 8 || len(salt) > 64 {
		return c, nil, nil, wrong
	}
	if sum, err = base64.RawStdEncoding.Strict().DecodeString(f[5]); err != nil || len(sum) < 16 || len(sum) > 64 {
		return c, nil, nil, wrong
	}
	return c, salt, sum, nil
}
