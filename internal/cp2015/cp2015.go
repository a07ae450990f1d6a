// Package cp2015 reads the data of Caliendo and Parro (2015) and calibrates a baseline as they do.
//
// The seven text files hold 31 countries and 40 industries, of which the first 20 are traded, without labels: rows are
// industries or importers within industries, columns countries or exporters.
package cp2015

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"ikat/counterfactual"
)

const (
	countries  = 31
	industries = 40
	traded     = 20
	// servicesTheta is the elasticity of the industries that the paper does not estimate.
	servicesTheta = 8.22
)

// Economies are the countries, in the files' order.
var Economies = strings.Fields("ARG AUS AUT BRA CAN CHL CHN DNK FIN FRA DEU GRC HUN IND IDN IRL ITA JPN KOR MEX NLD " +
	"NZL NOR PRT ZAF ESP SWE TUR GBR USA ROW")

// NAFTA's members, positions in Economies.
const (
	Canada = 4
	Mexico = 19
	USA    = 29
)

// Data are the files' numbers.
type Data struct {
	B, GO, IO, T, Tariffs1993, Tariffs2005, Trade [][]float64
}

// Load reads the folder.
func Load(dir string) (*Data, error) {
	d := &Data{}
	for _, f := range []struct {
		name       string
		rows, cols int
		to         *[][]float64
	}{
		{"B.txt", industries, countries, &d.B},
		{"GO.txt", industries, countries, &d.GO},
		{"IO.txt", industries * countries, industries, &d.IO},
		{"T.txt", traded, 1, &d.T},
		{"tariffs1993.txt", traded * countries, countries, &d.Tariffs1993},
		{"tariffs2005.txt", traded * countries, countries, &d.Tariffs2005},
		{"xbilat1993.txt", traded * countries, countries, &d.Trade},
	} {
		m, err := read(filepath.Join(dir, f.name))
		if err != nil {
			return nil, err
		}
		if len(m) != f.rows || len(m[0]) != f.cols {
			return nil, fmt.Errorf("%s: %d x %d numbers, expected %d x %d", f.name, len(m), len(m[0]), f.rows, f.cols)
		}
		*f.to = m
	}
	return d, nil
}

func read(path string) ([][]float64, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out [][]float64
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		fields := strings.Fields(sc.Text())
		if len(fields) == 0 {
			continue
		}
		row := make([]float64, len(fields))
		for i, s := range fields {
			if row[i], err = strconv.ParseFloat(s, 64); err != nil {
				return nil, fmt.Errorf("%s: %w", path, err)
			}
		}
		out = append(out, row)
	}
	return out, sc.Err()
}

// Baseline calibrates 1993 as the paper's programs do: exports, net of tariffs, plus what of gross output is sold at
// home are an industry's sales; final demand is what is left of absorption after intermediate use, negative remainders
// set to zero and the shares scaled to one.
func (d *Data) Baseline() *counterfactual.Baseline {
	G, N := countries, industries
	b := &counterfactual.Baseline{Economies: Economies, Uses: 1, Theta: make([]float64, N),
		Share: make([]float64, N*G*G), Tariff: make([]float64, N*G*G),
		Labour: make([]float64, G*N), Input: make([]float64, G*N*N), Final: make([]float64, G*N),
		Output: make([]float64, G*N),
		Wages:  make([]float64, G), Income: make([]float64, G), Surplus: make([]float64, G)}
	for j := range N {
		b.Industries = append(b.Industries, fmt.Sprint("s", j+1))
		b.Theta[j] = servicesTheta
		if j < traded {
			b.Theta[j] = d.T[j][0]
		}
	}
	d.trade(b)
	for n := range G {
		for k := range N {
			b.Labour[n*N+k] = d.B[k][n]
			b.Wages[n] += d.B[k][n] * b.Output[n*N+k]
			var column float64 // one, to the file's seven digits
			for j := range N {
				column += d.IO[n*N+j][k]
			}
			for j := range N {
				if column > 0 {
					b.Input[(n*N+j)*N+k] = (1 - d.B[k][n]) * d.IO[n*N+j][k] / column
				}
			}
		}
	}
	d.finalDemand(b)
	return b
}

// trade fills outputs, tariffs, shares and surpluses, and final demand with what is left of spending after intermediate
// use.
func (d *Data) trade(b *counterfactual.Baseline) {
	G, N := countries, industries
	spending := make([]float64, G*N)
	for j := range N {
		for i := range G {
			var exports float64
			for n := range G {
				at := b.Link(j, n, i)
				if j < traded {
					b.Tariff[at] = d.Tariffs1993[j*G+n][i] / 100
					b.Share[at] = 1000 * d.Trade[j*G+n][i] * (1 + b.Tariff[at])
				}
				exports += b.Share[at] / (1 + b.Tariff[at])
			}
			b.Output[i*N+j] = math.Max(d.GO[j][i], exports)
			b.Share[b.Link(j, i, i)] += b.Output[i*N+j] - exports
		}
		for n := range G {
			row := b.Share[b.Link(j, n, 0) : b.Link(j, n, G-1)+1]
			for i, paid := range row {
				spending[n*N+j] += paid
				net := paid / (1 + b.Tariff[b.Link(j, n, i)])
				b.Income[n] += paid - net
				b.Surplus[n] -= net
				b.Surplus[i] += net
			}
			for i := range row {
				row[i] /= spending[n*N+j]
			}
		}
	}
	copy(b.Final, spending)
}

// finalDemand turns spending into shares of final demand.
func (d *Data) finalDemand(b *counterfactual.Baseline) {
	G, N := countries, industries
	for n := range G {
		alpha := b.Final[n*N : (n+1)*N]
		var sum float64
		for j := range alpha {
			for k := range N {
				alpha[j] -= b.Input[(n*N+j)*N+k] * b.Output[n*N+k]
			}
			alpha[j] = math.Max(alpha[j], 0)
			sum += alpha[j]
		}
		for j := range alpha {
			alpha[j] /= sum
		}
		b.Income[n] += b.Wages[n] - b.Surplus[n]
	}
}

// NAFTA returns the change of the members' tariffs on each other from 1993 to 2005.
func (d *Data) NAFTA(b *counterfactual.Baseline) counterfactual.Shock {
	s := counterfactual.Shock{Tariff: append([]float64(nil), b.Tariff...)}
	members := []int{Canada, Mexico, USA}
	for j := range traded {
		for _, n := range members {
			for _, i := range members {
				s.Tariff[b.Link(j, n, i)] = d.Tariffs2005[j*countries+n][i] / 100
			}
		}
	}
	return s
}

// IntraBloc returns the growth of a member's imports from the other members, in per cent, net of tariffs.
func IntraBloc(o *counterfactual.Outcome, member int) float64 {
	var before, after float64
	for j := range traded {
		for _, i := range []int{Canada, Mexico, USA} {
			if at := o.Base.Link(j, member, i); i != member {
				before += o.BaseFlows[at]
				after += o.Flows[at]
			}
		}
	}
	return 100 * (after/before - 1)
}
