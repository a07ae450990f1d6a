package api_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"

	"ikat/engine"
	"ikat/estimate"
	"ikat/export"
	"ikat/question/computed"
	"ikat/server/api"
	"ikat/store"
	"ikat/tablefile/all"
	"ikat/tablefile/apx"
)

// started is an API with a store of its own.
type started struct {
	*api.API
	store *store.Store
	t     *testing.T
}

func start(t *testing.T, change ...func(*api.Config)) *started {
	t.Helper()
	a, s := newAPI(t, change...)
	return &started{a, s, t}
}

func newAPI(t testing.TB, change ...func(*api.Config)) (*api.API, *store.Store) {
	t.Helper()
	s := store.New(t.TempDir())
	c := api.Config{
		Engine:  engine.New("test", all.All(), apx.Library(), s, estimate.Library()),
		Store:   s,
		Table:   "apx/2008",
		Version: "test",
		Edition: "test",
	}
	for _, f := range change {
		f(&c)
	}
	a, err := api.New(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	return a, s
}

// ask sends a request; header holds names and values.
func (s *started) ask(method, address string, body io.Reader, header ...string) *httptest.ResponseRecorder {
	s.t.Helper()
	r := httptest.NewRequestWithContext(s.t.Context(), method, address, body)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func (s *started) get(path string, header ...string) *httptest.ResponseRecorder {
	s.t.Helper()
	return s.ask("GET", "/api/v1"+path, nil, header...)
}

func problem(t *testing.T, w *httptest.ResponseRecorder, status int) api.Problem {
	t.Helper()
	var p api.Problem
	if kind := w.Header().Get("Content-Type"); kind != "application/problem+json" {
		t.Fatalf("status %d, %s: %.300s", w.Code, kind, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
		t.Fatal(err)
	}
	if w.Code != status || p.Status != status || p.Title == "" || p.What == "" || p.Detail == "" || p.Kind == "" {
		t.Errorf("want status %d, got %d: %+v", status, w.Code, p)
	}
	return p
}

// described is what the walk needs of an OpenAPI document.
type described struct {
	OpenAPI string `json:"openapi"`
	Paths   map[string]map[string]struct {
		OperationID string `json:"operationId"`
		Parameters  []struct {
			Name, In, Description string
			Required              bool
			Example               any
			Schema                map[string]any
		}
		RequestBody struct {
			Content map[string]struct{ Example any }
		}
		Responses map[string]struct{ Content map[string]any }
	}
}

func (s *started) described() described {
	s.t.Helper()
	var d described
	if err := json.Unmarshal(s.get("/openapi.json").Body.Bytes(), &d); err != nil {
		s.t.Fatal(err)
	}
	return d
}

// alone are parameters whose examples do not go with the others' of a question.
var alone = map[string][]string{
	"integration": {"trade", "reported", "product", "market"}, // of trade by product, and of other levels
	"factors":     {"programme"},                              // of all industries together
}

// Every route that the description names is asked with the examples it gives, in every format it offers.
func TestEveryDescribedRouteAnswersItsExamples(t *testing.T) {
	s := withTrade(t, -1)
	s.sendTrade("filename=mine.csv", flowsOfTwo)
	d := s.described()
	if d.OpenAPI[:3] != "3.1" || len(d.Paths) < 14 {
		t.Fatalf("OpenAPI %s with %d paths", d.OpenAPI, len(d.Paths))
	}
	for path, methods := range d.Paths {
		for method, op := range methods {
			if method != "get" || strings.HasPrefix(path, "/jobs/") {
				continue // TestJobsAreWalked and the tests of uploads ask for these
			}
			address, query := path, url.Values{}
			var formats []any
			for _, p := range op.Parameters {
				if p.Description == "" || p.Schema == nil {
					t.Errorf("%s: parameter %s is not described", op.OperationID, p.Name)
				}
				if p.Name == "format" {
					formats = p.Schema["enum"].([]any)
					continue
				}
				switch e := p.Example.(type) {
				case string:
					if p.In == "path" {
						address = strings.ReplaceAll(address, "{"+p.Name+"}", url.PathEscape(e))
					} else {
						query.Set(p.Name, e)
					}
				case []any:
					for _, v := range e {
						query.Add(p.Name, v.(string))
					}
				}
			}
			if op.OperationID == "sme" {
				query.Set("bounds", "false") // the interval takes seconds; engine tests it
			}
			for _, name := range alone[op.OperationID] {
				query.Del(name)
			}
			if formats == nil {
				formats = []any{""}
			} else if len(formats) != len(export.Formats) {
				t.Errorf("%s offers %v", op.OperationID, formats)
			}
			if testing.Short() && op.OperationID == "factors" {
				formats = formats[:1] // small firms are solved anew for each
			}
			for _, f := range formats {
				t.Run(op.OperationID+"/"+f.(string), func(t *testing.T) {
					if query.Del("format"); f != "" {
						query.Set("format", f.(string))
					}
					w := s.get(address + "?" + query.Encode())
					if w.Code != http.StatusOK {
						t.Fatalf("GET %s?%s: %d %.400s", address, query.Encode(), w.Code, w.Body)
					}
					if w.Header().Get("ETag") == "" && op.OperationID != "sources" { // downloads go on
						t.Error("no entity tag")
					}
					media, _, _ := strings.Cut(w.Header().Get("Content-Type"), ";")
					if _, ok := op.Responses["200"].Content[media]; !ok {
						t.Errorf("it answers %s, which is not described", media)
					}
					readBack(t, f.(string), w)
				})
			}
		}
	}
}

// rowsInPackage counts the rows of the CSV files in a data package.
func rowsInPackage(body []byte) (rows int, err error) {
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return 0, err
	}
	for _, f := range z.File {
		if !strings.HasSuffix(f.Name, ".csv") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return 0, err
		}
		text, err := io.ReadAll(r)
		if err != nil {
			return 0, err
		}
		rows += bytes.Count(text, []byte("\n")) - 1
	}
	return rows, nil
}

// readBack reads an answer with a reader of its format, and wants rows in it.
func readBack(t *testing.T, format string, w *httptest.ResponseRecorder) {
	t.Helper()
	body := w.Body.Bytes()
	var rows int
	var err error
	switch format {
	case "":
		if !json.Valid(body) {
			t.Error("not JSON")
		}
		return
	case "json":
		var r api.Rows
		err = json.Unmarshal(body, &r)
		rows = len(r.Rows)
	case "csv":
		rows = bytes.Count(body, []byte("\n")) - 1
	case "parquet":
		var f *parquet.File
		if f, err = parquet.OpenFile(bytes.NewReader(body), int64(len(body))); err == nil {
			rows = int(f.NumRows())
		}
	case "arrow":
		var f *ipc.FileReader
		if f, err = ipc.NewFileReader(bytes.NewReader(body)); err == nil {
			rows = f.NumRecords()
			f.Close()
		}
	case "xlsx":
		var f *excelize.File
		if f, err = excelize.OpenReader(bytes.NewReader(body)); err == nil {
			var list [][]string
			list, err = f.GetRows("rows")
			rows = len(list) - 1
			f.Close()
		}
	case "zip":
		rows, err = rowsInPackage(body)
	case "dta":
		if _, after, ok := bytes.Cut(body, []byte("<N>")); ok && bytes.HasSuffix(body, []byte("</stata_dta>")) {
			rows = int(binary.LittleEndian.Uint64(after))
		}
	}
	if err != nil || rows < 1 {
		t.Errorf("%d rows, %v", rows, err)
	}
	if name := w.Header().Get("Content-Disposition"); format != "json" && !strings.HasSuffix(name, "."+format) {
		t.Errorf("download named %q", name)
	}
}

// What the API says is what the engine says.
func TestRowsAreTheEngines(t *testing.T) {
	s := start(t)
	frames, err := computed.Measures(
		t.Context(),
		engine.New("test", all.All(), apx.Library()),
		computed.Request{
			Measures:   []string{"bm"},
			Tables:     []string{"apx/2005", "apx/2008"},
			Level:      "sector",
			Economies:  []string{"IDN", "KOR"},
			Industries: []string{"c14"},
		},
		nil,
	)
	if err != nil {
		t.Fatal(err)
	}
	var want bytes.Buffer
	if err := export.CSV(&want, frames[0]); err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{
		"/measure/bm?table=apx/2005,apx/2008&level=sector&economy=IDN,KOR&industry=c14&format=csv",
		"/measure/bm?table=apx/2005&table=apx/2008&level=sector&economy=IDN&economy=KOR&industry=c14&format=csv",
	} {
		if got := s.get(address).Body.String(); got != want.String() {
			t.Errorf("%s:\n%swant\n%s", address, got, want.String())
		}
	}
	want.Reset()
	if got := s.get("/measure/bm?table=apx/2005,apx/2008&level=sector&economy=IDN,KOR&industry=c14", "Accept",
		"text/csv").Body.String(); !strings.HasPrefix(
		got,
		"year,exporter,industry",
	) {
		t.Errorf("by Accept: %s", got)
	}
	if w := s.get("/measure/bm", "Accept", "text/html,application/xhtml+xml,*/*;q=0.8"); w.Header().
		Get("Content-Type") !=
		"application/json" {
		t.Errorf("a browser gets %s", w.Header().Get("Content-Type"))
	}
	problem(t, s.get("/measure/bm", "Accept", "image/png"), http.StatusNotAcceptable)
}

func TestARepeatedQuestionIsAnsweredWithoutWork(t *testing.T) {
	s := start(t)
	tag := s.get("/measure/bm?economy=IDN").Header().Get("ETag")
	// With a context that has ended nothing can be computed: the answer rests on the tag alone.
	ended, end := context.WithCancel(t.Context())
	end()
	again := func(address, tag string) int {
		r := httptest.NewRequestWithContext(ended, "GET", "/api/v1"+address, nil)
		r.Header.Set("If-None-Match", tag)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w.Code
	}
	if code := again("/measure/bm?economy=IDN", tag); code != http.StatusNotModified {
		t.Errorf("the same question: %d", code)
	}
	if code := again("/measure/bm?economy=IDN", `"other", W/`+tag); code != http.StatusNotModified {
		t.Errorf("one of several tags: %d", code)
	}
	for _, address := range []string{"/measure/bm?economy=IND", "/measure/bm?economy=IDN&table=apx/2005",
		"/measure/bm?economy=IDN&format=csv", "/measure/vax?economy=IDN"} {
		if code := again(address, tag); code == http.StatusNotModified {
			t.Errorf("another question %s has the same tag", address)
		}
	}
	if other := start(t, func(c *api.Config) { c.Edition = "next" }); other.get("/measure/bm?economy=IDN").
		Header().
		Get("ETag") ==
		tag {
		t.Error("another edition of the program has the same tag")
	}
}

func TestRowsAreLimited(t *testing.T) {
	s := start(t, func(c *api.Config) { c.Limits.Rows = 100 })
	if p := problem(t, s.get("/measure/bm?level=sector"), http.StatusRequestEntityTooLarge); !strings.Contains(
		p.What,
		"408 rows",
	) ||
		!strings.Contains(p.Fix, "economy") {
		t.Errorf("%+v", p)
	}
	if w := s.get("/measure/bm?level=sector&economy=IDN"); w.Code != 200 {
		t.Errorf("fewer rows: %d", w.Code)
	}
	// Refused before the table is read: a context that has ended would stop that.
	ended, end := context.WithCancel(t.Context())
	end()
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequestWithContext(ended, "GET", "/api/v1/measure/apl?level=pairs&economy=IDN", nil))
	problem(t, w, http.StatusRequestEntityTooLarge)
	if p := problem(t, s.get("/simulate?scenario="+url.QueryEscape(manyScenarios(150, "5%"))),
		http.StatusRequestEntityTooLarge); !strings.Contains(
		p.What,
		"600 solutions",
	) {
		t.Errorf("%+v", p)
	}
}

