package api_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"ikat/engine"
	"ikat/internal/ikattest"
	"ikat/server/api"
	"ikat/tablefile/all"
)

// onSmall lets the targets ask a table that answers at once: what is tried here are the words of a question.
func onSmall(c *api.Config) {
	c.Engine, c.Table = engine.New("test", all.All(), ikattest.Small()), "small/2000"
}

// Whatever a stranger asks, the answer is one, or a problem of theirs: never a panic, never a fault of ikat's own.
func FuzzParameters(f *testing.F) {
	for _, seed := range [][2]string{
		{"measure/bm", "table=small/2000&level=sector&economy=KOR&option=x=y&group=A=CHN,JPN&value-added=reported"},
		{"measure/footprint", "level=bilateral&option=indicator=&partner=,,,"},
		{"measure/multipliers", "level=link&option=target=CHN&option=target=" + url.QueryEscape("a\x00b")},
		{"chain/CHN:c14", "to=USA&theta=0.2%25,0.8%25&container-value=1e9&missing=mean:SGP&borderless=CHN," +
			"JPN&goods=c1&benchmark=SGP,JPN"},
		{"chain/::", "theta=-1&theta=1e309"},
		{"chain/CHN:c14", "missing=value:1,2,3&borderless=,&benchmark=,"},
		{"border", "economies=KOR&peers=KOR&theta=99"},
		{"rank", "for=sme:KOR&top=1&by=pair&elasticities=0.1&cut=1e-300"},
		{"rank", "for=CHN,,JPN&top=1&industry=goods&exporter=*&elasticities=999"},
		{"sme/KOR", "bounds=false&va-within=1e300"},
		{"profile/CHN", "table=small/*&group==,=&group=%ff=CHN"},
		{"simulate", "scenario=" + url.QueryEscape(scenario)},
		{"simulate", "scenario=" + url.QueryEscape("scenarios: [{name: a, changes: [{exporter: '[', iceberg: 1e400}]}]")},
		{"simulate", "scenario=" + url.QueryEscape("a: &a [*a, *a]")},
		{"tables/small/2000", "x=%zz"},
		{"jobs/x/result", "format=csv"},
		{"..", ""},
	} {
		f.Add(seed[0], seed[1])
	}
	a, _ := newAPI(f, onSmall)
	f.Fuzz(func(t *testing.T, path, query string) {
		if strings.Contains(query, "bounds") || strings.HasPrefix(path, "sme/") {
			query += "&bounds=false"
		}
		r := httptest.NewRequestWithContext(t.Context(), "GET", "/", nil)
		r.URL.Path, r.URL.RawQuery = "/api/v1/"+path, query
		served(t, a, r)
	})
}

func FuzzScenarioBody(f *testing.F) {
	for _, seed := range []string{scenario, "", "{", "scenarios:", "scenarios: [{name: a, after: a}]", "a: &a {b: *a}",
		"scenarios: [{name: a, changes: [{economy: CHN, productivity: -100%}]}]", "\xff\xfe", "? [", "- - - -",
		"scenarios: [{name: a, changes: [{tariff_to: 1e308}]}]\ntariffs: [{tariff_to: -99%}]",
		"groups: {A: [B]}\nscenarios: [{name: a, changes: [{exporter: A, days: -1e300}]}]",
		"elasticities: 0\n" + scenario, "container_value: -1\n" + scenario,
		"scenarios:\n  - name: A\n    changes:\n     ! 0", "scenarios: [{name:a, changes:[{tariff_to: 1e8}]}i",
		"day_cost: [0, 1e300]\n" + scenario} {
		f.Add(seed)
	}
	a, _ := newAPI(f, onSmall)
	f.Fuzz(func(t *testing.T, body string) {
		r := httptest.NewRequestWithContext(
			t.Context(),
			"GET",
			"/api/v1/simulate?"+url.Values{"scenario": {body}}.Encode(),
			nil,
		)
		served(t, a, r)
	})
}

func served(t *testing.T, a *api.API, r *http.Request) {
	t.Helper()
	w := httptest.NewRecorder()
	a.ServeHTTP(w, r)
	if w.Code >= 500 || w.Code >= 400 && w.Header().Get("Content-Type") != "application/problem+json" {
		t.Errorf("%s: %d %s %.400s", r.URL, w.Code, w.Header().Get("Content-Type"), w.Body)
	}
}
