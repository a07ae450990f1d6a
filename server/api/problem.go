package api

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"ikat/fault"
	"ikat/internal/turns"
	"ikat/say"
)

// Problem is an error as RFC 9457 has it, with the parts of a fault.Error.
type Problem struct {
	Type   string `json:"type" doc:"about:blank: the status says it all"`
	Title  string `json:"title" doc:"the status in words"`
	Status int    `json:"status" doc:"the HTTP status"`
	Detail string `json:"detail" doc:"where, what, why and what to do, in one text"`
	Kind   string `json:"kind" doc:"invalid, not found, unreadable, inconsistent, not solved, not written, canceled, too much, internal error"`
	Param  string `json:"param,omitempty" doc:"the parameter at fault"`
	Where  string `json:"where,omitempty" doc:"where it happened: a parameter, a file and line, a table"`
	What   string `json:"what" doc:"what is wrong"`
	Why    string `json:"why,omitempty" doc:"why it cannot be accepted"`
	Fix    string `json:"fix,omitempty" doc:"what to do about it"`
}

// Refusal is an error of the conversation rather than of the question: a body too large, a server too busy. Its status
// goes before that of the fault's kind.
type Refusal struct {
	Status int
	Retry  time.Duration // when asking again makes sense; 0 does not say
	Fault  fault.Error
}

// Error says what the fault says.
func (r *Refusal) Error() string { return r.Fault.Error() }

// Unwrap returns the fault.
func (r *Refusal) Unwrap() error { return &r.Fault }

// statuses are the HTTP statuses of kinds of error.
var statuses = map[fault.Kind]int{
	fault.Internal: http.StatusInternalServerError, fault.Invalid: http.StatusBadRequest,
	fault.NotFound:   http.StatusNotFound,
	fault.Unreadable: http.StatusUnprocessableEntity, fault.Inconsistent: http.StatusUnprocessableEntity,
	fault.Unsolved:   http.StatusUnprocessableEntity,
	fault.Unwritable: http.StatusInsufficientStorage, fault.Canceled: http.StatusServiceUnavailable,
	fault.Excessive: http.StatusRequestEntityTooLarge,
}

// ProblemOf describes an error in English. What is not a fault is one of ikat's own, and is not shown to strangers.
func ProblemOf(err error) *Problem { return problemIn(err, say.In(say.English)) }

// problemIn describes an error in a language; its kind, status and parameter are the same in all.
func problemIn(err error, v *say.Voice) *Problem {
	kind := fault.KindOf(err)
	p := &Problem{
		Type:   "about:blank",
		Status: statuses[kind],
		Kind:   kind.String(),
	}
	var f *fault.Error
	switch {
	case errors.As(err, &f):
	case errors.Is(err, context.DeadlineExceeded):
		f = &fault.Error{What: "the answer took longer than this server allows",
			Fix: "Ask for less: fewer tables, a coarser level; or post a scenario, which runs as a job"}
	case kind == fault.Canceled:
		f = &fault.Error{What: "the work was stopped"}
	default:
		f = &fault.Error{What: "ikat failed; this is a fault of its own", Fix: "Please report it, with what was asked"}
	}
	s := v.Told(f).Spelled(Spell)
	p.Param, p.Where, p.What, p.Why, p.Fix = f.Param, s.Where, s.What, s.Why, s.Fix
	var r *Refusal
	if errors.As(err, &r) {
		p.Status = r.Status
	}
	if turns.IsBusy(err) != nil {
		p.Status = http.StatusServiceUnavailable
	}
	p.Title = http.StatusText(p.Status)
	p.Detail = (&fault.Error{Where: p.Where, What: p.What, Why: p.Why, Fix: p.Fix}).Error()
	return p
}

// Fail answers a request with a problem, in the language that it accepts.
func Fail(w http.ResponseWriter, in *http.Request, err error) {
	v := say.Accepted(in.Header.Get("Accept-Language"))
	p := problemIn(err, v)
	h := w.Header()
	h.Set("Content-Language", v.Language)
	h.Add("Vary", "Accept-Language")
	for _, name := range []string{"ETag", "Content-Disposition", "Content-Length"} {
		h.Del(name)
	}
	h.Set("Content-Type", "application/problem+json")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	var r *Refusal
	retry := time.Duration(0)
	if errors.As(err, &r) {
		retry = r.Retry
	}
	if b := turns.IsBusy(err); b != nil {
		retry = b.Retry
	}
	if retry > 0 {
		h.Set("Retry-After", strconv.Itoa(int(math.Ceil(retry.Seconds()))))
	}
	w.WriteHeader(p.Status)
	// A client that has left needs no answer.
	_ = json.NewEncoder(w).Encode(p)
}

func invalid(where, what, fix string) error {
	return &fault.Error{Kind: fault.Invalid, Where: where, What: what, Fix: fix}
}

// without returns the error with a folder of the server taken out of its texts: strangers see the file's own name.
func without(err error, folder string) error {
	var f *fault.Error
	if !errors.As(err, &f) || !strings.Contains(f.Error(), folder) {
		return err
	}
	clean := *f
	for _, s := range []*string{&clean.Where, &clean.What, &clean.Why, &clean.Fix} {
		*s = strings.ReplaceAll(strings.ReplaceAll(*s, folder+string(filepath.Separator), ""), folder, "")
	}
	return &clean
}

// shown returns the error without the folders of the files that the asker has sent.
func (r *request) shown(err error) error {
	if err == nil {
		return nil
	}
	for _, values := range r.Given() {
		for _, v := range values {
			if filepath.IsAbs(v) { // where a file lies that was sent: nobody else may name one
				err = without(err, filepath.Dir(v))
			}
		}
	}
	return err
}
