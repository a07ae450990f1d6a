package picture

import (
	"bytes"
	"encoding/xml"
	"image/png"
	"io"
	"maps"
	"os"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ikat/say"
)

var voice = say.In(say.English)

func bars() *Figure {
	f := &Figure{Kind: "bars", Title: "Foreign content of exports, 2011", Source: "apx/2011. World Input-Output Database",
		X: &Field{"value", "Share of exports", "percent", ""}, Y: &Field{Field: "name"}, Mark: "own"}
	for i, n := range []string{"Japan", "Viet Nam", "Micronesia (Federated States of)", "Indonesia"} {
		f.Rows = append(f.Rows, Row{"name": n, "value": .1 + .13*float64(i), "own": i == 1})
	}
	return f
}

func figures() []*Figure {
	out := []*Figure{bars()}
	d := bars()
	d.Kind, d.Group, d.Color = "dumbbell", "end", &Color{Field: "end", Order: []string{"then", "now"}}
	d.Rows = nil
	iv := bars()
	iv.Kind, iv.Low, iv.High = "intervals", "low", "high"
	lines := &Figure{Kind: "lines", Title: "Over the years", X: &Field{"year", "Year", "year", ""}, Group: "name",
		Y: &Field{"value", "Exports", "money", "million USD"}, Low: "low", High: "high", Mark: "own"}
	for i, n := range []string{"Japan", "Viet Nam", "Indonesia"} {
		d.Rows = append(
			d.Rows,
			Row{"name": n, "end": "then", "value": .1 * float64(i)},
			Row{"name": n, "end": "now", "value": .3},
		)
		for y := range 5 {
			v := 1e5 * (1 + float64(i) + .3*float64(y))
			lines.Rows = append(
				lines.Rows,
				Row{"year": 1995 + 4*y, "name": n, "value": v, "low": v * .9, "high": v * 1.1, "own": i == 1},
			)
		}
	}
	for _, r := range iv.Rows {
		r["low"], r["high"] = r.number("value")*.6, r.number("value")*1.5
	}
	mult := *lines
	mult.Kind = "multiples"
	sc := &Figure{
		Kind:  "scatter",
		Title: "Peers",
		X:     &Field{"x", "Backward", "percent", ""},
		Y:     &Field{"y", "Forward", "percent", ""},
		Group: "name",
		Mark:  "own",
		Size:  "size",
	}
	for i, n := range []string{"Japan", "Viet Nam", "Indonesia", "India", "China", "Fiji", "Korea"} {
		x := float64(i) / 7
		sc.Rows = append(sc.Rows, Row{"name": n, "x": x, "y": .2 + (x-.4)*(x-.4), "own": i == 2, "size": float64(1 + i)})
	}
	cu := *sc
	cu.Kind = "curve"
	sp := *sc
	sp.Kind = "space"
	sp.Links = []Link{{Source: "Japan", Target: "Korea", Value: .6}, {Source: "Korea", Target: "China", Value: .5},
		{Source: "India", Target: "Indonesia", Value: .4}, {Source: "India", Target: "nobody", Value: .4}}
	dist := &Figure{
		Kind:  "distribution",
		Title: "Days",
		X:     &Field{"d", "Days", "days", "days"},
		Y:     &Field{"s", "Share", "percent", ""},
		Lines: []Line{{5, "50% of the value"}, {8, "90% of the value"}},
	}
	for i := range 12 {
		dist.Rows = append(dist.Rows, Row{"d": i, "s": 1 / float64(2+i)})
	}
	mp := &Figure{
		Kind:  "map",
		Title: "Welfare",
		Y:     &Field{"value", "Welfare", "points", "%"},
		Low:   "low",
		High:  "high",
		Color: &Color{Field: "value", Scale: "diverging"},
	}
	for i, c := range []string{"360", "704", "392", "242", "643"} {
		v := float64(i) - 1.5
		mp.Rows = append(mp.Rows, Row{"name": c, "shapes": []string{c}, "value": v, "low": v - .6, "high": v + .6})
	}
	mp.Rows = append(mp.Rows, Row{"name": "Rest", "value": 1.})
	mx := &Figure{
		Kind:  "matrix",
		Title: "Industry by source",
		Y:     &Field{Field: "i"},
		Group: "s",
		X:     &Field{"v", "Share", "percent", ""},
		Color: &Color{Field: "v", Scale: "sequential"},
	}
	for _, i := range []string{"Textiles", "Machinery", "Food"} {
		for k, s := range []string{"China", "Japan", "Germany", "Viet Nam"} {
			mx.Rows = append(mx.Rows, Row{"i": i, "s": s, "v": .02 * float64(k+len(i))})
		}
	}
	nodes := []Node{
		{"a", "Mining", 0, "value", false},
		{"b", "Textiles", 0, "value", false},
		{"c", "Indonesia", 1, "border", true},
		{"d", "Germany", 2, "value", false},
	}
	links := []Link{{"a", "c", 3, "", "", false}, {"b", "c", 2, "", "", true}, {"c", "d", 5, "", "", false}}
	sk := &Figure{
		Kind:  "sankey",
		Title: "Flow",
		Nodes: nodes,
		Links: links,
		Y:     &Field{"value", "", "money", "million USD"},
		Color: &Color{Labels: map[string]string{"value": "Value", "border": "Border"}},
	}
	nw := *sk
	nw.Kind = "network"
	nw.Nodes = []Node{
		{"a", "Mining of Australia", 1, "value", false},
		{"b", "Textiles of China", 1, "value", true},
		{"c", "Indonesia", 0, "border", false},
		{"d", "Germany", 2, "value", false},
	}
	nw.Links = []Link{{"a", "c", 3, "", "", false}, {"b", "c", 2, "", "", true}, {"d", "a", 1, "", "", false}}
	return append(out, d, iv, lines, &mult, sc, &cu, &sp, dist, mp, mx, sk, &nw)
}

