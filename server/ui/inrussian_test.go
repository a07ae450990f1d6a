package ui

import (
	"html"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ikat/internal/fetch"
	"ikat/measure"
	"ikat/question/catalog"
)

var (
	// whole are parts of a page that are no sentences: code, formulas, publications, values that stand for themselves.
	whole = regexp.MustCompile(`(?s)<(code|pre|textarea|script|style)\b.*?</(code|pre|textarea|script|style)>|` +
		`<dt>(Формула|Источник|Документ)[^<]*</dt>\s*<dd>.*?</dd>|` +
		`<span class="(citation|reference)">.*?</span>|` +
		`<(select|datalist)\b.*?</(select|datalist)>|<meta name="(color-scheme|viewport)"[^>]*>`)
	// inAttributes are the texts that a page says by attributes.
	inAttributes = regexp.MustCompile(`\b(?:title|aria-label|placeholder|alt|content|label)="([^"]*)"`)
	// phrase is words beside each other, such as no code is made of.
	phrase    = regexp.MustCompile(`\b[A-Za-z]*[a-z]{2} [a-z]{2,}\b`)
	latinWord = regexp.MustCompile(`[A-Za-z]*[a-z]{3,}`)
	// oneCode is a text that is a code and nothing else, or several.
	oneCode = regexp.MustCompile(`^[a-z;_|-]+$|^adb-est-[A-Z]{3}$`)
	// asWritten is what stays as it is written in every language: quotations, addresses, commands, names of files and
	// fields, codes of economies and industries.
	asWritten = regexp.MustCompile(`“[^”]*”|https?://\S+|` +
		`\S+\.(com|org|md|gov|kz|sg|th|ph|id|cn|eu|in|edu|go|co)\b\S*|` +
		`ikat [a-z]+( [a-z-]+)*|--[a-z-]+|[A-Za-z,|*-]*[_/=:{]\S*|\S*\d\S*|\b(ikat|docs|examples|low|high|seen|` +
		`part|firm)\b|` +
		`[a-z-]+(,[A-Za-z_-]+)+(,?\.\.\.)?`)
	// publications are names of publications, laws, programs, standards, institutions and authors that have no other.
	publications = regexp.MustCompile(`Trade Map|xlsx|Cato and Subasinghe|ksreyes|mrio|World Input-Output (Database|` +
		`Tables)|Doing Business|Business Ready|` +
		`Logistics Performance Index|Natural Earth|UN Comtrade|World Bank Enterprise Surveys|Enterprise Surveys|` +
		`World Bank|MSME Country Indicators|ASEAN Investment Report|Asia SME Monitor|Asian Development Bank|` +
		`Databoks|Kazinform|TurkStat|dogruhaber|hurriyetdailynews|SME and Entrepreneurship Policy in Viet Nam|` +
		`Harvie|Goh|Iapadre|Frankel|Hummels|Ishii|Schaur|Djankov|Freund|Pham|Caliendo|Parro|Fontagné|Guimbard|` +
		`Orefice|Timmer|Vries|Cato|Subasinghe|Los|Rev\.|Version|Parquet|Excel|Word|Markdown|` +
		`Codex|Cascale|Higg|Sedex|amfori|Odette|Global Standard|IFS Food|Rules|Lacey Act|International Accord|` +
		`Regulations?|Directives?|Public Law|section|title|annex|V-Legal|hit-and-run|Arrow|YAML|curl|zip|` +
		`scribd|vaxim|English|Dietzenbacher|Stehrer|Illustrated User Guide to the|` +
		`Review of International Economics|Washington|University of Wollongong|Asian Productivity Organization|Kimura|` +
		`Globalization of Production and the Competitiveness of SMEs in Asia and the Pacific: |` +
		`Trends and Prospects, chapter|` +
		`\d+ CFR \d+ and \d+|\d+ flows of .* and \d+ more`)
)

