-- name: Add
INSERT INTO concern (id, inspection, raised_at, raised_by, stage, stage_at, escalated_at, words, identity, version)
VALUES ($1, $2, $3, $4, $5, $3, '', $6, $7, 1)

-- name: ByID
SELECT id, inspection, raised_at, raised_by, stage, stage_at, escalated_at, length(identity) > 0, version FROM concern WHERE id = $1

-- name: All
SELECT id, inspection, raised_at, raised_by, stage, stage_at, escalated_at, length(identity) > 0, version FROM concern ORDER BY raised_at, id

-- name: Open
-- "What may be late and was not noticed yet?"
SELECT id, inspection, raised_at, raised_by, stage, stage_at, escalated_at, length(identity) > 0, version FROM concern
WHERE stage <> $1 AND escalated_at = '' ORDER BY stage_at, id

-- name: Sealed
SELECT words, identity FROM concern WHERE id = $1

-- name: SetStage
-- The version makes the second of two people who save at once try again.
UPDATE concern SET stage = $3, stage_at = $4, escalated_at = '', version = version + 1 WHERE id = $1 AND version = $2

-- name: Escalate
-- Once for each stage, however many servers watch.
UPDATE concern SET escalated_at = $3 WHERE id = $1 AND version = $2 AND escalated_at = ''

-- name: AddStep
INSERT INTO concern_step (concern, version, stage, at, actor, note) VALUES ($1, $2, $3, $4, $5, $6)

-- name: Steps
SELECT version, stage, at, actor, note FROM concern_step WHERE concern = $1 ORDER BY version

-- name: AddLook
INSERT INTO concern_look (concern, number, at, actor, reason) VALUES ($1, $2, $3, $4, $5)

-- name: Looks
SELECT number, at, actor, reason FROM concern_look WHERE concern = $1 ORDER BY number

-- name: LastLook
SELECT coalesce(max(number), 0) FROM concern_look WHERE concern = $1

-- name: ResealConcern
UPDATE concern SET words = $2, identity = $3 WHERE id = $1

-- name: ResealStep
UPDATE concern_step SET note = $3 WHERE concern = $1 AND version = $2

-- name: ResealLook
UPDATE concern_look SET reason = $3 WHERE concern = $1 AND number = $2

-- name: DropLooks
DELETE FROM concern_look WHERE concern IN (SELECT id FROM concern WHERE inspection = $1)
RETURNING concern, number, at, actor, reason

-- name: DropSteps
DELETE FROM concern_step WHERE concern IN (SELECT id FROM concern WHERE inspection = $1)
RETURNING concern, version, stage, at, actor, note

-- name: Drop
DELETE FROM concern WHERE inspection = $1
RETURNING id, inspection, raised_at, raised_by, stage, stage_at, escalated_at, words, identity, version

-- name: HeldSteps
SELECT c.inspection, count(*) FROM concern_step s JOIN concern c ON c.id = s.concern GROUP BY c.inspection

-- name: HeldLooks
SELECT c.inspection, count(*) FROM concern_look l JOIN concern c ON c.id = l.concern GROUP BY c.inspection
