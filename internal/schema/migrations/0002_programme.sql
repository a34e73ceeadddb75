-- A place that is inspected: a council area, a local authority, or a single
-- service inside one. Lists of areas of other countries can be loaded. Holds no
-- personal data. Written by area.
CREATE TABLE area (
	id      TEXT PRIMARY KEY, -- "perth-and-kinross": short, stable, safe in an address
	list    TEXT NOT NULL,    -- the list it belongs to: "scotland"
	name    TEXT NOT NULL CHECK (name <> ''),
	kind    TEXT NOT NULL,    -- "council area", "local authority", "service"
	within  TEXT NOT NULL,    -- the area that a service lies in, or ''
	short   TEXT NOT NULL,    -- two or three letters for a map, or ''
	tile_column BIGINT,       -- place on a tile-grid map; NULL where there is none
	tile_row    BIGINT
);

CREATE INDEX area_list ON area (list);

-- The official codes of an area, those of the past included: a boundary change
-- gives an area a new code, and data of two rounds then do not join by code.
-- Holds no personal data. Written by area.
CREATE TABLE area_code (
	code     TEXT PRIMARY KEY,
	area     TEXT NOT NULL REFERENCES area (id),
	valid_from TEXT NOT NULL, -- a day, month or year; '' where not known
	valid_to   TEXT NOT NULL, -- '' where it is valid or not known
	replaced   BOOLEAN NOT NULL,
	checked    TEXT NOT NULL  -- how the pair of name and code was confirmed
);

-- How sources write an area, folded to small letters and single spaces, so that
-- "Perth & Kinross" is found. The name itself and the codes are found too.
-- Holds no personal data. Written by area.
CREATE TABLE area_name (
	list   TEXT NOT NULL,
	folded TEXT NOT NULL,
	area   TEXT NOT NULL REFERENCES area (id),
	name   TEXT NOT NULL,
	PRIMARY KEY (list, folded)
);

CREATE INDEX area_name_folded ON area_name (folded);

-- An edition of a framework as it was when it was first used here, so that old
-- inspections keep the edition they were made under. body is the data file.
-- Holds no personal data. Written by framework.
CREATE TABLE framework_edition (
	id     TEXT PRIMARY KEY,
	body   TEXT NOT NULL
);

-- A round of inspections. Holds no personal data. Written by programme.
CREATE TABLE programme (
	id          TEXT PRIMARY KEY,
	name        TEXT NOT NULL CHECK (name <> ''),
	from_date   TEXT NOT NULL,
	to_date     TEXT NOT NULL,
	framework   TEXT NOT NULL REFERENCES framework_edition (id),
	area_list   TEXT NOT NULL,  -- whose areas are to be inspected, or '' for whatever a source holds
	predecessor TEXT NOT NULL,  -- the programme before, or ''
	about       TEXT NOT NULL,
	made_up     BOOLEAN NOT NULL
);

-- One joint inspection of one area. Holds no personal data. version makes the
-- second of two people who save at once try again. Written by inspection.
CREATE TABLE inspection (
	id        TEXT PRIMARY KEY, -- programme/area, or programme/area/2 for a second one
	programme TEXT NOT NULL REFERENCES programme (id),
	area      TEXT NOT NULL REFERENCES area (id),
	stage     TEXT NOT NULL,
	notified  TEXT NOT NULL,
	started   TEXT NOT NULL,
	ended     TEXT NOT NULL,
	published TEXT NOT NULL,
	version   BIGINT NOT NULL
);

CREATE INDEX inspection_programme ON inspection (programme, area);
CREATE INDEX inspection_area ON inspection (area);

-- Every move of an inspection from one stage to another. Holds no personal data
-- beyond who made it: actor is as in audit_entry. Written by inspection.
CREATE TABLE inspection_move (
	inspection TEXT NOT NULL REFERENCES inspection (id),
	version    BIGINT NOT NULL,
	from_stage TEXT NOT NULL,
	to_stage   TEXT NOT NULL,
	at         TEXT NOT NULL CHECK (length(at) = 24),
	actor      TEXT NOT NULL,
	PRIMARY KEY (inspection, version)
);

-- The mark of one indicator in one inspection, every version of it: a grade is
-- never overwritten, a change is a new fact beside the old one with its reason.
-- mark is the byte of grade.Mark. Holds no personal data beyond who gave it: actor is
-- as in audit_entry, and a reason names nobody. Written by evaluation.
CREATE TABLE evaluation (
	inspection TEXT NOT NULL REFERENCES inspection (id),
	indicator  TEXT NOT NULL,
	version    BIGINT NOT NULL,
	mark       BIGINT NOT NULL,
	reason     TEXT NOT NULL,
	at         TEXT NOT NULL CHECK (length(at) = 24),
	actor      TEXT NOT NULL,
	PRIMARY KEY (inspection, indicator, version)
);
