// Package companion reads the CSV files that go with trade by product: concordances of classifications, incomes, growth
// to come, and what stands between two economies.
package companion

import (
	"errors"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ikat/fault"
	"ikat/internal/csvtext"
	"ikat/share"
)

// sheet is a CSV with a header, in lower case.
type sheet struct {
	file   string
	header []string
	rows   [][]string
	lines  []int
}

func read(r io.Reader, file, fix string) (*sheet, error) {
	all, lines, err := csvtext.All(r)
	var bad *csvtext.Error
	if errors.As(err, &bad) {
		return nil, bad.Fault(fault.Unreadable, file, fix)
	}
	if err != nil {
		return nil, err
	}
	if len(all) < 2 {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: file, What: "it has no rows below a header", Fix: fix}
	}
	s := &sheet{file: file, rows: all[1:], lines: lines[1:]}
	for _, h := range all[0] {
		s.header = append(s.header, strings.ToLower(strings.TrimSpace(h)))
	}
	return s, nil
}

// at is where the first column of some names stands, -1 where none does.
func (s *sheet) at(names ...string) int {
	return slices.IndexFunc(s.header, func(h string) bool { return slices.Contains(names, h) })
}

// number reads a number at least so large.
func (s *sheet) number(row, column int, least float64) (float64, error) {
	v, err := strconv.ParseFloat(s.rows[row][column], 64)
	if err != nil || !(v >= least) || v > 1e300 {
		return 0, &fault.Error{
			Kind:  fault.Unreadable,
			Where: fault.Say("%s, line %d, column %s", s.file, s.lines[row], s.header[column]),
			What:  fault.Say("%q is no number from %g up", s.rows[row][column], least),
		}
	}
	return v, nil
}

// rate reads a rate of nothing or more.
func (s *sheet) rate(row, column int) (float64, error) {
	v, err := share.ParseFraction(s.rows[row][column])
	if err == nil && v < 0 {
		err = errors.New("it is below zero")
	}
	if err == nil {
		return v, nil
	}
	return 0, &fault.Error{Kind: fault.Unreadable, What: fault.Said(err), Fix: pairsFix,
		Where: fault.Say("%s, line %d, column %s", s.file, s.lines[row], s.header[column])}
}

func (s *sheet) lacks(what, fix string) error {
	return &fault.Error{Kind: fault.Unreadable, Where: s.file,
		What: fault.Say("it has no column %s", fault.Word(what)), Fix: fix}
}

const incomesFix = "Its header is economy,gdp_per_capita, or economy,year,gdp_per_capita"

// Incomes are GDP per capita by economy's code as it stands in the file, and year; 0 stands for every year.
type Incomes map[string]map[int]float64

// ReadIncomes reads a CSV of GDP per capita: economy (or country), year if there is one, gdp_per_capita (or value).
//
// Error: fault.Unreadable, located.
func ReadIncomes(r io.Reader, file string) (Incomes, error) {
	s, err := read(r, file, incomesFix)
	if err != nil {
		return nil, err
	}
	who, when := s.at("economy", "country", "code"), s.at("year")
	what := s.at("gdp_per_capita", "gdp_per_capita_usd", "value", "gdp")
	if who < 0 || what < 0 {
		return nil, s.lacks("economy or gdp_per_capita", incomesFix)
	}
	out := Incomes{}
	for i, row := range s.rows {
		v, err := s.number(i, what, 0)
		if err != nil {
			return nil, err
		}
		year := 0
		if when >= 0 {
			y, err := s.number(i, when, 1)
			if err != nil {
				return nil, err
			}
			year = int(y)
		}
		if out[row[who]] == nil {
			out[row[who]] = map[int]float64{}
		}
		out[row[who]][year] = v
	}
	return out, nil
}

// Of returns an economy's income in a year.
func (in Incomes) Of(economy string, year int) (float64, bool) {
	by := in[economy]
	if v, ok := by[year]; ok {
		return v, true
	}
	v, ok := by[0]
	return v, ok
}

// Growth is what an economy will be over what it is.
type Growth struct{ GDP, Population float64 }

const growthFix = "Its header is economy,gdp_ratio,population_ratio: what they will be over what they are"

