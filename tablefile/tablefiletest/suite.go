// Package tablefiletest is the conformance suite that every table format passes.
//
// A format brings a writer of its layout; the suite generates tables, writes them, and checks that they come back
// exactly, that damaged files are errors a person can act on and never a wrong table, and that a read can be watched
// and stopped:
//
//	func TestConformance(t *testing.T) {
//		tablefiletest.Run(t, tablefiletest.Suite{Format: oecd.Format{}, Write: write, Text: true})
//	}
package tablefiletest

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"ikat/fault"
	"ikat/icio"
	"ikat/tablefile"
)

// Suite is a format and what the suite needs to know about it.
type Suite struct {
	Format tablefile.Format
	// Write writes a table in the format's layout and returns the file's name and bytes. A format of several files
	// writes a zip archive of them.
	Write func(t *icio.Table) (name string, data []byte, err error)
	// Adapt, if set, changes a generated table into one that the layout can hold: removes extra rows, renames
	// categories, makes value added the residual.
	Adapt func(t *icio.Table)
	// Text says that the layout is a single text file, which must also be read with other line ends and when
	// compressed.
	Text bool
	// Labels, if set, says that the text has a line for each cell below its first, and returns the labels of a line's
	// row and column.
	Labels func(line string) (row, column string)
}

// Run runs the suite.
func Run(t *testing.T, s Suite) {
	t.Run("round trip", s.roundTrip)
	t.Run("exported", s.exported)
	t.Run("truncated", s.truncated)
	t.Run("last cells lost", s.cellsLost)
	t.Run("damaged", s.damaged)
	t.Run("foreign files", s.foreign)
	t.Run("cancel and progress", s.watched)
	t.Run("same table again", s.again)
	t.Run("text variants", s.variants)
	t.Run("numbers of other habits", s.habits)
	t.Run("missing and swollen members", s.members)
}

// draw generates a table that the layout can hold, and its file.
func (s Suite) draw(t *rapid.T) (table *icio.Table, name string, data []byte) {
	table = Table().Draw(t, "table")
	if s.Adapt != nil {
		s.Adapt(table)
	}
	name, data, err := s.Write(table)
	if err != nil {
		t.Fatalf("writing the fixture: %v", err)
	}
	return table, name, data
}

// example is a table that does not vary, for tests whose subject is not the table.
func (s Suite) example(t testing.TB) (table *icio.Table, name string, data []byte) {
	t.Helper()
	return s.exampleOf(t, 7)
}

func (s Suite) exampleOf(t testing.TB, seed int) (table *icio.Table, name string, data []byte) {
	t.Helper()
	table = Table().Example(seed)
	if s.Adapt != nil {
		s.Adapt(table)
	}
	name, data, err := s.Write(table)
	if err != nil {
		t.Fatalf("writing the fixture: %v", err)
	}
	return table, name, data
}

func (s Suite) read(ctx context.Context, name string, data []byte, opt tablefile.Options) (*icio.Table, error) {
	src, err := tablefile.FromBytes(name, data)
	if err != nil {
		return nil, err
	}
	defer src.Close()
	return s.Format.Read(ctx, src, opt)
}

func (s Suite) roundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want, name, data := s.draw(t)
		got, err := s.read(t.Context(), name, data, tablefile.Options{Year: 1999})
		if err != nil {
			t.Fatal(err)
		}
		if diff := different(got, want); diff != "" {
			t.Fatal(diff)
		}
		if err := sound(got); err != nil {
			t.Fatal(err)
		}
		if digest := sha256.Sum256(data); got.SHA256 != hex.EncodeToString(digest[:]) {
			t.Fatalf("SHA-256 is %q", got.SHA256)
		}
		if got.Year != 1999 || got.Name == "" || got.Source == "" {
			t.Fatalf("name %q, year %d, source %q", got.Name, got.Year, got.Source)
		}
		if got.Currency != "" && len(got.Currency) != 3 {
			t.Fatalf("currency %q is not an ISO 4217 code", got.Currency)
		}
	})
}

// A file cut short must be an error, or else hold all flows still: what follows them may be optional in a layout.
func (s Suite) truncated(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want, name, data := s.draw(t)
		cut := rapid.IntRange(0, len(data)-1).Draw(t, "cut")
		got, err := s.read(t.Context(), name, data[:cut], tablefile.Options{})
		if err == nil && !sameFlows(got, want) {
			t.Fatalf("%d of %d bytes were read as another table", cut, len(data))
		}
		checkError(t, err)
		if !s.Text {
			return
		}
		packed := pack(data)
		cut = rapid.IntRange(0, len(packed)-1).Draw(t, "packed cut")
		_, err = s.read(t.Context(), name+".gz", packed[:cut], tablefile.Options{})
		if err == nil {
			t.Fatalf("%d of %d compressed bytes were read without an error", cut, len(packed))
		}
		checkError(t, err)
	})
}

