package ui

import (
	"html"
	"regexp"
	"strings"
	"testing"

	"ikat/say"
)

// A page in Russian has the names that the table has in English in Russian too, in rows, choices and colours; what a
// colour's labels explain stays an identifier; English pages are as they are.
func TestLabelsAreInThePagesLanguage(t *testing.T) {
	shared := []Choice{{"KAZ", "Kazakhstan (KAZ)"}}
	page := func() *View {
		return &View{Controls: []Control{{Name: "economy", Options: shared}}, Sections: []Section{{
			Figure: &Figure{Rows: []Row{{"name": "Kazakhstan", "side": "export", "value": 1.0}},
				Color: &Color{Field: "side", Order: []string{"export"},
					Labels: map[string]string{"export": "Gross exports"}}},
			Table: &Table{Header: []Head{{Label: "Gross exports"}},
				Rows: [][]Cell{{{Text: "Kazakhstan"}, {Text: "1,234.5", Number: true}}}},
		}}}
	}
	v := page()
	v.label(say.In("ru"))
	s := v.Sections[0]
	for _, c := range []struct{ got, want string }{
		{v.Controls[0].Options[0].Label, "Казахстан (KAZ)"}, {shared[0].Label, "Kazakhstan (KAZ)"},
		{s.Figure.Rows[0]["name"].(string), "Казахстан"}, {s.Figure.Rows[0]["side"].(string), "export"},
		{s.Figure.Color.Labels["export"], "Валовой экспорт"}, {s.Table.Header[0].Label, "Валовой экспорт"},
		{s.Table.Rows[0][0].Text, "Казахстан"}, {s.Table.Rows[0][1].Text, "1\u00a0234,5"},
	} {
		if c.got != c.want {
			t.Errorf("%q in place of %q", c.got, c.want)
		}
	}
	v = page()
	v.label(say.In(say.English))
	if got := v.Sections[0].Table.Rows[0][0].Text; got != "Kazakhstan" {
		t.Error(got)
	}
}

// Numbers of a Russian page have a comma wherever they stand: in sentences, rows, pictures, notes and titles. Commands,
// sources and licences are as their authors write them.
func TestNumbersInRussian(t *testing.T) {
	s := newSite(t)
	written := regexp.MustCompile(`(?s)<main.*</main>`)
	apart := regexp.MustCompile(`(?s)<(code|pre|textarea|script)\b.*?</(code|pre|textarea|script)>|` +
		`<p class="source.*?</p>|<[^>]*>`)
	english := regexp.MustCompile(`[^\n]{0,60}(?:^|[^\w./,-])\d+\.\d+(?:[^\w.]|$)[^\n]{0,20}`)
	for _, path := range []string{"/world?year=2008", "/economy?economy=JPN", "/economy?economy=FJI",
		"/chain?economy=IDN&industry=c4&partner=DEU", "/chain?economy=KAZ", "/borders?economy=KGZ", "/brief?economy=KAZ",
		"/dependency?economy=TUR&partner=CHN", "/products?economy=KOR", "/competitiveness?economy=MNG", "/what-if"} {
		page := written.FindString(get(s, path+string("?&"[strings.Count(path, "?")])+"lang=ru").Body.String())
		text := html.UnescapeString(apart.ReplaceAllString(page, "\n"))
		for _, found := range english.FindAllString(text, -1) {
			if !strings.Contains(found, "CC BY") {
				t.Errorf("%s: %q", path, found)
			}
		}
	}
}

// The address may name the language; every link keeps it, and the foot of the page leads to the others.
func TestLanguageOfTheAddress(t *testing.T) {
	s := newSite(t)
	page := get(s, "/stories?lang=ru").Body.String()
	for _, text := range []string{`<html lang="ru"`, "Прогулки с проводником", "/world?lang=ru", `hreflang="en"`} {
		if !strings.Contains(page, text) {
			t.Errorf("the page lacks %s", text)
		}
	}
	if page := get(s, "/stories").Body.String(); !strings.Contains(page, `href="/stories?lang=ru"`) {
		t.Error("the English page does not lead to the Russian one")
	}
}
