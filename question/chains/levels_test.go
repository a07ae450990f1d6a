package chains_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"ikat/chain"
	"ikat/fault"
	"ikat/internal/questiontest"
	"ikat/question/chains"
	"ikat/question/trade"
	"ikat/result"
	"ikat/scenario"
)

func follow(t *testing.T, product, to string) *chains.Followed {
	t.Helper()
	a, err := chains.Follow(
		t.Context(),
		questiontest.Engine(),
		chains.Request{Product: product, To: to, Table: "apx/2008"},
		nil,
	)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func total(f *result.Frame, column string) float64 {
	var sum float64
	for _, v := range f.Column(column).Floats {
		sum += v
	}
	return sum
}

// The rows of a level add up to the whole that they divide.
func TestLevelsOfAChainAddUp(t *testing.T) {
	for _, to := range []string{"USA", ""} {
		a := follow(t, "CHN:c14", to)
		layer, err := a.Frame(t.Context(), "layer")
		if err != nil {
			t.Fatal(err)
		}
		day, err := a.Frame(t.Context(), "day")
		if err != nil {
			t.Fatal(err)
		}
		low, high := slices.Min(a.Delivered), slices.Max(a.Delivered)
		for what, gap := range map[string]float64{
			"value added":      total(layer, "value") - 1,
			"lowest borders":   total(layer, "before_low") + total(layer, "border_low") - low,
			"highest borders":  total(layer, "before_high") + total(layer, "border_high") - high,
			"links":            total(a.Links, "cost_high") - high,
			"days":             total(day, "share") - 1,
			"the maker's part": total(layer, "own") - a.Model.Sys.V[a.Product.Target.Product],
		} {
			if math.Abs(gap) > 1e-9 {
				t.Errorf("to %q: %s misses by %v", to, what, gap)
			}
		}
		for _, level := range chains.Levels {
			if f, err := a.Frame(t.Context(), level); err != nil || f.Rows() == 0 || len(f.Notes) == 0 ||
				len(f.Provenance.Sources) == 0 {
				t.Errorf("level %s: %v", level, err)
			}
		}
	}
	if _, err := follow(t, "CHN:c14", "").Frame(t.Context(), "layers"); fault.KindOf(err) != fault.Invalid ||
		!strings.Contains(err.Error(), "layer") {
		t.Errorf("a level that is not there: %v", err)
	}
}

// What a picture of the flow shows is whole however many economies it names: at the market arrives the price, at the
// maker what it pays for its inputs, and borders have their cost at every cost of a day.
func TestTheFlowIsWhole(t *testing.T) {
	a := follow(t, "DEU:c15", "CHN")
	l, err := a.Layers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for c := range a.Thetas {
		for _, most := range []int{0, 3, 100} {
			into := map[int]float64{}
			costs := make([]float64, len(a.Thetas))
			names := map[string]bool{}
			for _, link := range a.Flow(l, c, most) {
				into[link.To.Stage] += link.Value
				for k, v := range link.Cost {
					costs[k] += v
				}
				if link.From.Stage == chain.StageEarlier && link.From.Economy != "" {
					names[link.From.Economy] = true
				}
			}
			price, maker := 1+a.Delivered[c], 1+a.Upstream[c]-l.Own
			if math.Abs(into[chain.StageMarket]-price) > 1e-9 || math.Abs(into[chain.StageProduct]-maker) > 1e-9 ||
				len(names) > most {
				t.Errorf(
					"naming %d: %v at the market, want %v; %v at the maker, want %v; names %v",
					most,
					into[chain.StageMarket],
					price,
					into[chain.StageProduct],
					maker,
					names,
				)
			}
			for k, v := range costs {
				if math.Abs(v-a.Delivered[k]) > 1e-9 {
					t.Errorf("borders cost %v, want %v", v, a.Delivered[k])
				}
			}
		}
	}
}

// A mended border means the same to the chain's prices and to the model of all trade: the scenario takes from the
// link's cost what the easing takes from it.
func TestMendingMeansTheSameToBoth(t *testing.T) {
	e := questiontest.Engine()
	a, err := chains.Follow(t.Context(), e, chains.Request{Product: "CHN:c14", To: "USA", Table: "apx/2008"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	m, err := a.Mend(t.Context(), "TWN:c14:CHN=50%")
	if err != nil {
		t.Fatal(err)
	}
	f, err := chains.Worth(t.Context(), e, a, m, nil)
	if err != nil {
		t.Fatal(err)
	}
	// Taiwan's 13 days and 757 dollars to export, China's 24 days and 545 dollars to import (Doing Business 2009), for
	// electronics.
	rate := .98 * (.00999*37 + (757.+545)/71000)
	q := trade.Ranking{
		Table:        "apx/2008",
		For:          "CHN",
		By:           "link",
		Top:          1,
		Exporters:    []string{"TWN"},
		Importers:    []string{"CHN"},
		Industries:   []string{"c14"},
		Cut:          rate / 2 / (1 + rate),
		Elasticities: scenario.UsualElasticities,
		Deficits:     "held",
	}
	r, err := trade.RankLinks(t.Context(), e, q, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := questiontest.Cell(t, f, "welfare_pct", "mended", "CHN"), r.Column("exact_gain").Floats[0]; math.Abs(
		got/want-1,
	) > 1e-6 {
		t.Errorf("half of the border is worth %v to China; the same cut in delivery cost %v", got, want)
	}
	text := m.Scenario.YAML()
	read, err := scenario.Read("mended.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	again, err := trade.Solve(t.Context(), e, read, "apx/2008", "economy", nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(
		questiontest.Cell(
			t,
			again,
			"welfare_high_pct",
			"mended",
			"CHN",
		)-questiontest.Cell(
			t,
			f,
			"welfare_high_pct",
			"mended",
			"CHN",
		),
	) > 1e-9 {
		t.Errorf("the scenario as a file gives another answer:\n%s", text)
	}
}

func TestMendingThatMakesNoSense(t *testing.T) {
	a := follow(t, "CHN:c14", "USA")
	for text, kind := range map[string]fault.Kind{
		"": fault.Invalid, "CHN:export": fault.Invalid, "CHN:export=": fault.Invalid, "CHN:export=120%": fault.Invalid,
		"CHN:export=-1d": fault.Invalid, "CHN:export=5%d": fault.Invalid,
		"CHN:exports=5%": fault.Invalid, "CHN=5%": fault.Invalid, "CHN:c14:CHN=5%": fault.Invalid,
		"XXX:export=5%": fault.NotFound, "TWN:c99:CHN=5%": fault.NotFound, "TWN:c14:XXX=5%": fault.NotFound,
		"CHN:export=0%": fault.Invalid, "CHN:export=0d": fault.Invalid, "IDN:c2:CHN=50%": fault.Invalid,
		"DEU:c14:OEU=50%": fault.Invalid, "CHN:export=NaN": fault.Invalid, "CHN:export=1e999": fault.Invalid,
	} {
		if _, err := a.Mend(t.Context(), text); fault.KindOf(err) != kind {
			t.Errorf("%q: %v", text, err)
		}
	}
	if m, err := a.Mend(t.Context(), "CHN:export=1000d"); err != nil || !(m.Days <= a.MeanDays) {
		t.Errorf("a border cannot take less than no time: %v", err)
	}
}

// Asking again gives the same answer without computing, and another benchmark another one.
func TestAChainIsKept(t *testing.T) {
	e := questiontest.Engine()
	q := chains.Request{Product: "IDN:c4", To: "JPN", Table: "apx/2008"}
	first, err := chains.Follow(t.Context(), e, q, nil)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := chains.Follow(t.Context(), e, q, nil); err != nil || again.Links != first.Links ||
		again.Model != first.Model {
		t.Errorf("the same question is computed again: %v", err)
	}
	q.Border.Benchmark = "SGP"
	other, err := chains.Follow(t.Context(), e, q, nil)
	if err != nil || other.Links == first.Links || other.Benchmark == first.Benchmark {
		t.Errorf("another benchmark gives the same chain: %v", err)
	}
	q.Border.Benchmark, q.Table = "", "apx/2005"
	if other, err = chains.Follow(t.Context(), e, q, nil); err != nil || other.Table != "apx/2005" {
		t.Errorf("another year gives %v: %v", other, err)
	}
}

// A border can be eased for one class of firms in the model of trade, which puts small and large firms beside each
// gain; a chain does not know its firms apart.
func TestWorthForAClass(t *testing.T) {
	e := questiontest.Engine()
	q := chains.Request{Product: "KOR:c14", To: "USA", Table: "apx/2008"}
	const one = "KOR/sme:c14:USA=50%"
	if _, err := chains.Rows(t.Context(), e, q, "link", one, false, nil); fault.KindOf(err) != fault.Invalid {
		t.Error(err)
	}
	worth := func(mend string) (small, large, welfare float64) {
		f, err := chains.Rows(t.Context(), e, q, "link", mend, true, nil)
		if err != nil {
			t.Fatal(err)
		}
		at := func(name string) float64 { return questiontest.Cell(t, f, name, "mended", "KOR") }
		return at("sme_income_pct"), at("large_income_pct"), at("welfare_pct")
	}
	small, large, welfare := worth(one)
	allSmall, allLarge, all := worth("KOR:c14:USA=50%")
	if !(small > allSmall && large < 0 && allLarge > 0 && welfare < all && welfare > 0) {
		t.Errorf("for small firms %v %v %v, for all %v %v %v", small, large, welfare, allSmall, allLarge, all)
	}
}
