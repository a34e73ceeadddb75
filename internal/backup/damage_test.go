package backup

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"encoding/json"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/schema"
)

func TestAFileThatIsNoBackupOrNotWhatItWasIsRefusedAndLeavesNothing(t *testing.T) {
	ids, to := key(t)
	strangers, _ := key(t)
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	good := filepath.Join(t.TempDir(), "good.age")
	d := dbtest.SQLite(t)
	for range 40 {
		deed(t, d)
	}
	made(t, d, good, to)
	b, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "bad.age")
	refused := func(t *testing.T, content []byte, want ...string) {
		t.Helper()
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Restore(t.Context(), file, ids, filepath.Join(dir, "new.db"), nil, nil)
		if errs.KindOf(err) != errs.BadInput || !slices.ContainsFunc(want, func(w string) bool { return strings.Contains(errs.Sentence(err), w) }) {
			t.Errorf("error %v, want %q", err, want)
		}
		if _, err := Verify(t.Context(), file, ids, nil); errs.KindOf(err) != errs.BadInput {
			t.Errorf("it verifies: %v", err)
		}
		only(t, dir)
	}
	const damaged, foreign, noKey = "is damaged or cut short; nothing was restored from it", "is not a backup that this program can read", "The key does not open"
	for i := 0; i < len(b); i += 1 + len(b)/97 {
		refused(t, b[:i], damaged, foreign, noKey)
		harmed := slices.Clone(b)
		harmed[i] ^= 0x20
		refused(t, harmed, damaged, foreign, noKey)
	}
	refused(t, b[:len(b)-1], damaged)
	refused(t, append(slices.Clone(b), 0), damaged)
	refused(t, nil, foreign)
	refused(t, []byte("id,name\nfife,Fife\n"), foreign)
	for what, text := range map[string]string{"nothing": "", "a letter": "Dear reader", "a newer form": anyForm + "2\n"} {
		var sealed bytes.Buffer
		if err := seal(&sealed, to, func(w io.Writer) error { _, err := io.WriteString(w, text); return err }); err != nil {
			t.Fatal(err)
		}
		want := foreign
		if what == "a newer form" {
			want = "was made by a newer program"
		}
		refused(t, sealed.Bytes(), want)
	}
	if _, err := Verify(t.Context(), good, strangers, nil); errs.KindOf(err) != errs.BadInput || !strings.Contains(errs.Sentence(err), noKey) {
		t.Errorf("another key: %v", err)
	}
	if _, err := Verify(t.Context(), filepath.Join(dir, "missing"), ids, nil); errs.KindOf(err) != errs.BadInput || !strings.Contains(errs.Sentence(err), "There is no file ") {
		t.Errorf("no file: %v", err)
	}
	if _, err := Verify(t.Context(), dir, ids, nil); errs.KindOf(err) != errs.BadInput {
		t.Errorf("a folder: %v", err)
	}
}

// forged is the content of a backup of a database with one entry, changed by
// somebody who can seal one.
func forged(t testing.TB, change func(*Manifest), rows func([]byte) []byte) []byte {
	t.Helper()
	d := dbtest.SQLite(t)
	deed(t, d)
	var b bytes.Buffer
	dbtest.Read(t, d, func(tx *db.Tx) error {
		m, tables, err := survey(tx, "", schema.SQLite, Progress(nil).of(""))
		if err != nil {
			return err
		}
		var all bytes.Buffer
		for _, one := range tables {
			if _, err := measure(tx, one, &all); err != nil {
				return err
			}
		}
		change(&m)
		text, err := json.Marshal(m)
		if err != nil {
			return err
		}
		b.Write(packed(text, rows(all.Bytes())))
		return nil
	})
	return b.Bytes()
}

func packed(manifest, rows []byte) []byte {
	var b bytes.Buffer
	b.WriteString(form)
	w, _ := flate.NewWriter(&b, flate.BestCompression)
	w.Write(binary.BigEndian.AppendUint32(nil, uint32(len(manifest))))
	w.Write(manifest)
	w.Write(rows)
	w.Close()
	return b.Bytes()
}

func same(b []byte) []byte { return b }

