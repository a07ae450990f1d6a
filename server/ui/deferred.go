package ui

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"

	"ikat/engine"
)

// finished keeps the latest sections of long work, so that a page looked at twice is computed once.
type finished struct {
	mu    sync.Mutex
	order []string
	parts map[string]*Section
}

// mostFinished is how many sections are kept.
const mostFinished = 64

func (f *finished) get(key string) *Section {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.parts[key]
}

func (f *finished) put(key string, s *Section) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.parts == nil {
		f.parts = map[string]*Section{}
	}
	if f.parts[key] == nil {
		f.order = append(f.order, key)
	}
	f.parts[key] = s
	if len(f.order) > mostFinished {
		delete(f.parts, f.order[0])
		f.order = f.order[1:]
	}
}

// finish does a section's long work, or remembers it. The key is what was asked and the tables it rests on.
func (s *Site) finish(req *request, part *Section, p engine.Progress) (*Section, error) {
	key := req.Language + req.path + "?" + req.Encode() + part.Basis
	if done := s.finished.get(key); done != nil {
		return done, nil
	}
	done, err := part.Work(req, p)
	if err != nil {
		return nil, err
	}
	done.ID = part.ID
	s.finished.put(key, done)
	return done, nil
}

// stream sends progress as events and at the end the section's HTML, or what went wrong. A client that goes away ends the
// request's context, and with it the work.
func (s *Site) stream(w http.ResponseWriter, req *request, v *View, part *Section) {
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	var mu sync.Mutex
	control := http.NewResponseController(w)
	send := func(event string, data any) {
		text, err := json.Marshal(data)
		if err != nil {
			return
		}
		mu.Lock()
		defer mu.Unlock()
		fmt.Fprintf(w, "event: %s\ndata: %s\n\n", event, text)
		control.Flush()
	}
	done, err := s.finish(req, part, func(stage string, share float64) {
		send("progress", map[string]any{"stage": stage, "done": share})
	})
	if err != nil {
		send("problem", strings.Join(reasons(err), " "))
		return
	}
	var b bytes.Buffer
	*part = *done
	if err := s.templates.ExecuteTemplate(&b, "section", sectionView{s.rendered(req, v), part, false}); err != nil {
		send("problem", err.Error())
		return
	}
	send("section", b.String())
}
