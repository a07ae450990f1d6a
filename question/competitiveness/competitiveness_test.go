package competitiveness_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ikat/engine"
	"ikat/fault"
	"ikat/question"
	"ikat/question/competitiveness"
	"ikat/result"
	"ikat/say"
	"ikat/tablefile/apx"
)

func ask(t *testing.T, given map[string][]string) (*question.Answer, error) {
	t.Helper()
	q := competitiveness.Competitiveness
	if given["draws"] == nil {
		given["draws"] = []string{"200"}
	}
	values, err := q.Read(given, question.Asker{Local: true})
	if err != nil {
		return nil, err
	}
	return q.Ask(t.Context(), &question.Request{Values: values, Engine: engine.New("test", nil, apx.Library()),
		Prose: given["level"] == nil}, nil)
}

func rows(t *testing.T, given map[string][]string) *result.Frame {
	t.Helper()
	a, err := ask(t, given)
	if err != nil {
		t.Fatal(err)
	}
	return a.Frames[0]
}

func own(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "own.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// The index of every economy follows from its parts, as the rows give them, and its rank lies within its interval's
// reach; a rank that only bounds move moves no further than one that choices move too.
func TestTheIndexFollowsFromItsParts(t *testing.T) {
	index := rows(t, map[string][]string{"economy": {"Viet Nam"}, "level": {"index"}})
	parts := rows(t, map[string][]string{"economy": {"VNM"}, "level": {"parts"}})
	sums, weights := map[string]map[string]float64{}, map[string]map[string]float64{}
	for i := range parts.Rows() {
		who, level := parts.Column("economy").Text(i), parts.Column("level").Text(i)
		if sums[who] == nil {
			sums[who], weights[who] = map[string]float64{}, map[string]float64{}
		}
		z, w := parts.Column("normalised").Floats[i], parts.Column("weight").Floats[i]
		if !math.IsNaN(z) {
			sums[who][level] += w * z
			weights[who][level] += w
		}
	}
	for i := range index.Rows() {
		who, sum, n := index.Column("economy").Text(i), 0.0, 0.0
		for level, s := range sums[who] {
			mean := s / weights[who][level]
			if got := index.Column(level).Floats[i]; math.Abs(got-mean) > 1e-9 {
				t.Errorf("%s %s: %v, its parts give %v", who, level, got, mean)
			}
			sum += mean
			n++
		}
		if got := index.Column("index").Floats[i]; math.Abs(got-sum/n) > 1e-9 {
			t.Errorf("%s: %v, its levels give %v", who, got, sum/n)
		}
		at := func(name string) float64 { return index.Column(name).Floats[i] }
		if at("rank") != float64(i+1) || at("bounds_low") > at("rank") || at("bounds_high") < at("rank") {
			t.Errorf("%s: rank %v in row %d, [%v, %v]", who, at("rank"), i, at("bounds_low"), at("bounds_high"))
		}
	}
}

// What is published comes through: Viet Nam's LPI of 2018 with its own bounds, and shares as the tables give them.
func TestFiguresAreThePublished(t *testing.T) {
	f := rows(t, map[string][]string{"economy": {"VNM"}, "level": {"parts"}, "year": {"2018"}})
	want := map[string][3]float64{"lpi": {3.274, 3.111, 3.437}, "hours_export": {105, math.NaN(), math.NaN()}}
	for i := range f.Rows() {
		w, ok := want[f.Column("figure").Text(i)]
		if !ok || f.Column("economy").Text(i) != "VNM" {
			continue
		}
		for k, name := range []string{"value", "low", "high"} {
			if got := f.Column(name).Floats[i]; math.Abs(got-w[k]) > 1e-9 || math.IsNaN(got) != math.IsNaN(w[k]) {
				t.Errorf("%s %s is %v, want %v", f.Column("figure").Text(i), name, got, w[k])
			}
		}
		delete(want, f.Column("figure").Text(i))
	}
	if len(want) > 0 {
		t.Errorf("not there: %v", want)
	}
}

// An economy that only the reader's figures are of stands with them alone; prose says so without a number lost.
func TestOwnFiguresAndWhatIsMissing(t *testing.T) {
	path := own(t, "level,indicator,economy,year,value,low,high,covers,better\n"+
		"firms,clusters,KIR,2020,3,2,4,95%,low\nfirms,clusters,VNM,2020,5,,,95%,low\n"+
		"macro,inflation,KIR,2020,3,,,,low\nmacro,inflation,VNM,2020,5,,,,low\n")
	a, err := ask(t, map[string][]string{"economy": {"KIR"}, "peers": {"VNM"}, "indicators": {path}, "cover": {"5%"}})
	if err != nil || a.Prose == nil {
		t.Fatal(err)
	}
	var warned bool
	for _, n := range a.Frames[0].Notes {
		warned = warned || strings.Contains(n.Text, "firms") && n.Severity == "warning"
	}
	if warned || math.IsNaN(a.Frames[0].Column("firms").Floats[0]) {
		t.Error("a level that the reader fills is said to be empty")
	}
	head := "level,indicator,economy,year,value\n"
	for _, c := range []struct {
		given map[string][]string
		kind  fault.Kind
		says  string
	}{
		{map[string][]string{"economy": {"NRU"}}, fault.NotFound, "figures are known"},
		{map[string][]string{"economy": {"Atlantis"}}, fault.NotFound, "Atlantis"},
		{map[string][]string{"economy": {"VNM"}, "peers": {"NRU"}}, fault.NotFound, "too little"},
		{map[string][]string{"economy": {"VNM"}, "weight": {"border=2"}}, fault.Invalid, "borders"},
		{map[string][]string{"economy": {"VNM"}, "weight": {"borders=-2"}}, fault.Invalid, "weight"},
		{map[string][]string{"economy": {"VNM"}, "cover": {"160%"}}, fault.Invalid, "100%"},
		{map[string][]string{"economy": {"VNM"}, "indicators": {own(t, head+"firms,a,VNM,2020,x\n")}},
			fault.Unreadable, "line 2, column value"},
		{map[string][]string{"economy": {"VNM"}, "indicators": {own(t, head+"macro,lpi,VNM,2020,3\n")}},
			fault.Invalid, "logistics"},
	} {
		_, err := ask(t, c.given)
		if fault.KindOf(err) != c.kind || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v: %v", c.given, err)
		}
	}
}

