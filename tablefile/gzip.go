package tablefile

import (
	"bufio"
	"errors"
	"io"

	"github.com/klauspost/compress/gzip"
)

// errTrailing says that something else follows compressed data.
var errTrailing = errors.New("something else follows the compressed data")

// members reads the members of a gzip file one after another. Zeros after the last fill a tape's block and are no
// data, as gzip itself has it.
type members struct {
	raw    *bufio.Reader
	member *gzip.Reader
}

func unpackGzip(raw *bufio.Reader) (io.Reader, error) {
	z, err := gzip.NewReader(raw)
	if err != nil {
		return nil, err
	}
	z.Multistream(false)
	return &members{raw, z}, nil
}

func (m *members) Read(p []byte) (int, error) {
	for {
		n, err := m.member.Read(p)
		if n > 0 || err != io.EOF {
			if err == io.EOF {
				err = nil
			}
			return n, err
		}
		if err := m.next(); err != nil {
			return 0, err
		}
	}
}

// next goes to the next member; io.EOF where there is none.
func (m *members) next() error {
	for {
		head, err := m.raw.Peek(2)
		switch {
		case len(head) == 0:
			return err
		case len(head) == 2 && head[0] == 0x1f && head[1] == 0x8b:
			if err := m.member.Reset(m.raw); err != nil {
				return err
			}
			m.member.Multistream(false)
			return nil
		case head[0] != 0:
			return errTrailing
		}
		if _, err := m.raw.Discard(1); err != nil {
			return err
		}
	}
}
