// Package apx is the Asia-Pacific extract: a small real table built into the program, so that everything works before
// anything is downloaded.
//
// It is the World Input-Output Tables, 2013 release, for five years, aggregated to 17 economies and 24 industries by
// the mapping in mapping.csv with ikat's own aggregation (make apx).
package apx

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"strings"
	"sync"

	"ikat/fault"
	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/oecd"
)

//go:embed mapping.csv *.csv.gz
var files embed.FS

// Name is the library name of the extract.
const Name = "apx"

const (
	source   = "World Input-Output Database, 2013 release, aggregated by ikat to 17 economies x 24 industries"
	licence  = "CC BY 4.0"
	citation = "Timmer, Dietzenbacher, Los, Stehrer & de Vries (2015), An Illustrated User Guide to the World " +
		"Input-Output Database, Review of International Economics 23, 575-605"
)

// Years lists the years the extract has.
var Years = []int{1995, 2000, 2005, 2008, 2011}

type library struct{}

// Library returns the extract as a library of tables.
func Library() icio.Library { return library{} }

// List returns one entry a year.
func (library) List() ([]icio.Entry, error) {
	m, err := Mapping()
	if err != nil {
		return nil, err
	}
	var out []icio.Entry
	for _, y := range Years {
		out = append(out, icio.Entry{Name: Name, Year: y, Economies: groups(m.Economies),
			Industries: groups(m.Industries), Unit: "million USD", Source: source, Content: contents()[y]})
	}
	return out, nil
}

// contents are the digests of the embedded files, by year.
var contents = sync.OnceValue(func() map[int]string {
	out := map[int]string{}
	for _, y := range Years {
		raw, err := files.ReadFile(fileOf(Name, y))
		if err != nil {
			panic(err) // Years lists what is embedded
		}
		sum := sha256.Sum256(raw)
		out[y] = hex.EncodeToString(sum[:])
	}
	return out
})

func fileOf(name string, year int) string { return fmt.Sprintf("%s_%d.csv.gz", name, year) }

// Content identifies one year.
func (library) Content(name string, year int) (string, error) {
	if id := contents()[year]; name == Name && id != "" {
		return id, nil
	}
	return "", &fault.Error{Kind: fault.NotFound, Where: fmt.Sprintf("%s/%d", name, year),
		What: "there is no table of that name"}
}

// Open reads one year.
func (library) Open(ctx context.Context, name string, year int) (*icio.Table, error) {
	file := fileOf(name, year)
	raw, err := files.ReadFile(file)
	if err != nil {
		return nil, &fault.Error{Kind: fault.NotFound, Where: fmt.Sprintf("%s/%d", name, year),
			What: "there is no table of that name", Err: err}
	}
	src, err := tablefile.FromBytes(file, raw)
	if err != nil {
		return nil, err
	}
	t, err := oecd.Format{}.Read(ctx, src, tablefile.Options{Year: year})
	if err != nil {
		return nil, err
	}
	m, err := Mapping()
	if err != nil {
		return nil, err
	}
	t.Name, t.Source, t.Citation, t.Valuation = Name, source, citation, "current prices"
	t.Currency, t.Unit, t.Licence = "USD", "million", licence
	t.EconomyNames, t.IndustryNames, t.Members = m.Names, m.Names, m.Members()
	t.Derivation = []string{"aggregated from wiod2013 (41 economies x 35 industries) to 17 x 24"}
	return t, nil
}

// Mapping returns the mapping that makes the extract from the World Input-Output Tables.
func Mapping() (icio.Mapping, error) {
	raw, err := files.ReadFile("mapping.csv")
	if err != nil {
		return icio.Mapping{}, err
	}
	m, err := tablefile.ReadMapping(strings.NewReader(string(raw)), "mapping.csv")
	m.Name = Name
	return m, err
}

func groups(pairs []icio.Pair) int {
	seen := map[string]bool{}
	for _, p := range pairs {
		seen[p.Group] = true
	}
	return len(seen)
}
