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

-- Step 4: 0004_people
CREATE TABLE sealing_key (
	scope        TEXT COLLATE "C" NOT NULL,
	version      BIGINT NOT NULL,
	fingerprint  TEXT COLLATE "C" NOT NULL,
	made_at      TEXT COLLATE "C" NOT NULL CHECK (length(made_at) = 24),
	destroyed_at TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (scope, version)
);

CREATE TABLE person (
	id       TEXT COLLATE "C" PRIMARY KEY,
	name     TEXT COLLATE "C" NOT NULL CHECK (name <> ''),
	email    TEXT COLLATE "C" NOT NULL CHECK (email <> ''),
	folded   TEXT COLLATE "C" NOT NULL UNIQUE,
	state    TEXT COLLATE "C" NOT NULL,
	made_up  BOOLEAN NOT NULL,
	made_at  TEXT COLLATE "C" NOT NULL CHECK (length(made_at) = 24),
	version  BIGINT NOT NULL
);

CREATE TABLE invitation (
	secret   TEXT COLLATE "C" PRIMARY KEY,
	person   TEXT COLLATE "C" NOT NULL REFERENCES person (id),
	why      TEXT COLLATE "C" NOT NULL,
	made_by  TEXT COLLATE "C" NOT NULL,
	made_at  TEXT COLLATE "C" NOT NULL CHECK (length(made_at) = 24),
	ends_at  TEXT COLLATE "C" NOT NULL CHECK (length(ends_at) = 24),
	used_at  TEXT COLLATE "C" NOT NULL
);

CREATE INDEX invitation_person ON invitation (person);

CREATE TABLE recovery (
	id       TEXT COLLATE "C" PRIMARY KEY,
	person   TEXT COLLATE "C" NOT NULL REFERENCES person (id),
	secret   TEXT COLLATE "C" NOT NULL,
	words    TEXT COLLATE "C" NOT NULL,
	asked_at TEXT COLLATE "C" NOT NULL CHECK (length(asked_at) = 24),
	ends_at  TEXT COLLATE "C" NOT NULL CHECK (length(ends_at) = 24),
	approved_by TEXT COLLATE "C" NOT NULL,
	approved_at TEXT COLLATE "C" NOT NULL,
	used_at  TEXT COLLATE "C" NOT NULL
);

CREATE INDEX recovery_person ON recovery (person);

CREATE TABLE password (
	person   TEXT COLLATE "C" PRIMARY KEY REFERENCES person (id),
	hash     TEXT COLLATE "C" NOT NULL,
	code     BYTEA NOT NULL,
	step     BIGINT NOT NULL,
	made_at  TEXT COLLATE "C" NOT NULL CHECK (length(made_at) = 24)
);

CREATE TABLE passkey (
	id       TEXT COLLATE "C" PRIMARY KEY,
	person   TEXT COLLATE "C" NOT NULL REFERENCES person (id),
	name     TEXT COLLATE "C" NOT NULL,
	body     BYTEA NOT NULL,
	made_at  TEXT COLLATE "C" NOT NULL CHECK (length(made_at) = 24),
	used_at  TEXT COLLATE "C" NOT NULL
);

CREATE INDEX passkey_person ON passkey (person);

CREATE TABLE federated (
	issuer   TEXT COLLATE "C" NOT NULL,
	subject  TEXT COLLATE "C" NOT NULL,
	person   TEXT COLLATE "C" NOT NULL REFERENCES person (id),
	made_at  TEXT COLLATE "C" NOT NULL CHECK (length(made_at) = 24),
	PRIMARY KEY (issuer, subject)
);

CREATE INDEX federated_person ON federated (person);

CREATE TABLE ceremony (
	secret   TEXT COLLATE "C" PRIMARY KEY,
	kind     TEXT COLLATE "C" NOT NULL,
	person   TEXT COLLATE "C" NOT NULL,
	body     TEXT COLLATE "C" NOT NULL,
	ends_at  TEXT COLLATE "C" NOT NULL CHECK (length(ends_at) = 24)
);

CREATE TABLE session (
	secret   TEXT COLLATE "C" PRIMARY KEY,
	person   TEXT COLLATE "C" NOT NULL REFERENCES person (id),
	method   TEXT COLLATE "C" NOT NULL,
	made_at  TEXT COLLATE "C" NOT NULL CHECK (length(made_at) = 24),
	seen_at  TEXT COLLATE "C" NOT NULL CHECK (length(seen_at) = 24),
	fresh_at TEXT COLLATE "C" NOT NULL CHECK (length(fresh_at) = 24),
	ends_at  TEXT COLLATE "C" NOT NULL CHECK (length(ends_at) = 24),
	ended_at TEXT COLLATE "C" NOT NULL
);

