package api_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ikat/export"
	"ikat/internal/synth"
	"ikat/internal/tinyworld"
	"ikat/server/api"
	"ikat/tablefile/oecd"
)

const scenario = "scenarios:\n  - name: faster\n    changes:\n      - {exporter: CHN, industry: c14, days: -3}\n"

func job(t *testing.T, w *httptest.ResponseRecorder) api.Job {
	t.Helper()
	var j api.Job
	if err := json.Unmarshal(w.Body.Bytes(), &j); err != nil || j.ID == "" {
		t.Fatalf("%d %v: %.300s", w.Code, err, w.Body)
	}
	return j
}

// finished waits for a job to end, as a client does: by asking.
func (s *started) finished(id string) api.Job {
	s.t.Helper()
	last := 0.0
	for s.t.Context().Err() == nil {
		j := job(s.t, s.get("/jobs/"+id))
		if j.Progress < last || j.Progress > 1 {
			s.t.Fatalf("progress went from %v to %v", last, j.Progress)
		}
		if last = j.Progress; j.Finished != nil {
			return j
		}
		time.Sleep(2 * time.Millisecond)
	}
	return api.Job{}
}

func (s *started) upload(query string, body io.Reader, header ...string) *httptest.ResponseRecorder {
	s.t.Helper()
	return s.ask(
		"POST",
		"/api/v1/tables?"+query,
		body,
		append([]string{"Content-Type", "application/octet-stream"}, header...)...)
}

