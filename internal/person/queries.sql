-- name: Add
INSERT INTO person (id, name, email, folded, state, made_up, made_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, 1)

-- name: ByID
SELECT id, name, email, state, made_up, made_at, version FROM person WHERE id = $1

-- name: ByAddress
SELECT id, name, email, state, made_up, made_at, version FROM person WHERE folded = $1

-- name: All
SELECT id, name, email, state, made_up, made_at, version FROM person ORDER BY name, id

-- name: Names
SELECT id, name FROM person WHERE id IN ($1...)

-- name: Held
-- "What does this person hold, today or later?"
SELECT role, programme, area, inspection FROM role_held WHERE person = $1 AND ended_at = '' AND to_day >= $2

-- name: SetState
UPDATE person SET state = $2, version = version + 1 WHERE id = $1

-- name: Change
UPDATE person SET name = $3, email = $4, folded = $5, version = version + 1 WHERE id = $1 AND version = $2

-- name: Invite
INSERT INTO invitation (secret, person, why, made_by, made_at, ends_at, used_at) VALUES ($1, $2, $3, $4, $5, $6, '')

-- name: Invitation
SELECT person, why, ends_at FROM invitation WHERE secret = $1 AND used_at = '' AND ends_at > $2

-- name: UseInvitation
UPDATE invitation SET used_at = $2 WHERE secret = $1 AND used_at = ''

-- name: DropInvitations
DELETE FROM invitation WHERE person = $1 AND used_at = ''

-- name: DropAllInvitations
DELETE FROM invitation WHERE used_at = ''

-- name: DropAllRecoveries
DELETE FROM recovery WHERE used_at = ''

-- name: AskRecovery
INSERT INTO recovery (id, person, secret, words, asked_at, ends_at, approved_by, approved_at, used_at)
VALUES ($1, $2, $3, $4, $5, $6, '', '', '')

-- name: Recovery
SELECT id, person, words, asked_at, ends_at, approved_by FROM recovery WHERE id = $1 AND used_at = '' AND ends_at > $2

-- name: RecoveryBySecret
SELECT id, person, words, asked_at, ends_at, approved_by FROM recovery WHERE secret = $1 AND used_at = '' AND ends_at > $2

-- name: OfPerson
SELECT id, person, words, asked_at, ends_at, approved_by FROM recovery
WHERE person = $1 AND used_at = '' AND ends_at > $2 ORDER BY asked_at, id

-- name: Pending
-- "Who asks to come back, and is waiting?"
SELECT id, person, words, asked_at, ends_at, approved_by FROM recovery
WHERE used_at = '' AND approved_by = '' AND ends_at > $1 ORDER BY asked_at, id

-- name: ApproveRecovery
UPDATE recovery SET approved_by = $2, approved_at = $3 WHERE id = $1 AND approved_by = ''

-- name: UseRecovery
UPDATE recovery SET used_at = $2 WHERE id = $1 AND used_at = ''

-- name: DropOthers
DELETE FROM recovery WHERE person = $1 AND id <> $2 AND used_at = ''

-- name: DropRecoveries
DELETE FROM recovery WHERE person = $1 AND used_at = ''
