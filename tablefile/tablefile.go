// Package tablefile is the contract between ikat and the files that statistics offices publish: a Format recognises one
// published layout and reads it into an icio.Table, exactly as printed.
//
// One folder below this one holds one format. Package all lists them; package tablefiletest is the conformance suite that
// each of them passes.
package tablefile

import (
	"context"
	"io"

	"ikat/icio"
)

// Format reads one published layout.
type Format interface {
	// ID is the short name users type: "oecd", "wiod", "adb".
	ID() string
	// Label says what the format is in a sentence.
	Label() string
	// Detect reports how sure the format is that it can read the source, from its name and first bytes, and what it saw.
	// It must not read the whole source.
	Detect(src *Source) Match
	// Read reads the source into a table. It repairs nothing and aggregates nothing. A source that is not what it claims
	// to be is fault.Unreadable, located by file, row and column; numbers that contradict the layout are
	// fault.Inconsistent.
	Read(ctx context.Context, src *Source, opt Options) (*icio.Table, error)
}

// Match is a format's verdict on a source.
type Match struct {
	Sure int    // 0 not mine, 1 possibly, 2 by its layout, 3 by its signature
	Saw  string // what was recognised, or why not, for the user
}

// Options steer a read.
type Options struct {
	Year     int             // overrides the year found in the file's name; 0 keeps it
	Progress func(p float64) // called now and then with the share of the source read, 0..1; may be nil
}

// Source is a file, folder or archive member as the readers see it.
type Source struct {
	Name string // base name, shown in errors
	Path string // where it is on disk; "" for a stream
	Size int64  // bytes, -1 where unknown
	Head []byte // the first bytes, decompressed where the source is gzip or a zip with one member; at most 64 KiB
	Open func() (io.ReadCloser, error)
}
