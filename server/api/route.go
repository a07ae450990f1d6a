package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"ikat/fault"
	"ikat/result"
)

// route declares one address. Exactly one of rows, value and act is set.
type route struct {
	method, path, id string
	tag              string // heading in the documentation
	summary, doc     string
	params           []param
	body             *huma.RequestBody
	status           int // of success, where it is not 200
	lasting          bool

	rows  func(*request) (*result.Frame, error) // an answer in rows, in any format
	value func(*request) (any, error)           // an answer as JSON
	act   func(*request, http.ResponseWriter) error

	returns any                              // an example of value's type, for the documentation
	basis   func(*request) ([]string, error) // what the answer changes with, beside the program and the question; nil: the tables named
	name    func(r *request) []string        // parts of a download's file name
}

// request is one question to a route.
type request struct {
	*http.Request
	*values
	api    *API
	route  *route
	format string
}

// add registers a route, in the router and in the documentation.
func (a *API) add(r *route) {
	op := &huma.Operation{OperationID: r.id, Method: r.method, Path: r.path, Summary: r.summary, Description: r.doc, Tags: []string{r.tag}, RequestBody: r.body, Responses: map[string]*huma.Response{}}
	if r.rows != nil {
		r.params = append(slices.Clip(r.params), formatParam())
	}
	for i := range r.params {
		op.Parameters = append(op.Parameters, r.params[i].document())
	}
	if r.method != http.MethodGet {
		op.Security = []map[string][]string{{}, {"token": {}}}
	}
	op.Responses[fmt.Sprint(or(r.status, http.StatusOK))] = a.describeSuccess(r)
	op.Responses["default"] = &huma.Response{Description: "a problem", Content: map[string]*huma.MediaType{"application/problem+json": {Schema: a.schema(Problem{})}}}
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
		out.Headers = map[string]*huma.Param{"ETag": {Description: "changes with the question, the tables it rests on and the program", Schema: &huma.Schema{Type: "string"}}}
	}
	return out
}

// answer reads the question, answers 304 where the asker has the answer, and otherwise asks for it.
func (a *API) answer(r *route, w http.ResponseWriter, in *http.Request) error {
	v, err := readValues(r.params, in.PathValue, in.URL.Query())
	if err != nil {
		return err
	}
	req := &request{Request: in, values: v, api: a, route: r}
	if r.act != nil {
		w.Header().Set("Cache-Control", "no-store")
		return r.act(req, w)
	}
	if r.rows != nil {
		if req.format, err = req.negotiate(); err != nil {
			return err
		}
	}
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	if r.method == http.MethodGet && !r.lasting {
		tag, err := req.tag()
		if err != nil {
			return err
		}
		h.Set("ETag", tag)
		h.Set("Cache-Control", "no-cache")
		h.Set("Vary", "Accept")
		if matches(in.Header.Get("If-None-Match"), tag) {
			w.WriteHeader(http.StatusNotModified)
			return nil
		}
	}
	if r.rows != nil {
		f, err := r.rows(req)
		if err != nil {
			return err
		}
		return req.deliver(w, f)
	}
	out, err := r.value(req)
	if err != nil {
		return err
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
	Fail(w, err)
}

// tag is the entity tag of an answer, known before it is computed: the edition of the program, the question, and the content
// of the tables it rests on.
func (r *request) tag() (string, error) {
	basis := r.route.basis
	if basis == nil {
		basis = (*request).tablesNamed
	}
	refs, err := basis(r)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	query := r.URL.Query()
	query.Del("format")
	fmt.Fprintf(h, "%s\n%s\n%s\n%s\n%s\n", r.api.Edition, r.route.id, r.URL.Path, query.Encode(), r.format)
	for _, ref := range refs {
		fmt.Fprintln(h, ref)
	}
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

// tablesNamed are the tables of a question and their content.
func (r *request) tablesNamed() ([]string, error) {
	for i := range r.params {
		if r.params[i].name == "table" {
			refs, err := r.tables()
			if err != nil {
				return nil, err
			}
			return r.api.contents(refs)
		}
	}
	return nil, nil
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

// tables are the single tables that a question names.
func (r *request) tables() ([]string, error) {
	refs, err := r.api.Engine.Expand(r.all("table"))
	if err != nil {
		return nil, err
	}
	if len(refs) > mostTables {
		return nil, &Refusal{Status: http.StatusRequestEntityTooLarge, Fault: fault.Error{Kind: fault.Invalid, Where: "table", What: fmt.Sprintf("%d tables are asked for", len(refs)), Fix: fmt.Sprintf("Ask for %d at most at a time", mostTables)}}
	}
	return refs, nil
}

// mostTables is how many tables one question may stack.
const mostTables = 100
