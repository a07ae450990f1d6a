package measure

import (
	"strings"
	"testing"

	"ikat/fault"
	"ikat/icio"
	"ikat/internal/tinyworld"
	"ikat/leontief"
	"ikat/result"
)

// having returns the rows whose keys start with the given texts.
func having(f *result.Frame, keys ...string) *result.Frame {
	return f.Where(func(r int) bool {
		for i, k := range keys {
			if f.Columns[i].Text(r) != k {
				return false
			}
		}
		return true
	})
}

// Imported inputs through domestic chains: m is .3 for tools, .25 for parts, .4 for machines.
//
// A: ore into parts that B uses (20), tools (30): .7·30 + 20 directly absorbed, .3·30 backward; ore into parts that B
// exports (.25·80 = 20) forward. B: parts that C uses at home .4·100 = 40, and in its exports .4·100 = 40, each .75 own
// and .25 imported. C: machines to A for use there 45 + .3·20 = 51 and in tools for B .3·30 = 9, machines to B 40; .6
// own and .4 imported.
func TestParticipationOfTinyWorld(t *testing.T) {
	expect(t, ask(t, system(t), "participation", Query{}), []string{"gexp", "davax", "pf", "pb", "ts", "gvc",
		"gvc_share", "forwardness"}, [][]float64{
		{70, 41, 20, 9, 0, 29, 29. / 70, 11. / 29},
		{80, 30, 30, 10, 10, 50, 50. / 80, 20. / 50},
		{100, 54.6, 5.4, 36.4, 3.6, 45.4, .454, (5.4 - 36.4) / 45.4},
	})
}

// Ore: 50 sold at home and .2·20 in tools used at home are domestic; into tools for B .2·30 and parts that B uses 20
// cross one border; into parts that B exports 20 cross more, and ore is where that chain begins.
//
// Tools, .7 own, .3 imported, of which .3·.6 = .18 is C's own value and has crossed one border: used at home 20,
// exported 30. Domestic .7·20 = 14, traditional .7·30 + .18·20 = 24.6; the rest, 11.4, has more borders and ends in
// tools.
func TestParticipationOfOutputOfTinyWorld(t *testing.T) {
	f := having(ask(t, system(t), "participation-output", Query{Level: "sector"}), "A")
	expect(t, f, []string{"outp", "outpd", "outptt", "gvco", "gvcobp", "gvcofp", "gvcomix", "gvco_share"}, [][]float64{
		{100, 54, 26, 20, 0, 20, 0, .2},
		{50, 14, 24.6, 11.4, 11.4, 0, 0, .228},
	})
}

// Stages to final use: tools and C_1 go there directly; of machines 15 of 200 go into tools: 1.075; of parts half go
// into machines: 1.5375; of B_1 half go into parts: 1.76875; of ore .1 go into tools and .4 into parts: 1.715. Stages
// from primary inputs: parts 1 + .25 + .125; machines 1 + .4·1.375 = 1.55; tools 1 + .2 + .3·1.55 = 1.665.
func TestPositionOfTinyWorld(t *testing.T) {
	expect(t, ask(t, system(t), "position", Query{Level: "sector"}), []string{"upstreamness", "downstreamness",
		"final_to_output", "va_to_output"}, [][]float64{
		{1.715, 1, .5, 1}, {1, 1.665, 1, .5},
		{1.76875, 1, .5, 1}, {1.5375, 1.375, .5, .625},
		{1, 1, 1, 1}, {1.075, 1.55, .925, .6},
	})
	expect(t, having(ask(t, system(t), "position", Query{}), "A"), []string{"upstreamness", "downstreamness"},
		[][]float64{{(171.5 + 50) / 150, (100 + 83.25) / 150}})
}

