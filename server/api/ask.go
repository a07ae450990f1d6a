package api

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"ikat/fault"
	"ikat/internal/turns"
	"ikat/question"
	"ikat/question/catalog"
	"ikat/result"
)

// questionRoutes makes the routes of every question from its declaration: asked with GET it is answered, with POST it
// becomes a job.
func (a *API) questionRoutes() []*route {
	var out []*route
	for _, q := range catalog.Questions {
		out = append(out, a.questionRoute(q), a.jobRoute(q))
	}
	return out
}

func (a *API) questionRoute(q *question.Question) *route {
	r := &route{method: http.MethodGet, path: q.Address(), id: q.ID, tag: q.Tag, summary: q.Label, doc: doc(q), asks: q,
		basis: a.restsOn, name: fileName, returns: q.Returns}
	if q.Returns != nil {
		r.value = a.whole
	}
	r.rows = a.rows
	return r
}

// jobRoute asks the same question as a job. Where the question takes a document, the body may be its text.
func (a *API) jobRoute(q *question.Question) *route {
	r := &route{method: http.MethodPost, path: q.Address(), id: q.ID + "-job", tag: q.Tag, summary: q.Label + ", as a job",
		doc:  "Asks the same as GET does. The answer is a job: ask for its state and its result, or delete it to stop it.",
		asks: q, status: http.StatusAccepted, returns: Job{}, act: a.askAsJob}
	if p := documentParam(q); p != nil {
		r.body = &huma.RequestBody{Description: p.Doc, Content: map[string]*huma.MediaType{}}
		for _, t := range documentTypes[:2] {
			r.body.Content[t] = &huma.MediaType{Schema: &huma.Schema{Type: "string"}}
			if q.ID == "simulate" {
				r.body.Content[t] = &huma.MediaType{Schema: scenarioSchema()}
			}
		}
		r.body.Content[documentTypes[0]].Example = p.Example
	}
	return r
}

// documentTypes are the media types of a document's body. JSON is YAML too.
var documentTypes = []string{
	"application/yaml",
	"application/json",
	"application/x-yaml",
	"text/yaml",
	"text/x-yaml",
	"text/csv",
}

// documentParam is the parameter that takes a text, or nil.
func documentParam(q *question.Question) *question.Param {
	for i := range q.Params {
		if q.Params[i].Form == question.Document {
			return &q.Params[i]
		}
	}
	return nil
}

func doc(q *question.Question) string {
	out := fault.Spelled(q.Doc, Spell)
	if q.Reference != "" {
		out += "\n\nReference: " + q.Reference + "."
	}
	return out + " As `ikat " + q.Command() + "`."
}

// Spell spells a parameter as an address has it.
func Spell(name, value string) string {
	if value == "" {
		return name
	}
	return name + "=" + value
}

// request makes what a question is asked with.
func (r *request) question(progress func(string, float64)) *question.Request {
	return &question.Request{Values: r.Values, Engine: r.api.Engine, Progress: progress}
}

// restsOn are the tables an answer rests on, with what identifies their content.
func (a *API) restsOn(r *request) ([]string, error) {
	refs, err := r.route.asks.Tables(r.question(nil))
	if err != nil {
		return nil, err
	}
	return a.contents(refs)
}

// rows answers a question with its one frame.
func (a *API) rows(r *request) (*result.Frame, error) {
	answer, err := r.route.asks.Ask(r.Context(), r.question(nil), a.Limits.question())
	if err != nil {
		return nil, err
	}
	return oneFrame(answer)
}

// oneFrame is the frame of an answer that has one.
//
// Error: fault.Invalid where it has several: an answer is one list of rows.
func oneFrame(answer *question.Answer) (*result.Frame, error) {
	if len(answer.Frames) == 1 {
		return answer.Frames[0], nil
	}
	return nil, &fault.Error{Kind: fault.Invalid, What: fault.Say("the answer is %d lists of rows", len(answer.Frames)),
		Why: "An address gives one", Fix: "Ask for one at a time"}
}

// whole answers a question with all it has, as JSON.
func (a *API) whole(r *request) (any, error) {
	answer, err := r.route.asks.Ask(r.Context(), r.question(nil), a.Limits.question())
	if err != nil {
		return nil, err
	}
	return answer.Value, nil
}

// askAsJob takes a question as a job.
func (a *API) askAsJob(r *request, w http.ResponseWriter) error {
	q := r.route.asks
	p := documentParam(q)
	switch {
	case r.ContentLength == 0:
	case p == nil:
		return &fault.Error{Kind: fault.Invalid, Where: "body", What: "this question takes no document, and one was sent",
			Fix: fault.Say("Write what is asked into the address, as GET has it: %s?NAME=VALUE", r.URL.Path)}
	default:
		text, err := a.documentBody(r, w)
		if err != nil {
			return err
		}
		given := r.Given()
		given[p.Name] = []string{string(text)}
		if r.Values, err = q.Read(given, a.asker()); err != nil {
			return err
		}
	}
	asked := r.question(nil)
	if err := q.Allowed(r.Context(), asked, a.Limits.question()); err != nil {
		return err
	}
	refs, err := a.restsOn(r)
	if err != nil {
		return err
	}
	name := append(fileName(r), refs...)
	return a.start(w, &job{question: q.Label, name: name, client: turns.Client(r.Context()), work: func(d *doing) error {
		asked.Progress = d.progress
		answer, err := q.Ask(d, asked, a.Limits.question())
		if err != nil {
			return r.shown(err)
		}
		d.frame, err = oneFrame(answer)
		return err
	}})
}

// documentBody reads a body that says it is a text, up to the limit.
func (a *API) documentBody(r *request, w http.ResponseWriter) ([]byte, error) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || !slices.Contains(documentTypes, kind) {
		return nil, &Refusal{Status: http.StatusUnsupportedMediaType, Fault: fault.Error{Kind: fault.Invalid,
			Where: fault.Say("Content-Type %s", question.Shortened(r.Header.Get("Content-Type"))), What: "the body is a text",
			Fix: "Send it as application/yaml or application/json"}}
	}
	if packed := r.Header.Get("Content-Encoding"); packed != "" && !strings.EqualFold(packed, "identity") {
		return nil, &Refusal{Status: http.StatusUnsupportedMediaType, Fault: fault.Error{Kind: fault.Invalid,
			Where: fault.Say("Content-Encoding %s", question.Shortened(packed)), What: "the body is compressed",
			Fix: "Send it as it is"}}
	}
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, a.Limits.Body))
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return nil, tooLarge(large.Limit)
	}
	if err != nil {
		return nil, broken(err)
	}
	return data, nil
}

func tooLarge(limit int64) error {
	return &fault.Error{Kind: fault.Excessive, Where: "body",
		What: fault.Say("it is larger than the %d bytes this server takes", limit),
		Fix:  "Ask on the command line, or start the server with another limit"}
}

// broken explains a body that did not arrive whole.
func broken(err error) error {
	return &fault.Error{
		Kind:  fault.Invalid,
		Where: "body",
		What:  "it did not arrive whole",
		Why:   fault.Said(err),
		Fix:   "Send it again",
		Err:   err,
	}
}

// fileName are the parts of a download's file name: the question and the values that name it.
func fileName(r *request) []string {
	q := r.route.asks
	out := []string{q.ID}
	if q.ID == "measure" {
		out = nil
	}
	for i := range q.Params {
		if p := &q.Params[i]; p.Named && !p.IsFile() {
			out = append(out, strings.Join(r.All(p.Name), "-"))
		}
	}
	return out
}
