-- Who did what to what, when. Never updated, never deleted, no foreign keys: an
-- entry outlives what it describes. detail holds names of stages and of files,
-- and counts; never a person's name beyond the actor, never what a record says.
-- Holds no personal data beyond who did it: actor is the id of a person, or the
-- name of the account of the machine that a command was given on. Ids stay when the
-- person who had one is disposed of. Written by audit.
CREATE TABLE audit_entry (
	seq     BIGINT PRIMARY KEY, -- 0, 1, 2 … without gaps
	at      TEXT NOT NULL CHECK (length(at) = 24),
	actor   TEXT NOT NULL CHECK (actor <> ''),
	verb    TEXT NOT NULL CHECK (verb <> ''),
	subject TEXT NOT NULL,
	detail  TEXT NOT NULL
);

-- The head of the Merkle tree (RFC 6962) over audit_entry, one row: how many
-- entries it covers, and the hashes of its complete subtrees from the largest to
-- the smallest (32 bytes each), from which the root follows and to which an
-- entry is added without reading any other. Holds no personal data. Written by
-- audit.
CREATE TABLE audit_head (
	id    BIGINT PRIMARY KEY CHECK (id = 1),
	size  BIGINT NOT NULL,
	edge  BYTEA NOT NULL
);
