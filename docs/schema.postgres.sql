-- Every table as North Inch makes it on PostgreSQL, step by step.
-- Written by a test of internal/schema from the files in internal/schema/migrations,
-- whose comments say what each table is for; do not change it by hand.

-- Step 1: 0001_audit
CREATE TABLE audit_entry (
	seq     BIGINT PRIMARY KEY,
	at      TEXT COLLATE "C" NOT NULL CHECK (length(at) = 24),
	actor   TEXT COLLATE "C" NOT NULL CHECK (actor <> ''),
	verb    TEXT COLLATE "C" NOT NULL CHECK (verb <> ''),
	subject TEXT COLLATE "C" NOT NULL,
	detail  TEXT COLLATE "C" NOT NULL
);

CREATE TABLE audit_head (
	id    BIGINT PRIMARY KEY CHECK (id = 1),
	size  BIGINT NOT NULL,
	edge  BYTEA NOT NULL
);

-- Step 2: 0002_programme
CREATE TABLE area (
	id      TEXT COLLATE "C" PRIMARY KEY,
	list    TEXT COLLATE "C" NOT NULL,
	name    TEXT COLLATE "C" NOT NULL CHECK (name <> ''),
	kind    TEXT COLLATE "C" NOT NULL,
	within  TEXT COLLATE "C" NOT NULL,
	short   TEXT COLLATE "C" NOT NULL,
	tile_column BIGINT,
	tile_row    BIGINT
);

CREATE INDEX area_list ON area (list);

CREATE TABLE area_code (
	code     TEXT COLLATE "C" PRIMARY KEY,
	area     TEXT COLLATE "C" NOT NULL REFERENCES area (id),
	valid_from TEXT COLLATE "C" NOT NULL,
	valid_to   TEXT COLLATE "C" NOT NULL,
	replaced   BOOLEAN NOT NULL,
	checked    TEXT COLLATE "C" NOT NULL
);

CREATE TABLE area_name (
	list   TEXT COLLATE "C" NOT NULL,
	folded TEXT COLLATE "C" NOT NULL,
	area   TEXT COLLATE "C" NOT NULL REFERENCES area (id),
	name   TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (list, folded)
);

CREATE INDEX area_name_folded ON area_name (folded);

CREATE TABLE framework_edition (
	id     TEXT COLLATE "C" PRIMARY KEY,
	body   TEXT COLLATE "C" NOT NULL
);

CREATE TABLE programme (
	id          TEXT COLLATE "C" PRIMARY KEY,
	name        TEXT COLLATE "C" NOT NULL CHECK (name <> ''),
	from_date   TEXT COLLATE "C" NOT NULL,
	to_date     TEXT COLLATE "C" NOT NULL,
	framework   TEXT COLLATE "C" NOT NULL REFERENCES framework_edition (id),
	area_list   TEXT COLLATE "C" NOT NULL,
	predecessor TEXT COLLATE "C" NOT NULL,
	about       TEXT COLLATE "C" NOT NULL,
	made_up     BOOLEAN NOT NULL
);

CREATE TABLE inspection (
	id        TEXT COLLATE "C" PRIMARY KEY,
	programme TEXT COLLATE "C" NOT NULL REFERENCES programme (id),
	area      TEXT COLLATE "C" NOT NULL REFERENCES area (id),
	stage     TEXT COLLATE "C" NOT NULL,
	notified  TEXT COLLATE "C" NOT NULL,
	started   TEXT COLLATE "C" NOT NULL,
	ended     TEXT COLLATE "C" NOT NULL,
	published TEXT COLLATE "C" NOT NULL,
	version   BIGINT NOT NULL
);

CREATE INDEX inspection_programme ON inspection (programme, area);

CREATE INDEX inspection_area ON inspection (area);

CREATE TABLE inspection_move (
	inspection TEXT COLLATE "C" NOT NULL REFERENCES inspection (id),
	version    BIGINT NOT NULL,
	from_stage TEXT COLLATE "C" NOT NULL,
	to_stage   TEXT COLLATE "C" NOT NULL,
	at         TEXT COLLATE "C" NOT NULL CHECK (length(at) = 24),
	actor      TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (inspection, version)
);

CREATE TABLE evaluation (
	inspection TEXT COLLATE "C" NOT NULL REFERENCES inspection (id),
	indicator  TEXT COLLATE "C" NOT NULL,
	version    BIGINT NOT NULL,
	mark       BIGINT NOT NULL,
	reason     TEXT COLLATE "C" NOT NULL,
	at         TEXT COLLATE "C" NOT NULL CHECK (length(at) = 24),
	actor      TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (inspection, indicator, version)
);

-- Step 3: 0003_outcome
CREATE TABLE source (
	id     TEXT COLLATE "C" PRIMARY KEY,
	sha256 TEXT COLLATE "C" NOT NULL,
	name   TEXT COLLATE "C" NOT NULL,
	bytes  BIGINT NOT NULL,
	at     TEXT COLLATE "C" NOT NULL CHECK (length(at) = 24)
);

CREATE TABLE source_piece (
	source TEXT COLLATE "C" NOT NULL,
	start  BIGINT NOT NULL,
	body   BYTEA NOT NULL,
	PRIMARY KEY (source, start)
);

CREATE TABLE reading (
	id      TEXT COLLATE "C" PRIMARY KEY,
	source  TEXT COLLATE "C" NOT NULL REFERENCES source (id),
	programme TEXT COLLATE "C" NOT NULL,
	profile TEXT COLLATE "C" NOT NULL,
	account TEXT COLLATE "C" NOT NULL,
	at      TEXT COLLATE "C" NOT NULL CHECK (length(at) = 24)
);

CREATE TABLE reading_finding (
	reading  TEXT COLLATE "C" NOT NULL REFERENCES reading (id),
	seq      BIGINT NOT NULL,
	findings BIGINT NOT NULL,
	body     BYTEA NOT NULL,
	PRIMARY KEY (reading, seq)
);

CREATE TABLE outcome_block (
	programme TEXT COLLATE "C" NOT NULL,
	reading   TEXT COLLATE "C" NOT NULL,
	seq       BIGINT NOT NULL,
	outcomes  BIGINT NOT NULL,
	body      BYTEA NOT NULL,
	PRIMARY KEY (programme, reading, seq)
);
