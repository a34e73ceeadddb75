package area

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
)

// Row is an area as a list of areas has it.
type Row struct {
	Area
	Code        string
	CodeChecked string
	// CodeFrom and CodeTo are the days, months or years between which the code is
	// valid; an old code is valid to CodeFrom. Not known where they are zero.
	CodeFrom, CodeTo date.Date
	OldCodes         []string
	Spellings        []string
}

// header is the columns of a list of areas, in any order; only id and name must
// be filled in. See docs/guide-programmes.md.
var header = []string{"id", "name", "kind", "within", "code", "code_checked", "code_from", "code_to", "predecessor_codes", "other_spellings", "short", "tile_column", "tile_row"}

// Parse reads a list of areas. Errors are of kind errs.BadInput with the line.
func Parse(r io.Reader, list string) ([]Row, error) {
	in := csv.NewReader(r)
	names, err := in.Read()
	if err != nil {
		return nil, errs.Invalid("file", "The list of areas has no header line: %v", err)
	}
	at := map[string]int{}
	for i, n := range names {
		n = strings.TrimSpace(strings.TrimPrefix(n, "\ufeff"))
		if !slices.Contains(header, n) {
			return nil, errs.Invalid("file", "The list of areas has a column “%s” that is not known; the columns are %s", n, strings.Join(header, ", "))
		}
		if _, twice := at[n]; twice {
			return nil, errs.Invalid("file", "The list of areas has two columns “%s”", n)
		}
		at[n] = i
	}
	for _, must := range []string{"id", "name"} {
		if _, ok := at[must]; !ok {
			return nil, errs.Invalid("file", "The list of areas has no column “%s”", must)
		}
	}
	var rows []Row
	ids := map[ID]bool{}
	means := map[string]ID{} // which area a spelling or a code means
	for {
		rec, err := in.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, errs.Invalid("file", "The list of areas cannot be read: %v", err)
		}
		line, _ := in.FieldPos(0)
		if all := strings.Join(rec, ""); !utf8.ValidString(all) || strings.ContainsRune(all, 0) {
			return nil, errs.Invalid("file", "Line %d of the list of areas is not UTF-8 text. Save the file as “CSV UTF-8” and try again", line)
		}
		get := func(n string) string {
			if i, ok := at[n]; ok {
				return strings.TrimSpace(rec[i])
			}
			return ""
		}
		row := Row{Area: Area{ID: ID(get("id")), List: list, Name: get("name"), Kind: get("kind"), Within: ID(get("within")), Short: get("short")},
			Code: get("code"), CodeChecked: get("code_checked"), OldCodes: split(get("predecessor_codes")), Spellings: split(get("other_spellings"))}
		if row.ID == "" || row.ID != Slug(string(row.ID)) || row.Name == "" {
			return nil, errs.Invalid("file", "Line %d of the list of areas needs a name, and an id of small letters, digits and hyphens such as “west-lothian”", line)
		}
		for column, to := range map[string]*date.Date{"code_from": &row.CodeFrom, "code_to": &row.CodeTo} {
			day, ok := date.Parse(get(column))
			if !ok {
				return nil, errs.Invalid("file", "Line %d of the list of areas: “%s” in %s is no day, month or year such as 2018-04-01, 2018-04 or 2018", line, get(column), column)
			}
			*to = day
		}
		if c, r := get("tile_column"), get("tile_row"); c != "" || r != "" {
			col, err1 := strconv.Atoi(c)
			rowAt, err2 := strconv.Atoi(r)
			if err1 != nil || err2 != nil || col < 0 || rowAt < 0 || col > 99 || rowAt > 99 {
				return nil, errs.Invalid("file", "Line %d of the list of areas: tile_column and tile_row are numbers from 0 to 99", line)
			}
			row.Tile = &Tile{col, rowAt}
		}
		if _, there := ids[row.ID]; there {
			return nil, errs.Invalid("file", "Line %d of the list of areas: the id “%s” stands on a line before", line, row.ID)
		}
		for _, name := range row.spellings() {
			if other, ok := means[Fold(name)]; ok && other != row.ID {
				return nil, errs.Invalid("file", "Line %d of the list of areas: “%s” is a name or a code of “%s” already, and a source that has it would mean either", line, name, other)
			}
			means[Fold(name)] = row.ID
		}
		ids[row.ID] = true
		rows = append(rows, row)
	}
}

