package address

import (
	"net/netip"
	"strings"

	"github.com/northinch/northinch/internal/errs"
)

// Trusted are the proxies that may say for whom they ask. The zero value trusts
// nobody.
type Trusted []netip.Prefix

// ParseTrusted reads ranges such as 10.0.0.0/8 or 2001:db8::/32, and single
// addresses. The error is of kind errs.BadInput.
func ParseTrusted(ranges []string) (Trusted, error) {
	var all Trusted
	for _, s := range ranges {
		p, err := netip.ParsePrefix(s)
		if one, wrong := netip.ParseAddr(s); wrong == nil && one.Zone() == "" {
			one = one.Unmap()
			p, err = netip.PrefixFrom(one, one.BitLen()), nil
		}
		if err != nil {
			return nil, errs.Invalid("trusted-proxy", "Name a trusted proxy by its address or range, such as 10.1.2.3 or 10.1.2.0/24; “%s” is neither", s)
		}
		if p.Addr().Is4In6() {
			return nil, errs.Invalid("trusted-proxy", "Write the range “%s” as one of IPv4, such as 10.1.2.0/24", s)
		}
		if p.Bits() == 0 {
			return nil, errs.Invalid("trusted-proxy", "The range “%s” is everybody, who could then say to come from anywhere; name the proxy alone", s)
		}
		all = append(all, p.Masked())
	}
	return all, nil
}

// Has says whether an address is that of a trusted proxy.
func (t Trusted) Has(a netip.Addr) bool {
	for _, p := range t {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

// Caller is who asks.
type Caller struct {
	// Addr is the address of the client, for limits by address. It is not valid
	// where the connection has none. An address of IPv4 is never written as IPv6,
	// and none has a zone.
	Addr netip.Addr
	// Secure says that a trusted proxy received the request over TLS.
	Secure bool
}

// Caller finds who asks. peer is the other end of the connection with its port;
// forwarded and proto are the values of the headers X-Forwarded-For and
// X-Forwarded-Proto, which anybody can send: they count only if the peer is a
// trusted proxy. Each proxy adds on the right whom it spoke with, so the client is
// the right-most address that is not itself a trusted proxy; what stands to the
// left of it is only what the client said.
func (t Trusted) Caller(peer string, forwarded, proto []string) Caller {
	c := Caller{Addr: hop(peer)}
	if !t.Has(c.Addr) {
		return c
	}
	if said := backwards(proto); len(said) > 0 {
		c.Secure = said[0] == "https" // what the nearest proxy says, which is the one that is known
	}
	for _, said := range backwards(forwarded) {
		a := hop(said)
		if !a.IsValid() {
			break // the last proxy that could be believed is the best that is known
		}
		c.Addr = a
		if !t.Has(a) {
			break
		}
	}
	return c
}

// backwards are the entries of a header from the right to the left, as far as a
// chain of proxies can be long.
func backwards(values []string) (all []string) {
	for i := len(values) - 1; i >= 0; i-- {
		rest := values[i]
		for more := true; more && len(all) < 32; {
			at := strings.LastIndexByte(rest, ',')
			all = append(all, strings.TrimSpace(rest[at+1:]))
			rest, more = rest[:max(at, 0)], at >= 0
		}
	}
	return all
}

// hop reads an address with or without a port.
func hop(s string) netip.Addr {
	a, err := netip.ParseAddr(strings.TrimSuffix(strings.TrimPrefix(s, "["), "]"))
	if err != nil {
		p, wrong := netip.ParseAddrPort(s)
		if wrong != nil {
			return netip.Addr{}
		}
		a = p.Addr()
	}
	return a.Unmap().WithZone("")
}
