-- name: Add
INSERT INTO job (id, kind, body, due_at, attempts, leased_by, leased_until, done_at, problem, once)
VALUES ($1, $2, $3, $4, 0, '', '', '', '', $5)
ON CONFLICT (once) DO NOTHING

-- name: Claim
-- $2 is now, $3 the end of the lease. A lease that ends after $4, and a next
-- attempt that is due after $5, were set by a clock that has been put back since.
UPDATE job SET leased_by = $1, leased_until = $3, attempts = attempts + 1
WHERE id = (
	SELECT id FROM job
	WHERE done_at = '' AND (due_at <= $2 OR attempts > 0 AND due_at > $5)
		AND (leased_until <= $2 OR leased_until > $4) AND kind IN ($6...)
	ORDER BY due_at, id LIMIT 1)
RETURNING id, kind, body, due_at, attempts, leased_by, problem, once

-- name: Exhausted
-- Every attempt ended with the server that made it.
UPDATE job SET done_at = $1, problem = $2, leased_by = '', leased_until = '', once = '#' || id
WHERE done_at = '' AND attempts >= $3 AND leased_until <= $1

-- name: Done
UPDATE job SET done_at = $4, problem = '', leased_by = '', leased_until = '', once = '#' || id
WHERE id = $1 AND done_at = '' AND leased_by = $2 AND attempts = $3

-- name: Later
UPDATE job SET due_at = $4, problem = $5, leased_by = '', leased_until = ''
WHERE id = $1 AND done_at = '' AND leased_by = $2 AND attempts = $3

-- name: GiveUp
UPDATE job SET done_at = $4, problem = $5, leased_by = '', leased_until = '', once = '#' || id
WHERE id = $1 AND done_at = '' AND leased_by = $2 AND attempts = $3

-- name: Release
UPDATE job SET attempts = attempts - 1, leased_by = '', leased_until = ''
WHERE id = $1 AND done_at = '' AND leased_by = $2 AND attempts = $3

-- name: Next
-- "When is there something to do?" '' is now, '-' is never. $1, $2 and $3 are $2, $4
-- and $5 of Claim.
SELECT coalesce(min(CASE
	WHEN leased_until > $1 AND leased_until <= $2 THEN leased_until
	WHEN due_at > $1 AND NOT (attempts > 0 AND due_at > $3) THEN due_at
	ELSE '' END), '-')
FROM job WHERE done_at = '' AND kind IN ($4...)

-- name: Planned
SELECT due_at, attempts FROM job WHERE once = $1

-- name: Sooner
UPDATE job SET due_at = $2 WHERE once = $1 AND due_at > $2 AND attempts = 0

-- name: Problems
-- "What could not be done?"
SELECT id, kind, body, due_at, attempts, leased_by, problem, once FROM job
WHERE problem <> '' ORDER BY due_at, id

-- name: Remove
DELETE FROM job WHERE done_at <> '' AND done_at < $1 AND problem = ''

-- name: Empty
UPDATE job SET body = $2 WHERE done_at <> '' AND done_at < $1 AND body <> $2

-- name: Clear
DELETE FROM job WHERE kind = $1 AND done_at <> '' AND done_at < $2

-- name: Waiting
SELECT id, kind, body, due_at, attempts, leased_by, problem, once FROM job
WHERE kind = $1 AND done_at = '' ORDER BY due_at, id

-- name: SetBody
UPDATE job SET body = $2 WHERE id = $1 AND done_at = ''
