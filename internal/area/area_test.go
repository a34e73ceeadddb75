package area_test

import (
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
)

var operator = access.Command("test")

func TestStatementsAreUnderstoodOnBothEngines(t *testing.T) {
	dbtest.Prepare(t, area.Statements())
}

func TestSpellingsThatMeanTheSameFoldToTheSame(t *testing.T) {
	for _, group := range [][]string{
		{"Perth and Kinross", "PERTH & KINROSS", " perth  and\u00a0kinross ", "Perth\tand\nKinross", "Perth &  Kinross"},
		{"St Helens", "St. Helens", "st helens", "St. Helen’s", "St Helen's"},
		{"Éire", "éire"},
		{"", " ", "\u00a0", "."},
	} {
		for _, s := range group[1:] {
			if area.Fold(s) != area.Fold(group[0]) {
				t.Errorf("%q folds to %q and %q to %q", s, area.Fold(s), group[0], area.Fold(group[0]))
			}
		}
	}
	for _, pair := range [][2]string{{"Fife", "Five"}, {"Perth and Kinross", "Perth Kinross"}, {"North-East", "North East"}} {
		if area.Fold(pair[0]) == area.Fold(pair[1]) {
			t.Errorf("%q and %q fold to the same", pair[0], pair[1])
		}
	}
}

func TestANameMakesAnIDThatIsSafeInAnAddress(t *testing.T) {
	for name, want := range map[string]area.ID{
		"Perth & Kinross": "perth-and-kinross", "Na h-Eileanan Siar": "na-h-eileanan-siar", "  Fife ": "fife", "St. Helen’s": "st-helens",
		"--Fife--": "fife", "A / B": "a-b", "CS2003000137": "cs2003000137", "": "", "…": "",
	} {
		if got := area.Slug(name); got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
		if again := area.Slug(string(area.Slug(name))); again != area.Slug(name) {
			t.Errorf("an id changes when it is made an id again: %q", again)
		}
	}
}

func TestAListOfAreasIsReadWithItsColumnsInAnyOrder(t *testing.T) {
	rows, err := area.Parse(strings.NewReader("\ufeffname, id ,tile_row,tile_column,other_spellings,code,predecessor_codes\n\"Perth and Kinross\",perth,3,2,P&K; Perthshire ;,S12,S11\nFife,fife,,,,,\n"), "test")
	if err != nil || len(rows) != 2 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	r := rows[0]
	if r.ID != "perth" || r.List != "test" || *r.Tile != (area.Tile{Column: 2, Row: 3}) || strings.Join(r.Spellings, "|") != "P&K|Perthshire" || r.Code != "S12" || strings.Join(r.OldCodes, "|") != "S11" {
		t.Errorf("%+v", r)
	}
	if rows[1].Tile != nil || rows[1].Code != "" {
		t.Errorf("%+v", rows[1])
	}
}

