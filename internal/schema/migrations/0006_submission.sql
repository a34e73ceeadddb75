-- A return that an area sent for an inspection: of which day it is, how it was
-- received, how many rows it has and what is noted in it, by code. No reference of a
-- child and no cell of its files is here. about is sealed with the key of the
-- inspection: the names of the files, and the key of the tokens that stand for its
-- children. Holds personal data, sealed: a name of a file may name somebody, and
-- counts of few children are near to it. Disposed of by the rule “concern”. Written by
-- submission.
CREATE TABLE submission (
	id         TEXT PRIMARY KEY, -- of the inspection, a stroke and the number
	inspection TEXT NOT NULL REFERENCES inspection (id),
	number     BIGINT NOT NULL,  -- of the returns of this inspection, from 1
	state      TEXT NOT NULL,    -- received, accepted or superseded
	sent_at    TEXT NOT NULL CHECK (length(sent_at) = 24),
	sent_by    TEXT NOT NULL,
	decided_at TEXT NOT NULL,    -- when it was accepted; '' until then
	decided_by TEXT NOT NULL,
	sha256     TEXT NOT NULL,    -- of the files as they are kept
	bytes      BIGINT NOT NULL,
	edition    TEXT NOT NULL,    -- of the return specification
	agreed     TEXT NOT NULL CHECK (length(agreed) = 10),
	children   BIGINT NOT NULL,
	events     BIGINT NOT NULL,
	left_out   BIGINT NOT NULL,  -- rows of the files that are in no column
	findings   TEXT NOT NULL,    -- JSON: how many, by code
	parts      BIGINT NOT NULL,  -- in how many parts its measures are counted
	about      BYTEA NOT NULL,   -- sealed
	UNIQUE (inspection, number)
);

-- The files of a return as they came, in one archive, in pieces of equal length, each
-- sealed with the key of the inspection. They are the one place where its rows are:
-- children with the area's own references, and what happened to them. Holds personal
-- data of children, sealed. Disposed of by the rule “concern”. Written by submission.
CREATE TABLE submission_piece (
	submission TEXT NOT NULL REFERENCES submission (id),
	start      BIGINT NOT NULL,
	body       BYTEA NOT NULL,   -- sealed
	PRIMARY KEY (submission, start)
);

-- Why what a rule finds in the returns of an inspection may stand, in the words of
-- whoever answers for it, sealed with the key of the inspection. It holds for every
-- return in which the row says the same. Holds personal data in so far as a reason
-- names somebody, which it should not. Disposed of by the rule “concern”. Written by
-- submission.
CREATE TABLE submission_waiver (
	inspection TEXT NOT NULL REFERENCES inspection (id),
	code       TEXT NOT NULL,    -- of the rule
	finding    TEXT NOT NULL,    -- its identity, which is salted, or “whole”
	at         TEXT NOT NULL CHECK (length(at) = 24),
	actor      TEXT NOT NULL,
	reason     BYTEA NOT NULL,   -- sealed
	PRIMARY KEY (inspection, code, finding)
);

-- The exact counts of all measures over a part of the children of a return. The parts
-- add up. An area may have one child in a count, and so they are sealed with the key
-- of the inspection and go with the rows. Holds personal data, sealed. Disposed of by
-- the rule “concern”. Written by submission.
CREATE TABLE submission_count (
	submission  TEXT NOT NULL REFERENCES submission (id),
	part        BIGINT NOT NULL, -- from 0
	definitions TEXT NOT NULL,   -- the hash of the definitions that were counted by
	body        BYTEA NOT NULL,  -- sealed
	PRIMARY KEY (submission, part)
);

-- What is left of accepted returns that were destroyed: for each measure the sum of
-- the counts of a programme. An area with fewer than the smallest base in a measure
-- is not in its sum. So the national picture outlives the rows. Holds no personal
-- data. Written by submission.
CREATE TABLE submission_total (
	programme   TEXT NOT NULL,
	measure     TEXT NOT NULL,
	definitions TEXT NOT NULL,
	areas       BIGINT NOT NULL, -- in the sum
	small       BIGINT NOT NULL, -- areas that are not in it because of their base
	body        TEXT NOT NULL,   -- JSON
	PRIMARY KEY (programme, measure, definitions)
);
