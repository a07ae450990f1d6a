package main

import (
	"encoding/json"
	"fmt"
	"html"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"regexp"
	"slices"
)

// questions draws questions about one table.
type questions struct {
	table                 string
	economies, industries []string
	measures              []declared
	pages                 []string
}

// declared is what is needed of a measure's declaration.
type declared struct {
	ID     string
	Levels []struct{ ID string }
}

var navigation = regexp.MustCompile(`(?s)<nav.*?</nav>`)
var link = regexp.MustCompile(`href="(/[^"#]*)"`)

// questionsAbout learns from the server what there is to ask: pages from its navigation, economies, industries and
// measures from the API.
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
	page, err := get(address + "/")
	if err != nil {
		return nil, err
	}
	for _, m := range link.FindAllSubmatch(navigation.Find(page), -1) {
		if u, err := url.Parse(html.UnescapeString(string(m[1]))); err == nil {
			q.pages = append(q.pages, u.Path)
		}
	}
	if len(q.pages) == 0 {
		return nil, fmt.Errorf("the first page links to no other")
	}
	return q, nil
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

// question is an address, and what kind of question it is.
type question struct{ kind, address string }

// draw draws one question.
func (q *questions) draw(r *rand.Rand) question {
	p := url.Values{"table": {q.table}}
	one := func(list []string) string { return list[r.IntN(len(list))] }
	api := func(path string) string { return "/api/v1/" + path + "?" + p.Encode() }
	switch n := r.IntN(100); {
	case n < 40:
		path := one(q.pages)
		if path == "/" || path == "/economy" { // other pages have data about some economies only, and choose one
			p.Set("economy", one(q.economies))
		}
		return question{"page", path + "?" + p.Encode()}
	case n < 70:
		m := q.measures[r.IntN(len(q.measures))]
		p.Set("level", m.Levels[r.IntN(min(len(m.Levels), 3))].ID) // the finest are for files, not for looking
		p.Set("economy", one(q.economies))
		if p.Get("level") == "pairs" {
			p.Set("level", "sector")
		}
		p.Set("format", one([]string{"json", "csv", "xlsx", "parquet", "arrow"}))
		return question{"measure", api("measure/" + m.ID)}
	case n < 80:
		return question{"tables and measures",
			one([]string{"/api/v1/tables", "/api/v1/tables/" + q.table, "/api/v1/measures", "/api/v1/docs"})}
	case n < 88:
		p.Set("economies", one([]string{"IDN,VNM", "CHN,JPN,KOR", "MYS", "THA"}))
		p.Del("table")
		return question{"border", api("border")}
	case n < 92:
		return question{"profile", api("profile/" + one(q.economies))}
	case n < 95:
		address := "sme/" + one([]string{"JPN", "KOR"})
		p.Set("va-within", fmt.Sprintf("%.2f", 1.2+0.3*r.Float64()))
		if r.IntN(3) == 0 {
			return question{"small firms, with the interval", api(address)}
		}
		p.Set("bounds", "false")
		return question{"small firms", api(address)}
	case n < 97:
		p.Set("to", one(q.economies))
		p.Set("format", "csv")
		return question{"chain", api("chain/" + one([]string{"CHN", "IDN", "JPN", "KOR", "DEU", "USA"}) + ":" +
			one([]string{"c4", "c9", "c14"}))}
	case n < 99:
		p.Set("top", "3")
		p.Set("for", one([]string{"IDN", "IND", "KOR", "world"}))
		return question{"ranking", api("rank")}
	}
	p.Set("scenario", fmt.Sprintf("scenarios: [{name: a, changes: [{exporter: %s, industry: c14, days: -3}]}]",
		one([]string{"CHN", "IDN", "KOR"})))
	return question{"scenario", api("simulate")}
}
