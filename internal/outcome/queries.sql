-- name: AddReading
INSERT INTO reading (id, source, programme, profile, account, at) VALUES ($1, $2, $3, $4, $5, $6)

-- name: SetAccount
UPDATE reading SET account = $2 WHERE id = $1

-- name: Account
SELECT account FROM reading WHERE id = $1

-- name: ProfileOf
SELECT profile FROM reading WHERE source = $1 ORDER BY at DESC, id LIMIT 1

-- name: Readings
-- "Which files say something of this programme?"
SELECT r.id, r.source, r.at, r.account FROM reading r
WHERE EXISTS (SELECT 1 FROM outcome_block b WHERE b.reading = r.id AND b.programme = $1)
ORDER BY r.at, r.id

-- name: AddFindings
INSERT INTO reading_finding (reading, seq, findings, body) VALUES ($1, $2, $3, $4)

-- name: Findings
SELECT body FROM reading_finding WHERE reading = $1 ORDER BY seq

-- name: AddBlock
INSERT INTO outcome_block (programme, reading, seq, outcomes, body) VALUES ($1, $2, $3, $4, $5)

-- name: SetBlock
UPDATE outcome_block SET body = $4 WHERE programme = $1 AND reading = $2 AND seq = $3

-- name: Block
SELECT body FROM outcome_block WHERE programme = $1 AND reading = $2 AND seq = $3

-- name: Blocks
SELECT b.reading, r.source, b.seq, b.body FROM outcome_block b JOIN reading r ON r.id = b.reading
WHERE b.programme = $1 ORDER BY r.at, b.reading, b.seq

-- name: Programmes
-- "Of which programmes are there outcomes?" Of one source, or of any for ''.
SELECT DISTINCT b.programme FROM outcome_block b JOIN reading r ON r.id = b.reading
WHERE $1 = '' OR r.source = $1 ORDER BY b.programme
