package person

import (
	"crypto/rand"
	"crypto/subtle"
	"fmt"
	"slices"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
)

// How long a second person has to approve, and how long the asking browser then
// has to go on.
const recoveryLasts = 24 * time.Hour

// Recovery is somebody's wish to come back who cannot sign in any more.
type Recovery struct {
	ID      string
	Person  ID
	Words   string // what both read to each other on the telephone
	AskedAt string
	EndsAt  string
	// Approved says that a second person has approved.
	Approved bool
}

func scanRecovery(scan db.Scan) (r Recovery, err error) {
	var by string
	err = scan(&r.ID, &r.Person, &r.Words, &r.AskedAt, &r.EndsAt, &by)
	r.Approved = by != ""
	return r, err
}

// AskBack notes that somebody who cannot sign in any more asks to come back, and
// returns a secret for their browser and the number that they read to the second
// person. The answer is the same where nobody has the address: nothing tells who
// has an account. Earlier wishes of the same person stay: anybody can ask with any
// address, and must not be able to end what the person has asked for.
func AskBack(tx *db.Tx, email string) (secret, words string, err error) {
	secret, hash := Secret()
	words = number()
	p, err := ByAddress(tx, email)
	if errs.KindOf(err) == errs.NotFound || err == nil && p.State != Active {
		// As much is written, so that the time tells nothing either.
		return secret, words, audit.Record(tx, access.Anyone, "recovery.ask", "", "")
	}
	if err != nil {
		return "", "", err
	}
	id := newID()
	if _, err := tx.Exec(q.AskRecovery, "r"+string(id[1:]), string(p.ID), hash, words, tx.Stamp(), tx.Now().Add(recoveryLasts).Format(db.Moment)); err != nil {
		return "", "", err
	}
	return secret, words, audit.Record(tx, access.Anyone, "recovery.ask", string(p.ID), "")
}

// number is eight digits in two groups, read easily on the telephone.
func number() string {
	var b [8]byte
	rand.Read(b[:])
	n := uint64(0)
	for _, x := range b {
		n = n<<8 | uint64(x)
	}
	n %= 100_000_000
	return fmt.Sprintf("%04d %04d", n/10_000, n%10_000)
}

// Waiting are the wishes that nobody has approved yet, the newest of each person,
// however often somebody has asked in their name. errs.NotFound if who may not approve
// any.
func Waiting(tx *db.Tx, who access.Actor) ([]Recovery, error) {
	if !access.Anywhere(who, access.ApproveRecovery) {
		return nil, errs.Missing("page", "")
	}
	all, err := db.All(tx, q.Pending, scanRecovery, tx.Stamp())
	var newest []Recovery
	for _, r := range all {
		newest = append(slices.DeleteFunc(newest, func(before Recovery) bool { return before.Person == r.Person }), r)
	}
	return newest, err
}

// Approve lets somebody back in: who has spoken with them, knows their voice, and
// types the number that they read out. It may be the number of any wish of that
// person; their other wishes end. errs.Denied for one's own; errs.BadInput for another
// number.
func Approve(tx *db.Tx, who access.Actor, id, words string) (Person, error) {
	if !access.Anywhere(who, access.ApproveRecovery) {
		return Person{}, errs.Missing("wish to come back", "")
	}
	all, err := db.All(tx, q.Recovery, scanRecovery, id, tx.Stamp())
	if err != nil {
		return Person{}, err
	}
	if len(all) == 0 || all[0].Approved {
		return Person{}, errs.Missing("wish to come back", "")
	}
	r := all[0]
	if err := Over(tx, who, access.ApproveRecovery, r.Person); err != nil {
		return Person{}, err
	}
	if who.ID == string(r.Person) {
		return Person{}, errs.Refused("a second person approves, never oneself")
	}
	if all, err = db.All(tx, q.OfPerson, scanRecovery, string(r.Person), tx.Stamp()); err != nil {
		return Person{}, err
	}
	i := slices.IndexFunc(all, func(r Recovery) bool {
		return !r.Approved && subtle.ConstantTimeCompare([]byte(digits(words)), []byte(digits(r.Words))) == 1
	})
	if i < 0 {
		return Person{}, errs.Invalid("words", "This is not the number that the person was shown; ask them to read it again")
	}
	if _, err := tx.Exec(q.ApproveRecovery, all[i].ID, who.ID, tx.Stamp()); err != nil {
		return Person{}, err
	}
	if _, err := tx.Exec(q.DropOthers, string(r.Person), all[i].ID); err != nil {
		return Person{}, err
	}
	if err := audit.Record(tx, who, "recovery.approve", string(r.Person), ""); err != nil {
		return Person{}, err
	}
	return Get(tx, r.Person)
}

func digits(s string) string {
	var b []byte
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			b = append(b, s[i])
		}
	}
	return string(b)
}

// IsApproved says whether a second person has approved the wish of a browser. It is
// false for a secret that is none.
func IsApproved(tx *db.Tx, secret string) (bool, error) {
	all, err := db.All(tx, q.RecoveryBySecret, scanRecovery, Hash(secret), tx.Stamp())
	return len(all) > 0 && all[0].Approved, err
}

// Back turns an approved wish into a link, for the browser that asked. It returns
// "" while nobody has approved, and for a secret that is none.
func Back(tx *db.Tx, secret string) (string, error) {
	all, err := db.All(tx, q.RecoveryBySecret, scanRecovery, Hash(secret), tx.Stamp())
	if err != nil || len(all) == 0 || !all[0].Approved {
		return "", err
	}
	if n, err := tx.Exec(q.UseRecovery, all[0].ID, tx.Stamp()); err != nil || n == 0 {
		return "", err
	}
	if _, err := tx.Exec(q.DropRecoveries, string(all[0].Person)); err != nil {
		return "", err
	}
	who := access.Actor{ID: string(all[0].Person)}
	s, err := link(tx, who, all[0].Person, "recovery", time.Hour)
	if err != nil {
		return "", err
	}
	return s, audit.Record(tx, who, "recovery.use", string(all[0].Person), "")
}
