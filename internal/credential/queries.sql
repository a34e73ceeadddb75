-- name: Begin
INSERT INTO ceremony (secret, kind, person, body, ends_at) VALUES ($1, $2, $3, $4, $5)

-- name: Look
SELECT kind, person, body FROM ceremony WHERE secret = $1 AND ends_at > $2

-- name: Take
DELETE FROM ceremony WHERE secret = $1

-- name: EndCeremonies
DELETE FROM ceremony WHERE ends_at > ''

-- name: Prune
DELETE FROM ceremony WHERE ends_at <= $1

-- name: AddPasskey
INSERT INTO passkey (id, person, name, body, made_at, used_at) VALUES ($1, $2, $3, $4, $5, '')

-- name: Passkey
SELECT id, person, name, body, made_at, used_at FROM passkey WHERE id = $1

-- name: Passkeys
SELECT id, person, name, body, made_at, used_at FROM passkey WHERE person = $1 ORDER BY made_at, id

-- name: UsePasskey
UPDATE passkey SET body = $2, used_at = $3 WHERE id = $1

-- name: RemovePasskey
DELETE FROM passkey WHERE id = $1 AND person = $2

-- name: RemovePasskeys
DELETE FROM passkey WHERE person = $1

-- name: Password
SELECT person, hash, code, step FROM password WHERE person = $1

-- name: SetPassword
INSERT INTO password (person, hash, code, step, made_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (person) DO UPDATE SET hash = excluded.hash, code = excluded.code, step = excluded.step, made_at = excluded.made_at

-- name: Step
-- Of two who send the same code at once, one changes a row.
UPDATE password SET step = $2 WHERE person = $1 AND step < $2

-- name: Rehash
UPDATE password SET hash = $3 WHERE person = $1 AND hash = $2

-- name: RemovePassword
DELETE FROM password WHERE person = $1

-- name: Link
INSERT INTO federated (issuer, subject, person, made_at) VALUES ($1, $2, $3, $4)

-- name: Linked
SELECT issuer, subject, person, made_at FROM federated WHERE issuer = $1 AND subject = $2

-- name: Links
SELECT issuer, subject, person, made_at FROM federated WHERE person = $1 ORDER BY issuer, subject

-- name: Unlink
DELETE FROM federated WHERE person = $1 AND issuer = $2

-- name: UnlinkAll
DELETE FROM federated WHERE person = $1

-- name: Codes
SELECT person, code FROM password ORDER BY person

-- name: ResealCode
UPDATE password SET code = $2 WHERE person = $1

-- name: EndAll
DELETE FROM ceremony
