package measure

import (
	"context"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ikat/internal/randtable"
	"ikat/leontief"
)

// sums returns, for each row of coarse keys, the sum of columns.
func sums(t *rapid.T, s *leontief.System, id string, q Query, keys []string, columns ...string) map[string]float64 {
	m, err := Find(id)
	if err != nil {
		t.Fatal(err)
	}
	f, err := m.Run(context.Background(), s, q)
	if err != nil {
		t.Fatal(err)
	}
	if len(columns) == 0 { // all of them
		for _, c := range f.Columns {
			if c.Floats != nil {
				columns = append(columns, c.Name)
			}
		}
	}
	out := map[string]float64{}
	for key, row := range rowsOf(f, keys) {
		for _, c := range columns {
			out[key] += row[c]
		}
	}
	return out
}

func agree(t *rapid.T, what string, a, b map[string]float64, tolerance float64) {
	for key, v := range a {
		if w, ok := b[key]; !ok || !(math.Abs(v-w) <= tolerance) {
			t.Fatalf("%s, %q: %v and %v", what, key, v, b[key])
		}
	}
}

var (
	sinkOption  = map[string]string{"approach": "sink"}
	worldOption = map[string]string{"perspective": "world"}
)

// Where two methods count the same thing they must count the same.
func TestMethodsAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := randtable.Draw(t)
		s := newSystem(t, table, leontief.Options{})
		tol := 1e-10 * size(table)
		economy, all := []string{"exporter"}, []string{}
		with := func(level string, options map[string]string) Query { return Query{Level: level, Options: options} }
		dva := sums(t, s, "bm", Query{}, economy, "dva")
		agree(t, "dva of bm and my", dva, sums(t, s, "my", Query{}, economy, "dva"), tol)
		agree(t, "dva of bm and my, world perimeter", dva,
			sums(t, s, "my", with("", map[string]string{"perimeter": "world"}), economy, "dva"), tol)
		agree(t, "dva of bm and kww", dva, sums(t, s, "kww", Query{}, economy, "dva_fin", "dva_int", "dva_intrex",
			"rdv_fin", "rdv_int"), tol)
		agree(t, "reflection of bm and kww", sums(t, s, "bm", Query{}, economy, "ref"),
			sums(t, s, "kww", Query{}, economy, "rdv_fin", "rdv_int"), tol)
		agree(t, "value-added exports", sums(t, s, "bm", Query{}, economy, "vax"), sums(t, s, "vax", Query{}, economy,
			"vax"), tol)
		for _, term := range []string{"dc", "dva", "vax", "ref", "ddc", "fc", "fva", "fdc"} {
			agree(t, "source and sink, an economy's "+term, sums(t, s, "bm", Query{}, economy, term),
				sums(t, s, "bm", with("", sinkOption), economy, term), tol)
			both := map[string]string{"approach": "sink", "perspective": "world"}
			agree(t, "source and sink, the world's "+term, sums(t, s, "bm", with("", worldOption), all, term),
				sums(t, s, "bm", with("", both), all, term), tol)
		}
		for _, level := range []string{"country", "sector", "bilateral", "bilateral-sector"} {
			keys := []string{"exporter", "importer", "industry"}
			for _, term := range []string{"dva", "ddc", "fva", "fdc"} {
				agree(t, "my and bm by "+level+", "+term, sums(t, s, "my", with(level, nil), keys, term),
					sums(t, s, "bm", with(level, nil), keys, term), tol)
			}
			agree(t, "wwz and its content by "+level, sums(t, s, "wwz", with(level, nil), keys),
				sums(t, s, "bm", with(level, nil), keys, "dc", "fc"), tol)
		}
		for _, term := range []string{"dva", "fva"} {
			agree(t, "a pair's own perimeter, "+term,
				sums(t, s, "bm", with("bilateral", map[string]string{"perspective": "self"}),
					[]string{"exporter", "importer"}, term),
				sums(t, s, "my", with("bilateral", map[string]string{"perimeter": "bilateral"}),
					[]string{"exporter", "importer"}, term), tol)
		}
		agree(t, "vs and vs1 of the world", sums(t, s, "vs", Query{}, all, "vs"),
			sums(t, s, "vs", Query{}, all, "vs1"), tol)
		agree(t, "vs and foreign content", sums(t, s, "vs", Query{}, economy, "vs"),
			sums(t, s, "tiva", Query{}, economy, "dexfvap"), tol)
		agree(t, "imports and content of the world's exports", sums(t, s, "imports", Query{}, all, "va", "dc"),
			sums(t, s, "bm", Query{}, all, "dc", "fc"), tol)
	})
}

