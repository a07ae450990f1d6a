// Package mcp gives assistants the questions as tools, so that they ask ikat instead of inventing numbers.
//
// The tools are made from the questions' declarations and only read. An answer is text: what ikat says in sentences,
// where the question has some, or its rows as JSON with units, kinds, notes and sources.
//
// Model Context Protocol, modelcontextprotocol.io, over standard input or HTTP.
package mcp

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"time"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"ikat/engine"
	"ikat/export"
	"ikat/fault"
	"ikat/internal/turns"
	"ikat/question"
	"ikat/question/catalog"
	"ikat/result"
)

// Config says whose tables are asked, and how much of them.
type Config struct {
	Engine  *engine.Engine
	Table   string // asked where a question names none; "" is that of the declarations
	Version string
	Limits  *question.Limits
	Data    func(name string) (*question.Kept, error) // finds kept data by name; nil where none are kept

	gate *turns.Gate // where questions take turns; over HTTP the server has seen to that
}

const instructions = `ikat computes value added in trade, border costs along value chains, what mending them is
worth, and what small firms earn in it, from input-output tables. Every number says what kind it is: accounting (follows
from the table), estimate (rests on an assumption), scenario (what a model says) or bound. Repeat the kind, the interval
where there is one, the year and the source with a number. Economies may be named by ISO code or by name. Ask the
tool tables which tables there are.`

// New returns a server of the questions as tools.
func New(c Config) *sdk.Server {
	s := sdk.NewServer(
		&sdk.Implementation{Name: "ikat", Version: c.Version},
		&sdk.ServerOptions{Instructions: instructions},
	)
	for _, q := range catalog.Questions {
		s.AddTool(tool(q), c.answer(q))
	}
	s.AddTool(&sdk.Tool{Name: "tables", Title: "Tables at hand", Annotations: readOnly("Tables at hand"),
		Description: "Lists the tables that questions may name, with their years, economies and industries.",
		InputSchema: map[string]any{"type": "object"}}, c.tables)
	return s
}

// longest is how long a question of an assistant of one's own may be worked on, as a server's may.
const longest = 2 * time.Minute

// Stdio serves one assistant over standard input and output until it leaves. Lines that are no messages are answered
// with an error and passed over.
//
// Error: what the connection says.
func (c Config) Stdio(ctx context.Context, in io.Reader, out io.WriteCloser) error {
	one := turns.Bounds{Working: runtime.GOMAXPROCS(0), Waiting: 64, Wait: longest, Work: longest}
	c.gate = turns.New(one, one)
	return New(c).Run(ctx, &sdk.IOTransport{Reader: messages(in, out), Writer: out})
}

// Handler serves assistants over HTTP; it keeps nothing between two requests.
func (c Config) Handler() http.Handler {
	s := New(c)
	return sdk.NewStreamableHTTPHandler(func(*http.Request) *sdk.Server { return s },
		&sdk.StreamableHTTPOptions{Stateless: true, JSONResponse: true})
}

// Parameters of every tool beside the question's own.
const (
	rowsParam = "rows"   // how many rows an answer shows at most
	formParam = "answer" // sentences or rows

	usualRows = 60
	mostRows  = 1000
)

// forms are those of an answer.
var forms = []string{"sentences", "rows"}

func readOnly(title string) *sdk.ToolAnnotations {
	closed := false
	return &sdk.ToolAnnotations{ReadOnlyHint: true, IdempotentHint: true, OpenWorldHint: &closed, Title: title}
}

func tool(q *question.Question) *sdk.Tool {
	doc := q.Asks + "\n\n" + fault.Spelled(q.Doc, fault.Plain)
	if q.Reference != "" {
		doc += "\n\nReference: " + q.Reference + "."
	}
	return &sdk.Tool{Name: q.ID, Title: q.Label, Description: doc, InputSchema: schema(q), Annotations: readOnly(q.Label)}
}

// schema is what a question's parameters look like in JSON.
func schema(q *question.Question) map[string]any {
	properties := map[string]any{
		rowsParam: map[string]any{"type": "integer", "minimum": 1, "maximum": mostRows, "default": usualRows,
			"description": "rows shown at most; narrow the question rather than asking for many"},
		formParam: map[string]any{"type": "string", "enum": forms, "default": forms[0],
			"description": "what ikat says in sentences, where the question has some, or its rows as JSON"},
	}
	required := []string{}
	for i := range q.Params {
		p := &q.Params[i]
		if p.Hidden || !p.Offered() || p == q.Chooser() {
			continue
		}
		properties[p.Name] = property(p)
		if p.Required {
			required = append(required, p.Name)
		}
	}
	return map[string]any{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
}

func property(p *question.Param) map[string]any {
	one := map[string]any{"type": p.Form.Type}
	if p.Values != nil {
		one["enum"] = p.Values
	}
	out := one
	if p.List() {
		out = map[string]any{"type": "array", "items": one}
	}
	out["description"] = fault.Spelled(p.Doc, fault.Plain) + p.Otherwise()
	return out
}

func (c Config) answer(q *question.Question) sdk.ToolHandler {
	return func(ctx context.Context, r *sdk.CallToolRequest) (*sdk.CallToolResult, error) {
		if c.gate != nil {
			ctx = turns.With(ctx, c.gate, "assistant")
		}
		text, err := c.ask(ctx, q, r.Params.Arguments)
		if err != nil {
			return failed(err), nil
		}
		return said(text), nil
	}
}

func said(text string) *sdk.CallToolResult {
	return &sdk.CallToolResult{Content: []sdk.Content{&sdk.TextContent{Text: text}}}
}

// failed is an error that the assistant reads and can act on. A fault of ikat's own is not shown to strangers.
func failed(err error) *sdk.CallToolResult {
	text := "ikat failed; this is a fault of its own. Please report it, with what was asked."
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		text = "The answer took longer than one may. Ask for less at a time: fewer tables, a coarser level, fewer draws."
	case fault.KindOf(err) != fault.Internal:
		text = fault.Text(err, fault.Plain)
	}
	out := said(text)
	out.IsError = true
	return out
}

