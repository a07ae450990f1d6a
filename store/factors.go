package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"ikat/fault"
	"ikat/internal/kept"
)

const (
	factorsFormat = "ikat factors"
	factorsNewest = 2
)

// factorsFile is an object's factors.json.
type factorsFile struct {
	Format    string   `json:"format"`
	Order     int      `json:"order"`
	What      string   `json:"what"`
	Exchanges []int    `json:"exchanges"` // row i was exchanged with row exchanges[i]; null where none was
	Block     int      `json:"checksum_block_bytes"`
	CRC32C    []uint32 `json:"crc32c"` // of each block of lu.npy's numbers
}

func (s *Store) factors() string                { return filepath.Join(s.root, "factors") }
func (s *Store) factorsOf(object string) string { return filepath.Join(s.factors(), object) }

// KeepFactors keeps the factors of I − A beside a table: L and U in one n x n matrix, the unit diagonal of L left
// out, and the exchanges of rows. They go when the table's numbers do. Where there are some already, nothing is done.
//
// Error: fault.NotFound if the store has no such table; fault.Invalid if n is not the number of its sectors;
// fault.Unwritable if the disk refuses.
func (s *Store) KeepFactors(ctx context.Context, name string, year, n int, lu []float64, exchanges []int) error {
	if _, err := s.line(name, year); err != nil {
		return err
	}
	unlock, err := s.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	l, err := s.line(name, year)
	switch {
	case err != nil:
		return err
	case l.Economies*l.Industries != n || len(lu) != n*n:
		return &fault.Error{
			Kind:  fault.Invalid,
			Where: fmt.Sprintf("%s/%d", name, year),
			What:  fault.Say("factors of order %d do not belong to its %d sectors", n, l.Economies*l.Industries),
		}
	case s.HasFactors(name, year):
		return nil
	}
	if err := s.writeFactors(l.Object, n, encoded(lu), exchanges); err != nil {
		return s.unwritable(err)
	}
	return nil
}

func (s *Store) writeFactors(object string, n int, raw []byte, exchanges []int) error {
	text, err := seal(
		factorsFile{
			Format:    fmt.Sprint(factorsFormat, " ", factorsNewest),
			Order:     n,
			Exchanges: exchanges,
			Block:     blockSize,
			CRC32C:    checksums(raw),
			What:      "P (I - A) = L U; L below the diagonal, its unit diagonal left out",
		},
	)
	if err != nil {
		return err
	}
	dir := filepath.Join(s.tmp(), "factors-"+object)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	if err := writeArray(filepath.Join(dir, "lu.npy"), []int{n, n}, raw); err != nil {
		return err
	}
	if err := writeDurably(filepath.Join(dir, "factors.json"), text); err != nil {
		return err
	}
	if err := syncDir(dir); err != nil {
		return err
	}
	// Whatever stands there is no whole set of factors.
	if err := os.RemoveAll(s.factorsOf(object)); err != nil {
		return err
	}
	if err := os.Rename(dir, s.factorsOf(object)); err != nil {
		return err
	}
	return syncDir(s.factors())
}

// HasFactors tells whether factors are kept beside a table.
func (s *Store) HasFactors(name string, year int) bool {
	l, err := s.line(name, year)
	if err != nil {
		return false
	}
	_, err = os.Lstat(filepath.Join(s.factorsOf(l.Object), "factors.json"))
	return err == nil
}

// Factors returns the order and what else KeepFactors kept, checked against its checksums.
//
// Error: fault.NotFound if there are none; fault.Unreadable if the disk does not give back what was written.
func (s *Store) Factors(ctx context.Context, name string, year int) (n int, lu []float64, exchanges []int, err error) {
	if checkRef(name, year) != nil {
		return 0, nil, nil, &fault.Error{
			Kind:  fault.NotFound,
			Where: fmt.Sprintf("%s/%d", name, year),
			What:  "there is no table of that name in the store",
		}
	}
	l, err := s.line(name, year)
	if err != nil {
		return 0, nil, nil, err
	}
	if err := ctx.Err(); err != nil {
		return 0, nil, nil, err
	}
	dir := s.factorsOf(l.Object)
	var text []byte
	if err = kept.Folder(dir); err == nil {
		text, err = readText(filepath.Join(dir, "factors.json"))
	}
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil, nil, &fault.Error{
			Kind:  fault.NotFound,
			Where: fmt.Sprintf("%s/%d", name, year),
			What:  "no factors are kept beside the table",
			Err:   err,
		}
	}
	var f factorsFile
	if err == nil {
		_, err = unseal(text, factorsFormat, factorsNewest, &f)
	}
	if n := l.Economies * l.Industries; err == nil && (f.Order != n || f.Block != blockSize) {
		err = fault.Errorf("factors.json: it is not of order %d", n)
	}
	if err == nil {
		lu, err = readArray(filepath.Join(dir, "lu.npy"), []int{f.Order, f.Order}, f.CRC32C)
	}
	if err != nil {
		return 0, nil, nil, &fault.Error{
			Kind:  fault.Unreadable,
			Where: fault.Say("store, %s", s.inside(dir)),
			What:  "the kept factors are damaged",
			Why:   s.reason(err),
			Fix:   "Drop them with ikat tables factor --drop",
			Err:   err,
		}
	}
	return f.Order, lu, f.Exchanges, nil
}

// DropFactors removes the factors beside a table; where there are none it does nothing.
//
// Error: fault.NotFound if the store has no such table; fault.Unwritable if the disk refuses.
func (s *Store) DropFactors(ctx context.Context, name string, year int) error {
	if _, err := s.line(name, year); err != nil {
		return err
	}
	unlock, err := s.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	l, err := s.line(name, year)
	if err != nil {
		return err
	}
	if _, err := os.Lstat(s.factorsOf(l.Object)); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return s.discard(s.factorsOf(l.Object))
}
