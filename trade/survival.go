package trade

import (
	"math"
	"slices"
)

// Survival follows relations of exporter, product and importer through the years, which are added in order without a
// gap. A spell begins when a relation is there that was not the year before; spells that were there in the first year
// began nobody knows when and take no part.
//
// Besedeš, Prusa (2006), Canadian Journal of Economics 39, 266-295; Kaplan, Meier (1958), Journal of the American
// Statistical Association 53, 457-481.
type Survival struct {
	Least float64 // a value below is none
	// Keep chooses exporters by code; nil takes all.
	Keep func(exporter string) bool

	economy, product map[string]int32
	year             int
	years            int
	active           []spell // in order of key
	ended            []int   // by length in years, from 1
}

type spell struct {
	key uint64
	age uint16 // years so far; 0 where it began before the first
}

// Add follows relations into the next year. It reports false where d is not of the year after the last.
func (s *Survival) Add(d *Data) bool {
	if s.years > 0 && d.Year != s.year+1 {
		return false
	}
	if s.economy == nil {
		s.economy, s.product = map[string]int32{}, map[string]int32{}
	}
	now := s.keys(d)
	next := make([]spell, 0, len(now))
	i := 0
	for _, key := range now {
		for i < len(s.active) && s.active[i].key < key {
			s.end(s.active[i])
			i++
		}
		age := uint16(1)
		switch {
		case i < len(s.active) && s.active[i].key == key:
			if age = s.active[i].age; age > 0 {
				age++
			}
			i++
		case s.years == 0:
			age = 0
		}
		next = append(next, spell{key, age})
	}
	for ; i < len(s.active); i++ {
		s.end(s.active[i])
	}
	s.active, s.year = next, d.Year
	s.years++
	return true
}

func (s *Survival) keys(d *Data) []uint64 {
	economies, products := ids(s.economy, d.Economies), ids(s.product, d.Products)
	var out []uint64
	for i, v := range d.Value {
		if v >= s.Least && v > 0 && (s.Keep == nil || s.Keep(d.Economies[d.From[i]])) {
			out = append(
				out,
				uint64(economies[d.From[i]])<<48|uint64(products[d.Product[i]])<<16|uint64(economies[d.To[i]]),
			)
		}
	}
	slices.Sort(out)
	return out
}

func ids(known map[string]int32, codes []string) []int32 {
	out := make([]int32, len(codes))
	for i, c := range codes {
		n, ok := known[c]
		if !ok {
			n = int32(len(known))
			known[c] = n
		}
		out[i] = n
	}
	return out
}

func (s *Survival) end(sp spell) {
	if sp.age > 0 {
		count(&s.ended, int(sp.age))
	}
}

func count(list *[]int, length int) {
	for len(*list) < length {
		*list = append(*list, 0)
	}
	(*list)[length-1]++
}

// Point is survival to the end of a year of a spell.
type Point struct {
	Year     int     // of the spell, from 1
	AtRisk   int     // spells that reached it
	Ended    int     // after it
	Survival float64 // share that goes on beyond it
	Error    float64 // standard error, Greenwood's
}

// Curve returns Kaplan and Meier's estimate, by year of the spell, as long as the last whose spells could end.
func (s *Survival) Curve() []Point {
	var censored []int
	for _, sp := range s.active {
		if sp.age > 0 {
			count(&censored, int(sp.age))
		}
	}
	at := func(list []int, i int) int {
		if i < len(list) {
			return list[i]
		}
		return 0
	}
	risk := 0
	for i := range max(len(s.ended), len(censored)) {
		risk += at(s.ended, i) + at(censored, i)
	}
	var out []Point
	survival, sum := 1.0, 0.0
	for i := 0; i < len(s.ended); i++ {
		n, d := float64(risk), float64(s.ended[i])
		survival *= 1 - d/n
		if n > d {
			sum += d / (n * (n - d))
		}
		out = append(out, Point{Year: i + 1, AtRisk: risk, Ended: s.ended[i], Survival: survival,
			Error: survival * math.Sqrt(sum)})
		risk -= s.ended[i] + at(censored, i)
	}
	return out
}
