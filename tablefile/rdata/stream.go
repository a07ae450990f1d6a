package rdata

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"math"

	"golang.org/x/text/encoding/charmap"

	"ikat/fault"
	"ikat/tablefile"
)

const (
	deepest   = 64        // values in each other; a table has five
	mostHeld  = 256 << 20 // bytes of numbers and of texts that are held, each
	mostItem  = 192       // bytes that a value takes beside its numbers and texts
	fewValues = 64        // vectors of as many are kept always: dimensions and the like
	chunk     = 8 << 10   // numbers read at a time: a length that is claimed takes no memory before its numbers come
	naInteger = math.MinInt32
	isLatin1  = 1 << 2
	hasAttr   = 1 << 9
	hasTag    = 1 << 10
)

// Faults of a file, before it is known where they are.
var (
	errDamaged = errors.New("it is damaged: its parts do not follow each other as R writes them")
	errDeep    = errors.New("its values lie in each other more deeply than in any table")
	errMuch    = errors.New("it holds more than 256 MB of text or of numbers of one object")
	errCode    = errors.New("it holds a function that R has compiled; save the table alone")
)

// load reads a file. It keeps the numbers of an object alone, those of no object where o is nil.
func load(ctx context.Context, src *tablefile.Source, o *Object, progress func(float64)) (*value, error) {
	stream, err := src.Open(ctx)
	if err != nil {
		return nil, err
	}
	defer stream.Close()
	r := &reader{in: bufio.NewReaderSize(stream, 256<<10), keep: o, intern: map[string]string{}}
	if progress != nil {
		r.progress = func() { progress(stream.Progress()) }
	}
	v, err := r.file()
	switch {
	case err == nil:
		return v, nil
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return nil, bad(src, "it ends in the middle")
	case errors.Is(err, errDamaged) || errors.Is(err, errDeep) || errors.Is(err, errMuch) || errors.Is(err, errCode):
		return nil, bad(src, "%v", err)
	case fault.KindOf(err) == fault.Internal:
		return nil, bad(src, "it cannot be read: %v", err)
	}
	return nil, err
}

// reader reads the items of a stream.
type reader struct {
	in       *bufio.Reader
	keep     *Object
	progress func()

	ids     int
	keeping bool     // inside the object that is kept
	refs    []string // what later items refer to: names of symbols, "" for others
	held    int      // numbers
	text    int      // bytes
	intern  map[string]string
	buf     [8 * chunk]byte
}

// file reads the whole: the header, and one value.
func (r *reader) file() (*value, error) {
	head, err := r.in.Peek(8)
	if err != nil {
		return nil, err
	}
	n := headerLength(head)
	if n < 0 {
		return nil, errDamaged
	}
	if _, err := r.in.Discard(n); err != nil {
		return nil, err
	}
	version, err := r.integer()
	if err != nil {
		return nil, err
	}
	if err := r.skip(8); err != nil { // the versions of R that wrote it, and that can read it
		return nil, err
	}
	if version == 3 { // the encoding of texts that do not say theirs
		n, err := r.integer()
		if err != nil {
			return nil, err
		}
		if n < 0 || n > 1<<10 {
			return nil, errDamaged
		}
		if err := r.skip(n); err != nil {
			return nil, err
		}
	}
	return r.item(0)
}

func (r *reader) skip(n int) error {
	_, err := r.in.Discard(n)
	return err
}

// integer reads a whole number.
func (r *reader) integer() (int, error) {
	if _, err := io.ReadFull(r.in, r.buf[:4]); err != nil {
		return 0, err
	}
	return int(int32(binary.BigEndian.Uint32(r.buf[:4]))), nil
}

// count reads the length of a vector.
func (r *reader) count() (int, error) {
	n, err := r.integer()
	if err != nil || n >= 0 {
		return n, err
	}
	if n != -1 {
		return 0, errDamaged
	}
	upper, err := r.integer()
	if err != nil {
		return 0, err
	}
	lower, err := r.integer()
	if err != nil {
		return 0, err
	}
	n = int(int64(uint32(upper))<<32 | int64(uint32(lower)))
	if upper < 0 || n > 1<<40 {
		return 0, errDamaged
	}
	return n, nil
}

// item reads a value with what belongs to it.
func (r *reader) item(depth int) (*value, error) {
	flags, err := r.integer()
	if err != nil {
		return nil, err
	}
	return r.flagged(flags, depth)
}

