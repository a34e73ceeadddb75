-- name: Held
SELECT kind, count(*), coalesce(sum(CASE WHEN done_at <> '' AND done_at < $1 THEN 1 ELSE 0 END), 0),
	coalesce(min(CASE WHEN done_at <> '' THEN done_at END), ''), coalesce(max(done_at), '')
FROM job
GROUP BY kind
ORDER BY kind

-- name: Done
DELETE FROM job WHERE done_at <> '' AND done_at < $1
RETURNING id, kind, body, due_at, attempts, leased_by, leased_until, done_at, problem, once
