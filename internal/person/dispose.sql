-- name: Held
SELECT 'invitation', person, count(*), sum(CASE WHEN ended < $1 THEN 1 ELSE 0 END), min(ended), max(ended)
FROM (SELECT person, CASE WHEN used_at <> '' THEN used_at ELSE ends_at END AS ended FROM invitation) AS one GROUP BY person
UNION ALL
SELECT 'recovery', person, count(*), sum(CASE WHEN ended < $1 THEN 1 ELSE 0 END), min(ended), max(ended)
FROM (SELECT person, CASE WHEN used_at <> '' THEN used_at ELSE ends_at END AS ended FROM recovery) AS one GROUP BY person

-- name: EndedInvitations
DELETE FROM invitation WHERE person = $1 AND CASE WHEN used_at <> '' THEN used_at ELSE ends_at END < $2
RETURNING secret, person, why, made_by, made_at, ends_at, used_at

-- name: EndedRecoveries
DELETE FROM recovery WHERE person = $1 AND CASE WHEN used_at <> '' THEN used_at ELSE ends_at END < $2
RETURNING id, person, secret, words, asked_at, ends_at, approved_by, approved_at, used_at

-- name: Invitations
DELETE FROM invitation WHERE person = $1
RETURNING secret, person, why, made_by, made_at, ends_at, used_at

-- name: Recoveries
DELETE FROM recovery WHERE person = $1
RETURNING id, person, secret, words, asked_at, ends_at, approved_by, approved_at, used_at

-- name: Person
DELETE FROM person WHERE id = $1
RETURNING id, name, email, folded, state, CASE WHEN made_up THEN 1 ELSE 0 END, made_at, version