// inverse returns (I − a)⁻¹ by elimination, without ikat's own linear algebra.
func inverse(a [][]float64) [][]float64 {
	n := len(a)
	m := make([][]float64, n)
	for i := range m {
		m[i] = make([]float64, 2*n)
		for j := range n {
			m[i][j] = -a[i][j]
		}
		m[i][i]++
		m[i][n+i] = 1
	}
	for c := range n {
		for r := c + 1; r < n; r++ {
			if math.Abs(m[r][c]) > math.Abs(m[c][c]) {
				m[c], m[r] = m[r], m[c]
			}
		}
		for r := range n {
			if f := m[r][c] / m[c][c]; r != c && f != 0 {
				for j := range m[r] {
					m[r][j] -= f * m[c][j]
				}
			}
		}
	}
	out := make([][]float64, n)
	for i := range out {
		out[i] = m[i][n:]
		for j := range out[i] {
			out[i][j] /= m[i][i]
		}
	}
	return out
}

// extracted returns the inverse of I − A where the flows that out names are not there.
func extracted(s *leontief.System, out func(i, j int) bool) [][]float64 {
	a := make([][]float64, s.N())
	for i := range a {
		a[i] = make([]float64, s.N())
		for j := range a[i] {
			if !out(i, j) {
				a[i][j] = s.A(i, j)
			}
		}
	}
	return inverse(a)
}

// absorbed returns BY by the plain inverse.
func absorbed(s *leontief.System) [][]float64 {
	b, G := extracted(s, func(int, int) bool { return false }), s.G()
	out := make([][]float64, s.N())
	for i := range out {
		out[i] = make([]float64, G)
		for j := range b {
			for l := range G {
				out[i][l] += b[i][j] * s.Y[j*G+l]
			}
		}
	}
	return out
}

// valueIn returns the value that part t adds to a unit of sector j.
func valueIn(s *leontief.System, b [][]float64, t, j int) float64 {
	var x float64
	for i := s.Parts[t].Lo; i < s.Parts[t].Hi; i++ {
		x += s.V[i] * b[i][j]
	}
	return x
}

func foreignIn(s *leontief.System, b [][]float64, own, j int) float64 {
	var x float64
	for t := range s.Parts {
		if t != own {
			x += valueIn(s, b, t, j)
		}
	}
	return x
}

// The sink approach by its definition: the world in which s exports nothing, inverted anew.
func TestSinkByExtraction(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := randtable.Draw(t)
		s := newSystem(t, table, leontief.Options{})
		m, _ := Find("bm")
		f, err := m.Run(context.Background(), s, Query{Level: "bilateral-sector", Options: sinkOption})
		if err != nil {
			t.Fatal(err)
		}
		full := extracted(s, func(int, int) bool { return false })
		row, n, G := 0, s.N(), s.G()
		for p, P := range s.Parts {
			within := func(j int) bool { return j >= P.Lo && j < P.Hi }
			b := extracted(s, func(i, j int) bool { return within(i) && !within(j) })
			x := make([][]float64, n) // B^{\s} Y^{\s} by absorber
			again := make([]float64, n)
			for i := range n {
				x[i] = make([]float64, G)
				for j := range n {
					for l := range G {
						if !within(j) || l == p {
							x[i][l] += b[i][j] * s.Y[j*G+l]
						}
					}
					if within(j) {
						again[i] += b[i][j] * s.Exports().Sum[j]
					}
				}
			}
			for r, R := range s.Parts {
				if r == p {
					continue
				}
				for i := P.Lo; i < P.Hi; i++ {
					own, foreign, final := valueIn(s, full, p, i), foreignIn(s, full, p, i), s.Exports().Final[i*G+r]
					want := map[string]float64{"dva": final, "vaxim": final, "ref": 0, "ddc": 0}
					for j := R.Lo; j < R.Hi; j++ {
						for l := range G {
							want["dva"] += s.A(i, j) * x[j][l]
						}
						want["vaxim"] += s.A(i, j) * x[j][r]
						want["ref"] += s.A(i, j) * x[j][p]
						want["ddc"] += s.A(i, j) * again[j]
					}
					for name, rate := range map[string]float64{"dva": own, "vaxim": own, "ref": own, "ddc": own,
						"fva": foreign, "fdc": foreign} {
						of := map[string]string{"fva": "dva", "fdc": "ddc"}[name]
						if of == "" {
							of = name
						}
						if got, w := f.Column(name).Floats[row],
							rate*want[of]; !(math.Abs(got-w) <= 1e-10*size(table)) {
							t.Fatalf("%s of %s: %v, by extraction %v", name, s.Sector(i), got, w)
						}
					}
					row++
				}
			}
		}
	})
}