CREATE INDEX session_person ON session (person);

CREATE TABLE attempt (
	key      TEXT COLLATE "C" PRIMARY KEY,
	spent    DOUBLE PRECISION NOT NULL,
	at       TEXT COLLATE "C" NOT NULL CHECK (length(at) = 24)
);

CREATE TABLE role_held (
	id         TEXT COLLATE "C" PRIMARY KEY,
	person     TEXT COLLATE "C" NOT NULL REFERENCES person (id),
	role       TEXT COLLATE "C" NOT NULL,
	body       TEXT COLLATE "C" NOT NULL,
	programme  TEXT COLLATE "C" NOT NULL,
	area       TEXT COLLATE "C" NOT NULL,
	inspection TEXT COLLATE "C" NOT NULL,
	from_day   TEXT COLLATE "C" NOT NULL CHECK (length(from_day) = 10),
	to_day     TEXT COLLATE "C" NOT NULL CHECK (length(to_day) = 10),
	given_by   TEXT COLLATE "C" NOT NULL,
	given_at   TEXT COLLATE "C" NOT NULL CHECK (length(given_at) = 24),
	ended_at   TEXT COLLATE "C" NOT NULL,
	ended_by   TEXT COLLATE "C" NOT NULL
);

CREATE INDEX role_held_person ON role_held (person);

CREATE TABLE conflict (
	id          TEXT COLLATE "C" PRIMARY KEY,
	person      TEXT COLLATE "C" NOT NULL REFERENCES person (id),
	kind        TEXT COLLATE "C" NOT NULL,
	area        TEXT COLLATE "C" NOT NULL REFERENCES area (id),
	from_day    TEXT COLLATE "C" NOT NULL,
	to_day      TEXT COLLATE "C" NOT NULL,
	declared_by TEXT COLLATE "C" NOT NULL,
	declared_at TEXT COLLATE "C" NOT NULL CHECK (length(declared_at) = 24),
	withdrawn_at TEXT COLLATE "C" NOT NULL,
	withdrawn_by TEXT COLLATE "C" NOT NULL
);

CREATE INDEX conflict_person ON conflict (person);

CREATE TABLE job (
	id       TEXT COLLATE "C" PRIMARY KEY,
	kind     TEXT COLLATE "C" NOT NULL,
	body     BYTEA NOT NULL,
	due_at   TEXT COLLATE "C" NOT NULL CHECK (length(due_at) = 24),
	attempts BIGINT NOT NULL,
	leased_by    TEXT COLLATE "C" NOT NULL,
	leased_until TEXT COLLATE "C" NOT NULL,
	done_at  TEXT COLLATE "C" NOT NULL,
	problem  TEXT COLLATE "C" NOT NULL,
	once     TEXT COLLATE "C" NOT NULL UNIQUE
);

CREATE INDEX job_due ON job (done_at, due_at);

CREATE INDEX audit_entry_subject ON audit_entry (subject);

ALTER TABLE person ALTER COLUMN id SET STATISTICS 0;

ALTER TABLE person ALTER COLUMN name SET STATISTICS 0;

ALTER TABLE person ALTER COLUMN email SET STATISTICS 0;

ALTER TABLE person ALTER COLUMN folded SET STATISTICS 0;

ALTER TABLE person ALTER COLUMN state SET STATISTICS 0;

ALTER TABLE person ALTER COLUMN made_at SET STATISTICS 0;

ALTER TABLE invitation ALTER COLUMN secret SET STATISTICS 0;

ALTER TABLE invitation ALTER COLUMN person SET STATISTICS 0;

ALTER TABLE invitation ALTER COLUMN why SET STATISTICS 0;

ALTER TABLE invitation ALTER COLUMN made_by SET STATISTICS 0;

ALTER TABLE invitation ALTER COLUMN made_at SET STATISTICS 0;

ALTER TABLE invitation ALTER COLUMN ends_at SET STATISTICS 0;

ALTER TABLE invitation ALTER COLUMN used_at SET STATISTICS 0;

ALTER TABLE recovery ALTER COLUMN id SET STATISTICS 0;

ALTER TABLE recovery ALTER COLUMN person SET STATISTICS 0;

