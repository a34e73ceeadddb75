-- name: Give
INSERT INTO role_held (id, person, role, body, programme, area, inspection, from_day, to_day, given_by, given_at, ended_at, ended_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '', '')

-- name: ByID
SELECT id, person, role, body, programme, area, inspection, from_day, to_day, given_by, given_at, ended_at, ended_by FROM role_held WHERE id = $1

-- name: End
UPDATE role_held SET ended_at = $2, ended_by = $3 WHERE id = $1 AND ended_at = ''

-- name: OfPerson
SELECT id, person, role, body, programme, area, inspection, from_day, to_day, given_by, given_at, ended_at, ended_by FROM role_held
WHERE person = $1 ORDER BY given_at DESC, id

-- name: Everybody
SELECT id, person, role, body, programme, area, inspection, from_day, to_day, given_by, given_at, ended_at, ended_by FROM role_held ORDER BY given_at DESC, id

-- name: Declare
INSERT INTO conflict (id, person, kind, area, from_day, to_day, declared_by, declared_at, withdrawn_at, withdrawn_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', '')

-- name: Withdraw
UPDATE conflict SET withdrawn_at = $2, withdrawn_by = $3 WHERE id = $1 AND withdrawn_at = ''

-- name: ConflictByID
SELECT id, person, kind, area, from_day, to_day, declared_by, declared_at, withdrawn_at FROM conflict WHERE id = $1

-- name: ConflictsOf
SELECT id, person, kind, area, from_day, to_day, declared_by, declared_at, withdrawn_at FROM conflict
WHERE person = $1 ORDER BY declared_at DESC, id

-- name: AllConflicts
SELECT id, person, kind, area, from_day, to_day, declared_by, declared_at, withdrawn_at FROM conflict ORDER BY declared_at DESC, id
