-- name: Add
INSERT INTO session (secret, person, method, made_at, seen_at, fresh_at, ends_at, ended_at) VALUES ($1, $2, $3, $4, $4, $4, $5, '')

-- name: BySecret
SELECT s.secret, p.id, p.name, p.email, p.state, p.made_up, p.made_at, p.version, s.method, s.made_at, s.seen_at, s.fresh_at, s.ends_at
FROM session s JOIN person p ON p.id = s.person
WHERE s.secret = $1 AND s.ended_at = '' AND s.ends_at > $2 AND s.seen_at > $3 AND p.state = 'active'

-- name: OfPerson
SELECT s.secret, p.id, p.name, p.email, p.state, p.made_up, p.made_at, p.version, s.method, s.made_at, s.seen_at, s.fresh_at, s.ends_at
FROM session s JOIN person p ON p.id = s.person
WHERE s.person = $1 AND s.ended_at = '' AND s.ends_at > $2 AND s.seen_at > $3
ORDER BY s.made_at DESC

-- name: Touch
UPDATE session SET seen_at = $2 WHERE secret = $1 AND seen_at < $2

-- name: Freshen
UPDATE session SET fresh_at = $2, seen_at = $2 WHERE secret = $1

-- name: End
UPDATE session SET ended_at = $2 WHERE secret = $1 AND ended_at = ''

-- name: EndAll
UPDATE session SET ended_at = $3 WHERE person = $1 AND secret <> $2 AND ended_at = ''

-- name: EndEverybodys
UPDATE session SET ended_at = $1 WHERE ended_at = ''

-- name: Prune
DELETE FROM session WHERE ends_at < $1

-- name: Spent
SELECT spent, at FROM attempt WHERE key = $1

-- name: Spend
INSERT INTO attempt (key, spent, at) VALUES ($1, $2, $3)
ON CONFLICT (key) DO UPDATE SET spent = excluded.spent, at = excluded.at

-- name: PruneAttempts
DELETE FROM attempt WHERE at < $1
