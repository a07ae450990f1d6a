package ui

import (
	"errors"
	"html"
	"regexp"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/say"
)

// latin is a word of a language written in Latin letters; kept is what stays in every language: what was typed, codes,
// commands and the names of files and fields.
var (
	latin = regexp.MustCompile(`[a-z]{3,}`)
	kept  = regexp.MustCompile(`"[^"]*"|“[^”]*”|«[^»]*»|ikat( [a-z]+)*|\S*[A-Z0-9_/=.]\S*`)
	said  = regexp.MustCompile(`(?s)<div class="answer">.*?</div>`)
	tags  = regexp.MustCompile(`<[^>]*>`)
)

// A page that cannot answer says in Russian what is wrong, why, and what to do: of values out of their choices,
// unknown names, tables and pages.
func TestErrorsOfPagesInRussian(t *testing.T) {
	s := newSite(t)
	for _, path := range []string{
		"/economy?economy=XXX", "/economy?economy=Vietnan", "/economy?economy=JPN&table=none/2000",
		"/economy?economy=JPN&table=apx/1066", "/economy?economy=JPN&year=SOON", "/chain?economy=IDN&industry=NOTHING",
		"/chain?economy=JPN&container-value=FREE", "/dependency?economy=CHN&partner=QQQ",
		"/products?economy=KOR&product=zz",
		"/borders?economy=KGZ&with=ZZZ", "/competitiveness?economy=MNG&peers=NOBODY", "/nowhere",
		"/economy?economy=JPN&economy=KOR", "/chain?economy=IDN&industry=c4&border=NOTHING",
	} {
		page := get(s, path+string("?&"[strings.Count(path, "?")])+"lang=ru")
		text := html.UnescapeString(tags.ReplaceAllString(said.FindString(page.Body.String()), " "))
		if strings.TrimSpace(text) == "" {
			t.Errorf("%s says nothing (%d)", path, page.Code)
		}
		if found := latin.FindString(kept.ReplaceAllString(text, "")); found != "" {
			t.Errorf("%s: %s stands in %q", path, found, strings.Join(strings.Fields(text), " "))
		}
	}
}

// Faults of every kind that a page may show are said in Russian wholly, those inside of others too.
func TestReasonsInRussian(t *testing.T) {
	v := say.In("ru")
	spell := func(name, value string) string { return "“" + strings.TrimSpace(name+" "+value) + "”" }
	refused := &fault.Error{Kind: fault.Unsolved, Where: fault.Say("economy %s", "JPN"),
		What: fault.Say("no equilibrium was found: after %d steps demand for its value added still misses supply "+
			"by %.1e of it", 40, 2e-5),
		Why: fault.Say("The residual must be below %.0e", 1e-9),
		Fix: "Try a smaller shock, or purge the deficits: an economy cut off from buyers cannot run a surplus"}
	for _, c := range []struct {
		err  error
		want string
	}{
		{refused, "экономика JPN: равновесие не найдено: после 40 шагов спрос на её добавленную стоимость расходится с " +
			"предложением на 2.0e-05. Невязка должна быть меньше 1e-09. Возьмите меньший шок или уберите сальдо: " +
			"отрезанная от покупателей экономика не может держать избыток."},
		{&fault.Error{Kind: fault.Invalid, Param: "cut", Where: "x%",
			What: fault.Said(fault.Errorf("it has no year %d", 2031)),
			Fix:  "For instance {cut=5%}"}, "“cut x%”: в ней нет года 2031. Например, “cut 5%”."},
		{fault.In("own.csv", &fault.Error{Kind: fault.Unreadable, Where: fault.Say("%s, line %d", "own.csv", 3),
			What: fault.Say("it cannot be read: %v", &fault.Error{Where: "b.csv", What: "the file is empty"})}),
			"own.csv, строка 3: он не читается: b.csv: файл пуст."},
		{&fault.Error{Kind: fault.NotFound, Where: "x", What: "there is no such choice",
			Fix: fault.Suggest("CHM", []string{"CHN"}, "")}, "x: такого варианта нет. Ближайшие: CHN."},
		{&fault.Error{Kind: fault.NotFound, What: fault.Say("it does not have %s, and the table estimated for it "+
			"cannot answer this", fault.Word("Viet Nam"))},
			"в ней нет экономики «Вьетнам», а оценённая для неё таблица не может на это ответить."},
	} {
		if got := strings.Join(reasons(v, c.err, spell), " "); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
	if got := reasons(v, errors.New("something else"), spell); len(got) != 1 || got[0] != "something else" {
		t.Errorf("what is no fault: %v", got)
	}
}

// A file that is none of what a form takes is refused in Russian wholly, whichever form sent it.
func TestErrorsOfSentFilesInRussian(t *testing.T) {
	s := newSite(t)
	defer s.Close()
	for _, form := range []struct{ page, param, file, text string }{
		{"/ask/bom", "bom", "bad.yaml", "unit: USD\nstages:\n  - id: a\n    speed: 3\n"},
		{"/ask/networks", "against", "empty.yaml", ""},
		{"/ask/landed", "file", "offers.yaml", "offers: []\n"},
		{"/ask/simulate", "scenarios", "changes.yaml", "scenarios:\n  - name: a\n    changes:\n      - {tariff: 3}\n"},
		{"/ask/sme?economy=IDN", "stats", "stats.csv", "country\n"},
		{"/borders?economy=IDN", "border", "border.csv", "a,b\n1,2\n"},
		{"/ask/competitiveness?economy=KAZ", "indicators", "own.csv", "level\nfirms\n"},
		{"/ask/products?economy=IDN", "classes", "classes.csv", "a\n"},
		{"/ask/stopped", "survey", "survey.csv", "id\n"},
		{"/ask/contract", "terms", "terms.yaml", "orders: []\n"},
		{"/ask/programmes", "plan", "plan.yaml", "agency: a\nprogrammes: []\n"},
		{"/ask/programmes", "plan", "twice.yaml", "budget: 5\nmarkets:\n  - {id: m}\n  - {id: m}\n" +
			"programmes:\n  - {id: p}\nfirms:\n  - {id: f}\n"},
	} {
		to, _ := send(t, s, form.page+string("?&"[strings.Count(form.page, "?")])+"lang=ru", form.param, form.file,
			[]byte(form.text))
		page := get(s, to)
		if later := deferredParts.FindStringSubmatch(page.Body.String()); page.Code < 400 && later != nil {
			page = get(s, html.UnescapeString(later[1])) // long work, which reads the file
		}
		text := html.UnescapeString(tags.ReplaceAllString(said.FindString(page.Body.String()), " "))
		if page.Code < 400 || strings.TrimSpace(text) == "" {
			t.Errorf("%s takes %s (%d)", form.page, form.file, page.Code)
		}
		if found := latin.FindString(kept.ReplaceAllString(text, "")); found != "" {
			t.Errorf("%s: %s stands in %q", form.page, found, strings.Join(strings.Fields(text), " "))
		}
	}
}
