package picture

import (
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Labels are measured, and drawn in pixels, in the Go fonts, which are about as wide as Arial. A page's own font may be
// wider or narrower; svg.go tells it how long each label is.

// em is the size at which letters are measured.
const em = 1000

// typeface is a font and how wide its letters are.
type typeface struct {
	font *sfnt.Font
	mu   sync.Mutex // of the buffer
	buf  sfnt.Buffer
	wide map[rune]float64 // in ems
}

var (
	regular = sync.OnceValue(func() *typeface { return newTypeface(goregular.TTF) })
	bold    = sync.OnceValue(func() *typeface { return newTypeface(gobold.TTF) })
)

func newTypeface(data []byte) *typeface {
	f, err := sfnt.Parse(data)
	if err != nil {
		panic(err) // the font is part of the program
	}
	return &typeface{font: f, wide: map[rune]float64{}}
}

func faceOf(weight int) *typeface {
	if weight >= 600 {
		return bold()
	}
	return regular()
}

// glyph is the number of a letter's shape; a letter that the font does not have is shown as its sign for that.
func (t *typeface) glyph(c rune) sfnt.GlyphIndex {
	i, err := t.font.GlyphIndex(&t.buf, c)
	if err != nil {
		return 0
	}
	return i
}

func (t *typeface) advance(c rune) float64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	w, ok := t.wide[c]
	if !ok {
		a, err := t.font.GlyphAdvance(&t.buf, t.glyph(c), fixed.I(em), font.HintingNone)
		if err == nil {
			w = float64(a) / 64 / em
		}
		t.wide[c] = w
	}
	return w
}

// letters are the size and the weight of a label.
type letters struct {
	size   float64
	weight int
}

// width measures a label in pixels.
func (l letters) width(s string) float64 {
	face, sum := faceOf(l.weight), 0.0
	for _, c := range s {
		sum += face.advance(c)
	}
	return sum * l.size
}

// shorten cuts a label to a width; the full one is in its tip.
func (l letters) shorten(s string, width float64) string {
	if l.width(s) <= width {
		return s
	}
	runes := []rune(s)
	for n := len(runes) - 1; n > 1; n-- {
		if cut := strings.TrimRight(string(runes[:n]), " ") + "…"; l.width(cut) <= width {
			return cut
		}
	}
	return strings.TrimRight(string(runes[:1]), " ") + "…"
}

// wrap breaks a label into lines of a width, at blanks, and inside of a word that is wider.
func (l letters) wrap(s string, width float64) []string {
	var out []string
	for _, word := range strings.Split(s, " ") {
		if n := len(out); n > 0 && l.width(out[n-1]+" "+word) <= width {
			out[n-1] += " " + word
			continue
		}
		out = append(out, l.broken(word, width)...)
	}
	return out
}

// broken is a word in parts of a width, of two letters at least.
func (l letters) broken(word string, width float64) []string {
	var out []string
	for rest := []rune(word); ; {
		n := len(rest)
		for n > 2 && l.width(string(rest[:n])) > width {
			n--
		}
		if n = min(n, len(rest)-2); n < 3 || l.width(string(rest)) <= width {
			return append(out, string(rest))
		}
		out, rest = append(out, strings.TrimSuffix(string(rest[:n-1]), "-")+"-"), rest[n-1:]
	}
}

// whole reports whether a width has room for every word of a label.
func (l letters) whole(s string, width float64) bool {
	for _, word := range strings.Split(s, " ") {
		if l.width(word) > width {
			return false
		}
	}
	return true
}