// A demand for machines reaches parts (.4) in one step, ore (.1) and B_1 (.05) in two: .7/.55. A cost of parts reaches
// machines (half of parts) in one step and tools (.5·.075) in two: .575/.5375.
func TestPropagationOfTinyWorld(t *testing.T) {
	f := ask(t, system(t), "apl", Query{Level: "sector"})
	expect(t, having(f, "C", "2"), []string{"apl_backward"}, [][]float64{{.7 / .55}})
	expect(t, having(f, "B", "2"), []string{"apl_forward"}, [][]float64{{.575 / .5375}})
	pairs := ask(t, system(t), "apl", Query{Level: "pairs"})
	expect(t, having(pairs, "A", "1", "C", "2"), []string{"apl", "strength"}, [][]float64{{2, .1}})
	expect(t, having(pairs, "A", "1", "A", "2"), []string{"apl", "strength"}, [][]float64{{(.2 + 3*.03) / .23, .23}})
}

// 50 of tools: .73 A, .09 B, .18 C. Of A's .73, half is tools' own and .23 ore's.
func TestChainIncomeOfTinyWorld(t *testing.T) {
	f := having(ask(t, system(t), "chain-income", Query{}), "A", "2")
	expect(t, f, []string{"va", "share"}, [][]float64{{36.5, .73}, {4.5, .09}, {9, .18}})
	f = having(ask(t, system(t), "chain-income", Query{Level: "product-sector"}), "A", "2", "A")
	expect(t, f, []string{"va", "share"}, [][]float64{{11.5, .23}, {25, .5}})
}

// Without machines (200, no round trip: B_jj = 1) the world loses 1.55·200, C its .6·200. Without A it loses tools,
// 1.665·50, and the ore that did not go into A's own tools, 100 − .23·50 = 88.5; A loses all it has. Without C's sales
// to B, 40 machines. Without A's sales to B, 30 tools, and 40 of ore of which .03·30 = .9 went into those very tools:
// 39.1.
func TestExtractionFromTinyWorld(t *testing.T) {
	s := system(t)
	expect(t, having(ask(t, s, "multipliers", Query{Level: "sector"}), "C", "2"),
		[]string{"output", "output_domestic", "va_domestic", "import_content", "output_ghosh", "output_lost",
			"va_lost"},
		[][]float64{{1.55, 1, .6, .4, 1.075, 310, 120}})
	expect(t, having(ask(t, s, "multipliers", Query{Level: "country"}), "A"), []string{"output_lost", "va_lost"},
		[][]float64{{88.5 + 83.25, 125}})
	links := ask(t, s, "multipliers", Query{Level: "link"})
	expect(t, having(links, "C", "B"), []string{"output_lost", "va_lost", "va_lost_importer"},
		[][]float64{{62, 24, 12}})
	expect(t, having(links, "A", "B"), []string{"output_lost", "va_lost", "va_lost_importer"},
		[][]float64{{39.1 + 30*1.665, 61, 2.7}})
}

// A exports 40 of ore and 30 of tools of a world total of 40, 30, 80 and 100.
func TestComparativeAdvantageOfTinyWorld(t *testing.T) {
	f := having(ask(t, system(t), "rca", Query{}), "A")
	// By industry, 1 is only A's ore; industry 2 is 210. By origin A has 40 + .2·30 = 46 in industry 1, 15 in industry
	// 2; B .125·80 = 10 and 50; C 0 and 60.
	world := 46. + 15 + 10 + 50 + 60
	expect(t, f, []string{"gexp", "dva", "rca", "rca_va"}, [][]float64{
		{40, 46, (40. / 70) / (40. / 250), (46. / 61) / (56 / world)},
		{30, 15, (30. / 70) / (210. / 250), (15. / 61) / (125 / world)},
	})
}

