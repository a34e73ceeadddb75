package stats

import (
	"errors"
	"fmt"
	"testing"
)

func TestWhatIsUndefinedSaysWhyAndIsKnownByItsKind(t *testing.T) {
	err := fmt.Errorf("the rate: %w", Undefined("nobody of %d was seen", 3))
	if !errors.Is(err, ErrUndefined) || err.Error() != "the rate: nobody of 3 was seen" {
		t.Error(err)
	}
	if errors.Is(err, errors.ErrUnsupported) {
		t.Error("what is undefined is anything else too")
	}
}