// spellings are all names and codes by which sources mean the area.
func (r Row) spellings() []string {
	all := append([]string{r.Name, string(r.ID)}, r.Spellings...)
	for _, code := range append([]string{r.Code}, r.OldCodes...) {
		if code != "" {
			all = append(all, code)
		}
	}
	return all
}

func split(s string) []string {
	var out []string
	for part := range strings.SplitSeq(s, ";") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// Load adds a list of areas. Areas that are there already stay as they are, so
// loading twice changes nothing. It returns how many were new. errs.Denied if
// who may not load areas.
func Load(tx *db.Tx, who access.Actor, list string, rows []Row) (int, error) {
	if err := access.Refuse(who, access.LoadAreas, access.Place{}); err != nil {
		return 0, err
	}
	return load(tx, who, list, rows)
}

func load(tx *db.Tx, who access.Actor, list string, rows []Row) (int, error) {
	added := 0
	for _, row := range rows {
		isNew, err := Add(tx, row)
		if err != nil {
			return 0, err
		}
		if isNew {
			added++
		}
	}
	if added == 0 {
		return 0, nil
	}
	return added, audit.Record(tx, who, "area.load", list, fmt.Sprintf("%d areas", added))
}

// Add adds one area without an audit entry; the verb that calls it writes one.
// It reports whether the area is new, and errs.Invalid when another list has
// the ID.
func Add(tx *db.Tx, row Row) (bool, error) {
	var col, rowAt any
	if row.Tile != nil {
		col, rowAt = int64(row.Tile.Column), int64(row.Tile.Row)
	}
	n, err := tx.Exec(q.Add, string(row.ID), row.List, row.Name, row.Kind, string(row.Within), row.Short, col, rowAt)
	if err != nil {
		return false, err
	}
	if n == 0 {
		there, err := Get(tx, row.ID)
		if err == nil && there.List != row.List {
			err = errs.Invalid("id", "The area “%s” of the list %s is already in the list %s; give it another id", row.ID, row.List, there.List)
		}
		return false, err
	}
	for i, code := range append([]string{row.Code}, row.OldCodes...) {
		if code == "" {
			continue
		}
		valid, until := row.CodeFrom, row.CodeTo
		if i > 0 {
			valid, until = 0, row.CodeFrom
		}
		if _, err := tx.Exec(q.AddCode, code, string(row.ID), valid.String(), until.String(), i > 0, row.CodeChecked); err != nil {
			return false, err
		}
	}
	for _, name := range row.spellings() {
		if _, err := tx.Exec(q.AddName, row.List, Fold(name), string(row.ID), name); err != nil {
			return false, err
		}
	}
	return true, nil
}

// Ensure loads one of the lists that come with the program, unless it is there.
// A list that does not come with the program must have been loaded before:
// errs.BadInput otherwise.
func Ensure(tx *db.Tx, who access.Actor, list string) error {
	var n int
	if _, err := tx.One(q.Known, []any{list}, &n); err != nil || n > 0 {
		return err
	}
	f, err := data.Open("data/" + list + ".csv")
	if err != nil {
		return errs.Invalid("areas", "There is no list of areas “%s”. Load one with: northinch area load FILE.csv --list %s", list, list)
	}
	defer f.Close()
	rows, err := Parse(f, list)
	if err != nil {
		return err
	}
	_, err = load(tx, who, list, rows) // whoever may add a programme may use the lists that come with the program
	return err
}
