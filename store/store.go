package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"

	"ikat/fault"
	"ikat/icio"
)

// Store is a folder of tables. It is an icio.Library, safe for use by several goroutines and processes at once.
type Store struct{ root string }

// New returns the store in a folder, which is made when the first table is put in.
func New(root string) *Store { return &Store{root: root} }

// Root returns the store's folder.
func (s *Store) Root() string { return s.root }

// line is tables/NAME/YEAR.json.
type line struct {
	Object     string    `json:"object"`
	Economies  int       `json:"economies"`
	Industries int       `json:"industries"`
	Meta       icio.Meta `json:"meta"`

	content string // digest of the line itself, which names the numbers and holds all else
}

// Outcome says what Put did.
type Outcome int

const (
	Stored    Outcome = iota // the table is new
	Unchanged                // the same numbers were there under that name and year
	Replaced                 // other numbers were there
)

// String says it in words: "kept", "was there already, unchanged", "replaced".
func (o Outcome) String() string {
	return [...]string{"kept", "was there already, unchanged", "replaced"}[o]
}

func (s *Store) objects() string           { return filepath.Join(s.root, "objects") }
func (s *Store) tmp() string               { return filepath.Join(s.root, "tmp") }
func (s *Store) object(id string) string   { return filepath.Join(s.objects(), id) }
func (s *Store) folder(name string) string { return filepath.Join(s.root, "tables", name) }
func (s *Store) path(name string, year int) string {
	return filepath.Join(s.folder(name), strconv.Itoa(year)+".json")
}

var nameForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$`)

func checkRef(name string, year int) error {
	switch {
	case !nameForm.MatchString(name):
		return &fault.Error{Kind: fault.Invalid, Where: fmt.Sprintf("name %q", name), What: "a table's name has letters, digits, _ and - only, and starts with a letter or digit",
			Fix: "Give it another with --name"}
	case year < 1 || year > 9999:
		return &fault.Error{Kind: fault.Invalid, Where: "table " + name, What: "its year is not known", Why: "Tables are named NAME/YEAR", Fix: "Give it with --year"}
	}
	return nil
}

// List returns the tables, by name and year.
func (s *Store) List() ([]icio.Entry, error) {
	paths, err := filepath.Glob(filepath.Join(s.root, "tables", "*", "*.json"))
	if err != nil {
		return nil, s.broken(s.root, err)
	}
	var out []icio.Entry
	for _, p := range paths {
		year, err := strconv.Atoi(strings.TrimSuffix(filepath.Base(p), ".json"))
		name := filepath.Base(filepath.Dir(p))
		if err != nil || checkRef(name, year) != nil {
			continue
		}
		l, err := s.line(name, year)
		if fault.KindOf(err) == fault.NotFound && err != nil {
			continue // removed meanwhile
		}
		if err != nil {
			return nil, err
		}
		out = append(out, icio.Entry{Name: name, Year: year, Economies: l.Economies, Industries: l.Industries, Unit: l.Meta.Money(), Source: l.Meta.Source, Content: l.content})
	}
	sort.Slice(out, func(i, j int) bool {
		return out[i].Name < out[j].Name || out[i].Name == out[j].Name && out[i].Year < out[j].Year
	})
	return out, nil
}

func (s *Store) line(name string, year int) (*line, error) {
	path := s.path(name, year)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &fault.Error{Kind: fault.NotFound, Where: fmt.Sprintf("%s/%d", name, year), What: "there is no table of that name in the store", Err: err}
	}
	if err != nil {
		return nil, s.broken(path, err)
	}
	var l line
	if err := json.Unmarshal(text, &l); err != nil {
		return nil, s.broken(path, err)
	}
	sum := sha256.Sum256(text)
	l.content = hex.EncodeToString(sum[:])
	return &l, nil
}

// Content identifies a table's numbers and what is known of their source, without reading the numbers.
//
// Error: fault.NotFound.
func (s *Store) Content(name string, year int) (string, error) {
	if checkRef(name, year) != nil {
		return "", &fault.Error{Kind: fault.NotFound, Where: fmt.Sprintf("%s/%d", name, year), What: "there is no table of that name in the store"}
	}
	l, err := s.line(name, year)
	if err != nil {
		return "", err
	}
	return l.content, nil
}

// broken explains a store that is not as it was written.
func (s *Store) broken(where string, err error) error {
	return &fault.Error{Kind: fault.Unreadable, Where: where, What: "the stored table is damaged or cannot be read", Why: err.Error(),
		Fix: "Remove the table with ikat tables remove and add it again", Err: err}
}

// Open reads a table and checks it against its checksums.
//
// Error: fault.NotFound; fault.Unreadable if the disk does not give back what was written.
func (s *Store) Open(ctx context.Context, name string, year int) (*icio.Table, error) {
	if checkRef(name, year) != nil {
		return nil, &fault.Error{Kind: fault.NotFound, Where: fmt.Sprintf("%s/%d", name, year), What: "there is no table of that name in the store"}
	}
	for missing := ""; ; {
		l, err := s.line(name, year)
		if err != nil {
			return nil, err
		}
		t, err := readObject(ctx, s.object(l.Object), l.Object)
		if err == nil {
			t.Meta = l.Meta
			return t, nil
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		// The table may have been replaced between reading its line and its numbers, and more than once: then the line names
		// another object now. One that names the same object again has lost it.
		if missing == l.Object || !errors.Is(err, fs.ErrNotExist) {
			return nil, s.broken(s.object(l.Object), err)
		}
		missing = l.Object
	}
}

// Put stores a table under its Name and Year. The same numbers there already are left alone; others are replaced only
// where replace says so.
//
// Error: fault.Invalid if the name or year cannot be used, or other numbers are there and replace is false;
// fault.Unwritable if the disk refuses.
func (s *Store) Put(ctx context.Context, t *icio.Table, replace bool) (Outcome, error) {
	if err := checkRef(t.Name, t.Year); err != nil {
		return 0, err
	}
	m := describe(t)
	id, text, err := m.id()
	if err != nil {
		return 0, err
	}
	unlock, err := s.lock()
	if err != nil {
		return 0, err
	}
	defer unlock()
	outcome := Stored
	if old, err := s.line(t.Name, t.Year); err == nil {
		if outcome = Replaced; old.Object == id && s.intact(id, m) {
			return Unchanged, nil
		}
		if old.Object != id && !replace {
			return 0, &fault.Error{Kind: fault.Invalid, Where: t.Ref(), What: "the store has another table of that name and year, from " + old.Meta.Source,
				Fix: "Replace it with --replace, or give this one another name with --name"}
		}
	}
	if err := s.publish(ctx, t, m, id, text); err != nil {
		return 0, unwritable(s.root, err)
	}
	return outcome, s.sweep()
}

// intact tells whether an object's files all have the size they should; Open checks their content.
func (s *Store) intact(id string, m *manifest) bool {
	for _, a := range m.Arrays {
		info, err := os.Stat(filepath.Join(s.object(id), a.File))
		if err != nil || info.Size() != int64(len(npyHeader(a.Shape))+len(a.raw)) {
			return false
		}
	}
	return true
}

// publish brings the object to the disk, and then its line.
func (s *Store) publish(ctx context.Context, t *icio.Table, m *manifest, id string, text []byte) error {
	if !s.intact(id, m) {
		dir := filepath.Join(s.tmp(), id)
		if err := m.write(ctx, dir, text); err != nil {
			return err
		}
		// A damaged object makes way; until the next rename its tables cannot be opened, as before.
		if err := os.RemoveAll(s.object(id)); err != nil {
			return err
		}
		if err := os.Rename(dir, s.object(id)); err != nil {
			return err
		}
		if err := syncDir(s.objects()); err != nil {
			return err
		}
	}
	l, err := json.MarshalIndent(line{Object: id, Economies: t.G(), Industries: t.N(), Meta: t.Meta}, "", " ")
	if err != nil {
		return err
	}
	folder := s.folder(t.Name)
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	if err := syncDir(filepath.Dir(folder)); err != nil {
		return err
	}
	temporary := filepath.Join(s.tmp(), "line.json")
	if err := writeDurably(temporary, l); err != nil {
		return err
	}
	if err := os.Rename(temporary, s.path(t.Name, t.Year)); err != nil {
		return err
	}
	return syncDir(folder)
}

// Remove takes a table out of the store, and its numbers from the disk where no other name has them.
//
// Error: fault.NotFound.
func (s *Store) Remove(name string, year int) error {
	if _, err := os.Stat(s.path(name, year)); err != nil || checkRef(name, year) != nil {
		return &fault.Error{Kind: fault.NotFound, Where: fmt.Sprintf("%s/%d", name, year), What: "there is no table of that name in the store"}
	}
	unlock, err := s.lock()
	if err != nil {
		return err
	}
	defer unlock()
	if err := os.Remove(s.path(name, year)); err != nil {
		return unwritable(s.root, err)
	}
	if err := syncDir(s.folder(name)); err != nil {
		return unwritable(s.root, err)
	}
	// It stays where the name has other years.
	_ = os.Remove(s.folder(name))
	return s.sweep()
}

// lock waits for the store's turn and clears away what a writer that died has left. It makes the store where there is none.
func (s *Store) lock() (unlock func(), err error) {
	for _, dir := range []string{s.objects(), s.factors(), filepath.Join(s.root, "tables")} {
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return nil, unwritable(s.root, err)
		}
	}
	f, err := os.OpenFile(filepath.Join(s.root, "lock"), os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, unwritable(s.root, err)
	}
	if err = acquire(f); err == nil {
		if err = os.RemoveAll(s.tmp()); err == nil {
			err = os.Mkdir(s.tmp(), 0o777)
		}
	}
	if err != nil {
		f.Close()
		return nil, unwritable(s.root, err)
	}
	return func() { f.Close() }, nil
}

// sweep removes the objects that no table names, and their factors.
func (s *Store) sweep() error {
	used := map[string]bool{}
	entries, err := s.List()
	if err != nil {
		return err
	}
	for _, e := range entries {
		l, err := s.line(e.Name, e.Year)
		if err != nil {
			return err
		}
		used[l.Object] = true
	}
	for _, folder := range []string{s.factors(), s.objects()} {
		if err := s.sweepFolder(folder, used); err != nil {
			return err
		}
	}
	return nil
}

// sweepFolder removes what is in a folder under no used name.
func (s *Store) sweepFolder(folder string, used map[string]bool) error {
	all, err := os.ReadDir(folder)
	if err != nil {
		return s.broken(folder, err)
	}
	for _, o := range all {
		if !used[o.Name()] {
			if err := s.discard(filepath.Join(folder, o.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// discard removes a folder. It is renamed first: whole or not there, never half removed.
func (s *Store) discard(dir string) error {
	gone := filepath.Join(s.tmp(), "removed-"+filepath.Base(dir))
	if err := os.Rename(dir, gone); err != nil {
		return unwritable(s.root, err)
	}
	if err := os.RemoveAll(gone); err != nil {
		return unwritable(s.root, err)
	}
	return nil
}

// syncDir brings a folder's names to the disk. Some systems cannot, and need not.
func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrPermission) && !errors.Is(err, fs.ErrInvalid) {
		return err
	}
	return nil
}

func unwritable(where string, err error) error {
	if k := fault.KindOf(err); k != fault.Internal {
		return err
	}
	return &fault.Error{Kind: fault.Unwritable, Where: where, What: "the store cannot be written", Why: err.Error(),
		Fix: "Make room, or name another folder in IKAT_STORE", Err: err}
}
