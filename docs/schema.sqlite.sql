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

-- Step 4: 0004_people
CREATE TABLE sealing_key (
	scope        TEXT NOT NULL,
	version      INTEGER NOT NULL,
	fingerprint  TEXT NOT NULL,
	made_at      TEXT NOT NULL CHECK (length(made_at) = 24),
	destroyed_at TEXT NOT NULL,
	PRIMARY KEY (scope, version)
) STRICT;

CREATE TABLE person (
	id       TEXT PRIMARY KEY,
	name     TEXT NOT NULL CHECK (name <> ''),
	email    TEXT NOT NULL CHECK (email <> ''),
	folded   TEXT NOT NULL UNIQUE,
	state    TEXT NOT NULL,
	made_up  INTEGER NOT NULL,
	made_at  TEXT NOT NULL CHECK (length(made_at) = 24),
	version  INTEGER NOT NULL
) STRICT;

CREATE TABLE invitation (
	secret   TEXT PRIMARY KEY,
	person   TEXT NOT NULL REFERENCES person (id),
	why      TEXT NOT NULL,
	made_by  TEXT NOT NULL,
	made_at  TEXT NOT NULL CHECK (length(made_at) = 24),
	ends_at  TEXT NOT NULL CHECK (length(ends_at) = 24),
	used_at  TEXT NOT NULL
) STRICT;

CREATE INDEX invitation_person ON invitation (person);

CREATE TABLE recovery (
	id       TEXT PRIMARY KEY,
	person   TEXT NOT NULL REFERENCES person (id),
	secret   TEXT NOT NULL,
	words    TEXT NOT NULL,
	asked_at TEXT NOT NULL CHECK (length(asked_at) = 24),
	ends_at  TEXT NOT NULL CHECK (length(ends_at) = 24),
	approved_by TEXT NOT NULL,
	approved_at TEXT NOT NULL,
	used_at  TEXT NOT NULL
) STRICT;

CREATE INDEX recovery_person ON recovery (person);

CREATE TABLE password (
	person   TEXT PRIMARY KEY REFERENCES person (id),
	hash     TEXT NOT NULL,
	code     BLOB NOT NULL,
	step     INTEGER NOT NULL,
	made_at  TEXT NOT NULL CHECK (length(made_at) = 24)
) STRICT;

CREATE TABLE passkey (
	id       TEXT PRIMARY KEY,
	person   TEXT NOT NULL REFERENCES person (id),
	name     TEXT NOT NULL,
	body     BLOB NOT NULL,
	made_at  TEXT NOT NULL CHECK (length(made_at) = 24),
	used_at  TEXT NOT NULL
) STRICT;

CREATE INDEX passkey_person ON passkey (person);

CREATE TABLE federated (
	issuer   TEXT NOT NULL,
	subject  TEXT NOT NULL,
	person   TEXT NOT NULL REFERENCES person (id),
	made_at  TEXT NOT NULL CHECK (length(made_at) = 24),
	PRIMARY KEY (issuer, subject)
) STRICT;

CREATE INDEX federated_person ON federated (person);

CREATE TABLE ceremony (
	secret   TEXT PRIMARY KEY,
	kind     TEXT NOT NULL,
	person   TEXT NOT NULL,
	body     TEXT NOT NULL,
	ends_at  TEXT NOT NULL CHECK (length(ends_at) = 24)
) STRICT;

CREATE TABLE session (
	secret   TEXT PRIMARY KEY,
	person   TEXT NOT NULL REFERENCES person (id),
	method   TEXT NOT NULL,
	made_at  TEXT NOT NULL CHECK (length(made_at) = 24),
	seen_at  TEXT NOT NULL CHECK (length(seen_at) = 24),
	fresh_at TEXT NOT NULL CHECK (length(fresh_at) = 24),
	ends_at  TEXT NOT NULL CHECK (length(ends_at) = 24),
	ended_at TEXT NOT NULL
) STRICT;

CREATE INDEX session_person ON session (person);

