package columns

import (
	"encoding/binary"
	"errors"
)

// Kinds of value in Thrift's compact protocol, in which Parquet writes its footer and the heads of its pages.
const (
	kindTrue   = 1
	kindFalse  = 2
	kindByte   = 3
	kindI16    = 4
	kindI32    = 5
	kindI64    = 6
	kindDouble = 7
	kindBinary = 8
	kindList   = 9
	kindStruct = 12
)

// mostElements bounds the lists of a footer together: a matrix of 20,000 columns in some groups of rows has fewer.
const mostElements = 2_000_000

var errThrift = errors.New("its description is damaged")

// walker walks over a value without making anything of it, so that a damaged or hostile one is known before a decoder
// believes the lengths it announces.
type walker struct {
	rest     []byte
	elements int
}

// structSize returns the number of bytes of the structure at the start of b.
func structSize(b []byte) (int, error) {
	w := walker{rest: b}
	if !w.structure(0) {
		return 0, errThrift
	}
	return len(b) - len(w.rest), nil
}

func (w *walker) structure(depth int) bool {
	if depth > 16 {
		return false
	}
	for {
		head, ok := w.byte()
		if !ok {
			return false
		}
		if head == 0 {
			return true
		}
		if head>>4 == 0 { // the field's number follows
			if _, ok := w.varint(); !ok {
				return false
			}
		}
		kind := head & 15
		if kind == kindTrue || kind == kindFalse {
			continue // the value is in the kind
		}
		if !w.value(kind, depth+1) {
			return false
		}
	}
}

func (w *walker) value(kind byte, depth int) bool {
	switch kind {
	case kindTrue, kindFalse, kindByte:
		return w.skip(1)
	case kindI16, kindI32, kindI64:
		_, ok := w.varint()
		return ok
	case kindDouble:
		return w.skip(8)
	case kindBinary:
		n, ok := w.varint()
		return ok && w.skip(n)
	case kindList:
		return w.list(depth)
	case kindStruct:
		return w.structure(depth)
	}
	return false // Parquet has no sets and maps
}

func (w *walker) list(depth int) bool {
	head, ok := w.byte()
	n := uint64(head >> 4)
	if ok && n == 15 {
		n, ok = w.varint()
	}
	// Every element has a byte at least.
	if !ok || n > uint64(len(w.rest)) || n > uint64(mostElements-w.elements) {
		return false
	}
	w.elements += int(n)
	for range n {
		if !w.value(head&15, depth) {
			return false
		}
	}
	return true
}

func (w *walker) byte() (byte, bool) {
	if len(w.rest) == 0 {
		return 0, false
	}
	b := w.rest[0]
	w.rest = w.rest[1:]
	return b, true
}

func (w *walker) varint() (uint64, bool) {
	v, n := binary.Uvarint(w.rest)
	if n <= 0 {
		return 0, false
	}
	w.rest = w.rest[n:]
	return v, true
}

func (w *walker) skip(n uint64) bool {
	if n > uint64(len(w.rest)) {
		return false
	}
	w.rest = w.rest[n:]
	return true
}
