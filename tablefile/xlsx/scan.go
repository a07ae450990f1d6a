package xlsx

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
)

var errTag = errors.New("a tag does not end")

const (
	bufferSize = 256 << 10
	maxToken   = 4 << 20 // a tag or a text between two
)

// scanner cuts XML into tags and the text before each.
type scanner struct {
	refilled func() // called after each read; may be nil

	src  io.Reader
	buf  []byte
	pos  int
	read error
}

func newScanner(r io.Reader) *scanner { return &scanner{src: r, buf: make([]byte, 0, bufferSize)} }

// next returns the text before the next tag and what is between the tag's brackets; both are valid until the next call.
// It returns io.EOF after the last tag.
func (s *scanner) next() (text, tag []byte, err error) {
	for {
		rest := s.buf[s.pos:]
		if open := bytes.IndexByte(rest, '<'); open >= 0 {
			if end := bytes.IndexByte(rest[open:], '>'); end > 1 {
				s.pos += open + end + 1
				return rest[:open], rest[open+1 : open+end], nil
			} else if end >= 0 {
				return nil, nil, errTag
			}
		}
		if s.read != nil {
			if s.read == io.EOF && bytes.IndexByte(rest, '<') >= 0 {
				return nil, nil, errTag
			}
			return nil, nil, s.read
		}
		if len(rest) > maxToken {
			return nil, nil, errTag
		}
		s.fill(rest)
	}
}

// fill moves what is left to the front and reads more behind it.
func (s *scanner) fill(rest []byte) {
	if 2*len(rest) > cap(s.buf) {
		s.buf = append(make([]byte, 0, 2*cap(s.buf)), rest...)
	} else {
		s.buf = s.buf[:copy(s.buf[:cap(s.buf)], rest)]
	}
	s.pos = 0
	n, err := s.src.Read(s.buf[len(s.buf):cap(s.buf)])
	s.buf, s.read = s.buf[:len(s.buf)+n], err
	if s.refilled != nil {
		s.refilled()
	}
}

// element returns a tag's element without a namespace prefix: "c", "/row".
func element(tag []byte) string {
	end := bytes.IndexAny(tag, " \t\r\n")
	if end < 0 {
		end = len(tag)
	}
	name := tag[:end]
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		if name[0] == '/' {
			return "/" + string(name[i+1:])
		}
		name = name[i+1:]
	}
	return known(name)
}

// known spares the common elements a string of their own.
func known(name []byte) string {
	switch string(name) {
	case "c":
		return "c"
	case "/c":
		return "/c"
	case "v":
		return "v"
	case "/v":
		return "/v"
	}
	return string(name)
}

// attribute returns the value after a key such as ` r="`, or nil.
func attribute(tag []byte, key string) []byte {
	i := bytes.Index(tag, []byte(key))
	if i < 0 {
		return nil
	}
	rest := tag[i+len(key):]
	end := bytes.IndexByte(rest, '"')
	if end < 0 {
		return nil
	}
	return rest[:end]
}

// unescape replaces XML's entities.
func unescape(text []byte) string {
	if bytes.IndexByte(text, '&') < 0 {
		return string(text)
	}
	var b strings.Builder
	for len(text) > 0 {
		i := bytes.IndexByte(text, '&')
		end := -1
		if i >= 0 {
			end = bytes.IndexByte(text[i:], ';')
		}
		if end < 0 {
			b.Write(text)
			break
		}
		b.Write(text[:i])
		b.WriteString(entity(string(text[i+1 : i+end])))
		text = text[i+end+1:]
	}
	return b.String()
}

func entity(name string) string {
	switch name {
	case "amp":
		return "&"
	case "lt":
		return "<"
	case "gt":
		return ">"
	case "quot":
		return `"`
	case "apos":
		return "'"
	}
	if digits, ok := strings.CutPrefix(name, "#"); ok {
		base := 10
		if hex, ok := strings.CutPrefix(digits, "x"); ok {
			digits, base = hex, 16
		}
		if n, err := strconv.ParseUint(digits, base, 21); err == nil {
			return string(rune(n))
		}
	}
	return "&" + name + ";"
}