// What is read first says of which years the figures are and whose: the years that the rows have.
func TestTheHeadlineSaysItsYearsAndSources(t *testing.T) {
	first, last := int64(9999), int64(0)
	f := rows(t, map[string][]string{"economy": {"VNM"}, "level": {"parts"}})
	for i := range f.Rows() {
		if year, ok := f.Column("year").Whole(i); ok && f.Column("economy").Text(i) == "VNM" && year > 0 {
			first, last = min(first, year), max(last, year)
		}
	}
	for _, language := range say.Languages() {
		values, err := competitiveness.Competitiveness.Read(map[string][]string{"economy": {"VNM"}, "draws": {"200"}},
			question.Asker{Local: true})
		if err != nil {
			t.Fatal(err)
		}
		a, err := competitiveness.Competitiveness.Ask(t.Context(), &question.Request{Values: values, Prose: true,
			Language: language, Engine: engine.New("test", nil, apx.Library())}, nil)
		if err != nil {
			t.Fatal(err)
		}
		var head strings.Builder
		for _, b := range a.Prose.Blocks {
			if b.Kind == say.Heading {
				break
			}
			head.WriteString(b.Text + "\n")
		}
		wanted := []string{fmt.Sprintf("%d–%d", first, last)}
		for _, source := range a.Frames[0].Provenance.Sources {
			if strings.Contains(head.String(), source.Table) {
				t.Errorf("%s: %s is a code:\n%s", language, source.Table, head.String())
			}
			wanted = append(wanted, say.In(language).Named(source.Table)...)
		}
		for _, want := range wanted {
			if !strings.Contains(head.String(), want) {
				t.Errorf("%s: %s is not in what is read first:\n%s", language, want, head.String())
			}
		}
	}
}
