package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"ikat/fault"
	"ikat/icio"
	"ikat/internal/kept"
)

// Store is a folder of tables. It is an icio.Library, safe for use by several goroutines and processes at once.
type Store struct {
	Most    int64               // bytes it may take on disk; 0 sets no bound
	Waiting func(holder string) // called when a writer has waited for another for a second; may be nil

	root string
}

// New returns the store in a folder, which is made when the first table is put in.
func New(root string) *Store { return &Store{root: filepath.Clean(root)} }

// Root returns the store's folder.
func (s *Store) Root() string { return s.root }

// line is tables/NAME/YEAR.json.
type line struct {
	Format     string    `json:"format"` // texts of the first format have none, and no seal
	Object     string    `json:"object"`
	Economies  int       `json:"economies"`
	Industries int       `json:"industries"`
	Meta       icio.Meta `json:"meta"`

	content string // digest of the line itself, which names the numbers and holds all else
}

const (
	lineFormat = "ikat line"
	lineNewest = 2
)

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
		return &fault.Error{
			Kind:  fault.Invalid,
			Where: fault.Say("name %q", name),
			What:  "a table's name has letters, digits, _ and - only, and starts with a letter or digit",
			Fix:   "Give it another with {name}",
		}
	case year < 1 || year > 9999:
		return &fault.Error{
			Kind:  fault.Invalid,
			Where: fault.Say("table %s", name),
			What:  "its year is not known",
			Why:   "Tables are named NAME/YEAR",
			Fix:   "Give it with {year}",
		}
	}
	return nil
}

// List returns the tables, by name and year. Those that cannot be read are left out; Damage names them.
func (s *Store) List() ([]icio.Entry, error) { return s.all().entries, nil }

// Damage returns an error for each entry that cannot be read, and for each that is none of the store's.
func (s *Store) Damage() []error {
	l := s.all()
	return slices.Concat(l.damage, l.lost, l.foreign)
}

// listing is what stands in a store.
type listing struct {
	entries []icio.Entry
	named   map[string]bool // the objects that lines name, there or not
	damage  []error         // lines that cannot be read: what they name is not known
	lost    []error         // lines whose object is gone
	foreign []error         // what is no table
}

// all reads every line.
func (s *Store) all() (out listing) {
	out.named = map[string]bool{}
	names, err := kept.Names(filepath.Join(s.root, "tables"))
	if err != nil { // the folder of all lines: what it had is not known
		out.damage = append(out.damage, s.broken(filepath.Join(s.root, "tables"), err))
	}
	for _, name := range names {
		if err := s.strange(s.folder(name), nameForm.MatchString(name)); err != nil {
			out.foreign = append(out.foreign, err)
		}
		if !nameForm.MatchString(name) {
			continue
		}
		files, err := kept.Names(s.folder(name))
		if err != nil {
			out.damage = append(out.damage, s.broken(s.folder(name), err))
			continue
		}
		for _, file := range files {
			s.entry(&out, name, file)
		}
	}
	sort.Slice(out.entries, func(i, j int) bool {
		a, b := out.entries[i], out.entries[j]
		return a.Name < b.Name || a.Name == b.Name && a.Year < b.Year
	})
	return out
}

// entry reads a line of a name and puts it where it belongs.
func (s *Store) entry(out *listing, name, file string) {
	year, err := strconv.Atoi(strings.TrimSuffix(file, ".json"))
	if err != nil || file != fmt.Sprint(year, ".json") || checkRef(name, year) != nil {
		if err := s.strange(filepath.Join(s.folder(name), file), false); err != nil {
			out.foreign = append(out.foreign, err)
		}
		return
	}
	l, err := s.line(name, year)
	if err == nil {
		l, err = s.withObject(name, year, l)
	}
	switch {
	case l != nil && err != nil:
		out.named[l.Object] = true
		out.lost = append(out.lost, err)
	case err != nil && fault.KindOf(err) == fault.NotFound: // removed meanwhile
	case err != nil:
		out.damage = append(out.damage, err)
	default:
		out.named[l.Object] = true
		out.entries = append(out.entries, icio.Entry{Name: name, Year: year, Economies: l.Economies,
			Industries: l.Industries, Unit: l.Meta.Money(), Source: l.Meta.Source, Content: l.content})
	}
}

// withObject returns the line of a table whose object is there, which may be a newer one than l; the line with an error
// where the object is gone.
func (s *Store) withObject(name string, year int, l *line) (*line, error) {
	for {
		_, err := os.Stat(filepath.Join(s.object(l.Object), "table.json"))
		if !errors.Is(err, fs.ErrNotExist) {
			return l, nil // what else is wrong with it, opening it says
		}
		now, other := s.line(name, year)
		if other != nil {
			return nil, other
		}
		if now.Object == l.Object {
			return l, s.broken(s.path(name, year), err)
		}
		l = now
	}
}