// ask answers a question whose parameters are given as JSON.
func (c Config) ask(ctx context.Context, q *question.Question, arguments json.RawMessage) (string, error) {
	given, rows, prose, err := read(arguments)
	if err != nil {
		return "", err
	}
	if p := q.Chooser(); p != nil {
		given[p.Name] = []string{"true"}
	}
	who := question.Asker{Data: c.Data}
	if c.Table != "" {
		who.Defaults = map[string]string{"table": c.Table}
	}
	values, err := q.Read(given, who)
	if err != nil {
		return "", err
	}
	answer, err := q.Ask(ctx, &question.Request{Values: values, Engine: c.Engine, Prose: prose}, c.Limits)
	if err != nil {
		return "", err
	}
	if answer.Prose != nil {
		frames := answer.Frames
		if frames == nil { // its rows are remembered, and say what kind each number is
			of, err := q.Ask(ctx, &question.Request{Values: values, Engine: c.Engine}, nil)
			if err != nil {
				return "", err
			}
			frames = of.Frames
		}
		return page(answer.Prose, rows) + kinds(frames) + ownSource(answer.Prose.Sources, frames, given), nil
	}
	var out strings.Builder
	for _, f := range answer.Frames {
		if err := frame(&out, f, rows); err != nil {
			return "", err
		}
	}
	return out.String() + ownSource(nil, answer.Frames, given), nil
}

// read takes a tool's arguments apart: the question's parameters, the rows to show, and whether sentences will do.
func read(arguments json.RawMessage) (given map[string][]string, rows int, prose bool, err error) {
	given, rows, prose = map[string][]string{}, usualRows, true
	if len(arguments) == 0 {
		return given, rows, prose, nil
	}
	var values map[string]any
	d := json.NewDecoder(bytes.NewReader(arguments))
	d.UseNumber()
	if err := d.Decode(&values); err != nil {
		return nil, 0, false, &fault.Error{Kind: fault.Invalid, Where: "arguments", What: "they are no JSON object", Err: err}
	}
	for name, v := range values {
		switch name {
		case rowsParam:
			n, bad := strconv.Atoi(fmt.Sprint(v))
			if bad != nil || n < 1 || n > mostRows {
				return nil, 0, false, &fault.Error{Kind: fault.Invalid, Param: rowsParam,
					What: fault.Say("it is no number from 1 to %d", mostRows)}
			}
			rows = n
		case formParam:
			if prose = v == forms[0]; !prose && v != forms[1] {
				return nil, 0, false, &fault.Error{Kind: fault.Invalid, Param: formParam, What: "there is no such choice",
					Fix: fault.Say("It takes %s", strings.Join(forms, ", "))}
			}
		default:
			if given[name], err = texts(name, v); err != nil {
				return nil, 0, false, err
			}
		}
	}
	return given, rows, prose, nil
}

// texts are a JSON value as a question reads it.
func texts(name string, v any) ([]string, error) {
	switch v := v.(type) {
	case nil:
		return nil, nil
	case string:
		return []string{v}, nil
	case bool, json.Number:
		return []string{fmt.Sprint(v)}, nil
	case []any:
		var out []string
		for _, one := range v {
			t, err := texts(name, one)
			if err != nil {
				return nil, err
			}
			out = append(out, t...)
		}
		return out, nil
	}
	text, err := json.Marshal(v) // a document, such as scenarios: JSON is YAML
	if err != nil {
		return nil, &fault.Error{Kind: fault.Invalid, Param: name, What: "it cannot be read", Err: err}
	}
	return []string{string(text)}, nil
}

// frame writes the first rows of a frame as JSON, and how many there are.
func frame(out *strings.Builder, f *result.Frame, rows int) error {
	if out.Len() > 0 {
		out.WriteString("\n")
	}
	if err := export.JSON(out, first(f, rows)); err != nil {
		return err
	}
	if all := f.Rows(); all > rows {
		fmt.Fprintf(
			out,
			"These are %d of %d rows: ask for fewer economies, partners or industries, or for more rows.\n",
			rows,
			all,
		)
	}
	return nil
}

// first is a frame of the first rows.
func first(f *result.Frame, rows int) *result.Frame {
	if f.Rows() <= rows {
		return f
	}
	out := *f
	out.Columns = make([]*result.Column, len(f.Columns))
	for i, c := range f.Columns {
		cut := *c
		switch {
		case c.Floats != nil:
			cut.Floats = c.Floats[:rows]
		case c.Ints != nil:
			cut.Ints = c.Ints[:rows]
		default:
			cut.Codes = c.Codes[:rows]
		}
		out.Columns[i] = &cut
	}
	return &out
}

func (c Config) tables(context.Context, *sdk.CallToolRequest) (*sdk.CallToolResult, error) {
	entries, err := c.Engine.Tables()
	if err != nil {
		return failed(err), nil
	}
	var out strings.Builder
	for _, t := range entries {
		fmt.Fprintf(&out, "%s: %d economies, %d industries\n", t.Ref(), t.Economies, t.Industries)
	}
	for _, n := range engine.DamageNotes(c.Engine.Damage()) {
		fmt.Fprintln(&out, n.Text)
	}
	return said(out.String()), nil
}
