package tablefile

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ikat/icio"
)

// Stated is what the words around a table say of it; what they do not say is empty.
type Stated struct {
	Amount
	Prices  string // current, previous year's, constant 2010
	Year    int
	Edition string // the month of release, 2025-08
	Text    string // the words themselves
}

var (
	previous = regexp.MustCompile(`(?i)previous[ _-]year|\bpyp\b|_pyp_|ценах (?:предыдущего|прошлого) года|` +
		`Vorjahrespreis|prix de l['’]année précédente|上年价格`)
	constant = regexp.MustCompile(
		`(?i)\bbase[ _-]*year[ _:=-]*((?:19|20)\d\d)|` +
			`constant(?:[ _-]*(?:basic )?(?:prices)?[ _-]*(?:of|in|at)?[ _-]*\(?((?:19|20)\d\d))?|` +
			`((?:19|20)\d\d)[ _-]*constant|((?:19|20)\d\d)[ _-]+prices|\bprices of ((?:19|20)\d\d)|` +
			`((?:19|20)\d\d) ?= ?100|(?:постоянных|сопоставимых|неизменных)? ?ценах ((?:19|20)\d\d)|` +
			`(?:постоянных|сопоставимых|неизменных) ценах|` +
			`prix (?:constants|de)(?: de)? ?\(?((?:19|20)\d\d)|prix constants|(?:in|zu) Preisen von ((?:19|20)\d\d)|` +
			`konstanten? Preisen?|((?:19|20)\d\d)年(?:不变)?价|不变价`,
	)
	current = regexp.MustCompile(`(?i)current[ _-]*(basic[ _-]*)?prices|(?:текущих|действующих) ценах|` +
		`prix courants|(?:laufenden|jeweiligen) Preisen|当年价`)
	yearAlone = regexp.MustCompile(`\b(19|20)\d\d\b`)
	day       = regexp.MustCompile(`\b(?:19|20)\d\d-\d\d-\d\d\b`) // on which somebody made or saved the table
	anyYear   = regexp.MustCompile(`(19|20)\d\d`)
	released  = regexp.MustCompile(
		`(?i)(?:^|[^a-z])(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)` +
			`(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?[ _.,-]*(?:\d{1,2}(?:st|nd|rd|th)?[ _.,-]+)?((?:19|20)\d\d)`,
	)
)

// Prices says which prices a text speaks of: current, previous year's, constant 2010, constant; "" where it does not
// say.
func Prices(text string) string {
	if previous.MatchString(text) {
		return "previous year's"
	}
	said := ""
	for _, m := range constant.FindAllStringSubmatch(text, -1) {
		if said = "constant"; strings.Join(m[1:], "") != "" {
			return said + " " + strings.Join(m[1:], "")
		}
	}
	if said != "" {
		return said
	}
	if current.MatchString(text) {
		return "current"
	}
	return ""
}

// SetPrices records prices, as Prices words them, in a table at basic prices.
func SetPrices(m *icio.Meta, prices string) {
	m.Valuation, m.BaseYear = "basic prices, "+prices, 0
	if base, ok := strings.CutPrefix(prices, "constant "); ok {
		m.BaseYear, _ = strconv.Atoi(base)
	}
}

// State gathers what lines of text say; the first that says something counts. A year is taken where all lines that name
// one name the same, the base of constant prices and the month of release apart. remarks stand below a table and tell
// its release alone.
func State(lines, remarks []string) Stated {
	s := Stated{Text: strings.Join(lines, "\n")}
	for _, line := range slices.Concat(lines, remarks) {
		s.Edition = cmp.Or(s.Edition, Released(line))
	}
	years := map[int]bool{}
	for _, line := range lines {
		if s.Prices == "" {
			s.Prices = Prices(line)
		}
		if s.Amount == (Amount{}) {
			s.Amount = Money(line)
		}
		line = day.ReplaceAllString(line, "")
		for _, y := range yearAlone.FindAllString(released.ReplaceAllString(constant.ReplaceAllString(line, ""), ""), -1) {
			n, _ := strconv.Atoi(y)
			years[n] = true
		}
	}
	for y := range years {
		if len(years) == 1 {
			s.Year = y
		}
	}
	return s
}

var months = map[string]string{
	"jan": "01",
	"feb": "02",
	"mar": "03",
	"apr": "04",
	"may": "05",
	"jun": "06",
	"jul": "07",
	"aug": "08",
	"sep": "09",
	"oct": "10",
	"nov": "11",
	"dec": "12",
}

// Released returns the month in which a file's name or a line of text says a table was released, as 2025-08, or "".
func Released(name string) string {
	m := released.FindStringSubmatch(name)
	if m == nil {
		return ""
	}
	return m[2] + "-" + months[strings.ToLower(m[1])]
}

// withoutEdition takes the base of constant prices and, where another year is left, the month of release out of a
// file's name: years that are not the table's.
func withoutEdition(name string) string {
	noYear := func(s string) string { return anyYear.ReplaceAllString(s, "") }
	name = constant.ReplaceAllStringFunc(name, noYear)
	if other := released.ReplaceAllStringFunc(name, noYear); anyYear.MatchString(other) {
		return other
	}
	return name
}