// A file with some bytes changed may still be a table, but a sound one.
func (s Suite) damaged(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, name, data := s.draw(t)
		data = slices.Clone(data)
		for range rapid.IntRange(1, 4).Draw(t, "changes") {
			at := rapid.IntRange(0, len(data)-1).Draw(t, "at")
			data[at] = rapid.OneOf(rapid.Byte(), rapid.SampledFrom([]byte("\n\r,;\"0 _.eE-\x00"))).Draw(t, "byte")
		}
		got, err := s.read(t.Context(), name, data, tablefile.Options{})
		checkError(t, err)
		if err == nil {
			if err := sound(got); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// foreignFiles arrive in a table's place.
var foreignFiles = map[string]string{
	"empty.csv":      "",
	"page.csv":       "<!DOCTYPE html>\n<html><body>404 Not Found</body></html>\n",
	"book.xlsx":      "PK\x03\x04 not really",
	"old.xls":        "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest",
	"data.parquet":   "PAR1\x15\x04\x15\x10PAR1",
	"note.txt":       "Dear colleague,\nplease find the table attached.\n",
	"list.csv":       "year,country,value\n2008,AUS,1\n2008,AUT,2\n",
	"answer.json":    `{"error": "not found"}`,
	"noise.csv":      "\x00\x01\x02\x03\xfe\xff\x10\x11\x12",
	"utf16.csv":      "\xff\xfeV\x001\x00,\x00A\x00U\x00S\x00_\x00c\x001\x00\n\x00",
	"utf16nobom.csv": "V\x001\x00,\x00A\x00U\x00S\x00_\x00c\x001\x00\n\x00A\x00U\x00",
	"blank.csv":      "\n\n\n",
	"commas.csv":     ",,,,,\n,,,,,\n",
}

func (s Suite) foreign(t *testing.T) {
	_, name, data := s.example(t)
	own, err := tablefile.FromBytes(name, data)
	if err != nil {
		t.Fatal(err)
	}
	defer own.Close()
	if m := s.Format.Detect(own); m.Sure < tablefile.Layout || m.Saw == "" {
		t.Errorf("its own file: %+v", m)
	}
	for name, text := range foreignFiles {
		src, err := tablefile.FromBytes(name, []byte(text))
		if err != nil {
			checkError(t, err)
			continue
		}
		if m := s.Format.Detect(src); m.Sure > tablefile.Possibly || m.Saw == "" {
			t.Errorf("%s: %+v", name, m)
		}
		if _, err = s.Format.Read(t.Context(), src, tablefile.Options{}); err == nil {
			t.Errorf("%s was read as a table", name)
		}
		checkError(t, err)
		src.Close()
	}
}

func (s Suite) watched(t *testing.T) {
	want, name, data := s.example(t)
	last := 0.0
	_, err := s.read(t.Context(), name, data, tablefile.Options{Progress: func(p float64) {
		if p < last || p > 1 {
			t.Errorf("progress goes from %v to %v", last, p)
		}
		last = p
	}})
	if err != nil {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	// Stopped on the way, a read may have been fast enough; it must not return half a table.
	got, err := s.read(ctx, name, data, tablefile.Options{Progress: func(float64) { cancel() }})
	if err == nil && !sameFlows(got, want) || err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("stopped on the way: %v", err)
	}
	cancel()
	if _, err = s.read(ctx, name, data, tablefile.Options{}); fault.KindOf(err) != fault.Canceled {
		t.Errorf("stopped beforehand: %v", err)
	}
}

// A source can be read again, and by several at once.
func (s Suite) again(t *testing.T) {
	want, name, data := s.example(t)
	src, err := tablefile.FromBytes(name, data)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			got, err := s.Format.Read(t.Context(), src, tablefile.Options{})
			if err != nil {
				t.Error(err)
			} else if diff := different(got, want); diff != "" {
				t.Error(diff)
			}
		})
	}
	wg.Wait()
}

