-- name: Add
INSERT INTO submission (id, inspection, number, state, sent_at, sent_by, decided_at, decided_by, sha256, bytes, edition, agreed, children, events, left_out, findings, parts, about)
VALUES ($1, $2, $3, $4, $5, $6, '', '', $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)

-- name: ByID
SELECT id, inspection, number, state, sent_at, sent_by, decided_at, decided_by, sha256, bytes, edition, agreed, children, events, left_out, findings, parts
FROM submission WHERE id = $1

-- name: OfInspection
SELECT id, inspection, number, state, sent_at, sent_by, decided_at, decided_by, sha256, bytes, edition, agreed, children, events, left_out, findings, parts
FROM submission WHERE inspection = $1 ORDER BY number DESC

-- name: AcceptedIn
-- "Which returns make the national picture?"
SELECT s.id, s.inspection, s.number, s.state, s.sent_at, s.sent_by, s.decided_at, s.decided_by, s.sha256, s.bytes, s.edition, s.agreed, s.children, s.events, s.left_out, s.findings, s.parts
FROM submission s JOIN inspection i ON i.id = s.inspection WHERE i.programme = $1 AND s.state = 'accepted' ORDER BY s.id

-- name: All
SELECT id, inspection, number, state, sent_at, sent_by, decided_at, decided_by, sha256, bytes, edition, agreed, children, events, left_out, findings, parts
FROM submission ORDER BY id

-- name: About
SELECT about FROM submission WHERE id = $1

-- name: Supersede
-- A newer one takes the place of those in a state.
UPDATE submission SET state = 'superseded' WHERE inspection = $1 AND state = $2 AND number < $3

-- name: Accept
UPDATE submission SET state = 'accepted', decided_at = $2, decided_by = $3 WHERE id = $1 AND state = 'received'

-- name: AddPiece
INSERT INTO submission_piece (submission, start, body) VALUES ($1, $2, $3)

-- name: Pieces
SELECT start, body FROM submission_piece WHERE submission = $1 ORDER BY start

-- name: AddCount
-- A part that is counted twice has the same counts; the second changes nothing.
INSERT INTO submission_count (submission, part, definitions, body) VALUES ($1, $2, $3, $4)
ON CONFLICT (submission, part) DO NOTHING

-- name: Counts
SELECT part, definitions, body FROM submission_count WHERE submission = $1 ORDER BY part

-- name: Waive
INSERT INTO submission_waiver (inspection, code, finding, at, actor, reason) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (inspection, code, finding) DO UPDATE SET at = excluded.at, actor = excluded.actor, reason = excluded.reason

-- name: Waivers
SELECT code, finding, at, actor, reason FROM submission_waiver WHERE inspection = $1 ORDER BY code, finding

-- name: Totals
SELECT measure, areas, small, body FROM submission_total WHERE programme = $1 AND definitions = $2 ORDER BY measure

-- name: SetTotal
INSERT INTO submission_total (programme, measure, definitions, areas, small, body) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (programme, measure, definitions) DO UPDATE SET areas = excluded.areas, small = excluded.small, body = excluded.body

-- name: ResealAbout
UPDATE submission SET about = $2 WHERE id = $1

-- name: ResealPiece
UPDATE submission_piece SET body = $3 WHERE submission = $1 AND start = $2

-- name: ResealCount
UPDATE submission_count SET body = $3 WHERE submission = $1 AND part = $2

-- name: ResealWaiver
UPDATE submission_waiver SET reason = $4 WHERE inspection = $1 AND code = $2 AND finding = $3

-- name: DropWaivers
DELETE FROM submission_waiver WHERE inspection = $1
RETURNING inspection, code, finding, at, actor, reason

-- name: DropCounts
DELETE FROM submission_count WHERE submission IN (SELECT id FROM submission WHERE inspection = $1)
RETURNING submission, part, definitions, body

-- name: DropPieces
DELETE FROM submission_piece WHERE submission IN (SELECT id FROM submission WHERE inspection = $1)
RETURNING submission, start, body

-- name: Drop
DELETE FROM submission WHERE inspection = $1
RETURNING id, inspection, number, state, sent_at, sent_by, decided_at, decided_by, sha256, bytes, edition, agreed, children, events, left_out, findings, parts, about

-- name: Held
SELECT 'submission', inspection, count(*) FROM submission GROUP BY inspection
UNION ALL SELECT 'submission_piece', s.inspection, count(*) FROM submission_piece p JOIN submission s ON s.id = p.submission GROUP BY s.inspection
UNION ALL SELECT 'submission_waiver', inspection, count(*) FROM submission_waiver GROUP BY inspection
UNION ALL SELECT 'submission_count', s.inspection, count(*) FROM submission_count c JOIN submission s ON s.id = c.submission GROUP BY s.inspection
ORDER BY 2, 1
