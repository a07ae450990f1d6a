package sentences

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ikat/economies"
	"ikat/result"
	"ikat/say"
)

// cell is a number of the rows that a sentence may be made of.
type cell struct {
	frame  *result.Frame
	column *result.Column
	row    int
}

// text is what a column of the cell's row says; "" where there is no such column.
func (c cell) text(column string) string {
	if col := c.frame.Column(column); col != nil && col.IsText() && c.row < col.Len() {
		return col.Text(c.row)
	}
	return ""
}

// unit is the cell's: of its row, where rows differ.
func (c cell) unit() string {
	if of := c.text("unit"); of != "" && (c.column.Unit == "" || c.column.Unit == "as in the column unit") {
		return of
	}
	return c.column.Unit
}

func (c cell) kind() result.Kind {
	if of := c.text("kind"); of != "" {
		return result.Kind(of)
	}
	return c.column.Kind
}

// years are those that the cell is of.
func (c cell) years() map[string]bool {
	if of := c.text("year"); of != "" {
		return map[string]bool{of: true}
	}
	if col := c.frame.Column("year"); col != nil && !col.IsText() && c.row < col.Len() {
		if year := col.WholeAt(c.row); year != "" {
			return map[string]bool{year: true}
		}
	}
	return years(c.frame)
}

func (c cell) value() float64 {
	if c.column.Ints != nil {
		return float64(c.column.Ints[c.row])
	}
	return c.column.Floats[c.row]
}

// number holds a number of a sentence to the rows: it is in them, in its unit, inside its interval, and the interval is
// said too.
func (r *reading) number(m say.Marked) {
	v := *m.Said
	if r.counted(m) {
		return
	}
	if v.Form == "plain" && (years1(r.part, v.Values[0])) {
		return
	}
	text := r.plain[m.From:m.To]
	lowest, central, highest := slices.Min(v.Values), v.Values[(len(v.Values)-1)/2], slices.Max(v.Values)
	switch {
	case math.IsNaN(lowest):
		r.fault("%s is not defined", text)
	case len(v.Values) == 2:
		r.ends(v, m, lowest, highest)
	case len(v.Values) > 2:
		if v.Form == "range" {
			r.point(v, m, central)
		}
		r.ends(v, m, lowest, highest)
	default:
		r.point(v, m, central)
	}
}

// recounted are texts whose numbers are counts and thresholds that their check counts again.
var recounted = map[string]bool{"world.own": true, "dependency.above-lead": true, "borders.against-lead": true,
	"chain.network-lead": true, "whatif.firms-lead": true,
	"own.adds": true, "own.path": true, "networks.headline": true, "requirements.found": true, "programmes.knowing": true}

// counted holds for a count inside a text whose check counts it.
func (r *reading) counted(m say.Marked) bool {
	return slices.ContainsFunc(r.marks, func(o say.Marked) bool {
		return o.Phrase != nil && recounted[o.Phrase.Key] && o.From <= m.From && m.To <= o.To &&
			(m.Said.Form == "plain" || o.Phrase.Key != "world.own" && o.Phrase.Key != "whatif.firms-lead") ||
			o.Phrase != nil && o.Phrase.Key == "worth.headline" && m.Said.Form == "plain" && o.From <= m.From && m.To <= o.To
	})
}

// years1 holds for a year of the rows.
func years1(p *Part, v float64) bool {
	for _, f := range p.Frames {
		for y := range years(f) {
			if v == math.Trunc(v) && y == strconv.Itoa(int(v)) {
				return true
			}
		}
	}
	return false
}

// cells are those of the part's rows that have a value, in a unit that the number is in.
func (r *reading) cells(v say.Said, m say.Marked, value float64) (found, other []cell) {
	for _, f := range r.part.Frames {
		for _, c := range f.Columns {
			for row := range c.Len() {
				if c.IsText() {
					break
				}
				one := cell{f, c, row}
				switch scale, ok := r.fits(v, m, one); {
				case ok && same(one.value()*scale, value):
					found = append(found, one)
				case same(one.value(), value):
					other = append(other, one)
				}
			}
		}
		for _, p := range f.Provenance.Parameters { // a choice, such as a number of draws
			if x, err := strconv.ParseFloat(p.Value, 64); err == nil && x == value && v.Form == "plain" {
				found = append(found, cell{f, &result.Column{Name: p.Name, Floats: []float64{x}}, 0})
			}
		}
		if n := singles(f); v.Form == "plain" && float64(n) == value {
			found = append(found, cell{f, &result.Column{Name: "economies", Ints: []int64{int64(n)}}, 0})
		}
		if v.Form == "plain" && float64(f.Rows()) == value || v.Form == "number" && float64(f.Rows()) == value {
			found = append(found, cell{f, &result.Column{Name: "rows", Ints: []int64{int64(f.Rows())}}, 0})
		}
	}
	return found, other
}