func TestABackupThatSomebodyMadeUpIsRefused(t *testing.T) {
	ids, to := key(t)
	dir := t.TempDir()
	file := filepath.Join(t.TempDir(), "forged.age")
	restore := func(content []byte) error {
		var sealed bytes.Buffer
		if err := seal(&sealed, to, func(w io.Writer) error { _, err := w.Write(content); return err }); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, sealed.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Restore(t.Context(), file, ids, filepath.Join(dir, "new.db"), nil, nil)
		return err
	}
	if err := restore(forged(t, func(*Manifest) {}, same)); err != nil {
		t.Fatalf("what was not changed: %v", err)
	}
	os.Remove(filepath.Join(dir, "new.db"))
	head := audit.Head{}.String()
	for name, c := range map[string]struct {
		change func(*Manifest)
		rows   func([]byte) []byte
		want   string
	}{
		"a newer step": {func(m *Manifest) { m.Steps = append(m.Steps, "9999_later") }, same, "The backup was made by a newer program (step"},
		"no steps":     {func(m *Manifest) { m.Steps = nil }, same, "is not a backup that this program can read"},
		"other steps":  {func(m *Manifest) { m.Steps[0] = "0001_other" }, same, "is not a backup that this program can read"},
		"fewer steps than on record": {func(m *Manifest) {
			m.Steps = m.Steps[:1]
			m.Tables = []Table{find(m, "audit_entry"), find(m, "audit_head"), find(m, "schema_step")}
		}, same, "cannot be restored: the steps on record are not those of this program"},
		"a table of its own":  {func(m *Manifest) { m.Tables[0].Name = `x"; DROP TABLE area; --` }, same, "is not a backup that this program can read"},
		"a column of its own": {func(m *Manifest) { m.Tables[0].Columns[0] = "password" }, same, "is not a backup that this program can read"},
		"more rows":           {func(m *Manifest) { at(m, "audit_entry").Rows++; at(m, "audit_entry").Bytes += 100 }, same, "is damaged"},
		"fewer rows": {func(m *Manifest) {
			at(m, "schema_step").Rows--
		}, same, "is damaged"},
		"a negative number of rows":     {func(m *Manifest) { m.Tables[0].Rows = -1 }, same, "is damaged"},
		"more bytes than can be":        {func(m *Manifest) { at(m, "audit_entry").Bytes = math.MaxInt64; at(m, "audit_entry").Rows = 1 << 40 }, same, "is damaged"},
		"bytes that add up to too many": {func(m *Manifest) { at(m, "audit_entry").Bytes = 1 << 20; at(m, "audit_head").Bytes = 1 << 20 }, same, "is damaged"},
		"another hash":                  {func(m *Manifest) { at(m, "audit_entry").SHA256 = strings.Repeat("0", 64) }, same, "is damaged"},
		"another head":                  {func(m *Manifest) { m.Head = head }, same, "The audit log does not hold what it held when the head"},
		"no head":                       {func(m *Manifest) { m.Head = "yesterday" }, same, "is damaged"},
		"rows that go on":               {func(*Manifest) {}, func(b []byte) []byte { return append(b, make([]byte, 64<<20)...) }, "is damaged"},
		"rows that are missing":         {func(*Manifest) {}, func(b []byte) []byte { return b[:len(b)/2] }, "is damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			err := restore(forged(t, c.change, c.rows))
			if errs.KindOf(err) != errs.BadInput || !strings.Contains(errs.Sentence(err), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
			only(t, dir)
		})
	}
}

func find(m *Manifest, name string) Table { return *at(m, name) }

// at is a table of a manifest, to be changed.
func at(m *Manifest, name string) *Table {
	return &m.Tables[slices.IndexFunc(m.Tables, func(t Table) bool { return t.Name == name })]
}

func TestALengthThatIsNotTrueTakesNoMemory(t *testing.T) {
	content := forged(t, func(m *Manifest) {
		for i := range m.Tables {
			m.Tables[i].Rows, m.Tables[i].Bytes = 0, 0
		}
		m.Tables[0].Rows, m.Tables[0].Bytes = 1, 1<<17
	}, func([]byte) []byte {
		return binary.AppendUvarint([]byte{isText}, mostValue)
	})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	c, err := read(t.Context(), bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	for _, err = range c.Tables[0].rows(c.rows) {
	}
	runtime.ReadMemStats(&after)
	if err != errDamaged {
		t.Errorf("error %v", err)
	}
	if took := after.TotalAlloc - before.TotalAlloc; took > 8<<20 {
		t.Errorf("reading it took %d bytes of memory", took)
	}
}
