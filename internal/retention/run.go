package retention

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/concern"
	"github.com/northinch/northinch/internal/credential"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/disposal"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/grant"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/job"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/sample"
	"github.com/northinch/northinch/internal/schema"
	"github.com/northinch/northinch/internal/session"
	"github.com/northinch/northinch/internal/submission"
)

// Ready are the items that are due today and that who may destroy. errs.NotFound if
// who may destroy nothing anywhere.
func Ready(tx *db.Tx, who access.Actor, rules Rules) ([]Item, error) {
	if !access.Anywhere(who, access.Destroy) {
		return nil, errs.Missing("page", "")
	}
	l, err := Due(tx, who, rules, grant.Today(tx))
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(l.Due(), func(i Item) bool { return !access.Decide(who, access.Destroy, i.place).Allowed }), nil
}

// Run destroys what is due today and that who may destroy, says of every key that it
// is destroyed, and writes the certificate, all in one transaction; its hash is in
// the audit log. It reports false, and writes nothing, where nothing is due.
//
// What is left is the caller's, after the commit: to sweep the keys, to scrub the
// database, and to say so with Finish. Until then the certificate is Unfinished.
func Run(tx *db.Tx, who access.Actor, rules Rules, keys *keyring.Ring) (Issued, bool, error) {
	ready, err := Ready(tx, who, rules)
	if err != nil || len(ready) == 0 {
		return Issued{}, false, err
	}
	today := grant.Today(tx)
	c := Certificate{ID: today.String() + "-" + newID("")[:8], At: tx.Stamp(), Actor: who.ID, On: today, Engine: tx.Engine().String()}
	for _, i := range ready {
		g := Gone{Rule: i.Rule, Edition: i.Edition, Subject: i.Subject}
		all, err := destroy(tx, who, keys, rules.InForce(today), i)
		if err != nil {
			return Issued{}, false, err
		}
		for _, d := range all {
			if d.Rows > 0 {
				g.Tables = append(g.Tables, d)
			}
		}
		if len(g.Tables) == 0 {
			continue // it went with its person
		}
		if i.Rule == Concern {
			scope := keyring.OfInspection(i.Subject)
			if err := keys.MarkDestroyed(tx, who, scope); err != nil {
				return Issued{}, false, err
			}
			c.Keys = append(c.Keys, string(scope))
		}
		c.Subjects = append(c.Subjects, g)
		if !slices.Contains(c.Editions, i.Edition) {
			c.Editions = append(c.Editions, i.Edition)
		}
	}
	c.Pages, c.Remains = pages(tx.Engine()), remains(c, tx.Engine())
	return issue(tx, who, c)
}

