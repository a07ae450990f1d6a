package border

import (
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"ikat/fault"
	"ikat/internal/csvtext"
	"ikat/result"
)

// TradeCost is what trade between two economies costs more than trade at home, both ways together, as a share of the
// value of goods: the measure of Novy (2013) that ESCAP and the World Bank publish. NaN where not published.
type TradeCost struct {
	Economy, Partner, Sector string
	Year                     int
	All, Tariff, Others      float64
}

// costSectors are the sectors of the database.
var costSectors = map[string]string{"AB": "agriculture", "D": "manufacturing", "GTT": "goods"}

const costsFix = "The columns are reporter, partner, sector, year, tij, geometric_avg_tariff, nontariff_tij, as " +
	"in the ESCAP-World Bank Trade Cost Database; save its workbook's sheet as CSV"

// ReadTradeCosts reads the ESCAP-World Bank Trade Cost Database as CSV: tij and nontariff_tij in per cent, the tariff
// as one plus a rate. Rows of two dots are not published.
//
// Error: fault.Unreadable with the line.
func ReadTradeCosts(name string, r io.Reader) ([]TradeCost, error) {
	c := csvtext.New(r)
	header, _, err := c.Read()
	if err != nil {
		return nil, costsError(name, err)
	}
	f := &file{name: name, at: map[string]int{}}
	for i, h := range header {
		f.at[strings.ToLower(h)] = i
	}
	for _, must := range []string{"reporter", "partner", "sector", "year", "tij"} {
		if !f.has(must) {
			return nil, &fault.Error{Kind: fault.Unreadable, Where: fault.Say("%s, line 1", name),
				What: fault.Say("the column %s is missing", must), Fix: costsFix}
		}
	}
	var out []TradeCost
	for {
		rec, line, err := c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, costsError(name, err)
		}
		f.rec = rec
		one, err := f.tradeCost()
		if err != nil {
			return nil, unreadable(name, line, err)
		}
		if !math.IsNaN(one.All) {
			out = append(out, one)
		}
	}
	if len(out) == 0 {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: name, What: "none of its rows has a trade cost",
			Fix: costsFix}
	}
	return out, nil
}

func costsError(name string, err error) error {
	var text *csvtext.Error
	if errors.As(err, &text) {
		return text.Fault(fault.Unreadable, name, costsFix)
	}
	return &fault.Error{Kind: fault.Unreadable, Where: name, What: "it is empty", Fix: costsFix, Err: err}
}

func (f *file) tradeCost() (TradeCost, error) {
	out := TradeCost{
		Economy: Code(f.text("reporter")),
		Partner: Code(f.text("partner")),
		Sector:  costSectors[f.text("sector")],
	}
	var err error
	switch {
	case out.Economy == "":
		return out, fault.Errorf("there is no economy %s", f.text("reporter"))
	case out.Partner == "":
		return out, fault.Errorf("there is no economy %s", f.text("partner"))
	case out.Sector == "":
		return out, fault.Errorf("column sector: %q is none of AB, D and GTT", f.text("sector"))
	}
	if out.Year, err = strconv.Atoi(f.text("year")); err != nil {
		return out, fault.Errorf("column year: %q is not a year", f.text("year"))
	}
	v, err := f.numbers("tij", "geometric_avg_tariff", "nontariff_tij")
	if err != nil {
		return out, err
	}
	out.All, out.Tariff, out.Others = v[0]/100, v[1]-1, v[2]/100
	return out, nil
}

// TradeCosts lays trade costs out of some economies, or all, with some partners, or all: of each pair and sector the
// year asked for, or the last with year 0, the cheapest first.
//
// Error: fault.NotFound where there are none.
func TradeCosts(costs []TradeCost, economies, partners []string, year int) (*result.Frame, error) {
	type pair struct{ a, b, sector string }
	last := map[pair]TradeCost{}
	for _, c := range costs {
		at := pair{c.Economy, c.Partner, c.Sector}
		of := func(list []string, code string) bool { return len(list) == 0 || slices.Contains(list, code) }
		if !of(economies, c.Economy) || !of(partners, c.Partner) || year != 0 && c.Year != year ||
			c.Year < last[at].Year {
			continue
		}
		last[at] = c
	}
	if len(last) == 0 {
		return nil, &fault.Error{
			Kind:  fault.NotFound,
			Where: "trade costs",
			What: "the file has none of these economies and " +
				"this year",
			Fix: "Leave out {economies}, {peers} or the year",
		}
	}
	var rows []TradeCost
	for _, c := range last {
		rows = append(rows, c)
	}
	slices.SortFunc(rows, func(a, b TradeCost) int {
		switch {
		case a.Economy != b.Economy:
			return strings.Compare(a.Economy, b.Economy)
		case a.Sector != b.Sector:
			return strings.Compare(a.Sector, b.Sector)
		case a.All < b.All:
			return -1
		case a.All > b.All:
			return 1
		}
		return strings.Compare(a.Partner, b.Partner)
	})
	f := &result.Frame{Title: "Trade costs with partners"}
	n := f.Of(result.Estimate, len(rows))
	n.Text("economy", "Economy", func(i int) string { return rows[i].Economy })
	n.Text("partner", "Partner", func(i int) string { return rows[i].Partner })
	n.Text("sector", "Sector", func(i int) string { return rows[i].Sector })
	years := make([]int64, len(rows))
	for i, r := range rows {
		years[i] = int64(r.Year)
	}
	f.Whole("year", "Year", "", "of the figure", result.Estimate, years)
	n.Number(
		"trade_cost",
		"Trade cost",
		"share",
		"what trade between the two costs more than trade at home, both ways "+
			"together, over the value of goods; less is better",
		func(i int) float64 { return rows[i].All },
	)
	n.Number("tariff", "Tariffs", "share", "geometric mean of the tariffs of the two", func(i int) float64 {
		return rows[i].Tariff
	})
	n.Number("others", "Other than tariffs", "share", "trade cost without tariffs", func(i int) float64 {
		return rows[i].Others
	})
	f.Note(
		"trade-costs",
		"trade costs are all that makes trade between two economies dearer than trade at home, in both "+
			"directions: transport, language, currency, procedures and tariffs. They are no charge at a border, and do not add "+
			"to what a border costs here",
	)
	f.Provenance.Question = "border"
	f.Provenance.References = []string{"Novy (2013), Economic Inquiry 51, 101-121"}
	f.Provenance.Sources = []result.Source{{Table: "trade costs", Publisher: "ESCAP-World Bank Trade Cost Database",
		Citation: "ESCAP and World Bank, ESCAP-World Bank Trade Cost Database"}}
	return f, nil
}
