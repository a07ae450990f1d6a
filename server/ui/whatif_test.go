package ui

import (
	"context"
	"html"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"ikat/question/trade"
	"ikat/scenario"
)

// work does the long work of a section.
func work(t *testing.T, s *Site, path, id string, pairs ...string) *Section {
	t.Helper()
	part := viewOf(t, s, path, pairs...).section(id)
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Add(pairs[i], pairs[i+1])
	}
	done, err := part.Work(
		&request{Context: context.Background(), Values: q, Texts: english(), site: s, path: path},
		nil,
	)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

const war = "table: apx/2011\nscenarios:\n  - name: strike\n    changes: [{exporter: CHN, importer: USA, " +
	"industry: goods, tariff_by: 25%}]\n  - name: answer\n    after: strike\n    changes: [{exporter: USA, " +
	"importer: CHN, industry: goods, tariff_by: 25%}]\n"

// Map, ranges and rows are those of the engine for the scenario shown, and the table of the scenario's file is used.
func TestAScenariosResultIsTheEngines(t *testing.T) {
	s := newSite(t)
	read, err := scenario.Read("war", []byte(war))
	if err != nil {
		t.Fatal(err)
	}
	f, err := trade.Solve(t.Context(), s.engine, read, "", "economy", nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, show := range []string{"strike", "answer"} {
		part := work(t, s, "/what-if", "result", "scenario", war, "show", show)
		if part.Table.Total != f.Rows() ||
			part.Rows.CLI() != "ikat simulate scenario.yaml --table apx/2011 --level economy" ||
			!strings.Contains(part.Rows.API(""), "scenario=table") {
			t.Errorf("%d rows, %s, %s", part.Table.Total, part.Rows.CLI(), part.Rows.API(""))
		}
		want := map[string]float64{}
		for i := range f.Rows() {
			if f.Column("scenario").Text(i) == show {
				want[f.Column("economy").Text(i)] = f.Column("welfare_pct").Floats[i]
			}
		}
		if len(part.Figure.Rows) != len(want)-1 {
			t.Errorf("%d economies on the map, want %d", len(part.Figure.Rows), len(want)-1)
		}
		for _, row := range part.Figure.Rows {
			if row["value"] != want[row["code"].(string)] {
				t.Errorf("%s, %s: %v on the map, want %v", show, row["code"], row["value"], want[row["code"].(string)])
			}
		}
		if len(part.More) != 6 || part.More[0].ID != "beside" || part.More[1].ID != "firms" ||
			part.More[2].ID != "jobs" || len(part.More[2].Said) != 1 || part.More[3].Figure.Kind != "intervals" {
			t.Errorf("%d further parts", len(part.More))
		}
	}
	lead := work(t, s, "/what-if", "result", "scenario", war, "show", "strike").Lead
	if !strings.Contains(lead, "gains most") || !strings.Contains(lead, "China loses most") {
		t.Errorf("a strike against China: %s", lead)
	}
}

// The form adds one change to a scenario, in the words of a file; its link takes it out again.
func TestTheFormAddsAChange(t *testing.T) {
	s := newSite(t)
	for _, c := range []struct{ what, amount, want, words string }{
		{"iceberg", "-5", "iceberg: -5%", "changes by −5%"}, {"tariff-by", "2.5", "tariff_by: 2.5%", "by 2.5 points"},
		{"tariff-to", "0", "tariff_to: 0%", "becomes 0%"},
		{"days", "−3", "days: -3", "−3 days"}, {"container", "-100", "container_cost: -100", "US$ −100"}, {"available",
			"0%", "available: 0%", "0% of the supply"},
		{"closed", "30", "closed_days: 30", "30 days of a year"},
	} {
		v := viewOf(
			t,
			s,
			"/what-if",
			"scenario",
			nothing,
			"exporter",
			"CHN",
			"exporter",
			"IDN",
			"importer",
			"USA",
			"product",
			"c14",
			"what",
			c.what,
			"amount",
			c.amount,
		)
		text := v.section("file").Controls[0].Value
		for _, want := range []string{c.want, "exporter: [CHN, IDN]", "importer: USA", "industry: c14"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is not in\n%s", c.what, want, text)
			}
		}
		rows := v.section("changes").Table.Rows
		if len(rows) != 1 ||
			rows[0][1].Text != "Electrical and optical equipment, from China and Indonesia to the United States" ||
			!strings.Contains(rows[0][2].Text, c.words) {
			t.Fatalf("%s: %v", c.what, rows)
		}
		out, err := url.Parse(rows[0][3].Href)
		if err != nil || strings.Contains(out.Query().Get("scenario"), "CHN") {
			t.Errorf("%s: taken out, %v", c.what, out)
		}
		for _, control := range v.section("build").Controls {
			if len(control.Values) > 0 || control.Name == "amount" && control.Value != "" {
				t.Errorf("the form still holds %s", control.Name)
			}
		}
	}
	if v := viewOf(t, s, "/what-if", "scenario", nothing, "exporter", "KOR", "what", "productivity", "amount",
		"2"); v.section("changes").Table.Rows[0][1].Text != "all industries in the Republic of Korea" {
		t.Errorf("productivity: %v", v.section("changes").Table.Rows)
	}
	if v := viewOf(t, s, "/what-if", "scenario", nothing); !strings.Contains(v.Answer[0], "Nothing changes yet") ||
		v.section("result") != nil {
		t.Errorf("no change: %s", v.Answer)
	}
}

