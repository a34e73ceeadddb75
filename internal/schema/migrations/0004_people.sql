-- Every key that fields are sealed with, and what became of it. The keys
-- themselves are never here: they lie in a folder outside the database, so that
-- a copy of the database alone tells nothing. fingerprint shows whether the key
-- in the folder is the one that was used. destroyed_at says since when whatever
-- the key sealed cannot be read any more, in backups too. Holds no personal
-- data. Written by keyring.
CREATE TABLE sealing_key (
	scope        TEXT NOT NULL,   -- "people", or "inspection/" and its id
	version      BIGINT NOT NULL, -- 1, 2 … : a new one at each rotation
	fingerprint  TEXT NOT NULL,
	made_at      TEXT NOT NULL CHECK (length(made_at) = 24),
	destroyed_at TEXT NOT NULL,   -- '' while it is in use
	PRIMARY KEY (scope, version)
);

-- Somebody who may sign in, or may soon. Everywhere else a person is named by
-- id, so that when a person is disposed of, only this row says who it was.
-- Holds personal data of staff and volunteers: name and e-mail address.
-- Disposed of by the rule “person”. Written by person.
CREATE TABLE person (
	id       TEXT PRIMARY KEY,   -- "p" and 16 hexadecimal digits, made by chance
	name     TEXT NOT NULL CHECK (name <> ''),
	email    TEXT NOT NULL CHECK (email <> ''),
	folded   TEXT NOT NULL UNIQUE, -- the address in small letters, to sign in with
	state    TEXT NOT NULL,      -- invited, active, closed
	made_up  BOOLEAN NOT NULL,   -- a made-up person, who may be anybody in development
	made_at  TEXT NOT NULL CHECK (length(made_at) = 24),
	version  BIGINT NOT NULL
);

-- An invitation, or a second person's approval to come back: a link that works
-- once, until it expires. Only the hash of its secret is kept. Holds no
-- personal data beyond the ids of people. Disposed of by the rule “sign-in”.
-- Written by person.
CREATE TABLE invitation (
	secret   TEXT PRIMARY KEY,   -- SHA-256, hexadecimal
	person   TEXT NOT NULL REFERENCES person (id),
	why      TEXT NOT NULL,      -- invited, recovery
	made_by  TEXT NOT NULL,
	made_at  TEXT NOT NULL CHECK (length(made_at) = 24),
	ends_at  TEXT NOT NULL CHECK (length(ends_at) = 24),
	used_at  TEXT NOT NULL
);

CREATE INDEX invitation_person ON invitation (person);

-- Somebody who cannot sign in any more has asked to come back; a second person
-- compares the words by telephone, and approves. Holds no personal data beyond
-- the ids of people. Disposed of by the rule “sign-in”. Written by person.
CREATE TABLE recovery (
	id       TEXT PRIMARY KEY,
	person   TEXT NOT NULL REFERENCES person (id),
	secret   TEXT NOT NULL,      -- SHA-256 of what the asking browser keeps
	words    TEXT NOT NULL,      -- what both people read to each other
	asked_at TEXT NOT NULL CHECK (length(asked_at) = 24),
	ends_at  TEXT NOT NULL CHECK (length(ends_at) = 24),
	approved_by TEXT NOT NULL,
	approved_at TEXT NOT NULL,
	used_at  TEXT NOT NULL
);

CREATE INDEX recovery_person ON recovery (person);

-- A password as an argon2id hash, and the secret of its time-based code, sealed.
-- Holds personal data: what proves who somebody is. Disposed of by the rule
-- “person”. Written by credential.
CREATE TABLE password (
	person   TEXT PRIMARY KEY REFERENCES person (id),
	hash     TEXT NOT NULL,
	code     BYTEA NOT NULL,     -- sealed with the key of the people
	step     BIGINT NOT NULL,    -- the last time step whose code was taken: none is taken twice
	made_at  TEXT NOT NULL CHECK (length(made_at) = 24)
);

-- A passkey (WebAuthn credential): its public key and how often it was used.
-- Holds personal data: what proves who somebody is. Disposed of by the rule
-- “person”. Written by credential.
CREATE TABLE passkey (
	id       TEXT PRIMARY KEY,   -- the credential's id, base64url
	person   TEXT NOT NULL REFERENCES person (id),
	name     TEXT NOT NULL,      -- what its owner calls it
	body     BYTEA NOT NULL,     -- the credential as JSON
	made_at  TEXT NOT NULL CHECK (length(made_at) = 24),
	used_at  TEXT NOT NULL
);

CREATE INDEX passkey_person ON passkey (person);

-- Who a person is at the sign-in of a body (OpenID Connect). Holds personal
-- data: the subject that the provider gives. Disposed of by the rule “person”.
-- Written by credential.
CREATE TABLE federated (
	issuer   TEXT NOT NULL,
	subject  TEXT NOT NULL,
	person   TEXT NOT NULL REFERENCES person (id),
	made_at  TEXT NOT NULL CHECK (length(made_at) = 24),
	PRIMARY KEY (issuer, subject)
);

