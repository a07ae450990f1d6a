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

// ProblemOf describes an error. What is not a fault is one of ikat's own, and is not shown to strangers.
func ProblemOf(err error) *Problem {
	kind := fault.KindOf(err)
	p := &Problem{
		Type:   "about:blank",
		Status: statuses[kind],
		Kind:   kind.String(),
		What:   "ikat failed; this is a fault of its own",
		Fix:    "Please report it, with what was asked",
	}
	var f *fault.Error
	switch {
	case errors.As(err, &f):
		s := f.Spelled(Spell)
		p.Param, p.Where, p.What, p.Why, p.Fix = f.Param, s.Where, s.What, s.Why, s.Fix
	case errors.Is(err, context.DeadlineExceeded):
		p.What, p.Fix = "the answer took longer than this server allows", "Ask for less: fewer tables, a coarser "+
			"level; or post a scenario, which runs as a job"
	case kind == fault.Canceled:
		p.What, p.Fix = "the work was stopped", ""
	}
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

// Fail answers with a problem.
func Fail(w http.ResponseWriter, err error) {
	p := ProblemOf(err)
	h := w.Header()
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
