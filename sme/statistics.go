package sme

import (
	"bytes"
	_ "embed"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"ikat/economies"
	"ikat/fault"
	"ikat/internal/csvtext"
	written "ikat/share"
)

// Indicator is what a statistic measures. All but Persons and Establishments are the share of small and medium firms in
// an industry's or economy's total.
type Indicator string

// Word is what a statistic is of, in words.
func (i Indicator) Word() string { return strings.ReplaceAll(string(i), "_", " ") }

// The indicators.
const (
	Output        Indicator = "output"
	ValueAdded    Indicator = "value_added"
	Employment    Indicator = "employment"
	Exports       Indicator = "exports"
	Imports       Indicator = "imports"              // of imported inputs
	FromLarge     Indicator = "purchases_from_large" // of SMEs' domestic inputs, the share bought from large firms
	ToLarge       Indicator = "sales_to_large"       // of SMEs' domestic sales of inputs, the share sold to large firms
	Establishment Indicator = "establishments"       // kept as context; it does not enter the split
	Persons       Indicator = "persons"              // persons engaged in all firms of the industry, in any unit
)

// Indicators lists them, in the order of the documentation.
var Indicators = []Indicator{ValueAdded, Output, Employment, Exports, Imports, FromLarge, ToLarge,
	Establishment, Persons}

// Statistic is one published figure. Low and High are the range it leaves; they equal Value where the source gives
// none.
type Statistic struct {
	Economy          string
	Industry         string // "" for the whole economy
	Indicator        Indicator
	Value, Low, High float64 // shares between 0 and 1; persons as given
	Source           string
}

// Statistics is a list of them; of two about the same thing the later one counts.
type Statistics []Statistic

//go:embed statistics.csv
var embedded []byte

// Embedded returns the statistics that ikat carries: by economy of Asia and the Pacific, with their sources.
func Embedded() Statistics { return slices.Clone(readEmbedded()) }

var readEmbedded = sync.OnceValue(func() Statistics {
	s, err := ReadStatistics(bytes.NewReader(embedded), "embedded statistics")
	if err != nil {
		panic(err) // the file is part of the program; a test reads it
	}
	return s
})

// ownHeader is the columns of ikat's own layout, in any order; value, economy and indicator are required. The name is
// the industry's, for people.
var ownHeader = []string{"economy", "industry", "indicator", "value", "low", "high", "source", "name"}

// ReadStatistics reads a CSV file of statistics: ikat's own layout, or what the OECD (exports by business size) or the
// IFC (MSME Country Indicators) gives for download. Lines that start with # are comments. Shares are written as
// fractions (0.46) or per cent (46%).
//
// Error: fault.Unreadable with the line.
func ReadStatistics(r io.Reader, name string) (Statistics, error) {
	c := csvtext.New(r)
	bad := func(line int, what, fix string) error {
		return &fault.Error{Kind: fault.Unreadable, Where: fault.Say("%s, line %d", name, line), What: what, Fix: fix}
	}
	columns := fault.Say("Its columns are %s", strings.Join(ownHeader, ","))
	first, head, err := c.Read()
	if err != nil {
		return nil, unread(err, name, columns)
	}
	for i := range first {
		first[i] = strings.ToLower(first[i])
	}
	if l := layoutOf(first); l != nil {
		return l.read(c, first, name)
	}
	at := map[string]int{}
	for i, h := range first {
		if !contains(ownHeader, h) {
			return nil, bad(head, fault.Say("there is no column %q", h), fault.Suggest(h, ownHeader, columns))
		}
		at[h] = i
	}
	for _, h := range []string{"economy", "indicator", "value"} {
		if _, ok := at[h]; !ok {
			return nil, bad(head, fault.Say("the column %s is missing", h), columns)
		}
	}
	var out Statistics
	for {
		record, line, err := c.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, unread(err, name, columns)
		}
		cell := func(h string) string {
			if i, ok := at[h]; ok {
				return record[i]
			}
			return ""
		}
		if cell("value")+cell("low")+cell("high") == "" {
			continue // a form's line that nobody filled in
		}
		s, what, fix := statistic(cell)
		if what != "" {
			return nil, bad(line, what, fix)
		}
		out = append(out, s)
	}
}

// unread is what is wrong with a text that is no CSV.
func unread(err error, name, fix string) error {
	var text *csvtext.Error
	if errors.As(err, &text) {
		return text.Fault(fault.Unreadable, name, fix)
	}
	return &fault.Error{Kind: fault.Unreadable, Where: name, What: "it holds no statistics", Fix: fix, Err: err}
}

