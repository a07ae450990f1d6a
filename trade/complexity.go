package trade

import (
	"fmt"
	"math"

	"ikat/dense"
	"ikat/fault"
)

// Complexity is how much know-how economies' exports and products speak of, as far as who sells what can say it.
type Complexity struct {
	ECI []float64 // by economy, mean 0 and standard deviation 1 (of n-1); NaN without an advantage in any product
	PCI []float64 // by product, in the same way; NaN where nobody has an advantage

	// PCIByECI has the scale of ECI: an economy's ECI is the mean of it over the products of its advantage.
	PCIByECI []float64

	Second, Third float64 // eigenvalues below the first, which is 1
	Correlation   float64 // of ECI with diversity: it gives the sign
	Population    float64 // ECI × Population has the standard deviation of n
}

// weakSign is the correlation with diversity below which the sign of ECI is fragile.
const weakSign = 0.2

// nearEigenvalue is the distance of the second and third eigenvalue below which ECI turns with the last digits of data.
const nearEigenvalue = 1e-3

// Doubt says in what the figures are fragile; "" where they are not.
func (c *Complexity) Doubt() string {
	switch {
	case c.Second-c.Third < nearEigenvalue:
		return fmt.Sprintf(
			"the second and the third eigenvalue, %.6f and %.6f, nearly coincide: the order of economies "+
				"turns with the last digits of the data",
			c.Second,
			c.Third,
		)
	case c.Correlation < weakSign:
		return fmt.Sprintf("the correlation with diversity that gives the sign is %.2f only", c.Correlation)
	}
	return ""
}

