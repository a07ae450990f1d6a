package tablefile

import (
	"bytes"
	"io"
	"sync/atomic"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// utf8Reader delivers text as UTF-8. UTF-16, in which Excel saves "Unicode text", is told by its byte-order mark.
type utf8Reader struct {
	text io.Reader
	out  io.Reader
	wide *atomic.Bool // set where the text is UTF-16
}

func (r *utf8Reader) Read(p []byte) (int, error) {
	if r.out == nil {
		r.start()
	}
	return r.out.Read(p)
}

// start looks at the first two bytes.
func (r *utf8Reader) start() {
	mark := make([]byte, 2)
	n, err := 0, error(nil)
	for n < len(mark) && err == nil {
		var m int
		m, err = r.text.Read(mark[n:])
		n += m
	}
	whole := io.MultiReader(bytes.NewReader(mark[:n]), failing{err}, r.text)
	if string(mark) != "\xff\xfe" && string(mark) != "\xfe\xff" {
		r.out = whole
		return
	}
	r.wide.Store(true)
	r.out = transform.NewReader(whole, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder())
}

// failing returns the error that came with the first bytes.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) {
	if f.err != nil {
		return 0, f.err
	}
	return 0, io.EOF
}
