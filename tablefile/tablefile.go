// Package tablefile is the contract between ikat and the files that statistics offices publish: a Format recognises one
// published layout and reads it into an icio.Table, exactly as printed.
//
// One folder below this one holds one format. Package all lists them; package tablefiletest is the conformance suite
// that each of them passes.
package tablefile

import (
	"context"

	"ikat/fault"
	"ikat/icio"
)

// Format reads one published layout.
type Format interface {
	// ID is the short name users type: "oecd", "wiod", "adb".
	ID() string
	// Label says what the format is in a sentence.
	Label() string
	// Detect reports how sure the format is that it can read the source, from its name, its first bytes and, for a
	// folder or an archive, the names of its members. It must not read the whole source.
	Detect(src *Source) Match
	// Read reads the source into a table. It repairs nothing and aggregates nothing. A source that is not what it
	// claims to be is fault.Unreadable, located by file, row and column; numbers that contradict the layout are
	// fault.Inconsistent. Where ctx ends first, Read returns its error.
	Read(ctx context.Context, src *Source, opt Options) (*icio.Table, error)
}

// How sure a Match is.
const (
	No        = 0 // not mine
	Possibly  = 1 // nothing speaks against it
	Layout    = 2 // the layout fits
	Signature = 3 // something only this format has
	Own       = 4 // ikat's own words, whatever the labels look like
)

// Match is a format's verdict on a source.
type Match struct {
	Sure  int    // No, Possibly, Layout, Signature or Own
	Saw   string // what was recognised, or what was expected and not found, for the user
	Years []int  // the years it holds, as far as names and the first bytes tell; empty where they do not
	Last  bool   // of several years, the last is read where none is asked for, and the table says so
}

// MostNumbers bounds what a matrix may make us hold: 20,000 sectors. A small archive can unpack to much more.
const MostNumbers = 400_000_000

// TooLarge is the error of a matrix of more numbers.
func TooLarge(file string) *fault.Error {
	return &fault.Error{Kind: fault.Unreadable, Where: file,
		What: fault.Say("there are more than %d million numbers, more than in any published table", MostNumbers/1_000_000),
		Fix:  "Get the file again"}
}

// MissingZero is the rule by which empty flows are zeros; the table's derivation then says how many were.
const MissingZero = "zero"

// Options steer a read.
type Options struct {
	Year     int             // overrides the year found in the file's name; 0 keeps it
	Missing  string          // MissingZero takes cells that are empty or say NA for zeros; "" refuses them
	Progress func(p float64) // called now and then with the share of the source read, 0..1, never falling; may be nil
}

// Report passes progress on where someone listens.
func (o Options) Report(p float64) {
	if o.Progress != nil {
		o.Progress(p)
	}
}
