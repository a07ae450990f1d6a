package server

import (
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
	"time"

	"ikat/internal/download"
	"ikat/internal/packed"
	"ikat/server/api"
)

// answer is a whole response.
type answer struct {
	status  int
	header  http.Header
	body    []byte
	packed  []byte    // the body compressed, once somebody takes it so
	until   time.Time // when it is no longer true; zero for as long as the tables stay
	overran bool      // a question ran out of its time
	large   bool      // too large to keep or share: the rest is empty
}

// largest is how many bytes an answer may have to be kept and shared.
const largest = 16 << 20

// lasting are the statuses that the same question will get again as long as the tables are the same.
var lasting = []int{
	http.StatusOK,
	http.StatusBadRequest,
	http.StatusNotFound,
	http.StatusNotAcceptable,
	http.StatusRequestEntityTooLarge,
	http.StatusUnprocessableEntity,
}

// remembered answers from what is kept; a question being worked on already is not begun again, and goes on until the
// last one who asked it has left.
func (s *Server) remembered(w http.ResponseWriter, r *http.Request) {
	r = r.WithContext(s.Engine.StampFlows(r.Context())) // the entity tag rests on it too
	key, err := s.key(r)
	if err != nil {
		api.Fail(w, r, err)
		return
	}
	a, ok := s.kept.Get(key)
	if !ok || !a.until.IsZero() && time.Now().After(a.until) {
		// Who has an answer may be told so without work, so the tag they hold is part of the question being worked on.
		a, err = s.kept.Once(r.Context(), key+"\n"+r.Header.Get("If-None-Match"), func(ctx context.Context) (*answer, error) {
			a := s.record(r.WithContext(ctx)).pack(r)
			if ctx.Err() == nil && a.overran {
				a.until = time.Now().Add(hopelessFor)
			}
			lasts := slices.Contains(lasting, a.status) && a.header.Get("Cache-Control") != "no-store"
			if ctx.Err() == nil && lasts || a.large || !a.until.IsZero() {
				s.kept.Put(key, a)
			}
			return a, nil
		})
	} else if !a.known(r) {
		if p := a.pack(r); p != a { // who asked before did not take it packed
			a = p
			s.kept.Put(key, a)
		}
	}
	switch {
	case err != nil: // the client has left
	case a.large:
		s.taking(w, r)
	default:
		a.write(w, r)
	}
}

// key names a question: method, address, what the client prefers, and the content of all tables, trade and data at
// hand. HEAD asks what GET does.
func (s *Server) key(r *http.Request) (string, error) {
	entries, err := s.Engine.Tables()
	if err != nil {
		return "", err
	}
	h, method := sha256.New(), r.Method
	if method == http.MethodHead {
		method = http.MethodGet
	}
	fmt.Fprintf(h, "%s %s\n%q\n%q\n", method, r.URL.RequestURI(), r.Header.Values("Accept"),
		r.Header.Values("Accept-Language"))
	for _, e := range entries {
		fmt.Fprintln(h, e.Ref(), e.Content)
	}
	fmt.Fprint(h, s.Engine.FlowsStamp(r.Context()))
	if s.Store != nil {
		fmt.Fprint(h, download.Shelf{Root: s.Store.Root()}.Stamp())
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
	rec.overran = s.taking(rec, r)
	return nil
}

// pack is the answer with its body compressed too where who asks takes it so and it is worth it, or the answer itself.
func (a *answer) pack(r *http.Request) *answer {
	if a.packed != nil || !packed.Takes(r) || !packed.Worth(a.header, a.body) {
		return a
	}
	out := *a
	out.packed = packed.Gzip(a.body)
	return &out
}

// known reports whether who asks has the answer already.
func (a *answer) known(r *http.Request) bool {
	tag := a.header.Get("ETag")
	return a.status == http.StatusOK && tag != "" && holds(r.Header.Get("If-None-Match"), tag)
}

func (a *answer) write(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	maps.Copy(h, a.header)
	if a.known(r) {
		for _, name := range []string{"Content-Type", "Content-Disposition"} {
			h.Del(name)
		}
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Add("Vary", "Accept-Encoding")
	body := a.body
	if a.packed != nil && packed.Takes(r) {
		body = a.packed
		packed.Head(h)
	}
	if a.status != http.StatusNotModified {
		h.Set("Content-Length", strconv.Itoa(len(body)))
	}
	w.WriteHeader(a.status)
	// A client that has left needs no answer.
	_, _ = w.Write(body)
}

// holds reports whether who sends an If-None-Match header has the answer of a tag; * is any answer.
func holds(header, tag string) bool {
	for _, t := range strings.Split(header, ",") {
		if t = strings.TrimSpace(t); t == "*" || strings.TrimPrefix(t, "W/") == tag {
			return true
		}
	}
	return false
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
