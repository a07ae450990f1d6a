package drawn_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"testing"

	"ikat/internal/questiontest"
	"ikat/picture"
	"ikat/question"
	"ikat/question/catalog"
	"ikat/question/drawn"
	"ikat/say"
	"ikat/tablefile/apx"
)

func figureOf(t *testing.T, id string, given map[string][]string) *picture.Figure {
	t.Helper()
	q := catalog.Find(id)
	e := questiontest.Engine()
	values, err := q.Read(given, question.Asker{Defaults: map[string]string{"table": "apx/2011"}})
	if err != nil {
		t.Fatal(err)
	}
	r := &question.Request{Values: values, Engine: e}
	a, err := q.Ask(context.Background(), r, nil)
	if err != nil {
		t.Fatal(err)
	}
	return drawn.Of(context.Background(), q, r, a)
}

// What a picture shows are the rows' own numbers, by names that people know; aggregates stand last.
func TestPicturesShowTheRows(t *testing.T) {
	f := figureOf(t, "measure", map[string][]string{"id": {"bm"}})
	last := f.Rows[len(f.Rows)-1]
	if f.Kind != "bars" || f.Rows[0]["name"] != "China" || last["muted"] != true {
		t.Errorf("a measure by economy is drawn as %s from %v to %v", f.Kind, f.Rows[0], last)
	}
	for i := 1; i < len(f.Rows); i++ {
		if f.Rows[i]["muted"] == f.Rows[i-1]["muted"] && f.Rows[i]["value"].(float64) > f.Rows[i-1]["value"].(float64) {
			t.Errorf("row %d is larger than the one before it", i)
		}
	}
	years := figureOf(t, "measure", map[string][]string{"id": {"vax"}, "table": {"apx/*"}, "economy": {"CHN,IDN"}})
	if years.Kind != "lines" || len(years.Rows) != 10 || !strings.Contains(years.Title, "1995–2011") {
		t.Errorf("two economies over five years are drawn as %s of %d points: %s", years.Kind, len(years.Rows), years.Title)
	}
	if f := figureOf(t, "compare", map[string][]string{"economies": {"IDN,VNM"}}); f != nil {
		t.Error("figures of different units are drawn in one picture")
	}
}

// Declared pictures name columns that the rows have, and are drawn.
func TestDeclaredPicturesAreDrawn(t *testing.T) {
	for id, given := range map[string]map[string][]string{
		"border": {}, "profile": {"economy": {"IDN"}}, "chain": {"product": {"IDN:c4"}}, "smes": {},
	} {
		f := figureOf(t, id, given)
		q := catalog.Find(id)
		if f == nil || f.Kind != q.Pictures[0].Kind {
			t.Errorf("%s declares %s and is drawn as %+v", id, q.Pictures[0].Kind, f)
			continue
		}
		d := xml.NewDecoder(bytes.NewReader(f.SVG(say.In(say.English), 760)))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", id, err)
			}
		}
	}
}

// A group is drawn on all areas of its members, those among them that the table keeps under an old code.
func TestAreasOfMembers(t *testing.T) {
	tab, err := apx.Library().Open(t.Context(), "apx", 2008)
	if err != nil {
		t.Fatal(err)
	}
	if got := drawn.Areas(tab, "OEU"); len(got) != len(tab.Members["OEU"]) || !slices.Contains(got, "642") {
		t.Errorf("%v of %v", got, tab.Members["OEU"])
	}
	if got := drawn.Areas(nil, "KAZ"); len(got) != 1 || got[0] != "398" {
		t.Error(got)
	}
	if got := drawn.Areas(tab, "ROW"); got != nil {
		t.Error(got)
	}
}

// Rows that rest on assumed procedures, or ask too much of the model, are marked in pictures, and the marks explained.
func TestPicturesMarkWhatIsNotSure(t *testing.T) {
	f := figureOf(t, "rank", map[string][]string{"for": {"IDN"}, "cut": {"benchmark"}, "top": {"6"}})
	marks := map[string]bool{}
	for _, r := range f.Rows {
		name := r["name"].(string)
		for _, mark := range []string{"*", "†"} {
			marks[mark] = marks[mark] || strings.HasSuffix(strings.TrimRight(name, "*†"), " ") && strings.Contains(name, mark)
		}
		if strings.Contains(name, "Rest of the world") && !strings.Contains(name, "†") {
			t.Errorf("%s is assumed and not marked", name)
		}
	}
	svg := string(f.SVG(say.In(say.English), 760))
	for _, want := range []string{"Numbers are scenarios", "* asks more of the model", "† the border procedures"} {
		if !strings.Contains(svg, want) {
			t.Errorf("the picture does not say %q", want)
		}
	}
	if !marks["*"] || !marks["†"] {
		t.Errorf("marked %v", marks)
	}
}
