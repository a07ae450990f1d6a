package dense

// Products by more columns than the kernels for few columns do at once read the matrix once too: the sums of a tile of
// y, or a tile of the matrix, stay in registers while the other passes by.

const (
	acrossSteps = 2048   // columns of a that pass at a time: so much of x stays in the second cache
	acrossRows  = 48     // rows of y in a part: whole tiles
	mostTile    = 8 * 64 // elements of the largest tile of y
	downWidth   = 128    // elements of each of a's rows, so that the sums of sixteen columns stay in the first cache
)

// tiled reports whether products by n columns, transposed or not, are done by tiles. Transposed, that pays from two
// groups of the widest kernel for few columns on.
func (k *kernel[T]) tiled(n int, ta Op) bool {
	return k.down != nil && n > len(k.dots) && (!bool(ta) || n >= 2*len(k.dots))
}

// panel is some columns of x as across takes them: steps two by two, each column's two beside each other, filled up
// with columns of zeros to nv vectors.
type panel[T float] struct {
	v        []T
	from, to int // columns
	nv       int
}

// pack lays the columns of x out in panels, as even as the kernel allows. Steps that make no whole line are left out.
func (g *thinProduct[T]) pack() *[]T {
	half := g.k.vw / 2
	vectors := (g.n + half - 1) / half
	whole := g.cols / g.k.vw * g.k.vw
	buf := g.k.panels.get(whole * vectors * half)
	clear(*buf)
	g.sides = g.sides[:0]
	groups := (vectors + len(g.k.across) - 1) / len(g.k.across)
	for q := range groups {
		lo, hi := q*vectors/groups, (q+1)*vectors/groups
		p := panel[T]{v: (*buf)[whole*lo*half : whole*hi*half], from: lo * half, to: min(g.n, hi*half), nv: hi - lo}
		w := p.nv * half
		for j := p.from; j < p.to; j++ {
			x, at := g.x.v[j*g.x.ld:j*g.x.ld+whole], 2*(j-p.from)
			for i := 0; i < whole; i += 2 {
				p.v[i*w+at], p.v[i*w+at+1] = x[i], x[i+1]
			}
		}
		g.sides = append(g.sides, p)
	}
	return buf
}

// addAcross is addDots by tiles; tile is room for one.
func (g *thinProduct[T]) addAcross(i, width int, sums columns[T], tile []T) {
	whole := g.cols / g.k.vw * g.k.vw
	for p := 0; p < whole; p += acrossSteps {
		lines := min(acrossSteps, whole-p) / g.k.vw
		for _, x := range g.sides {
			k, w := g.k.across[x.nv-1], x.nv*g.k.vw
			for r := 0; r < width; {
				// Where fewer rows are left than a tile has, each is taken as often.
				rows, lda := k.rows, g.lda
				if r+rows > width {
					rows, lda = 1, 0
				}
				clear(tile[:k.rows*w])
				k.run(lines, &g.a[(i+r)*g.lda+p], lda, &x.v[p*w/2], &tile[0])
				for j := range x.to - x.from {
					for h := range rows {
						sums.v[(x.from+j)*sums.ld+r+h] += tile[h*w+2*j] + tile[h*w+2*j+1]
					}
				}
				r += rows
			}
		}
	}
}

// addDown is addRows by tiles.
func (g *thinProduct[T]) addDown(lo, width int, sums columns[T], edge []T) {
	blocks := width / (2 * g.k.vw)
	whole := blocks * 2 * g.k.vw
	i := 0
	for ; i+g.k.mr <= g.rows; i += g.k.mr {
		if blocks > 0 {
			g.k.down(blocks, &g.a[i*g.lda+lo], g.lda, &g.x.v[i], g.x.ld, &sums.v[0], sums.ld, g.n)
		}
		for r := i; r < i+g.k.mr; r += 4 {
			g.addEnds(r, lo+whole, width-whole, sums.from(whole), edge)
		}
	}
	g.restOfRows(i, lo, width, sums)
}
