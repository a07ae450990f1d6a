package columns

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go/compress/snappy"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"

	"ikat/fault"
)

const (
	mostFooter = 64 << 20
	mostHead   = 64 << 10  // bytes of a page's head
	mostPage   = 256 << 20 // bytes of a page, unpacked; programs write a thousandth of it
	mostValues = 1 << 25   // of a page

	// How much a file may make us unpack and go through: a thousand times its size, as other packed texts do, and what
	// every small file may.
	mostTimes, few, fewRows = 1000, mostPage, 1 << 20

	plainDictionary = 2 // what older programs call the dictionary encoding
)

// checkFooter walks over the footer: its lists and texts must lie inside it.
func checkFooter(r io.ReaderAt, size int64) error {
	tail := make([]byte, 8)
	if size < 12 {
		return errors.New("it is cut short")
	}
	if _, err := r.ReadAt(tail, size-8); err != nil {
		return err
	}
	n := int64(binary.LittleEndian.Uint32(tail))
	switch {
	case string(tail[4:]) != "PAR1":
		return errors.New("it does not end as a Parquet file does; it is probably cut short")
	case n > size-12:
		return errThrift
	case n > mostFooter:
		return errors.New("it has more columns than any published table")
	}
	footer := make([]byte, n)
	if _, err := r.ReadAt(footer, size-8-n); err != nil {
		return err
	}
	if used, err := structSize(footer); err != nil || used != len(footer) {
		return errThrift
	}
	return checkSchema(footer)
}

// checkSchema refuses columns inside columns before the library follows them: it calls itself for each level, and names
// every column by all that stand above it.
func checkSchema(footer []byte) error {
	var described struct {
		Schema thrift.Slice[format.SchemaElement] `thrift:"2,required"`
	}
	if err := thrift.Unmarshal(new(thrift.CompactProtocol), footer, &described); err != nil {
		return err
	}
	for i := range described.Schema {
		if c := &described.Schema[i]; i > 0 && c.NumChildren.V != 0 {
			return nestedColumn(c.Name)
		}
	}
	return nil
}

func nestedColumn(name string) error {
	return fault.Errorf("column %q holds lists or structures", name)
}

// chunk is where the values of a column in a group of rows are.
type chunk struct {
	meta     *format.ColumnMetaData
	codec    format.CompressionCodec
	optional bool

	unpacked, most int64 // bytes of its pages, and how many there may be
}

// check walks over the pages of a chunk before a decoder reads them: sizes must fit the file, and what they unpack to
// must be what they announce. A few bytes could ask for any amount of memory otherwise.
func (c *chunk) check(ctx context.Context, r io.ReaderAt) error {
	at := c.meta.DataPageOffset
	if c.meta.DictionaryPageOffset != 0 {
		at = c.meta.DictionaryPageOffset
	}
	size := c.meta.TotalCompressedSize
	if at < 4 || size < 0 || at > 1<<48 || size > 1<<48 {
		return errThrift
	}
	section := io.NewSectionReader(r, at, size)
	head := make([]byte, mostHead)
	for pos := int64(0); pos < size; {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := section.ReadAt(head[:min(mostHead, size-pos)], pos)
		if err != nil && err != io.EOF {
			return err
		}
		used, err := structSize(head[:n])
		if err != nil {
			return err
		}
		var p format.PageHeader
		if err := thrift.Unmarshal(new(thrift.CompactProtocol), head[:used], &p); err != nil {
			return err
		}
		pos += int64(used)
		if p.CompressedPageSize < 0 || int64(p.CompressedPageSize) > size-pos || p.CompressedPageSize > mostPage ||
			p.UncompressedPageSize < 0 || p.UncompressedPageSize > mostPage {
			return errors.New("a page of it does not fit")
		}
		if c.unpacked += int64(p.UncompressedPageSize); c.unpacked > c.most {
			return errors.New("its pages unpack to far more than its size")
		}
		body := make([]byte, p.CompressedPageSize)
		if _, err := section.ReadAt(body, pos); err != nil && err != io.EOF {
			return err
		}
		if err := c.checkPage(&p, body); err != nil {
			return err
		}
		pos += int64(p.CompressedPageSize)
	}
	return nil
}

