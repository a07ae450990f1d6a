package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"ikat/economies"
	"ikat/indicators"
)

// asked is a question about an economy, as each mouth is asked it. ECONOMY and GROUP stand for the economy and a group
// that it is in.
type asked struct {
	command, api, page string
	long               bool // seconds for each economy: only where all are asked about
}

var askedOfEveryone = []asked{
	{"profile ECONOMY", "profile/ECONOMY", "economy?economy=ECONOMY", false},
	{"border --economies ECONOMY", "border?economies=ECONOMY", "borders?economy=ECONOMY", false},
	{"sme ECONOMY --no-bounds", "sme/ECONOMY?bounds=false", "small-firms?economy=ECONOMY", false},
	{"integration GROUP", "integration/GROUP", "integration?group=GROUP&economy=ECONOMY", false},
	{"chain ECONOMY:c14", "chain/ECONOMY:c14", "chain?economy=ECONOMY&industry=c14", false},
	{"factors ECONOMY --draws 20", "factors/ECONOMY?draws=20", "ask/factors?economy=ECONOMY&draws=20", true},
}

// notText is what no answer may say: numbers that are none, and what programs print of things.
var notText = regexp.MustCompile(`\bNaN\b|[+-]Inf\b|%!|<no value>|<nil>|\{\{|runtime error|\[0x`)

// Every economy of ESCAP or of the published indicators is answered about in every mouth and both languages, or refused
// with a reason and the same status: a sample here, all of them (make fresh) with IKAT_ECONOMIES=all.
func TestEveryEconomyInEveryMouth(t *testing.T) {
	address, _, stop := startServer(t, "--listen", ":0", "--table", "apx/2011")
	defer stop()
	list, all := walked(t)
	for _, code := range list {
		for _, q := range askedOfEveryone {
			if q.long && !all {
				continue
			}
			named := strings.NewReplacer("ECONOMY", code, "GROUP", groupOf(code))
			walk(t, address, asked{named.Replace(q.command), named.Replace(q.api), named.Replace(q.page), q.long})
		}
	}
}

// walked are the economies to ask about, and whether these are all.
func walked(t *testing.T) (list []string, all bool) {
	switch some := os.Getenv("IKAT_ECONOMIES"); some {
	case "":
		return []string{"VNM", "TLS", "UZB"}, false
	case "all":
	default:
		return strings.Split(some, ","), true
	}
	year, err := indicators.ADB62.At(indicators.ADB62.Latest())
	if err != nil {
		t.Fatal(err)
	}
	out := slices.Clone(year.Economies)
	for _, e := range economies.All() {
		if member, associate := economies.ESCAP(e.Code); member || associate {
			out = append(out, e.Code)
		}
	}
	slices.Sort(out)
	return slices.DeleteFunc(slices.Compact(out), func(c string) bool { return c == indicators.RestOfWorld }), true
}

// groupOf is the first of some groups that an economy is a member of.
func groupOf(code string) string {
	for _, name := range []string{"ASEAN", "SAFTA", "EAEU", "CA", "PIF", "ECO", "EU", "NAFTA", "RCEP"} {
		if g, err := economies.GroupOf(name, 0); err == nil && slices.Contains(g.Members, code) {
			return name
		}
	}
	return "ESCAP"
}

func walk(t *testing.T, address string, q asked) {
	t.Helper()
	words := strings.Fields(q.command)
	code, table, errs := ikat(t, append(words, "--format", "csv")...)
	status, rows := fetchStatus(t, "GET", address+"/api/v1/"+q.api+format(q.api), nil)
	switch {
	case code == 0 && (status != 200 || rows != table):
		t.Errorf("%s: the API says otherwise: %d", q.command, status)
	case code != 0 && (code != 3 && code != 2 || status == 200 || status >= 500 || len(errs) < 40):
		t.Errorf("%s: exit %d, status %d: %s", q.command, code, status, errs)
	}
	if strings.HasPrefix(q.command, "profile") && code != 0 {
		t.Errorf("%s: nothing is known: %s", q.command, errs)
	}
	if q.long {
		return
	}
	for _, language := range []string{"en", "ru"} {
		again, prose, said := ikat(t, append(words, "--language", language)...)
		if again != code || notText.MatchString(prose+said) {
			t.Errorf("%s in %s: exit %d (%d as rows): %s", q.command, language, again, code, notText.FindString(prose+said))
		}
		if title, _, _ := strings.Cut(prose, "\n"); language == "ru" && code == 0 && !cyrillic(title) {
			t.Errorf("%s begins in Russian with %q", q.command, title)
		}
		status, page := fetchStatus(t, "GET", address+"/"+q.page+"&lang="+language, nil)
		if status >= 500 || code == 0 && status != 200 || notText.MatchString(page) {
			t.Errorf("page %s in %s: %d %s", q.page, language, status, notText.FindString(page))
		}
	}
}

// format asks the API for CSV.
func format(path string) string {
	if strings.Contains(path, "?") {
		return "&format=csv"
	}
	return "?format=csv"
}

func cyrillic(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) })
}
