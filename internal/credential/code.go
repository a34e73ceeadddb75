package credential

import (
	"bytes"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"image/png"
	"strings"
	"time"

	"github.com/northinch/northinch/internal/person"
	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
	"github.com/pquerna/otp/totp"
)

// period is how long a code is shown. One step of drift either way is taken
// (RFC 6238, 5.2).
const (
	period = 30 // seconds
	drift  = 1
)

// newCode makes the secret of time-based codes for a person, as the address that
// programs for codes read.
func newCode(p person.Person) (string, error) {
	k, err := totp.Generate(totp.GenerateOpts{Issuer: "North Inch", AccountName: p.Email, Period: period, SecretSize: 20})
	if err != nil {
		return "", fmt.Errorf("credential: %w", err)
	}
	return k.URL(), nil
}

// step says which time step a code is for, where it is one that may be taken at a
// moment and later than last: no code is taken twice.
func step(address, code string, now time.Time, last int64) (int64, bool) {
	k, err := otp.NewKeyFromURL(address)
	if err != nil {
		return 0, false
	}
	code = strings.Join(strings.Fields(code), "")
	found, ok := int64(0), false
	at := now.Unix() / period
	for s := at - drift; s <= at+drift; s++ {
		want, err := hotp.GenerateCodeCustom(k.Secret(), uint64(s), hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err == nil && s > last && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			found, ok = s, true
		}
	}
	return found, ok
}

// Shown is the secret of codes as it is shown to whoever sets them up.
type Shown struct {
	Secret string // in groups of four, to be typed
	QR     string // the same as a picture, an address that begins with data:
}

func show(address string) (Shown, error) {
	k, err := otp.NewKeyFromURL(address)
	if err != nil {
		return Shown{}, err
	}
	img, err := k.Image(240, 240)
	if err != nil {
		return Shown{}, err
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return Shown{}, err
	}
	var groups []string
	for s := k.Secret(); s != ""; {
		n := min(4, len(s))
		groups, s = append(groups, s[:n]), s[n:]
	}
	return Shown{strings.Join(groups, " "), "data:image/png;base64," + base64.StdEncoding.EncodeToString(b.Bytes())}, nil
}
