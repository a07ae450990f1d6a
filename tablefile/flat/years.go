package flat

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"ikat/fault"
)

// Years picks the lines of one year from a file that holds several. Its zero value takes the only year.
type Years struct {
	Want int

	mu   sync.Mutex
	seen []int
}

// Take tells whether a line of a year, as printed, is wanted.
//
// Error: what is wrong with the year.
func (y *Years) Take(cell []byte) (bool, error) {
	year, err := strconv.Atoi(string(cell))
	if err != nil {
		return false, fault.Errorf("%q is not a year", cell)
	}
	y.mu.Lock()
	defer y.mu.Unlock()
	if !slices.Contains(y.seen, year) && len(y.seen) < 1000 {
		y.seen = append(y.seen, year)
	}
	return y.Want == 0 || y.Want == year, nil
}

// Year returns the year of the lines taken.
//
// Error: fault.Unreadable with the years if there are several to choose from, or the one wanted is not there.
func (y *Years) Year(file string) (int, error) {
	slices.Sort(y.seen)
	if y.Want != 0 && slices.Contains(y.seen, y.Want) {
		return y.Want, nil
	}
	if y.Want == 0 && len(y.seen) == 1 {
		return y.seen[0], nil
	}
	var list []string
	for _, s := range y.seen {
		list = append(list, strconv.Itoa(s))
	}
	e := &fault.Error{Kind: fault.Unreadable, Where: file, What: "it holds several years",
		Why: fault.Say("They are %s", strings.Join(list, ", ")),
		Fix: "Name one with {year}"}
	if y.Want != 0 {
		e.What, e.Fix = fault.Say("it holds no table of %d", y.Want), "Name one of these years"
	}
	return 0, e
}
