-- Every table as North Inch makes it on SQLite, step by step.
-- Written by a test of internal/schema from the files in internal/schema/migrations,
-- whose comments say what each table is for; do not change it by hand.

-- Step 1: 0001_audit
CREATE TABLE audit_entry (
	seq     INTEGER PRIMARY KEY,
	at      TEXT NOT NULL CHECK (length(at) = 24),
	actor   TEXT NOT NULL CHECK (actor <> ''),
	verb    TEXT NOT NULL CHECK (verb <> ''),
	subject TEXT NOT NULL,
	detail  TEXT NOT NULL
) STRICT;

CREATE TABLE audit_head (
	id    INTEGER PRIMARY KEY CHECK (id = 1),
	size  INTEGER NOT NULL,
	edge  BLOB NOT NULL
) STRICT;

-- Step 2: 0002_programme
CREATE TABLE area (
	id      TEXT PRIMARY KEY,
	list    TEXT NOT NULL,
	name    TEXT NOT NULL CHECK (name <> ''),
	kind    TEXT NOT NULL,
	within  TEXT NOT NULL,
	short   TEXT NOT NULL,
	tile_column INTEGER,
	tile_row    INTEGER
) STRICT;

CREATE INDEX area_list ON area (list);

CREATE TABLE area_code (
	code     TEXT PRIMARY KEY,
	area     TEXT NOT NULL REFERENCES area (id),
	valid_from TEXT NOT NULL,
	valid_to   TEXT NOT NULL,
	replaced   INTEGER NOT NULL,
	checked    TEXT NOT NULL
) STRICT;

CREATE TABLE area_name (
	list   TEXT NOT NULL,
	folded TEXT NOT NULL,
	area   TEXT NOT NULL REFERENCES area (id),
	name   TEXT NOT NULL,
	PRIMARY KEY (list, folded)
) STRICT;

CREATE INDEX area_name_folded ON area_name (folded);

CREATE TABLE framework_edition (
	id     TEXT PRIMARY KEY,
	body   TEXT NOT NULL
) STRICT;

CREATE TABLE programme (
	id          TEXT PRIMARY KEY,
	name        TEXT NOT NULL CHECK (name <> ''),
	from_date   TEXT NOT NULL,
	to_date     TEXT NOT NULL,
	framework   TEXT NOT NULL REFERENCES framework_edition (id),
	area_list   TEXT NOT NULL,
	predecessor TEXT NOT NULL,
	about       TEXT NOT NULL,
	made_up     INTEGER NOT NULL
) STRICT;

CREATE TABLE inspection (
	id        TEXT PRIMARY KEY,
	programme TEXT NOT NULL REFERENCES programme (id),
	area      TEXT NOT NULL REFERENCES area (id),
	stage     TEXT NOT NULL,
	notified  TEXT NOT NULL,
	started   TEXT NOT NULL,
	ended     TEXT NOT NULL,
	published TEXT NOT NULL,
	version   INTEGER NOT NULL
) STRICT;

CREATE INDEX inspection_programme ON inspection (programme, area);

CREATE INDEX inspection_area ON inspection (area);

CREATE TABLE inspection_move (
	inspection TEXT NOT NULL REFERENCES inspection (id),
	version    INTEGER NOT NULL,
	from_stage TEXT NOT NULL,
	to_stage   TEXT NOT NULL,
	at         TEXT NOT NULL CHECK (length(at) = 24),
	actor      TEXT NOT NULL,
	PRIMARY KEY (inspection, version)
) STRICT;

CREATE TABLE evaluation (
	inspection TEXT NOT NULL REFERENCES inspection (id),
	indicator  TEXT NOT NULL,
	version    INTEGER NOT NULL,
	mark       INTEGER NOT NULL,
	reason     TEXT NOT NULL,
	at         TEXT NOT NULL CHECK (length(at) = 24),
	actor      TEXT NOT NULL,
	PRIMARY KEY (inspection, indicator, version)
) STRICT;

-- Step 3: 0003_outcome
CREATE TABLE source (
	id     TEXT PRIMARY KEY,
	sha256 TEXT NOT NULL,
	name   TEXT NOT NULL,
	bytes  INTEGER NOT NULL,
	at     TEXT NOT NULL CHECK (length(at) = 24)
) STRICT;

CREATE TABLE source_piece (
	source TEXT NOT NULL,
	start  INTEGER NOT NULL,
	body   BLOB NOT NULL,
	PRIMARY KEY (source, start)
) STRICT;

CREATE TABLE reading (
	id      TEXT PRIMARY KEY,
	source  TEXT NOT NULL REFERENCES source (id),
	programme TEXT NOT NULL,
	profile TEXT NOT NULL,
	account TEXT NOT NULL,
	at      TEXT NOT NULL CHECK (length(at) = 24)
) STRICT;

CREATE TABLE reading_finding (
	reading  TEXT NOT NULL REFERENCES reading (id),
	seq      INTEGER NOT NULL,
	findings INTEGER NOT NULL,
	body     BLOB NOT NULL,
	PRIMARY KEY (reading, seq)
) STRICT;

CREATE TABLE outcome_block (
	programme TEXT NOT NULL,
	reading   TEXT NOT NULL,
	seq       INTEGER NOT NULL,
	outcomes  INTEGER NOT NULL,
	body      BLOB NOT NULL,
	PRIMARY KEY (programme, reading, seq)
) STRICT;
