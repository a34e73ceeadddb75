package credential_test

import (
	"testing"

	"github.com/northinch/northinch/internal/credential"
	"github.com/northinch/northinch/internal/db/dbtest"
)

func TestStatementsAreUnderstoodOnBothEngines(t *testing.T) {
	dbtest.Prepare(t, credential.Statements())
}
