package cli

import (
	"os"
	"strings"

	"github.com/northinch/northinch/internal/credential"
	"github.com/northinch/northinch/internal/errs"
)

// readProviders reads the list of the sign-ins of other organisations. Their
// secrets stand elsewhere, so that the list can be kept with other settings.
func readProviders(name string) ([]*credential.Provider, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, errs.Stored(err, "The list of providers %s cannot be read", name)
	}
	return credential.ParseProviders(b, providerSecret)
}

func providerSecret(s credential.Settings) (string, error) {
	secret := ""
	switch {
	case s.SecretEnv != "" && s.SecretFile != "":
		return "", errs.Invalid("providers", "The provider %s has a secret_env and a secret_file; name one of them", s.Name)
	case s.SecretEnv != "":
		secret = os.Getenv(s.SecretEnv)
	case s.SecretFile != "":
		b, err := os.ReadFile(s.SecretFile)
		if err != nil {
			return "", errs.Stored(err, "The secret of the provider %s cannot be read from %s", s.Name, s.SecretFile)
		}
		secret = strings.TrimSpace(string(b))
	}
	if secret == "" {
		return "", errs.Invalid("providers", "The provider %s has no secret: name an environment variable in secret_env, or a file in secret_file, that holds it", s.Name)
	}
	return secret, nil
}
