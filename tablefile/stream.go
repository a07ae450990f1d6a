package tablefile

import (
	"archive/zip"
	"bufio"
	"compress/bzip2"
	"context"
	"crypto/sha256"
	"errors"
	"hash"
	"io"
	"sync"
	"sync/atomic"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"

	"ikat/fault"
)

// maxText bounds what a compressed file may unpack to: ten times the largest published table. Readers hold a few chunks
// of it at a time, so the bound is one of patience, not of memory. A variable for the tests.
var maxText int64 = 64 << 30

const (
	blockSize  = 256 << 10
	blockCount = 6
)

// Stream is the text of a single-file Source. Reading the file, taking its digest and decompressing it run ahead of the
// consumer in a goroutine of their own.
type Stream struct {
	ctx     context.Context
	blocks  chan block
	free    chan []byte
	stop    chan struct{}
	stopped sync.Once
	done    sync.WaitGroup

	cur  block // being read
	pos  int
	size int64
	seen int64          // raw bytes behind what has been read
	part func() float64 // the share read of what a view is made of; nil for others
}

// block is a piece of text, with the error that follows it.
type block struct {
	text []byte
	raw  int64 // raw bytes read when the block was complete
	err  error
}

// Open starts reading the source's text, as UTF-8 where it starts with the byte-order mark of UTF-16. Read returns
// ctx's error once ctx has ended; other errors are faults that name the source. The caller closes the stream.
func (s *Source) Open(ctx context.Context) (*Stream, error) {
	if s.form == manyFiles {
		return nil, &fault.Error{
			Kind:  fault.Unreadable,
			Where: s.where(),
			What:  "this is a folder or an archive of several files",
			Why:   "A single file was expected",
		}
	}
	if s.form == viewed {
		return s.openView(ctx)
	}
	f, err := s.open()
	if err != nil {
		return nil, err
	}
	raw := &rawReader{file: f}
	text, err := s.unpack(raw)
	if err != nil {
		f.Close()
		return nil, s.streamError(err, 0)
	}
	st := newStream(ctx, s.Size)
	st.done.Go(func() {
		defer f.Close()
		defer close(st.blocks)
		st.readAhead(s, raw, &utf8Reader{text: text, wide: &s.wide})
	})
	return st, nil
}

func newStream(ctx context.Context, size int64) *Stream {
	st := &Stream{
		ctx:    ctx,
		blocks: make(chan block, blockCount),
		free:   make(chan []byte, blockCount),
		stop:   make(chan struct{}),
		size:   size,
	}
	for range blockCount {
		st.free <- nil
	}
	return st
}

// rawReader counts and digests the raw bytes on their way. A zip archive is read out of order, so it is only counted.
type rawReader struct {
	file
	digest hash.Hash
	count  atomic.Int64
}

func (r *rawReader) Read(p []byte) (int, error) {
	n, err := r.file.Read(p)
	r.count.Add(int64(n))
	if r.digest != nil {
		r.digest.Write(p[:n])
	}
	return n, err
}

func (r *rawReader) ReadAt(p []byte, off int64) (int, error) {
	n, err := r.file.ReadAt(p, off)
	r.count.Add(int64(n))
	return n, err
}

// unpack returns the text in the raw bytes.
func (s *Source) unpack(raw *rawReader) (io.Reader, error) {
	if s.form == zipped {
		return s.openMember(raw)
	}
	raw.digest = sha256.New()
	if s.form == plain {
		return raw, nil
	}
	// Without a buffer of ours a decompressor would read the file in pieces of 4 KiB.
	return unpackForm(bufio.NewReaderSize(raw, blockOf(s.Size)), s.form)
}

// unpackForm unpacks one compressed text.
func unpackForm(packed *bufio.Reader, form form) (io.Reader, error) {
	switch form {
	case gzipped:
		return unpackGzip(packed)
	case bzipped:
		return bzip2.NewReader(packed), nil
	case xzed:
		return unpackXZ(packed)
	case zstded:
		return unpackZstd(packed)
	}
	return packed, nil
}

// leastBlock is a block of the smallest files.
const leastBlock = 4 << 10

// blockOf is how much is read at once of so many bytes: small files are many, and need no large blocks.
func blockOf(bytes int64) int { return int(min(max(bytes+1, leastBlock), blockSize)) }

// readAhead fills free blocks with text until it ends or the stream is closed.
func (st *Stream) readAhead(s *Source, raw *rawReader, text io.Reader) {
	total, size := int64(0), blockSize
	if s.form == plain {
		size = blockOf(s.Size)
	}
	for {
		var buf []byte
		select {
		case buf = <-st.free:
		case <-st.stop:
			return
		}
		if buf == nil {
			buf = make([]byte, size)
		}
		n, err := fillBlock(text, buf)
		total += int64(n)
		if err == nil && total > maxText {
			err = errTooMuch
		}
		b := block{text: buf[:n], raw: raw.count.Load(), err: s.streamError(err, total)}
		if err == io.EOF {
			b.err = s.finish(raw)
			b.raw = s.Size
		}
		select {
		case st.blocks <- b:
		case <-st.stop:
			return
		}
		if b.err != nil {
			return
		}
	}
}

