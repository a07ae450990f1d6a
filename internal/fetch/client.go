//go:build !js

package fetch

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
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
	if a := at.Addr().Unmap(); a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() || a.IsMulticast() ||
		a.IsUnspecified() ||
		!a.IsGlobalUnicast() {
		return refused(address, "the server sends on to an address inside a network")
	}
	return nil
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
