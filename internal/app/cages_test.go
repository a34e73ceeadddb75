package app_test

import "github.com/northinch/northinch/internal/db"

// cages say how a canary gets into each table. $1 is the canary as text, $2 as bytes,
// $3 a person and $4 a moment long ago.
var cages = map[string]string{
	"person":            `UPDATE person SET name = $1, email = $1, folded = $1 WHERE id = $3 AND $2 = $2 AND $4 = $4`,
	"role_held":         `UPDATE role_held SET body = $1 WHERE person = $3 AND $4 <> '' AND $2 = $2`,
	"conflict":          `INSERT INTO conflict (id, person, kind, area, from_day, to_day, declared_by, declared_at, withdrawn_at, withdrawn_by) SELECT $1, $3, $1, 'made-up-carnbrae', '', '', 'x', $4, '', '' WHERE $2 = $2`,
	"password":          `INSERT INTO password (person, hash, code, step, made_at) VALUES ($3, $1, $2, 0, $4)`,
	"passkey":           `INSERT INTO passkey (id, person, name, body, made_at, used_at) VALUES ($1, $3, $1, $2, $4, '')`,
	"federated":         `INSERT INTO federated (issuer, subject, person, made_at) SELECT 'x', $1, $3, $4 WHERE $2 = $2`,
	"session":           `INSERT INTO session (secret, person, method, made_at, seen_at, fresh_at, ends_at, ended_at) SELECT $1, $3, $1, $4, $4, $4, $4, '' WHERE $2 = $2`,
	"invitation":        `INSERT INTO invitation (secret, person, why, made_by, made_at, ends_at, used_at) SELECT $1, $3, $1, 'x', $4, $4, '' WHERE $2 = $2`,
	"recovery":          `INSERT INTO recovery (id, person, secret, words, asked_at, ends_at, approved_by, approved_at, used_at) SELECT $1, $3, 'x', $1, $4, $4, '', '', '' WHERE $2 = $2`,
	"ceremony":          `INSERT INTO ceremony (secret, kind, person, body, ends_at) SELECT $1, 'x', $3, $1, $4 WHERE $2 = $2`,
	"job":               `INSERT INTO job (id, kind, body, due_at, attempts, leased_by, leased_until, done_at, problem, once) SELECT $1, 'x', $2, $4, 1, '', '', $4, $1, $1 WHERE $3 = $3`,
	"hold":              `INSERT INTO hold (id, subject, reason, placed_at, placed_by, released_at, released_by, why_released) SELECT $1, $3, $1, $4, 'x', $4, 'x', $1 WHERE $2 = $2`,
	"concern":           `UPDATE concern SET words = $2 WHERE $1 = $1 AND $3 = $3 AND $4 = $4`,
	"concern_step":      `UPDATE concern_step SET note = $2 WHERE $1 = $1 AND $3 = $3 AND $4 = $4`,
	"submission":        `UPDATE submission SET about = $2 WHERE inspection = 'made-up-second/made-up-carnbrae' AND $1 = $1 AND $3 = $3 AND $4 = $4`,
	"submission_piece":  `INSERT INTO submission_piece (submission, start, body) SELECT id, 99999999, $2 FROM submission WHERE inspection = 'made-up-second/made-up-carnbrae' AND $1 = $1 AND $3 = $3 AND $4 = $4`,
	"submission_waiver": `INSERT INTO submission_waiver (inspection, code, finding, at, actor, reason) SELECT 'made-up-second/made-up-carnbrae', 'x', $1, $4, $3, $2`,
	"submission_count":  `INSERT INTO submission_count (submission, part, definitions, body) SELECT id, 99, $1, $2 FROM submission WHERE inspection = 'made-up-second/made-up-carnbrae' AND $3 = $3 AND $4 = $4`,
	"sample":            `UPDATE sample SET private = $2 WHERE inspection = 'made-up-second/made-up-carnbrae' AND $1 = $1 AND $3 = $3 AND $4 = $4`,
	"sample_step":       `INSERT INTO sample_step (sample, number, at, actor, head) SELECT id, 99, $4, $3, $1 FROM sample WHERE inspection = 'made-up-second/made-up-carnbrae' AND $2 = $2`,
	"concern_look":      `INSERT INTO concern_look (concern, number, at, actor, reason) SELECT id, 1, $4, $3, $2 FROM concern WHERE $1 = $1`,
}

var end = db.Queries[struct{ Close, Concerns db.Query }](`
-- name: Close
UPDATE person SET state = 'closed'
-- name: Concerns
UPDATE concern SET stage = 'closed'
`)
