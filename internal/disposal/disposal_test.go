package disposal_test

import (
	"testing"

	"github.com/northinch/northinch/internal/disposal"
)

func of(rows ...[]string) disposal.Destroyed {
	c := disposal.Of("concern")
	for _, r := range rows {
		var fields [][]byte
		for _, f := range r {
			fields = append(fields, []byte(f))
		}
		c.Add(fields...)
	}
	return c.Done()
}

func TestACountSaysHowManyRowsThereWereAndWhatTheyHashTo(t *testing.T) {
	if got := of(); got.Rows != 0 || got.Table != "concern" || got.SHA256 != "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" { // SHA-256 of nothing
		t.Errorf("%+v", got)
	}
	if got := of([]string{"a", "b"}, []string{"c"}); got.Rows != 2 || len(got.SHA256) != 64 {
		t.Errorf("%+v", got)
	}
}

func TestWhereAFieldEndsIsPartOfTheHash(t *testing.T) {
	seen := map[string]bool{}
	for _, rows := range [][][]string{{{"ab", "c"}}, {{"a", "bc"}}, {{"abc"}}, {{"abc", ""}}, {{"ab"}}} {
		h := of(rows...).SHA256
		if seen[h] {
			t.Errorf("%q hashes as another row does", rows)
		}
		seen[h] = true
	}
}
