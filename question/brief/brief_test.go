package brief_test

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/internal/questiontest"
	"ikat/leontief"
	"ikat/picture"
	"ikat/question/brief"
	"ikat/question/measures"
	"ikat/say"
	"ikat/tablefile/apx"
)

// A brief on an economy of the table says what its profile says; one on another says what is published.
func TestBriefSaysWhatItsSourcesSay(t *testing.T) {
	e := questiontest.Engine()
	f, err := brief.Of(context.Background(), e, "Indonesia", "apx/2011", nil)
	if err != nil {
		t.Fatal(err)
	}
	p, err := measures.PlaceOf(context.Background(), e, "IDN", []string{"apx/2011"}, leontief.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	rows := f.Frame()
	found := 0
	for i := range rows.Rows() {
		if rows.Column("quantity").Text(i) == "share in value chains, by apx/2011" && rows.Column("year").Text(i) == "2011" {
			found++
			if got, want := rows.Column("value").Floats[i], p.Years[0].GVC; math.Abs(got-want) > 1e-12 {
				t.Errorf("share in value chains %v, profile says %v", got, want)
			}
		}
	}
	if found != 1 {
		t.Errorf("%d rows of the share in value chains", found)
	}
	for code, wants := range map[string][]string{"IDN": {"37.8% of exports were part of value chains in 2022",
		"By the table apx/2011 it was 36.5% in 2011",
		"China did the most", "mending one border"},
		"VNM": {"published figures", "Viet Nam and its neighbours", "is left out"}, "FJI": {"Fiji"}, "KAZ": {"Kazakhstan"}} {
		f, err := brief.Of(context.Background(), e, code, "apx/2011", nil)
		if err != nil {
			t.Fatal(code, err)
		}
		var text strings.Builder
		for _, b := range f.Prose(say.In(say.English)).Blocks {
			text.WriteString(b.Text + "\n")
		}
		for _, want := range wants {
			if !strings.Contains(text.String(), want) {
				t.Errorf("%s: the brief lacks %q:\n%s", code, want, text.String())
			}
		}
		if strings.Contains(text.String(), "[brief.") || strings.Contains(text.String(), "NaN") {
			t.Errorf("%s: %s", code, text.String())
		}
	}
}

func TestBriefOfNobody(t *testing.T) {
	for _, name := range []string{"Atlantis", ""} {
		if _, err := brief.Of(context.Background(), questiontest.Engine(), name, "apx/2011", nil); fault.KindOf(
			err,
		) != fault.NotFound {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// An economy of which nothing is published has a brief that says so, with its neighbours.
func TestBriefWhereNothingIsPublished(t *testing.T) {
	f, err := brief.Of(context.Background(), questiontest.Engine(), "Nauru", "apx/2011", nil)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Builder{}
	for _, b := range f.Prose(say.In(say.English)).Blocks {
		text.WriteString(b.Text + "\n")
	}
	if !strings.Contains(text.String(), "Nothing is published of Nauru") || strings.Contains(text.String(), "[brief.") ||
		f.Frame().Rows() != 0 {
		t.Error(text.String(), f.Frame().Rows())
	}
}

// Of a national table a brief says what it tells, imported inputs, and what it cannot. By hand: imports per unit of
// output are .3 and .25, through all stages .305/.745 and .255/.745; of exports of 4 and 11 that is 5.4027, or 36.0%.
func TestBriefOfANationalTable(t *testing.T) {
	path := filepath.Join(t.TempDir(), "PNG2018dom.csv")
	table := ",D01,D10T12,HFCE,EXPO,IMPO,TOTAL\n" +
		"DOM_01,1,2,3,4,0,10\nDOM_10T12,2,3,4,11,0,20\nIMP_01,1,1,2,0,-4,0\nIMP_10T12,2,4,1,1,-8,0\n" +
		"VALU,4,10,,,,\nOUTPUT,10,20,,,,\n"
	if err := os.WriteFile(path, []byte(table), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := brief.Of(t.Context(), questiontest.Engine(), "PNG", path, nil)
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for _, b := range f.Prose(say.In(say.English)).Blocks {
		text += b.Text + "\n"
	}
	for _, want := range []string{"36.0% of the value of exports in 2018 was imported inputs", "15.0 million USD",
		"a national table", "Partners and what mending a border would be worth are left out"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	if strings.Contains(text, "it takes a table that has") {
		t.Error("it says that the table lacks the economy")
	}
}

// What suppliers earn is said of exports, as the measure has it, not of what is foreign in them.
func TestSuppliersAreSharesOfExports(t *testing.T) {
	e := questiontest.Engine()
	facts, err := brief.Of(context.Background(), e, "IDN", "apx/2011", nil)
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for _, b := range facts.Prose(say.In(say.English)).Blocks {
		text += b.Text + "\n"
	}
	// ikat measure va-origin --economy IDN --partner CHN: 5,600 of 217,720 million dollars
	if !strings.Contains(text, "Of every 100 dollars exported, 2.6 are earned in China") {
		t.Errorf("the brief says:\n%s", text)
	}
	if f := facts.Figures(say.In(say.English)); len(f) != 2 || len(f[0].Rows) != 15 || f[1].Rows[0]["muted"] != true {
		t.Errorf("the brief's pictures are %+v", f)
	} else if at := slices.IndexFunc(f[1].Rows, func(r picture.Row) bool { return r["name"] == "China" }); at < 0 ||
		math.Abs(f[1].Rows[at]["value"].(float64)-5600./217720) > 1e-4 {
		t.Errorf("the picture of suppliers has %+v", f[1].Rows)
	}
}

// Of an economy that no table has, pictures and the row beside its neighbours are what is published: of Fiji's exports
// of 2022 25.324% hold foreign inputs and 17.44% go into others' exports, 42.764% together.
func TestPublishedPartsOfABrief(t *testing.T) {
	facts, err := brief.Of(t.Context(), questiontest.Engine(), "FJI", "apx/2011", nil)
	if err != nil {
		t.Fatal(err)
	}
	last := map[any]any{}
	for _, r := range facts.Figures(say.In(say.English))[0].Rows {
		if r["year"] == 2022 {
			last[r["part"]] = math.Round(1e5*r["value"].(float64)) / 1e5
		}
	}
	v := say.In(say.English)
	for part, want := range map[string]float64{"gvc": .42764, "backward": .25324, "forward": .1744} {
		if got := last[v.Say("brief.line-"+part)]; got != want {
			t.Errorf("%s in the picture: %v, published %v", part, got, want)
		}
	}
	for _, b := range facts.Prose(v).Blocks {
		if b.Kind == say.Rows && len(b.Grid.Rows) > 0 && b.Grid.Rows[0][0] == "Fiji" {
			if got := strings.Join(b.Grid.Rows[0][1:4], " "); got != "2.1 25.3% 17.4%" {
				t.Errorf("beside its neighbours Fiji has %s", got)
			}
			return
		}
	}
	t.Error("Fiji does not stand beside its neighbours")
}

// An economy that exports nothing has no suppliers, buyers or small firms in its exports: nothing is said of their
// shares.
func TestBriefOfWhoExportsNothing(t *testing.T) {
	table, err := apx.Library().Open(t.Context(), "apx", 2011)
	if err != nil {
		t.Fatal(err)
	}
	n, g, k := table.N(), slices.Index(table.Economies, "IDN"), table.K()
	for i := g * n; i < (g+1)*n; i++ { // of sectors of IDN
		for j := range table.G() * n {
			if j/n != g {
				table.Z[i*table.G()*n+j] = 0
			}
		}
		for j := range table.G() * k {
			if j/k != g {
				table.F[i*table.G()*k+j] = 0
			}
		}
	}
	f, err := brief.Of(t.Context(), questiontest.Of(table), "IDN", "apx/2011", nil)
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for _, b := range f.Prose(say.In(say.English)).Blocks {
		text += b.Text + "\n"
	}
	for _, never := range []string{"Inf", "∞", "– are", "did the most", "earn between", "NaN"} {
		if strings.Contains(text, never) {
			t.Errorf("%q is in\n%s", never, text)
		}
	}
	if !strings.Contains(text, "Indonesia exports nothing in the table") {
		t.Errorf("why small firms are left out is not said:\n%s", text)
	}
}
