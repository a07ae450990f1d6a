package arrange

import (
	"slices"
	"strings"

	"ikat/tablefile/cells"
)

// place is where a row or column stands, and the label that it gets.
type place struct {
	label string
	at    int
}

// sum is a row or column that is called a total, of an economy or, "", of all.
type sum struct {
	place
	economy string
}

// plan is how a table is written anew. Its rows sell and its columns buy; where the text lies on its side they are the
// text's columns and rows.
type plan struct {
	labels  labels
	turned  bool
	moved   bool
	spelled string // a label that is spelled otherwise
	left    []string

	rows, columns       []place
	economies           []string
	sectors             int      // rows and columns that are sectors; they come first
	owner               []string // of each column: its economy, "" for totals
	sumRows, sumColumns []sum
}

// planFor finds how a text with these labels is to be written; nil where it is no table.
func planFor(columns, rows []string) *plan {
	for _, turned := range []bool{false, true} {
		across, down := columns, rows
		if turned {
			across, down = rows, columns
		}
		for _, c := range cuts {
			if p := planBy(c, across, down); p != nil {
				p.turned = turned
				return p
			}
		}
	}
	return nil
}

// planBy tries one way of spelling labels.
func planBy(c cut, across, down []string) *plan {
	if repeated(across) || repeated(down) {
		return nil
	}
	g := gridOf(c, across, down)
	if g == nil {
		return nil
	}
	p := &plan{economies: g.economies}
	column, row := positions(across), positions(down)
	for _, e := range g.economies {
		for _, i := range g.industries {
			old := g.printed[[2]string{e, i}]
			p.columns = append(p.columns, place{e + "_" + i, column[old]})
			p.rows = append(p.rows, place{e + "_" + i, row[old]})
			p.owner = append(p.owner, e)
			if old != e+"_"+i && p.spelled == "" {
				p.spelled = old
			}
		}
	}
	p.sectors = len(p.columns)
	if !p.demand(g, across) {
		return nil
	}
	if !p.below(g, down) {
		return nil
	}
	p.moved = !inOrder(p.columns) || !inOrder(p.rows)
	return p
}

// demand places the columns that are no sectors: final demand by economy, a discrepancy, output; and puts sums aside.
func (p *plan) demand(g *grid, across []string) bool {
	by := map[string][]place{}
	var others, outputs []place
	for j, text := range across {
		switch e, part, ok := g.find(text); {
		case g.sector[text]:
		case ok && cells.IsTotal(part):
			p.sumColumns = append(p.sumColumns, sum{place{text, j}, e})
		case ok:
			by[e] = append(by[e], place{e + "_" + part, j})
		case strings.EqualFold(text, "DISC"):
			others = append(others, place{text, j})
		case cells.IsOutput(text):
			outputs = append(outputs, place{text, j})
		case cells.IsTotal(text):
			p.sumColumns = append(p.sumColumns, sum{place: place{text, j}})
		default:
			return false
		}
	}
	if len(by) == 0 {
		return false
	}
	for _, e := range g.economies {
		for _, c := range by[e] {
			p.columns, p.owner = append(p.columns, c), append(p.owner, e)
		}
	}
	if n := len(outputs); n > 0 {
		others = append(others, place{"OUT", outputs[n-1].at})
		for _, o := range outputs[:n-1] {
			p.sumColumns = append(p.sumColumns, sum{place: o})
		}
	}
	p.columns = append(p.columns, others...)
	p.owner = append(p.owner, make([]string, len(others))...)
	for _, s := range p.sumColumns {
		p.left = append(p.left, s.label)
	}
	return true
}

// below places the rows that are no sectors, and puts sums of an economy's sectors aside. It is false where one is of
// an industry without a column.
func (p *plan) below(g *grid, down []string) bool {
	for i, text := range down {
		e, part, ok := g.find(text)
		switch {
		case g.sector[text]:
		case ok && cells.IsTotal(part):
			p.sumRows = append(p.sumRows, sum{place{text, i}, e})
			if !slices.Contains(p.left, text) {
				p.left = append(p.left, text)
			}
		case g.lost(text):
			return false
		default:
			p.rows = append(p.rows, place{text, i})
		}
	}
	return true
}

// nothing holds where the table would be written as it stands.
func (p *plan) nothing() bool {
	return !p.turned && !p.moved && p.spelled == "" && len(p.sumColumns)+len(p.sumRows) == 0
}

// inOrder holds where places follow each other, those left out apart.
func inOrder(list []place) bool {
	return slices.IsSortedFunc(list, func(a, b place) int { return a.at - b.at })
}

func positions(labels []string) map[string]int {
	out := make(map[string]int, len(labels))
	for i, l := range labels {
		out[l] = i
	}
	return out
}

func repeated(labels []string) bool { return len(positions(labels)) < len(labels) }
