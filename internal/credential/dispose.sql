-- name: Held
SELECT 'password', person, count(*), 0, '', '' FROM password GROUP BY person
UNION ALL
SELECT 'passkey', person, count(*), 0, '', '' FROM passkey GROUP BY person
UNION ALL
SELECT 'federated', person, count(*), 0, '', '' FROM federated GROUP BY person
UNION ALL
SELECT 'ceremony', person, count(*), sum(CASE WHEN ends_at < $1 THEN 1 ELSE 0 END), min(ends_at), max(ends_at) FROM ceremony GROUP BY person

-- name: EndedCeremonies
DELETE FROM ceremony WHERE person = $1 AND ends_at < $2
RETURNING secret, kind, person, body, ends_at

-- name: Ceremonies
DELETE FROM ceremony WHERE person = $1
RETURNING secret, kind, person, body, ends_at

-- name: Password
DELETE FROM password WHERE person = $1
RETURNING person, hash, code, step, made_at

-- name: Passkeys
DELETE FROM passkey WHERE person = $1
RETURNING id, person, name, body, made_at, used_at

-- name: Federated
DELETE FROM federated WHERE person = $1
RETURNING issuer, subject, person, made_at
