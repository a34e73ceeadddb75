-- name: Add
INSERT INTO framework_edition (id, body) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING

-- name: ByID
SELECT body FROM framework_edition WHERE id = $1

-- name: List
SELECT body FROM framework_edition ORDER BY id
