package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/errs"
)

func TestTheListOfProvidersIsReadAndItsSecretsStandElsewhere(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "secret")
	if err := os.WriteFile(file, []byte("from a file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PROVIDER_SECRET", "from the environment")
	one := func(more string) string {
		return `{"name":"body","issuer":"https://sign-in.example","client_id":"northinch","label":"Sign in with the body"` + more + `}`
	}
	for text, want := range map[string]string{
		"[" + one(`,"secret_env":"PROVIDER_SECRET"`) + "]": "",
		"[" + one(`,"secret_file":"`+file+`"`) + "]":       "",
		"[]":                "",
		"[" + one("") + "]": "has no secret",
		"[" + one(`,"secret_env":"NOT_SET_ANYWHERE"`) + "]":                "has no secret",
		"[" + one(`,"secret_file":"`+dir+`/none"`) + "]":                   "cannot be read",
		"[" + one(`,"secret_env":"A","secret_file":"B"`) + "]":             "name one of them",
		"[" + one(`,"secret":"in the open"`) + "]":                         "cannot be read",
		"[" + one(`,"secret_env":"PROVIDER_SECRET"`) + "," + one("") + "]": "a name of its own",
		"{": "cannot be read",
		"[" + strings.Replace(one(""), "body", "A Body!", 1) + "]":                                                                 "a name of its own",
		"[" + strings.Replace(one(""), "https://", "http://", 1) + "]":                                                             "an https address",
		"[" + strings.Replace(one(""), "https://", "https://u:p@", 1) + "]":                                                        "an https address",
		"[" + strings.Replace(one(""), "northinch", "", 1) + "]":                                                                   "needs a client_id",
		"[" + strings.Replace(one(`,"secret_env":"PROVIDER_SECRET"`), "https://sign-in.example", "http://127.0.0.1:9998", 1) + "]": "",
	} {
		list := filepath.Join(dir, "providers.json")
		if err := os.WriteFile(list, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		all, err := readProviders(list)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(errs.Sentence(err), want)) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
		if printed := fmt.Sprintf("%v %+v %#v", all, all, err); strings.Contains(printed, "from a file") || strings.Contains(printed, "from the environment") {
			t.Errorf("a secret is printed: %s", printed)
		}
		for _, p := range all {
			if printed := fmt.Sprintf("%+v", p); strings.Contains(printed, "from ") {
				t.Errorf("a secret is printed: %s", printed)
			}
		}
	}
	if _, err := readProviders(filepath.Join(dir, "none.json")); errs.KindOf(err) != errs.Storage {
		t.Errorf("no file: %v", err)
	}
}
