-- name: Head
SELECT size, edge FROM audit_head WHERE id = 1

-- name: SetHead
INSERT INTO audit_head (id, size, edge) VALUES (1, $1, $2)
ON CONFLICT (id) DO UPDATE SET size = excluded.size, edge = excluded.edge

-- name: Add
INSERT INTO audit_entry (seq, at, actor, verb, subject, detail) VALUES ($1, $2, $3, $4, $5, $6)

-- name: Entries
-- "Does the log still hold everything it held?"
SELECT seq, at, actor, verb, subject, detail FROM audit_entry ORDER BY seq

-- name: Last
SELECT seq, at, actor, verb, subject, detail FROM audit_entry ORDER BY seq DESC LIMIT $1

-- name: About
-- "Who did see this?"
SELECT seq, at, actor, verb, subject, detail FROM audit_entry WHERE subject IN ($1...) ORDER BY seq DESC
