// Package rows cuts a stream of text into lines and hands them to all cores, in bounded memory.
//
// Tables are published as text files of a hundred megabytes and more, a row a line. The lines' order is known only
// where the stream is cut, so one goroutine cuts it into chunks of whole lines and counts them, and the others read the
// chunks, each line with its number. Nothing but the chunks in flight is held.
package rows

import (
	"bytes"
	"context"
	"errors"
	"io"
	"sync"

	"ikat/internal/cores"
)

// chunkSize is large enough to make handing over cheap and small enough to stay in the cores' caches.
const chunkSize = 256 << 10

// ErrLong says that a line is longer than the limit.
var ErrLong = errors.New("line too long")

// Reader cuts a stream into lines. Lines end with LF, CR LF or, if the first one does, with CR alone.
type Reader struct {
	// Progress, if set, is called by Each after every chunk it has cut, in the caller's goroutine.
	Progress func()

	src  io.Reader
	rest []byte // read from src and not handed out
	eol  byte   // 0 until the first line is known
	line int    // lines handed out
	err  error  // from src; io.EOF at its end
}

// NewReader returns a reader of src's lines.
func NewReader(src io.Reader) *Reader { return &Reader{src: src} }

// Lines returns the number of lines handed out so far.
func (r *Reader) Lines() int { return r.line }

// First returns the first line without its end. It returns ErrLong where that is longer than limit, io.EOF where the
// stream is empty, and the stream's error where it ends with one.
func (r *Reader) First(limit int) ([]byte, error) {
	buf := make([]byte, 0, 64<<10)
	for sought := 0; ; { // what was looked through holds no end: a long line is not gone through anew at each read
		end, next := r.firstEnd(buf, sought)
		if end >= 0 {
			r.rest = append([]byte(nil), buf[next:]...)
			r.line = 1
			return buf[:end:end], nil
		}
		sought = next
		if len(buf) > limit {
			return nil, ErrLong
		}
		if r.err != nil {
			return nil, r.err
		}
		if len(buf) == cap(buf) {
			buf = append(make([]byte, 0, 2*cap(buf)), buf...)
		}
		var n int
		n, r.err = r.src.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
	}
}

// firstEnd finds the end of the first line, not before a place, and the start of the second, and settles how lines end;
// an end of -1 means that more text is needed, and the end is not before the second number.
func (r *Reader) firstEnd(buf []byte, from int) (end, next int) {
	atEnd := r.err != nil
	i := bytes.IndexAny(buf[from:], "\r\n")
	if i >= 0 {
		i += from
	}
	switch {
	case i < 0 && (r.err != io.EOF || len(buf) == 0):
		return -1, len(buf)
	case i < 0:
		r.eol = '\n'
		return len(buf), len(buf)
	case buf[i] == '\n':
		r.eol = '\n'
		return i, i + 1
	case i+1 == len(buf) && !atEnd:
		return -1, i
	case i+1 < len(buf) && buf[i+1] == '\n':
		r.eol = '\n'
		return i, i + 2
	}
	r.eol = '\r'
	return i, i + 1
}

// job is a chunk of whole lines.
type job struct {
	line int // number of the first
	text []byte
}

// outcome is the first failed line, over all workers.
type outcome struct {
	mu   sync.Mutex
	line int // of err; -1 while there is none
	err  error
}

func (o *outcome) failed() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.line >= 0
}

func (o *outcome) before(line int) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.line >= 0 && o.line < line
}

func (o *outcome) set(line int, err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.line < 0 || line < o.line {
		o.line, o.err = line, err
	}
}

// Each calls work for every line after the first, from several goroutines at once, with the line's number (the first
// line's is 0) and its text without its end; the text is reused afterwards and may be read up to Pad bytes beyond its
// end. It returns the error of the first line, in the file's order, for which work failed; or the stream's error; or
// ErrLong where a line is longer than limit; or ctx's error.
func (r *Reader) Each(ctx context.Context, limit int, work func(line int, text []byte) error) error {
	workers := cores.Count()
	jobs := make(chan job, workers)
	free := make(chan []byte, 2*workers+2)
	for range cap(free) {
		free <- nil // made on first use: a small file needs one
	}
	first := &outcome{line: -1}
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for j := range jobs {
				r.chunk(j, first, work)
				free <- j.text[:0]
			}
		})
	}
	err := r.cut(ctx, limit, jobs, free, first)
	close(jobs)
	wg.Wait()
	if first.failed() {
		return first.err
	}
	return err
}

// chunk hands the lines of one chunk to work, up to the first that fails.
func (r *Reader) chunk(j job, first *outcome, work func(int, []byte) error) {
	text := j.text
	for line := j.line; len(text) > 0; line++ {
		if line&63 == 0 && first.before(line) {
			return
		}
		end := bytes.IndexByte(text, r.eol)
		next := end + 1
		if end < 0 {
			end, next = len(text), len(text)
		}
		s := text[:end]
		if r.eol == '\n' && end > 0 && s[end-1] == '\r' {
			s = s[:end-1]
		}
		if err := work(line, s); err != nil {
			first.set(line, err)
			return
		}
		text = text[next:]
	}
}

// cut reads the stream into chunks of whole lines until it ends or a line has failed.
func (r *Reader) cut(ctx context.Context, limit int, jobs chan<- job, free <-chan []byte, first *outcome) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		if first.failed() {
			return nil
		}
		buf, err := r.fill(<-free, limit)
		if len(buf) > 0 {
			j := job{r.line, buf}
			r.line += bytes.Count(buf, []byte{r.eol})
			if buf[len(buf)-1] != r.eol {
				r.line++
			}
			jobs <- j
		}
		if r.Progress != nil {
			r.Progress()
		}
		if err != nil {
			if err == io.EOF {
				return nil
			}
			return err
		}
	}
}

// fill reads whole lines into buf, at least one, and keeps what follows the last of them for the next call. At the end
// of the stream the last line needs no end; where the stream breaks off with an error, an unfinished line is dropped.
func (r *Reader) fill(buf []byte, limit int) ([]byte, error) {
	if buf == nil {
		buf = make([]byte, 0, chunkSize)
	}
	if need := 2 * len(r.rest); cap(buf) < need {
		buf = make([]byte, 0, need)
	}
	buf = append(buf[:0], r.rest...)
	r.rest = r.rest[:0]
	searched := 0
	for {
		for len(buf) < cap(buf) && r.err == nil {
			var n int
			n, r.err = r.src.Read(buf[len(buf):cap(buf)])
			buf = buf[:len(buf)+n]
		}
		last := bytes.LastIndexByte(buf[searched:], r.eol)
		switch {
		case r.err == io.EOF:
			return buf, io.EOF
		case last >= 0:
			end := searched + last + 1
			r.rest = append(r.rest, buf[end:]...)
			return buf[:end], r.err
		case r.err != nil:
			return buf[:0], r.err
		case len(buf) > limit:
			return buf[:0], ErrLong
		}
		searched = len(buf)
		buf = append(make([]byte, 0, 2*cap(buf)), buf...)
	}
}