func TestAListOfAreasThatCannotBeReadSaysWhy(t *testing.T) {
	for _, c := range []struct{ name, file, want string }{
		{"an empty file", "", "has no header line"},
		{"a column that is not known", "id,name,council\n", "has a column “council” that is not known; the columns are id, name, kind"},
		{"a column twice", "id,name,name\n", "has two columns “name”"},
		{"no column for the id", "name\nFife\n", "has no column “id”"},
		{"no column for the name", "id\nfife\n", "has no column “name”"},
		{"a line that is too short", "id,name,kind\nfife,Fife\n", "cannot be read: record on line 2: wrong number of fields"},
		{"a quotation mark that is not closed", "id,name\nfife,\"Fife\n", "cannot be read"},
		{"an empty name", "id,name\nmoray,Moray\nfife,\n", "Line 3 of the list of areas needs a name, and an id"},
		{"an empty id", "id,name\n,Fife\n", "Line 2 of the list of areas needs a name, and an id"},
		{"an id with capitals", "id,name\nFife,Fife\n", "Line 2 of the list of areas needs a name, and an id of small letters, digits and hyphens such as “west-lothian”"},
		{"an id twice", "id,name\nfife,Fife\nfife,Moray\n", "Line 3 of the list of areas: the id “fife” stands on a line before"},
		{"a spelling of two areas", "id,name,other_spellings\nfife,Fife,\nmoray,Moray,The North; FIFE\n", "Line 3 of the list of areas: “FIFE” is a name or a code of “fife” already"},
		{"a code of two areas", "id,name,code\nfife,Fife,S12\nmoray,Moray,S12\n", "Line 3 of the list of areas: “S12” is a name or a code of “fife” already"},
		{"half a place on the map", "id,name,tile_column,tile_row\nfife,Fife,1,\n", "Line 2 of the list of areas: tile_column and tile_row are numbers from 0 to 99"},
		{"a place off the map", "id,name,tile_column,tile_row\nfife,Fife,1,100\n", "tile_column and tile_row are numbers from 0 to 99"},
		{"text that is not UTF-8", "id,name\nfife,F\xefre\n", "Line 2 of the list of areas is not UTF-8 text"},
		{"a NUL", "id,name\nfife,F\x00fe\n", "Line 2 of the list of areas is not UTF-8 text"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := area.Parse(strings.NewReader(c.file), "test")
			if errs.KindOf(err) != errs.BadInput || !strings.Contains(errs.Sentence(err), c.want) {
				t.Errorf("%v, want %q", err, c.want)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add("id,name\nfife,Fife\n")
	f.Add("\ufeffname,id,tile_row,tile_column\n\"a\nb\",x,1,2\n")
	f.Fuzz(func(t *testing.T, file string) {
		rows, err := area.Parse(strings.NewReader(file), "test")
		if err != nil && errs.KindOf(err) != errs.BadInput {
			t.Errorf("%v is no error of the file", err)
		}
		for _, r := range rows {
			if r.ID == "" || r.Name == "" {
				t.Errorf("%+v", r)
			}
		}
	})
}

// load loads a list of areas from text.
func load(t *testing.T, d *db.DB, list, file string) int {
	t.Helper()
	rows, err := area.Parse(strings.NewReader(file), list)
	if err != nil {
		t.Fatal(err)
	}
	added := 0
	dbtest.Write(t, d, func(tx *db.Tx) (err error) {
		added, err = area.Load(tx, operator, list, rows)
		return err
	})
	return added
}

const small = "id,name,code,predecessor_codes,other_spellings,tile_column,tile_row\n" +
	"perth-and-kinross,Perth and Kinross,S12000048,S12000024; S12000099,P and K,2,3\nfife,Fife,S12000047,S12000015,,,\n"

func TestLoadingAListTwiceChangesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		if n := load(t, d, "test", small); n != 2 {
			t.Errorf("%d areas were new, want 2", n)
		}
		var before audit.Head
		dbtest.Read(t, d, func(tx *db.Tx) (err error) { before, err = audit.Now(tx); return err })
		if n := load(t, d, "test", small); n != 0 {
			t.Errorf("%d areas were new the second time", n)
		}
		if n := load(t, d, "test", "id,name\nfife,Another Name\nmoray,Moray\n"); n != 1 {
			t.Errorf("%d areas were new, want only Moray", n)
		}
		dbtest.Read(t, d, func(tx *db.Tx) error {
			after, err := audit.Now(tx)
			if before.Size != 1 || after.Size != 2 {
				t.Errorf("%d, then %d audit entries", before.Size, after.Size)
			}
			all, err := area.InList(tx, "test")
			if len(all) != 3 || all[0].Name != "Fife" || all[1].ID != "moray" || *all[2].Tile != (area.Tile{Column: 2, Row: 3}) || all[0].Tile != nil {
				t.Errorf("%+v", all)
			}
			return err
		})
	})
}

func TestAnIDOfAnotherListIsRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		load(t, d, "test", small)
		rows, err := area.Parse(strings.NewReader("id,name\nmoray,Moray\nfife,Fife\n"), "others")
		if err != nil {
			t.Fatal(err)
		}
		err = d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := area.Load(tx, operator, "others", rows)
			return err
		})
		if want := "The area “fife” of the list others is already in the list test; give it another id"; errs.Sentence(err) != want {
			t.Errorf("%v, want %q", err, want)
		}
		dbtest.Read(t, d, func(tx *db.Tx) error {
			if lists, err := area.Lists(tx); err != nil || len(lists) != 1 || lists[0] != (area.List{Name: "test", Areas: 2}) {
				t.Errorf("%v, %v", lists, err)
			}
			return nil
		})
	})
}

