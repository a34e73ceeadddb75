-- name: Add
INSERT INTO source (id, sha256, name, bytes, at) VALUES ($1, $2, $3, $4, $5)

-- name: AddPiece
INSERT INTO source_piece (source, start, body) VALUES ($1, $2, $3)

-- name: ByID
SELECT id, sha256, name, bytes, at FROM source WHERE id = $1

-- name: Piece
SELECT body FROM source_piece WHERE source = $1 AND start = $2
