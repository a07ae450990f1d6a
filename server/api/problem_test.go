package api_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"ikat/server/api"
)

func TestProblemsSayWhatToDo(t *testing.T) {
	s := start(t)
	const change = "scenarios:%20[{name:%20a,%20changes:%20[{iceberg:%205%25}]}]"
	for _, c := range []struct {
		path   string
		status int
		say    string
	}{
		{"/measure/bn", 404, "bm"},
		{"/measure/bm?tabel=apx/2008", 400, "table"},
		{"/measure/bm?level=bilatral", 400, "bilateral"},
		{"/measure/bm?level=pairs", 400, "levels"},
		{"/measure/bm?economy=IDM", 404, "IDN"},
		{"/measure/bm?option=x=y", 400, "option"},
		{"/measure/bm?option=nothing", 400, "NAME=VALUE"},
		{"/measure/bm?group=ASIA", 400, "NAME=CODE"},
		{"/measure/bm?satellite=/etc/passwd", 400, "command line"},
		{"/measure/bm?format=xml", 400, "csv"},
		{"/measure/bm?format=csv&format=json", 400, "at most"},
		{"/measure/bm?table=apx/1999", 404, "apx"},
		{"/measure/bm?table=nothing/*", 404, "table"},
		{"/measure/bm?economy=" + strings.Repeat("A,", 2000), 400, "at most"},
		{"/measure/bm?economy=" + strings.Repeat("A", 5000), 400, "bytes"},
		{"/measure/bm?economy=%ff%fe", 404, "economy"},
		{"/chain/CHN", 400, "ECONOMY:INDUSTRY"},
		{"/chain/CHN:c99", 404, "c9"},
		{"/chain/CHN:c14?theta=0.002", 400, "mean"},
		{"/chain/CHN:c14?container-value=0", 400, "outside"},
		{"/chain/CHN:c14?container-value=NaN", 400, "number"},
		{"/chain/CHN:c14?missing=value:a,b,c,d", 400, "number"},
		{"/rank?top=0", 400, "outside"},
		{"/rank?top=2.5", 400, "whole"},
		{"/rank?cut=5%25&benchmark=SGP", 400, "both"},
		{"/rank?elasticities=/etc/passwd", 400, "uniform"},
		{"/rank?by=links", 400, "link"},
		{"/sme/KOR?bounds=maybe", 400, "true"},
		{"/sme/KOR?va-within=0.5", 400, "factor"},
		{"/sme/KOR?bounds=false&economy=JPN", 400, "parameter"},
		{"/simulate", 400, "missing"},
		{"/simulate?scenario=scenarios:%20[", 422, "scenario"},
		{"/simulate?scenario=a:%20b", 400, "field"},
		{"/simulate?scenario=table:%20/etc/passwd%0A" + change, 400, "/etc/passwd"},
		{"/simulate?scenario=elasticities:%20/etc/passwd%0A" + change, 400, "no file"},
		{"/simulate?scenario=elasticities:%20[5,%20/etc/passwd]%0A" + change, 400, "no file"},
		{"/tables/apx/1999", 404, "apx"},
		{"/tables/apx/x", 400, "number"},
		{"/profile/Atlantis", 404, "economy"},
		{"/jobs/nothing", 404, "job"},
		{"/nothing", 404, "docs"},
	} {
		p := problem(t, s.get(c.path), c.status)
		if !strings.Contains(p.Detail, c.say) {
			t.Errorf("%s: %q does not say %q", c.path, p.Detail, c.say)
		}
	}
	if p := problem(t, s.ask("PUT", "/api/v1/tables", nil), http.StatusMethodNotAllowed); p.Fix == "" {
		t.Error("a wrong method gets no advice")
	}
	if allow := s.ask("POST", "/api/v1/measures", nil).Header().Get("Allow"); allow != "GET" {
		t.Errorf("Allow: %s", allow)
	}
}

// However a path is written, it does not reach a file.
func TestNoPathReachesAFile(t *testing.T) {
	s := start(t)
	for _, table := range []string{"/etc/passwd", "../../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "apx/../../etc",
		"apx%2f2008%00", "C:%5Cx/2008", "file:///etc/passwd", "apx/2008/../../x", "./2008", "../2008", "apx//2008",
		"apx/+2008", "%2e%2e/2008"} {
		for _, address := range []string{"/measure/bm?table=" + table, "/chain/CHN:c14?table=" + table, "/rank?table=" +
			table, "/sme/KOR?table=" + table, "/profile/CHN?table=" + table, "/simulate?scenario=x&table=" + table} {
			if w := s.get(address); w.Code != 400 && w.Code != 404 {
				t.Errorf("%s: %d %.200s", address, w.Code, w.Body)
			}
		}
	}
	for _, path := range []string{"/tables/..%2f..%2fetc/2008", "/tables/%2e%2e/2008",
		"/measure/..%2f..%2fetc%2fpasswd", "/jobs/..%2fx"} {
		if w := s.get(path); w.Code != 400 && w.Code != 404 {
			t.Errorf("%s: %d", path, w.Code)
		}
		if w := s.ask("DELETE", "/api/v1"+path, nil); w.Code < 400 || w.Code >= 500 {
			t.Errorf("DELETE %s: %d", path, w.Code)
		}
	}
}

// A problem is in the first language that the client accepts and there are texts in; what programs tell problems
// apart by is the same in all.
func TestProblemsAreInTheLanguageThatIsAccepted(t *testing.T) {
	s, _ := newAPI(t)
	for accepts, want := range map[string][2]string{"": {"en", "it has no economy"},
		"fr, ru;q=0.8": {"ru", "в ней нет экономики"},
		"en, ru":       {"en", "it has no economy"}} {
		r := httptest.NewRequest(http.MethodGet, api.Prefix+"/profile/IDM", nil)
		r.Header.Set("Accept-Language", accepts)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		var p api.Problem
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(p.Detail, want[1]) || w.Header().Get("Content-Language") != want[0] ||
			p.Kind != "not found" || p.Status != http.StatusNotFound ||
			!slices.Contains(w.Header().Values("Vary"), "Accept-Language") {
			t.Errorf("%q: %+v, %v", accepts, p, w.Header())
		}
	}
}
