package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"ikat/fault"
	"ikat/icio"
	"ikat/internal/kept"
)

const (
	format       = "ikat table 1"
	formatKind   = "ikat table"
	formatNewest = 1
)

// manifest is an object's table.json.
type manifest struct {
	Format     string   `json:"format"`
	Economies  []string `json:"economies"`
	Industries []string `json:"industries"`
	Categories []string `json:"categories"`
	Extra      []extra  `json:"extra,omitempty"`
	Block      int      `json:"checksum_block_bytes"`
	Arrays     []array  `json:"arrays"`

	// Meta is what a file on its own says of its table; the store keeps it in the table's line, beside its objects.
	Meta *icio.Meta `json:"meta,omitempty"`
}

// extra is one row between intermediate use and value added; row i of extra_use.npy and, where it has one, of
// extra_fd.npy.
type extra struct {
	Code   string `json:"code"`
	Demand bool   `json:"on_final_demand"`
}

type array struct {
	Name   string   `json:"name"`
	File   string   `json:"file"`
	Shape  []int    `json:"shape"`
	What   string   `json:"what"`
	SHA256 string   `json:"sha256"` // of the numbers' bytes, without the file's header
	CRC32C []uint32 `json:"crc32c"` // of each block of the numbers' bytes

	raw []byte
}

// describe makes a table's manifest.
func describe(t *icio.Table) *manifest {
	m := &manifest{
		Format:     format,
		Economies:  t.Economies,
		Industries: t.Industries,
		Categories: t.Categories,
		Block:      blockSize,
	}
	n, fd := t.Sectors(), t.G()*t.K()
	add := func(name, what string, v []float64, shape ...int) {
		if v != nil {
			m.Arrays = append(m.Arrays, array{Name: name, File: name + ".npy", What: what, Shape: shape, raw: encoded(v)})
		}
	}
	add("z", "intermediate use, selling by buying sector", t.Z, n, n)
	add("f", "final demand, selling sector by economy and category", t.F, n, fd)
	add("x", "gross output", t.X, n)
	add("va", "value added", t.VA, n)
	var use, demand []float64
	for _, r := range t.Extra {
		m.Extra = append(m.Extra, extra{r.Code, r.FD != nil})
		use = append(use, r.Use...)
		if r.FD == nil {
			demand = append(demand, make([]float64, fd)...)
		} else {
			demand = append(demand, r.FD...)
		}
	}
	add("extra_use", "rows between intermediate use and value added, on intermediate use", use, len(t.Extra), n)
	add("extra_fd", "the same rows on final demand", demand, len(t.Extra), fd)
	add("reported_row_output", "output as printed beside the rows", t.Reported.RowOutput, n)
	add("reported_column_output", "output as printed below the columns", t.Reported.ColumnOutput, n)
	add("reported_va", "value added as printed", t.Reported.VA, n)
	m.digest()
	return m
}

// digest computes every array's checksums, on all cores.
func (m *manifest) digest() {
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for i := range m.Arrays {
		wg.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			a := &m.Arrays[i]
			sum := sha256.Sum256(a.raw)
			a.SHA256, a.CRC32C = hex.EncodeToString(sum[:]), checksums(a.raw)
		})
	}
	wg.Wait()
}

// id returns the object's ID: the SHA-256 of its manifest, which names the digest of every array.
func (m *manifest) id() (id string, text []byte, err error) {
	if text, err = json.MarshalIndent(m, "", " "); err != nil {
		return "", nil, err
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), text, nil
}

// write writes the object's files into a folder of its own.
func (m *manifest) write(ctx context.Context, dir string, text []byte) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	for _, a := range m.Arrays {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := writeArray(filepath.Join(dir, a.File), a.Shape, a.raw); err != nil {
			return err
		}
	}
	if err := writeDurably(filepath.Join(dir, "table.json"), text); err != nil {
		return err
	}
	return syncDir(dir)
}

// readObject reads an object's folder and checks all of it against its ID.
func readObject(ctx context.Context, dir, id string) (*icio.Table, error) {
	if err := kept.Folder(dir); err != nil {
		return nil, err
	}
	text, err := readText(filepath.Join(dir, "table.json"))
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(text); hex.EncodeToString(sum[:]) != id {
		return nil, fault.Errorf("table.json: it is not what was written")
	}
	var m manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, err
	}
	if _, err := kept.Version(m.Format, formatKind, formatNewest); err != nil {
		return nil, fault.Errorf("table.json: %w", err)
	}
	if err := m.check(); err != nil {
		return nil, fault.Errorf("table.json: %w", err)
	}
	values := map[string][]float64{}
	for _, a := range m.Arrays {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if values[a.Name], err = readArray(filepath.Join(dir, a.File), a.Shape, a.CRC32C); err != nil {
			return nil, fmt.Errorf("%s: %w", a.File, err)
		}
	}
	return m.table(values), nil
}

// check compares the arrays that a manifest announces with its labels.
func (m *manifest) check() error {
	t := icio.Table{Economies: m.Economies, Industries: m.Industries, Categories: m.Categories}
	n, fd, extra := t.Sectors(), t.G()*t.K(), len(m.Extra)
	want := map[string][]int{
		"z":                      {n, n},
		"f":                      {n, fd},
		"x":                      {n},
		"va":                     {n},
		"extra_use":              {extra, n},
		"extra_fd":               {extra, fd},
		"reported_row_output":    {n},
		"reported_column_output": {n},
		"reported_va":            {n},
	}
	seen := map[string]bool{}
	for _, a := range m.Arrays {
		if shape, known := want[a.Name]; !known || seen[a.Name] || a.File != a.Name+".npy" || !slices.Equal(a.Shape, shape) {
			return fault.Errorf("its array %q of shape %v does not belong to %d sectors", a.Name, a.Shape, n)
		}
		seen[a.Name] = true
	}
	needed := []string{"z", "f", "x", "va"}
	if extra > 0 {
		needed = append(needed, "extra_use", "extra_fd")
	}
	for _, name := range needed {
		if !seen[name] {
			return fault.Errorf("it has no array %q", name)
		}
	}
	if n == 0 || fd == 0 || m.Block != blockSize {
		return fault.Errorf("it has no sectors, no final demand, or blocks of another size")
	}
	return nil
}

// table puts the arrays of a checked object together.
func (m *manifest) table(values map[string][]float64) *icio.Table {
	t := &icio.Table{Economies: m.Economies, Industries: m.Industries, Categories: m.Categories,
		Z: values["z"], F: values["f"], X: values["x"], VA: values["va"],
		Reported: icio.Totals{
			RowOutput:    values["reported_row_output"],
			ColumnOutput: values["reported_column_output"],
			VA:           values["reported_va"],
		}}
	n, fd := t.Sectors(), t.G()*t.K()
	for i, e := range m.Extra {
		row := icio.Row{Code: e.Code, Use: values["extra_use"][i*n : (i+1)*n : (i+1)*n]}
		if e.Demand {
			row.FD = values["extra_fd"][i*fd : (i+1)*fd : (i+1)*fd]
		}
		t.Extra = append(t.Extra, row)
	}
	return t
}
