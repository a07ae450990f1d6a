//go:build !js

package fetch

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"syscall"
	"time"

	"ikat/fault"
)

// mostRedirects bounds how often an answer may send on.
const mostRedirects = 10

// do asks for an address.
func (f *Fetcher) do(req *http.Request) (*http.Response, error) { return f.client(req).Do(req) }

// client returns the client for a request. An answer may send on to http and https at public addresses alone, or to the
// very host that was asked: a list of sources, or a server that it names, must not make ikat ask machines inside a
// network.
func (f *Fetcher) client(req *http.Request) *http.Client {
	if f.Client != nil {
		return f.Client
	}
	dialer := &net.Dialer{Timeout: 30 * time.Second}
	asked := hostPort(req)
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		d := *dialer
		if address != asked {
			d.Control = publicOnly
		}
		return d.DialContext(ctx, network, address)
	}
	if proxy, err := http.ProxyFromEnvironment(req); err == nil && proxy != nil {
		transport.DialContext = dialer.DialContext // the proxy is asked, and it alone
	}
	return &http.Client{Transport: transport, CheckRedirect: checkRedirect}
}

// hostPort is the address that a request dials.
func hostPort(req *http.Request) string {
	port := req.URL.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[req.URL.Scheme]
	}
	return net.JoinHostPort(req.URL.Hostname(), port)
}

func checkRedirect(req *http.Request, via []*http.Request) error {
	switch {
	case req.URL.Scheme != "http" && req.URL.Scheme != "https":
		return refused(via[0].URL.String(),
			fault.Say("the server sends on to %s:, which is no address of the web", req.URL.Scheme))
	case via[0].URL.Scheme == "https" && req.URL.Scheme == "http":
		return refused(via[0].URL.String(),
			fault.Say("the server sends on from a secured address to an open one, %s", req.URL.String()))
	case len(via) >= mostRedirects:
		return fault.Errorf("stopped after %d redirects", mostRedirects)
	}
	return nil
}

// publicOnly refuses to dial an address inside a network. It sees the address that a name resolved to.
func publicOnly(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return errors.Join(fault.Errorf("an address cannot be read"), err)
	}
	if !isPublic(at.Addr()) {
		return refused(address, "the server sends on to an address inside a network")
	}
	return nil
}

// Addresses of networks of their own that the library takes for global: this network, carriers' and providers' inner
// ones, protocols, examples, measurements, reserved ones and sites.
var inner = prefixes("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "198.18.0.0/15", "198.51.100.0/24",
	"203.0.113.0/24", "240.0.0.0/4", "fec0::/10", "100::/64", "2001:db8::/32")

// Addresses of IPv6 that stand for one of IPv4, and the byte at which it begins.
var standing = map[netip.Prefix]int{
	netip.MustParsePrefix("::/96"):          12,
	netip.MustParsePrefix("64:ff9b::/96"):   12,
	netip.MustParsePrefix("64:ff9b:1::/48"): 12,
	netip.MustParsePrefix("2002::/16"):      2,
}

func prefixes(texts ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(texts))
	for i, t := range texts {
		out[i] = netip.MustParsePrefix(t)
	}
	return out
}

// isPublic reports whether an address is one of the internet at large, by whatever way it is written.
func isPublic(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	for p, from := range standing {
		if p.Contains(a) {
			b := a.As16()
			return isPublic(netip.AddrFrom4([4]byte(b[from : from+4])))
		}
	}
	return a.IsGlobalUnicast() && !a.IsPrivate() && !slices.ContainsFunc(inner, func(p netip.Prefix) bool {
		return p.Contains(a)
	})
}

func refused(where, what string) error {
	return &fault.Error{
		Kind:  fault.Unreadable,
		Where: where,
		What:  what,
		Why:   "No publisher's file lies there",
		Fix:   "Download the file in a browser, and use ikat tables add FILE",
	}
}
