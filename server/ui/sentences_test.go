package ui

import (
	"html"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ikat/economies"
	"ikat/internal/ikattest"
	"ikat/internal/shareddata"
)

// reading is a study as a reader meets it: its sentences apart from the numbers of its tables and pictures.
type reading struct {
	sentences []string
	numbers   []float64 // of tables and pictures, sorted
}

var (
	paragraph = regexp.MustCompile(`(?s)<p(?: class="(?:lead|further|said)")?>(.*?)</p>`)
	markup    = regexp.MustCompile(`<[^>]*>`)
	anyNumber = regexp.MustCompile(`-?\d[\d,]*\.?\d*(?:[eE][-+]?\d+)?`)
	ranged    = regexp.MustCompile(`(-?[\d.]+)% \((-?[\d.]+)% to (-?[\d.]+)%`)
	economy3  = regexp.MustCompile(`\b[A-Z]{3}\b`)
	industryC = regexp.MustCompile(`\bc\d{1,2}\b`)
	ranked    = regexp.MustCompile(
		`^(?:The )?(?:[Rr]est of the world|[Oo]ther European Union)[^.]*(?:rank \d|is first|leads)`,
	)
	exported = regexp.MustCompile(`^[A-Z][^.]* exported [\d,.]+ \w+ \w+ in \d{4}`) // a total too
	ofYear   = regexp.MustCompile(`\b(?:19|20)\d\d\b`)
)

func read(body string) reading {
	var r reading
	for _, m := range paragraph.FindAllStringSubmatch(body, -1) {
		text := strings.TrimSpace(html.UnescapeString(markup.ReplaceAllString(m[1], "")))
		if text != "" && !strings.HasPrefix(text, "ikat ") {
			r.sentences = append(r.sentences, text)
		}
	}
	rest := html.UnescapeString(paragraph.ReplaceAllString(body, ""))
	for _, m := range anyNumber.FindAllString(rest, -1) {
		if v, err := strconv.ParseFloat(strings.ReplaceAll(m, ",", ""), 64); err == nil {
			r.numbers = append(r.numbers, math.Abs(v))
		}
	}
	slices.Sort(r.numbers)
	return r
}

// has reports whether some number of the tables reads so when it is rounded to the digits printed, as it is, in per
// cent or in
// thousands.
func (r reading) has(text string) bool {
	_, decimals, _ := strings.Cut(text, ".")
	v, err := strconv.ParseFloat(strings.ReplaceAll(text, ",", ""), 64)
	if err != nil {
		return false
	}
	half := .5000001 * math.Pow(10, -float64(len(decimals)))
	for _, scale := range []float64{1, .01, 1e3, 1e6, 1e-3} {
		at, _ := slices.BinarySearch(r.numbers, (math.Abs(v)-half)*scale)
		if at < len(r.numbers) && r.numbers[at] <= (math.Abs(v)+half)*scale {
			return true
		}
	}
	return false
}

// totals begin the sentences whose numbers are totals of an answer that a study's tables, cut after ten rows, do not
// hold.
var totals = []string{
	"Final users abroad pay for",
	"Procedures as quick",
	"Of the price on arrival",
	"A dollar of it crosses",
	"That adds",
	"With statistics dated",
	"On average an output",
	"What bringing one economy's",
	"A measure for all firms",
	"Both sides together",
}

// readStudies reads every sentence of some economies' studies: numbers are in tables or pictures, ranges contain what
// stands
// before them, economies and industries have their names, aggregates no rank.
func readStudies(t *testing.T, s *Site, table string, list []string) {
	t.Helper()
	for _, economy := range list {
		r := read(study(t, s, StudyQuestion{Economy: economy, Table: table}))
		if len(r.sentences) < 20 {
			t.Errorf("%s: %d sentences", economy, len(r.sentences))
		}
		for _, text := range r.sentences {
			checkSentence(t, economy, text)
			if exported.MatchString(text) {
				continue
			}
			total := slices.ContainsFunc(totals, func(begin string) bool { return strings.HasPrefix(text, begin) })
			for _, m := range anyNumber.FindAllString(ofYear.ReplaceAllString(text, ""), -1) {
				if !total && !r.has(strings.TrimRight(m, ",.")) {
					t.Errorf("%s: %q is in no table or picture: %s", economy, m, text)
				}
			}
		}
	}
}

// checkSentence reads one sentence.
func checkSentence(t *testing.T, economy, text string) {
	for _, m := range ranged.FindAllStringSubmatch(text, -1) {
		var v [3]float64
		for i := range v {
			v[i], _ = strconv.ParseFloat(m[i+1], 64)
		}
		if v[0] < v[1] || v[0] > v[2] {
			t.Errorf("%s: %v lies outside %v to %v: %s", economy, v[0], v[1], v[2], text)
		}
	}
	for _, c := range economy3.FindAllString(text, -1) {
		if e, ok := economies.Get(c); ok {
			t.Errorf("%s: %s is %s: %s", economy, c, e.Name, text)
		}
	}
	if ranked.MatchString(text) {
		t.Errorf("%s: a group of economies has a rank or leads: %s", economy, text)
	}
	if strings.Contains(text, "rank 0") || strings.Contains(text, "NaN") {
		t.Errorf("%s: what is not known is said: %s", economy, text)
	}
	if c := industryC.FindString(text); c != "" {
		t.Errorf("%s: the industry %s has a name: %s", economy, c, text)
	}
}

func TestSentencesOfStudies(t *testing.T) {
	ikattest.Long(t, "two studies are written and read")
	list := []string{"IDN", "KOR"}
	readStudies(t, newSite(t), "apx/2008", list)
}

func TestSentencesOfTenStudies(t *testing.T) {
	if os.Getenv("IKAT_STUDIES") == "" {
		t.Skip("ten studies of WIOD 2011 take minutes: IKAT_STUDIES=1 runs them")
	}
	readStudies(t, newSite(t), shareddata.Path(t, "wiod2013/wiod2013_2011.csv.gz"),
		[]string{"IDN", "TUR", "KOR", "POL", "MEX", "CHN", "DEU", "USA", "IND", "BRA"})
}
