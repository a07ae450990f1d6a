//go:build !js

package flowstore

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"io"
	"os"
	"strings"

	"github.com/parquet-go/parquet-go"

	"ikat/fault"
	"ikat/internal/kept"
)

// Parquet has checksums of pages, none of what says where they are and what they mean, and its library takes memory as
// that says before it looks at any. The seal, under a key of its own in the footer, has two digests: of the footer,
// with zeros in the place of this one, and of all before it. Both are checked before the library sees the file.
const (
	sealKey = "ikat.seal"

	digestLength = 2 * sha256.Size
	ending       = 8 // the footer's length, and PAR1
	mostFooter   = 1 << 30
)

var unsealed = strings.Repeat("0", digestLength) + " " + strings.Repeat("0", digestLength)

// sealing writes a file; its last part, which holds the footer, is held back until the seal is in it.
type sealing struct {
	to   io.Writer
	sum  hash.Hash // of what stands before the footer
	last []byte
	held bool
}

func (s *sealing) Write(b []byte) (int, error) {
	if s.held {
		s.last = append(s.last, b...)
		return len(b), nil
	}
	s.sum.Write(b)
	return s.to.Write(b)
}

// finish seals the last part and writes it.
func (s *sealing) finish() error {
	length, err := footerLength(s.last)
	if err != nil || length > int64(len(s.last)) {
		return kept.ErrSeal
	}
	before, footer := s.last[:len(s.last)-int(length)], s.last[len(s.last)-int(length):]
	at := bytes.Index(footer, []byte(unsealed))
	if at < 0 {
		return fault.Errorf("the seal has no place in the file")
	}
	s.sum.Write(before)
	rest := footer[at+digestLength+1:]
	copy(rest, hex.EncodeToString(s.sum.Sum(nil)))
	own := sha256.Sum256(footer)
	copy(footer[at:], hex.EncodeToString(own[:]))
	_, err = s.to.Write(s.last)
	return err
}

// footerLength is the length of a footer with what ends it.
func footerLength(tail []byte) (int64, error) {
	if len(tail) < ending {
		return 0, kept.ErrSeal
	}
	return int64(binary.LittleEndian.Uint32(tail[len(tail)-ending:])) + ending, nil
}

// opened is a file whose footer is as it was written.
type opened struct {
	*parquet.File

	from   *os.File
	pages  string // digest of what stands before the footer; "" where nothing says it
	before int64  // how much that is
}

// footed opens a file after checking its footer. Files of the first format have no seal.
func footed(f *os.File, size int64, options ...parquet.FileOption) (*opened, error) {
	tail := make([]byte, ending)
	if _, err := f.ReadAt(tail, max(0, size-ending)); err != nil {
		return nil, err
	}
	length, err := footerLength(tail)
	if err != nil || length > min(size, mostFooter) {
		return nil, fault.Errorf("it does not end as a Parquet file does")
	}
	footer := make([]byte, length)
	if _, err := f.ReadAt(footer, size-length); err != nil {
		return nil, err
	}
	out := &opened{from: f, before: size - length}
	if at := bytes.Index(footer, []byte(sealKey)); at >= 0 {
		const field = 3 // what Thrift puts before a text of this length
		at += len(sealKey) + field
		if at+len(unsealed) > len(footer) {
			return nil, kept.ErrSeal
		}
		want := string(footer[at : at+digestLength])
		out.pages = string(footer[at+digestLength+1 : at+len(unsealed)])
		copy(footer[at:], unsealed[:digestLength])
		if own := sha256.Sum256(footer); hex.EncodeToString(own[:]) != want {
			return nil, kept.ErrSeal
		}
	}
	options = append(options, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	out.File, err = parquet.OpenFile(f, size, options...)
	return out, err
}

// about is what a file says of itself.
func about(f *os.File, size int64) (*described, error) {
	file, err := footed(f, size)
	if err != nil {
		return nil, err
	}
	return file.said()
}

func (o *opened) said() (*described, error) {
	text, ok := o.Lookup(metaKey)
	if !ok {
		return nil, fault.Errorf("it does not say what it is")
	}
	meta, err := describedBy(text)
	if err != nil {
		return nil, err
	}
	version, err := kept.Version(meta.Format, formatKind, formatNewest)
	if err == nil && version > 1 && o.pages == "" {
		err = kept.ErrSeal
	}
	return meta, err
}

// whole checks what stands before the footer. Without a seal the library must do with the pages' own checksums, and
// with the one way of compression that Write knows: others take memory as the page says.
func (o *opened) whole() error {
	if o.pages == "" {
		for _, group := range o.Metadata().RowGroups {
			for _, c := range group.Columns {
				if c.MetaData.Codec != zstdCodec {
					return fault.Errorf("it is compressed as none of its kind")
				}
			}
		}
		return nil
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(o.from, 0, o.before)); err != nil {
		return err
	}
	if hex.EncodeToString(sum.Sum(nil)) != o.pages {
		return kept.ErrSeal
	}
	return nil
}