ALTER TABLE recovery ALTER COLUMN secret SET STATISTICS 0;

ALTER TABLE recovery ALTER COLUMN words SET STATISTICS 0;

ALTER TABLE recovery ALTER COLUMN asked_at SET STATISTICS 0;

ALTER TABLE recovery ALTER COLUMN ends_at SET STATISTICS 0;

ALTER TABLE recovery ALTER COLUMN approved_by SET STATISTICS 0;

ALTER TABLE recovery ALTER COLUMN approved_at SET STATISTICS 0;

ALTER TABLE recovery ALTER COLUMN used_at SET STATISTICS 0;

ALTER TABLE password ALTER COLUMN person SET STATISTICS 0;

ALTER TABLE password ALTER COLUMN hash SET STATISTICS 0;

ALTER TABLE password ALTER COLUMN code SET STATISTICS 0;

ALTER TABLE password ALTER COLUMN made_at SET STATISTICS 0;

ALTER TABLE passkey ALTER COLUMN id SET STATISTICS 0;

ALTER TABLE passkey ALTER COLUMN person SET STATISTICS 0;

ALTER TABLE passkey ALTER COLUMN name SET STATISTICS 0;

ALTER TABLE passkey ALTER COLUMN body SET STATISTICS 0;

ALTER TABLE passkey ALTER COLUMN made_at SET STATISTICS 0;

ALTER TABLE passkey ALTER COLUMN used_at SET STATISTICS 0;

ALTER TABLE federated ALTER COLUMN issuer SET STATISTICS 0;

ALTER TABLE federated ALTER COLUMN subject SET STATISTICS 0;

ALTER TABLE federated ALTER COLUMN person SET STATISTICS 0;

ALTER TABLE federated ALTER COLUMN made_at SET STATISTICS 0;

ALTER TABLE ceremony ALTER COLUMN secret SET STATISTICS 0;

ALTER TABLE ceremony ALTER COLUMN kind SET STATISTICS 0;

ALTER TABLE ceremony ALTER COLUMN person SET STATISTICS 0;

ALTER TABLE ceremony ALTER COLUMN body SET STATISTICS 0;

ALTER TABLE ceremony ALTER COLUMN ends_at SET STATISTICS 0;

ALTER TABLE session ALTER COLUMN secret SET STATISTICS 0;

ALTER TABLE session ALTER COLUMN person SET STATISTICS 0;

ALTER TABLE session ALTER COLUMN method SET STATISTICS 0;

ALTER TABLE session ALTER COLUMN made_at SET STATISTICS 0;

ALTER TABLE session ALTER COLUMN seen_at SET STATISTICS 0;

ALTER TABLE session ALTER COLUMN fresh_at SET STATISTICS 0;

ALTER TABLE session ALTER COLUMN ends_at SET STATISTICS 0;

ALTER TABLE session ALTER COLUMN ended_at SET STATISTICS 0;

ALTER TABLE role_held ALTER COLUMN id SET STATISTICS 0;

ALTER TABLE role_held ALTER COLUMN person SET STATISTICS 0;

ALTER TABLE role_held ALTER COLUMN role SET STATISTICS 0;

ALTER TABLE role_held ALTER COLUMN body SET STATISTICS 0;

ALTER TABLE role_held ALTER COLUMN programme SET STATISTICS 0;

ALTER TABLE role_held ALTER COLUMN area SET STATISTICS 0;

ALTER TABLE role_held ALTER COLUMN inspection SET STATISTICS 0;

ALTER TABLE role_held ALTER COLUMN from_day SET STATISTICS 0;

ALTER TABLE role_held ALTER COLUMN to_day SET STATISTICS 0;

ALTER TABLE role_held ALTER COLUMN given_by SET STATISTICS 0;

ALTER TABLE role_held ALTER COLUMN given_at SET STATISTICS 0;

ALTER TABLE role_held ALTER COLUMN ended_at SET STATISTICS 0;

ALTER TABLE role_held ALTER COLUMN ended_by SET STATISTICS 0;

ALTER TABLE conflict ALTER COLUMN id SET STATISTICS 0;

ALTER TABLE conflict ALTER COLUMN person SET STATISTICS 0;

ALTER TABLE conflict ALTER COLUMN kind SET STATISTICS 0;

ALTER TABLE conflict ALTER COLUMN area SET STATISTICS 0;

