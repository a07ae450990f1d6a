package companion_test

import (
	"compress/gzip"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/internal/shareddata"
	"ikat/trade"
	"ikat/trade/companion"
)

func open(t *testing.T, rel string) io.Reader {
	t.Helper()
	f, err := os.Open(shareddata.Path(t, rel))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	if !strings.HasSuffix(rel, ".gz") {
		return f
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func concordance(t *testing.T, rel string) *companion.Sheet {
	t.Helper()
	s, err := companion.ReadConcordance(open(t, rel), rel)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func between(t *testing.T, from, to string, files ...*companion.Sheet) *trade.Concordance {
	t.Helper()
	c, err := companion.Between(files, from, to)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Parts and components of the tables of others: 375 codes of HS 1992 are of BEC 42 or 53.
func TestPublishedConcordances(t *testing.T) {
	joint := concordance(t, "classifications/hs_bec_sitc.csv.gz")
	bec := between(t, "HS 1992", "BEC4", joint)
	parts := 0
	for _, list := range bec.Classes {
		if slices.Contains(list, "42") || slices.Contains(list, "53") {
			parts++
		}
	}
	if parts != 375 {
		t.Errorf("%d codes of HS 1992 are parts", parts)
	}
	for edition, file := range map[string]string{"HS 2007": "hs2007_bec.csv.gz", "HS 2012": "hs2012_bec.csv.gz"} {
		un := between(t, edition, "BEC", concordance(t, "classifications/"+file))
		if got := un.Classes["010110"]; edition == "HS 2007" && !slices.Equal(got, []string{"41"}) {
			t.Errorf("%s: horses for breeding are %v", edition, got)
		}
	}
	five := concordance(t, "classifications/hs_bec5_isic_gtap.csv.gz")
	if got := between(t, "HS 2017", "ISIC 4", five).Classes["010121"]; !slices.Equal(got, []string{"0142"}) {
		t.Errorf("raising horses is ISIC %v", got)
	}
	if _, err := companion.Between([]*companion.Sheet{five}, "HS 1992", "ISIC 4"); fault.KindOf(
		err,
	) != fault.Invalid ||
		err == nil {
		t.Errorf("another edition is taken: %v", err)
	}
	// by way of SITC at five digits and Lall's groups of three
	lall := concordance(t, "classifications/sitc3_lall.csv")
	direct := between(t, "HS 2012", "Lall", concordance(t, "classifications/hs2012_lall.csv.gz"))
	byWay := between(t, "HS 2012", "Lall", joint, lall)
	same, other := 0, 0
	for code, list := range direct.Classes {
		if slices.Contains(byWay.Classes[code], list[0]) {
			same++
		} else {
			other++
		}
	}
	if other > same/50 {
		t.Errorf("by way of SITC Rev. 3, %d products have Lall's class and %d another", same, other)
	}
}

func TestOwnFiles(t *testing.T) {
	in, err := companion.ReadIncomes(
		strings.NewReader("country,year,gdp_per_capita_usd\nVNM,2019,3500\nTHA,2019,7800\n"),
		"in.csv",
	)
	if v, ok := in.Of("VNM", 2019); err != nil || !ok || v != 3500 {
		t.Errorf("%v %v", v, err)
	}
	if _, ok := in.Of("VNM", 2018); ok {
		t.Error("another year's income is taken")
	}
	p, err := companion.ReadPairs(
		strings.NewReader("exporter,importer,product,distance_km,tariff\nA,B,,100,5%\nA,B,61,,0.2\n"),
		"p.csv",
	)
	if err != nil {
		t.Fatal(err)
	}
	clothes, _ := p.Tariff("A", "B", "610910")
	chips, _ := p.Tariff("A", "B", "854231")
	if _, ok := p.Tariff("B", "A", "854231"); ok || clothes != .2 || chips != .05 ||
		p.Distance[[2]string{"A", "B"}] != 100 {
		t.Errorf("%v %v", clothes, chips)
	}
	g, err := companion.ReadGrowth(strings.NewReader("economy,gdp_ratio,population_ratio\nA,1.2,1.1\n"), "g.csv")
	if err != nil || g["A"].GDP != 1.2 {
		t.Errorf("%v %v", g, err)
	}
	for name, err := range map[string]error{
		"income": second(companion.ReadIncomes(strings.NewReader("economy,gdp_per_capita\nA,x\n"), "a.csv")),
		"growth": second(companion.ReadGrowth(strings.NewReader("economy,gdp_ratio,population_ratio\nA,0,1\n"), "a.csv")),
		"pairs":  second(companion.ReadPairs(strings.NewReader("exporter,importer,tariff\nA,B,-1\n"), "a.csv")),
	} {
		if fault.KindOf(err) != fault.Unreadable || err == nil ||
			!strings.Contains(err.Error(), "a.csv, line 2, column") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func FuzzFiles(f *testing.F) {
	for _, seed := range []string{"HS2017,BEC4\n010121,41\n", "HS 2012;BEC\n", "economy,gdp_per_capita\nA,1\n",
		"exporter,importer,tariff\nA,B,5%\n", "economy,gdp_ratio,population_ratio\nA,1,1\n", "a\n\"",
		"hs,hs6,bec\nH5,010121,41\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, err := range []error{second(companion.ReadIncomes(strings.NewReader(text), "f")),
			second(companion.ReadGrowth(strings.NewReader(text), "f")),
			second(companion.ReadPairs(strings.NewReader(text), "f"))} {
			if err != nil && fault.KindOf(err) != fault.Unreadable {
				t.Fatal(err)
			}
		}
		s, err := companion.ReadConcordance(strings.NewReader(text), "f")
		if err != nil {
			return
		}
		if _, err := companion.Between([]*companion.Sheet{s}, "HS 2017", "BEC4"); err != nil &&
			fault.KindOf(err) != fault.Invalid {
			t.Fatal(err)
		}
	})
}
