// Package address is where the site is found, and where a request comes from as
// far as that may be believed.
package address

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"github.com/northinch/northinch/internal/errs"
)

// ParseOrigin reads the public address of the site: https://name or
// https://name:port, or http:// where the name is this machine's own. It returns
// it as a browser writes an origin: small letters, no usual port, nothing after
// it. The error is of kind errs.BadInput.
func ParseOrigin(s string) (string, error) {
	wrong := func(why string) (string, error) {
		return "", errs.Invalid("address", "The address of the site has the form https://inspections.example.org; “%s” %s", s, why)
	}
	u, err := url.Parse(s)
	if err != nil {
		return wrong("cannot be read")
	}
	host := strings.ToLower(u.Hostname())
	switch {
	case u.Scheme != "https" && u.Scheme != "http":
		return wrong("does not begin with https://")
	case u.User != nil:
		return wrong("has a name or a password in it")
	case host == "" || !plain(host):
		return wrong("names no machine")
	case u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.Fragment != "" || strings.ContainsAny(s, "?#"):
		return wrong("has more after the name of the machine")
	case u.Scheme == "http" && !Loopback(host):
		return "", errs.Invalid("address", "The address of the site begins with https://, because without it everybody on the way can read and change what is sent; http:// is for this machine only, such as http://localhost:8080")
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	port := u.Port()
	if strings.HasSuffix(u.Host, ":") {
		return wrong("has a colon and no port")
	}
	if port != "" {
		n, err := strconv.ParseUint(port, 10, 16)
		if err != nil || n == 0 {
			return wrong("has a port that cannot be")
		}
		port = ":" + strconv.FormatUint(n, 10)
	}
	if u.Scheme == "https" && port == ":443" || u.Scheme == "http" && port == ":80" {
		port = ""
	}
	return u.Scheme + "://" + host + port, nil
}

// plain says whether a host is a name of letters, digits, hyphens and dots, or an
// address.
func plain(host string) bool {
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.Zone() == ""
	}
	for label := range strings.SplitSeq(host, ".") {
		if label == "" || len(label) > 63 || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
	}
	return len(host) <= 253
}

// Loopback says whether a host is this machine and no other can reach it.
func Loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.Unmap().IsLoopback()
}