ALTER TABLE conflict ALTER COLUMN from_day SET STATISTICS 0;

ALTER TABLE conflict ALTER COLUMN to_day SET STATISTICS 0;

ALTER TABLE conflict ALTER COLUMN declared_by SET STATISTICS 0;

ALTER TABLE conflict ALTER COLUMN declared_at SET STATISTICS 0;

ALTER TABLE conflict ALTER COLUMN withdrawn_at SET STATISTICS 0;

ALTER TABLE conflict ALTER COLUMN withdrawn_by SET STATISTICS 0;

ALTER TABLE job ALTER COLUMN id SET STATISTICS 0;

ALTER TABLE job ALTER COLUMN kind SET STATISTICS 0;

ALTER TABLE job ALTER COLUMN body SET STATISTICS 0;

ALTER TABLE job ALTER COLUMN due_at SET STATISTICS 0;

ALTER TABLE job ALTER COLUMN leased_by SET STATISTICS 0;

ALTER TABLE job ALTER COLUMN leased_until SET STATISTICS 0;

ALTER TABLE job ALTER COLUMN done_at SET STATISTICS 0;

ALTER TABLE job ALTER COLUMN problem SET STATISTICS 0;

ALTER TABLE job ALTER COLUMN once SET STATISTICS 0;

-- Step 5: 0005_concern_retention
CREATE TABLE concern (
	id         TEXT COLLATE "C" PRIMARY KEY,
	inspection TEXT COLLATE "C" NOT NULL REFERENCES inspection (id),
	raised_at  TEXT COLLATE "C" NOT NULL CHECK (length(raised_at) = 24),
	raised_by  TEXT COLLATE "C" NOT NULL,
	stage      TEXT COLLATE "C" NOT NULL,
	stage_at   TEXT COLLATE "C" NOT NULL CHECK (length(stage_at) = 24),
	escalated_at TEXT COLLATE "C" NOT NULL,
	words      BYTEA NOT NULL,
	identity   BYTEA NOT NULL,
	version    BIGINT NOT NULL
);

CREATE INDEX concern_inspection ON concern (inspection);

CREATE TABLE concern_step (
	concern  TEXT COLLATE "C" NOT NULL REFERENCES concern (id),
	version  BIGINT NOT NULL,
	stage    TEXT COLLATE "C" NOT NULL,
	at       TEXT COLLATE "C" NOT NULL CHECK (length(at) = 24),
	actor    TEXT COLLATE "C" NOT NULL,
	note     BYTEA NOT NULL,
	PRIMARY KEY (concern, version)
);

CREATE TABLE concern_look (
	concern  TEXT COLLATE "C" NOT NULL REFERENCES concern (id),
	number   BIGINT NOT NULL,
	at       TEXT COLLATE "C" NOT NULL CHECK (length(at) = 24),
	actor    TEXT COLLATE "C" NOT NULL,
	reason   BYTEA NOT NULL,
	PRIMARY KEY (concern, number)
);

CREATE TABLE retention_fact (
	inspection TEXT COLLATE "C" NOT NULL REFERENCES inspection (id),
	kind       TEXT COLLATE "C" NOT NULL,
	on_day     TEXT COLLATE "C" NOT NULL CHECK (length(on_day) = 10),
	at         TEXT COLLATE "C" NOT NULL CHECK (length(at) = 24),
	actor      TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (inspection, kind)
);

CREATE TABLE hold (
	id        TEXT COLLATE "C" PRIMARY KEY,
	subject   TEXT COLLATE "C" NOT NULL,
	reason    TEXT COLLATE "C" NOT NULL CHECK (reason <> ''),
	placed_at TEXT COLLATE "C" NOT NULL CHECK (length(placed_at) = 24),
	placed_by TEXT COLLATE "C" NOT NULL,
	released_at TEXT COLLATE "C" NOT NULL,
	released_by TEXT COLLATE "C" NOT NULL,
	why_released TEXT COLLATE "C" NOT NULL
);

CREATE INDEX hold_subject ON hold (subject);

CREATE TABLE certificate (
	id      TEXT COLLATE "C" PRIMARY KEY,
	at      TEXT COLLATE "C" NOT NULL CHECK (length(at) = 24),
	actor   TEXT COLLATE "C" NOT NULL,
	body    TEXT COLLATE "C" NOT NULL,
	finished_at TEXT COLLATE "C" NOT NULL,
	finished    TEXT COLLATE "C" NOT NULL
);

