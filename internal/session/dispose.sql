-- name: Held
SELECT person, count(*), sum(CASE WHEN ended < $1 THEN 1 ELSE 0 END), min(ended), max(ended)
FROM (SELECT person, CASE WHEN ended_at <> '' THEN ended_at ELSE ends_at END AS ended FROM session) AS one GROUP BY person

-- name: Ended
DELETE FROM session WHERE person = $1 AND CASE WHEN ended_at <> '' THEN ended_at ELSE ends_at END < $2
RETURNING secret, person, method, made_at, seen_at, fresh_at, ends_at, ended_at

-- name: OfPerson
DELETE FROM session WHERE person = $1
RETURNING secret, person, method, made_at, seen_at, fresh_at, ends_at, ended_at
