package address

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/errs"
)

func TestTheAddressOfTheSiteIsACleanOrigin(t *testing.T) {
	for in, want := range map[string]string{
		"https://inspections.example.org":      "https://inspections.example.org",
		"https://Inspections.Example.org/":     "https://inspections.example.org",
		"https://inspections.example.org:443":  "https://inspections.example.org",
		"https://inspections.example.org:8443": "https://inspections.example.org:8443",
		"https://[2001:db8::1]:8443":           "https://[2001:db8::1]:8443",
		"http://localhost:8080":                "http://localhost:8080",
		"http://127.0.0.1:80":                  "http://127.0.0.1",
		"http://[::1]:8080":                    "http://[::1]:8080",
	} {
		if got, err := ParseOrigin(in); got != want || err != nil {
			t.Errorf("%q is %q, %v; want %q", in, got, err, want)
		}
	}
	for in, why := range map[string]string{
		"":                                  "does not begin with https://",
		"inspections.example.org":           "does not begin with https://",
		"ftp://inspections.example.org":     "does not begin with https://",
		"https://":                          "names no machine",
		"https://*.example.org":             "names no machine",
		"https://a b.example.org":           "cannot be read",
		"https://-a.example.org":            "names no machine",
		"https://[fe80::1%25eth0]":          "names no machine",
		"https://me:secret@example.org":     "has a name or a password",
		"https://example.org/inspections":   "has more after the name",
		"https://example.org?":              "has more after the name",
		"https://example.org/#top":          "has more after the name",
		"https://example.org:":              "has a colon and no port",
		"https://example.org:0":             "has a port that cannot be",
		"https://example.org:70000":         "has a port that cannot be",
		"http://inspections.example.org":    "everybody on the way can read",
		"http://localhost.example.org:8080": "everybody on the way can read",
	} {
		got, err := ParseOrigin(in)
		if errs.KindOf(err) != errs.BadInput || !strings.Contains(errs.Sentence(err), why) || got != "" {
			t.Errorf("%q: %q, %v; want a sentence that it %s", in, got, err, why)
		}
	}
}

func TestATrustedProxyIsNamedByAddressOrRange(t *testing.T) {
	got, err := ParseTrusted([]string{"10.1.2.3", "10.1.0.9/16", "2001:db8::/32", "::ffff:10.9.9.9"})
	if err != nil || len(got) != 4 || got[0].String() != "10.1.2.3/32" || got[1].String() != "10.1.0.0/16" || got[3].String() != "10.9.9.9/32" {
		t.Errorf("%v, %v", got, err)
	}
	for in, why := range map[string]string{"proxy": "is neither", "10.1.2.3/33": "is neither", "": "is neither", "0.0.0.0/0": "is everybody", "::/0": "is everybody", "::ffff:10.0.0.0/104": "one of IPv4", "fe80::1%eth0": "is neither"} {
		if _, err := ParseTrusted([]string{in}); errs.KindOf(err) != errs.BadInput || !strings.Contains(errs.Sentence(err), why) {
			t.Errorf("%q: %v", in, err)
		}
	}
}