// Every example can be started from, and kept as the file it is.
func TestExamplesCanBeStartedFrom(t *testing.T) {
	s := newSite(t)
	if len(starts()) < 5 {
		t.Fatalf("%d examples", len(starts()))
	}
	for _, e := range starts() {
		body := html.UnescapeString(readable(t, s, address("/what-if", "scenario", e.text)))
		if !strings.Contains(answerOf(body), e.Title) {
			t.Errorf("the page of %q answers %s", e.Title, answerOf(body))
		}
		w := get(s, address("/what-if/scenario.yaml", "scenario", e.text))
		if w.Code != 200 || w.Body.String() != e.text ||
			!strings.Contains(w.Header().Get("Content-Disposition"), "scenario.yaml") {
			t.Errorf("%q as a file: %d, %d bytes of %d", e.Title, w.Code, w.Body.Len(), len(e.text))
		}
	}
}

// A row of the ranking leads to a scenario that is worth what the row says.
func TestRanksLeadToScenarios(t *testing.T) {
	s := newSite(t)
	for _, choices := range [][]string{{"for", "IDN"}, {"for", "world", "by", "export-side", "cut", "benchmark"}, {"for",
		"sme:KOR", "by", "pair", "of", "goods"}, {"by", "industry", "cut", "1%"}, {"by", "import-side", "of", "c14"}} {
		part := work(t, s, "/what-if", "ranking", choices...)
		if part.Table.Total != rankTop && part.Table.Total < 10 ||
			!strings.Contains(part.Rows.CLI(), "ikat rank --for ") {
			t.Errorf("%v: %d rows of %s", choices, part.Table.Total, part.Rows.CLI())
		}
		to, err := url.Parse(part.Table.Rows[0][1].Href)
		if err != nil || to.Path != "/what-if" {
			t.Fatalf("%v: the first row leads to %v", choices, to)
		}
		if choices[1] != "IDN" {
			viewOf(t, s, "/what-if", "scenario", to.Query().Get("scenario"))
			continue
		}
		gain := part.Figure.Rows[0]["value"].(float64)
		for _, row := range work(t, s, "/what-if", "result", "scenario", to.Query().Get("scenario")).Figure.Rows {
			if got := row["value"].(float64); row["code"] == "IDN" && Number(got, 6) != Number(gain, 6) {
				t.Errorf("the ranking says %v, the scenario %v", gain, got)
			}
		}
	}
}

// From the network nothing reads a path, and what cannot be answered keeps the text to be mended.
func TestScenariosOfStrangers(t *testing.T) {
	s := newSite(t)
	ok := "scenarios:\n  - name: a\n    changes: [{iceberg: 1%}]\n"
	for text, want := range map[string]struct {
		status int
		says   string
	}{
		"elasticities: /etc/passwd\n" + ok: {400, "no file of elasticities"}, "table: /etc/passwd\n" + ok: {400,
			"is no table"}, "scenarios: [": {422, "not YAML"},
		"scenarios:\n  - name: a\n    changes: [{iceburg: 1%}]\n":                {400, "iceburg"},
		"scenarios:\n  - name: a\n    changes: [{exporter: ATL, iceberg: 1%}]\n": {404, "ATL"},
		"scenarios:\n  - name: a\n    changes: [{exporter: *x, iceberg: 1%}]\n":  {400, "in quotes"},
		"<script>alert(1)</script>":                                              {400, ""},
	} {
		w := get(s, address("/what-if", "scenario", text))
		body := w.Body.String()
		if w.Code != want.status || !strings.Contains(html.UnescapeString(answerOf(body)), want.says) ||
			!strings.Contains(body, html.EscapeString(text)[:8]) ||
			!strings.Contains(body, "<textarea") {
			t.Errorf("%.40q: %d, want %d %q\n%s", text, w.Code, want.status, want.says, answerOf(body))
		}
		if strings.Contains(body, "<script>alert") {
			t.Errorf("%.40q is not escaped", text)
		}
		if w := get(s, address("/what-if/scenario.yaml", "scenario", text)); w.Code != want.status {
			t.Errorf("%.40q as a file: %d", text, w.Code)
		}
	}
	for target, status := range map[string]int{"/what-if?amount=much": 400, "/what-if?amount=5&what=magic": 404,
		"/what-if?amount=-100&what=iceberg": 400, "/what-if?amount=5&exporter=ATL": 404, "/what-if?for=ATL": 404,
		"/what-if?by=colour": 404, "/what-if?cut=200%25": 404, "/what-if?show=none": 200} {
		if w := get(s, target); w.Code != status {
			t.Errorf("%s: %d, want %d\n%s", target, w.Code, status, answerOf(w.Body.String()))
		}
	}
}