// justMade is how long an empty folder may be one that a writer has made for a table on its way.
const justMade = time.Minute

// strange says what is wrong with an entry beside the store's own: its name, or, where that is well formed, that it is
// an empty folder. Names that begin with a dot are the system's, and nobody's business.
func (s *Store) strange(path string, named bool) error {
	why := "Names of tables are letters, digits, - and _, and in their folders stand years, as 2018.json"
	if named {
		files, err := kept.Names(path)
		info, other := os.Lstat(path)
		if err != nil || other != nil || len(files) > 0 || time.Since(info.ModTime()) < justMade {
			return nil
		}
		why = "It is a folder without a table"
	}
	if strings.HasPrefix(filepath.Base(path), ".") {
		return nil
	}
	where := s.inside(path)
	if quoted := strconv.Quote(where); quoted != `"`+where+`"` {
		where = quoted
	}
	return &fault.Error{
		Kind:  fault.Unreadable,
		Where: fault.Say("store, %s", where),
		What:  "this is no table of ikat's, and is stepped over",
		Why:   why,
		Fix:   "Delete it, or move it out of the store",
	}
}

// line reads what is said of a table. It must speak of the table under whose name it stands.
func (s *Store) line(name string, year int) (*line, error) {
	path := s.path(name, year)
	text, err := s.lineText(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &fault.Error{
			Kind:  fault.NotFound,
			Where: fmt.Sprintf("%s/%d", name, year),
			What:  "there is no table of that name in the store",
			Err:   err,
		}
	}
	if err != nil {
		return nil, s.broken(path, err)
	}
	var l line
	if _, err := unseal(text, lineFormat, lineNewest, &l); err != nil {
		return nil, s.broken(path, err)
	}
	if l.Meta.Name != name || l.Meta.Year != year {
		return nil, s.broken(path, fault.Errorf("it speaks of table %s/%d", l.Meta.Name, l.Meta.Year))
	}
	if !objectForm.MatchString(l.Object) {
		return nil, s.broken(path, fault.Errorf("it names no object but %q", l.Object))
	}
	sum := sha256.Sum256(text)
	l.content = hex.EncodeToString(sum[:])
	return &l, nil
}

var objectForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

func (s *Store) lineText(path string) ([]byte, error) {
	if err := kept.Folder(filepath.Dir(path)); err != nil {
		return nil, err
	}
	return readText(path)
}

// Content identifies a table's numbers and what is known of their source, without reading the numbers.
//
// Error: fault.NotFound.
func (s *Store) Content(name string, year int) (string, error) {
	if checkRef(name, year) != nil {
		return "", &fault.Error{
			Kind:  fault.NotFound,
			Where: fmt.Sprintf("%s/%d", name, year),
			What:  "there is no table of that name in the store",
		}
	}
	l, err := s.line(name, year)
	if err != nil {
		return "", err
	}
	return l.content, nil
}

// Meta returns what is known of a table without reading its numbers.
//
// Error: fault.NotFound.
func (s *Store) Meta(name string, year int) (icio.Meta, error) {
	if err := checkRef(name, year); err != nil {
		return icio.Meta{}, err
	}
	l, err := s.line(name, year)
	if err != nil {
		return icio.Meta{}, err
	}
	return l.Meta, nil
}

