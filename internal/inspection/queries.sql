-- name: Add
INSERT INTO inspection (id, programme, area, stage, notified, started, ended, published, version)
VALUES ($1, $2, $3, $4, '', '', '', '', 1)
ON CONFLICT (id) DO NOTHING

-- name: ByID
SELECT id, programme, area, stage, notified, started, ended, published, version
FROM inspection WHERE id = $1

-- name: All
SELECT id, programme, area, stage, notified, started, ended, published, version
FROM inspection ORDER BY programme, area, id

-- name: InProgramme
SELECT id, programme, area, stage, notified, started, ended, published, version
FROM inspection WHERE programme = $1 ORDER BY area, id

-- name: InArea
SELECT id, programme, area, stage, notified, started, ended, published, version
FROM inspection WHERE area = $1 ORDER BY programme, id

-- name: Move
-- The version makes the second of two people who save at once try again.
UPDATE inspection SET stage = $3, notified = $4, started = $5, ended = $6, published = $7, version = version + 1
WHERE id = $1 AND version = $2

-- name: AddMove
INSERT INTO inspection_move (inspection, version, from_stage, to_stage, at, actor)
VALUES ($1, $2, $3, $4, $5, $6)

-- name: Moves
SELECT from_stage, to_stage, at, actor FROM inspection_move WHERE inspection = $1 ORDER BY version
