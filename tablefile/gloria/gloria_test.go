package gloria_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ikat/fault"
	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/gloria"
	"ikat/tablefile/tablefiletest"
)

// sut is supply and use as the tests think of it: whole matrices over the industries and products of all regions.
type sut struct {
	g, n, k int
	v, u    []float64 // industries by products, products by industries
	y       []float64 // products by final demand
	w       []float64 // value added by industry
}

func (s *sut) size() int { return s.g * s.n }

// industry and product are where industry or product i of all regions is in the files.
func (s *sut) industry(i int) int { return i/s.n*2*s.n + i%s.n }
func (s *sut) product(p int) int  { return s.industry(p) + s.n }

const prefix, suffix = "20240110_120secMother_AllCountries_002_", "-Results_2019_059_Markup001(full).csv"

// files writes supply and use as GLORIA prints it; value added is spread over two of six rows of its region.
func (s *sut) files(split bool) []tablefiletest.File {
	size, m := s.size(), s.g*s.k
	t, y, v := make([]float64, 4*size*size), make([]float64, 2*size*m), make([]float64, 6*s.g*2*size)
	for i := range size {
		for j := range size {
			t[s.industry(i)*2*size+s.product(j)] = s.v[i*size+j]
			t[s.product(i)*2*size+s.industry(j)] = s.u[i*size+j]
		}
		copy(y[s.product(i)*m:], s.y[i*m:(i+1)*m])
		row := i / s.n * 6
		v[row*2*size+s.industry(i)] = s.w[i]
		if split {
			v[row*2*size+s.industry(i)] -= 1
			v[(row+3)*2*size+s.industry(i)] = 1
		}
	}
	return []tablefiletest.File{
		{Name: "GLORIA/" + prefix + "T" + suffix, Text: tablefiletest.Matrix(t, 2*size, ",", nil)},
		{Name: "GLORIA/" + prefix + "Y" + suffix, Text: tablefiletest.Matrix(y, m, ",", nil)},
		{Name: "GLORIA/" + prefix + "V" + suffix, Text: tablefiletest.Matrix(v, 2*size, ",", nil)},
		{Name: "GLORIA/" + strings.Replace(prefix+"T"+suffix, "001(", "002(", 1), Text: "9\n"},
	}
}

// write makes supply and use of a table, each industry making its own product, so that the conversion must give it
// back.
func write(t *icio.Table) (string, []byte, error) {
	s := &sut{g: t.G(), n: t.N(), k: t.K(), u: t.Z, y: t.F, w: t.VA}
	s.v = make([]float64, s.size()*s.size())
	for i := range s.size() {
		s.v[i*s.size()+i] = float64(i + 3)
	}
	text := "dimension,code,name\n"
	for _, e := range t.Economies {
		text += "economy," + e + ",name of " + e + "\n"
	}
	for _, i := range t.Industries {
		text += "industry," + i + "\n"
	}
	for _, c := range t.Categories {
		text += "category," + c + "\n"
	}
	data, err := tablefiletest.Zip(append(s.files(false), tablefiletest.File{Name: "labels.csv", Text: text})...)
	return "GLORIA_MRIOs_59_2019.zip", data, err
}

var suite = tablefiletest.Suite{Format: gloria.Format{}, Write: write, Adapt: func(t *icio.Table) { t.Extra = nil }}

func TestConformance(t *testing.T) { tablefiletest.Run(t, suite) }

func FuzzRead(f *testing.F) { tablefiletest.Fuzz(f, suite) }

func read(t fataler, files []tablefiletest.File) (*icio.Table, error) {
	data, err := tablefiletest.Zip(files...)
	if err != nil {
		t.Fatal(err)
	}
	src, err := tablefile.FromBytes("GLORIA_MRIOs_59_2019.zip", data)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	return gloria.Format{}.Read(t.Context(), src, tablefile.Options{})
}

// balanced draws a world where industries make several of their region's products, and sales are what is made.
func balanced(t *rapid.T, k int) *sut {
	s := &sut{g: rapid.IntRange(1, 3).Draw(t, "regions"), n: rapid.IntRange(1, 4).Draw(t, "sectors"), k: k}
	size, m := s.size(), s.g*k
	s.v, s.u, s.y, s.w = make([]float64, size*size), make([]float64, size*size), make([]float64, size*m),
		make([]float64, size)
	for i := range size {
		for p := i / s.n * s.n; p < (i/s.n+1)*s.n; p++ {
			s.v[i*size+p] = rapid.Float64Range(0, 100).Draw(t, "made")
		}
		s.v[i*size+i] += 10
	}
	for i := range s.u {
		s.u[i] = rapid.Float64Range(0, 20).Draw(t, "used")
	}
	for p := range size {
		left := 0.0
		for j := range size {
			left += s.v[j*size+p] - s.u[p*size+j]
		}
		for c := 1; c < m; c++ {
			s.y[p*m+c] = rapid.Float64Range(-5, 50).Draw(t, "demand")
			left -= s.y[p*m+c]
		}
		s.y[p*m] = left
	}
	for j := range size {
		for p := range size {
			s.w[j] += s.v[j*size+p] - s.u[p*size+j]
		}
	}
	return s
}

