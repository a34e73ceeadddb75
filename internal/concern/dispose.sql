-- name: Held
SELECT inspection, count(*), sum(CASE WHEN stage <> 'closed' THEN 1 ELSE 0 END),
	(SELECT count(*) FROM concern_step s JOIN concern o ON o.id = s.concern WHERE o.inspection = c.inspection),
	(SELECT count(*) FROM concern_look l JOIN concern o ON o.id = l.concern WHERE o.inspection = c.inspection)
FROM concern c GROUP BY inspection ORDER BY inspection

-- name: Looks
DELETE FROM concern_look WHERE concern IN (SELECT id FROM concern WHERE inspection = $1)
RETURNING concern, number, at, actor, reason

-- name: Steps
DELETE FROM concern_step WHERE concern IN (SELECT id FROM concern WHERE inspection = $1)
RETURNING concern, version, stage, at, actor, note

-- name: Concerns
DELETE FROM concern WHERE inspection = $1
RETURNING id, inspection, raised_at, raised_by, stage, stage_at, escalated_at, words, identity, version