// Fuzz looks for files that make the format panic, hang or return an unsound table.
func Fuzz(f *testing.F, s Suite) {
	for seed := range 5 {
		table := Table().Example(seed)
		if s.Adapt != nil {
			s.Adapt(table)
		}
		_, data, err := s.Write(table)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
		f.Add(data[:len(data)/2])
		if s.Text {
			f.Add(pack(data))
		}
	}
	for _, text := range foreignFiles {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := s.read(t.Context(), "fuzz_2008", data, tablefile.Options{})
		checkError(t, err)
		if err == nil {
			if err := sound(got); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func pack(data []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(data)
	w.Close()
	return b.Bytes()
}

// fataler is a testing.TB or a rapid.T.
type fataler interface {
	Fatalf(format string, args ...any)
}

// checkError checks that an error is one that a person can act on.
func checkError(t fataler, err error) {
	if err == nil {
		return
	}
	var e *fault.Error
	switch {
	case !errors.As(err, &e):
		t.Fatalf("not a fault: %v", err)
	case e.Kind != fault.Unreadable && e.Kind != fault.Inconsistent:
		t.Fatalf("%v error for a file's fault: %v", e.Kind, err)
	case e.What == "" || e.Where == "":
		t.Fatalf("does not say what or where: %v", err)
	}
}

// sound checks what holds for every table a reader returns.
func sound(t *icio.Table) error {
	n, width := t.Sectors(), t.G()*t.K()
	if n == 0 || width == 0 || len(t.Z) != n*n || len(t.F) != n*width || len(t.X) != n || len(t.VA) != n {
		return fmt.Errorf("%d sectors, %d final-demand columns, with Z %d, F %d, X %d, VA %d", n, width, len(t.Z),
			len(t.F), len(t.X), len(t.VA))
	}
	for _, list := range [][]string{t.Economies, t.Industries, t.Categories} {
		if sorted := slices.Sorted(slices.Values(list)); len(slices.Compact(sorted)) != len(list) || sorted[0] == "" {
			return fmt.Errorf("labels are empty or repeated: %q", list)
		}
	}
	for _, printed := range [][]float64{t.Reported.RowOutput, t.Reported.ColumnOutput, t.Reported.VA} {
		if printed != nil && len(printed) != n {
			return fmt.Errorf("%d printed totals for %d sectors", len(printed), n)
		}
	}
	for _, row := range t.Extra {
		if len(row.Use) != n || row.FD != nil && len(row.FD) != width || row.Code == "" {
			return fmt.Errorf("extra row %q has %d and %d values", row.Code, len(row.Use), len(row.FD))
		}
	}
	for i := range n {
		sum, size := 0.0, 0.0
		for _, v := range slices.Concat(t.Z[i*n:(i+1)*n], t.F[i*width:(i+1)*width]) {
			sum += v
			size += math.Abs(v)
		}
		// Two orders of summing n numbers differ by n units in the last place of the sum of their sizes at most. Sizes
		// may add up to more than a float64 holds although the numbers do not.
		if tol := float64(n+width) * 0x1p-52 * size; math.IsInf(t.X[i], 0) || !math.IsInf(size, 0) &&
			!(math.Abs(t.X[i]-sum) <= tol) {
			return fmt.Errorf("output of %s is %v, its flows add up to %v", t.Sector(i), t.X[i], sum)
		}
	}
	for _, list := range [][]float64{t.Z, t.F} {
		for _, v := range list {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return fmt.Errorf("a flow is %v", v)
			}
		}
	}
	return nil
}

// sameFlows compares labels and flows, bit for bit.
func sameFlows(a, b *icio.Table) bool {
	return slices.Equal(a.Economies, b.Economies) && slices.Equal(a.Industries, b.Industries) &&
		slices.Equal(a.Categories, b.Categories) && slices.Equal(a.Z, b.Z) && slices.Equal(a.F, b.F)
}

// different says where two tables differ, their Meta and X apart: X is a sum, and sound checks it.
func different(got, want *icio.Table) string {
	switch {
	case !sameFlows(got, want):
		return fmt.Sprintf("labels or flows differ: got %v %v %v %v %v, want %v %v %v %v %v", got.Economies,
			got.Industries, got.Categories,
			got.Z, got.F, want.Economies, want.Industries, want.Categories, want.Z, want.F)
	case !slices.Equal(got.VA, want.VA):
		return fmt.Sprintf("value added is %v, not %v", got.VA, want.VA)
	case !slices.EqualFunc(got.Extra, want.Extra, func(a, b icio.Row) bool {
		return a.Code == b.Code && slices.Equal(a.Use, b.Use) && slices.Equal(a.FD, b.FD) &&
			(a.FD == nil) == (b.FD == nil)
	}):
		return fmt.Sprintf("extra rows are %v, not %v", got.Extra, want.Extra)
	}
	return ""
}