// model is the conversion written out over whole matrices: diag(q)^-1 first, then D, then D times what is used.
func (s *sut) model(used []float64) []float64 {
	size := s.size()
	width := len(used) / size
	inverse, shares, out := make([]float64, size*size), make([]float64, size*size), make([]float64, len(used))
	for p := range size {
		q := 0.0
		for i := range size {
			q += s.v[i*size+p]
		}
		inverse[p*size+p] = 1 / q
	}
	multiply := func(into, a, b []float64, width int) {
		for i := range size {
			for j := range width {
				for p := range size {
					into[i*width+j] += a[i*size+p] * b[p*width+j]
				}
			}
		}
	}
	multiply(shares, s.v, inverse, size)
	multiply(out, shares, used, width)
	return out
}

type fataler interface {
	Context() context.Context
	Fatal(args ...any)
}

func sums(a []float64, width int) (rows, columns []float64) {
	rows, columns = make([]float64, len(a)/width), make([]float64, width)
	for i, v := range a {
		rows[i/width] += v
		columns[i%width] += v
	}
	return rows, columns
}

// The conversion is the formula, and keeps what it must: every column within each region of origin, value added, output
// by industry and in all. The table balances as supply and use do.
func TestConversionKeepsTotals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := balanced(t, 6)
		size, m := s.size(), s.g*6
		got, err := read(t, s.files(true))
		if err != nil {
			t.Fatal(err)
		}
		close := func(what string, got, want []float64) {
			t.Helper()
			if len(got) != len(want) {
				t.Fatalf("%s: %d values, not %d", what, len(got), len(want))
			}
			for i := range got {
				if !(math.Abs(got[i]-want[i]) <= 1e-9*(1000+math.Abs(want[i]))) {
					t.Fatalf("%s: value %d is %v, not %v", what, i, got[i], want[i])
				}
			}
		}
		close("Z", got.Z, s.model(s.u))
		close("F", got.F, s.model(s.y))
		close("value added", got.VA, s.w)
		for r := range s.g {
			block := func(a []float64, width int) []float64 {
				_, columns := sums(a[r*s.n*width:(r+1)*s.n*width], width)
				return columns
			}
			close("inputs by region of origin", block(got.Z, size), block(s.u, size))
			close("demand by region of origin", block(got.F, m), block(s.y, m))
		}
		output, _ := sums(s.v, size)
		close("output", got.X, output)
		close("output of supply", got.Reported.RowOutput, output)
		_, inputs := sums(got.Z, size)
		for j := range inputs {
			inputs[j] += got.VA[j]
		}
		close("inputs and value added", inputs, output)
		if len(got.Derivation) != 1 || !strings.Contains(got.Derivation[0], "model D") {
			t.Fatalf("%q", got.Derivation)
		}
		if s.g > 1 && (got.Economies[1] != "R002" || got.Ref() != "gloria059/2019" || got.Money() != "thousand USD") {
			t.Fatalf("%v %s %s", got.Economies, got.Ref(), got.Money())
		}
	})
}

// one is a region with two industries: the first makes all of the first product and none of the second, which nobody
// makes.
func one() *sut {
	return &sut{g: 1, n: 2, k: 6, v: []float64{8, 0, 2, 0}, u: []float64{1, 2, 3, 4},
		y: []float64{7, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0}, w: []float64{6, 5}}
}

func TestProductsThatNobodyMakes(t *testing.T) {
	got, err := read(t, one().files(false))
	if err != nil {
		t.Fatal(err)
	}
	if want := []float64{.8, 1.6, .2 + 3, .4 + 4}; !slices.EqualFunc(got.Z, want, func(a, b float64) bool {
		return math.Abs(a-b) < 1e-12
	}) {
		t.Errorf("%v, not %v", got.Z, want)
	}
	if len(got.Derivation) != 2 || !strings.Contains(got.Derivation[1],
		"1 products that no industry makes, 12 in all") {
		t.Errorf("%q", got.Derivation)
	}
	if fmt.Sprint(got.Economies, got.Industries, got.Categories) != "[R001] [P001 P002] [HFCE NPISH GGFC GFCF "+
		"INVNT VALU]" {
		t.Errorf("%v %v %v", got.Economies, got.Industries, got.Categories)
	}
}

