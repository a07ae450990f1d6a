package icio

import (
	"fmt"
	"strings"

	"ikat/fault"
)

// inventoryCodes are the codes that published tables use for changes in inventories.
var inventoryCodes = []string{"INVNT", "INVEN", "INV", "P52", "P52_P53", "P5M"}

// DistributeInventories returns the table with each sector's changes in inventories spread over its other uses in
// proportion: row i of Z and of the other final demand is multiplied by x_i / (x_i − n_i), n_i its net inventories, and
// the inventory column is zero. Output is unchanged; value added is what is left of it. A sector that sold nothing but
// inventories keeps its row as it is. The step is appended to Derivation; the receiver is unchanged.
//
// It is the net-inventory correction of Antràs, Chor, Fally & Hillberry (2012), American Economic Review 102.
//
// Error: fault.Invalid if no final-demand category is one of inventories.
func (t *Table) DistributeInventories() (*Table, error) {
	category := -1
	for k, c := range t.Categories {
		if _, ok := find(inventoryCodes, c); ok {
			category = k
		}
	}
	if category < 0 {
		return nil, &fault.Error{
			Kind:  fault.Invalid,
			Where: fault.Say("table %s", t.Ref()),
			What:  "it has no final-demand category of inventories",
			Why:   fault.Say("Its categories are %s", strings.Join(t.Categories, ", ")),
		}
	}
	n, K := t.Sectors(), t.K()
	fd := t.G() * K
	out := *t
	out.Z, out.F, out.VA = make([]float64, n*n), make([]float64, n*fd), append([]float64(nil), t.X...)
	out.Derivation = append(
		append([]string(nil), t.Derivation...),
		fmt.Sprintf("changes in inventories (%s) spread over other uses in proportion", t.Categories[category]),
	)
	for i := range n {
		var stock float64
		for j := category; j < fd; j += K {
			stock += t.F[i*fd+j]
		}
		scale := t.X[i] / (t.X[i] - stock)
		spread := t.X[i] > 0 && t.X[i]-stock > 0
		if !spread {
			scale = 1
		}
		for j, z := range t.Z[i*n : (i+1)*n] {
			out.Z[i*n+j] = scale * z
			out.VA[j] -= scale * z
		}
		for j, f := range t.F[i*fd : (i+1)*fd] {
			if !spread || j%K != category {
				out.F[i*fd+j] = scale * f
			}
		}
	}
	return &out, nil
}