// codes are the names by which questions and measures are asked: values, levels, options and columns.
func codes() map[string]bool {
	out := map[string]bool{}
	for _, name := range strings.Fields("adb apx pyp lpi goods services oecd mean exclude error wmedian lall stage " +
		"price yarn fabric sewing customer") { // tables, rules for what is missing, and the stages of an example
		out[name] = true
	}
	add := func(names ...string) {
		for _, name := range names {
			for _, part := range strings.FieldsFunc(name, func(c rune) bool { return c == '-' || c == '_' }) {
				out[part] = true
			}
		}
	}
	for _, q := range catalog.Questions {
		add(q.ID)
		for i := range q.Params {
			add(q.Params[i].Name, q.Params[i].Default)
			add(q.Params[i].Values...)
		}
	}
	for _, m := range measure.Catalog {
		add(m.ID)
		for _, o := range m.Options {
			add(o.Name)
			add(o.Values...)
		}
		for _, l := range m.Levels {
			add(l.ID)
			for _, t := range m.Terms(measure.Query{Level: l.ID, Options: defaults(m)}) {
				add(t.Name)
			}
		}
	}
	return out
}

// englishOf are the texts of a page that hold words of no Russian.
func englishOf(page string, known map[string]bool) []string {
	page = whole.ReplaceAllString(page, "\n")
	var texts []string
	for _, found := range inAttributes.FindAllStringSubmatch(page, -1) {
		texts = append(texts, found[1])
	}
	texts = append(texts, strings.Split(tags.ReplaceAllString(page, "\n"), "\n")...)
	var out []string
	for _, text := range texts {
		text = strings.Join(strings.Fields(html.UnescapeString(text)), " ")
		if oneCode.MatchString(text) {
			continue
		}
		bare := asWritten.ReplaceAllString(publications.ReplaceAllString(text, "|"), "|")
		if said := phrase.FindString(bare); said != "" { // words beside each other are no codes, whatever each is
			out = append(out, said+": "+text)
			continue
		}
		if left := slices.DeleteFunc(latinWord.FindAllString(bare, -1),
			func(w string) bool { return known[w] }); len(left) > 0 {
			out = append(out, strings.Join(left, " ")+": "+text)
		}
	}
	return out
}

// Every page, every question's page with its answer, the parts that come later, the brief and the study are in Russian
// wholly: what is neither a code, a command, a formula nor the name of a publication or an institution.
func TestPagesAreWhollyInRussian(t *testing.T) {
	s := newSite(t)
	sources, err := fetch.Sources(nil)
	if err != nil {
		t.Fatal(err)
	}
	s.Keeps(Keeping{Sources: sources, Store: true, Token: true})
	known := codes()
	found := map[string]string{}
	look := func(at string) {
		body := get(s, at).Body.String()
		for i := range sources { // a citation is as its publisher asks for it
			body = strings.ReplaceAll(body, html.EscapeString(sources[i].Citation), "")
		}
		for _, text := range englishOf(body, known) {
			found[text] = at
		}
		if testing.Short() {
			return // what is deferred is drawn and solved
		}
		for _, part := range deferredParts.FindAllStringSubmatch(body, -1) {
			for _, text := range englishOf(get(s, html.UnescapeString(part[1])).Body.String(), known) {
				found[text] = at
			}
		}
	}
	for _, economy := range []string{"IDN", "KAZ"} {
		for _, p := range s.everyPage() {
			if economy == "IDN" || p.key != "ask" {
				look(p.path + "?lang=ru&economy=" + economy)
			}
		}
	}
	for _, table := range []string{"apx/2008", "adb-est-KAZ"} {
		look("/data?lang=ru&table=" + table)
	}
	if !testing.Short() {
		look("/brief/study?lang=ru&economy=IDN")
	}
	for _, text := range slices.Sorted(maps.Keys(found)) {
		t.Errorf("%s: %s", found[text], text)
	}
}

// deferredParts are the addresses of parts of a page that are computed after it is shown.
var deferredParts = regexp.MustCompile(`data-deferred="([^"]*)"`)
