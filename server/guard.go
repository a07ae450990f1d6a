package server

import (
	"crypto/sha256"
	"crypto/subtle"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"ikat/fault"
	"ikat/server/api"
)

// names are the names by which the server may be called.
func names(configured []string) map[string]bool {
	out := map[string]bool{"localhost": true}
	for _, h := range configured {
		out[hostName(h)] = true
	}
	return out
}

// hostName is a host without its port, brackets and final dot.
func hostName(host string) string {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	return strings.TrimSuffix(strings.ToLower(strings.Trim(host, "[]")), ".")
}

// reads reports whether a method changes nothing.
func reads(method string) bool {
	return method == http.MethodGet || method == http.MethodHead || method == http.MethodOptions
}

// guard refuses a request that comes by a name that is not the server's, which is how a page elsewhere would make a
// browser read from it, and one that would change something without right.
func (s *Server) guard(r *http.Request) error {
	if name := hostName(r.Host); !s.hosts[name] && !loopback(name) {
		return &api.Refusal{
			Status: http.StatusMisdirectedRequest,
			Fault: fault.Error{Kind: fault.Invalid, Where: fault.Say("Host %s", cut(r.Host)),
				What: "this server does not go by that name",
				Why:  "A page elsewhere could read from it through a name of its own", Fix: "Start it with --host and the name"},
		}
	}
	if _, err := url.ParseQuery(r.URL.RawQuery); err != nil {
		return &fault.Error{Kind: fault.Invalid, Where: "address", What: fault.Say("its parameters cannot be read: %v", err),
			Fix: "Separate parameters by & and write other signs as % and two digits", Err: err}
	}
	if reads(r.Method) {
		return nil
	}
	if err := s.origin.Check(r); err != nil {
		return &api.Refusal{
			Status: http.StatusForbidden,
			Fault:  fault.Error{Kind: fault.Invalid, Where: foreign(r), What: "a page elsewhere may not change anything here"},
		}
	}
	if r.URL.Path == mcpPath || r.URL.Path == s.Takes {
		return nil // tools only read, and a file that is asked with changes nothing for others
	}
	if s.Token != "" && !sameToken(r.Header.Get("Authorization"), s.Token) {
		return &api.Refusal{
			Status: http.StatusUnauthorized,
			Fault: fault.Error{Kind: fault.Invalid, Where: "Authorization", What: "the server's token is missing or wrong",
				Fix: "Send Authorization: Bearer TOKEN with the token that ikat serve printed or was given"},
		}
	}
	return nil
}

// foreign names what shows that a request comes from a page elsewhere: browsers send one of two headers, or both.
func foreign(r *http.Request) string {
	if origin := r.Header.Get("Origin"); origin != "" {
		return fault.Say("Origin %s", cut(origin))
	}
	return fault.Say("Sec-Fetch-Site %s", cut(r.Header.Get("Sec-Fetch-Site")))
}

// loopback reports whether a name is an address of this machine that no other reaches.
func loopback(name string) bool {
	addr, err := netip.ParseAddr(name)
	return err == nil && addr.Unmap().IsLoopback()
}

// sameToken compares without telling by its time how much of a token is right.
func sameToken(header, token string) bool {
	scheme, given, _ := strings.Cut(header, " ")
	a, b := sha256.Sum256([]byte(strings.TrimSpace(given))), sha256.Sum256([]byte(token))
	return strings.EqualFold(scheme, "bearer") && subtle.ConstantTimeCompare(a[:], b[:]) == 1
}

// cut shortens what a stranger wrote to what a message needs.
func cut(s string) string {
	if len(s) > 60 {
		s = strings.ToValidUTF8(s[:60], "") + "..."
	}
	return s
}
