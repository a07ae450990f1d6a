package server

import (
	"net"
	"sync"
	"time"
)

// MostConnections and MostOfOne bound the connections that are open at a time, in all and from one other machine.
const (
	MostConnections = 2000
	MostOfOne       = 500
)

// Capped is a listener that closes connections beyond a number at once, with a word of HTTP, instead of letting them
// pile up.
func Capped(l net.Listener, all, one int) net.Listener {
	return &capped{Listener: l, all: all, one: one, from: map[string]int{}}
}

type capped struct {
	net.Listener
	all, one int

	mu   sync.Mutex
	open int
	from map[string]int
}

// Accept returns the next connection within the bounds.
func (l *capped) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		host, _, err := net.SplitHostPort(c.RemoteAddr().String())
		if err != nil {
			host = c.RemoteAddr().String()
		}
		if l.take(host) {
			return &counted{Conn: c, gone: sync.OnceFunc(func() { l.give(host) })}, nil
		}
		go refuse(c)
	}
}

func (l *capped) take(host string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.open >= l.all || l.from[host] >= l.one && !loopback(host) {
		return false
	}
	l.open++
	l.from[host]++
	return true
}

func (l *capped) give(host string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open--
	if l.from[host]--; l.from[host] == 0 {
		delete(l.from, host)
	}
}

// refuse says why a connection is closed, to who listens at once.
func refuse(c net.Conn) {
	defer c.Close()
	if c.SetDeadline(time.Now().Add(time.Second)) == nil {
		_, _ = c.Write(
			[]byte("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 10\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"),
		)
	}
}

// counted is a connection that is counted as long as it is open.
type counted struct {
	net.Conn
	gone func()
}

// Close closes the connection.
func (c *counted) Close() error {
	defer c.gone()
	return c.Conn.Close()
}
