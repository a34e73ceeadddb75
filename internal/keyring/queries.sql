-- name: Known
-- "Which keys were used here, and are they still the same?"
SELECT version, fingerprint, destroyed_at FROM sealing_key WHERE scope = $1 ORDER BY version

-- name: All
SELECT scope, version, fingerprint, destroyed_at FROM sealing_key ORDER BY scope, version

-- name: Add
INSERT INTO sealing_key (scope, version, fingerprint, made_at, destroyed_at) VALUES ($1, $2, $3, $4, '')

-- name: Destroy
UPDATE sealing_key SET destroyed_at = $2 WHERE scope = $1 AND destroyed_at = ''

-- name: Drop
-- All versions of a scope's key but the newest.
UPDATE sealing_key SET destroyed_at = $2
WHERE scope = $1 AND destroyed_at = ''
	AND version < (SELECT max(version) FROM sealing_key AS newest WHERE newest.scope = $1)

-- name: Alone
-- Changes nothing, and is refused in a transaction that can only read.
UPDATE sealing_key SET version = version WHERE scope = ''
