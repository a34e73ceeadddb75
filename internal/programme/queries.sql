-- name: Add
INSERT INTO programme (id, name, from_date, to_date, framework, area_list, predecessor, about, made_up)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)

-- name: ByID
SELECT id, name, from_date, to_date, framework, area_list, predecessor, about, made_up
FROM programme WHERE id = $1

-- name: All
SELECT id, name, from_date, to_date, framework, area_list, predecessor, about, made_up
FROM programme ORDER BY to_date DESC, id

-- name: After
-- "Which round came next?"
SELECT id, name, from_date, to_date, framework, area_list, predecessor, about, made_up
FROM programme WHERE predecessor = $1 ORDER BY id
