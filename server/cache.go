package server

import (
	"container/list"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"ikat/server/api"
)

// answer is a whole response.
type answer struct {
	status int
	header http.Header
	body   []byte
	large  bool // too large to keep or share: the rest is empty
}

// largest is how many bytes an answer may have to be kept and shared.
const largest = 16 << 20

// lasting are the statuses that the same question will get again as long as the tables are the same.
var lasting = []int{http.StatusOK, http.StatusBadRequest, http.StatusNotFound, http.StatusNotAcceptable, http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity}

// remembered answers from what is kept; a question being worked on already is not begun again, and goes on until the last one
// who asked it has left.
func (s *Server) remembered(w http.ResponseWriter, r *http.Request) {
	key, err := s.key(r)
	if err != nil {
		api.Fail(w, err)
		return
	}
	a := s.kept.get(key)
	if a == nil {
		// Who has an answer may be told so without work, so the tag they hold is part of the question being worked on.
		a, err = s.flights.Do(r.Context(), key+"\n"+r.Header.Get("If-None-Match"), func(ctx context.Context) (*answer, error) {
			a := s.record(r.WithContext(ctx))
			if ctx.Err() == nil && slices.Contains(lasting, a.status) || a.large {
				s.kept.put(key, a)
			}
			return a, nil
		})
	}
	switch {
	case err != nil: // the client has left
	case a.large:
		s.bounded(w, r)
	default:
		a.write(w, r)
	}
}

// key names a question: address, what the client prefers, and the content of all tables at hand.
func (s *Server) key(r *http.Request) (string, error) {
	entries, err := s.Engine.Tables()
	if err != nil {
		return "", err
	}
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%q\n%q\n", r.URL.RequestURI(), r.Header.Values("Accept"), r.Header.Values("Accept-Language"))
	for _, e := range entries {
		fmt.Fprintln(h, e.Ref(), e.Content)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// record works on a question and keeps what is answered.
func (s *Server) record(r *http.Request) (out *answer) {
	rec := &recorder{answer: answer{header: http.Header{}}}
	if r.Method == http.MethodHead {
		r = r.Clone(r.Context())
		r.Method = http.MethodGet
	}
	defer func() {
		v := recover()
		if v != nil && v != http.ErrAbortHandler {
			panic(v)
		}
		if out = rec.done(); v != nil && !out.large { // half an answer is none
			out = &answer{status: http.StatusInternalServerError, header: http.Header{"Cache-Control": {"no-store"}}}
		}
	}()
	s.bounded(rec, r)
	return nil
}

func (a *answer) write(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	maps.Copy(h, a.header)
	if tag := h.Get("ETag"); a.status == http.StatusOK && tag != "" && slices.Contains(tags(r.Header.Get("If-None-Match")), tag) {
		for _, name := range []string{"Content-Type", "Content-Disposition"} {
			h.Del(name)
		}
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if a.status != http.StatusNotModified {
		h.Set("Content-Length", strconv.Itoa(len(a.body)))
	}
	w.WriteHeader(a.status)
	// A client that has left needs no answer.
	_, _ = w.Write(a.body)
}

// tags are the entity tags of an If-None-Match header.
func tags(header string) []string {
	var out []string
	for _, t := range strings.Split(header, ",") {
		out = append(out, strings.TrimPrefix(strings.TrimSpace(t), "W/"))
	}
	return out
}

// recorder is a response in memory, up to a size.
type recorder struct{ answer }

var errLarge = errors.New("the answer is too large to keep")

func (r *recorder) Header() http.Header { return r.header }

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
		r.header = r.header.Clone()
	}
}

func (r *recorder) Write(b []byte) (int, error) {
	r.WriteHeader(http.StatusOK)
	if r.large || len(r.body)+len(b) > largest {
		r.large, r.body = true, nil
		return 0, errLarge
	}
	r.body = append(r.body, b...)
	return len(b), nil
}

func (r *recorder) done() *answer {
	r.WriteHeader(http.StatusOK)
	a := r.answer
	return &a
}

// answers keeps the answers asked for last, up to a number of bytes.
type answers struct {
	most int64

	mu    sync.Mutex
	size  int64
	byKey map[string]*list.Element
	order *list.List // last asked for first
}

type keptAnswer struct {
	key string
	*answer
}

func newAnswers(most int64) *answers {
	return &answers{most: most, byKey: map[string]*list.Element{}, order: list.New()}
}

// bytes is about what keeping an answer takes.
func (k *keptAnswer) bytes() int64 {
	n := 1024 + cap(k.body)
	for name, v := range k.header {
		n += len(name) + len(strings.Join(v, ""))
	}
	return int64(n)
}

func (c *answers) get(key string) *answer {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.byKey[key]
	if e == nil {
		return nil
	}
	c.order.MoveToFront(e)
	return e.Value.(*keptAnswer).answer
}

func (c *answers) put(key string, a *answer) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.byKey[key]; e != nil {
		c.drop(e)
	}
	k := &keptAnswer{key, a}
	c.byKey[key] = c.order.PushFront(k)
	c.size += k.bytes()
	for c.size > c.most {
		c.drop(c.order.Back())
	}
}

// drop forgets an answer; the caller locks.
func (c *answers) drop(e *list.Element) {
	k := c.order.Remove(e).(*keptAnswer)
	delete(c.byKey, k.key)
	c.size -= k.bytes()
}