// Open reads a table and checks it against its checksums.
//
// Error: fault.NotFound; fault.Unreadable if the disk does not give back what was written.
func (s *Store) Open(ctx context.Context, name string, year int) (*icio.Table, error) {
	if checkRef(name, year) != nil {
		return nil, &fault.Error{
			Kind:  fault.NotFound,
			Where: fmt.Sprintf("%s/%d", name, year),
			What:  "there is no table of that name in the store",
		}
	}
	for missing := ""; ; {
		l, err := s.line(name, year)
		if err != nil {
			return nil, err
		}
		t, err := readObject(ctx, s.object(l.Object), l.Object)
		if err == nil && (t.G() != l.Economies || t.N() != l.Industries) {
			return nil, s.broken(
				s.path(name, year),
				fault.Errorf(
					"it speaks of %d economies and %d industries, and the table has %d and %d",
					l.Economies,
					l.Industries,
					t.G(),
					t.N(),
				),
			)
		}
		if err == nil {
			t.Meta = l.Meta
			return t, nil
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		// The table may have been replaced between reading its line and its numbers, and more than once: then the
		// line names another object now. One that names the same object again has lost it.
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
	unlock, err := s.lock(ctx)
	if err != nil {
		return 0, err
	}
	defer unlock()
	intact := s.intact(id, m, text)
	outcome, err := s.outcome(t, id, intact, replace)
	if err != nil || outcome == Unchanged {
		return outcome, err
	}
	if !intact {
		if err := s.fits(m); err != nil {
			return 0, err
		}
	}
	if err := s.publish(ctx, t, m, id, text, intact); err != nil {
		return 0, s.unwritable(err)
	}
	s.sweep()
	return outcome, nil
}

// outcome is what storing a table will be. A damaged line makes way for a new one; one that cannot be read for
// another reason does where replace says so.
func (s *Store) outcome(t *icio.Table, id string, intact, replace bool) (Outcome, error) {
	old, err := s.line(t.Name, t.Year)
	var newer kept.NewerError
	switch {
	case err == nil && old.Object == id && intact:
		return Unchanged, nil
	case err == nil && old.Object != id && !replace:
		return 0, &fault.Error{
			Kind:  fault.Invalid,
			Where: t.Ref(),
			What:  fault.Say("the store has another table of that name and year, from %s", old.Meta.Source),
			Fix:   "Replace it with {replace}, or give this one another name with {name}",
		}
	case err == nil:
		return Replaced, nil
	case fault.KindOf(err) == fault.NotFound:
		return Stored, nil
	case !replace && (errors.As(err, &newer) || errors.Is(err, fs.ErrPermission)):
		return 0, err
	}
	return Replaced, nil
}

// fits refuses numbers that the store has no room for.
func (s *Store) fits(m *manifest) error {
	left, err := s.Room()
	if err != nil || left < 0 {
		return err
	}
	for _, a := range m.Arrays {
		left -= int64(len(a.raw))
	}
	if left < 0 {
		return s.full()
	}
	return nil
}

// intact tells whether an object's files all hold what they should: who adds a table again may do so to mend it.
func (s *Store) intact(id string, m *manifest, text []byte) bool {
	if kept.Folder(s.object(id)) != nil {
		return false
	}
	got, err := readText(filepath.Join(s.object(id), "table.json"))
	if err != nil || !bytes.Equal(got, text) {
		return false
	}
	for _, a := range m.Arrays {
		if _, err := readArray(filepath.Join(s.object(id), a.File), a.Shape, a.CRC32C); err != nil {
			return false
		}
	}
	return true
}

// publish brings the object to the disk unless it is intact there, and then its line.
func (s *Store) publish(ctx context.Context, t *icio.Table, m *manifest, id string, text []byte, intact bool) error {
	if !intact {
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
	l, err := seal(
		line{Format: fmt.Sprint(lineFormat, " ", lineNewest), Object: id, Economies: t.G(), Industries: t.N(), Meta: t.Meta},
	)
	if err != nil {
		return err
	}
	folder := s.folder(t.Name)
	if _, err := os.Lstat(folder); err == nil && kept.Folder(folder) != nil {
		if err := os.Remove(folder); err != nil { // a link, a pipe, a file: no table's
			return err
		}
	}
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
	if kept.Folder(s.path(t.Name, t.Year)) == nil {
		if err := s.discard(s.path(t.Name, t.Year)); err != nil {
			return err
		}
	}
	if err := os.Rename(temporary, s.path(t.Name, t.Year)); err != nil {
		return err
	}
	return syncDir(folder)
}

// Remove takes a table out of the store, and its numbers from the disk where no other name has them.
//
// Error: fault.NotFound.
func (s *Store) Remove(ctx context.Context, name string, year int) error {
	if _, err := os.Lstat(s.path(name, year)); err != nil || checkRef(name, year) != nil {
		return &fault.Error{
			Kind:  fault.NotFound,
			Where: fmt.Sprintf("%s/%d", name, year),
			What:  "there is no table of that name in the store",
		}
	}
	unlock, err := s.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	if err := kept.Folder(s.folder(name)); err != nil { // what a link leads to is not the store's
		return s.broken(s.folder(name), err)
	}
	if kept.Folder(s.path(name, year)) == nil {
		err = s.discard(s.path(name, year))
	} else {
		err = os.Remove(s.path(name, year))
	}
	if err != nil {
		return s.unwritable(err)
	}
	if err := syncDir(s.folder(name)); err != nil {
		return s.unwritable(err)
	}
	// It stays where the name has other years.
	_ = os.Remove(s.folder(name))
	s.sweep()
	return nil
}

// sweep removes the objects that no table names, and their factors. As long as a line cannot be read, nobody knows
// what it names, and everything stays; so does what cannot be removed. The next writer sweeps again.
func (s *Store) sweep() {
	l := s.all()
	if len(l.damage) > 0 {
		return
	}
	for _, folder := range []string{s.factors(), s.objects()} {
		if err := s.sweepFolder(folder, l.named); err != nil {
			return
		}
	}
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
		return s.unwritable(err)
	}
	if err := os.RemoveAll(gone); err != nil {
		return s.unwritable(err)
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
	if err := f.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrPermission) &&
		!errors.Is(err, fs.ErrInvalid) {
		return err
	}
	return nil
}
