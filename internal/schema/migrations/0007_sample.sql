-- A sample of the records of an inspection: its plan and commitment, and once it is
-- drawn the draw and its replacements. One that is planned anew takes the place of the
-- one before, and both stay. record is what anybody may check the draw by: keyed
-- hashes, and counts of the children of each stratum; private holds the seed until the
-- draw, the key of the hashes, the area's references of its children and what was
-- written about replacements. Both, and reason, are sealed with the key of the
-- inspection. Holds personal data of children, sealed. Disposed of by the rule
-- “concern”. Written by sample.
CREATE TABLE sample (
	id         TEXT PRIMARY KEY, -- of the inspection, /sample/ and the number
	inspection TEXT NOT NULL REFERENCES inspection (id),
	number     BIGINT NOT NULL,  -- of the samples of this inspection, from 1
	state      TEXT NOT NULL,    -- planned, drawn or superseded
	source     TEXT NOT NULL,    -- the id of the return that the frame was made from
	sha256     TEXT NOT NULL,    -- of the files of that return
	records    BIGINT NOT NULL,  -- in the frame
	size       BIGINT NOT NULL,  -- how many are drawn
	reason     BYTEA NOT NULL,   -- sealed: why it takes the place of the one before
	record     BYTEA NOT NULL,   -- sealed
	private    BYTEA NOT NULL,   -- sealed
	UNIQUE (inspection, number)
);

-- Each step of a sample: the commitment, the draw, and each replacement, who made it
-- and when, with the head of the record after it. Which record it was about is in the
-- sealed record alone. Holds personal data in so far as it says what a member of the
-- team did. Disposed of by the rule “concern”. Written by sample.
CREATE TABLE sample_step (
	sample TEXT NOT NULL REFERENCES sample (id),
	number BIGINT NOT NULL,      -- 0 the commitment, 1 the draw, then the replacements
	at     TEXT NOT NULL CHECK (length(at) = 24),
	actor  TEXT NOT NULL,
	head   TEXT NOT NULL,        -- 64 hexadecimal digits
	PRIMARY KEY (sample, number)
);
