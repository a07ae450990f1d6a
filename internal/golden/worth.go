package golden

import (
	"context"
	"ikat/requirement/worth"
	"math"
	"slices"
)

func worths(_ context.Context, o *Off, text []byte) error {
	type input struct {
		Requirements []string
		K            float64
		Firms        []struct {
			W, Capacity float64
			Ways        [][]string
		}
	}
	type expected struct {
		H0, H1, All          float64
		Alone, Last, Shapley map[string]float64
	}
	return each(o, text, func(id string, in input, want expected) error {
		var firms []worth.Firm
		for _, f := range in.Firms {
			firm := worth.Firm{Weight: f.W, Capacity: f.Capacity}
			for _, way := range f.Ways {
				var list []int
				for _, r := range way {
					list = append(list, slices.Index(in.Requirements, r))
				}
				firm.Ways = append(firm.Ways, list)
			}
			firms = append(firms, firm)
		}
		got := worth.Divide(len(in.Requirements), firms, func(h float64) float64 { return in.K * math.Log(h) }, 0, 1)
		o.near(id+" before", got.Before, want.H0)
		o.near(id+" after", got.After, want.H1)
		o.near(id+" all", got.All, want.All)
		for k, r := range in.Requirements {
			o.near(id+" alone", got.Alone[k], want.Alone[r])
			o.near(id+" last", got.Last[k], want.Last[r])
			o.near(id+" Shapley", got.Shapley[k], want.Shapley[r])
		}
		return nil
	})
}

func chains(ctx context.Context, o *Off, text []byte) error {
	type input struct {
		A, Border [][]float64
		Suppliers []struct {
			Classes []struct {
				Share float64
				Sales float64 `json:"sales_to_these_links"`
				Items []struct {
					OneOff  float64 `json:"one_off"`
					Life    int     `json:"life_years"`
					PerYear float64 `json:"per_year"`
				}
			}
		}
		Rate    float64
		Product int
	}
	type expected struct {
		Price, Border, Requirement float64
		Wedges                     []struct{ Wedge float64 }
		BySupplier                 []float64 `json:"by_supplier"`
		Saving                     []float64 `json:"saving_by_supplier"`
		All                        float64   `json:"saving_all"`
	}
	return each(o, text, func(id string, in input, want expected) error {
		c := worth.Chain{A: in.A, Border: in.Border}
		n := 0
		for _, s := range in.Suppliers {
			var mean float64
			for _, k := range s.Classes {
				class := worth.Class{Share: k.Share, Sales: k.Sales}
				for _, i := range k.Items {
					class.Items = append(class.Items, worth.Item(i))
				}
				w, err := class.Wedge(in.Rate)
				if err != nil {
					return err
				}
				o.near(id+" wedge", w, want.Wedges[n].Wedge)
				mean += k.Share * w
				n++
			}
			c.Wedges = append(c.Wedges, mean)
		}
		got, err := c.Price(ctx, in.Product)
		if err != nil {
			return err
		}
		o.near(id+" price", got.Price, want.Price)
		o.near(id+" border", got.Border, want.Border)
		o.near(id+" requirement", got.Requirement, want.Requirement)
		o.near(id+" all parts", got.Border+got.Requirement, got.Price-1)
		o.near(id+" all", got.SavingAll, want.All)
		for k := range want.BySupplier {
			o.near(id+" supplier", got.BySupplier[k], want.BySupplier[k])
			o.near(id+" saving", got.Saving[k], want.Saving[k])
		}
		return nil
	})
}