// Components counts the blocks of economies and products that no advantage connects; what has no advantage at all is
// in none.
func (s *Space) Components() int {
	n := len(s.Economies)
	root := make([]int, n+len(s.Products))
	for i := range root {
		root[i] = i
	}
	find := func(i int) int {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	for c := range s.Economies {
		for p := range s.Products {
			if s.M(c, p) {
				root[find(n+p)] = find(c)
			}
		}
	}
	count := 0
	for c, d := range s.Diversity {
		if d > 0 && find(c) == c {
			count++
		}
	}
	return count
}

// Complexity returns the indices: the second eigenvectors of D⁻¹ M U⁻¹ M' and of U⁻¹ M' D⁻¹ M, D the diversities, U the
// ubiquities. The sign is that which makes ECI rise with diversity; where higher names an economy, that which puts it
// above the mean.
//
// Error: fault.Inconsistent where advantages fall into unconnected blocks, or fewer than three economies have any: then
// the first eigenvalue is there several times and no vector is the second.
//
// Hidalgo, Hausmann (2009), PNAS 106, 10570-10575; Hausmann, Hidalgo and others (2014), The Atlas of Economic
// Complexity.
func (s *Space) Complexity(higher string) (*Complexity, error) {
	rows := s.exporters()
	if blocks := s.Components(); blocks != 1 || len(rows) < 3 {
		return nil, &fault.Error{Kind: fault.Inconsistent, Where: "economic complexity",
			What: fault.Say("comparative advantages fall into %d unconnected blocks of %d economies", blocks, len(rows)),
			Why:  "ECI and PCI are a second eigenvector, and there is none that is alone: any number would do",
			Fix:  "Take more economies or products, or coarser products, so that all are connected"}
	}
	values, vectors, ok := dense.Symmetric(len(rows), s.similarity(rows))
	if !ok {
		return nil, &fault.Error{Kind: fault.Unsolved, Where: "economic complexity",
			What: "its eigenvectors did not converge"}
	}
	n := len(rows)
	c := &Complexity{Second: values[n-2], Third: values[n-3]}
	raw := nans(len(s.Economies))
	for i, e := range rows {
		raw[e] = vectors[(n-2)*n+i] / math.Sqrt(float64(s.Diversity[e]))
	}
	if err := s.sign(raw, rows, higher); err != nil {
		return nil, err
	}
	s.scale(c, raw)
	return c, nil
}

// exporters are the economies with an advantage in some product.
func (s *Space) exporters() []int {
	var out []int
	for c, d := range s.Diversity {
		if d > 0 {
			out = append(out, c)
		}
	}
	return out
}

// similarity is D^-½ M U⁻¹ M' D^-½, whose eigenvalues are those of D⁻¹ M U⁻¹ M'. Products are few economies' each, so
// their pairs are fewer than all pairs' products.
func (s *Space) similarity(rows []int) []float64 {
	n := len(rows)
	a := make([]float64, n*n)
	holders := make([]int, 0, n)
	for p, ubiquity := range s.Ubiquity {
		holders = holders[:0]
		for i, c := range rows {
			if s.M(c, p) {
				holders = append(holders, i)
			}
		}
		for k, i := range holders {
			for _, j := range holders[k:] {
				a[i*n+j] += 1 / float64(ubiquity)
			}
		}
	}
	for i, c := range rows {
		for j := i; j < n; j++ {
			a[i*n+j] /= math.Sqrt(float64(s.Diversity[c]) * float64(s.Diversity[rows[j]]))
			a[j*n+i] = a[i*n+j]
		}
	}
	return a
}

// sign turns raw so that it rises with diversity, or puts an economy above the mean.
func (s *Space) sign(raw []float64, rows []int, higher string) error {
	up := s.correlation(raw) >= 0
	if higher != "" {
		at := position(s.Economies, higher)
		if at < 0 || math.IsNaN(raw[at]) {
			return &fault.Error{
				Kind:  fault.NotFound,
				Where: higher,
				What: "the economy that gives the sign of ECI has no " +
					"comparative advantage among these data",
				Fix: fault.Suggest(higher, s.Economies, "Name one that has"),
			}
		}
		mean, _ := moments(raw)
		up = raw[at] >= mean
	}
	if !up {
		for _, c := range rows {
			raw[c] = -raw[c]
		}
	}
	return nil
}

func (s *Space) scale(c *Complexity, raw []float64) {
	mean, sd := moments(raw)
	c.ECI = standard(raw, mean, sd)
	c.Correlation = s.correlation(raw)
	n := float64(len(s.exporters()))
	c.Population = math.Sqrt(n / (n - 1))
	products := nans(len(s.Products))
	for p, u := range s.Ubiquity {
		if u == 0 {
			continue
		}
		var sum float64
		for e := range s.Economies {
			if s.M(e, p) {
				sum += raw[e]
			}
		}
		products[p] = sum / float64(u) / c.Second
	}
	c.PCIByECI = standard(products, mean, sd)
	mean, sd = moments(products)
	c.PCI = standard(products, mean, sd)
}

func nans(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = math.NaN()
	}
	return out
}

func standard(v []float64, mean, sd float64) []float64 {
	out := make([]float64, len(v))
	for i, x := range v {
		out[i] = (x - mean) / sd
	}
	return out
}

// moments are the mean and the standard deviation (n-1) of what is known.
func moments(v []float64) (mean, sd float64) {
	n := 0.0
	for _, x := range v {
		if !math.IsNaN(x) {
			mean += x
			n++
		}
	}
	mean /= n
	for _, x := range v {
		if !math.IsNaN(x) {
			sd += (x - mean) * (x - mean)
		}
	}
	return mean, math.Sqrt(sd / (n - 1))
}

func (s *Space) correlation(raw []float64) float64 {
	diversity := nans(len(raw))
	for c, d := range s.Diversity {
		if d > 0 {
			diversity[c] = float64(d)
		}
	}
	return Correlation(raw, diversity)
}

// Correlation is Pearson's, over the pairs of which both numbers are known.
func Correlation(a, b []float64) float64 {
	x, y := nans(len(a)), nans(len(b))
	for i := range a {
		if !math.IsNaN(a[i]) && !math.IsNaN(b[i]) {
			x[i], y[i] = a[i], b[i]
		}
	}
	mx, sx := moments(x)
	my, sy := moments(y)
	var sum, n float64
	for i := range x {
		if !math.IsNaN(x[i]) {
			sum += (x[i] - mx) * (y[i] - my)
			n++
		}
	}
	return sum / (n - 1) / (sx * sy)
}