// flagged reads a value whose flags have been read.
func (r *reader) flagged(flags, depth int) (*value, error) {
	if depth > deepest {
		return nil, errDeep
	}
	if r.text += mostItem; r.text > mostHeld {
		return nil, errMuch
	}
	r.ids++
	v := &value{id: r.ids, kind: flags & 0xff}
	if r.keep != nil && v.id == r.keep.id {
		r.keeping = true
		defer func() { r.keeping = false }()
	}
	switch v.kind {
	case typePairs, typeAttrList, typeCall, typeAttrCall, typeClosure, typePromise, typeDots:
		return v, r.pairs(v, flags, depth)
	case typeAltrep:
		return r.compact(v, depth)
	}
	if err := r.content(v, flags, depth); err != nil {
		return nil, err
	}
	// Environments and the texts of a vector carry theirs elsewhere.
	if flags&hasAttr == 0 || v.kind == typeEnv || v.kind == typeSymbol || v.kind >= 241 {
		return v, nil
	}
	return v, r.attributes(v, depth)
}

// content reads what is in a value.
func (r *reader) content(v *value, flags, depth int) (err error) {
	switch v.kind {
	case typeSymbol:
		name, err := r.item(depth + 1)
		if err != nil {
			return err
		}
		if v.texts = name.texts; len(v.texts) != 1 {
			return errDamaged
		}
		return r.remember(v.texts[0])
	case typeString:
		return r.chars(v, flags)
	case typeLogical, typeInteger, typeReal:
		return r.numbers(v)
	case typeStrings:
		return r.strings(v, depth)
	case typeList, typeExprs:
		return r.list(v, depth)
	case typeComplex, typeRaw, typeSpecial, typeBuiltin:
		if v.length, err = r.count(); err != nil {
			return err
		}
		width := 1
		if v.kind == typeComplex {
			width = 16
		}
		return r.pass(v.length, width)
	case typeS4:
		return nil
	}
	return r.special(v, flags, depth)
}

// special reads what refers to others, and what is no data.
func (r *reader) special(v *value, flags, depth int) error {
	switch v.kind {
	case 255: // what has been read before
		at := flags >> 8
		if at == 0 {
			var err error
			if at, err = r.integer(); err != nil {
				return err
			}
		}
		if at < 1 || at > len(r.refs) {
			return errDamaged
		}
		v.kind, v.texts = typeSymbol, []string{r.refs[at-1]}
		return nil
	case 254, 253, 252, 251, 250, 242, 241: // nothing, and R's own environments
		return nil
	case 249, 248, 247: // packages, and what only the session knew
		if err := r.remember(""); err != nil {
			return err
		}
		if _, err := r.integer(); err != nil {
			return err
		}
		return r.strings(v, depth)
	case typeEnv:
		return r.skipItems(4, 4, depth)
	case typePointer:
		return r.skipItems(0, 2, depth)
	case typeWeak:
		return r.remember("")
	case typeCode:
		return errCode
	}
	return errDamaged
}

