-- name: Held
SELECT 'concern', inspection, count(*) FROM concern GROUP BY inspection
UNION ALL
SELECT 'concern_step', c.inspection, count(*) FROM concern_step s JOIN concern c ON c.id = s.concern GROUP BY c.inspection
UNION ALL
SELECT 'concern_look', c.inspection, count(*) FROM concern_look l JOIN concern c ON c.id = l.concern GROUP BY c.inspection

-- name: Looks
DELETE FROM concern_look WHERE concern IN (SELECT id FROM concern WHERE inspection = $1)
RETURNING concern, at, actor, reason

-- name: Steps
DELETE FROM concern_step WHERE concern IN (SELECT id FROM concern WHERE inspection = $1)
RETURNING concern, version, stage, at, actor, note

-- name: Concerns
DELETE FROM concern WHERE inspection = $1
RETURNING id, inspection, raised_at, raised_by, stage, stage_at, escalated_at, words, identity, version