func (c *chunk) checkPage(p *format.PageHeader, body []byte) error {
	switch {
	case p.Type == format.DictionaryPage && p.DictionaryPageHeader.Valid:
		if n := p.DictionaryPageHeader.V.NumValues; n < 0 || n > mostValues {
			return errThrift
		}
		_, err := c.unpack(body, int(p.UncompressedPageSize))
		return err
	case p.Type == format.DataPage && p.DataPageHeader.Valid:
		h := &p.DataPageHeader.V
		text, err := c.unpack(body, int(p.UncompressedPageSize))
		if err != nil {
			return err
		}
		var levels []byte
		if c.optional {
			if len(text) < 4 || uint64(binary.LittleEndian.Uint32(text)) > uint64(len(text)-4) {
				return errThrift
			}
			end := 4 + int(binary.LittleEndian.Uint32(text))
			levels, text = text[4:end], text[end:]
		}
		return checkValues(h.Encoding, int(h.NumValues), levels, text)
	case p.Type == format.DataPageV2 && p.DataPageHeaderV2.Valid:
		h := &p.DataPageHeaderV2.V
		r, d := int(h.RepetitionLevelsByteLength), int(h.DefinitionLevelsByteLength)
		if r != 0 || d < 0 || d > len(body) || h.NumNulls < 0 || h.NumNulls > h.NumValues {
			return errThrift
		}
		levels, text := body[:d], body[d:]
		if !h.IsCompressed.Valid || h.IsCompressed.V {
			var err error
			if text, err = c.unpack(text, int(p.UncompressedPageSize)-d); err != nil {
				return err
			}
		}
		return checkValues(h.Encoding, int(h.NumValues), levels, text)
	}
	return errThrift
}

// checkValues checks what a page announces against what it holds.
func checkValues(encoding format.Encoding, count int, levels, text []byte) error {
	if count < 0 || count > mostValues || !checkRuns(levels, 1, count) {
		return errThrift
	}
	switch encoding {
	case format.Plain:
		return nil
	case plainDictionary, format.RLEDictionary:
		if len(text) > 0 && (text[0] > 32 || !checkRuns(text[1:], int(text[0]), count)) {
			return errThrift
		}
		return nil
	}
	return fault.Errorf("it is encoded as %s; save it with plain or dictionary encoding", encoding)
}

// checkRuns checks that run-length encoded numbers of the given width in bits are not more than count, but for the last
// group of eight.
func checkRuns(b []byte, width, count int) bool {
	for left := count; len(b) > 0; {
		head, n := binary.Uvarint(b)
		if n <= 0 {
			return false
		}
		b = b[n:]
		values, bytes := head>>1, uint64(width+7)/8
		if head&1 == 1 {
			values, bytes = 8*values, values*uint64(width)
		}
		if bytes > uint64(len(b)) || values > uint64(left)+7 {
			return false
		}
		b, left = b[bytes:], max(0, left-int(values))
	}
	return true
}

// unpack returns a page's text, which must have the given size.
func (c *chunk) unpack(body []byte, size int) ([]byte, error) {
	if size < 0 {
		return nil, errThrift
	}
	var text io.Reader
	var err error
	switch c.codec {
	case format.Uncompressed:
		if len(body) != size {
			return nil, errThrift
		}
		return body, nil
	case format.Snappy:
		if n, used := binary.Uvarint(body); used <= 0 || n != uint64(size) {
			return nil, errThrift
		}
		return new(snappy.Codec).Decode(make([]byte, size), body)
	case format.Gzip:
		text, err = gzip.NewReader(bytes.NewReader(body))
	case format.Zstd:
		var z *zstd.Decoder
		if z, err = zstd.NewReader(bytes.NewReader(body), zstd.WithDecoderConcurrency(1),
			zstd.WithDecoderMaxWindow(mostPage)); err == nil {
			defer z.Close()
			text = z
		}
	default:
		return nil, fault.Errorf("it is compressed with %s; save it with snappy, gzip, zstd or uncompressed", c.codec)
	}
	if err != nil {
		return nil, err
	}
	out := bytes.NewBuffer(make([]byte, 0, min(size+bytes.MinRead, 1<<20)))
	if n, err := out.ReadFrom(io.LimitReader(text, int64(size)+1)); err != nil {
		return nil, err
	} else if n != int64(size) {
		return nil, errors.New("a page of it does not unpack to the size it announces")
	}
	return out.Bytes(), nil
}