func manyScenarios(n int, iceberg string) string {
	var b strings.Builder
	b.WriteString("scenarios:\n")
	for i := range n {
		b.WriteString("- {name: s" + strings.Repeat("i", i+1) + ", changes: [{iceberg: " + iceberg + "}]}\n")
	}
	return b.String()
}

// leaving is a context that ends once work has looked at it a number of times: a client that leaves while it is worked
// for.
type leaving struct {
	context.Context
	looks atomic.Int32
	leave context.CancelFunc
}

func (l *leaving) Err() error {
	if l.looks.Add(1) == 10 {
		l.leave()
	}
	return l.Context.Err()
}

// A client that leaves takes its work along: whole, this answer takes half a minute and is a 200.
func TestADisconnectStopsTheWork(t *testing.T) {
	s := start(t)
	ctx, leave := context.WithCancel(t.Context())
	client := &leaving{Context: ctx, leave: leave}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequestWithContext(client, "GET", "/api/v1/sme/KOR", nil))
	problem(t, w, http.StatusServiceUnavailable)
	if client.looks.Load() < 10 {
		t.Errorf("the work looked at its context %d times", client.looks.Load())
	}
}

func TestTheDocumentationNeedsNobodyElse(t *testing.T) {
	s := start(t)
	w := s.get("/docs")
	page := w.Body.String()
	for _, forbidden := range []string{"http://", "https://", "<script", "src="} {
		if strings.Contains(page, forbidden) {
			t.Errorf("the page has %q", forbidden)
		}
	}
	if policy := w.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") ||
		!strings.Contains(policy, "style-src 'sha256-") {
		t.Errorf("policy %q", policy)
	}
	for path, methods := range s.described().Paths {
		for method := range methods {
			if !strings.Contains(page, `<span class="method">`+strings.ToUpper(method)+`</span><code>/api/v1`+path+`</code>`) {
				t.Errorf("%s %s is not on the page", method, path)
			}
		}
	}
	if yaml := s.get("/openapi.yaml").Body.String(); !strings.Contains(yaml, "openapi: 3.1") {
		t.Errorf("YAML: %.100s", yaml)
	}
}

// A question on the page is answered as it stands.
func TestAddressesToTryWork(t *testing.T) {
	s := start(t)
	for _, part := range strings.Split(s.get("/docs").Body.String(), `Try it: <a href="`)[1:] {
		address, _, _ := strings.Cut(part, `"`)
		address = html.UnescapeString(address)
		path, _, _ := strings.Cut(address, "?")
		switch {
		case strings.HasPrefix(path, "/api/v1/sme/"):
			continue // the interval takes seconds; TestEveryDescribedRouteAnswersItsExamples asks without it
		case testing.Short() && strings.HasPrefix(path, "/api/v1/factors/"):
			continue // nor is the interval of small firms short: there it is asked for once
		}
		t.Run(path, func(t *testing.T) {
			if w := s.ask("GET", address, nil); w.Code != 200 {
				t.Errorf("%d %.200s", w.Code, w.Body)
			}
		})
	}
}
