// Package indicators holds published results by economy, industry and year, so that economies of which no inter-country
// table may be shipped can be asked about before any table is at hand.
//
// The figures were computed from the Asian Development Bank's Multiregional Input-Output Tables by the project
// ksreyes/mrio-processing; they are not the bank's own publication. Three sets are kept apart, because they rest on two
// editions of the tables: 62 economies (2000, 2007-2022), and 72 economies (2017-2022) for participation and for
// lengths. The same name in two sets is two measurements.
//
// The data are embedded as gzipped CSV, a file a set and year, made by internal/cmd/indicators (make indicators), which
// also says in data/checks.csv what was checked and what was left out.
package indicators

import (
	"slices"

	"ikat/fault"
	"ikat/result"
)

// All stands for all of an economy's industries together. It was computed before figures were rounded.
const All = "all"

// RestOfWorld is the code of what the tables leave to no economy.
const RestOfWorld = "ROW"

// Measure is one published figure.
type Measure struct {
	ID         string
	Label      string
	Unit       string
	Definition string
	Kind       result.Kind
	Digits     int // significant digits kept
}

// Set is a family of figures that rest on one edition of the tables.
type Set struct {
	ID       string
	Title    string
	Years    []int
	Members  int // economies, the rest of the world aside
	Measures []Measure
}

// Source says where figures come from and under which terms.
type Source struct {
	Credit    string // said beside every figure
	Publisher string
	Citation  string
	Terms     string
	Vintage   string
	Commit    string
}

// ADB is the source of all three sets.
var ADB = Source{
	Credit:    "computed from the ADB's tables by ksreyes/mrio-processing",
	Publisher: "ksreyes/mrio-processing (MIT), from the Asian Development Bank's Multiregional Input-Output Tables",
	Citation: "Asian Development Bank: Key Indicators Database Online, Multiregional Input-Output Tables. Results " +
		"by K. S. Reyes (2023), ADB MRIO processing scripts",
	Terms: "Copying, adapting and redistribution are allowed, commercial use too, with the source named ('Asian " +
		"Development Bank: Key Indicators Database Online. Accessed on [date]') and the same condition for those who " +
		"receive them",
	Vintage: "tables of July 2023",
	Commit:  "9eb705a2eaa65d9531489ccf83dc5b81d3b153e7",
}

// Sets lists what is embedded.
func Sets() []*Set { return []*Set{ADB62, ADB72, Lengths72} }

// Find returns the set of an ID.
//
// Error: fault.NotFound with the nearest names.
func Find(id string) (*Set, error) {
	var ids []string
	for _, s := range Sets() {
		if s.ID == id {
			return s, nil
		}
		ids = append(ids, s.ID)
	}
	return nil, &fault.Error{Kind: fault.NotFound, Where: fault.Say("indicators %s", id),
		What: "there is no set of that name", Fix: fault.Suggest(id, ids, fault.Say("The sets are %s", list(ids)))}
}

// Measure returns the position of a measure in the set.
//
// Error: fault.NotFound with the nearest names.
func (s *Set) Measure(id string) (int, error) {
	var ids []string
	for i, m := range s.Measures {
		if m.ID == id {
			return i, nil
		}
		ids = append(ids, m.ID)
	}
	return 0, &fault.Error{Kind: fault.NotFound, Where: fault.Say("indicators %s", s.ID),
		What: fault.Say("it has no measure %q", id), Fix: fault.Suggest(id, ids, fault.Say("It has %s", list(ids)))}
}

// Latest returns the last year of the set.
func (s *Set) Latest() int { return slices.Max(s.Years) }

// Nearest returns the year of the set that is nearest to one asked for, the earlier of two.
func (s *Set) Nearest(year int) int {
	best := s.Years[0]
	for _, y := range s.Years {
		if abs(y-year) < abs(best-year) {
			best = y
		}
	}
	return best
}

func abs(x int) int { return max(x, -x) }

func list(ids []string) string {
	out := ""
	for i, id := range ids {
		if i > 0 {
			out += ", "
		}
		out += id
	}
	return out
}