func made(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := oecd.Write(&b, tinyworld.Table()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// noUploads fails where a temporary file is left.
func noUploads(t *testing.T, tmp string) {
	t.Helper()
	if left, _ := filepath.Glob(filepath.Join(tmp, "ikat-upload-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func temporary(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	return dir
}

func TestAScenarioRunsAsAJob(t *testing.T) {
	s := start(t)
	asJSON := `{"scenarios":[{"name":"faster","changes":[{"exporter":"CHN","industry":"c14","days":-3}]}]}`
	var results []string
	for kind, body := range map[string]string{"application/yaml": scenario, "application/json": asJSON} {
		w := s.ask(
			"POST",
			"/api/v1/simulate?economy=CHN,world",
			strings.NewReader(body),
			"Content-Type",
			kind+"; charset=utf-8",
		)
		j := job(t, w)
		if w.Code != http.StatusAccepted || w.Header().Get("Location") != "/api/v1/jobs/"+j.ID {
			t.Fatalf("%d at %s", w.Code, w.Header().Get("Location"))
		}
		if j = s.finished(j.ID); j.State != api.Done || j.Progress != 1 || j.Expires == nil {
			t.Fatalf("%+v", j)
		}
		for _, format := range export.Formats {
			w := s.get("/jobs/" + j.ID + "/result?format=" + format)
			if w.Code != 200 {
				t.Fatalf("result as %s: %d %s", format, w.Code, w.Body)
			}
			readBack(t, format, w)
		}
		results = append(results, s.get("/jobs/"+j.ID+"/result?format=csv").Body.String())
	}
	kept := job(t, s.ask("POST", "/api/v1/simulate", strings.NewReader(asJSON), "Content-Type", "application/json"))
	s.finished(kept.ID)
	for range 3 { // what nobody uses is given back, but not the rows of a job that has not expired
		s.API.Hold()
		s.API.Config.Engine.Memory().Sweep()
	}
	if w := s.get("/jobs/" + kept.ID + "/result?format=csv"); w.Code != 200 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	s.API.Config.Engine.Memory().Limit(0) // others ask for so much that there is no room
	if p := problem(t, s.get("/jobs/"+kept.ID+"/result"), http.StatusGone); !strings.Contains(p.Fix, "again") {
		t.Errorf("%+v", p)
	}
	now := s.get(
		"/simulate?economy=CHN,world&format=csv&scenario=" + strings.NewReplacer("\n", "%0A", " ", "%20").Replace(scenario),
	).Body.String()
	if results[0] != results[1] || results[0] != now || strings.Count(now, "\n") != 3 {
		t.Errorf("YAML, JSON and at once differ:\n%s\n%s\n%s", results[0], results[1], now)
	}
}

// A body that a question has no use for is refused, whatever it is called: its answer would be about something else.
func TestBodiesNobodyReadsAreRefused(t *testing.T) {
	s := start(t)
	for kind, body := range map[string]string{"application/json": `{"economies": "IDN"}`, "text/plain": "hello",
		"application/x-www-form-urlencoded": "economies=IDN", "": " "} {
		w := s.ask("POST", "/api/v1/border", strings.NewReader(body), "Content-Type", kind)
		if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "takes no document") {
			t.Errorf("%s: %d %s", kind, w.Code, w.Body)
		}
	}
	w := s.ask("POST", "/api/v1/border?economies=IDN", nil)
	if w.Code != http.StatusAccepted {
		t.Errorf("without a body: %d %s", w.Code, w.Body)
	}
	s.finished(job(t, w).ID)
}

func TestAJobCanBeStopped(t *testing.T) {
	s := start(t, func(c *api.Config) { c.Limits.Running = 1 })
	long := "elasticities: [5, 6, 7]\n" + manyScenarios(60, "300%")
	first := job(t, s.ask("POST", "/api/v1/simulate", strings.NewReader(long), "Content-Type", "application/yaml"))
	second := job(t, s.ask("POST", "/api/v1/simulate", strings.NewReader(long), "Content-Type", "application/yaml"))
	if second.State != api.Queued {
		t.Errorf("two run where one may: %s", second.State)
	}
	problem(t, s.get("/jobs/"+second.ID+"/result"), http.StatusConflict)
	for _, j := range []api.Job{second, first} {
		if w := s.ask("DELETE", "/api/v1/jobs/"+j.ID, nil); w.Code != http.StatusNoContent {
			t.Errorf("DELETE: %d", w.Code)
		}
		if got := s.finished(j.ID); got.State != api.Cancelled || got.Result != "" {
			t.Errorf("%+v", got)
		}
		problem(t, s.get("/jobs/"+j.ID+"/result"), http.StatusConflict)
		s.ask("DELETE", "/api/v1/jobs/"+j.ID, nil)
		problem(t, s.get("/jobs/"+j.ID), http.StatusNotFound)
	}
}

func TestJobsAreBoundedAndForgotten(t *testing.T) {
	s := start(t, func(c *api.Config) { c.Limits.Jobs, c.Limits.Running, c.Limits.Keep = 2, 1, 30*time.Millisecond })
	long := "elasticities: [5, 6, 7]\n" + manyScenarios(60, "300%")
	post := func() *httptest.ResponseRecorder {
		return s.ask("POST", "/api/v1/simulate", strings.NewReader(long), "Content-Type", "application/yaml")
	}
	a, b := job(t, post()), job(t, post())
	w := post()
	if problem(t, w, http.StatusTooManyRequests); w.Header().Get("Retry-After") == "" {
		t.Error("it does not say when to try again")
	}
	for _, j := range []api.Job{a, b} {
		s.ask("DELETE", "/api/v1/jobs/"+j.ID, nil)
		for s.get("/jobs/"+j.ID).Code == 200 { // until it is forgotten
			time.Sleep(time.Millisecond)
		}
	}
}

// A finished job is there for who started it, while others start more than may be unfinished at a time; in the end the
// oldest are forgotten.
func TestFinishedJobsTakeNoRoom(t *testing.T) {
	s := start(t, func(c *api.Config) { c.Limits.Jobs, c.Limits.Running = 1, 1 })
	var ids []string
	for len(ids) < 34 {
		j := job(t, s.ask("POST", "/api/v1/simulate", strings.NewReader(manyScenarios(1, "10%")), "Content-Type",
			"application/yaml"))
		s.finished(j.ID)
		ids = append(ids, j.ID)
	}
	for n, id := range ids {
		w := s.get("/jobs/" + id)
		if want := n >= len(ids)-32; (w.Code == http.StatusOK) != want {
			t.Errorf("job %d of %d answers %d", n+1, len(ids), w.Code)
		}
	}
}

func TestAScenarioThatFailsSaysWhy(t *testing.T) {
	s := start(t, func(c *api.Config) { c.Limits.Body = 1000 })
	post := func(kind, query, body string) *httptest.ResponseRecorder {
		return s.ask("POST", "/api/v1/simulate?"+query, strings.NewReader(body), "Content-Type", kind)
	}
	problem(t, post("text/plain", "", scenario), http.StatusUnsupportedMediaType)
	problem(t, post("multipart/form-data; boundary=x", "", scenario), http.StatusUnsupportedMediaType)
	problem(t, post("", "", scenario), http.StatusUnsupportedMediaType)
	problem(t, s.ask("POST", "/api/v1/simulate", strings.NewReader(scenario), "Content-Type", "application/yaml",
		"Content-Encoding", "gzip"), http.StatusUnsupportedMediaType)
	problem(t, post("application/yaml", "", strings.Repeat("#", 1001)), http.StatusRequestEntityTooLarge)
	problem(t, post("application/yaml", "", ""), http.StatusBadRequest)
	problem(t, post("application/json", "", "{"), http.StatusUnprocessableEntity)
	problem(t, post("application/yaml", "level=links", scenario), http.StatusBadRequest)
	problem(t, post("application/yaml", "table=apx/1999", scenario), http.StatusNotFound)
	problem(t, post("application/yaml", "", "table: ../x/2008\n"+scenario), http.StatusBadRequest)
	// What only the table can tell ends the job.
	j := s.finished(job(t, post("application/yaml", "", strings.ReplaceAll(scenario, "CHN", "XYZ"))).ID)
	if j.State != api.Failed || j.Problem == nil || j.Problem.Status != 404 ||
		!strings.Contains(j.Problem.Where, "line 4") {
		t.Errorf("%+v %+v", j, j.Problem)
	}
	if p := problem(t, s.get("/jobs/"+j.ID+"/result"), http.StatusConflict); !strings.Contains(p.Why, "XYZ") {
		t.Errorf("%+v", p)
	}
}

func TestATableIsAddedAskedAndRemoved(t *testing.T) {
	tmp := temporary(t)
	s := start(t)
	w := s.upload("filename=made_2001.csv", bytes.NewReader(made(t)))
	j := s.finished(job(t, w).ID)
	if w.Code != http.StatusAccepted || j.State != api.Done || j.Table != "made/2001" ||
		!strings.Contains(j.Message, "kept: 3 economies x 2 industries") ||
		!strings.Contains(j.Message, "oecd") {
		t.Fatalf("%d %+v", w.Code, j)
	}
	if got := s.get("/tables?format=csv").Body.String(); !strings.Contains(got, "made/2001,3,2,") {
		t.Errorf("tables: %s", got)
	}
	if w := s.get("/measure/exports?table=made/2001"); w.Code != 200 {
		t.Errorf("asked: %d %s", w.Code, w.Body)
	}
	if w := s.get("/jobs/" + j.ID + "/result?format=csv"); w.Code != 200 ||
		!strings.HasPrefix(w.Body.String(), "severity,code,where,what") {
		t.Errorf("findings: %d %s", w.Code, w.Body)
	}
	// Another table under the same name is refused, and taken where that is asked for; the question is answered from it
	// at once.
	var other bytes.Buffer
	if err := oecd.Write(&other, synth.Table(4, 2, 1)); err != nil {
		t.Fatal(err)
	}
	tag := s.get("/measure/exports?table=made/2001").Header().Get("ETag")
	refused := s.finished(job(t, s.upload("filename=made_2001.csv", bytes.NewReader(other.Bytes()))).ID)
	if refused.State != api.Failed || refused.Problem.Status != 400 ||
		!strings.Contains(refused.Problem.What, "another table") {
		t.Errorf("%+v %+v", refused, refused.Problem)
	}
	if j := s.finished(job(t, s.upload("name=made&year=2001&replace=true",
		bytes.NewReader(other.Bytes()))).ID); j.State != api.Done ||
		!strings.Contains(j.Message, "replaced") {
		t.Errorf("%+v %+v", j, j.Problem)
	}
	again := s.get("/measure/exports?table=made/2001&format=csv", "If-None-Match", tag)
	if again.Code != 200 || strings.Count(again.Body.String(), "\n") != 5 {
		t.Errorf("after the table was replaced: %d %s", again.Code, again.Body)
	}
	if w := s.ask("DELETE", "/api/v1/tables/made/2001", nil); w.Code != http.StatusNoContent {
		t.Errorf("DELETE: %d %s", w.Code, w.Body)
	}
	problem(t, s.get("/measure/exports?table=made/2001"), http.StatusNotFound)
	problem(t, s.ask("DELETE", "/api/v1/tables/made/2001", nil), http.StatusNotFound)
	problem(t, s.ask("DELETE", "/api/v1/tables/apx/2008", nil), http.StatusNotFound)
	s.Close()
	noUploads(t, tmp)
}

func TestWhatIsNoTableIsRefusedWithItsReason(t *testing.T) {
	tmp := temporary(t)
	s := start(t, func(c *api.Config) { c.Limits.Upload = 20_000 })
	for _, c := range []struct{ name, query, body, say string }{
		{"a web page", "filename=made_2001.csv", "<!doctype html><html><body>404</body></html>", "web page"},
		{"a picture", "filename=made_2001.csv", "\x89PNG\r\n\x1a\n" + strings.Repeat("\x00", 50), "binary"},
		{"a broken archive", "filename=made_2001.zip", "PK\x03\x04" + strings.Repeat("x", 50), "archive"},
		{"cut gzip", "filename=made_2001.csv.gz", "\x1f\x8b\x08\x00\x00", "gz"},
		{"half a table", "filename=made_2001.csv&format=oecd", string(made(t)[:200]), "row"},
		{"no year", "filename=made.csv", string(made(t)), "year"},
	} {
		j := s.finished(job(t, s.upload(c.query, strings.NewReader(c.body))).ID)
		if j.State != api.Failed || j.Problem.Status < 400 || j.Problem.Status >= 500 ||
			!strings.Contains(strings.ToLower(j.Problem.Detail), c.say) {
			t.Errorf("%s: %+v %+v", c.name, j, j.Problem)
		}
		if j.Problem != nil && strings.Contains(j.Problem.Detail, tmp) {
			t.Errorf("%s: it shows a folder of the server: %s", c.name, j.Problem.Detail)
		}
	}
	problem(t, s.upload("", strings.NewReader("")), http.StatusBadRequest)
	problem(t, s.upload("format=nothing", strings.NewReader("x")), http.StatusBadRequest)
	problem(t, s.upload("name=../../x&year=2001", strings.NewReader("x")), http.StatusBadRequest)
	problem(t, s.upload("year=20001", strings.NewReader("x")), http.StatusBadRequest)
	problem(
		t,
		s.upload("", strings.NewReader("x"), "Content-Type", "multipart/form-data; boundary=x"),
		http.StatusUnsupportedMediaType,
	)
	problem(t, s.upload("", strings.NewReader(strings.Repeat("x", 20_001))), http.StatusRequestEntityTooLarge)
	// A body that does not say its length is cut off where the limit is.
	problem(
		t,
		s.upload("", struct{ io.Reader }{strings.NewReader(strings.Repeat("x", 20_001))}),
		http.StatusRequestEntityTooLarge,
	)
	for _, name := range []string{"../../../../tmp/made_2001.csv", `C:\x\made_2001.csv`, "/etc/made_2001.csv", "..",
		"%00made_2001.csv", strings.Repeat("a", 300) + "_2001.csv"} {
		j := s.finished(job(t, s.upload("name=made&year=2001&replace=true&filename="+name, bytes.NewReader(made(t)))).ID)
		if j.State != api.Done || j.Table != "made/2001" {
			t.Errorf("file name %.60q: %+v %+v", name, j, j.Problem)
		}
	}
	s.Close()
	noUploads(t, tmp)
	if left, _ := os.ReadDir(tmp); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// dying is a body whose sender is killed half way.
type dying struct{ rest []byte }

func (d *dying) Read(b []byte) (int, error) {
	if len(d.rest) == 0 {
		return 0, errors.New("connection reset by peer")
	}
	n := copy(b, d.rest)
	d.rest = d.rest[n:]
	return n, nil
}

func TestAnUploadThatBreaksOffLeavesNothing(t *testing.T) {
	tmp := temporary(t)
	s := start(t)
	p := problem(t, s.upload("filename=made_2001.csv", &dying{made(t)[:100]}), http.StatusBadRequest)
	if !strings.Contains(p.What, "whole") {
		t.Errorf("%+v", p)
	}
	noUploads(t, tmp)
	if entries, err := s.store.List(); err != nil || len(entries) > 0 {
		t.Errorf("%v %v", entries, err)
	}
	if j := s.finished(job(t, s.upload("filename=made_2001.csv", bytes.NewReader(made(t)))).ID); j.State != api.Done {
		t.Errorf("the next one: %+v", j)
	}
}
