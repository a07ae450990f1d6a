package export

import (
	"bytes"
	"encoding/binary"
	"io"
	"math"

	fb "github.com/google/flatbuffers/go"

	"ikat/result"
)

// arrowBatch is how many rows go into one record batch.
const arrowBatch = 1 << 16

// Arrow writes an Arrow IPC file (Feather version 2): text as dictionaries, a value that is not defined as null. The
// schema's metadata holds what that of Parquet holds, under the same keys; label, unit, kind and definition stand with
// each field too.
//
// The format is that of Apache Arrow's columnar format 1.0: Schema.fbs, Message.fbs and File.fbs.
func Arrow(w io.Writer, f *result.Frame) error {
	out := &arrowFile{w: w}
	out.bytes([]byte(arrowMagic + "\x00\x00"))
	out.message(arrowSchema, 0, func(b *fb.Builder) fb.UOffsetT { return schema(b, f) })
	var dicts, batches []block
	for i, c := range f.Columns {
		if c.IsText() {
			dicts = append(dicts, out.dictionary(int64(i), c.Dict))
		}
	}
	for lo := 0; lo < f.Rows(); lo += arrowBatch {
		batches = append(batches, out.rows(f, lo, min(lo+arrowBatch, f.Rows())))
	}
	out.bytes(binary.LittleEndian.AppendUint64(nil, continuation)) // no more messages
	footer := footer(f, dicts, batches)
	out.bytes(footer)
	out.bytes(binary.LittleEndian.AppendUint32(nil, uint32(len(footer))))
	out.bytes([]byte(arrowMagic))
	return out.err
}

// Numbers of the format.
const (
	arrowMagic   = "ARROW1"
	arrowVersion = 4 // V5
	continuation = 0xFFFFFFFF

	arrowSchema, arrowDictionary, arrowRows = 1, 2, 3 // kinds of message
	arrowInt, arrowFloat, arrowUTF8         = 2, 3, 5 // kinds of type
	arrowDouble                             = 2
)

// arrowFile is a file being written.
type arrowFile struct {
	w   io.Writer
	at  int64
	err error
}

func (o *arrowFile) bytes(b []byte) {
	if o.err == nil {
		_, o.err = o.w.Write(b)
	}
	o.at += int64(len(b))
}

// block is where a message stands: its head, and what follows it.
type block struct {
	offset, body int64
	head         int32
}

// message writes a message's head; its body of the given size is the caller's to write next.
func (o *arrowFile) message(kind byte, body int64, header func(*fb.Builder) fb.UOffsetT) block {
	b := fb.NewBuilder(1 << 10)
	at := header(b)
	b.StartObject(5)
	b.PrependInt16Slot(0, arrowVersion, 0)
	b.PrependByteSlot(1, kind, 0)
	b.PrependUOffsetTSlot(2, at, 0)
	b.PrependInt64Slot(3, body, 0)
	b.Finish(b.EndObject())
	text := b.FinishedBytes()
	out := block{offset: o.at, body: body, head: int32(8 + aligned(text))}
	head := binary.LittleEndian.AppendUint32(nil, continuation)
	o.bytes(binary.LittleEndian.AppendUint32(head, uint32(aligned(text))))
	o.aligned(text)
	return out
}

// aligned is a length, filled up to a multiple of 8.
func aligned(b []byte) int64 { return int64(len(b)+7) &^ 7 }

func (o *arrowFile) aligned(b []byte) {
	o.bytes(b)
	o.bytes(make([]byte, aligned(b)-int64(len(b))))
}

// schema describes the frame's columns.
func schema(b *fb.Builder, f *result.Frame) fb.UOffsetT {
	fields := make([]fb.UOffsetT, len(f.Columns))
	for i, c := range f.Columns {
		fields[i] = field(b, int64(i), c)
	}
	list, about := b.CreateVectorOfTables(fields), pairs(b, metadata(f))
	b.StartObject(4)
	b.PrependUOffsetTSlot(1, list, 0)
	b.PrependUOffsetTSlot(2, about, 0)
	return b.EndObject()
}

func field(b *fb.Builder, id int64, c *result.Column) fb.UOffsetT {
	name, children := b.CreateString(c.Name), b.CreateVectorOfTables(nil)
	about := pairs(b, []pair{{"label", c.Label}, {"unit", c.Unit}, {"kind", string(c.Kind)}, {"definition", c.Definition}})
	kind, of, dictionary := byte(arrowUTF8), fb.UOffsetT(0), fb.UOffsetT(0)
	switch {
	case c.Floats != nil:
		kind = arrowFloat
		b.StartObject(1)
		b.PrependInt16Slot(0, arrowDouble, 0)
		of = b.EndObject()
	case c.Ints != nil:
		kind, of = arrowInt, signed(b, 64)
	default:
		index := signed(b, 32)
		b.StartObject(4)
		b.PrependInt64Slot(0, id, 0)
		b.PrependUOffsetTSlot(1, index, 0)
		dictionary = b.EndObject()
		b.StartObject(0)
		of = b.EndObject()
	}
	b.StartObject(7)
	b.PrependUOffsetTSlot(0, name, 0)
	b.PrependBoolSlot(1, c.Floats != nil, false)
	b.PrependByteSlot(2, kind, 0)
	b.PrependUOffsetTSlot(3, of, 0)
	b.PrependUOffsetTSlot(4, dictionary, 0)
	b.PrependUOffsetTSlot(5, children, 0)
	b.PrependUOffsetTSlot(6, about, 0)
	return b.EndObject()
}