// singles is how many single economies have a row, -1 where rows are not of economies.
func singles(f *result.Frame) int {
	c := f.Column("economy")
	if c == nil || !c.IsText() {
		if c = f.Column("exporter"); c == nil || !c.IsText() {
			return -1
		}
	}
	n := 0
	for _, code := range c.Dict {
		if e, known := economies.Get(code); !known || e.Kind != economies.Aggregate {
			n++
		}
	}
	return n
}

// same holds for equal numbers, but for the order in which sums were taken.
func same(a, b float64) bool { return a == b || math.Abs(a-b) <= 1e-9*math.Abs(b) }

// units are the words that a number without a unit of its own must stand beside, by the unit of its column.
var units = map[string]*regexp.Regexp{
	"days":               regexp.MustCompile(`days?|дн|день|сут`),
	"stages":             regexp.MustCompile(`stages|since|стади|с тех пор`),
	"borders":            regexp.MustCompile(`borders|of them|procedures|границ|из них|процедур`),
	"per cent":           regexp.MustCompile(`^%`),
	"%":                  regexp.MustCompile(`^%`),
	"US$ per container":  regexp.MustCompile(`US\$|долл`),
	"US$ a container":    regexp.MustCompile(`US\$|долл`),
	"hours":              regexp.MustCompile(`(?i)hours?|час`),
	"1 to 5":             regexp.MustCompile(`Index|[Ии]ндекс`),
	"persons":            regexp.MustCompile(`persons|занят|человек`),
	"dollars per dollar": regexp.MustCompile(`dollars?|\$|доллар`),
	"economies":          regexp.MustCompile(``),
	"years":              regexp.MustCompile(`years?|год|лет`),
}

// fits says whether a number as it is written can be of a cell's unit, and by what the cell's value is multiplied.
func (r *reading) fits(v say.Said, m say.Marked, c cell) (scale float64, ok bool) {
	unit := c.unit()
	near := 30
	if r.Voice.Language != say.English { // two bytes a letter, and cases
		near = 80
	}
	after := r.plain[m.To:min(len(r.plain), m.To+near)]
	before := r.plain[max(0, m.From-near):m.From]
	switch v.Form {
	case "percent", "span", "range", "outward", "cents":
		switch unit {
		case "share":
			return 1, true
		case "per cent", "%":
			return .01, true
		}
		return 0, false
	case "points":
		return 1, unit == "per cent" || unit == "%"
	case "money", "amount":
		return 1, unit == v.Unit
	case "plain":
		if unit != "" && c.column.Ints == nil {
			break
		}
		return 1, c.column.Ints != nil || unit == ""
	case "ranks":
		return 1, strings.HasPrefix(c.column.Name, "rank")
	}
	if words, known := units[unit]; known {
		lead := r.plain[:min(len(r.plain), 30)] // "Hours at the border in 2019: Thailand 44, ..."
		return 1, words.MatchString(after) || words.MatchString(before) || words.MatchString(lead)
	}
	if said := r.Voice.Label(unit); unit != "" && unit != "share" && (strings.HasPrefix(strings.TrimSpace(after), unit) ||
		strings.HasPrefix(strings.TrimSpace(after), said) || strings.HasSuffix(strings.TrimSpace(before), said)) {
		return 1, true
	}
	hundreds := strings.HasPrefix(after, "%") || strings.HasPrefix(after, " points") ||
		strings.Contains(r.plain, "every 100 ")
	if unit == "share" && hundreds {
		return 100, true
	}
	return 1, unit == ""
}

// point is a number that stands alone: the rows have it, and where they have its interval, that holds it and is said.
func (r *reading) point(v say.Said, m say.Marked, value float64) {
	text := r.plain[m.From:m.To]
	found, other := r.cells(v, m, value)
	switch {
	case len(found) == 0 && len(other) > 0:
		r.fault("%s is in %q in the rows (%s)", text, other[0].unit(), other[0].column.Name)
		return
	case len(found) == 0:
		r.fault("%s is in no row", text)
		return
	}
	r.kind(text, found)
	r.dated(text, found)
	sure := slices.ContainsFunc(found, func(c cell) bool {
		low, high := interval(c)
		return low == nil || same(low.value(), high.value())
	})
	if sure {
		return
	}
	low, high := interval(found[0])
	if c := found[0].value(); c < low.value()-1e-9*math.Abs(c) || c > high.value()+1e-9*math.Abs(c) {
		r.fault("%s lies outside its interval %v to %v", text, low.value(), high.value())
	}
	if !r.says(low.value()) || !r.says(high.value()) {
		r.fault("%s has an interval in the rows (%s %v to %v), which is not said", text, found[0].column.Name, low.value(),
			high.value())
	}
}