// fillBlock reads until the block is full or the text ends.
func fillBlock(text io.Reader, buf []byte) (n int, err error) {
	for n < len(buf) && err == nil {
		var m int
		m, err = text.Read(buf[n:])
		n += m
	}
	return n, err
}

// finish reads what the file holds after its text, so that the digest covers all of it, and returns io.EOF.
func (s *Source) finish(raw *rawReader) error {
	if raw.digest == nil {
		return io.EOF
	}
	if _, err := io.Copy(io.Discard, struct{ io.Reader }{raw}); err != nil {
		return s.streamError(err, 0)
	}
	s.setSum(raw.digest.Sum(nil))
	return io.EOF
}

var errTooMuch = errors.New("too much text")

// streamError makes a fault of what went wrong after total bytes of text.
func (s *Source) streamError(err error, total int64) error {
	var known *fault.Error
	if err == nil || errors.As(err, &known) || errors.Is(err, context.Canceled) ||
		errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	e := &fault.Error{Kind: fault.Unreadable, Where: s.where(), Fix: "Get the file again", Err: err}
	var corrupt flate.CorruptInputError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF):
		e.What = fault.Say("the compressed data end in the middle, after %s of text", size(total))
		e.Why = "A download or a copy was probably cut short"
	case errors.Is(err, errTrailing):
		e.What = fault.Say("something that is not compressed follows the compressed data, after %s of text", size(total))
		e.Why = "A download may have been joined with an error page"
	case errors.As(err, &corrupt), errors.Is(err, gzip.ErrHeader), errors.Is(err, zip.ErrFormat):
		e.What = fault.Say("the compressed data are damaged, after %s of text", size(total))
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, zip.ErrChecksum):
		e.What = "the compressed data do not match their checksum"
	case errors.Is(err, zip.ErrAlgorithm):
		e.What = "the zip archive uses a compression that is not read, such as Deflate64 or LZMA"
		e.Why = "Read are deflate, bzip2, xz and Zstandard"
		e.Fix = "Unpack it first"
	case ofSeven(err):
		explainSeven(e, err)
	case errors.Is(err, errTooMuch):
		e.What = fault.Say("the compressed data unpack to more than %s", size(maxText))
		e.Why = "No published table is that large"
	case s.form == xzed || s.form == zstded || s.form == bzipped:
		e.What, e.Why = fault.Say("the compressed data are damaged, after %s of text", size(total)), fault.Said(err)
	default:
		e.What, e.Why = fault.Say("reading failed after %s of text", size(total)), fault.Said(err)
	}
	return e
}

// size prints a number of bytes for people.
func size(n int64) string {
	switch {
	case n >= 10<<30:
		return fault.Say("%d GB", n>>30)
	case n >= 10<<20:
		return fault.Say("%d MB", n>>20)
	case n >= 10<<10:
		return fault.Say("%d KB", n>>10)
	}
	return fault.Say("%d bytes", n)
}

// Read reads text.
func (st *Stream) Read(p []byte) (int, error) {
	for st.pos == len(st.cur.text) {
		if st.cur.err != nil {
			return 0, st.cur.err
		}
		if err := st.next(); err != nil {
			return 0, err
		}
	}
	n := copy(p, st.cur.text[st.pos:])
	st.pos += n
	return n, nil
}

// next waits for the next block and gives the last one back.
func (st *Stream) next() error {
	if err := st.ctx.Err(); err != nil { // a block that is ready would else be chosen as often
		return err
	}
	if st.cur.text != nil {
		st.free <- st.cur.text[:cap(st.cur.text)]
		st.cur.text, st.pos = nil, 0
	}
	select {
	case b, ok := <-st.blocks:
		if !ok {
			return io.ErrClosedPipe
		}
		st.cur, st.seen = b, b.raw
		return nil
	case <-st.ctx.Done():
		return st.ctx.Err()
	}
}

// Progress returns the share of the file read so far, 0..1. It never falls.
func (st *Stream) Progress() float64 {
	if st.part != nil {
		return st.part()
	}
	if st.size <= 0 {
		return 0
	}
	return min(1, float64(st.seen)/float64(st.size))
}

// Close stops reading ahead and closes the file.
func (st *Stream) Close() error {
	st.stopped.Do(func() { close(st.stop) })
	st.done.Wait()
	return nil
}
