package retention

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/credential"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/disposal"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/grant"
	"github.com/northinch/northinch/internal/job"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/session"
)

// Statements are the queries of this package and those of the disposal of people and
// messages, to be checked on an engine.
func Statements() []db.Query {
	return slices.Concat(db.List(q), credential.DisposeStatements(), grant.DisposeStatements(),
		job.DisposeStatements(), person.DisposeStatements(), session.DisposeStatements())
}

// Certificate is what was destroyed, when, by whom and by which rules. It never
// changes.
type Certificate struct {
	ID       string    `json:"id"`
	At       string    `json:"at"`
	Actor    string    `json:"actor"`
	On       date.Date `json:"on"`
	Editions []string  `json:"editions"`
	Subjects []Gone    `json:"subjects"`
	// Keys are the scopes whose keys were destroyed.
	Keys   []string `json:"keys"`
	Engine string   `json:"engine"`
	// Pages is what is done to what rows leave in the files; Remains what copies that
	// were made before can still tell.
	Pages   string   `json:"pages"`
	Remains []string `json:"remains"`
}

// Gone is what was destroyed about a subject.
type Gone struct {
	Rule    string `json:"rule"`
	Edition string `json:"edition"`
	// Subject is the id of an inspection or a person, or "" for nobody who is known.
	Subject string               `json:"subject"`
	Tables  []disposal.Destroyed `json:"tables"`
}

// Issued is a certificate as it is kept.
type Issued struct {
	Certificate
	// SHA256 is that of the certificate's bytes, which the audit log has too.
	SHA256 string `json:"sha256"`
	// FinishedAt is when the files of the keys and the free pages were gone; "" until then.
	FinishedAt string `json:"finished_at"`
	Finished   string `json:"finished"`
	// Entry is the entry of the audit log that names the hash, or -1 if none does: then
	// the certificate is not the one that was issued.
	Entry int64 `json:"audit_entry"`
}

// Total is how many rows of a table went.
type Total struct {
	Table    string
	Rows     int
	Subjects int
}

// Tables are the tables with how many rows of each went, by name.
func (c Certificate) Tables() (all []Total) {
	for _, s := range c.Subjects {
		for _, d := range s.Tables {
			i := slices.IndexFunc(all, func(t Total) bool { return t.Table == d.Table })
			if i < 0 {
				i = len(all)
				all = append(all, Total{Table: d.Table})
			}
			all[i].Rows += d.Rows
			all[i].Subjects++
		}
	}
	slices.SortFunc(all, func(a, b Total) int { return cmp.Compare(a.Table, b.Table) })
	return all
}

func scanIssued(scan db.Scan) (i Issued, err error) {
	var body string
	if err := scan(&body, &i.FinishedAt, &i.Finished); err != nil {
		return i, err
	}
	sum := sha256.Sum256([]byte(body))
	i.SHA256, i.Entry = hex.EncodeToString(sum[:]), -1
	return i, json.Unmarshal([]byte(body), &i.Certificate)
}

// Certificates are all certificates, the newest first. errs.NotFound if who may not
// see what is held.
func Certificates(tx *db.Tx, who access.Actor) ([]Issued, error) {
	if !access.Anywhere(who, access.SeeRetention) {
		return nil, errs.Missing("page", "")
	}
	return db.All(tx, q.Certificates, scanIssued)
}

// Get is a certificate, with the entry of the audit log that names its hash.
// errs.NotFound if there is none, or who may not see what is held.
func Get(tx *db.Tx, who access.Actor, id string) (Issued, error) {
	if !access.Anywhere(who, access.SeeRetention) {
		return Issued{}, errs.Missing("page", "")
	}
	all, err := db.All(tx, q.Certificate, scanIssued, id)
	if err != nil {
		return Issued{}, err
	}
	if len(all) == 0 {
		return Issued{}, errs.Missing("certificate", id)
	}
	i := all[0]
	entries, err := audit.About(tx, id)
	for _, e := range entries {
		if e.Verb == "retention.destroy" && strings.HasSuffix(e.Detail, i.SHA256) {
			i.Entry = e.Seq
		}
	}
	return i, err
}

// Unknown are those of some ids that are no certificate of this database: it was
// restored from before they were issued.
func Unknown(tx *db.Tx, ids []string) (all []string, err error) {
	for _, id := range ids {
		have, err := db.All(tx, q.Certificate, scanIssued, id)
		if err != nil {
			return nil, err
		}
		if len(have) == 0 {
			all = append(all, id)
		}
	}
	return all, nil
}

// Unfinished are the certificates after which something is left to do: the program
// stopped, or others were using the database.
func Unfinished(tx *db.Tx) ([]Issued, error) { return db.All(tx, q.Unfinished, scanIssued) }