// A hundred jobs in ore: for A's use 50 + .23·20 + .1·45 = 59.1, for B's .23·30 + .1·40 + .25·80 = 30.9, for C's .1·100
// = 10.
func TestFootprintOfTinyWorld(t *testing.T) {
	table, err := tinyworld.Table().With([]icio.Satellite{{Name: "jobs", Unit: "persons",
		Values: []float64{100, 0, 0, 0, 0, 0}}})
	if err != nil {
		t.Fatal(err)
	}
	s, err := leontief.New(table, leontief.Options{})
	if err != nil {
		t.Fatal(err)
	}
	expect(t, ask(t, s, "footprint", Query{}), []string{"production", "consumption", "exported", "imported"},
		[][]float64{
			{100, 59.1, 40.9, 0}, {0, 30.9, 0, 30.9}, {0, 10, 0, 10},
		})
	expect(t, having(ask(t, s, "footprint", Query{Level: "bilateral"}), "jobs (persons)", "A"), []string{"embodied"},
		[][]float64{{59.1}, {30.9}, {10}})
	// A sells B ore for 40 and tools for 30, each tool with .23 of ore in it; C sells B machines for 40 with .1.
	expect(t, having(ask(t, s, "footprint", Query{Level: "bilateral"}), "jobs (persons)", "A", "B"),
		[]string{"own_in_exports", "in_exports"}, [][]float64{{46.9, 46.9}})
	expect(t, having(ask(t, s, "footprint", Query{Level: "bilateral"}), "jobs (persons)", "C", "B"),
		[]string{"own_in_exports", "in_exports"}, [][]float64{{0, 4}})
	expect(t, having(ask(t, s, "multipliers", Query{}), "A", "2"), []string{"domestic_jobs", "world_jobs"},
		[][]float64{{.2, .23}})
	expect(t, having(ask(t, s, "chain-income", Query{}), "A", "2", "A"), []string{"jobs"}, [][]float64{{11.5}})
	m, _ := Find("footprint")
	if _, err := m.Run(t.Context(), system(t), Query{}); fault.KindOf(err) != fault.Invalid ||
		!strings.Contains(err.Error(), "satellite") {
		t.Errorf("a table without satellites: %v", err)
	}
}

// Forward and backward, a chain's length is its stages at the source, its crossings, and its stages beyond.
//
// A's value in global value chains: ore into parts, 40 of it, in parts used in B (20), in machines for A, B and C;
// tools carry none, being final. V_GVC of ore = a(A_1,B_2)·160 = 40, all of it after one stage: PLvd 1. Of the 40, 20
// stop in parts: one crossing; 18.5 stop in machines, two; 1.5 go into tools, three. So crossings are (20 + 37 +
// 4.5)/40, and a stage more than crossings in all.
func TestLengthOfTinyWorld(t *testing.T) {
	f := having(ask(t, system(t), "length", Query{Level: "sector"}), "A", "1")
	crossings := (20 + 2*18.5 + 3*1.5) / 40
	expect(t, f, []string{"gvcpt_f", "plv", "plvd_gvc", "cbv_gvc", "plvf_gvc", "plv_gvc"},
		[][]float64{{.4, 1.715, 1, crossings, 0, 1 + crossings}})
}

// Nine jobs of a sector without output are in production and nobody's consumption, and the answer says so.
func TestFootprintOfSectorsWithoutOutput(t *testing.T) {
	tiny := *tinyworld.Table()
	tiny.Z, tiny.F = append([]float64(nil), tiny.Z...), append([]float64(nil), tiny.F...)
	tiny.X = append([]float64(nil), tiny.X...)
	n, demands := tiny.Sectors(), tiny.G()*tiny.K()
	clear(tiny.Z[1*n : 2*n])
	for i := range n {
		tiny.Z[i*n+1] = 0
	}
	clear(tiny.F[1*demands : 2*demands])
	tiny.X[1] = 0
	for i := range n {
		if i == 1 {
			continue
		}
		tiny.X[i] = 0
		for _, z := range tiny.Z[i*n : (i+1)*n] {
			tiny.X[i] += z
		}
		for _, f := range tiny.F[i*demands : (i+1)*demands] {
			tiny.X[i] += f
		}
	}
	table, err := tiny.With([]icio.Satellite{{Name: "jobs", Unit: "persons", Values: []float64{100, 9, 0, 0, 0, 0}}})
	if err != nil {
		t.Fatal(err)
	}
	s, err := leontief.New(table, leontief.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f := ask(t, s, "footprint", Query{})
	var consumed float64
	for _, v := range f.Column("consumption").Floats {
		consumed += v
	}
	if consumed > 100+1e-9 || consumed < 100-1e-9 {
		t.Errorf("%g jobs are consumed, want 100", consumed)
	}
	for _, n := range f.Notes {
		if n.Key == "footprint.no-output" && n.Values["amount"] == "9" && n.Severity == "warning" {
			return
		}
	}
	t.Errorf("nothing says that 9 jobs are left out: %+v", f.Notes)
}
