package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ikat/internal/fetch"
	"ikat/server/api"
)

// publisher gives out a table, breaking off in the middle of the first answers: by hanging up, or by falling silent.
type publisher struct {
	*httptest.Server
	whole          []byte
	hangUp, silent atomic.Int32 // how many answers break off so
	ranges         atomic.Int32 // requests that went on where one before stopped
}

func publish(t *testing.T) (*publisher, func(*api.Config)) {
	t.Helper()
	p := &publisher{whole: made(t)}
	p.Server = httptest.NewServer(http.HandlerFunc(p.answer))
	t.Cleanup(p.Close)
	file := fetch.SourceFile{From: 2001, To: 2002, URL: p.URL + "/made_{year}.csv", File: "made_{year}.csv"}
	return p, func(c *api.Config) {
		c.Sources = []fetch.Source{
			{Name: "made", Label: "Made up", Licence: "none needed", Citation: "Nobody (2001)", Page: "https://example.org/",
				Format: "oecd", Store: "published", Files: []fetch.SourceFile{file}},
			{Name: "byhand", Label: "By hand", Page: "https://example.org/page"},
			{Name: "costs", Kind: "trade costs", Label: "Costs", Use: "costs of border", Page: "https://example.org/",
				Files: []fetch.SourceFile{{URL: p.URL + "/costs.csv", File: "costs.csv"}}},
		}
	}
}

func (p *publisher) answer(w http.ResponseWriter, r *http.Request) {
	if strings.Contains(r.URL.Path, "2002") {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("ETag", `"one"`)
	if r.Header.Get("Range") != "" {
		p.ranges.Add(1)
	}
	half := p.whole[:len(p.whole)/2]
	switch {
	case r.URL.Path == "/costs.csv":
		fmt.Fprintln(w, "reporter,partner,sector,year,tij,geometric_avg_tariff,nontariff_tij\nVNM,THA,GTT,2020,91,1.02,87")
	case p.hangUp.Add(-1) >= 0:
		w.Header().Set("Content-Length", fmt.Sprint(len(p.whole)))
		_, _ = w.Write(half)
		panic(http.ErrAbortHandler)
	case p.silent.Add(-1) >= 0:
		w.Header().Set("Content-Length", fmt.Sprint(len(p.whole)))
		_, _ = w.Write(half)
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	default:
		http.ServeContent(w, r, "made.csv", time.Time{}, bytes.NewReader(p.whole))
	}
}

func (s *started) offers() map[string]api.Offer {
	s.t.Helper()
	var list []api.Offer
	if err := json.Unmarshal(s.get("/sources").Body.Bytes(), &list); err != nil {
		s.t.Fatal(err)
	}
	out := map[string]api.Offer{}
	for _, o := range list {
		out[o.Name] = o
	}
	return out
}

// until asks for a job until it is as wanted.
func (s *started) until(id string, is func(api.Job) bool) {
	s.t.Helper()
	for end := time.Now().Add(20 * time.Second); !is(job(s.t, s.get("/jobs/"+id))); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			s.t.Fatalf("%+v", job(s.t, s.get("/jobs/"+id)))
		}
	}
}