func TestOnlyATrustedProxySaysWhereARequestComesFrom(t *testing.T) {
	two, err := ParseTrusted([]string{"10.0.0.0/8", "2001:db8:f::/48"})
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		name, peer string
		forwarded  []string
		proto      []string
		want       string
		secure     bool
	}{
		{"nobody between", "192.0.2.7:4711", nil, nil, "192.0.2.7", false},
		{"a client that pretends", "192.0.2.7:4711", []string{"198.51.100.1"}, []string{"https"}, "192.0.2.7", false},
		{"a proxy", "10.0.0.1:4711", []string{"192.0.2.7"}, []string{"https"}, "192.0.2.7", true},
		{"a proxy over plain HTTP", "10.0.0.1:4711", []string{"192.0.2.7"}, []string{"http"}, "192.0.2.7", false},
		{"a proxy that says nothing", "10.0.0.1:4711", nil, nil, "10.0.0.1", false},
		{"a client that pretends to a proxy", "10.0.0.1:4711", []string{"127.0.0.1, 198.51.100.1, 192.0.2.7"}, []string{"https, http"}, "192.0.2.7", false},
		{"a header of its own from the client", "10.0.0.1:4711", []string{"198.51.100.1", "192.0.2.7"}, nil, "192.0.2.7", false},
		{"two proxies", "10.0.0.1:4711", []string{"198.51.100.1, 192.0.2.7, 10.3.3.3"}, nil, "192.0.2.7", false},
		{"proxies only", "10.0.0.1:4711", []string{"10.3.3.3, 10.2.2.2"}, nil, "10.3.3.3", false},
		{"with ports", "10.0.0.1:4711", []string{"192.0.2.7:55555"}, nil, "192.0.2.7", false},
		{"IPv6", "[2001:db8:f::1]:4711", []string{"2001:db8:1::5"}, nil, "2001:db8:1::5", false},
		{"IPv6 in brackets", "[2001:db8:f::1]:4711", []string{"[2001:db8:1::5]"}, nil, "2001:db8:1::5", false},
		{"IPv6 with a port", "[2001:db8:f::1]:4711", []string{"[2001:db8:1::5]:443"}, nil, "2001:db8:1::5", false},
		{"IPv4 written as IPv6", "[::ffff:10.0.0.1]:4711", []string{"::ffff:192.0.2.7"}, nil, "192.0.2.7", false},
		{"a zone", "[fe80::1%eth0]:4711", nil, nil, "fe80::1", false},
		{"words", "10.0.0.1:4711", []string{"unknown"}, nil, "10.0.0.1", false},
		{"words behind a second proxy", "10.0.0.1:4711", []string{"192.0.2.7, unknown, 10.2.2.2"}, nil, "10.2.2.2", false},
		{"nothing between commas", "10.0.0.1:4711", []string{"192.0.2.7, ,"}, nil, "10.0.0.1", false},
		{"many hops", "10.0.0.1:4711", []string{strings.Repeat("198.51.100.1, ", 5000) + "192.0.2.7"}, nil, "192.0.2.7", false},
		{"a socket", "@", []string{"192.0.2.7"}, []string{"https"}, "invalid IP", false},
	} {
		got := two.Caller(x.peer, x.forwarded, x.proto)
		if got.Addr.String() != x.want || got.Secure != x.secure {
			t.Errorf("%s: %v, secure %v; want %s, %v", x.name, got.Addr, got.Secure, x.want, x.secure)
		}
	}
}

// FuzzCaller plays the client: whatever it sends, its own address is found, because
// the proxy adds it on the right; and without a proxy nothing that it sends counts.
func FuzzCaller(f *testing.F) {
	for _, s := range []string{"", "10.0.0.1", "198.51.100.1, 10.0.0.1", "[::1]:80", "unknown", ",,,", "::ffff:10.0.0.1", "10.0.0.1%eth0", strings.Repeat("10.0.0.1,", 40)} {
		f.Add(s, "https")
	}
	proxy, err := ParseTrusted([]string{"10.0.0.0/8"})
	if err != nil {
		f.Fatal(err)
	}
	client := netip.MustParseAddr("192.0.2.7")
	f.Fuzz(func(t *testing.T, said, proto string) {
		for _, forwarded := range [][]string{{said + ", 192.0.2.7"}, {said, "192.0.2.7"}, {said, "192.0.2.7:80, 10.1.1.1"}} {
			if got := proxy.Caller("10.0.0.1:1", forwarded, []string{proto}); got.Addr != client {
				t.Errorf("%q: the client is %v", forwarded, got.Addr)
			}
		}
		if got := proxy.Caller("192.0.2.7:1", []string{said}, []string{proto}); got.Addr != client || got.Secure {
			t.Errorf("%q from nobody's proxy: %v", said, got)
		}
		got := proxy.Caller("10.0.0.1:1", []string{said}, []string{proto})
		if !got.Addr.IsValid() || got.Addr.Zone() != "" || got.Addr.Is4In6() {
			t.Errorf("%q: %v", said, got.Addr)
		}
		if origin, err := ParseOrigin(said); err == nil {
			if again, err := ParseOrigin(origin); again != origin || err != nil {
				t.Errorf("%q is %q, which is %q, %v", said, origin, again, err)
			}
		}
	})
}
