-- A file from elsewhere, kept whole, so that every figure can be followed to the
-- row it came from. id is the beginning of the SHA-256 of its bytes. Holds no
-- personal data: what such a file may hold is said in its profile, and it is of
-- published grades. Written by source.
CREATE TABLE source (
	id     TEXT PRIMARY KEY,
	sha256 TEXT NOT NULL,
	name   TEXT NOT NULL,
	bytes  BIGINT NOT NULL,
	at     TEXT NOT NULL CHECK (length(at) = 24)
);

-- The bytes of a source in pieces of equal length, deflated, with the offset of
-- the first byte. Holds no personal data, as source. Written by source.
CREATE TABLE source_piece (
	source TEXT NOT NULL,
	start  BIGINT NOT NULL,
	body   BYTEA NOT NULL,
	PRIMARY KEY (source, start)
);

-- One reading of a source with one profile. The profile is kept as it was, and
-- so is the account of what became of every row. Holds no personal data. Written by
-- outcome.
CREATE TABLE reading (
	id      TEXT PRIMARY KEY,
	source  TEXT NOT NULL REFERENCES source (id),
	programme TEXT NOT NULL, -- the programme asked for, or '' where the file names several
	profile TEXT NOT NULL,
	account TEXT NOT NULL,  -- JSON: rows, outcomes, cells by status, columns not used
	at      TEXT NOT NULL CHECK (length(at) = 24)
);

-- Every cell that was rejected or doubtful, what was read in it and what was
-- done, many to a row: JSON lines, deflated. Holds no personal data, as source.
-- Written by outcome.
CREATE TABLE reading_finding (
	reading  TEXT NOT NULL REFERENCES reading (id),
	seq      BIGINT NOT NULL,
	findings BIGINT NOT NULL,
	body     BYTEA NOT NULL,
	PRIMARY KEY (reading, seq)
);

-- What a reading says of inspections, several hundred outcomes to a row, in the
-- packed form of outcome/block.go: a million outcomes are written and read in
-- about a second. Holds no personal data. Written by outcome.
CREATE TABLE outcome_block (
	programme TEXT NOT NULL,
	reading   TEXT NOT NULL,
	seq       BIGINT NOT NULL,
	outcomes  BIGINT NOT NULL,
	body      BYTEA NOT NULL,
	PRIMARY KEY (programme, reading, seq)
);