// Every perimeter by its definition: the flows taken out of A, inverted anew.
func TestPerimetersByExtraction(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, n := rapid.IntRange(2, 3).Draw(t, "economies"), rapid.IntRange(1, 3).Draw(t, "industries")
		table := randtable.DrawOf(t, g, n, 1)
		var opt leontief.Options
		if g == 3 && rapid.Bool().Draw(t, "grouped") {
			opt.Groups = []leontief.Group{{Code: "AC", Members: []string{"A", "C"}}}
		}
		s := newSystem(t, table, opt)
		ask := func(id, level string, options map[string]string) func(name string, row int) float64 {
			m, _ := Find(id)
			f, err := m.Run(context.Background(), s, Query{Level: level, Options: options})
			if err != nil {
				t.Fatal(err)
			}
			return func(name string, row int) float64 { return f.Column(name).Floats[row] }
		}
		self := map[string]string{"perspective": "self"}
		sector, flow := ask("bm", "sector", self), ask("bm", "bilateral-sector", self)
		pair := ask("my", "bilateral-sector", map[string]string{"perimeter": "bilateral"})
		check := func(what string, got, want float64) {
			if !(math.Abs(got-want) <= 1e-10*size(table)) {
				t.Fatalf("%s: %v, by extraction %v", what, got, want)
			}
		}
		by := absorbed(s)
		for p, P := range s.Parts {
			for k := range n { // an industry of a group is a row of each member, and one flow
				its := func(i int) bool { return i >= P.Lo && i < P.Hi && s.Industry[i] == k }
				b := extracted(s, func(a, j int) bool { return its(a) && (j < P.Lo || j >= P.Hi) })
				var own, foreign float64
				for i := P.Lo + k; i < P.Hi; i += n {
					own += valueIn(s, b, p, i) * s.Exports().Sum[i]
					foreign += foreignIn(s, b, p, i) * s.Exports().Sum[i]
				}
				check("dva of a sector", sector("dva", p*n+k), own)
				check("fva of a sector", sector("fva", p*n+k), foreign)
			}
			others := 0
			for r, R := range s.Parts {
				if r == p {
					continue
				}
				toR := func(j int) bool { return j >= R.Lo && j < R.Hi }
				all := extracted(s, func(a, j int) bool { return a >= P.Lo && a < P.Hi && toR(j) })
				for k := range n {
					one := extracted(s, func(a, j int) bool {
						return a >= P.Lo && a < P.Hi && s.Industry[a] == k && toR(j)
					})
					want := map[string]float64{}
					for i := P.Lo + k; i < P.Hi; i += n {
						x, back := s.Exports().Total[i*s.G()+r], 0.
						for j := R.Lo; j < R.Hi; j++ {
							back += s.A(i, j) * by[j][p]
						}
						want["dva of a flow"] += valueIn(s, one, p, i) * x
						want["fva of a flow"] += foreignIn(s, one, p, i) * x
						want["ref of a flow"] += valueIn(s, one, p, i) * back
						want["dva of a pair"] += valueIn(s, all, p, i) * x
						want["fva of a pair"] += foreignIn(s, all, p, i) * x
					}
					row := (p*(s.G()-1)+others)*n + k
					for what, w := range want {
						got := flow
						if strings.HasSuffix(what, "pair") {
							got = pair
						}
						check(what, got(what[:3], row), w)
					}
				}
				others++
			}
		}
	})
}

// Imports by origin by their definition: the importer's imports taken out of A, inverted anew.
func TestImportsByExtraction(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := randtable.Draw(t)
		s := newSystem(t, table, leontief.Options{})
		f, err := imports.Run(context.Background(), s, Query{})
		if err != nil {
			t.Fatal(err)
		}
		full, G := extracted(s, func(int, int) bool { return false }), s.G()
		for r, R := range s.Parts {
			within := func(j int) bool { return j >= R.Lo && j < R.Hi }
			b := extracted(s, func(i, j int) bool { return !within(i) && within(j) })
			for o := range s.Parts {
				var va, total float64
				for j := range s.N() {
					bought := s.Exports().Total[j*G+r]
					va += valueIn(s, b, o, j) * bought
					total += valueIn(s, full, o, j) * bought
				}
				row := r*G + o
				if got := f.Column("va").Floats[row]; !(math.Abs(got-va) <= 1e-10*size(table)) {
					t.Fatalf("value added of %d in imports of %d: %v, by extraction %v", o, r, got, va)
				}
				if got := f.Column("dc").Floats[row]; !(math.Abs(got-(total-va)) <= 1e-10*size(table)) {
					t.Fatalf("double counting of %d in imports of %d: %v, by extraction %v", o, r, got, total-va)
				}
			}
		}
	})
}