ALTER TABLE concern ALTER COLUMN id SET STATISTICS 0;

ALTER TABLE concern ALTER COLUMN inspection SET STATISTICS 0;

ALTER TABLE concern ALTER COLUMN raised_at SET STATISTICS 0;

ALTER TABLE concern ALTER COLUMN raised_by SET STATISTICS 0;

ALTER TABLE concern ALTER COLUMN stage SET STATISTICS 0;

ALTER TABLE concern ALTER COLUMN stage_at SET STATISTICS 0;

ALTER TABLE concern ALTER COLUMN escalated_at SET STATISTICS 0;

ALTER TABLE concern ALTER COLUMN words SET STATISTICS 0;

ALTER TABLE concern ALTER COLUMN identity SET STATISTICS 0;

ALTER TABLE concern_step ALTER COLUMN concern SET STATISTICS 0;

ALTER TABLE concern_step ALTER COLUMN stage SET STATISTICS 0;

ALTER TABLE concern_step ALTER COLUMN at SET STATISTICS 0;

ALTER TABLE concern_step ALTER COLUMN actor SET STATISTICS 0;

ALTER TABLE concern_step ALTER COLUMN note SET STATISTICS 0;

ALTER TABLE concern_look ALTER COLUMN concern SET STATISTICS 0;

ALTER TABLE concern_look ALTER COLUMN at SET STATISTICS 0;

ALTER TABLE concern_look ALTER COLUMN actor SET STATISTICS 0;

ALTER TABLE concern_look ALTER COLUMN reason SET STATISTICS 0;

ALTER TABLE hold ALTER COLUMN id SET STATISTICS 0;

ALTER TABLE hold ALTER COLUMN subject SET STATISTICS 0;

ALTER TABLE hold ALTER COLUMN reason SET STATISTICS 0;

ALTER TABLE hold ALTER COLUMN placed_at SET STATISTICS 0;

ALTER TABLE hold ALTER COLUMN placed_by SET STATISTICS 0;

ALTER TABLE hold ALTER COLUMN released_at SET STATISTICS 0;

ALTER TABLE hold ALTER COLUMN released_by SET STATISTICS 0;

ALTER TABLE hold ALTER COLUMN why_released SET STATISTICS 0;

-- Step 6: 0006_submission
CREATE TABLE submission (
	id         TEXT COLLATE "C" PRIMARY KEY,
	inspection TEXT COLLATE "C" NOT NULL REFERENCES inspection (id),
	number     BIGINT NOT NULL,
	state      TEXT COLLATE "C" NOT NULL,
	sent_at    TEXT COLLATE "C" NOT NULL CHECK (length(sent_at) = 24),
	sent_by    TEXT COLLATE "C" NOT NULL,
	decided_at TEXT COLLATE "C" NOT NULL,
	decided_by TEXT COLLATE "C" NOT NULL,
	sha256     TEXT COLLATE "C" NOT NULL,
	bytes      BIGINT NOT NULL,
	edition    TEXT COLLATE "C" NOT NULL,
	agreed     TEXT COLLATE "C" NOT NULL CHECK (length(agreed) = 10),
	children   BIGINT NOT NULL,
	events     BIGINT NOT NULL,
	left_out   BIGINT NOT NULL,
	findings   TEXT COLLATE "C" NOT NULL,
	parts      BIGINT NOT NULL,
	about      BYTEA NOT NULL,
	UNIQUE (inspection, number)
);

CREATE TABLE submission_piece (
	submission TEXT COLLATE "C" NOT NULL REFERENCES submission (id),
	start      BIGINT NOT NULL,
	body       BYTEA NOT NULL,
	PRIMARY KEY (submission, start)
);

CREATE TABLE submission_waiver (
	inspection TEXT COLLATE "C" NOT NULL REFERENCES inspection (id),
	code       TEXT COLLATE "C" NOT NULL,
	finding    TEXT COLLATE "C" NOT NULL,
	at         TEXT COLLATE "C" NOT NULL CHECK (length(at) = 24),
	actor      TEXT COLLATE "C" NOT NULL,
	reason     BYTEA NOT NULL,
	PRIMARY KEY (inspection, code, finding)
);

CREATE TABLE submission_count (
	submission  TEXT COLLATE "C" NOT NULL REFERENCES submission (id),
	part        BIGINT NOT NULL,
	definitions TEXT COLLATE "C" NOT NULL,
	body        BYTEA NOT NULL,
	PRIMARY KEY (submission, part)
);