CREATE INDEX federated_person ON federated (person);

-- A ceremony under way (a passkey's challenge, a journey to a provider): works
-- once and for minutes, on any server. Holds no personal data beyond the ids of
-- people. Disposed of by the rule “sign-in”. Written by credential.
CREATE TABLE ceremony (
	secret   TEXT PRIMARY KEY,   -- SHA-256 of what the browser keeps
	kind     TEXT NOT NULL,
	person   TEXT NOT NULL,      -- '' where nobody is known yet
	body     TEXT NOT NULL,
	ends_at  TEXT NOT NULL CHECK (length(ends_at) = 24)
);

-- Somebody's time at the site. Only the hash of the cookie is kept. Holds
-- personal data: when a member of staff was at work. Disposed of by the rule
-- “sign-in”. Written by session.
CREATE TABLE session (
	secret   TEXT PRIMARY KEY,   -- SHA-256 of the cookie, hexadecimal
	person   TEXT NOT NULL REFERENCES person (id),
	method   TEXT NOT NULL,      -- passkey, password, provider, development
	made_at  TEXT NOT NULL CHECK (length(made_at) = 24),
	seen_at  TEXT NOT NULL CHECK (length(seen_at) = 24),   -- to the minute
	fresh_at TEXT NOT NULL CHECK (length(fresh_at) = 24),  -- when it was last proved who it is
	ends_at  TEXT NOT NULL CHECK (length(ends_at) = 24),   -- at the latest
	ended_at TEXT NOT NULL       -- '' while it lasts
);

CREATE INDEX session_person ON session (person);

-- How many attempts to sign in are left, for an account or an address, the same
-- on every server. key is a hash: addresses are not kept. Holds no personal
-- data. Written by session.
CREATE TABLE attempt (
	key      TEXT PRIMARY KEY,
	spent    DOUBLE PRECISION NOT NULL, -- runs off with time
	at       TEXT NOT NULL CHECK (length(at) = 24)
);

-- A role that a person holds, for everything, a programme, an area or one
-- inspection, from one day to another, given by somebody who may give it. Never
-- changed but to end it. Holds personal data: what work somebody does. Disposed
-- of by the rule “person”. Written by grant.
CREATE TABLE role_held (
	id         TEXT PRIMARY KEY,
	person     TEXT NOT NULL REFERENCES person (id),
	role       TEXT NOT NULL,
	body       TEXT NOT NULL,    -- which inspectorate, for an inspector; or ''
	programme  TEXT NOT NULL,    -- '' for all
	area       TEXT NOT NULL,    -- '' for all
	inspection TEXT NOT NULL,    -- '' for all
	from_day   TEXT NOT NULL CHECK (length(from_day) = 10),
	to_day     TEXT NOT NULL CHECK (length(to_day) = 10),
	given_by   TEXT NOT NULL,
	given_at   TEXT NOT NULL CHECK (length(given_at) = 24),
	ended_at   TEXT NOT NULL,    -- '' unless it was taken back
	ended_by   TEXT NOT NULL
);

CREATE INDEX role_held_person ON role_held (person);

-- A conflict of interest that somebody has declared: worked there, lives there,
-- related to somebody there. Holds personal data of staff. Disposed of by the
-- rule “person”. Written by grant.
CREATE TABLE conflict (
	id          TEXT PRIMARY KEY,
	person      TEXT NOT NULL REFERENCES person (id),
	kind        TEXT NOT NULL,   -- worked, lives, related
	area        TEXT NOT NULL REFERENCES area (id),
	from_day    TEXT NOT NULL,   -- '' where not known: since always
	to_day      TEXT NOT NULL,   -- '' where it lasts
	declared_by TEXT NOT NULL,
	declared_at TEXT NOT NULL CHECK (length(declared_at) = 24),
	withdrawn_at TEXT NOT NULL,  -- '' while it stands
	withdrawn_by TEXT NOT NULL
);

CREATE INDEX conflict_person ON conflict (person);

-- Work to be done later, by whichever server is free: a message to send, a limit
-- to watch. A server that takes a job holds it on lease; when it dies, the lease
-- runs out and another takes it. body is sealed where it holds anything about a
-- person. Holds personal data: addresses and texts of messages, sealed, until
-- they are sent. Disposed of by the rule “message”. Written by job.
CREATE TABLE job (
	id       TEXT PRIMARY KEY,
	kind     TEXT NOT NULL,
	body     BYTEA NOT NULL,
	due_at   TEXT NOT NULL CHECK (length(due_at) = 24),
	attempts BIGINT NOT NULL,
	leased_by    TEXT NOT NULL,
	leased_until TEXT NOT NULL,  -- '' while nobody has it
	done_at  TEXT NOT NULL,      -- '' until it is done, or given up
	problem  TEXT NOT NULL,      -- why the last attempt failed, without names
	once     TEXT NOT NULL UNIQUE -- two jobs with the same word are one
);

CREATE INDEX job_due ON job (done_at, due_at);

CREATE INDEX audit_entry_subject ON audit_entry (subject);