// ReadGrowth reads a CSV of growth to come.
//
// Error: fault.Unreadable, located.
func ReadGrowth(r io.Reader, file string) (map[string]Growth, error) {
	s, err := read(r, file, growthFix)
	if err != nil {
		return nil, err
	}
	who := s.at("economy", "country", "code")
	gdp, people := s.at("gdp_ratio", "gdp_ratio_5y"), s.at("population_ratio", "population_ratio_5y")
	if who < 0 || gdp < 0 || people < 0 {
		return nil, s.lacks("economy, gdp_ratio or population_ratio", growthFix)
	}
	const least = 1e-6
	out := map[string]Growth{}
	for i, row := range s.rows {
		a, err := s.number(i, gdp, least)
		if err != nil {
			return nil, err
		}
		b, err := s.number(i, people, least)
		if err != nil {
			return nil, err
		}
		out[row[who]] = Growth{a, b}
	}
	return out, nil
}

// Pairs are what stands between two economies.
type Pairs struct {
	Distance map[[2]string]float64 // km; nil where the file has none
	tariff   map[[3]string]float64
}

const pairsFix = "Its header is exporter,importer and distance_km or tariff or both; product, a code or the " +
	"beginning of some, is for tariffs"

// ReadPairs reads a CSV of distances and tariffs. A row with a product gives that product's tariff, or that of all
// whose codes begin with it; one without gives the tariff of all others. Tariffs are shares: .05, or 5%.
//
// Error: fault.Unreadable, located.
func ReadPairs(r io.Reader, file string) (*Pairs, error) {
	s, err := read(r, file, pairsFix)
	if err != nil {
		return nil, err
	}
	from, to, product := s.at("exporter", "from"), s.at("importer", "to"), s.at("product", "hs6", "hs")
	km, tariff := s.at("distance_km", "distance", "km"), s.at("tariff", "tariff_other")
	if from < 0 || to < 0 || km < 0 && tariff < 0 {
		return nil, s.lacks("exporter, importer, distance_km or tariff", pairsFix)
	}
	out := &Pairs{}
	for i, row := range s.rows {
		key := [3]string{row[from], row[to]}
		if product >= 0 {
			key[2] = row[product]
		}
		if km >= 0 && row[km] != "" {
			v, err := s.number(i, km, 1e-3)
			if err != nil {
				return nil, err
			}
			if out.Distance == nil {
				out.Distance = map[[2]string]float64{}
			}
			out.Distance[[2]string{key[0], key[1]}] = v
		}
		if tariff >= 0 && row[tariff] != "" {
			v, err := s.rate(i, tariff)
			if err != nil {
				return nil, err
			}
			if out.tariff == nil {
				out.tariff = map[[3]string]float64{}
			}
			out.tariff[key] = v
		}
	}
	return out, nil
}

// HasTariffs reports whether the file has tariffs.
func (p *Pairs) HasTariffs() bool { return p.tariff != nil }

// Tariff returns the tariff of the longest beginning of a product's code that the file has.
func (p *Pairs) Tariff(from, to, product string) (float64, bool) {
	for n := len(product); n >= 0; n-- {
		if v, ok := p.tariff[[3]string{from, to, product[:n]}]; ok {
			return v, true
		}
	}
	return 0, false
}

var notWord = regexp.MustCompile(`[^a-z0-9]+`)

// classification is how a column of a concordance, or a classification, is called without its spelling: hs2017, bec4,
// sitc3, isic4, lall. UN tables call BEC Rev. 4 BEC.
func classification(name string) string {
	name = notWord.ReplaceAllString(strings.ToLower(name), "")
	name = strings.NewReplacer("rev", "", "code1", "", "5digit", "").Replace(name)
	name = strings.TrimSuffix(name, "code")
	if m := regexp.MustCompile(`^hs(\d\d)$`).FindStringSubmatch(name); m != nil {
		if m[1] >= "88" {
			return "hs19" + m[1]
		}
		return "hs20" + m[1]
	}
	switch name {
	case "bec":
		return "bec4"
	case "i3":
		return "isic3"
	case "i4":
		return "isic4"
	}
	return name
}
