package lp

import "slices"

// pattern is what does not change from one factorisation of M = A D A' to the next: the order in which rows are
// eliminated, where the factor is not zero, and where the products of A's entries go.
type pattern struct {
	n     int
	order []int // order[k] is the row of A that comes k-th
	place []int // its inverse
	tail  int   // rows from here on are full: they are kept apart
	// rows of the factor left of the tail and left of the diagonal, by row: columns, ascending
	rowAt []int
	row   []int32
	// the factor's columns left of the tail: row numbers, ascending, the diagonal first; from inner on they are in the
	// tail
	columnAt, inner []int
	column          []int32
	// M's lower triangle by row, left of the tail, the diagonal last for rows before it
	entryAt []int
	entry   []int32
	// by column of A and pair of its entries, where their product goes in what is assembled
	pairAt []int
	pair   []int32
}

// crowded is the part of all rows after it that a row of the tail has.
const crowded = .5

func newPattern(p *Problem) *pattern {
	f := &pattern{n: p.Rows, place: make([]int, p.Rows)}
	f.order = graphOf(p, func(row int32) int { return int(row) }).minimumDegree()
	for k, r := range f.order {
		f.place[r] = k
	}
	g := graphOf(p, func(row int32) int { return f.place[row] })
	f.symbolic(g)
	f.entries(g)
	f.pairs(p)
	return f
}

// symbolic finds the pattern of the factor by rows: row k holds what row k of M reaches up the elimination tree. Davis
// (2006), Direct Methods for Sparse Linear Systems, chapter 4.
func (f *pattern) symbolic(g *graph) {
	parent, mark, count := make([]int, f.n), make([]int, f.n), make([]int, f.n)
	rows := make([][]int32, f.n)
	for k := range f.n {
		parent[k], mark[k] = -1, k
		count[k]++
		g.each(k, k, func(i int) {
			for ; mark[i] != k; i = parent[i] {
				if parent[i] < 0 {
					parent[i] = k
				}
				mark[i] = k
				count[i]++
				rows[k] = append(rows[k], int32(i))
			}
		})
		slices.Sort(rows[k])
	}
	f.tail = f.n
	for f.tail > 0 && float64(count[f.tail-1]) >= crowded*float64(f.n-f.tail) {
		f.tail--
	}
	f.fill(rows, count)
}

// fill lays out rows and columns left of the tail.
func (f *pattern) fill(rows [][]int32, count []int) {
	f.rowAt, f.columnAt, f.inner = make([]int, f.n+1), make([]int, f.tail+1), make([]int, f.tail)
	next := make([]int, f.tail)
	for k := range f.tail {
		f.columnAt[k+1] = f.columnAt[k] + count[k]
		next[k] = f.columnAt[k]
	}
	f.column = make([]int32, f.columnAt[f.tail])
	for k, row := range rows {
		if k == f.tail {
			copy(f.inner, next)
		}
		for _, i := range row {
			if int(i) < f.tail {
				f.row = append(f.row, i)
				f.column[next[i]] = int32(k)
				next[i]++
			}
		}
		f.rowAt[k+1] = len(f.row)
		if k < f.tail {
			f.column[next[k]] = int32(k)
			next[k]++
		}
	}
	if f.tail == f.n {
		copy(f.inner, next)
	}
}

// entries lists M's entries left of the tail by row.
func (f *pattern) entries(g *graph) {
	f.entryAt = make([]int, f.n+1)
	for k := range f.n {
		g.each(k, min(k+1, f.tail), func(i int) { f.entry = append(f.entry, int32(i)) })
		f.entryAt[k+1] = len(f.entry)
	}
}

// pairs finds where products of A's entries go: among the entries left of the tail, or after them in the tail's upper
// triangle, by row.
func (f *pattern) pairs(p *Problem) {
	f.pairAt = make([]int, 1, len(p.L)+1)
	for j := range p.L {
		rows, _ := p.column(j)
		for x, a := range rows {
			for _, b := range rows[:x+1] {
				k, i := f.place[a], f.place[b]
				if i > k {
					k, i = i, k
				}
				f.pair = append(f.pair, int32(f.at(k, i)))
			}
		}
		f.pairAt = append(f.pairAt, len(f.pair))
	}
}

// at is where entry (k, i) of M is assembled, i ≤ k.
func (f *pattern) at(k, i int) int {
	if i >= f.tail {
		return len(f.entry) + (i-f.tail)*(f.n-f.tail) + k - f.tail
	}
	q, _ := slices.BinarySearch(f.entry[f.entryAt[k]:f.entryAt[k+1]], int32(i))
	return f.entryAt[k] + q
}

// long reports whether column k holds so much of the tail that its part there is kept as a whole row.
func (f *pattern) long(k int) bool { return 4*(f.columnAt[k+1]-f.inner[k]) > f.n-f.tail }
