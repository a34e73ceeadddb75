-- name: Add
INSERT INTO area (id, list, name, kind, within, short, tile_column, tile_row)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (id) DO NOTHING

-- name: AddCode
INSERT INTO area_code (code, area, valid_from, valid_to, replaced, checked)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (code) DO NOTHING

-- name: AddName
INSERT INTO area_name (list, folded, area, name) VALUES ($1, $2, $3, $4)
ON CONFLICT (list, folded) DO NOTHING

-- name: Named
-- "Which area does this source mean?" In any list when the list is ''.
-- Two halves, because an OR would read every name: only one of them finds any.
SELECT area FROM area_name WHERE list = $1 AND folded = $2
UNION ALL
SELECT area FROM area_name WHERE $1 = '' AND folded = $2

-- name: Known
-- "Has this list been loaded?"
SELECT count(*) FROM area WHERE list = $1

-- name: ByID
SELECT id, list, name, kind, within, short, tile_column, tile_row FROM area WHERE id = $1

-- name: Names
SELECT id, name FROM area WHERE id IN ($1...)

-- name: InList
SELECT id, list, name, kind, within, short, tile_column, tile_row FROM area
WHERE list = $1 ORDER BY name, id

-- name: Lists
SELECT list, count(*) FROM area GROUP BY list ORDER BY list

-- name: Codes
SELECT code, valid_from, valid_to, replaced, checked FROM area_code
WHERE area = $1 ORDER BY replaced, code

-- name: Spellings
SELECT name FROM area_name WHERE area = $1 ORDER BY name
