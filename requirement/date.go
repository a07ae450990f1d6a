package requirement

import (
	"fmt"
	"strconv"
	"strings"
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
