package measure

import "testing"

// The nine terms of Koopman, Wang and Wei.
//
// A: tools sold to B .73·30 = 21.9. Ore in what is final where it is finished: parts used by B .25·80 = 20, machines
// used by C .1·100 = 10. In machines sent on to B .1·40 = 4. Home in machines: final .1·45 = 4.5; in tools for home
// .1·.3·20 = .6; in tools for B .1·.3·30 = .9, counted twice. Foreign in tools .27·30 = 8.1.
//
// B, whose parts are .75 its own: in machines C keeps .3·100 and tools A keeps .09·20: 31.8; machines to A .3·45 =
// 13.5; back in machines and tools .3·40 + .09·30 = 14.7. The ore: in machines C keeps .1·100 = 10, in those it exports
// 10.
//
// C: machines to final users .6·85 = 51; in tools A keeps .6·.3·20 = 3.6, in those it sells to B .6·.3·30 = 5.4.
// Foreign: .4·85 = 34, .4·6 = 2.4, and twice .4·9 = 3.6.
func TestKWWOfTinyWorld(t *testing.T) {
	expect(t, ask(t, system(t), "kww", Query{}), []string{"dva_fin", "dva_int", "dva_intrex", "rdv_fin", "rdv_int",
		"ddc", "fva_fin", "fva_int", "fdc"}, [][]float64{
		{21.9, 30, 4, 4.5, .6, .9, 8.1, 0, 0},
		{0, 31.8, 13.5, 14.7, 0, 0, 0, 10, 10},
		{51, 3.6, 5.4, 0, 0, 0, 34, 2.4, 3.6},
	})
}

// Machines to A: nothing comes back to C. Final .6·45 = 27; in tools A keeps .6·6 = 3.6; in tools A sends to B .6·9 =
// 5.4 as final products. Of B's value (.3) 13.5 in final machines, 1.8 in those A absorbs as tools, 2.7 sent on; of A's
// own (.1) 4.5, .6, .9.
func TestWWZOfTinyWorld(t *testing.T) {
	f := ask(t, system(t), "wwz", Query{Level: "bilateral"})
	columns := []string{"dva_fin", "dva_int", "dva_intrexi1", "dva_intrexf", "dva_intrexi2", "rdv_int", "rdv_fin",
		"rdv_fin2", "ova_fin", "mva_fin", "ova_int", "mva_int",
		"ddc_fin", "ddc_int", "odc", "mdc"}
	none := make([]float64, len(columns))
	expect(t, f, columns, [][]float64{
		// Ore to B: kept in parts 20; through C's machines 10 kept there, 4 to B as final products of C, 4.5 home as
		// such; .6 home in tools, .9 out again in tools. Tools to B: .73·30 own, .18·30 of C, .09·30 of B.
		{21.9, 20, 10, 0, 4, .6, 0, 4.5, 5.4, 2.7, 0, 0, .9, 0, 0, 0}, none,
		// Parts to C: kept in machines 30; in A's tools kept there 1.8; machines to A 13.5; back in machines 12, in
		// tools of A 2.7.
		none, {0, 30, 1.8, 13.5, 0, 0, 12, 2.7, 0, 0, 10, 0, 0, 0, 10, 0},
		{27, 3.6, 0, 5.4, 0, 0, 0, 0, 13.5, 4.5, 1.8, .6, 0, 0, 2.7, .9}, {24, 0, 0, 0, 0, 0, 0, 0, 4, 12, 0, 0,
			0, 0, 0, 0},
	})
}

// What the three buy abroad: A machines 60, B ore 40, tools 30, machines 40, C parts 80. B gets ore twice: in machines
// .1·40 = 4 and in the machines in tools .1·.3·30 = .9 of it has been in B before.
func TestImportsOfTinyWorld(t *testing.T) {
	expect(t, ask(t, system(t), "imports", Query{}), []string{"va", "dc"}, [][]float64{
		{6, 0}, {18, 0}, {36, 0},
		{61, 4.9}, {14.7, 0}, {29.4, 0},
		{20, 0}, {60, 0}, {0, 0},
	})
}

// VS is foreign content; VS1 of A is ore in parts 20 and in machines 10, of B .09·30 + .3·100, of C .18·30.
func TestVSOfTinyWorld(t *testing.T) {
	expect(t, ask(t, system(t), "vs", Query{}), []string{"vs", "vs_share", "vs1"}, [][]float64{
		{8.1, 8.1 / 70, 30}, {20, .25, 32.7}, {40, .4, 5.4},
	})
}

// Of A's exports, its industries' own value is 40 + .5·30, its suppliers' .2·30, and .9 has been abroad before.
func TestTiVAOfTinyWorld(t *testing.T) {
	f := ask(t, system(t), "tiva", Query{})
	var names []string
	for _, term := range tivaTerms {
		names = append(names, term.Name)
	}
	for i, want := range []float64{70, 30, 40, 60, 45, 15, 80, 70, 10, 10, 61.9, 55, 6, .9, 5.1, 125, 69.1, 55.9, 45.9,
		10, 8.1, 8.1, 30, 125, 150} {
		if got := f.Column(names[i]).Floats[0]; got-want > 1e-12*want || want-got > 1e-12*want {
			t.Errorf("%s of A: %v, want %v", names[i], got, want)
		}
	}
}

// The world's perspective, first time: machines in tools .18·30 = 5.4; ore in parts 20; parts in machines, B's part
// only, 30. Last time: all that is foreign in tools 8.1; ore in parts that C keeps 10; in machines 34 to final users,
// 2.4 in tools A keeps, and A's own .1·9 that A sends on: 37.3. Both times 55.4.
func TestBMWorldOfTinyWorld(t *testing.T) {
	expect(t, ask(t, system(t), "bm", Query{Options: worldOption}), []string{"dva", "fva", "fdc"},
		[][]float64{{61, 5.4, 2.7}, {60, 20, 0}, {60, 30, 10}})
	both := map[string]string{"approach": "sink", "perspective": "world"}
	expect(t, ask(t, system(t), "bm", Query{Options: both}), []string{"dva", "fva", "fdc"},
		[][]float64{{61, 8.1, 0}, {60, 10, 10}, {60, 37.3, 2.7}})
}

// Sink: the ore in tools for B leaves A last as tools, so tools carry .73 and ore loses .9.
func TestBMSinkOfTinyWorld(t *testing.T) {
	f := ask(t, system(t), "bm", Query{Level: "sector", Options: sinkOption})
	for row, want := range map[int][3]float64{0: {40, 39.1, .9}, 1: {21.9, 21.9, 0}} {
		for c, name := range []string{"dc", "dva", "ddc"} {
			if got := f.Column(name).Floats[row]; got-want[c] > 1e-12 || want[c]-got > 1e-12 {
				t.Errorf("row %d, %s: %v, want %v", row, name, got, want[c])
			}
		}
	}
}