CREATE TABLE submission_total (
	programme   TEXT COLLATE "C" NOT NULL,
	measure     TEXT COLLATE "C" NOT NULL,
	definitions TEXT COLLATE "C" NOT NULL,
	areas       BIGINT NOT NULL,
	small       BIGINT NOT NULL,
	body        TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (programme, measure, definitions)
);

ALTER TABLE submission ALTER COLUMN id SET STATISTICS 0;

ALTER TABLE submission ALTER COLUMN inspection SET STATISTICS 0;

ALTER TABLE submission ALTER COLUMN state SET STATISTICS 0;

ALTER TABLE submission ALTER COLUMN sent_at SET STATISTICS 0;

ALTER TABLE submission ALTER COLUMN sent_by SET STATISTICS 0;

ALTER TABLE submission ALTER COLUMN decided_at SET STATISTICS 0;

ALTER TABLE submission ALTER COLUMN decided_by SET STATISTICS 0;

ALTER TABLE submission ALTER COLUMN sha256 SET STATISTICS 0;

ALTER TABLE submission ALTER COLUMN edition SET STATISTICS 0;

ALTER TABLE submission ALTER COLUMN agreed SET STATISTICS 0;

ALTER TABLE submission ALTER COLUMN findings SET STATISTICS 0;

ALTER TABLE submission ALTER COLUMN about SET STATISTICS 0;

ALTER TABLE submission_piece ALTER COLUMN submission SET STATISTICS 0;

ALTER TABLE submission_piece ALTER COLUMN body SET STATISTICS 0;

ALTER TABLE submission_waiver ALTER COLUMN inspection SET STATISTICS 0;

ALTER TABLE submission_waiver ALTER COLUMN code SET STATISTICS 0;

ALTER TABLE submission_waiver ALTER COLUMN finding SET STATISTICS 0;

ALTER TABLE submission_waiver ALTER COLUMN at SET STATISTICS 0;

ALTER TABLE submission_waiver ALTER COLUMN actor SET STATISTICS 0;

ALTER TABLE submission_waiver ALTER COLUMN reason SET STATISTICS 0;

ALTER TABLE submission_count ALTER COLUMN submission SET STATISTICS 0;

ALTER TABLE submission_count ALTER COLUMN definitions SET STATISTICS 0;

ALTER TABLE submission_count ALTER COLUMN body SET STATISTICS 0;

-- Step 7: 0007_sample
CREATE TABLE sample (
	id         TEXT COLLATE "C" PRIMARY KEY,
	inspection TEXT COLLATE "C" NOT NULL REFERENCES inspection (id),
	number     BIGINT NOT NULL,
	state      TEXT COLLATE "C" NOT NULL,
	source     TEXT COLLATE "C" NOT NULL,
	sha256     TEXT COLLATE "C" NOT NULL,
	records    BIGINT NOT NULL,
	size       BIGINT NOT NULL,
	reason     BYTEA NOT NULL,
	record     BYTEA NOT NULL,
	private    BYTEA NOT NULL,
	UNIQUE (inspection, number)
);

CREATE TABLE sample_step (
	sample TEXT COLLATE "C" NOT NULL REFERENCES sample (id),
	number BIGINT NOT NULL,
	at     TEXT COLLATE "C" NOT NULL CHECK (length(at) = 24),
	actor  TEXT COLLATE "C" NOT NULL,
	head   TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (sample, number)
);

ALTER TABLE sample ALTER COLUMN id SET STATISTICS 0;

ALTER TABLE sample ALTER COLUMN inspection SET STATISTICS 0;

ALTER TABLE sample ALTER COLUMN state SET STATISTICS 0;

ALTER TABLE sample ALTER COLUMN source SET STATISTICS 0;

ALTER TABLE sample ALTER COLUMN sha256 SET STATISTICS 0;

ALTER TABLE sample ALTER COLUMN reason SET STATISTICS 0;

ALTER TABLE sample ALTER COLUMN record SET STATISTICS 0;

ALTER TABLE sample ALTER COLUMN private SET STATISTICS 0;

ALTER TABLE sample_step ALTER COLUMN sample SET STATISTICS 0;

ALTER TABLE sample_step ALTER COLUMN at SET STATISTICS 0;

ALTER TABLE sample_step ALTER COLUMN actor SET STATISTICS 0;

ALTER TABLE sample_step ALTER COLUMN head SET STATISTICS 0;
