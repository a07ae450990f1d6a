//go:build !js

package matrix

import (
	"context"
	"slices"

	"ikat/icio"
)

// mostTerms bounds the labels of a file.
const mostTerms = 200_000

// terms numbers labels.
type terms struct {
	ids   map[string]int
	names []string
}

func (t *terms) id(label []byte) int {
	if id, ok := t.ids[string(label)]; ok {
		return id
	}
	id := len(t.names)
	t.ids[string(label)] = id
	t.names = append(t.names, string(label))
	return id
}

// collector lists labels in the order of their first appearance.
type collector struct {
	terms                             *terms
	economies, industries, uses, rows []string
	seen                              map[[2]int]bool // role, term
	below                             map[[2]int]bool // row below the industries, use
	sells                             map[string]bool // by economy
}

func (c *collector) add(list *[]string, role, term int) {
	if at := [2]int{role, term}; !c.seen[at] {
		c.seen[at] = true
		*list = append(*list, c.terms.names[term])
	}
}

// collect reads the labels of a file that does not list them.
func (r *flows) collect(ctx context.Context) (*exported, error) {
	c := &collector{terms: &r.terms, seen: map[[2]int]bool{}, below: map[[2]int]bool{}, sells: map[string]bool{}}
	plain := r.terms.id([]byte(plainFlow))
	err := r.each(ctx, func(_ int, f *flow) error {
		if f.label[kind] == plain {
			c.add(&c.economies, seller, f.label[seller])
			c.sells[c.terms.names[f.label[seller]]] = true
			c.add(&c.industries, industry, f.label[industry])
		} else {
			c.add(&c.rows, kind, f.label[kind])
			c.below[[2]int{f.label[kind], f.label[use]}] = true
		}
		// A buyer may come before it sells anything itself.
		c.add(&c.economies, seller, f.label[buyer])
		c.add(&c.uses, use, f.label[use])
		return nil
	})
	if err != nil {
		return nil, err
	}
	doc := c.layout()
	buys := slices.IndexFunc(c.economies, func(e string) bool { return !c.sells[e] })
	switch {
	case len(doc.Industries) == 0 || len(doc.Categories) == 0:
		return nil, r.bad("", "there are no flows to industries and to final demand")
	case buys >= 0:
		return nil, r.bad("", "%s buys and sells nothing: flows are missing", c.economies[buys])
	case !doc.fits():
		return nil, r.bad("", "there are more sectors than any published table has")
	}
	return doc, nil
}

// layout tells industries from final demand, and extra rows from value added and printed totals.
func (c *collector) layout() *exported {
	doc := &exported{layout: layout{Economies: c.economies, Industries: c.industries}}
	isIndustry := map[string]bool{}
	for _, i := range c.industries {
		isIndustry[i] = true
	}
	for _, u := range c.uses {
		if !isIndustry[u] {
			doc.Categories = append(doc.Categories, u)
		}
	}
	printed := reported(&icio.Totals{})
	for _, row := range c.rows {
		if row == "VA" || printed[row] != nil {
			doc.Vectors = append(doc.Vectors, row)
			continue
		}
		onDemand := slices.ContainsFunc(doc.Categories, func(k string) bool {
			return c.below[[2]int{c.terms.ids[row], c.terms.ids[k]}]
		})
		doc.Extra = append(doc.Extra, extra{Code: row, Demand: onDemand})
	}
	return doc
}
