package api_test

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"ikat/server/api"
	"ikat/trade/flowstore"
)

// withTrade is an API that keeps trade by product in so many bytes, -1 for any number.
func withTrade(t *testing.T, room int64) *started {
	t.Helper()
	return start(t, func(c *api.Config) {
		flows := flowstore.New(filepath.Join(c.Store.Root(), "trade"))
		flows.Room = func() (int64, error) { return room, nil }
		c.Engine.KeepFlows(flows)
	})
}

// sendTrade sends a file of trade and waits for what becomes of it.
func (s *started) sendTrade(query, text string) api.Job {
	s.t.Helper()
	return s.finished(job(s.t, s.ask("POST", "/api/v1/trade?"+query, strings.NewReader(text), "Content-Type",
		"application/octet-stream")).ID)
}

const (
	flowsOfTwo = "year,exporter,importer,product,value\n2020,VNM,JPN,854430,10\n2021,VNM,JPN,854430,12\n" +
		"2021,VNM,KOR,010121,3\n"
	wrongFlows = "year,exporter,importer,product,value\n2020,VNM,JPN,854430,10\n2020,VNM,JPN,854430,-1\n"
)

// A file of trade that is sent is kept by year, can be asked about at once, and can be taken out; answers of before are
// not taken for those of after.
func TestTradeThatIsSent(t *testing.T) {
	s := withTrade(t, -1)
	before := s.get("/trade").Header().Get("ETag")
	const asked = "/products/totals?level=products&trade=mine/2021"
	if w := s.get(asked); w.Code != http.StatusNotFound {
		t.Errorf("before it is sent: %d", w.Code)
	}
	j := s.sendTrade("filename=mine.csv&classification=HS%202017", flowsOfTwo)
	if j.State != api.Done || j.Trade != "mine/2021" || !strings.Contains(j.Message, "mine/2020 kept: 1 flows") {
		t.Fatalf("%+v", j)
	}
	w := s.get("/trade?format=csv")
	if body := w.Body.String(); strings.Count(body, "mine/") != 2 || w.Header().Get("ETag") == before {
		t.Errorf("at hand: %s", body)
	}
	first := s.get(asked + "&format=csv")
	if first.Code != http.StatusOK || !strings.Contains(first.Body.String(), "854430") {
		t.Fatalf("%d %s", first.Code, first.Body)
	}
	other := strings.ReplaceAll(flowsOfTwo, ",12", ",13")
	j = s.sendTrade("filename=mine.csv&classification=HS%202017", other)
	if j.State != api.Failed || !strings.Contains(j.Problem.Fix, "replace") {
		t.Errorf("other data of the same name: %+v", j)
	}
	j = s.sendTrade("filename=mine.csv&replace=true&classification=HS%202017", other)
	second := s.get(asked + "&format=csv")
	if j.State != api.Done || first.Header().Get("ETag") == second.Header().Get("ETag") ||
		first.Body.String() == second.Body.String() {
		t.Errorf("after other data: %+v\n%s", j, second.Body)
	}
	if w := s.ask("DELETE", "/api/v1/trade/mine/2021", nil); w.Code != http.StatusNoContent {
		t.Errorf("taken out: %d", w.Code)
	}
	if w := s.get(asked); w.Code != http.StatusNotFound {
		t.Errorf("after it was taken out: %d", w.Code)
	}
}

// Rows that are wrong are counted with where the first stands; what finds no room is not kept.
func TestTradeThatIsNotKept(t *testing.T) {
	s := withTrade(t, -1)
	j := s.sendTrade("filename=bad.csv", wrongFlows)
	if j.State != api.Failed || !strings.Contains(j.Problem.What, "negative values: 1, value -1; first at line 3") {
		t.Errorf("%+v", j.Problem)
	}
	j = s.sendTrade("filename=bad.csv&bad=leave-out", wrongFlows)
	if j.State != api.Done || !strings.Contains(j.Message, "Left out as wrong: negative values: 1") {
		t.Errorf("%+v", j)
	}
	rows := s.get("/jobs/" + j.ID + "/result?format=csv").Body.String()
	if !strings.Contains(rows, "bad.csv,negative values,wrong,1,-1,line 3") {
		t.Errorf("rows: %s", rows)
	}
	full := withTrade(t, 100)
	if j := full.sendTrade("filename=mine.csv", flowsOfTwo); j.State != api.Failed ||
		!strings.Contains(j.Problem.What, "no room") {
		t.Errorf("without room: %+v", j)
	}
	if body := full.get("/trade?format=csv").Body.String(); strings.Contains(body, "mine") {
		t.Errorf("kept without room: %s", body)
	}
	none := start(t, func(c *api.Config) { c.Store = nil })
	problem(t, none.ask("POST", "/api/v1/trade?filename=mine.csv", strings.NewReader(flowsOfTwo)), http.StatusForbidden)
}

// A list of names that is sent is what products of its edition are called from then on.
func TestNamesThatAreSent(t *testing.T) {
	s := withTrade(t, -1)
	s.sendTrade("filename=mine.csv&classification=HS%202017", flowsOfTwo)
	j := s.sendTrade("filename=product_codes_HS17.csv", "code,description\n854430,Wiring sets\n")
	if j.State != api.Done || !strings.Contains(j.Message, "1 products of HS 2017: 1 new") {
		t.Fatalf("%+v", j)
	}
	w := s.get("/products/totals?level=products&trade=mine/2021&format=csv")
	if !strings.Contains(w.Body.String(), "Wiring sets") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