// What the layout has no place for is an error that says where it is, and so is what is missing.
func TestDamage(t *testing.T) {
	two := &sut{g: 2, n: 1, k: 6, v: []float64{5, 1, 0, 5}, u: make([]float64, 4), y: make([]float64, 24),
		w: make([]float64, 2)}
	replace := func(file int, old, new string) []tablefiletest.File {
		files := one().files(false)
		if !strings.Contains(files[file].Text, old) {
			t.Fatalf("no %q in %s", old, files[file].Text)
		}
		files[file].Text = strings.Replace(files[file].Text, old, new, 1)
		return files
	}
	labels := func(text string) []tablefiletest.File {
		return append(one().files(false), tablefiletest.File{Name: "labels.csv", Text: text})
	}
	for name, c := range map[string]struct {
		files []tablefiletest.File
		kind  fault.Kind
		want  string
	}{
		"supply abroad":        {two.files(false), fault.Inconsistent, "line 1, cell 4"},
		"industry to industry": {replace(0, "0,0,8,0\n", "0,3,8,0\n"), fault.Inconsistent, "line 1, cell 2"},
		"product to product":   {replace(0, "1,2,0,0\n", "1,2,0,7\n"), fault.Inconsistent, "line 3, cell 4"},
		"demand for industry":  {replace(1, "0,0,0,0,0,0\n", "0,9,0,0,0,0\n"), fault.Inconsistent, "line 1, cell 2"},
		"product's value":      {replace(2, "6,5,0,0\n", "6,5,4,0\n"), fault.Inconsistent, "line 1, cell 3"},
		"no number":            {replace(0, "1,2,0,0\n", "1,x,0,0\n"), fault.Unreadable, "line 3, cell 2"},
		"infinite supply": {replace(0, "0,0,8,0\n0,0,2,0\n", "0,0,1e308,0\n0,0,1e308,0\n"), fault.Inconsistent,
			"column 3"},
		"row missing":  {replace(0, "3,4,0,0\n", ""), fault.Unreadable, "3 rows where 4"},
		"row too many": {replace(0, "3,4,0,0\n", "3,4,0,0\n0,0,0,0\n"), fault.Unreadable, "more than 4 rows"},
		"five categories": {replace(1, "0,0,0,0,0,0\n0,0,0,0,0,0\n7,0,0,0,0,0\n5,0,0,0,0,0\n",
			"0,0\n0,0\n7,0\n5,0\n"), fault.Unreadable, "six for each region"},
		"odd rows": {replace(1, "7,0,0,0,0,0\n", ""), fault.Unreadable, "3 rows"},
		"no Y":     {slices.Delete(one().files(false), 1, 2), fault.Unreadable, "Y-Results"},
		"no V":     {slices.Delete(one().files(false), 2, 3), fault.Unreadable, "V-Results"},
		"labels of more": {labels("industry,a\nindustry,b\nindustry,c\n"), fault.Unreadable,
			"lists 3 industries where the matrices have 2"},
		"labels of what": {labels("dimension,code,name\nplanet,a,b\n"), fault.Unreadable, "labels.csv, line 2"},
		"labels twice":   {labels("industry,a\nindustry,a\n"), fault.Unreadable, "occurs twice"},
		"regions that differ": {labels("economy,A\neconomy,B\neconomy,C\neconomy,D\n"), fault.Unreadable,
			"cannot be shared out"},
	} {
		_, err := read(t, c.files)
		if fault.KindOf(err) != c.kind || !strings.Contains(fmt.Sprint(err), c.want) {
			t.Errorf("%s: want %q: %v", name, c.want, err)
		}
	}
}

// The publisher's ReadMe among the files names regions and sectors.
func TestReadMe(t *testing.T) {
	s := &sut{g: 2, n: 1, k: 1, v: []float64{1, 0, 0, 1}, u: make([]float64, 4), y: []float64{1, 0, 0, 1},
		w: []float64{1, 1}}
	book, err := tablefiletest.Sheets(
		tablefiletest.Sheet{Name: "Content", Rows: [][]any{{"GLORIA"}}},
		tablefiletest.Sheet{Name: "Regions", Rows: [][]any{{"Lfd_Nr", "Region_acronyms", "Region_names"},
			{1.0, "XAM", "Rest of Americas"}, {2.0, "VNM", "Viet Nam"}}},
		tablefiletest.Sheet{Name: "Sectors", Rows: [][]any{{"Lfd_Nr", "Sector_names"}, {1.0, "Growing wheat"}}})
	if err != nil {
		t.Fatal(err)
	}
	data, err := tablefiletest.Zip(append(s.files(false), tablefiletest.File{Name: "GLORIA_ReadMe_059.xlsx",
		Text: string(book)})...)
	if err != nil {
		t.Fatal(err)
	}
	src, err := tablefile.FromBytes("GLORIA_MRIO_Loop059.zip", data)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	got, err := gloria.Format{}.Read(t.Context(), src, tablefile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got.Economies, []string{"XAM", "VNM"}) || got.EconomyNames["VNM"] != "Viet Nam" ||
		got.IndustryNames["P001"] != "Growing wheat" || got.Edition != "059" {
		t.Errorf("%v %v %v", got.Economies, got.EconomyNames, got.IndustryNames)
	}
}
