-- name: Held
-- "Since when does nobody need to know what this person did here?"
SELECT 'role_held', person, count(*), max(CASE WHEN ended_at <> '' AND substr(ended_at, 1, 10) < to_day THEN substr(ended_at, 1, 10) ELSE to_day END)
FROM role_held GROUP BY person
UNION ALL
SELECT 'conflict', person, count(*), '' FROM conflict GROUP BY person

-- name: Roles
DELETE FROM role_held WHERE person = $1
RETURNING id, person, role, body, programme, area, inspection, from_day, to_day, given_by, given_at, ended_at, ended_by

-- name: Conflicts
DELETE FROM conflict WHERE person = $1
RETURNING id, person, kind, area, from_day, to_day, declared_by, declared_at, withdrawn_at, withdrawn_by