// destroy has the owners of the tables destroy what an item holds.
func destroy(tx *db.Tx, who access.Actor, keys *keyring.Ring, today Edition, i Item) (all []disposal.Destroyed, err error) {
	id := person.ID(i.Subject)
	before := today.Rule(SignIn).before(grant.Today(tx)).String()
	var steps []func() ([]disposal.Destroyed, error)
	switch i.Rule {
	case Concern:
		steps = []func() ([]disposal.Destroyed, error){
			func() ([]disposal.Destroyed, error) { return concern.Dispose(tx, who, inspection.ID(i.Subject)) },
			func() ([]disposal.Destroyed, error) { return sample.Dispose(tx, who, inspection.ID(i.Subject)) },
			func() ([]disposal.Destroyed, error) {
				return submission.Dispose(tx, submission.Desk{Keys: keys}, who, inspection.ID(i.Subject))
			},
		}
	case Message:
		return job.Dispose(tx, today.Rule(Message).before(grant.Today(tx)).String())
	case Holding:
		d, err := tx.Destroy("hold", q.DropHold, i.hold)
		return []disposal.Destroyed{d}, err
	case Person:
		steps = []func() ([]disposal.Destroyed, error){
			func() ([]disposal.Destroyed, error) { return session.Dispose(tx, id) },
			func() ([]disposal.Destroyed, error) { return credential.Dispose(tx, id) },
			func() ([]disposal.Destroyed, error) { return grant.Dispose(tx, id) },
			func() ([]disposal.Destroyed, error) { return person.Dispose(tx, id) },
		}
	case SignIn:
		steps = []func() ([]disposal.Destroyed, error){
			func() ([]disposal.Destroyed, error) { return session.DisposeEnded(tx, id, before) },
			func() ([]disposal.Destroyed, error) { return credential.DisposeEnded(tx, id, before) },
			func() ([]disposal.Destroyed, error) { return person.DisposeEnded(tx, id, before) },
		}
	}
	for _, step := range steps {
		some, err := step()
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

// issue keeps a certificate, with its hash in the audit log.
func issue(tx *db.Tx, who access.Actor, c Certificate) (Issued, bool, error) {
	body, err := json.Marshal(c)
	if err != nil {
		return Issued{}, false, err
	}
	sum := sha256.Sum256(body)
	i := Issued{Certificate: c, SHA256: hex.EncodeToString(sum[:])}
	if _, err := tx.Exec(q.Certify, c.ID, c.At, c.Actor, string(body)); err != nil {
		return i, false, err
	}
	return i, true, audit.Record(tx, who, "retention.destroy", c.ID, i.detail())
}

// detail is what the audit log says of a certificate.
func (i Issued) detail() string {
	rows := 0
	for _, t := range i.Tables() {
		rows += t.Rows
	}
	return fmt.Sprintf("%s, %s, certificate SHA-256 %s", Count(len(i.Subjects), "subject"), Count(rows, "row"), i.SHA256)
}

// Finish says of certificates that the keys are gone and the database was scrubbed,
// and how.
func Finish(tx *db.Tx, who access.Actor, done string, ids ...string) error {
	for _, id := range ids {
		n, err := tx.Exec(q.Finish, id, tx.Stamp(), done)
		if err != nil {
			return err
		}
		if n == 0 {
			continue // another program did the same at the same time
		}
		if err := audit.Record(tx, who, "retention.finish", id, ""); err != nil {
			return err
		}
	}
	return nil
}

func pages(e schema.Engine) string {
	if e == schema.SQLite {
		return "Deleted rows are overwritten with zeros; after the commit the file is written anew and the log beside it is emptied. What the disk keeps underneath the file no program can reach: the disk should be encrypted."
	}
	return "After the commit the tables are written anew without the deleted rows, and the old files go at the server’s next checkpoint. What the disk keeps underneath no program can reach: the disk should be encrypted."
}

// plain is what is not sealed in the tables, and so can be read in a backup.
var plain = []struct{ table, what string }{
	{"person", "names and e-mail addresses of people"},
	{"role_held", "who held which role"},
	{"conflict", "declared interests"},
	{"password", "hashes of passwords"},
	{"passkey", "public keys and names of passkeys"},
	{"federated", "who a person is at the sign-in of a body"},
	{"session", "when somebody was at the site"},
	{"invitation", "that somebody was invited, and when"},
	{"recovery", "that somebody asked to come back, and when"},
	{"ceremony", "that somebody was signing in, and when"},
	{"hold", "reasons of holds"},
}

// remains says what copies that were made before can still tell.
func remains(c Certificate, e schema.Engine) (all []string) {
	where := "backups made before this"
	if e == schema.Postgres {
		where = "segments of the server’s write-ahead log, its standbys’ archives and backups made before this"
	}
	if len(c.Keys) > 0 {
		all = append(all, "In "+where+", what was sealed with the keys named here cannot be read by anybody any more: the keys lay in no database. A copy of the folder of keys that was made before would open it; destroy such copies.")
	}
	var open []string
	for _, p := range plain {
		if slices.ContainsFunc(c.Tables(), func(d Total) bool { return d.Table == p.table }) {
			open = append(open, p.what)
		}
	}
	if len(open) > 0 {
		all = append(all, "In "+where+", these can be read until those expire, for they are not sealed: "+join(open)+".")
	}
	if slices.ContainsFunc(c.Tables(), func(d Total) bool { return d.Table == "job" }) {
		all = append(all, "In "+where+", messages are sealed with the key of the people who sign in, which is still in use.")
	}
	return append(all, "The audit log, grades and moves keep the ids of people, which stand for nobody any more, and no names.")
}
