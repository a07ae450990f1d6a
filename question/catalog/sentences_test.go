package catalog_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"ikat/internal/ikattest"
	"ikat/internal/questiontest"
	"ikat/internal/sentences"
	"ikat/question"
	"ikat/question/catalog"
	"ikat/say"
)

// spoken are answers in prose, and the levels or further choices whose rows their sentences are made of.
var spoken = []struct {
	id    string
	given map[string][]string
	rows  []map[string][]string
}{
	{"profile", map[string][]string{"economy": {"KOR"}, "table": {"apx/2008"}},
		[]map[string][]string{{"level": {"years"}}}},
	{"chain", map[string][]string{"product": {"KOR:c14"}, "to": {"JPN"}, "table": {"apx/2008"}},
		[]map[string][]string{{"level": {"total"}}, {"level": {"side"}}, {"level": {"link"}}}},
	{"chain", map[string][]string{"product": {"DEU:c14"}, "to": {"USA"}, "table": {"apx/2008"}},
		[]map[string][]string{{"level": {"total"}}, {"level": {"side"}}, {"level": {"link"}}}},
	{"brief", map[string][]string{"economy": {"IDN"}, "table": {"apx/2011"}}, []map[string][]string{{}}},
	{"brief", map[string][]string{"economy": {"VNM"}, "table": {"apx/2011"}}, []map[string][]string{{}}},
	{"rank", map[string][]string{"for": {"IDN"}, "table": {"apx/2011"}, "top": {"5"}}, []map[string][]string{{}}},
	{"rank", map[string][]string{"for": {"world"}, "table": {"apx/2011"}, "top": {"3"}, "cut": {"benchmark"},
		"draws": {"12"}}, []map[string][]string{{}}},
	{"rank", map[string][]string{"for": {"KOR"}, "by": {"import-side"}, "table": {"apx/2008"}, "top": {"3"}},
		[]map[string][]string{{}}},
	{"simulate", map[string][]string{"scenario": {"scenarios: [{name: customs, changes: [{exporter: IDN, days: -1}]}]"},
		"table": {"apx/2008"}}, []map[string][]string{{}}},
	{"simulate", map[string][]string{"scenario": {"scenarios: [{name: war, changes: [{exporter: CHN, importer: USA, " +
		"tariff_to: 10%}]}]"}, "table": {"apx/2011"}}, []map[string][]string{{}}},
	{"integration", map[string][]string{"group": {"RCEP"}, "table": {"apx/2008"}}, []map[string][]string{{}}},
	{"compare", map[string][]string{"economies": {"IDN", "VNM", "THA"}}, []map[string][]string{{}}},
	{"competitiveness", map[string][]string{"economy": {"VNM"}}, []map[string][]string{{}}},
	{"border", map[string][]string{"economies": {"IDN,JPN,THA"}}, []map[string][]string{{}}},
	{"sme", map[string][]string{"economy": {"KOR"}, "table": {"apx/2008"}, "worth": {"false"}}, []map[string][]string{{}}},
	{"sme", map[string][]string{"economy": {"KOR"}, "table": {"apx/2008"}, "bounds": {"false"}},
		[]map[string][]string{{}}},
	{"factors", map[string][]string{"economy": {"KOR"}, "table": {"apx/2008"}, "draws": {"20"}},
		[]map[string][]string{{}}},
}

// withoutArticle is a name inside a phrase that lacks the article it takes.
var withoutArticle = regexp.MustCompile(`\b(of|in|into|to|from|by|on|for|with|inside|between|through|what|that) ` +
	`(Republic of|Russian Federation|United|Rest of|Other |Netherlands|Philippines|Islamic|Czech Republic|Lao People)\S*`)

// proseTexts are all that a page says, cells of its grids too.
func proseTexts(page *say.Page) (out []string) {
	for _, b := range page.Blocks {
		out = append(out, b.Text)
		if b.Grid != nil {
			out = append(out, slices.Concat(b.Grid.Rows...)...)
		}
	}
	return out
}

// Every sentence of an answer in prose is made of the rows that the same question gives, and claims no more than they
// do.
func TestSentencesOfAnswers(t *testing.T) {
	ikattest.Long(t, "nine answers are written and read")
	voice, trace := say.In(say.English).Traced()
	r := &sentences.Reader{Voice: voice, Trace: trace}
	e := questiontest.Engine()
	ask := func(id string, prose bool, choices ...map[string][]string) *question.Answer {
		given := map[string][]string{}
		for _, c := range choices {
			for name, v := range c {
				given[name] = v
			}
		}
		q := catalog.Find(id)
		v, err := q.Read(given, question.Asker{Local: true})
		if err != nil {
			t.Fatal(id, err)
		}
		a, err := q.Ask(t.Context(), &question.Request{Values: v, Engine: e, Prose: prose, Language: voice.Called}, nil)
		if err != nil {
			t.Fatal(id, err)
		}
		return a
	}
	for _, s := range spoken {
		part := sentences.Part{Name: s.id + " " + strings.Join(slices.Concat(s.given["economy"], s.given["product"]), " ")}
		for _, choice := range s.rows {
			part.Frames = append(part.Frames, ask(s.id, false, s.given, choice).Frames...)
		}
		page := ask(s.id, true, s.given).Prose
		said := 0
		for _, b := range page.Blocks {
			switch b.Kind {
			case say.Paragraph, say.Heading:
				part.Texts = append(part.Texts, b.Text)
				said++
			case say.Title, say.Small, say.Warning:
				part.Head = append(part.Head, b.Text)
			}
		}
		if said < 1 {
			t.Errorf("%s says %d sentences", part.Name, said)
		}
		for _, marked := range proseTexts(page) {
			text, _ := trace.Read(marked)
			if bare := withoutArticle.FindString(text); bare != "" {
				t.Errorf("%s: a name lacks its article: %q in %q", part.Name, bare, text)
			}
		}
		for _, f := range r.Faults(part) {
			t.Error(f)
		}
	}
}
