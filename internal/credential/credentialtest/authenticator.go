// Package credentialtest is an authenticator for tests: it makes passkeys and answers
// challenges as a browser does, and can be told to lie.
package credentialtest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"testing"

	"github.com/fxamacker/cbor/v2"
)

// Key is a passkey on the authenticator.
type Key struct {
	ID, Handle []byte
	Count      uint32
	key        *ecdsa.PrivateKey
}

// Lie is what to do otherwise than an honest browser and authenticator do. What is
// empty stays honest.
type Lie struct {
	Origin, RP, Challenge, Kind string
	Unverified                  bool // nobody looked who holds the device
	CrossOrigin                 bool // the page was inside another site's
	Handle                      []byte
	Count                       uint32
	Signer                      *Key // signs instead
}

// asked is what the site asks.
type asked struct {
	PublicKey struct {
		Challenge, RPID string
		RP, User        struct{ ID string }
	}
}

func read(t testing.TB, options string) (a asked, rp string) {
	t.Helper()
	if err := json.Unmarshal([]byte(options), &a); err != nil {
		t.Fatal(err)
	}
	return a, a.PublicKey.RP.ID + a.PublicKey.RPID
}

func clientData(kind, origin string, a asked, l Lie) []byte {
	b, _ := json.Marshal(map[string]any{"type": or(l.Kind, kind), "challenge": or(l.Challenge, a.PublicKey.Challenge), "origin": or(l.Origin, origin), "crossOrigin": l.CrossOrigin})
	return b
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func head(rp string, flags byte, count uint32) []byte {
	hash := sha256.Sum256([]byte(rp))
	return binary.BigEndian.AppendUint32(append(hash[:], flags), count)
}

// The flags of authenticator data (WebAuthn level 3, 6.1).
const (
	present  = 1
	verified = 4
	attested = 64
)

func flags(l Lie) byte {
	if l.Unverified {
		return present
	}
	return present | verified
}

func text(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// Make makes a passkey as the options of a site ask, and returns it with what the
// browser sends.
func Make(t testing.TB, options, origin string, l Lie) (*Key, string) {
	t.Helper()
	a, rp := read(t, options)
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	k := &Key{ID: make([]byte, 16), key: private}
	rand.Read(k.ID)
	if k.Handle, err = base64.RawURLEncoding.DecodeString(a.PublicKey.User.ID); err != nil {
		t.Fatal(err)
	}
	point, err := private.PublicKey.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	public, err := cbor.Marshal(map[int]any{1: 2, 3: -7, -1: 1, -2: point[1:33], -3: point[33:]})
	if err != nil {
		t.Fatal(err)
	}
	data := head(or(l.RP, rp), flags(l)|attested, k.Count)
	data = append(data, make([]byte, 16)...)
	data = binary.BigEndian.AppendUint16(data, uint16(len(k.ID)))
	data = append(append(data, k.ID...), public...)
	object, err := cbor.Marshal(map[string]any{"fmt": "none", "attStmt": map[string]any{}, "authData": data})
	if err != nil {
		t.Fatal(err)
	}
	return k, send(k, map[string]any{"clientDataJSON": text(clientData("webauthn.create", origin, a, l)), "attestationObject": text(object)})
}

// Answer answers a challenge with a passkey: it is what the browser sends.
func (k *Key) Answer(t testing.TB, options, origin string, l Lie) string {
	t.Helper()
	a, rp := read(t, options)
	k.Count++
	count, handle, signer := k.Count, k.Handle, k
	if l.Count != 0 {
		count = l.Count
	}
	if l.Handle != nil {
		handle = l.Handle
	}
	if l.Signer != nil {
		signer = l.Signer
	}
	data, client := head(or(l.RP, rp), flags(l), count), clientData("webauthn.get", origin, a, l)
	hash := sha256.Sum256(client)
	sum := sha256.Sum256(append(append([]byte{}, data...), hash[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, signer.key, sum[:])
	if err != nil {
		t.Fatal(err)
	}
	return send(k, map[string]any{"clientDataJSON": text(client), "authenticatorData": text(data), "signature": text(signature), "userHandle": text(handle)})
}

func send(k *Key, response map[string]any) string {
	b, _ := json.Marshal(map[string]any{"id": text(k.ID), "rawId": text(k.ID), "type": "public-key", "clientExtensionResults": map[string]any{}, "response": response})
	return string(b)
}