// says reports whether the part has a number of that value in some text.
func (r *reading) says(value float64) bool {
	for _, text := range r.part.Texts {
		_, marks := r.Trace.Read(text)
		for _, m := range marks {
			if m.Said == nil {
				continue
			}
			for _, v := range m.Said.Values {
				if same(v, value) || same(v, value/100) || same(v, 100*value) {
					return true
				}
			}
		}
	}
	return false
}

// kinds are words that say what sort of number it is.
var kinds = map[result.Kind]*regexp.Regexp{
	result.Estimate: regexp.MustCompile(`(?i)estimate|assum|central|taken to|оцен|предпол|средн`),
	result.Scenario: regexp.MustCompile(`(?i)scenario|would|adjusted|what mending|сценари| бы |изменила бы|приспособ`),
	result.Bound:    regexp.MustCompile(`(?i)bound|between|no split|at most|certain|границ|от .* до|не больше|нижн|верхн`),
}

// kind: what is no accounting is called what it is, somewhere in the part.
func (r *reading) kind(text string, found []cell) {
	for _, c := range found {
		words := kinds[c.kind()]
		if words == nil || words.MatchString(r.whole) {
			return
		}
	}
	r.fault("%s is of the kind %s, which is not said", text, found[0].kind())
}

// dated: a year that the number is of stands in its sentence or in the part's head.
func (r *reading) dated(text string, found []cell) {
	known := false
	for _, c := range found {
		for y := range c.years() {
			if known = true; strings.Contains(r.head+r.plain, y) {
				return
			}
		}
	}
	if known {
		r.fault("the year of %s is not said", text)
	}
}

// ends is a range: both ends are in the rows, in one row, as the two ends of one thing.
func (r *reading) ends(v say.Said, m say.Marked, low, high float64) {
	text := r.plain[m.From:m.To]
	if strings.Contains(r.plain[m.To:], "less than") && r.interval(v, m, -high, -low) {
		return
	}
	if !r.interval(v, m, low, high) {
		r.fault("%s is no interval of the rows", text)
	}
}

// interval reports whether some row has an interval with these ends.
func (r *reading) interval(v say.Said, m say.Marked, low, high float64) bool {
	lows, _ := r.cells(v, m, low)
	highs, _ := r.cells(v, m, high)
	for _, a := range lows {
		for _, b := range highs {
			if a.frame == b.frame && a.column == b.column && byDayCost(a) {
				return true
			}
			if a.frame == b.frame && a.row == b.row && (stem(a.column.Name) == stem(b.column.Name) || same(low, high)) {
				return true
			}
		}
	}
	return false
}

// byDayCost holds for a cell of rows that differ in the cost of a day alone: its column is one number and its range.
func byDayCost(c cell) bool { return c.frame.Columns[0].Name == "day_cost" }

// stem is a column's name without what says which end of a range it is.
func stem(name string) string {
	for _, end := range []string{"_low", "_high", "_lowest", "_highest", "low", "high", "_5", "_95"} {
		name = strings.TrimSuffix(name, end)
		name = strings.Replace(name, end+"_pct", "_pct", 1)
	}
	return name
}

// stems are columns whose interval has a stem of its own.
var stems = map[string]string{"exact_gain": "gain", "point": "", "value": "", "sme_income_pct": "shares"}

// interval returns the cells of a cell's interval, nil where the rows have none.
func interval(c cell) (low, high *cell) {
	names := []string{c.column.Name}
	if s, ok := stems[c.column.Name]; ok {
		names = append(names, s)
	}
	find := func(name, end string) *cell {
		for _, full := range []string{name + "_" + end, strings.TrimPrefix(name+end, "_"),
			strings.TrimSuffix(name, "_pct") + "_" + end + "_pct"} {
			if col := c.frame.Column(full); col != nil && col != c.column && !col.IsText() {
				if at := (cell{c.frame, col, c.row}); !math.IsNaN(at.value()) {
					return &at
				}
			}
		}
		return nil
	}
	for _, name := range names {
		low, high = find(name, "low"), find(name, "high")
		if low != nil && high != nil {
			return low, high
		}
	}
	return nil, nil
}
