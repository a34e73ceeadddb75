-- name: Facts
SELECT inspection, kind, on_day FROM retention_fact WHERE inspection = $1

-- name: AllFacts
SELECT inspection, kind, on_day FROM retention_fact ORDER BY inspection, kind

-- name: SetFact
INSERT INTO retention_fact (inspection, kind, on_day, at, actor) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (inspection, kind) DO UPDATE SET on_day = excluded.on_day, at = excluded.at, actor = excluded.actor

-- name: DropFact
DELETE FROM retention_fact WHERE inspection = $1 AND kind = $2

-- name: Place
INSERT INTO hold (id, subject, reason, placed_at, placed_by, released_at, released_by, why_released) VALUES ($1, $2, $3, $4, $5, '', '', '')

-- name: Release
UPDATE hold SET released_at = $2, released_by = $3, why_released = $4 WHERE id = $1 AND released_at = ''

-- name: Hold
SELECT id, subject, reason, placed_at, placed_by, released_at, released_by, why_released FROM hold WHERE id = $1

-- name: Holds
SELECT id, subject, reason, placed_at, placed_by, released_at, released_by, why_released FROM hold ORDER BY placed_at, id

-- name: DropHold
DELETE FROM hold WHERE id = $1 AND released_at <> ''
RETURNING id, subject, reason, placed_at, placed_by, released_at, released_by, why_released

-- name: Certify
INSERT INTO certificate (id, at, actor, body, finished_at, finished) VALUES ($1, $2, $3, $4, '', '')

-- name: Finish
UPDATE certificate SET finished_at = $2, finished = $3 WHERE id = $1 AND finished_at = ''

-- name: Certificate
SELECT body, finished_at, finished FROM certificate WHERE id = $1

-- name: Certificates
SELECT body, finished_at, finished FROM certificate ORDER BY at DESC, id

-- name: Unfinished
-- "Is everything gone that a certificate says is gone?"
SELECT body, finished_at, finished FROM certificate WHERE finished_at = '' ORDER BY at, id