// A client that goes away ends the work.
func TestLongWorkEndsWithItsClient(t *testing.T) {
	s := newSite(t)
	part := viewOf(t, s, "/what-if").section("result")
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := part.Work(&request{Context: ctx, Values: url.Values{}, Texts: english(), site: s, path: "/what-if"},
		nil); err == nil {
		t.Error("the work went on")
	}
}

// A scenario that was made from an example keeps nothing of its title or names: what is said is made from the changes.
func TestATitleSaysWhatChanges(t *testing.T) {
	s := newSite(t)
	example := starts()[0]
	v := viewOf(
		t,
		s,
		"/what-if",
		"scenario",
		example.text,
		"exporter",
		"JPN",
		"importer",
		"CHN",
		"what",
		"tariff-to",
		"amount",
		"10",
	)
	if strings.Contains(v.Answer[0], example.Title) || strings.Contains(v.Title, example.Title) {
		t.Errorf("the title is still the example's: %s, %s", v.Title, v.Answer[0])
	}
	v = viewOf(
		t,
		s,
		"/what-if",
		"scenario",
		nothing,
		"exporter",
		"JPN",
		"importer",
		"CHN",
		"what",
		"tariff-to",
		"amount",
		"10",
	)
	const want = "from Japan to China: the tariff becomes 10%"
	if !strings.Contains(v.Title, want) || !strings.Contains(v.Answer[0], want) || v.section("touched").Figure == nil {
		t.Errorf("%s, %s", v.Title, v.Answer[0])
	}
	text := v.section("file").Controls[0].Value
	out, err := url.Parse(v.section("changes").Table.Rows[0][3].Href)
	if err != nil || out.Query().Get("scenario") != nothing {
		t.Errorf("taken out, the scenario is %q", out)
	}
	if own := viewOf(t, s, "/what-if", "scenario", text, "title", "My own"); !strings.Contains(
		own.Answer[0],
		"My own: 1 change",
	) {
		t.Errorf("%s", own.Answer[0])
	}
}

// Without a scenario the page asks its example, and leads to others, of the table that is looked at.
func TestExamplesFollowTheTableLookedAt(t *testing.T) {
	s := newSite(t)
	for _, address := range []string{"/what-if", "/what-if?table=apx/1995"} {
		body := get(s, address).Body.String()
		want := "apx/2008"
		if strings.Contains(address, "1995") {
			want = "apx/1995"
		}
		if !strings.Contains(body, "table: "+want) || strings.Contains(body, "table: apx/2011") ||
			strings.Contains(body, "apx%2F2011%0A") {
			t.Errorf("%s is not all about %s", address, want)
		}
	}
}

// The first example is about the reader's economy, titled in the reader's language; one that the table lacks gets a
// word.
func TestTheExampleIsAboutTheReadersEconomy(t *testing.T) {
	s := newSite(t)
	for target, want := range map[string]string{
		"/what-if?economy=KOR":         "day and night at the Republic of Korea&#39;s borders",
		"/what-if?economy=KAZ":         "Kazakhstan is not in this table; the example is about Indonesia.",
		"/what-if":                     "day and night at Indonesia&#39;s borders",
		"/what-if?economy=JPN&lang=ru": "Границы экономики «Япония», на которых таможня работает круглосуточно",
	} {
		if body := readable(t, s, target); !strings.Contains(body, want) {
			t.Errorf("%s does not say %q: %s", target, want, answerOf(body))
		}
	}
}

// Jobs that a reader sends are among the results, as the question gives them, and stay when the scenario changes.
func TestJobsAreSent(t *testing.T) {
	s := newSite(t)
	defer s.Close()
	table, err := s.engine.Table(t.Context(), "apx/2011", nil)
	if err != nil {
		t.Fatal(err)
	}
	file := "economy,industry,jobs\n,,persons\n"
	for i := range table.Sectors() {
		file += strings.Replace(table.Sector(i), "_", ",", 1) + ",1000\n"
	}
	to, _ := send(t, s, "/what-if", "satellite", "jobs.csv", []byte(file))
	ref := strings.TrimPrefix(to, "/what-if?satellite=")
	if ref, err = url.QueryUnescape(ref); err != nil || ref == "" {
		t.Fatalf("the file is at %q (%v)", to, err)
	}
	part := work(t, s, "/what-if", "result", "scenario", war, "satellite", ref)
	at := slices.IndexFunc(part.More, func(p Section) bool { return p.ID == "jobs" })
	jobs := part.More[at]
	if jobs.Table == nil || !strings.HasSuffix(jobs.Rows.CLI(), "--satellite jobs.csv") {
		t.Fatalf("no jobs: %v", jobs.Said)
	}
	other := (&request{Values: url.Values{"satellite": {ref}}}).leading(nothing)
	if !strings.Contains(other, "satellite=sent") {
		t.Errorf("another scenario is at %s", other)
	}
	if w := get(s, "/what-if?satellite=sent:0"); w.Code != http.StatusNotFound ||
		!strings.Contains(w.Body.String(), "Send it again") {
		t.Errorf("a file that is gone: %d %s", w.Code, answerOf(w.Body.String()))
	}
}
