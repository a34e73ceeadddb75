-- A matter of concern: somebody on the team believes that a child or an adult is
-- at risk. words, who and what was answered are sealed with the key of the
-- inspection, which is destroyed with them. Holds personal data of children and
-- adults, sealed. Disposed of by the rule “concern”. Written by concern.
CREATE TABLE concern (
	id         TEXT PRIMARY KEY,
	inspection TEXT NOT NULL REFERENCES inspection (id),
	raised_at  TEXT NOT NULL CHECK (length(raised_at) = 24),
	raised_by  TEXT NOT NULL,
	stage      TEXT NOT NULL,    -- as the table of stages in package concern has it
	stage_at   TEXT NOT NULL CHECK (length(stage_at) = 24),
	escalated_at TEXT NOT NULL,  -- '' unless a limit has passed at this stage
	words      BYTEA NOT NULL,   -- sealed: what was seen or heard
	identity   BYTEA NOT NULL,   -- sealed: who is at risk; empty where nobody said
	version    BIGINT NOT NULL
);

CREATE INDEX concern_inspection ON concern (inspection);

-- Every step of a concern, with what was written at it, sealed with the key of
-- the inspection. Holds personal data of children and adults, sealed. Disposed
-- of by the rule “concern”. Written by concern.
CREATE TABLE concern_step (
	concern  TEXT NOT NULL REFERENCES concern (id),
	version  BIGINT NOT NULL,
	stage    TEXT NOT NULL,
	at       TEXT NOT NULL CHECK (length(at) = 24),
	actor    TEXT NOT NULL,
	note     BYTEA NOT NULL,     -- sealed
	PRIMARY KEY (concern, version)
);

-- Who was shown the identity in a concern, and the reason they gave, sealed with
-- the key of the inspection. Holds personal data, sealed. Disposed of by the
-- rule “concern”. Written by concern.
CREATE TABLE concern_look (
	concern  TEXT NOT NULL REFERENCES concern (id),
	number   BIGINT NOT NULL,    -- of the looks at this concern, from 1
	at       TEXT NOT NULL CHECK (length(at) = 24),
	actor    TEXT NOT NULL,
	reason   BYTEA NOT NULL,     -- sealed
	PRIMARY KEY (concern, number)
);

-- What the clock of disposal of an inspection counts from besides its
-- publication: the submission to Ministers, and proceedings. Holds no personal
-- data. Written by retention.
CREATE TABLE retention_fact (
	inspection TEXT NOT NULL REFERENCES inspection (id),
	kind       TEXT NOT NULL,    -- submitted, proceedings began, proceedings ended
	on_day     TEXT NOT NULL CHECK (length(on_day) = 10),
	at         TEXT NOT NULL CHECK (length(at) = 24),
	actor      TEXT NOT NULL,
	PRIMARY KEY (inspection, kind)
);

-- A hold: what may not be destroyed although its time has come, and why. Holds
-- personal data in so far as a reason names somebody, which it should not.
-- Disposed of by the rule “hold”. Written by retention.
CREATE TABLE hold (
	id        TEXT PRIMARY KEY,
	subject   TEXT NOT NULL,     -- the id of an inspection or of a person
	reason    TEXT NOT NULL CHECK (reason <> ''),
	placed_at TEXT NOT NULL CHECK (length(placed_at) = 24),
	placed_by TEXT NOT NULL,
	released_at TEXT NOT NULL,   -- '' while it holds
	released_by TEXT NOT NULL,
	why_released TEXT NOT NULL   -- '' while it holds
);

CREATE INDEX hold_subject ON hold (subject);

-- A certificate of destruction: what was destroyed, by which rule, how many rows
-- of each table and the hash over them, and which keys. The body is never changed;
-- its hash is in the audit log. Until finished_at the files of the keys and what the
-- rows left in the files of the database may still be there, and the next run or
-- start of a server removes them. Holds no personal data beyond ids that stand for
-- nobody any more. Written by retention.
CREATE TABLE certificate (
	id      TEXT PRIMARY KEY,
	at      TEXT NOT NULL CHECK (length(at) = 24),
	actor   TEXT NOT NULL,
	body    TEXT NOT NULL,       -- JSON
	finished_at TEXT NOT NULL,   -- '' until then
	finished    TEXT NOT NULL    -- what was done then, in a sentence
);