// signed is the type of signed whole numbers.
func signed(b *fb.Builder, bits int32) fb.UOffsetT {
	b.StartObject(2)
	b.PrependInt32Slot(0, bits, 0)
	b.PrependBoolSlot(1, true, false)
	return b.EndObject()
}

func pairs(b *fb.Builder, all []pair) fb.UOffsetT {
	out := make([]fb.UOffsetT, len(all))
	for i, p := range all {
		key, value := b.CreateString(p.key), b.CreateString(p.value)
		b.StartObject(2)
		b.PrependUOffsetTSlot(0, key, 0)
		b.PrependUOffsetTSlot(1, value, 0)
		out[i] = b.EndObject()
	}
	return b.CreateVectorOfTables(out)
}

// batch is rows of columns as they are written: a node a column, and the buffers behind them.
type batch struct {
	length  int
	nulls   []int // of each column
	buffers [][]byte
}

func (t *batch) size() int64 {
	var out int64
	for _, b := range t.buffers {
		out += aligned(b)
	}
	return out
}

// head is the batch's description.
func (t *batch) head(b *fb.Builder) fb.UOffsetT {
	b.StartVector(16, len(t.buffers), 8)
	at := t.size()
	for i := len(t.buffers) - 1; i >= 0; i-- {
		at -= aligned(t.buffers[i])
		b.PrependInt64(int64(len(t.buffers[i])))
		b.PrependInt64(at)
	}
	buffers := b.EndVector(len(t.buffers))
	b.StartVector(16, len(t.nulls), 8)
	for i := len(t.nulls) - 1; i >= 0; i-- {
		b.PrependInt64(int64(t.nulls[i]))
		b.PrependInt64(int64(t.length))
	}
	nodes := b.EndVector(len(t.nulls))
	b.StartObject(5)
	b.PrependInt64Slot(0, int64(t.length), 0)
	b.PrependUOffsetTSlot(1, nodes, 0)
	b.PrependUOffsetTSlot(2, buffers, 0)
	return b.EndObject()
}

func (o *arrowFile) body(t *batch) {
	for _, b := range t.buffers {
		o.aligned(b)
	}
}

// dictionary writes the texts that a column's codes stand for.
func (o *arrowFile) dictionary(id int64, texts []string) block {
	ends := make([]byte, 4, 4*(len(texts)+1))
	var all bytes.Buffer
	for _, s := range texts {
		all.WriteString(s)
		ends = binary.LittleEndian.AppendUint32(ends, uint32(all.Len()))
	}
	t := &batch{length: len(texts), nulls: []int{0}, buffers: [][]byte{nil, ends, all.Bytes()}}
	out := o.message(arrowDictionary, t.size(), func(b *fb.Builder) fb.UOffsetT {
		data := t.head(b)
		b.StartObject(3)
		b.PrependInt64Slot(0, id, 0)
		b.PrependUOffsetTSlot(1, data, 0)
		return b.EndObject()
	})
	o.body(t)
	return out
}

// rows writes rows lo to hi.
func (o *arrowFile) rows(f *result.Frame, lo, hi int) block {
	t := &batch{length: hi - lo}
	for _, c := range f.Columns {
		var defined, values []byte
		nulls := 0
		switch {
		case c.Floats != nil:
			defined, nulls = definedBits(c.Floats[lo:hi])
			values, _ = binary.Append(make([]byte, 0, 8*(hi-lo)), binary.LittleEndian, c.Floats[lo:hi])
		case c.Ints != nil:
			values, _ = binary.Append(make([]byte, 0, 8*(hi-lo)), binary.LittleEndian, c.Ints[lo:hi])
		default:
			values, _ = binary.Append(make([]byte, 0, 4*(hi-lo)), binary.LittleEndian, c.Codes[lo:hi])
		}
		t.nulls, t.buffers = append(t.nulls, nulls), append(t.buffers, defined, values)
	}
	out := o.message(arrowRows, t.size(), t.head)
	o.body(t)
	return out
}

// definedBits has a bit for each value that is defined; nil where all are.
func definedBits(values []float64) (bits []byte, nulls int) {
	bits = make([]byte, (len(values)+7)/8)
	for i, v := range values {
		if math.IsNaN(v) {
			nulls++
		} else {
			bits[i/8] |= 1 << (i % 8)
		}
	}
	if nulls == 0 {
		return nil, 0
	}
	return bits, nulls
}

// footer says where everything stands.
func footer(f *result.Frame, dicts, batches []block) []byte {
	b := fb.NewBuilder(1 << 10)
	about := schema(b, f)
	d, r := blocks(b, dicts), blocks(b, batches)
	b.StartObject(5)
	b.PrependInt16Slot(0, arrowVersion, 0)
	b.PrependUOffsetTSlot(1, about, 0)
	b.PrependUOffsetTSlot(2, d, 0)
	b.PrependUOffsetTSlot(3, r, 0)
	b.Finish(b.EndObject())
	return b.FinishedBytes()
}

func blocks(b *fb.Builder, all []block) fb.UOffsetT {
	b.StartVector(24, len(all), 8)
	for i := len(all) - 1; i >= 0; i-- {
		b.PrependInt64(all[i].body)
		b.PrependInt32(0) // to the next multiple of 8
		b.PrependInt32(all[i].head)
		b.PrependInt64(all[i].offset)
	}
	return b.EndVector(len(all))
}
