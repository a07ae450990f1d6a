package cells

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// Lines end in any of three ways, whatever pieces a reader delivers.
func TestLines(t *testing.T) {
	const text = "a,1\r\nb\r\rc\n\nd"
	for _, r := range []io.Reader{strings.NewReader(text), iotest.OneByteReader(strings.NewReader(text)),
		iotest.DataErrReader(strings.NewReader(text))} {
		var got []string
		in := Lines(r, 100)
		for in.Scan() {
			got = append(got, in.Text())
		}
		if all := strings.Join(got, "|"); all != "a,1|b||c||d" || in.Err() != nil {
			t.Errorf("%q, %v", all, in.Err())
		}
	}
	in := Lines(iotest.ErrReader(io.ErrClosedPipe), 100)
	if in.Scan() || in.Err() != io.ErrClosedPipe {
		t.Error(in.Err())
	}
}

// pieces delivers a text in pieces and counts the reads.
type pieces struct {
	*bytes.Reader
	reads int
}

func (p *pieces) Read(b []byte) (int, error) {
	p.reads++
	return p.Reader.Read(b[:min(len(b), 1000)])
}

// A line without an end is looked at as often as the buffer doubles, not as often as a reader delivers a piece.
func TestALongLineTakesFewLooks(t *testing.T) {
	const long = 4 << 20
	p := &pieces{Reader: bytes.NewReader(bytes.Repeat([]byte("x"), long))}
	in, looks := Lines(p, 2*long), 0
	in.Split(func(data []byte, atEOF bool) (int, []byte, error) {
		looks++
		return scanLines(data, atEOF)
	})
	if !in.Scan() || len(in.Bytes()) != long || looks > 20 || p.reads < long/1000 {
		t.Errorf("%d bytes in %d reads and %d looks, %v", len(in.Bytes()), p.reads, looks, in.Err())
	}
}
