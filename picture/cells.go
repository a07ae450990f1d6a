package picture

import (
	"math"
	"slices"
)

// classes are the limits between the colours of a scale: even steps; even in orders of magnitude where values differ by
// them; the same on both sides of zero where colours diverge, with a class for hardly any change, by the second
// largest:
// one economy's change does not hide all others'.
func classes(v []float64, kind string) []float64 {
	if len(v) == 0 {
		return nil
	}
	low, high := bounds(v)
	if kind == "diverging" {
		return divergingClasses(v)
	}
	if low > 0 && (kind == "log" || high/low > 10) {
		step := math.Log10(high/low) / 6
		var out []float64
		for i := 1; i <= 5; i++ {
			out = append(out, significant(low*math.Pow(10, float64(i)*step), 1))
		}
		return slices.Compact(out)
	}
	for n := 6.0; n > 1; n-- {
		var out []float64
		for _, t := range ticks(low, high, n) {
			if t > low && t < high {
				out = append(out, t)
			}
		}
		if len(out) > 0 && len(out) <= 6 {
			return out
		}
	}
	return nil
}

func divergingClasses(v []float64) []float64 {
	sizes := make([]float64, len(v))
	for i, x := range v {
		sizes[i] = math.Abs(x)
	}
	slices.Sort(sizes)
	slices.Reverse(sizes)
	most := sizes[min(1, len(sizes)-1)]
	if most == 0 {
		most = sizes[0]
	}
	if most == 0 {
		most = 1 // nothing changes: all are in the middle
	}
	out := []float64{-.6, -.2, -.02, .02, .2, .6}
	for i := range out {
		out[i] = significant(out[i]*most, 2)
	}
	return out
}

// significant rounds to so many digits.
func significant(x float64, digits int) float64 {
	if x == 0 {
		return 0
	}
	power := digits - 1 - int(math.Floor(math.Log10(math.Abs(x))))
	if power < 0 {
		p := math.Pow(10, float64(-power))
		return math.Round(x/p) * p
	}
	p := math.Pow(10, float64(power))
	return math.Round(x*p) / p
}

// shadeOf is the colour of the k-th of some classes.
func shadeOf(k, limits int, kind string) paint {
	switch {
	case kind == "diverging":
		return paint("d" + digits(float64(k)))
	case limits == 0:
		return "s3"
	}
	return paint("s" + digits(math.Round(float64(k)*6/float64(limits))))
}

// class is the number of limits that a value reaches.
func class(x float64, limits []float64) int {
	n := 0
	for _, l := range limits {
		if x >= l {
			n++
		}
	}
	return n
}

func (f *Figure) scaleKind() string {
	if f.Color == nil {
		return ""
	}
	return f.Color.Scale
}

// scaleLegend says what the colours of a scale stand for.
func (h *hand) scaleLegend(limits []float64, f *Field) {
	if len(limits) == 0 {
		return
	}
	n, kind := len(limits), h.scaleKind()
	h.Of = h.axis(f)
	h.Legend = append(h.Legend, Entry{"< " + h.tick(limits[0], f), string(shadeOf(0, n, kind))})
	for i := 1; i < n; i++ {
		h.Legend = append(h.Legend,
			Entry{h.tick(limits[i-1], f) + " – " + h.tick(limits[i], f), string(shadeOf(i, n, kind))})
	}
	h.Legend = append(h.Legend, Entry{"≥ " + h.tick(limits[n-1], f), string(shadeOf(n, n, kind))})
}

// matrix draws a cell for each name and group.
func (h *hand) matrix() {
	names, groups := distinct(h.Rows, h.Y.name()), distinct(h.Rows, h.Group)
	if slices.Equal(slices.Sorted(slices.Values(names)), slices.Sorted(slices.Values(groups))) {
		groups = names // who sells to whom: both ways in one order
	}
	left := min(220, h.width*.34)
	if h.width < 560 {
		left = min(110, left)
	}
	cell := (h.width - left) / max(1, float64(len(groups)))
	top := h.heads(groups, left, cell)
	at := []float64{top} // where each row begins, and the last ends
	for _, n := range names {
		lines := lettersOf("label").wrap(n, left-8)
		tall := max(24, float64(len(lines))*lead+4)
		h.add(written("label", "end", left-6, at[len(at)-1]+tall/2, lines, lead))
		at = append(at, at[len(at)-1]+tall)
	}
	h.Height = at[len(names)] + 2
	limits := classes(values(h.Rows, h.X.name()), h.scaleKind())
	h.scaleLegend(limits, h.X)
	for _, r := range h.Rows {
		x := r.number(h.X.name())
		fill := paint("nodata")
		if known(x) {
			fill = shadeOf(class(x, limits), len(limits), h.scaleKind())
		}
		i, k := index(names, r.text(h.Y.name())), float64(index(groups, r.text(h.Group)))
		said := r.text(h.Y.name()) + ", " + r.text(h.Group) + "\n" + h.value(r[h.X.name()], h.X)
		h.add(rect("bar", left+k*cell+1, at[i]+1, max(1, cell-2), at[i+1]-at[i]-2).filled(fill).
			says(said, h.Figure, r))
	}
}

// lead is the height of a line of a small label.
const lead = 12.0

// heads names the columns of a matrix, upwards where they are too narrow for their names, and returns the height.
func (h *hand) heads(groups []string, left, cell float64) float64 {
	l, most, longest, narrow := lettersOf("tick"), 1, 0.0, false
	lines := make([][]string, len(groups))
	for i, g := range groups {
		lines[i] = l.wrap(g, cell-4)
		most, longest = max(most, len(lines[i])), max(longest, l.width(g))
		narrow = narrow || !l.whole(g, cell-4)
	}
	top := float64(most)*lead + 8
	if narrow || most > 3 {
		top = longest + 10
	}
	for k, g := range groups {
		x := left + (float64(k)+.5)*cell
		if narrow || most > 3 {
			h.add(upright("tick", x+4, top-5, g))
			continue
		}
		h.add(written("tick", "middle", x, top-6-float64(len(lines[k])-1)*lead/2, lines[k], lead))
	}
	return top
}
