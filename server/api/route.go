package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"ikat/fault"
	"ikat/question"
	"ikat/result"
)

// route declares one address. It answers with rows, with a value (where both are set, with rows where a format is
// named), or acts.
type route struct {
	method, path, id string
	tag              string // heading in the documentation
	summary, doc     string
	asks             *question.Question // its parameters; of a question, all of it
	params           []question.Param   // of an address that is no question
	body             *huma.RequestBody
	status           int // of success, where it is not 200
	lasting          bool

	rows  func(*request) (*result.Frame, error) // an answer in rows, in any format
	value func(*request) (any, error)           // an answer as JSON
	act   func(*request, http.ResponseWriter) error

	returns any                              // an example of value's type, for the documentation
	basis   func(*request) ([]string, error) // what the answer changes with, beside the program and the question
	name    func(r *request) []string        // parts of a download's file name
}

// request is one question to a route.
type request struct {
	*http.Request
	*question.Values
	api    *API
	route  *route
	format string
}

// add registers a route, in the router and in the documentation.
func (a *API) add(r *route) {
	op := &huma.Operation{
		OperationID: r.id,
		Method:      r.method,
		Path:        r.path,
		Summary:     r.summary,
		Description: r.doc,
		Tags:        []string{r.tag},
		RequestBody: r.body,
		Responses:   map[string]*huma.Response{},
	}
	a.complete(r)
	for _, p := range r.offered() {
		op.Parameters = append(op.Parameters, a.describeParam(p))
	}
	if r.method != http.MethodGet {
		op.Security = []map[string][]string{{}, {"token": {}}}
	}
	op.Responses[fmt.Sprint(or(r.status, http.StatusOK))] = a.describeSuccess(r)
	op.Responses["default"] = &huma.Response{
		Description: "a problem",
		Content:     map[string]*huma.MediaType{"application/problem+json": {Schema: a.schema(Problem{})}},
	}
	a.huma.OpenAPI().AddOperation(op)
	a.huma.Adapter().Handle(op, func(ctx huma.Context) {
		request, w := humago.Unwrap(ctx)
		if err := a.answer(r, w, request); err != nil {
			a.fail(w, request, err)
		}
	})
}

func (a *API) schema(v any) *huma.Schema {
	return a.huma.OpenAPI().Components.Schemas.Schema(reflect.TypeOf(v), true, "")
}

func (a *API) describeSuccess(r *route) *huma.Response {
	out := &huma.Response{Description: "the answer", Content: map[string]*huma.MediaType{}}
	switch {
	case r.rows != nil:
		out.Description = "rows; JSON has title, columns with unit and kind, rows, notes and provenance"
		for format, media := range mediaTypes {
			m := &huma.MediaType{Schema: &huma.Schema{Type: "string", Format: "binary"}}
			switch format {
			case "json":
				m.Schema = a.schema(Rows{})
			case "csv":
				m.Schema = &huma.Schema{Type: "string"}
			}
			out.Content[media] = m
		}
	case r.returns != nil:
		out.Content["application/json"] = &huma.MediaType{Schema: a.schema(r.returns)}
	}
	if r.rows != nil || r.value != nil && r.method == http.MethodGet && !r.lasting {
		out.Headers = map[string]*huma.Param{
			"ETag": {
				Description: "changes with the question, the tables it rests on and the program",
				Schema:      &huma.Schema{Type: "string"},
			},
		}
	}
	return out
}

// answer reads the question, answers 304 where the asker has the answer, and otherwise asks for it.
func (a *API) answer(r *route, w http.ResponseWriter, in *http.Request) error {
	query, err := url.ParseQuery(in.URL.RawQuery)
	if err != nil {
		return &fault.Error{Kind: fault.Invalid, Where: "address", What: fault.Say("its parameters cannot be read: %v", err),
			Fix: "Separate parameters by & and write other signs as % and two digits", Err: err}
	}
	v, err := a.readValues(r, in.PathValue, query)
	if err != nil {
		return err
	}
	req := &request{Request: in, Values: v, api: a, route: r}
	if r.act != nil {
		w.Header().Set("Cache-Control", "no-store")
		return req.shown(r.act(req, w))
	}
	if r.rows != nil {
		if req.format, err = req.negotiate(); err != nil {
			return err
		}
	}
	rows := r.rows != nil && (r.value == nil || req.format != "json" || req.Chosen("format") || req.Chosen("level"))
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	if r.method == http.MethodGet && !r.lasting {
		tag, err := req.tag()
		if err != nil {
			return req.shown(err)
		}
		h.Set("ETag", tag)
		h.Set("Cache-Control", "no-cache")
		h.Set("Vary", "Accept")
		if matches(in.Header.Get("If-None-Match"), tag) {
			w.WriteHeader(http.StatusNotModified)
			return nil
		}
	}
	if rows {
		f, err := r.rows(req)
		if err != nil {
			return req.shown(err)
		}
		return req.deliver(w, f)
	}
	out, err := r.value(req)
	if err != nil {
		return req.shown(err)
	}
	return writeJSON(w, or(r.status, http.StatusOK), out)
}

func writeJSON(w http.ResponseWriter, status int, v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	// A client that has left needs no answer.
	_, _ = w.Write(append(text, '\n'))
	return nil
}

// fail answers with a problem and logs what is ikat's own fault.
func (a *API) fail(w http.ResponseWriter, r *http.Request, err error) {
	if p := ProblemOf(err); p.Status == http.StatusInternalServerError {
		a.Log.Error("a question failed", "method", r.Method, "url", r.URL.RequestURI(), "error", err.Error())
	}
	if errors.Is(r.Context().Err(), context.DeadlineExceeded) {
		err = context.DeadlineExceeded
	}
	Fail(w, r, err)
}

// tag is the entity tag of an answer, known before it is computed: the edition of the program, the question, and the
// content of the tables it rests on, and what trade by product is kept.
func (r *request) tag() (string, error) {
	var refs []string
	if r.route.basis != nil {
		var err error
		if refs, err = r.route.basis(r); err != nil {
			return "", err
		}
	}
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n%s\n%s\n%s\n", r.api.Edition, r.route.id, r.URL.Path, r.Key(), r.format)
	for _, ref := range refs {
		fmt.Fprintln(h, ref)
	}
	fmt.Fprint(h, r.api.Engine.FlowsStamp(r.Context())) // questions name trade in many ways
	return `"` + hex.EncodeToString(h.Sum(nil)[:16]) + `"`, nil
}

// matches reports whether an If-None-Match header names a tag.
func matches(header, tag string) bool {
	for _, one := range strings.Split(header, ",") {
		if one = strings.TrimSpace(one); one == "*" || strings.TrimPrefix(one, "W/") == tag {
			return true
		}
	}
	return false
}

// contents are references with what identifies their content.
func (a *API) contents(refs []string) ([]string, error) {
	out := make([]string, len(refs))
	for i, ref := range refs {
		id, err := a.Engine.Content(ref)
		if err != nil {
			return nil, err
		}
		out[i] = ref + " " + id
	}
	return out, nil
}

// complete fills in what a route's declaration leaves to its kind: the question of an address that is none, and the
// format of rows.
func (a *API) complete(r *route) {
	if r.asks == nil {
		r.asks = &question.Question{ID: r.id, Params: r.params}
	}
	if r.rows != nil {
		q := *r.asks
		q.Params = append(slices.Clip(q.Params), formatParam())
		r.asks = &q
	}
}
