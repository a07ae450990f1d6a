package sme

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"ikat/fault"
	"ikat/internal/csvtext"
)

// layout is a publisher's own file of statistics by size of enterprise, read as it was downloaded.
type layout struct {
	columns           []string // that name it, in lower case
	publisher         string
	small, large, all string // classes, joined by blanks; all is every size together
	// The columns that hold what; of several names joined by blanks the first there is.
	economy, class, year, value string
	keep                        [2]string // a column and the text it must hold, "" for every row
	indicator                   Indicator
	definition                  string
}

// layouts are those that ReadStatistics knows beside ikat's own.
var layouts = []layout{
	{columns: []string{"location", "indicator", "subject", "measure"}, publisher: "OECD, Exports by business size",
		small: "0_9_employee 10_49_employee 50_249_employee", large: "250more_employee", all: "allsize",
		economy: "location", class: "subject", year: "time_period time", value: "obs_value value",
		keep: [2]string{"measure", "mln_usd"}, indicator: Exports,
		definition: "enterprises with fewer than 250 employees, of exports whose enterprise's size is known"},
	{columns: []string{"iso3", "year", "type", "value"}, publisher: "IFC, MSME Country Indicators",
		small: "micro_per_1000_people sme_per_1000_people", large: "large_per_1000_people",
		all: "total_per_1000_people", economy: "iso3", class: "type", year: "year", value: "value",
		indicator:  Establishment,
		definition: "micro, small and medium enterprises of all counted, each economy's own definition"},
}

// layoutOf is the publisher's layout that a header has, nil where it is none.
func layoutOf(header []string) *layout {
	for i := range layouts {
		if !slices.ContainsFunc(layouts[i].columns, func(c string) bool { return !slices.Contains(header, c) }) {
			return &layouts[i]
		}
	}
	return nil
}

// placeOf is the place of the first of some columns that a header has, -1 where it has none.
func placeOf(header []string, names string) int {
	for _, n := range strings.Fields(names) {
		if i := slices.Index(header, n); i >= 0 {
			return i
		}
	}
	return -1
}

// sizesKey is an economy in a year.
type sizesKey struct {
	economy string
	year    int
}

// read turns a publisher's rows into one statistic an economy, of the last year that has all classes. Exports of
// enterprises whose size is not known may be anybody's: they are the range.
//
// Error: fault.Unreadable with the line, or where no economy has all classes.
func (l *layout) read(c *csvtext.Reader, header []string, name string) (Statistics, error) {
	economy, class := placeOf(header, l.economy), placeOf(header, l.class)
	year, value := placeOf(header, l.year), placeOf(header, l.value)
	if year < 0 || value < 0 {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: name,
			What: fault.Say("it is like %s and lacks a column %s or %s", l.publisher, l.year, l.value),
			Fix:  "Download it again as CSV"}
	}
	kept := placeOf(header, l.keep[0])
	rows := map[sizesKey]map[string]float64{}
	for {
		record, line, err := c.Read()
		if errors.Is(err, io.EOF) {
			return l.statistics(rows, name)
		}
		if err != nil {
			return nil, unread(err, name,
				fault.Say("%s as downloaded, or columns %s", l.publisher, strings.Join(ownHeader, ",")))
		}
		if kept >= 0 && !strings.EqualFold(record[kept], l.keep[1]) {
			continue
		}
		at, err := strconv.Atoi(record[year])
		amount, bad := amountOf(record[value])
		if err != nil || bad {
			return nil, &fault.Error{Kind: fault.Unreadable, Where: fault.Say("%s, line %d", name, line),
				What: fault.Say("%q, %q are no year and amount", record[year], record[value]),
				Fix:  "Years are whole numbers and amounts at least 0, or empty or NA"}
		}
		of := sizesKey{economyOf(record[economy]), at}
		if rows[of] == nil {
			rows[of] = map[string]float64{}
		}
		if amount >= 0 {
			rows[of][strings.ReplaceAll(strings.ToLower(record[class]), " ", "_")] = amount
		}
	}
}

// amountOf reads an amount, -1 where it is not known; bad where the text is none.
func amountOf(text string) (amount float64, bad bool) {
	if text == "" || strings.EqualFold(text, "NA") {
		return -1, false
	}
	v, err := strconv.ParseFloat(text, 64)
	return v, err != nil || !(v >= 0) || v > 1e18
}

func (l *layout) statistics(rows map[sizesKey]map[string]float64, name string) (Statistics, error) {
	last := map[string]Statistic{}
	years := map[string]int{}
	for of, classes := range rows {
		s, ok := l.statistic(of, classes)
		if ok && of.year >= years[of.economy] {
			last[of.economy], years[of.economy] = s, of.year
		}
	}
	if len(last) == 0 {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: name, What: "no economy in it has figures of all sizes",
			Why: fault.Say("A share needs %s, %s and %s", l.small, l.large, l.all), Fix: "Download all size classes"}
	}
	var out Statistics
	for _, s := range last {
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b Statistic) int { return strings.Compare(a.Economy, b.Economy) })
	return out, nil
}

// statistic is the share of small and medium enterprises in a year; ok is false where a class is not known.
func (l *layout) statistic(of sizesKey, classes map[string]float64) (s Statistic, ok bool) {
	small := 0.
	for _, c := range strings.Fields(l.small) {
		v, has := classes[c]
		if !has {
			return s, false
		}
		small += v
	}
	large, hasLarge := classes[l.large]
	all, hasAll := classes[l.all]
	if !hasLarge || !hasAll || !(small+large > 0) || of.economy == "" {
		return s, false
	}
	all = max(all, small+large) // totals are rounded apart from their parts
	return Statistic{Economy: of.economy, Indicator: l.indicator, Value: small / (small + large), Low: small / all,
		High: 1 - large/all, Source: fmt.Sprintf("%s, %d; %s", l.publisher, of.year, l.definition)}, true
}