// Every kind is drawn, at any width, as well-formed SVG that needs no style sheet, and as PNG.
func TestEveryKindIsDrawn(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range figures() {
		seen[f.Kind] = true
		for _, width := range []float64{340, 900} {
			file := f.SVG(voice, width)
			wellFormed(t, f.Kind, file)
			if bytes.Contains(file, []byte("var(--")) || bytes.Contains(file, []byte("NaN")) {
				t.Errorf("%s at %v: the file needs a style sheet, or has a place that is no number", f.Kind, width)
			}
			wellFormed(t, f.Kind, []byte(f.Draw(voice, width).Inline("x", "wide")))
		}
		var b bytes.Buffer
		if err := f.PNG(&b, voice, 900, 1); err != nil {
			t.Fatal(err)
		}
		if dir := os.Getenv("IKAT_PICTURES"); dir != "" {
			os.WriteFile(dir+"/"+f.Kind+".png", b.Bytes(), 0o666)
			os.WriteFile(dir+"/"+f.Kind+".svg", f.SVG(voice, 900), 0o666)
		}
		if _, err := png.Decode(&b); err != nil {
			t.Error(err)
		}
	}
	for kind := range kinds {
		if !seen[kind] {
			t.Errorf("no test draws %s", kind)
		}
	}
}

// No name loses letters, however narrow the picture, and columns too narrow for their names have them upwards.
func TestNamesAreWhole(t *testing.T) {
	long := "Электрическое и оптическое оборудование, Democratic People's Republic of Korea"
	for _, f := range figures() {
		switch f.Kind {
		case "map", "distribution", "scatter", "curve", "space":
			continue // a name is there where it has room, and in the tip
		}
		one := *f
		one.Rows = nil
		for _, r := range f.Rows {
			r = maps.Clone(r)
			for _, field := range []string{"name", "i", "s"} {
				if name, ok := r[field].(string); ok {
					r[field] = name + " " + long
				}
			}
			one.Rows = append(one.Rows, r)
		}
		one.Nodes = nil
		for _, n := range f.Nodes {
			n.Label += " " + long
			one.Nodes = append(one.Nodes, n)
		}
		for _, width := range []float64{290, 900} {
			drawn := one.Draw(voice, width).Inline("x", "narrow")
			said := strings.Join(strings.Fields(tags.ReplaceAllString(drawn, "\x00")), " ")
			said = strings.ReplaceAll(strings.ReplaceAll(said, "-\x00\x00", ""), "\x00\x00", " ")
			if !strings.Contains(said, "Republic of Korea") || strings.Contains(said, "…") {
				t.Errorf("%s at %v does not have the whole name", f.Kind, width)
			}
			if f.Kind == "matrix" && width < 300 && !strings.Contains(drawn, "rotate(-90") {
				t.Error("the names of narrow columns do not stand upwards")
			}
		}
	}
}

var tags = regexp.MustCompile(`<[^>]*>`)

// Words are broken only where a line has no room for one, and nothing is lost.
func TestWordsAreBrokenWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-zа-я]{1,24}( [a-zа-я]{1,24}){0,5}`).Draw(t, "text")
		width := rapid.Float64Range(1, 200).Draw(t, "width")
		l := lettersOf("label")
		var joined strings.Builder
		for i, line := range l.wrap(text, width) {
			if i > 0 && !strings.HasSuffix(joined.String(), "-") {
				joined.WriteString(" ")
			}
			whole := strings.TrimSuffix(joined.String(), "-")
			joined.Reset()
			joined.WriteString(whole + line)
			if l.whole(text, width) && (l.width(line) > width || strings.HasSuffix(line, "-")) {
				t.Fatalf("%q is broken or too wide, though every word has room in %v", line, width)
			}
		}
		if joined.String() != text {
			t.Fatalf("%q became %q", text, joined.String())
		}
	})
}

func wellFormed(t *testing.T, kind string, file []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(file))
	for {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
	}
}
