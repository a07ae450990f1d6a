package picture

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// Shapes of the world's areas, from Natural Earth (public domain) by way of world-atlas; server/ui/web/world.mjs writes
// them, already projected (Equal Earth, the Pacific in the middle).
//
//go:embed world.txt
var worldText string

// shape is an area on the grid of the map.
type shape struct {
	id      string // number of the United Nations; "-" where it has none
	area    float64
	x, y    float64 // of its middle
	outline string
}

type worldShapes struct {
	width, height float64
	areas         []shape
}

var world = sync.OnceValue(func() *worldShapes {
	out := &worldShapes{}
	for i, line := range strings.Split(strings.TrimRight(worldText, "\n"), "\n") {
		fields := strings.SplitN(line, " ", 5)
		number := func(k int) float64 {
			x, err := strconv.ParseFloat(fields[k], 64)
			if err != nil {
				panic(fmt.Sprintf("world.txt:%d: %v", i+1, err)) // the shapes are part of the program
			}
			return x
		}
		switch {
		case i == 0:
			out.width, out.height = number(0), number(1)
		default:
			out.areas = append(out.areas, shape{fields[0], number(1), number(2), number(3), fields[4]})
		}
	}
	return out
})

// small is the area, in units of the drawing, below which a state gets a dot.
const small = 14

// worldMap colours the areas that each row stands for.
func (h *hand) worldMap() {
	w := world()
	scaled := h.width / w.width
	h.Height = w.height * scaled
	of := map[string]int{}
	var coloured []float64
	field := h.Y.name()
	if h.Color != nil {
		field = h.Color.Field
	}
	for i, r := range h.Rows {
		shapes, _ := r["shapes"].([]string)
		for _, id := range shapes {
			of[id] = i
		}
		if x := r.number(field); len(shapes) > 0 && known(x) {
			coloured = append(coloured, x)
		}
	}
	limits := classes(coloured, h.scaleKind())
	own := make([][]shape, len(h.Rows))
	var rest strings.Builder
	for _, a := range w.areas {
		if i, ok := of[a.id]; ok {
			own[i] = append(own[i], a)
		} else {
			rest.WriteString("M0 0" + a.outline)
		}
	}
	land := &mark{tag: "g", scaled: scaled,
		marks: []*mark{pathOf("rest", rest.String()).filled(hatch)}}
	h.add(rect("sea", 0, 0, h.width, h.Height), land)
	var beside []string
	for i, r := range h.Rows {
		if len(own[i]) == 0 {
			beside = append(beside, r.text("name")+": "+h.value(r[field], h.Y))
			continue
		}
		h.areas(land, own[i], r, field, limits, scaled)
	}
	h.scaleLegend(limits, h.Y)
	if h.Low != "" && h.High != "" {
		h.Legend = append(h.Legend, Entry{h.Say("picture.unsure"), string(unsure)})
	}
	if rest.Len() > 0 {
		h.Legend = append(h.Legend, Entry{h.Say("picture.no-data"), string(hatch)})
	}
	h.Beside = strings.Join(beside, "; ")
}

// areas draws the shapes of one row, and dots where all of them are too small to be seen.
func (h *hand) areas(land *mark, own []shape, r Row, field string, limits []float64, scaled float64) {
	x, said, fill := r.number(field), r.text("name")+"\n"+h.Say("picture.no-data"), hatch
	if known(x) {
		said = h.tip(h.Figure, r, r.text("name")+"\n"+h.value(x, h.Y))
		fill = shadeOf(class(x, limits), len(limits), h.scaleKind())
	}
	g, seen := group(), false
	var doubt []*mark
	for _, a := range own {
		seen = seen || a.area*scaled*scaled >= small
		g.marks = append(g.marks, pathOf("area", a.outline).filled(fill))
		if h.doubtful(r) {
			doubt = append(doubt, pathOf("over", a.outline).filled(unsure))
		}
	}
	if seen {
		g.marks = append(g.marks, doubt...)
		land.marks = append(land.marks, g.says(said, h.Figure, r))
		return
	}
	g.marks = nil
	for _, a := range own {
		g.marks = append(g.marks, circle("state", a.x*scaled, a.y*scaled, 4).filled(fill))
	}
	h.add(g.says(said, h.Figure, r))
}

// doubtful reports whether a row's interval has both signs.
func (f *Figure) doubtful(r Row) bool {
	return f.Low != "" && f.High != "" && r.number(f.Low) < 0 && r.number(f.High) > 0
}