// A connection that breaks is taken up again; a download that was stopped goes on where it was, and says until then how
// much is here.
func TestADownloadGoesOnWhereItStopped(t *testing.T) {
	p, sources := publish(t)
	s := start(t, sources)
	if o := s.offers()["made"]; o.Licence != "none needed" || o.Years != "2001-2002" || !o.Offered || o.Begun != 0 {
		t.Fatalf("%+v", o)
	}
	p.silent.Store(1)
	begun := job(t, s.ask("POST", "/api/v1/sources/made?year=2001", nil))
	if o := s.offers()["made"]; o.Job != begun.ID {
		t.Errorf("the download is not said: %+v", o)
	}
	s.until(begun.ID, func(j api.Job) bool {
		return strings.Contains(j.Stage, "MB") && j.Progress > .4 && j.Progress < .5
	})
	s.ask("DELETE", "/api/v1/jobs/"+begun.ID, nil)
	if j := s.finished(begun.ID); j.State != api.Cancelled {
		t.Fatalf("%+v", j)
	}
	if o := s.offers()["made"]; o.Begun != int64(len(p.whole)/2) || o.Job != "" {
		t.Fatalf("what came is not said: %+v", o)
	}
	p.hangUp.Store(1)
	j := s.finished(job(t, s.ask("POST", "/api/v1/sources/made?year=2001", nil)).ID)
	if j.State != api.Done || j.Table != "published/2001" || !strings.Contains(j.Message, "kept") {
		t.Fatalf("%+v %+v", j, j.Problem)
	}
	if p.ranges.Load() < 2 {
		t.Errorf("began anew: %d requests went on", p.ranges.Load())
	}
	meta, err := s.store.Meta("published", 2001)
	if err != nil || !strings.Contains(meta.Source, p.URL) {
		t.Errorf("%+v %v", meta, err)
	}
	if o := s.offers()["made"]; o.Begun != 0 {
		t.Errorf("%+v", o)
	}
}

// Errors are those of the command line, and name no folder of the server.
func TestDownloadsSayWhatIsWrong(t *testing.T) {
	_, sources := publish(t)
	s := start(t, sources)
	for path, want := range map[string]string{
		"made": "year", "made?year=1999": "2001-2002", "made?year=2002": "no such file",
		"byhand": "https://example.org/page",
	} {
		j := s.finished(job(t, s.ask("POST", "/api/v1/sources/"+path, nil)).ID)
		if j.State != api.Failed || !strings.Contains(j.Problem.Detail, want) ||
			strings.Contains(j.Problem.Detail, s.store.Root()) {
			t.Errorf("%s: %+v", path, j.Problem)
		}
	}
	problem(t, s.ask("POST", "/api/v1/sources/mad", nil), http.StatusNotFound)
	problem(t, s.ask("POST", "/api/v1/sources/made?year=soon", nil), http.StatusBadRequest)

	s.store.Most = 100
	j := s.finished(job(t, s.ask("POST", "/api/v1/sources/made?year=2001", nil)).ID)
	if j.State != api.Failed || !strings.Contains(j.Problem.Detail, "room") {
		t.Errorf("no room: %+v", j.Problem)
	}

	none := start(t, sources, func(c *api.Config) { c.Store = nil })
	problem(t, none.ask("POST", "/api/v1/sources/made?year=2001", nil), http.StatusForbidden)
}

// Data that go with tables are kept as they came.
func TestDataAreDownloaded(t *testing.T) {
	_, sources := publish(t)
	s := start(t, sources)
	for _, want := range []string{"kept; costs of border", "earlier download"} {
		j := s.finished(job(t, s.ask("POST", "/api/v1/sources/costs", nil)).ID)
		if j.State != api.Done || !strings.Contains(j.Message, want) {
			t.Errorf("%+v %+v", j, j.Problem)
		}
	}
}

// Errors about files that were sent name the file alone, not the folder where the server keeps it.
func TestErrorsNameNoFolderOfTheServer(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "mine.csv")
	if err := os.WriteFile(path, []byte("a,b\n1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := start(t, func(c *api.Config) { c.Sent = func(name string) (string, bool) { return path, name == "sent:1" } })
	for _, address := range []string{"/ready?firm=sent:1", "/border?border=sent:1", "/sme/IDN?stats=sent:1"} {
		w := s.get(address)
		if w.Code < 400 || strings.Contains(w.Body.String(), dir) || !strings.Contains(w.Body.String(), "mine.csv") {
			t.Errorf("%s: %d %s", address, w.Code, w.Body)
		}
		if w = s.ask("POST", "/api/v1"+address, nil); w.Code != http.StatusAccepted {
			continue // refused before it began
		}
		if j := s.finished(job(t, w).ID); j.Problem == nil || strings.Contains(j.Problem.Detail, dir) {
			t.Errorf("%s as a job: %+v", address, j.Problem)
		}
	}
}
