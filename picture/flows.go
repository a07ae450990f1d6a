package picture

import (
	"math"
	"slices"
	"strings"
)

// spot is a place of a flow picture.
type spot struct {
	Node
	value  float64
	x0, x1 float64
	y0, y1 float64
	in     []*stream
	out    []*stream
	lines  []string
}

func (s *spot) middle() float64 { return (s.y0 + s.y1) / 2 }

// above orders places by height. What is level but for rounding keeps its order, so that every machine draws the same.
func above(a, b *spot) int { return sign(math.Round(a.middle()*1e6) - math.Round(b.middle()*1e6)) }

// stream is a link between two places, at the heights where its middle begins and ends.
type stream struct {
	Link
	from, to *spot
	width    float64
	y0, y1   float64
}

// layout is the places and streams of a sankey, by layer.
type layout struct {
	layers [][]*spot
	all    []*spot
	links  []*stream
	top    float64
	bottom float64
	gap    float64
}

// newLayout joins links to places and gives each place what flows through it.
func newLayout(nodes []Node, links []Link) *layout {
	l := &layout{}
	of := map[string]*spot{}
	var numbers []int
	for _, n := range nodes {
		s := &spot{Node: n}
		of[n.ID] = s
		l.all = append(l.all, s)
		numbers = append(numbers, n.Layer)
	}
	slices.Sort(numbers)
	numbers = slices.Compact(numbers)
	l.layers = make([][]*spot, len(numbers))
	for _, s := range l.all {
		i, _ := slices.BinarySearch(numbers, s.Layer)
		l.layers[i] = append(l.layers[i], s)
	}
	for _, k := range links {
		from, to := of[k.Source], of[k.Target]
		if from == nil || to == nil || !(k.Value > 0) {
			continue
		}
		s := &stream{Link: k, from: from, to: to}
		from.out, to.in, l.links = append(from.out, s), append(to.in, s), append(l.links, s)
	}
	for _, s := range l.all {
		s.value = max(total(s.in), total(s.out))
	}
	return l
}

func total(list []*stream) float64 {
	sum := 0.0
	for _, s := range list {
		sum += s.Value
	}
	return sum
}

// settle gives places their heights: as high as what flows through them, and near what they are joined to (as d3-sankey
// does: means of neighbours, then no overlap, some rounds of both).
func (l *layout) settle() {
	ky := math.Inf(1)
	for _, layer := range l.layers {
		sum := 0.0
		for _, s := range layer {
			sum += s.value
		}
		if sum > 0 {
			ky = min(ky, (l.bottom-l.top-float64(len(layer)-1)*l.gap)/sum)
		}
	}
	for _, layer := range l.layers {
		y := l.top
		for _, s := range layer {
			s.y0, s.y1 = y, y+s.value*ky
			y = s.y1 + l.gap
		}
		shift := (l.bottom - y + l.gap) / float64(len(layer)+1)
		for i, s := range layer {
			s.move(shift * float64(i+1))
		}
	}
	for _, s := range l.links {
		s.width = s.Value * ky
	}
	const rounds = 6
	for i := range rounds {
		pull := math.Pow(.99, float64(i))
		for k := len(l.layers) - 2; k >= 0; k-- {
			l.relax(l.layers[k], func(s *spot) []*stream { return s.out }, pull)
		}
		for k := 1; k < len(l.layers); k++ {
			l.relax(l.layers[k], func(s *spot) []*stream { return s.in }, pull)
		}
	}
	l.join()
}

func (s *spot) move(by float64) { s.y0, s.y1 = s.y0+by, s.y1+by }

// relax moves the places of a layer towards the mean of their neighbours, and apart.
func (l *layout) relax(layer []*spot, streams func(*spot) []*stream, pull float64) {
	for _, s := range layer {
		sum, weight := 0.0, 0.0
		for _, k := range streams(s) {
			other := k.to
			if other == s {
				other = k.from
			}
			sum, weight = sum+other.middle()*k.Value, weight+k.Value
		}
		if weight > 0 {
			s.move((sum/weight - s.middle()) * pull)
		}
	}
	slices.SortStableFunc(layer, above)
	at := l.top
	for _, s := range layer {
		s.move(max(0, at-s.y0))
		at = s.y1 + l.gap
	}
	at = l.bottom
	for i := len(layer) - 1; i >= 0; i-- {
		s := layer[i]
		s.move(min(0, at-s.y1))
		at = s.y0 - l.gap
	}
}

