package ui

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"

	"ikat/engine"
	"ikat/internal/turns"
)

// finish does a section's long work, once for all who look at it, or remembers it. The key is what was asked and the
// tables it rests on.
func (s *Site) finish(req *request, part *Section, p engine.Progress) (*Section, error) {
	key := req.finishedKey(part)
	p, silence := p.WhileAsked()
	defer silence()
	return s.finished.Do(req, key, func(ctx context.Context) (*Section, error) {
		own := *req
		size := part.Takes.Size()
		if n := turns.Ahead(ctx, size); n > 0 && p != nil {
			p(req.Say("site.queue", map[string]any{"n": n}), -1)
		}
		in, leave, err := turns.Enter(ctx, size, part.Takes.Took())
		if err != nil {
			return nil, err
		}
		defer leave()
		own.Context = in
		done, err := part.Work(&own, p)
		if err != nil {
			return nil, err
		}
		kept := *done
		kept.ID, kept.Work = part.ID, nil // the work is done, and what it rests on need not be kept
		return &kept, nil
	})
}

// finishedKey names a finished section: what was asked, and the tables that it rests on.
func (r *request) finishedKey(part *Section) string {
	asked := clone(r.Values)
	asked.Set("section", part.ID)
	return r.Language + r.path + "?" + asked.Encode() + part.Basis
}

// remembered finishes the section that leads a page where that was done before, and what takes its place.
func (s *Site) remembered(req *request, v *View) {
	if len(v.Sections) == 0 || !v.Sections[0].Leads {
		return
	}
	lead := &v.Sections[0]
	for next := lead; next != nil; next = lead.Then {
		done, ok := s.finished.Get(req.finishedKey(next))
		if !ok {
			break
		}
		*lead = *done
	}
	v.Answer = lead.headed(v.Answer)
}

// stage is what long work is at, in the reader's language; what that does not know is work that goes on.
func (r *request) stage(told string) string {
	said := r.Label(told)
	if said == told && r.Language != english().Language {
		return r.Section("js")["working"]
	}
	return said
}

// stream sends progress as events and at the end the section's HTML, or what went wrong. A client that goes away ends
// the request's context, and with it the work.
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
		text = s.sent.hide(text)
		mu.Lock()
		defer mu.Unlock()
		fmt.Fprintf(w, "event: %s\ndata: %s\n\n", event, text)
		control.Flush()
	}
	done, err := s.finish(req, part, func(stage string, share float64) {
		send("progress", map[string]any{"stage": req.stage(stage), "done": share})
	})
	if err != nil {
		send("problem", strings.Join(req.reasons(err), " "))
		return
	}
	var b bytes.Buffer
	*part = *done
	shown := sectionView{rendered: s.rendered(req, v), Section: part, First: part.Leads}
	if err := s.templates.ExecuteTemplate(&b, "section", shown); err != nil {
		send("problem", err.Error())
		return
	}
	send("section", b.String())
}