// skipItems remembers a value that others refer to and passes over what is in it.
func (r *reader) skipItems(bytes, items, depth int) error {
	if err := r.remember(""); err != nil {
		return err
	}
	if err := r.skip(bytes); err != nil {
		return err
	}
	for range items {
		if _, err := r.item(depth + 1); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) remember(name string) error {
	if len(r.refs) > 1<<20 {
		return errDamaged
	}
	r.refs = append(r.refs, name)
	return nil
}

// attributes reads the attributes that follow a value.
func (r *reader) attributes(v *value, depth int) error {
	a, err := r.item(depth + 1)
	if err != nil {
		return err
	}
	v.take(a)
	return nil
}

// pairs reads a list of pairs, one after another, as a list with names.
func (r *reader) pairs(v *value, flags, depth int) error {
	names := &value{kind: typeStrings}
	v.kind, v.attrs = typeList, map[string]*value{"names": names}
	for {
		if flags&hasAttr != 0 {
			if _, err := r.item(depth + 1); err != nil {
				return err
			}
		}
		name := ""
		if flags&hasTag != 0 {
			tag, err := r.item(depth + 1)
			if err != nil {
				return err
			}
			if len(tag.texts) == 1 {
				name = tag.texts[0]
			}
		}
		child, err := r.item(depth + 1)
		if err != nil {
			return err
		}
		if len(v.list) >= 1<<20 {
			return errDamaged
		}
		v.list, names.texts = append(v.list, child), append(names.texts, name)
		if flags, err = r.integer(); err != nil {
			return err
		}
		switch flags & 0xff {
		case typePairs, typeAttrList, typeCall, typeAttrCall, typeClosure, typePromise, typeDots:
			continue
		}
		v.length, names.length = len(v.list), len(v.list)
		_, err = r.flagged(flags, depth+1) // the end, or what a dotted pair holds
		return err
	}
}

// list reads the values of a list.
func (r *reader) list(v *value, depth int) (err error) {
	if v.length, err = r.count(); err != nil {
		return err
	}
	for range v.length {
		c, err := r.item(depth + 1)
		if err != nil {
			return err
		}
		v.list = append(v.list, c)
	}
	return nil
}

// strings reads the texts of a vector.
func (r *reader) strings(v *value, depth int) (err error) {
	if v.length, err = r.count(); err != nil {
		return err
	}
	for range v.length {
		flags, err := r.integer()
		if err != nil {
			return err
		}
		if flags&0xff != typeString {
			return errDamaged
		}
		var c value
		if err := r.chars(&c, flags); err != nil {
			return err
		}
		if flags&hasAttr != 0 {
			if _, err := r.item(depth + 1); err != nil {
				return err
			}
		}
		v.texts = append(v.texts, c.texts[0])
	}
	return nil
}

// chars reads a text. One that is not available is NA.
func (r *reader) chars(v *value, flags int) error {
	n, err := r.integer()
	if err != nil {
		return err
	}
	if n == -1 {
		v.texts = []string{"NA"}
		r.text += 16
		return nil
	}
	if r.text += max(n, 0) + 16; n < 0 || r.text > mostHeld {
		return errMuch
	}
	var text []byte
	for len(text) < n {
		part := r.buf[:min(len(r.buf), n-len(text))]
		if _, err := io.ReadFull(r.in, part); err != nil {
			return err
		}
		text = append(text, part...)
	}
	v.texts = []string{r.word(text, flags>>12&isLatin1 != 0)}
	return nil
}

// word returns a text, the same memory for the same text.
func (r *reader) word(text []byte, latin1 bool) string {
	if latin1 {
		if wide, err := charmap.Windows1252.NewDecoder().Bytes(text); err == nil {
			text = wide
		}
	}
	if s, ok := r.intern[string(text)]; ok {
		return s
	}
	s := string(text)
	if len(r.intern) < 1<<16 {
		r.intern[s] = s
	}
	return s
}

// pass passes over n values of a width.
func (r *reader) pass(n, width int) error {
	for n > 0 {
		k := min(n, 1<<20)
		if err := r.skip(k * width); err != nil {
			return err
		}
		n -= k
		r.report()
	}
	return nil
}

func (r *reader) report() {
	if r.progress != nil {
		r.progress()
	}
}

// numbers reads the numbers of a vector and keeps those that are wanted.
func (r *reader) numbers(v *value) (err error) {
	if v.length, err = r.count(); err != nil {
		return err
	}
	width := 4
	if v.kind == typeReal {
		width = 8
	}
	if !r.keeping && v.length > fewValues {
		return r.pass(v.length, width)
	}
	step, next := 1, 0
	if r.keeping && r.keep.from > 1 && v.length == r.keep.from*r.keep.Rows*r.keep.Columns {
		step, next = r.keep.from, r.keep.slice
	}
	for at := 0; at < v.length; {
		k := min(chunk, v.length-at)
		part := r.buf[:k*width]
		if _, err := io.ReadFull(r.in, part); err != nil {
			return err
		}
		if r.held += (k/step + 1) * 8; r.held > mostHeld {
			return errMuch
		}
		for ; next < at+k; next += step {
			v.numbers = append(v.numbers, number(part[(next-at)*width:], width))
		}
		at += k
		r.report()
	}
	return nil
}

// number reads a number of a width.
func number(from []byte, width int) float64 {
	if width == 8 {
		return math.Float64frombits(binary.BigEndian.Uint64(from))
	}
	if i := int32(binary.BigEndian.Uint32(from)); i != naInteger {
		return float64(i)
	}
	return math.NaN()
}
