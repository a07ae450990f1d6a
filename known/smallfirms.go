package known

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"ikat/economies"
	"ikat/estimate"
	"ikat/fault"
	"ikat/indicators"
	"ikat/result"
	"ikat/sme"
)

// SmallFirms is what small and medium firms of an economy earn in its exports, from published figures alone. Amounts
// are million USD of value added in exports that is absorbed abroad.
type SmallFirms struct {
	Economy    economies.Economy
	Year       int // of the exports
	Statistics sme.Statistics
	Doubts     []string          // what must be said with the statistics
	Point      *sme.Proportional // nil where nobody says how exports are split: then only the range is known
	Range      sme.PublishedRange
	Exports    float64  // gross
	Industries []string // codes and names
	Names      map[string]string
	Industry   []float64 // value added in exports, by industry of origin
	Unit       string

	Source result.Source // of the exports and the value added in them
	Basis  []result.Note // what must be said of them
}

// firmIndicators are the published shares that the split of an economy rests on.
var firmIndicators = []struct {
	of   string
	says sme.Indicator
}{{"value_added_share", sme.ValueAdded}, {"exports_share", sme.Exports}}

// FirmShares returns the statistics of firm size of an economy in the form that splits take: of each, the best grade,
// then the latest. Where nobody published a share of value added since, they are those of the source document; the two
// are not mixed. doubts say what must be said with them.
//
// Error: fault.NotFound where there are none.
func FirmShares(code string) (stats sme.Statistics, doubts []string, err error) {
	if _, ok := indicators.BestFirms(code, firmIndicators[0].of); !ok {
		all, err := sme.Embedded().Of(code)
		for _, one := range all {
			if one.Indicator == sme.ValueAdded || one.Indicator == sme.Exports {
				stats = append(stats, one)
			}
		}
		return stats, nil, err
	}
	for _, f := range firmIndicators {
		s, ok := indicators.BestFirms(code, f.of)
		if !ok {
			continue
		}
		stats = append(stats, statistic(s, f.says))
		if d := s.Doubt(); d != "" {
			doubts = append(doubts, f.says.Word()+": "+d)
		}
	}
	return stats, doubts, nil
}

// Statistics are those that splits of tables rest on: of the source document, and for economies that it leaves out the
// newest published.
func Statistics() sme.Statistics { return slices.Clone(gathered()) }

var gathered = sync.OnceValue(func() sme.Statistics {
	out := sme.Embedded()
	printed := out.Economies()
	for _, e := range economies.All() {
		if slices.Contains(printed, e.Code) {
			continue
		}
		if stats, _, err := FirmShares(e.Code); err == nil {
			out = append(out, stats...)
		}
	}
	return out
})

// statistic turns a published share into one that splits take, with the range that its sources leave.
func statistic(s indicators.FirmStatistic, of sme.Indicator) sme.Statistic {
	grade := "grade " + s.Grade
	if s.Grade == "C" {
		grade += ", " + indicators.Grades[s.Grade]
	}
	out := sme.Statistic{Economy: s.Economy, Indicator: of, Value: s.Value, Low: s.Value, High: s.Value,
		Source: strings.Join([]string{strconv.Itoa(s.Year), grade, s.Definition, s.Source}, "; ")}
	if s.Low <= s.Value && s.Value <= s.High {
		out.Low, out.High = s.Low, s.High
	}
	return out
}

// SmallFirmsOf returns what small and medium firms of an economy earn in its exports of a year. own are statistics of
// the reader's, in place of the published ones about the same.
//
// Error: fault.NotFound for an economy or year without published results, or without statistics of value added;
// fault.Inconsistent where the statistics contradict what is published.
func SmallFirmsOf(e economies.Economy, year int, own sme.Statistics) (*SmallFirms, error) {
	out := &SmallFirms{Economy: e, Year: year, Unit: money, Industries: indicators.Industries,
		Names: indicators.IndustryNames, Source: indicators.ADB.Of(indicators.ADB62)}
	stats, doubts, err := FirmShares(e.Code)
	if err != nil && len(own) == 0 {
		return nil, nobody(e, "how its value added is split by firm size",
			"Give your own with {stats}, or ask about another economy", err)
	}
	out.Statistics, out.Doubts = stats.With(own), doubts
	f, err := estimate.Published(e.Code, year)
	if fault.KindOf(err) == fault.NotFound && slices.Contains(indicators.ADB62.Years, year) {
		return out, out.inTotal()
	}
	if err != nil {
		return nil, err
	}
	r := f.Results() // exports that end up abroad: what the published value added in exports is of
	p := &sme.Published{Code: e.Code, Source: fmt.Sprintf("published results of %d", year),
		Industries: indicators.Industries, Output: f.Output, ValueAdded: f.ValueAdded, Exports: r.Served,
		InExports: f.Origin}
	for _, x := range f.Exports {
		out.Exports += x
	}
	out.Basis = []result.Note{result.NewNote("smallfirms-published",
		"no table was opened: value added in exports, absorbed abroad, is published, {credit} ({vintage}), of {year}",
		"credit", indicators.ADB.Credit, "vintage", indicators.ADB.Vintage, "year", year)}
	return out, out.Split(p)
}

// Split divides what is published between small and large firms by the statistics.
//
// Error: as sme.Published.Range.
func (s *SmallFirms) Split(p *sme.Published) error {
	var err error
	if s.Range, err = p.Range(s.Statistics); err != nil {
		return err
	}
	s.Industry = p.InExports
	if !s.exportsKnown() {
		return nil
	}
	v, _, err := p.Proportional(s.Statistics, sme.LeastInformation)
	s.Point = &v
	return err
}