CREATE TABLE attempt (
	key      TEXT PRIMARY KEY,
	spent    REAL NOT NULL,
	at       TEXT NOT NULL CHECK (length(at) = 24)
) STRICT;

CREATE TABLE role_held (
	id         TEXT PRIMARY KEY,
	person     TEXT NOT NULL REFERENCES person (id),
	role       TEXT NOT NULL,
	body       TEXT NOT NULL,
	programme  TEXT NOT NULL,
	area       TEXT NOT NULL,
	inspection TEXT NOT NULL,
	from_day   TEXT NOT NULL CHECK (length(from_day) = 10),
	to_day     TEXT NOT NULL CHECK (length(to_day) = 10),
	given_by   TEXT NOT NULL,
	given_at   TEXT NOT NULL CHECK (length(given_at) = 24),
	ended_at   TEXT NOT NULL,
	ended_by   TEXT NOT NULL
) STRICT;

CREATE INDEX role_held_person ON role_held (person);

CREATE TABLE conflict (
	id          TEXT PRIMARY KEY,
	person      TEXT NOT NULL REFERENCES person (id),
	kind        TEXT NOT NULL,
	area        TEXT NOT NULL REFERENCES area (id),
	from_day    TEXT NOT NULL,
	to_day      TEXT NOT NULL,
	declared_by TEXT NOT NULL,
	declared_at TEXT NOT NULL CHECK (length(declared_at) = 24),
	withdrawn_at TEXT NOT NULL,
	withdrawn_by TEXT NOT NULL
) STRICT;

CREATE INDEX conflict_person ON conflict (person);

CREATE TABLE job (
	id       TEXT PRIMARY KEY,
	kind     TEXT NOT NULL,
	body     BLOB NOT NULL,
	due_at   TEXT NOT NULL CHECK (length(due_at) = 24),
	attempts INTEGER NOT NULL,
	leased_by    TEXT NOT NULL,
	leased_until TEXT NOT NULL,
	done_at  TEXT NOT NULL,
	problem  TEXT NOT NULL,
	once     TEXT NOT NULL UNIQUE
) STRICT;

CREATE INDEX job_due ON job (done_at, due_at);

CREATE INDEX audit_entry_subject ON audit_entry (subject);

-- Step 5: 0005_concern_retention
CREATE TABLE concern (
	id         TEXT PRIMARY KEY,
	inspection TEXT NOT NULL REFERENCES inspection (id),
	raised_at  TEXT NOT NULL CHECK (length(raised_at) = 24),
	raised_by  TEXT NOT NULL,
	stage      TEXT NOT NULL,
	stage_at   TEXT NOT NULL CHECK (length(stage_at) = 24),
	escalated_at TEXT NOT NULL,
	words      BLOB NOT NULL,
	identity   BLOB NOT NULL,
	version    INTEGER NOT NULL
) STRICT;

CREATE INDEX concern_inspection ON concern (inspection);

CREATE TABLE concern_step (
	concern  TEXT NOT NULL REFERENCES concern (id),
	version  INTEGER NOT NULL,
	stage    TEXT NOT NULL,
	at       TEXT NOT NULL CHECK (length(at) = 24),
	actor    TEXT NOT NULL,
	note     BLOB NOT NULL,
	PRIMARY KEY (concern, version)
) STRICT;

CREATE TABLE concern_look (
	concern  TEXT NOT NULL REFERENCES concern (id),
	number   INTEGER NOT NULL,
	at       TEXT NOT NULL CHECK (length(at) = 24),
	actor    TEXT NOT NULL,
	reason   BLOB NOT NULL,
	PRIMARY KEY (concern, number)
) STRICT;

CREATE TABLE retention_fact (
	inspection TEXT NOT NULL REFERENCES inspection (id),
	kind       TEXT NOT NULL,
	on_day     TEXT NOT NULL CHECK (length(on_day) = 10),
	at         TEXT NOT NULL CHECK (length(at) = 24),
	actor      TEXT NOT NULL,
	PRIMARY KEY (inspection, kind)
) STRICT;

