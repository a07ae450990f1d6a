package outfile

import (
	"io"

	"ikat/fault"
)

// Checked is a stream that remembers the first error of a write, so that text printed without looking is checked all
// the same.
type Checked struct {
	to      io.Writer
	name    string
	err     error
	written bool
}

// NewChecked returns a checked stream under the name that its errors show.
func NewChecked(to io.Writer, name string) *Checked { return &Checked{to: to, name: name} }

// Write writes, or says again what went wrong before.
func (c *Checked) Write(p []byte) (int, error) {
	if c.err != nil {
		return 0, c.err
	}
	n, err := c.to.Write(p)
	c.written = c.written || len(p) > 0
	c.err = err
	return n, err
}

// Fd is the descriptor below, for who asks how wide the terminal is; no descriptor is ^0.
func (c *Checked) Fd() uintptr {
	if f, ok := c.to.(interface{ Fd() uintptr }); ok {
		return f.Fd()
	}
	return ^uintptr(0)
}

// Close closes the stream below, where it can be closed.
//
// Error: fault.Unwritable for what went wrong at any write or at the end.
func (c *Checked) Close() error {
	if f, ok := c.to.(io.Closer); ok && c.written {
		if err := f.Close(); c.err == nil {
			c.err = err
		}
	}
	if c.err == nil {
		return nil
	}
	return &fault.Error{Kind: fault.Unwritable, Where: c.name,
		What: fault.Say("the result could not be written: %v", c.err), Fix: "Make room, or name a file with -o", Err: c.err}
}
