package picture

import (
	"maps"
	"math"
	"slices"
)

// space draws a point for each row and a line for each link between two of them, placed so that what is few links apart
// stands near: rows are named by Group, as large as Size, coloured by Color.
func (h *hand) space() {
	h.Height = math.Round(max(380, min(560, h.width*.62)))
	if h.width < narrow {
		h.Height = math.Round(h.width * 1.2)
	}
	const margin = 20.0
	p := &field{edges: edges{margin, h.width - margin, margin, h.Height - margin}, across: "across", up: "up"}
	p.x, p.y = scale{0, 1, p.left, p.right}, scale{0, 1, p.top, p.bottom}
	names := distinct(h.Rows, h.Group)
	joins := h.joins(names)
	at := placed(len(names), joins, h.width/h.Height)
	for _, l := range joins {
		from, to := at[l[0]], at[l[1]]
		h.add(straight("tie", p.x.at(from.x), p.y.at(from.y), p.x.at(to.x), p.y.at(to.y)))
	}
	for _, r := range h.Rows {
		own := maps.Clone(r)
		spot := at[slices.Index(names, r.text(h.Group))]
		own[p.across], own[p.up] = spot.x, spot.y
		p.rows = append(p.rows, own)
	}
	_, most := bounds(values(h.Rows, h.Size))
	h.points(p, func(r Row) float64 { return 3 + 15*math.Sqrt(max(0, r.number(h.Size))/max(most, 1e-300)) }, h.X)
}

// joins are the links of a space as pairs of positions.
func (h *hand) joins(names []string) [][2]int {
	var out [][2]int
	for _, l := range h.Links {
		from, to := slices.Index(names, l.Source), slices.Index(names, l.Target)
		if from >= 0 && to >= 0 && from != to {
			out = append(out, [2]int{from, to})
		}
	}
	return out
}

// spotAt is a place on a plane of 1 by 1.
type spotAt struct{ x, y float64 }

// placed puts n points on a plane so that their distances are as near as can be to the number of links between them
// (stress majorization: Gansner, Koren, North 2004), always the same for the same links. wide is how many times wider
// than high the plane will be drawn.
func placed(n int, links [][2]int, wide float64) []spotAt {
	far := distances(n, links)
	at := make([]spotAt, n)
	for i := range at { // a spiral: nobody lies on another, and nothing is left to chance
		angle, r := 2.399963*float64(i), math.Sqrt(float64(i)+.5)
		at[i] = spotAt{r * math.Cos(angle) * wide, r * math.Sin(angle)}
	}
	const rounds = 150
	for range rounds {
		for i := range at { // each in turn to where the others want it
			var x, y, all float64
			for j := range at {
				if i == j {
					continue
				}
				d := far[i*n+j]
				w, dx, dy := 1/(d*d), at[i].x-at[j].x, at[i].y-at[j].y
				long := max(1e-9, math.Hypot(dx, dy))
				x, y, all = x+w*(at[j].x+d*dx/long), y+w*(at[j].y+d*dy/long), all+w
			}
			if all > 0 {
				at[i] = spotAt{x / all, y / all}
			}
		}
	}
	return fitted(at)
}

// fitted moves and stretches points into a plane of 1 by 1, in both directions by itself.
func fitted(at []spotAt) []spotAt {
	var xs, ys []float64
	for _, p := range at {
		xs, ys = append(xs, p.x), append(ys, p.y)
	}
	left, right := bounds(xs)
	top, bottom := bounds(ys)
	for i := range at {
		at[i] = spotAt{(at[i].x - left) / max(1e-9, right-left), (at[i].y - top) / max(1e-9, bottom-top)}
	}
	return at
}

// distances are how many links lie between each two of n points; points that nothing joins are about as far
// apart as the furthest that are joined.
func distances(n int, links [][2]int) []float64 {
	next := make([][]int, n)
	for _, l := range links {
		next[l[0]], next[l[1]] = append(next[l[0]], l[1]), append(next[l[1]], l[0])
	}
	out := make([]float64, n*n)
	furthest := 1.0
	for i := range n {
		for queue := []int{i}; len(queue) > 0; queue = queue[1:] {
			for _, j := range next[queue[0]] {
				if j != i && out[i*n+j] == 0 {
					out[i*n+j] = out[i*n+queue[0]] + 1
					furthest = max(furthest, out[i*n+j])
					queue = append(queue, j)
				}
			}
		}
	}
	for k, d := range out {
		if d == 0 && k/n != k%n {
			out[k] = max(2, furthest*.7)
		}
	}
	return out
}
