package requirement

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ikat/fault"
)

// Dates are counted in days from the first of March of year 0 of the Gregorian calendar, so that a leap day ends a
// year.

// serial numbers a date written as 2026-01-05; ok is false for what is none.
func serial(text string) (day int, ok bool) {
	part := strings.Split(text, "-")
	if len(part) != 3 || len(part[0]) != 4 || len(part[1]) != 2 || len(part[2]) != 2 {
		return 0, false
	}
	var n [3]int
	for k, p := range part {
		v, err := strconv.ParseUint(p, 10, 16)
		if err != nil {
			return 0, false
		}
		n[k] = int(v)
	}
	day = serialOf(n[0], n[1], n[2])
	return day, n[1] >= 1 && n[1] <= 12 && written(day) == text
}

// Dates as people and spreadsheets write them, without the time of day behind them.
var (
	timeOfDay = regexp.MustCompile(`[ t]\d{1,2}:\d{2}\S*$`)
	yearFirst = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$`)
	yearLast  = regexp.MustCompile(`^(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4})$`)
	dayMonth  = regexp.MustCompile(`^(\d{1,2})[- ]([a-z]{3,9})\.?[- ,]+(\d{4})$`)
	monthDay  = regexp.MustCompile(`^([a-z]{3,9})\.? (\d{1,2}),? (\d{4})$`)
	months    = strings.Fields("january february march april may june july august september october november december")
)

// date numbers a date as people write it: 2026-01-05, 5.1.2026, 31/12/2026, 5 January 2026. What one half of the world
// reads as another day is none.
func date(text string) (day int, err error) {
	none := fault.Errorf("%q is no date like 2026-01-05", text)
	short := timeOfDay.ReplaceAllString(strings.ToLower(strings.TrimSpace(text)), "")
	of := func(y, m, d string) (int, error) {
		if day, ok := serial(fmt.Sprintf("%s-%02s-%02s", y, m, d)); ok {
			return day, nil
		}
		return 0, none
	}
	if m := yearFirst.FindStringSubmatch(short); m != nil {
		return of(m[1], m[2], m[3])
	}
	if m := yearLast.FindStringSubmatch(short); m != nil {
		dayFirst, e1 := of(m[4], m[3], m[1])
		monthFirst, e2 := of(m[4], m[1], m[3])
		switch {
		case m[2] == "." || e2 != nil || dayFirst == monthFirst:
			return dayFirst, e1
		case e1 != nil:
			return monthFirst, nil
		}
		return 0, fault.Errorf("%q may be %s or %s: write it so", text, written(dayFirst), written(monthFirst))
	}
	for _, form := range []*regexp.Regexp{dayMonth, monthDay} {
		if m := form.FindStringSubmatch(short); m != nil {
			d, name := m[1], m[2]
			if form == monthDay {
				d, name = name, d
			}
			at := slices.IndexFunc(months, func(long string) bool { return name == long || name == long[:3] })
			return of(m[3], strconv.Itoa(at+1), d)
		}
	}
	return 0, none
}

func serialOf(year, month, day int) int {
	if month < 3 {
		year--
		month += 12
	}
	return 365*year + year/4 - year/100 + year/400 + (153*(month-3)+2)/5 + day - 1
}

// written is a numbered day as a date.
func written(day int) string {
	year := day / 365
	for serialOf(year, 3, 1) > day {
		year--
	}
	rest := day - serialOf(year, 3, 1)
	month := (5*rest + 2) / 153
	date := rest - (153*month+2)/5 + 1
	if month += 3; month > 12 {
		month -= 12
		year++
	}
	return fmt.Sprintf("%04d-%02d-%02d", year, month, date)
}
