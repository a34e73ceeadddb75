-- name: PlainTable
CREATE TABLE plain_entry (seq INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, verb TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL) STRICT

-- name: PlainAdd
-- The row of an audit entry without the tree: what the tree costs is the rest.
INSERT INTO plain_entry (seq, at, actor, verb, subject, detail) VALUES ($1, $2, $3, $4, $5, $6)
