package main

import (
	"encoding/json"
	"fmt"
	"html"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// questions draws questions about one table.
type questions struct {
	table                 string
	economies, industries []string
	measures              []declared
	pages                 []string // paths
	routes                []route
}

// declared is what is needed of a measure's declaration.
type declared struct {
	ID     string
	Levels []struct{ ID string }
}

// route is a question of the API, as its description has it.
type route struct {
	path   string // /chain/{product}
	params []param
}

type param struct {
	Name    string
	In      string
	Example any
	Schema  struct {
		Type             string
		Minimum, Maximum *float64
	}
}

var (
	navigation = regexp.MustCompile(`href="(/[^"#]*)"`)
	inBraces   = regexp.MustCompile(`\{[^}]*\}`)
)

// questionsAbout learns from the server what there is to ask: every page that the first page and the list of questions
// link to, every route of the API with its parameters.
func questionsAbout(address, table string) (*questions, error) {
	q := &questions{table: table}
	var detail struct{ Economies, Industries []struct{ Code string } }
	if err := getJSON(address+"/api/v1/tables/"+table, &detail); err != nil {
		return nil, err
	}
	if err := getJSON(address+"/api/v1/measures", &q.measures); err != nil {
		return nil, err
	}
	// A footprint is of jobs, energy or emissions, which these tables do not hold.
	q.measures = slices.DeleteFunc(q.measures, func(m declared) bool { return m.ID == "footprint" })
	for _, e := range detail.Economies {
		q.economies = append(q.economies, e.Code)
	}
	for _, i := range detail.Industries {
		q.industries = append(q.industries, i.Code)
	}
	if err := q.learnPages(address); err != nil {
		return nil, err
	}
	return q, q.learnRoutes(address)
}

func (q *questions) learnPages(address string) error {
	found := map[string]bool{}
	for _, from := range []string{"/", "/ask"} {
		page, err := get(address + from)
		if err != nil {
			return err
		}
		for _, m := range navigation.FindAllSubmatch(page, -1) {
			u, err := url.Parse(html.UnescapeString(string(m[1])))
			if err == nil && !strings.HasPrefix(u.Path, "/assets/") && !strings.HasPrefix(u.Path, "/api/") {
				found[u.Path] = true
			}
		}
	}
	q.pages = slices.Sorted(maps.Keys(found))
	if len(q.pages) < 2 {
		return fmt.Errorf("the first page links to no other")
	}
	return nil
}

func (q *questions) learnRoutes(address string) error {
	var described struct {
		Paths map[string]struct{ Get *struct{ Parameters []param } }
	}
	if err := getJSON(address+"/api/v1/openapi.json", &described); err != nil {
		return err
	}
	for _, path := range slices.Sorted(maps.Keys(described.Paths)) {
		if op := described.Paths[path].Get; op != nil && !strings.HasPrefix(path, "/jobs/") {
			q.routes = append(q.routes, route{path, op.Parameters})
		}
	}
	return nil
}

func get(address string) ([]byte, error) {
	r, err := http.Get(address)
	if err != nil {
		return nil, err
	}
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	if err == nil && r.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s: %.300s", address, r.Status, text)
	}
	return text, err
}

func getJSON(address string, v any) error {
	text, err := get(address)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, v)
}

// question is a request, and what kind of question it is.
type question struct{ kind, address string }

// kinds draws one question of each kind.
func (q *questions) kinds(r *rand.Rand) (all []question) {
	for _, p := range q.pages {
		all = append(all, q.page(r, p))
	}
	for _, route := range q.routes {
		if strings.HasPrefix(route.path, "/measure/") {
			for _, m := range q.measures {
				all = append(all, q.measure(r, m))
			}
			continue
		}
		all = append(all, q.api(r, route))
	}
	return all
}

// draw draws one question: a page, a measure, or another route of the API.
func (q *questions) draw(r *rand.Rand) question {
	switch n := r.IntN(100); {
	case n < 45:
		return q.page(r, one(r, q.pages))
	case n < 70:
		return q.measure(r, one(r, q.measures))
	}
	for {
		if route := one(r, q.routes); !strings.HasPrefix(route.path, "/measure/") {
			return q.api(r, route)
		}
	}
}

func one[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// page asks a page about some economy.
func (q *questions) page(r *rand.Rand, path string) question {
	p := url.Values{"table": {q.table}}
	if path == "/" || path == "/economy" { // other pages have data about some economies only, and choose one
		p.Set("economy", one(r, q.economies))
	}
	return question{"page " + path, path + "?" + p.Encode()}
}

func (q *questions) measure(r *rand.Rand, m declared) question {
	p := url.Values{"table": {q.table}, "economy": {one(r, q.economies)}}
	p.Set("level", m.Levels[r.IntN(min(len(m.Levels), 3))].ID) // the finest are for files, not for looking
	if p.Get("level") == "pairs" {
		p.Set("level", "sector")
	}
	p.Set("format", one(r, []string{"json", "csv", "xlsx", "parquet", "arrow"}))
	return question{"measure " + m.ID, "/api/v1/measure/" + m.ID + "?" + p.Encode()}
}

// api asks a route as its description shows: about some economy and product of the table, with numbers near those of
// the examples, so that no two people ask the same. A text of several lines is a document that the question needs;
// other parameters are given now and then.
func (q *questions) api(r *rand.Rand, route route) question {
	path, p := route.path, url.Values{}
	for _, d := range route.params {
		value := q.value(r, d)
		document := strings.Contains(value, "\n")
		switch {
		case d.In == "path":
			path = strings.Replace(path, "{"+d.Name+"}", url.PathEscape(value), 1)
		case d.Name == "table" || d.Name == "to" || document:
			p.Set(d.Name, value)
		case value != "" && numeric(d) && r.IntN(2) == 0, value != "" && r.IntN(12) == 0:
			p.Set(d.Name, value)
		}
	}
	return question{"api " + inBraces.ReplaceAllString(route.path, "…"), "/api/v1" + path + "?" + p.Encode()}
}

func numeric(d param) bool { return d.Schema.Type == "integer" || d.Schema.Type == "number" }

// value draws a value of a parameter.
func (q *questions) value(r *rand.Rand, d param) string {
	switch d.Name {
	case "table":
		return q.table
	case "economy", "to":
		return one(r, q.economies)
	case "product":
		if fmt.Sprint(d.Example) == "CHN:c14" {
			return one(r, q.economies) + ":" + one(r, q.industries)
		}
	}
	text := ""
	switch example := d.Example.(type) {
	case []any:
		text = fmt.Sprint(example[0])
	case nil:
	default:
		text = fmt.Sprint(example)
	}
	if x, err := strconv.ParseFloat(text, 64); err == nil && d.In != "path" && numeric(d) {
		x *= .8 + .4*r.Float64()
		if d.Name == "seed" {
			x = float64(r.IntN(1 << 30))
		}
		if d.Schema.Type == "integer" {
			return strconv.Itoa(int(x))
		}
		return strconv.FormatFloat(x, 'g', 4, 64)
	}
	return text
}