// exportsKnown reports whether a statistic says how exports are split by firm size.
func (s *SmallFirms) exportsKnown() bool {
	return slices.ContainsFunc(s.Statistics, func(one sme.Statistic) bool { return one.Indicator == sme.Exports })
}

// nobody says what is not published of an economy.
func nobody(e economies.Economy, publishes, fix string, cause error) error {
	return &fault.Error{Kind: fault.NotFound,
		Where: fault.Say("small and medium firms of %s (%s)", fault.Word(e.Name), e.Code),
		What:  fault.Say("nobody publishes %s", fault.Word(publishes)), Fix: fix, Err: cause}
}

// Share is small firms' part of the domestic value added in exports: the point, NaN where there is none, and its range.
func (s *SmallFirms) Share() (point, low, high float64) {
	point = math.NaN()
	if s.Point != nil {
		point = s.Point.Share()
	}
	if math.IsNaN(s.Range.Total) { // nothing published bounds it
		return point, 0, 1
	}
	return point, s.Range.Low / s.Range.Total, s.Range.High / s.Range.Total
}

// Frame returns the answer as rows: a quantity, what it is of, a point where there is one, and its range.
func (s *SmallFirms) Frame() *result.Frame {
	type row struct {
		quantity, detail, unit string
		kind                   result.Kind
		point, low, high       float64
	}
	nan := math.NaN()
	point, low, high := s.Share()
	amount := nan
	if s.Point != nil {
		amount = s.Point.Small
	}
	rows := []row{
		{"sme_share_of_va_in_exports", "", "share", result.Estimate, point, low, high},
	}
	if !math.IsNaN(s.Range.Total) {
		rows = append(rows, row{"sme_va_in_exports", "", s.Unit, result.Estimate, amount, s.Range.Low, s.Range.High})
	}
	if !math.IsNaN(s.Range.AlikeLow) {
		rows = append(rows, row{"sme_share_of_va_in_exports", "one share of value added in every industry", "share",
			result.Bound, nan, s.Range.AlikeLow / s.Range.Total, s.Range.AlikeHigh / s.Range.Total})
	}
	if !math.IsNaN(s.Range.Total) {
		rows = append(rows, row{"va_in_exports", "", s.Unit, result.Accounting, s.Range.Total, nan, nan},
			row{"exports", "", s.Unit, result.Accounting, s.Exports, nan, nan})
	}
	for _, one := range s.Statistics {
		r := row{"statistic", string(one.Indicator) + ": " + one.Source, "share", result.Accounting,
			one.Value, nan, nan}
		if one.Low < one.High {
			r.low, r.high = one.Low, one.High
		}
		rows = append(rows, r)
	}
	if s.Point != nil {
		for i, v := range s.Point.ByIndustry {
			if s.Industry[i] > 0 {
				rows = append(rows, row{"sme_va_in_exports_by_industry", s.Industries[i], s.Unit,
					result.Estimate, v, nan, nan})
			}
		}
	}
	f := &result.Frame{Title: fmt.Sprintf("Small and medium firms of %s in exports, %d", s.Economy.Name, s.Year)}
	n := f.Of(result.Estimate, len(rows))
	n.Text("economy", "Economy", func(int) string { return s.Economy.Code })
	n.Text("quantity", "Quantity", func(i int) string { return rows[i].quantity })
	number := func(name, label, definition string, kind result.Kind, get func(row) float64) {
		n.Kind = kind
		n.Number(name, label, "as in the column unit", definition, func(i int) float64 { return get(rows[i]) })
	}
	number("point", "Point estimate", "nothing where no statistic says how exports are split", result.Estimate,
		func(r row) float64 { return r.point })
	number("low", "Low", "no shares that the statistics and capacity allow are below it", result.Bound,
		func(r row) float64 { return r.low })
	number("high", "High", "no shares that the statistics and capacity allow are above it", result.Bound,
		func(r row) float64 { return r.high })
	n.Text("unit", "Unit", func(i int) string { return rows[i].unit })
	n.Text("kind", "Kind", func(i int) string { return string(rows[i].kind) })
	n.Text("detail", "Of what", func(i int) string { return rows[i].detail })
	f.Notes = s.Notes()
	f.Provenance.Question = "sme " + s.Economy.Code
	f.Provenance.Sources = s.Sources()
	return f
}

// Sources are where exports and the value added in them are from; none where nobody publishes them.
func (s *SmallFirms) Sources() []result.Source {
	if s.Source.Table == "" {
		return nil
	}
	return []result.Source{s.Source}
}

const money = "million USD"

// Notes are what must be said with the figures.
func (s *SmallFirms) Notes() []result.Note {
	out := slices.Clone(s.Basis)
	if s.Industries != nil {
		out = append(out, result.NewNote("smallfirms-closed", "each size class is taken to serve every buyer at home in "+
			"proportion to its sales there; the range is over all shares by industry that the statistics and capacity "+
			"allow, a class exporting at most what it makes"))
	}
	if s.Point == nil && !s.exportsKnown() {
		out = append(out, result.Warning("smallfirms-no-point",
			"nobody publishes how exports of {name} are split by firm size: there is no point estimate, only the range "+
				"over all shares of exports", "name", economies.InPhrase(s.Economy.Name)))
	}
	for _, d := range s.Doubts {
		out = append(out, result.Warning("smallfirms-doubt", "{text}", "text", d))
	}
	return out
}
