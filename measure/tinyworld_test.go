package measure

import (
	"context"
	"math"
	"testing"

	"ikat/internal/tinyworld"
	"ikat/leontief"
	"ikat/result"
)

func system(t *testing.T) *leontief.System {
	t.Helper()
	s, err := leontief.New(tinyworld.Table(), leontief.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func ask(t *testing.T, s *leontief.System, id string, q Query) *result.Frame {
	t.Helper()
	m, err := Find(id)
	if err != nil {
		t.Fatal(err)
	}
	f, err := m.Run(context.Background(), s, q)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// expect compares the value columns of a frame with rows worked on paper.
func expect(t *testing.T, f *result.Frame, columns []string, want [][]float64) {
	t.Helper()
	if f.Rows() != len(want) {
		t.Fatalf("%d rows, want %d", f.Rows(), len(want))
	}
	for r, row := range want {
		for c, name := range columns {
			if got := f.Column(name).Floats[r]; !(math.Abs(got-row[c]) < 1e-12*math.Max(1, math.Abs(row[c]))) {
				t.Errorf("row %d, %s: got %v, want %v", r, name, got, row[c])
			}
		}
	}
}

// The origin of a unit of A_2, by rounds: its own value .5; A_1 directly .2·1; C_2 .3·.6 = .18; through C_2, B_2
// .3·.4·.625 = .075; through B_2, B_1 .3·.4·.125 = .015 and A_1 .3·.4·.25 = .03. So A .73, B .09, C .18. A_1 is all
// A's. B_2 is .25 A (ore) and .75 B. C_2 is .6 C and .4 of B_2: .3 B, .1 A.
//
// A exports ore 40 and tools 30: A's value 40 + .73·30 = 61.9, B's .09·30 = 2.7, C's .18·30 = 5.4. B exports parts 80:
// 20 A, 60 B. C exports machines 15 + 45 + 40 = 100: 10 A, 30 B, 60 C.
func TestVAOriginOfTinyWorld(t *testing.T) {
	f := ask(t, system(t), "va-origin", Query{})
	expect(t, f, []string{"va", "share"}, [][]float64{
		{61.9, 61.9 / 70}, {20, .25}, {10, .1},
		{2.7, 2.7 / 70}, {60, .75}, {30, .3},
		{5.4, 5.4 / 70}, {0, 0}, {60, .6},
	})
}

// Value added by final user. Tools bought by A (20) and B (30) carry .73, .09, .18; machines bought by A 45, B 40, C
// 100 carry .1, .3, .6; parts bought by B 80 carry .25, .75; ore bought by A 50; B_1 bought by B 20; C_1 bought by C
// 10.
//
//	A's value: in A 50 + 14.6 + 4.5 = 69.1; in B 21.9 + 4 + 20 = 45.9; in C 10; sum 125.
//	B's value: in A 1.8 + 13.5 = 15.3; in B 2.7 + 12 + 60 + 20 = 94.7; in C 30; sum 140.
//	C's value: in A 3.6 + 27 = 30.6; in B 5.4 + 24 = 29.4; in C 60 + 10 = 70; sum 130.
func TestVAFinalOfTinyWorld(t *testing.T) {
	f := ask(t, system(t), "va-final", Query{})
	expect(t, f, []string{"va", "share"}, [][]float64{
		{69.1, 69.1 / 125}, {45.9, 45.9 / 125}, {10, 10. / 125},
		{15.3, 15.3 / 140}, {94.7, 94.7 / 140}, {30, 30. / 140},
		{30.6, 30.6 / 130}, {29.4, 29.4 / 130}, {70, 70. / 130},
	})
	expect(t, ask(t, system(t), "vax", Query{}), []string{"gexp", "vax", "vax_ratio"}, [][]float64{
		{70, 55.9, 55.9 / 70}, {80, 45.3, 45.3 / 80}, {100, 60, .6},
	})
}

// Borin-Mancini, exporter perspective, source approach.
//
// A: v_A L_A = (1, .7), so DVA = 40 + .7·30 = 61; DC = 61.9 as above; DDC = .9, the ore that came home inside machines
// and leaves inside tools. FC = 70 − 61.9 = 8.1. M_A has one entry: ore into B_2 (.25) times parts per tool (.3·.4 =
// .12) = .03, in row 1, column 2; the foreign content of ore is zero, so (I + M)⁻¹ changes nothing: FVA = 8.1, FDC = 0.
// Directly absorbed: tools .7·30 = 21; ore into parts that B uses itself .25·80 = 20. Reflected: parts absorbed by A
// through machines 45 and through the machines in tools for home .3·20 = 6: .4·51 = 20.4 of parts, .25·20.4 = 5.1 of
// ore.
//
// B: v_B L_B for parts .625 + .125 = .75, so DC = DVA = 60, FC = FVA = 20. Directly absorbed .75·.4·100 = 30.
// Reflected: machines absorbed by B 40, and in B's tools .3·30 = 9: .75·.4·49 = 14.7.
//
// C: v_C L_C for machines .6, DC = DVA = 60, FC = FVA = 40. Directly absorbed: by A .6·(45 + .3·20) = 30.6, by B .6·40
// = 24. Nothing comes home, since C buys neither tools nor anything made with them.
func TestBMOfTinyWorld(t *testing.T) {
	columns := []string{"gexp", "dc", "dva", "davax", "vax", "ref", "ddc", "fc", "fva", "fdc", "gvc", "gvcb", "gvcf"}
	expect(t, ask(t, system(t), "bm", Query{}), columns, [][]float64{
		{70, 61.9, 61, 41, 55.9, 5.1, .9, 8.1, 8.1, 0, 29, 9, 20},
		{80, 60, 60, 30, 45.3, 14.7, 0, 20, 20, 0, 50, 20, 30},
		{100, 60, 60, 54.6, 60, 0, 0, 40, 40, 0, 45.4, 40, 5.4},
	})
	expect(t, ask(t, system(t), "bm", Query{Level: "bilateral"}), []string{"gexp", "davax", "ref"}, [][]float64{
		{70, 41, 5.1}, {0, 0, 0},
		{0, 0, 0}, {80, 30, 14.7},
		{60, 30.6, 0}, {40, 24, 0},
	})
}

// Taken as one, A and B export only parts to C (80): .25 A + .75 B, all domestic. Absorbed directly by C: .4·100 = 40
// of parts. The rest comes home: .4·(45 + 40 + .3·50) = 40. Nothing leaves twice, since tools are sold inside the
// group.
func TestBMOfAGroup(t *testing.T) {
	s, err := leontief.New(tinyworld.Table(),
		leontief.Options{Groups: []leontief.Group{{Code: "AB", Members: []string{"A", "B"}}}})
	if err != nil {
		t.Fatal(err)
	}
	f := ask(t, s, "bm", Query{})
	expect(t, f, []string{"gexp", "dc", "dva", "davax", "vax", "ref", "ddc", "fc"}, [][]float64{
		{80, 80, 80, 40, 40, 40, 0, 0},
		{100, 60, 60, 60, 60, 0, 0, 40},
	})
}