// join gives streams their places on the sides of the places that they join, in the order of the other ends.
func (l *layout) join() {
	for _, s := range l.all {
		slices.SortStableFunc(s.out, func(a, b *stream) int { return above(a.to, b.to) })
		slices.SortStableFunc(s.in, func(a, b *stream) int { return above(a.from, b.from) })
		y := s.y0
		for _, k := range s.out {
			k.y0 = y + k.width/2
			y += k.width
		}
		y = s.y0
		for _, k := range s.in {
			k.y1 = y + k.width/2
			y += k.width
		}
	}
}

// ribbon is the outline of a flow; unlike a thick line it keeps its shape where layers are close.
func (k *stream) ribbon() string {
	x0, x1, half := k.from.x1, k.to.x0, max(.75, k.width/2)
	m := (x0 + x1) / 2
	return "M" + point(
		x0,
		k.y0-half,
	) + "C" + point(
		m,
		k.y0-half,
	) + " " + point(
		m,
		k.y1-half,
	) + " " + point(
		x1,
		k.y1-half,
	) +
		"V" + digits(
		k.y1+half,
	) + "C" + point(
		m,
		k.y1+half,
	) + " " + point(
		m,
		k.y0+half,
	) + " " + point(
		x0,
		k.y0+half,
	) + "Z"
}

// kinds are the kinds of places and flows, in the order of their colours.
func (f *Figure) kinds() []string {
	var found []string
	for _, n := range f.Nodes {
		found = append(found, n.Kind)
	}
	for _, l := range f.Links {
		found = append(found, l.Kind)
	}
	var out []string
	if f.Color != nil {
		out = append(out, f.Color.Order...)
	}
	for _, k := range append([]string{"value", "border"}, found...) {
		if k != "" && !slices.Contains(out, k) && slices.Contains(found, k) {
			out = append(out, k)
		}
	}
	return out
}

// sankey draws flows between layers from left to right.
func (h *hand) sankey() {
	l := newLayout(h.Nodes, h.Links)
	const thick = 12.0
	letters, last := lettersOf("label"), len(l.layers)-1
	room := 0.0
	for _, s := range l.all {
		s.Label += " " + h.value(s.value, h.Y)
	}
	for _, s := range l.layers[last] {
		room = max(room, letters.width(s.Label))
	}
	most, least := 190.0, 340.0
	if h.width < 560 {
		most, least = h.width*.24, 380
	}
	room = min(most, room) + 10
	gap := (h.width-room)/max(1, float64(last)) - 22
	tall, longest := 0.0, 1
	for i, layer := range l.layers {
		sum := 0.0
		for _, s := range layer {
			wide := gap
			if i == last {
				wide = room - 6
			}
			s.lines = letters.wrap(s.Label, wide)
			sum += max(26, float64(len(s.lines))*lead+6)
		}
		tall, longest = max(tall, sum), max(longest, len(layer))
	}
	h.Height = max(least, tall+60)
	l.top, l.bottom, l.gap = 12, h.Height-12, min(26, h.Height/2/float64(longest))
	for i, layer := range l.layers {
		x := 1 + (h.width-room-1-thick)*float64(i)/max(1, float64(last))
		for _, s := range layer {
			s.x0, s.x1 = x, x+thick
		}
	}
	l.settle()
	h.flow(l)
	for _, layer := range l.layers {
		h.layerNames(layer)
	}
}

// flow draws the streams and places of a layout.
func (h *hand) flow(l *layout) {
	kinds := h.kinds()
	if h.Color != nil && len(h.Color.Labels) > 0 {
		for i, k := range kinds {
			h.Legend = append(h.Legend, Entry{h.kindName(k), string(category(i))})
		}
	}
	color := func(kind string) paint { return category(index(kinds, kind)) }
	for _, k := range l.links {
		said := k.Label
		if said == "" {
			said = h.value(k.Value, h.Y)
		}
		kind := k.Kind
		if kind == "" {
			kind = k.from.Kind
		}
		h.add(pathOf("flow", k.ribbon()).filled(color(kind)).says(k.from.Label+" → "+k.to.Label+"\n"+said, nil, nil))
	}
	for _, s := range l.all {
		h.add(rect("node", s.x0, s.y0, s.x1-s.x0, max(1.5, s.y1-s.y0)).filled(color(s.Kind)).says(s.Label, nil, nil))
	}
}

