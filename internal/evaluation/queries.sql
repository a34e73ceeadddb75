-- name: Add
INSERT INTO evaluation (inspection, indicator, version, mark, reason, at, actor)
VALUES ($1, $2, $3, $4, $5, $6, $7)

-- name: Latest
SELECT inspection, indicator, version, mark, reason, at, actor FROM evaluation e
WHERE inspection = $1
  AND version = (SELECT max(version) FROM evaluation l WHERE l.inspection = e.inspection AND l.indicator = e.indicator)

-- name: OfProgramme
SELECT e.inspection, e.indicator, e.version, e.mark, e.reason, e.at, e.actor
FROM evaluation e JOIN inspection i ON i.id = e.inspection
WHERE i.programme = $1
  AND e.version = (SELECT max(version) FROM evaluation l WHERE l.inspection = e.inspection AND l.indicator = e.indicator)

-- name: History
SELECT inspection, indicator, version, mark, reason, at, actor FROM evaluation
WHERE inspection = $1 AND indicator = $2 ORDER BY version