// statistic reads one line; what is empty where it is right.
func statistic(cell func(string) string) (s Statistic, what, fix string) {
	s = Statistic{Economy: economyOf(cell("economy")), Industry: cell("industry"),
		Indicator: Indicator(cell("indicator")),
		Source:    cell("source")}
	var names []string
	for _, i := range Indicators {
		names = append(names, string(i))
	}
	switch {
	case s.Economy == "":
		return s, "the economy is missing", ""
	case !contains(names, string(s.Indicator)):
		return s, fault.Say("there is no indicator %q", s.Indicator), fault.Suggest(string(s.Indicator), names,
			fault.Say("The indicators are %s", strings.Join(names, ", ")))
	case s.Indicator == Persons && s.Industry == "":
		return s, "persons need an industry", "Persons engaged are needed by industry; the share of small and medium " +
			"firms is the indicator employment"
	}
	for _, v := range []struct {
		name string
		to   *float64
	}{{"value", &s.Value}, {"low", &s.Low}, {"high", &s.High}} {
		text := cell(v.name)
		if text == "" && v.name != "value" {
			*v.to = s.Value
			continue
		}
		x, err := number(text, s.Indicator)
		if err != nil {
			return s, fault.Say("%s %v", v.name, err), "Shares are written as 0.46 or 46%"
		}
		*v.to = x
	}
	if s.Low > s.Value || s.Value > s.High {
		return s, fault.Say("value %g is not between low %g and high %g", s.Value, s.Low, s.High),
			"Leave low and high empty where the source gives no range"
	}
	return s, "", ""
}

// economyOf is the code of an economy by any of its codes and names; what nobody knows stays, for it may be a group.
func economyOf(text string) string {
	if e, err := economies.Resolve(text); err == nil {
		return e.Code
	}
	return text
}

func number(text string, of Indicator) (float64, error) {
	if of != Persons {
		return written.ParsePart(text)
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || !(v >= 0) || math.IsInf(v, 0) {
		return 0, fault.Errorf("%q is no number of persons", text)
	}
	return v, nil
}

// Of returns the statistics of one economy.
//
// Error: fault.NotFound if there is none.
func (s Statistics) Of(economy string) (Statistics, error) {
	var out Statistics
	economy = economyOf(economy)
	for _, one := range s {
		if one.Economy == economy {
			out = append(out, one)
		}
	}
	if out == nil {
		return nil, &fault.Error{Kind: fault.NotFound, Where: "statistics of small and medium firms",
			What: fault.Say("there are none for %s", economy),
			Why:  fault.Say("There are some for %s", strings.Join(s.Economies(), " ")),
			Fix: fault.Say("Give your own, {stats}, a CSV of %s, for instance %s,,value_added,46%%,,,my source",
				strings.Join(ownHeader[:7], ","), economy)}
	}
	return out, nil
}

// With returns the statistics with others in their place: where the others speak of an indicator of an economy, these
// do not.
func (s Statistics) With(others Statistics) Statistics {
	type key struct {
		economy string
		of      Indicator
	}
	said := map[key]bool{}
	for _, o := range others {
		said[key{o.Economy, o.Indicator}] = true
	}
	var out Statistics
	for _, one := range s {
		if !said[key{one.Economy, one.Indicator}] {
			out = append(out, one)
		}
	}
	return append(out, others...)
}

// Economies returns the codes of the economies that the statistics speak of, in their order.
func (s Statistics) Economies() []string {
	var out []string
	for _, one := range s {
		if !contains(out, one.Economy) {
			out = append(out, one.Economy)
		}
	}
	return out
}

// Whole returns the economy-wide value of an indicator, where there is one.
func (s Statistics) Whole(of Indicator) (value float64, ok bool) {
	if one := s.find(of, ""); one != nil {
		return one.Value, true
	}
	return 0, false
}

// Has reports whether there is a statistic of an indicator.
func (s Statistics) Has(of Indicator) bool { return s.any(of) }

// find returns the last statistic of an indicator for an industry ("" for the economy), or nil.
func (s Statistics) find(of Indicator, industry string) *Statistic {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i].Indicator == of && s[i].Industry == industry {
			return &s[i]
		}
	}
	return nil
}

// check reports an industry that the economy does not have.
func (s Statistics) check(e *Economy) error {
	for _, one := range s {
		if one.Industry != "" && !contains(e.Label, one.Industry) {
			return &fault.Error{Kind: fault.NotFound, Where: fault.Say("statistics of %s, %s", one.Economy, one.Indicator),
				What: fault.Say("%s has no industry %q with output", e.Table, one.Industry),
				Fix:  fault.Suggest(one.Industry, e.Label, fault.Say("It has %s", strings.Join(e.Label, " ")))}
		}
	}
	return nil
}

func contains(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}