// layerNames writes the names of a layer beside its places, moved apart where they would touch.
func (h *hand) layerNames(layer []*spot) {
	tallest, at := 0.0, make([]float64, len(layer))
	for i, s := range layer {
		tallest = max(tallest, float64(len(s.lines))*lead+2)
		at[i] = s.middle()
	}
	at = apart(at, tallest, tallest/2, h.Height-tallest/2)
	for i, s := range layer {
		h.add(written("label halo", "start", s.x1+5, at[i], s.lines, lead))
	}
}

// network draws the places of layer 0 in the middle, those of layer 1 around it and those of layer 2 outside, each near
// the one it is joined to; links are as thick as what they carry.
func (h *hand) network() {
	l := newLayout(h.Nodes, h.Links)
	h.Height = max(360, min(560, h.width*.75))
	cx, cy := h.width/2, h.Height/2
	rx, ry := h.width/2-min(130, h.width*.2), h.Height/2-34
	h.around(l, cx, cy, rx, ry)
	most := 0.0
	for _, k := range l.links {
		most = max(most, k.Value)
	}
	var weak []*mark
	for _, k := range l.links {
		m := h.tie(k, most)
		if k.Weak {
			weak = append(weak, m)
			continue
		}
		h.add(m)
	}
	h.add(weak...)
	largest := 0.0
	for _, s := range l.all {
		largest = max(largest, s.value)
	}
	color := h.categories(h.kinds())
	if h.Color == nil {
		h.Legend = nil // one kind needs no explanation
	}
	var labels []*mark
	for _, s := range l.all {
		r := 5 + 13*math.Sqrt(s.value/max(largest, 1e-300))
		look := "dot"
		if s.Weak {
			look += " weak"
		}
		h.add(circle(look, s.x0, s.y0, r).filled(color(s.Kind)).says(s.Label+"\n"+h.value(s.value, h.Y), nil, nil))
		labels = append(labels, h.spotName(s, cx, r))
	}
	h.add(labels...)
}

// around places the spots of a network.
func (h *hand) around(l *layout, cx, cy, rx, ry float64) {
	last := len(l.layers) - 1
	for i, layer := range l.layers {
		part := float64(i) / max(1, float64(last))
		slices.SortStableFunc(layer, func(a, b *spot) int { return strings.Compare(joinedTo(a), joinedTo(b)) })
		for k, s := range layer {
			angle := 2*math.Pi*(float64(k)+.5*float64(i%2))/float64(len(layer)) - math.Pi/2
			s.x0, s.y0 = cx+rx*part*math.Cos(angle), cy+ry*part*math.Sin(angle)
		}
	}
}

// joinedTo is the place that a place of a network feeds.
func joinedTo(s *spot) string {
	if len(s.out) == 0 {
		return ""
	}
	return s.out[0].to.ID
}

func (h *hand) tie(k *stream, most float64) *mark {
	said := k.Label
	if said == "" {
		said = h.value(k.Value, h.Y)
	}
	wide := 1 + 9*k.Value/most
	dx, dy := k.to.x0-k.from.x0, k.to.y0-k.from.y0
	long := max(1, math.Hypot(dx, dy))
	nx, ny := -dy/long*wide/2, dx/long*wide/2
	d := "M" + point(k.from.x0-nx, k.from.y0-ny) + "L" + point(k.to.x0-nx, k.to.y0-ny) +
		"L" + point(k.to.x0+nx, k.to.y0+ny) + "L" + point(k.from.x0+nx, k.from.y0+ny) + "Z"
	fill := category(0)
	if k.Weak {
		fill = "focus"
	}
	return pathOf("flow", d).filled(fill).says(k.from.Label+" → "+k.to.Label+"\n"+said, nil, nil)
}

// spotName writes the name of a place of a network on its outer side.
func (h *hand) spotName(s *spot, cx, r float64) *mark {
	look, anchor, x := "label halo", "middle", s.x0
	if s.Weak {
		look += " strong"
	}
	letters := lettersOf(look)
	lines, widest := letters.wrap(s.Label, min(130, h.width*.3)), 0.0
	for _, l := range lines {
		widest = max(widest, letters.width(l))
	}
	switch left, right := s.x0-r-4, s.x0+r+4; {
	case s.x0 < cx-12 && left >= widest:
		return written(look, "end", left, s.y0, lines, 12)
	case s.x0 > cx+12 && right+widest <= h.width:
		return written(look, "start", right, s.y0, lines, 12)
	}
	x = min(max(x, widest/2), h.width-widest/2) // no room beside it
	return written(look, anchor, x, s.y0+r+10, lines, 12)
}
