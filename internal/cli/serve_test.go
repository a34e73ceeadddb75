package cli

import (
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/errs"
)

func TestTheDevelopmentSignInListensOnThisMachineOnly(t *testing.T) {
	for address, allowed := range map[string]bool{
		"127.0.0.1:8080": true, "127.9.9.9:80": true, "[::1]:8080": true, "localhost:8080": true,
		":8080": false, "0.0.0.0:8080": false, "[::]:8080": false, "10.0.0.1:8080": false, "example.org:8080": false, "localhost.example.org:80": false,
	} {
		err := onlyLoopback(address, true)
		if (err == nil) != allowed {
			t.Errorf("%s: %v, want allowed %v", address, err, allowed)
		}
		if err != nil && (errs.KindOf(err) != errs.BadInput || !strings.Contains(err.Error(), "this machine only")) {
			t.Errorf("%s: the error %q does not say why", address, err)
		}
		if err := onlyLoopback(address, false); err != nil {
			t.Errorf("%s without the development sign-in: %v", address, err)
		}
	}
	if err := onlyLoopback("8080", false); errs.KindOf(err) != errs.BadInput {
		t.Errorf("an address without a host: %v", err)
	}
}
