package elasticity

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"ikat/isic"
)

// Made by internal/cmd/calibrate.
var (
	//go:embed caliendoparro.csv
	caliendoParroText []byte
	//go:embed products.csv
	productsText []byte
)

// sampled numbers the three samples of Caliendo and Parro: all countries, and without the smallest that hold 1 and 2.5%
// of a sector's trade.
type sampled int

const (
	full sampled = iota
	ninetyNine
	ninetySeven
)

var sampleNames = [...]string{"full sample", "99% sample", "97.5% sample"}

// sector is one of the twenty industries that Caliendo and Parro estimate.
type sector struct {
	name       string
	rev3       []int
	theta, err [3]float64 // by sample
	taken      float64    // in their counterfactual
}

// sectors and medians are what the embedded files say.
var (
	sectors = readSectors()
	medians = readMedians()
)

func readSectors() []*sector {
	var out []*sector
	for _, r := range rows(caliendoParroText) {
		s := &sector{name: r[0], taken: float(r[8])}
		for _, d := range strings.Fields(r[1]) {
			s.rev3 = append(s.rev3, int(float(d)))
		}
		for i := range s.theta {
			s.theta[i], s.err[i] = float(r[2+2*i]), float(r[3+2*i])
		}
		out = append(out, s)
	}
	return out
}

// replaced reports whether the authors put another value in the place of their own estimate.
func (s *sector) replaced() bool { return s.taken != s.theta[ninetyNine] }

// used returns what the authors use, with its standard error. A value put in the place of an estimate is as uncertain
// as their estimates differ.
func (s *sector) used() (theta, err float64) {
	if s.replaced() {
		return s.taken, spread()
	}
	return s.theta[ninetyNine], s.err[ninetyNine]
}

// both returns the mean of the full and the 99% sample, which are one source: that they differ adds to its error. For a
// sector whose estimates the authors themselves do not use, what they use stands.
func (s *sector) both() (theta, err float64) {
	if s.replaced() {
		return s.used()
	}
	a, b := s.theta[full], s.theta[ninetyNine]
	return (a + b) / 2, math.Sqrt((s.err[full]*s.err[full]+s.err[ninetyNine]*s.err[ninetyNine])/2 + (a-b)*(a-b)/4)
}

// spread is the standard deviation of the full sample's estimates for manufacturing, petroleum apart.
var spread = sync.OnceValue(func() float64 {
	var v []float64
	for _, s := range sectors {
		if s.rev3[0] >= 15 && s.rev3[0] != petroleum && !s.replaced() {
			v = append(v, s.theta[full])
		}
	}
	var mean, square float64
	for _, t := range v {
		mean += t / float64(len(v))
	}
	for _, t := range v {
		square += (t - mean) * (t - mean) / float64(len(v)-1)
	}
	return math.Sqrt(square)
})

const petroleum = 23

// rev4Sectors are the positions of the sectors that a division of ISIC Rev. 4 holds.
var rev4Sectors = map[int][]int{1: {0}, 2: {0}, 3: {0}, 5: {1}, 6: {1}, 7: {1}, 8: {1}, 9: {1}, 10: {2}, 11: {2},
	12: {2}, 13: {3}, 14: {3}, 15: {3},
	16: {4}, 17: {5}, 18: {5}, 19: {6}, 20: {7}, 21: {7}, 22: {8}, 23: {9}, 24: {10}, 25: {11}, 26: {13, 15, 16},
	27: {14}, 28: {12}, 29: {17},
	30: {18}, 31: {19}, 32: {19}, 33: {19}}

// sectorsOf returns the sectors that an industry holds, nil for services.
func sectorsOf(in isic.Industry) []*sector {
	if !in.IsGoods() {
		return nil
	}
	var out []*sector
	add := func(s *sector) {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	if in.Scheme == isic.Rev4 {
		for _, d := range in.Parts {
			for _, i := range rev4Sectors[d] {
				add(sectors[i])
			}
		}
		return out
	}
	for _, d := range in.Rev3() {
		for _, s := range sectors {
			// What is recycled (37) goes with the rest of manufacturing.
			if slices.Contains(s.rev3, d) || d == 37 && s.rev3[0] == 36 {
				add(s)
			}
		}
	}
	return out
}

// mean is the mean of some sectors' values and its standard error. Estimates err independently of each other; a value
// that replaces several of them errs alike in all.
func mean(list []*sector, of func(*sector) (theta, err float64)) (theta, err float64) {
	n := float64(len(list))
	var variance, alike float64
	for _, s := range list {
		t, e := of(s)
		theta += t / n
		if s.replaced() && t == s.taken {
			alike += e / n
		} else {
			variance += e * e / (n * n)
		}
	}
	return theta, math.Sqrt(variance + alike*alike)
}

// median is the median of product-level elasticities in an industry.
type median struct {
	theta, err float64
	lines      int
	recalled   float64 // a value from memory, 0 for none
}

func readMedians() map[isic.Scheme]map[int]median {
	out := map[isic.Scheme]map[int]median{}
	for _, r := range rows(productsText) {
		scheme, lines, width := isic.Scheme(r[0]), float(r[2]), (float(r[5])-float(r[4]))/quartiles
		m := median{theta: float(r[3]), lines: int(lines), err: width * math.Sqrt(math.Pi/2/lines),
			recalled: float(r[6])}
		if out[scheme] == nil {
			out[scheme] = map[int]median{}
		}
		out[scheme][int(float(r[1]))] = m
	}
	return out
}

// quartiles is how many standard deviations lie between the quartiles of a normal distribution; a median's variance is
// π/2 times that of a mean.
const quartiles = 1.3489795003921634

// fewLines is below how many estimated lines a division has too few for a median, and takes its industry's of c1 to
// c16.
const fewLines = 20

// medianOf returns the mean of an industry's medians, weighted by lines.
func medianOf(in isic.Industry) (median, bool) {
	var out median
	if !in.IsGoods() {
		return out, false
	}
	seen := map[[2]float64]bool{}
	var square, recalled, known float64
	for _, d := range in.Parts {
		m := medians[in.Scheme][d]
		if m.lines < fewLines && in.Scheme != isic.WIOD {
			own := m.recalled
			m = medians[isic.WIOD][isic.Industry{Scheme: in.Scheme, Parts: []int{d}}.WIOD35()[0]]
			if own > 0 {
				m.recalled = own
			}
		}
		if m.recalled > 0 {
			recalled += m.recalled
			known++
		}
		if key := [2]float64{m.theta, float64(m.lines)}; seen[key] {
			continue
		} else {
			seen[key] = true
		}
		n := float64(m.lines)
		out.lines += m.lines
		out.theta += n * m.theta
		square += n * n * m.err * m.err
	}
	n := float64(out.lines)
	out.theta, out.err = out.theta/n, math.Sqrt(square)/n
	if known > 0 {
		out.recalled = recalled / known
	}
	return out, true
}

// rows are the records of an embedded file without its head.
func rows(text []byte) [][]string {
	all, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		panic(err) // the file is part of the program, and tests read it
	}
	return all[1:]
}

func float(s string) float64 {
	if s == "" {
		return 0
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic(err)
	}
	return v
}
