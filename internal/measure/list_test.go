package measure

import (
	"testing"

	"github.com/northinch/northinch/internal/returns/spec"
)

func TestEveryMeasureSaysWhatItCounts(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range All() {
		if m.ID == "" || seen[m.ID] || m.Group == "" || m.Title == "" || m.Kind == 0 || m.Counts == "" || m.Of == "" || m.Leaves == "" || m.count == nil {
			t.Errorf("%+v", m)
		}
		seen[m.ID] = true
		if _, err := Find(m.ID); err != nil {
			t.Error(err)
		}
		if editions := spec.Editions(); m.Unless != "" && (m.Mind == "" || !editions[len(editions)-1].Asks(m.Unless)) {
			t.Errorf("%s has a note unless returns ask for %s, which none does", m.ID, m.Unless)
		}
		if _, ok := byID()[m.Standard]; m.Standard != "" && !ok {
			t.Errorf("%s applies the standard %s, which there is not", m.ID, m.Standard)
		}
	}
	t.Log(len(seen))
	if len(seen) < 30 {
		t.Errorf("there are %d measures", len(seen))
	}
}
