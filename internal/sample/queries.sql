-- name: Add
INSERT INTO sample (id, inspection, number, state, source, sha256, records, size, reason, record, private)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)

-- name: OfInspection
SELECT id, inspection, number, state, source, sha256, records, size FROM sample WHERE inspection = $1 ORDER BY number DESC

-- name: All
SELECT id, inspection, number, state, source, sha256, records, size FROM sample ORDER BY id

-- name: Sealed
SELECT reason, record, private FROM sample WHERE id = $1

-- name: Supersede
-- A newer one takes the place of those before.
UPDATE sample SET state = 'superseded' WHERE inspection = $1 AND number < $2

-- name: Change
UPDATE sample SET state = $2, record = $3, private = $4 WHERE id = $1

-- name: Reseal
UPDATE sample SET reason = $2, record = $3, private = $4 WHERE id = $1

-- name: AddStep
INSERT INTO sample_step (sample, number, at, actor, head) VALUES ($1, $2, $3, $4, $5)

-- name: Steps
SELECT number, at, actor, head FROM sample_step WHERE sample = $1 ORDER BY number

-- name: DropSteps
DELETE FROM sample_step WHERE sample IN (SELECT id FROM sample WHERE inspection = $1)
RETURNING sample, number, at, actor, head

-- name: Drop
DELETE FROM sample WHERE inspection = $1
RETURNING id, inspection, number, state, source, sha256, records, size, reason, record, private

-- name: Held
SELECT 'sample', inspection, count(*) FROM sample GROUP BY inspection
UNION ALL SELECT 'sample_step', s.inspection, count(*) FROM sample_step p JOIN sample s ON s.id = p.sample GROUP BY s.inspection
ORDER BY 2, 1
