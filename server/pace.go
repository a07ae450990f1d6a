package server

import (
	"io"
	"net/http"
	"time"
)

// Pace is how fast a client must send and take at least. It may stand still for Idle at a time, and fall behind Rate by
// Grace in all: who sends or takes a byte now and then is gone after that.
type Pace struct {
	Idle  time.Duration
	Grace time.Duration
	Rate  int64 // bytes a second
}

var usualPace = Pace{Idle: 20 * time.Second, Grace: 30 * time.Second, Rate: 16 << 10}

// left is how long the next piece may take after bytes in some time.
func (p Pace) left(bytes int64, spent time.Duration) time.Duration {
	due := p.Grace + time.Duration(float64(bytes)/float64(p.Rate)*float64(time.Second))
	return max(0, min(p.Idle, due-spent))
}

// pacedBody is a body that must come at a pace.
type pacedBody struct {
	io.ReadCloser
	pace    Pace
	control *http.ResponseController
	bytes   int64
	spent   time.Duration
	whole   bool
}

func (b *pacedBody) Read(p []byte) (int, error) {
	begun := time.Now()
	// Where there is no connection below, nobody is slow.
	_ = b.control.SetReadDeadline(begun.Add(b.pace.left(b.bytes, b.spent)))
	n, err := b.ReadCloser.Read(p)
	b.bytes, b.spent = b.bytes+int64(n), b.spent+time.Since(begun)
	if b.whole = err == io.EOF; b.whole {
		_ = b.control.SetReadDeadline(time.Time{})
	}
	return n, err
}

// end lets what has not been read come for as long as it still may: the connection's next request stands behind it.
func (b *pacedBody) end() {
	if !b.whole {
		_ = b.control.SetReadDeadline(time.Now().Add(b.pace.left(b.bytes, b.spent)))
	}
}

// pacedAnswer is an answer that must be taken at a pace. Time in which nothing is offered does not count.
type pacedAnswer struct {
	http.ResponseWriter
	pace    Pace
	control *http.ResponseController
	body    *pacedBody // nil where the request has none
	bytes   int64
	spent   time.Duration
}

func (a *pacedAnswer) Write(p []byte) (int, error) {
	begun := time.Now()
	a.deadline(begun)
	n, err := a.ResponseWriter.Write(p)
	a.bytes, a.spent = a.bytes+int64(n), a.spent+time.Since(begun)
	return n, err
}

// Flush sends what is written, at the pace.
func (a *pacedAnswer) Flush() {
	begun := time.Now()
	a.deadline(begun)
	_ = a.control.Flush() // a client that has left needs no answer
	a.spent += time.Since(begun)
}

// deadline is when the next piece must be taken. Before the first, what the handler has left of the request's body is
// waited for, and that no longer either.
func (a *pacedAnswer) deadline(now time.Time) {
	if a.body != nil {
		a.body.end()
	}
	_ = a.control.SetWriteDeadline(now.Add(a.pace.left(a.bytes, a.spent)))
}

// Unwrap lets http.ResponseController reach what is below.
func (a *pacedAnswer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// paced makes a request's body and answer keep a pace. The end of the answer, which is sent after its handler, is the
// last that must be taken; the next request on the connection begins anew.
func paced(w http.ResponseWriter, r *http.Request, p Pace) (answer http.ResponseWriter, end func()) {
	control := http.NewResponseController(w)
	a := &pacedAnswer{ResponseWriter: w, pace: p, control: control}
	if r.Body == nil || r.Body == http.NoBody {
		return a, func() { a.deadline(time.Now()) }
	}
	a.body = &pacedBody{ReadCloser: r.Body, pace: p, control: control}
	r.Body = a.body
	return a, func() { a.deadline(time.Now()) }
}