CREATE TABLE hold (
	id        TEXT PRIMARY KEY,
	subject   TEXT NOT NULL,
	reason    TEXT NOT NULL CHECK (reason <> ''),
	placed_at TEXT NOT NULL CHECK (length(placed_at) = 24),
	placed_by TEXT NOT NULL,
	released_at TEXT NOT NULL,
	released_by TEXT NOT NULL,
	why_released TEXT NOT NULL
) STRICT;

CREATE INDEX hold_subject ON hold (subject);

CREATE TABLE certificate (
	id      TEXT PRIMARY KEY,
	at      TEXT NOT NULL CHECK (length(at) = 24),
	actor   TEXT NOT NULL,
	body    TEXT NOT NULL,
	finished_at TEXT NOT NULL,
	finished    TEXT NOT NULL
) STRICT;

-- Step 6: 0006_submission
CREATE TABLE submission (
	id         TEXT PRIMARY KEY,
	inspection TEXT NOT NULL REFERENCES inspection (id),
	number     INTEGER NOT NULL,
	state      TEXT NOT NULL,
	sent_at    TEXT NOT NULL CHECK (length(sent_at) = 24),
	sent_by    TEXT NOT NULL,
	decided_at TEXT NOT NULL,
	decided_by TEXT NOT NULL,
	sha256     TEXT NOT NULL,
	bytes      INTEGER NOT NULL,
	edition    TEXT NOT NULL,
	agreed     TEXT NOT NULL CHECK (length(agreed) = 10),
	children   INTEGER NOT NULL,
	events     INTEGER NOT NULL,
	left_out   INTEGER NOT NULL,
	findings   TEXT NOT NULL,
	parts      INTEGER NOT NULL,
	about      BLOB NOT NULL,
	UNIQUE (inspection, number)
) STRICT;

CREATE TABLE submission_piece (
	submission TEXT NOT NULL REFERENCES submission (id),
	start      INTEGER NOT NULL,
	body       BLOB NOT NULL,
	PRIMARY KEY (submission, start)
) STRICT;

CREATE TABLE submission_waiver (
	inspection TEXT NOT NULL REFERENCES inspection (id),
	code       TEXT NOT NULL,
	finding    TEXT NOT NULL,
	at         TEXT NOT NULL CHECK (length(at) = 24),
	actor      TEXT NOT NULL,
	reason     BLOB NOT NULL,
	PRIMARY KEY (inspection, code, finding)
) STRICT;

CREATE TABLE submission_count (
	submission  TEXT NOT NULL REFERENCES submission (id),
	part        INTEGER NOT NULL,
	definitions TEXT NOT NULL,
	body        BLOB NOT NULL,
	PRIMARY KEY (submission, part)
) STRICT;

CREATE TABLE submission_total (
	programme   TEXT NOT NULL,
	measure     TEXT NOT NULL,
	definitions TEXT NOT NULL,
	areas       INTEGER NOT NULL,
	small       INTEGER NOT NULL,
	body        TEXT NOT NULL,
	PRIMARY KEY (programme, measure, definitions)
) STRICT;

-- Step 7: 0007_sample
CREATE TABLE sample (
	id         TEXT PRIMARY KEY,
	inspection TEXT NOT NULL REFERENCES inspection (id),
	number     INTEGER NOT NULL,
	state      TEXT NOT NULL,
	source     TEXT NOT NULL,
	sha256     TEXT NOT NULL,
	records    INTEGER NOT NULL,
	size       INTEGER NOT NULL,
	reason     BLOB NOT NULL,
	record     BLOB NOT NULL,
	private    BLOB NOT NULL,
	UNIQUE (inspection, number)
) STRICT;

CREATE TABLE sample_step (
	sample TEXT NOT NULL REFERENCES sample (id),
	number INTEGER NOT NULL,
	at     TEXT NOT NULL CHECK (length(at) = 24),
	actor  TEXT NOT NULL,
	head   TEXT NOT NULL,
	PRIMARY KEY (sample, number)
) STRICT;
