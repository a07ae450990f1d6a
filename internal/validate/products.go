package validate

import (
	"context"
	"encoding/csv"
	"math"
	"os"
	"slices"
	"strconv"

	"ikat/trade"
)

func init() { Checks = append(Checks, productMatrices()) }

// productMatrices compares measures of two matrices of exports with those on which public programs agree.
func productMatrices() Check {
	folder := "products/complexity/"
	matrices := []string{"small_21", "large_785"}
	var needs []string
	for _, m := range matrices {
		needs = append(needs, folder+m+"_input.csv.gz", folder+m+"_checks.csv")
	}
	return Check{Name: "Measures of products: two matrices of exports on which public programs agree", Needs: needs,
		Run: func(_ context.Context, w *World) ([]Row, error) {
			var rows []Row
			for _, m := range matrices {
				x, err := exportsOf(w.Path(folder + m + "_input.csv.gz"))
				if err != nil {
					return nil, err
				}
				got, err := sumsOf(x)
				if err != nil {
					return nil, err
				}
				list, err := sheetOf(w.Path(folder + m + "_checks.csv"))
				if err != nil {
					return nil, err
				}
				for _, r := range list {
					want, _ := strconv.ParseFloat(r[1], 64)
					if v, ok := got[r[0]]; ok {
						rows = append(
							rows,
							Row{"public programs", m + ": " + r[0], want, v, 1e-9 * math.Max(1, math.Abs(want))},
						)
					}
				}
			}
			return rows, nil
		}}
}

func sheetOf(path string) ([][]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, err
	}
	return all[1:], nil
}

// exportsOf reads a matrix of country, product and value.
func exportsOf(path string) (*trade.Matrix, error) {
	all, err := readCSV(path)
	if err != nil {
		return nil, err
	}
	var economies, products []string
	for _, r := range all[1:] {
		economies, products = append(economies, r[0]), append(products, r[1])
	}
	slices.Sort(economies)
	slices.Sort(products)
	economies, products = slices.Compact(economies), slices.Compact(products)
	x := make([]float64, len(economies)*len(products))
	for _, r := range all[1:] {
		c, _ := slices.BinarySearch(economies, r[0])
		p, _ := slices.BinarySearch(products, r[1])
		if x[c*len(products)+p], err = strconv.ParseFloat(r[2], 64); err != nil {
			return nil, err
		}
	}
	return trade.NewMatrix(economies, products, x), nil
}

// sumsOf are sums over the whole matrix, by the names that the list of checks has.
func sumsOf(x *trade.Matrix) (map[string]float64, error) {
	s := trade.NewSpace(x)
	c, err := s.Complexity("")
	if err != nil {
		return nil, err
	}
	own, not := s.Around(trade.WithOwn, c.PCI), s.Around(trade.WithoutOwn, nil)
	out := map[string]float64{"world_total": x.Total(), "lambda_2": c.Second, "lambda_3": c.Third,
		"corr_eci_diversity": c.Correlation}
	for e := range x.Economies {
		out["ones"] += float64(s.Diversity[e])
		out["sum_abs_eci"] += math.Abs(c.ECI[e])
		for p := range x.Products {
			at := e*len(x.Products) + p
			rca := x.RCA(e, p)
			out["sum_rca"] += rca
			out["max_rca"] = math.Max(out["max_rca"], rca)
			out["sum_density_diag1"] += own.Density[at]
			out["sum_density_diag0"] += not.Density[at]
			out["sum_gain_first_term_diag1"] += own.Gain[at]
			if !s.M(e, p) {
				out["sum_cog_atlas_diag1_where_m0"] += s.OutlookGain(own, c.PCI, e, p)
			}
		}
	}
	for p := range x.Products {
		out["sum_abs_pci"] += math.Abs(c.PCI[p])
		for q := range p {
			out["sum_proximity_offdiag_upper"] += s.Proximity(q, p)
		}
	}
	return out, nil
}
