package requirement

import "strings"

// Concerns reports whether a requirement is asked of a product of the Harmonized System, and whether of it and its like
// alone rather than of everything.
func (r *Requirement) Concerns(hs string) (yes, alone bool) {
	if r.HS == "*" {
		return true, false
	}
	for _, part := range strings.Split(r.HS, ";") {
		low, high, ranged := strings.Cut(strings.TrimSpace(part), "-")
		if !ranged {
			high = low
		}
		if low != "" && len(hs) >= len(low) && hs[:len(low)] >= low && hs[:min(len(high), len(hs))] <= high {
			return true, true
		}
	}
	return false, false
}

// Concerning are a sheet's demands that are asked of a product alone, not of everything.
func (s *Sheet) Concerning(registry *Registry, hs string) []Demand {
	var out []Demand
	for _, d := range s.Demands {
		if r := registry.Find(d.Requirement); r != nil {
			if _, alone := r.Concerns(hs); alone {
				out = append(out, d)
			}
		}
	}
	return out
}

// fits is the part of a sheet's demands of single products that must be asked of a product for the sheet to be about
// it:
// a law on deforestation is asked of coffee and of furniture, and makes no coffee of it.
const fits = 1. / 3

// SheetOf returns the program's own sheet that is about a product: that with the largest part of its demands of single
// products asked of it; nil where none has enough.
func SheetOf(hs string) *Sheet {
	var best *Sheet
	most := fits
	for _, s := range Sheets() {
		if part := float64(len(s.Concerning(Standard(), hs))) / float64(s.single()); part > most {
			best, most = s, part
		}
	}
	return best
}

// single counts the demands that are of some products alone.
func (s *Sheet) single() int {
	n := 0
	for _, d := range s.Demands {
		if r := Standard().Find(d.Requirement); r != nil && r.HS != "*" {
			n++
		}
	}
	return n
}