func TestOnlyAnOperatorLoadsAreas(t *testing.T) {
	d := dbtest.SQLite(t)
	for role := access.Operator; role <= access.Public; role++ {
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := area.Load(tx, access.Actor{ID: "x", Held: []access.Held{{Role: role}}}, "test", nil)
			return err
		})
		if (err == nil) != (role == access.Operator) || err != nil && errs.KindOf(err) != errs.Denied {
			t.Errorf("%s: %v", role, err)
		}
	}
}

func TestAnAreaIsFoundByNameCodeOldCodeIDAndSpelling(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		load(t, d, "test", small)
		load(t, d, "england", "id,name\ndurham,Durham\nperth-in-england,Perth & Kinross\n")
		dbtest.Read(t, d, func(tx *db.Tx) error {
			for _, c := range []struct {
				list, name string
				want       area.ID
			}{
				{"test", "Perth and Kinross", "perth-and-kinross"}, {"test", "PERTH  &  KINROSS", "perth-and-kinross"}, {"test", "p & k", "perth-and-kinross"},
				{"test", "perth-and-kinross", "perth-and-kinross"}, {"test", "S12000048", "perth-and-kinross"}, {"test", "s12000024", "perth-and-kinross"}, {"test", "S12000099", "perth-and-kinross"},
				{"", "Fife", "fife"}, {"", "Durham", "durham"}, {"test", "Durham", ""}, {"no-such-list", "Fife", ""},
				{"test", "Atlantis", ""}, {"test", "", ""}, {"test", " . ", ""},
				{"", "Perth and Kinross", ""}, // in two lists: neither is meant for certain
				{"england", "Perth and Kinross", "perth-in-england"},
			} {
				got, ok, err := area.Find(tx, c.list, c.name)
				if err != nil {
					return err
				}
				if got != c.want || ok != (c.want != "") {
					t.Errorf("%q in list %q is %q (%v), want %q", c.name, c.list, got, ok, c.want)
				}
			}
			return nil
		})
	})
}

func TestTheListsThatComeWithTheProgramAreWhole(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for list, want := range map[string]int{"scotland": 32, "england": 153} {
			for range 2 {
				dbtest.Write(t, d, func(tx *db.Tx) error { return area.Ensure(tx, operator, list) })
			}
			dbtest.Read(t, d, func(tx *db.Tx) error {
				all, err := area.InList(tx, list)
				if len(all) != want {
					t.Errorf("%s has %d areas", list, len(all))
				}
				tiles := map[area.Tile]area.ID{}
				for _, a := range all {
					if a.Tile == nil {
						continue
					}
					if other := tiles[*a.Tile]; other != "" {
						t.Errorf("%s and %s have one place on the map", a.ID, other)
					}
					tiles[*a.Tile] = a.ID
				}
				return err
			})
		}
		dbtest.Read(t, d, func(tx *db.Tx) error {
			codes, err := area.Codes(tx, "perth-and-kinross")
			if len(codes) != 2 || codes[0].Code != "S12000048" || codes[0].Replaced || codes[1].Code != "S12000024" || !codes[1].Replaced {
				t.Errorf("codes %+v, want the one in use first", codes)
			}
			if err != nil {
				return err
			}
			names, err := area.Spellings(tx, "perth-and-kinross")
			if len(names) < 3 {
				t.Errorf("spellings %v", names)
			}
			return err
		})
		err := d.Write(t.Context(), func(tx *db.Tx) error { return area.Ensure(tx, operator, "../wales") })
		if errs.KindOf(err) != errs.BadInput || !strings.Contains(errs.Sentence(err), "There is no list of areas “../wales”. Load one with: northinch area load FILE.csv --list") {
			t.Errorf("%v", err)
		}
	})
}

func TestAnAreaThatIsNotThereIsNotFound(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		load(t, d, "test", small)
		dbtest.Read(t, d, func(tx *db.Tx) error {
			for _, id := range []area.ID{"", "Fife", "atlantis"} {
				if _, err := area.Get(tx, id); errs.KindOf(err) != errs.NotFound {
					t.Errorf("%q: %v", id, err)
				}
			}
			a, err := area.Get(tx, "fife")
			if a.Name != "Fife" {
				t.Errorf("%+v", a)
			}
			return err
		})
	})
}
