// Package flowstore keeps trade by product on disk, so that a year opens in a moment and any program can read it: a
// Parquet file for each year and reporter, in folders as Hive partitions them:
//
//	NAME/year=2022/reported=exporters/flows.parquet
//
// DuckDB, Spark, R (arrow) and Python (pyarrow, pandas) read NAME as one table with the columns exporter, importer,
// product, value, quantity, year and reported.
package flowstore

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ikat/fault"
	"ikat/internal/kept"
	"ikat/internal/outfile"
	"ikat/trade"
)

// Store is a folder of data.
type Store struct {
	root string

	// Room is how many bytes may still be kept, -1 where nothing bounds them; nil bounds nothing.
	Room func() (int64, error)
}

// New returns the store in a folder, which is made when the first data are put in.
func New(root string) *Store { return &Store{root: filepath.Clean(root)} }

// Root returns the store's folder.
func (s *Store) Root() string { return s.root }

// Entry is what is kept of one year.
type Entry struct {
	trade.Meta
	Year  int
	Flows int
	Path  string

	bare bool // without a seal
}

// Ref names an entry as questions do.
func (e Entry) Ref() string { return fmt.Sprintf("%s/%d", e.Name, e.Year) }

var nameForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$`)

const fileName = "flows.parquet"

// Put keeps data under their name, year and reporter.
//
// Error: fault.Invalid for a name that cannot be, or other data of the same name, year and reporter without replace;
// fault.Unwritable where the disk fails or Room is used up: what was there stands then.
func (s *Store) Put(d *trade.Data, replace bool) (outcome string, err error) {
	if !nameForm.MatchString(d.Name) || d.Year < 1 || d.Year > 9999 {
		return "", &fault.Error{Kind: fault.Invalid, Param: "name", Where: d.Ref(),
			What: "data are kept under a name of letters, digits, _ and -, and a year", Fix: "Give another with {name} or " +
				"{year}"}
	}
	dir := filepath.Join(s.root, d.Name, fmt.Sprintf("year=%d", d.Year), "reported="+d.Reported)
	path := filepath.Join(dir, fileName)
	old, err := s.before(path, dir, replace)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", unwritable(dir, err)
	}
	outcome = "kept"
	err = outfile.Write(path, func(w io.Writer) error {
		h := sha256.New()
		w, err := s.bounded(w)
		if err != nil {
			return err
		}
		if err := Write(io.MultiWriter(w, h), d); err != nil {
			return err
		}
		switch same := hex.EncodeToString(h.Sum(nil)) == old.digest; {
		case old.there && same:
			return unchanged
		case old.there && !replace && old.bare && holds(path, d): // from now on with its seal
			outcome = asBefore
		case old.there && !replace:
			return &fault.Error{
				Kind:  fault.Invalid,
				Where: d.Ref(),
				What:  "other data of that name, year and reporter are kept",
				Fix:   "Give these another with {name}, or replace those with {replace}",
			}
		case old.there:
			outcome = "replaced"
		}
		return nil
	})
	switch {
	case errors.Is(err, unchanged):
		return asBefore, nil
	case err != nil:
		return "", err
	}
	return outcome, nil
}

const asBefore = "was there already, unchanged"

// standing is what stands where data are to be kept.
type standing struct {
	there, bare bool   // bare is without a seal, as earlier programs wrote
	digest      string // of the file, "" where it cannot be read
}

// before looks at what stands in the place of a file. What is neither a file nor a folder of the store makes way where
// it may be replaced: nothing is written through links and pipes.
func (s *Store) before(path, dir string, replace bool) (standing, error) {
	for _, place := range []string{filepath.Dir(filepath.Dir(dir)), filepath.Dir(dir), dir, path} {
		want := kept.Folder
		if place == path {
			want = plain
		}
		err := want(place)
		switch {
		case errors.Is(err, os.ErrNotExist):
			return standing{}, nil
		case err != nil && !replace:
			return standing{}, damaged(path, err)
		case err != nil:
			if err := os.RemoveAll(place); err != nil {
				return standing{}, unwritable(path, err)
			}
			return standing{}, nil
		}
	}
	e, err := entry(path)
	digest, _ := kept.Digest(path) // none where it cannot be read
	return standing{there: true, bare: err == nil && e.bare, digest: digest}, nil
}

func plain(path string) error {
	f, err := kept.Open(path)
	if err != nil {
		if errors.Is(err, os.ErrPermission) {
			return nil // a file all the same
		}
		return err
	}
	return f.Close()
}

// holds reports whether a file has the same data.
func holds(path string, d *trade.Data) bool {
	old, err := ReadFile(context.Background(), path)
	if err != nil {
		return false
	}
	same := func(a, b float64) bool { return a == b || a != a && b != b }
	before, _ := json.Marshal(old.Meta)
	now, _ := json.Marshal(d.Meta)
	return bytes.Equal(before, now) && old.Year == d.Year && slices.Equal(old.Economies, d.Economies) &&
		slices.Equal(old.Products, d.Products) && slices.Equal(old.From, d.From) && slices.Equal(old.To, d.To) &&
		slices.Equal(old.Product, d.Product) && slices.Equal(old.Value, d.Value) &&
		slices.EqualFunc(old.Quantity, d.Quantity, same)
}

// unchanged says that what is to be written is there already, so that it is left as it stands.
var unchanged = &fault.Error{Kind: fault.Internal, What: "unchanged"}

func unwritable(path string, err error) error {
	return &fault.Error{Kind: fault.Unwritable, Where: path, What: fault.Say("data could not be kept: %v", err), Err: err}
}

// List returns what is kept, by name, year and reporter. What cannot be read is left out; Damage names it.
func (s *Store) List() ([]Entry, error) {
	out, _, err := s.all()
	return out, err
}

// Damage returns an error for each file that is damaged; whole reads every value.
func (s *Store) Damage(ctx context.Context, whole bool) []error {
	entries, damage, err := s.all()
	if err != nil {
		return []error{err}
	}
	for _, e := range entries {
		if whole {
			if _, err := ReadFile(ctx, e.Path); err != nil {
				damage = append(damage, err)
			}
		}
	}
	return damage
}

func (s *Store) all() (out []Entry, damage []error, err error) {
	// look goes through the folders below one, by what their names begin with.
	var look func(dir string, below []string)
	look = func(dir string, below []string) {
		names, err := kept.Names(dir)
		if dir == s.root && err != nil { // whose folder it is may be a link
			var entries []os.DirEntry
			entries, err = os.ReadDir(dir)
			for _, e := range entries {
				names = append(names, e.Name())
			}
		}
		if err != nil {
			damage = append(damage, damaged(dir, err))
			return
		}
		for _, name := range names {
			path := filepath.Join(dir, name)
			switch {
			case len(below) == 0 && name == fileName:
				e, err := entry(path)
				if _, there := os.Lstat(path); err != nil && errors.Is(there, os.ErrNotExist) {
					continue // removed meanwhile
				}
				if err != nil {
					damage = append(damage, err)
					continue
				}
				out = append(out, e)
			case len(below) > 0 && below[0] == "" && nameForm.MatchString(name),
				len(below) > 0 && below[0] != "" && strings.HasPrefix(name, below[0]):
				look(path, below[1:])
			}
		}
	}
	look(s.root, []string{"", "year=", "reported="})
	slices.SortFunc(out, func(a, b Entry) int { return strings.Compare(a.Path, b.Path) })
	return out, damage, nil
}

// entry reads what a file says of itself.
func entry(path string) (e Entry, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = damaged(path, fault.Errorf("%v", p))
		}
	}()
	for dir, i := filepath.Dir(path), 0; i < 3; dir, i = filepath.Dir(dir), i+1 {
		if err := kept.Folder(dir); err != nil {
			return e, damaged(path, err)
		}
	}
	f, err := kept.Open(path)
	if err != nil {
		return e, damaged(path, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return e, damaged(path, err)
	}
	meta, err := about(f, info.Size())
	if err != nil {
		return e, damaged(path, err)
	}
	e = Entry{Meta: meta.Meta, Year: meta.Year, Flows: meta.Flows, Path: path, bare: meta.Format == ""}
	return e, e.placed()
}

// placed is an error where the folders, which other programs go by, say otherwise than the file.
func (e Entry) placed() error {
	reported := filepath.Dir(e.Path)
	year := filepath.Dir(reported)
	folders := fmt.Sprintf("%s/%s/%s", filepath.Base(filepath.Dir(year)), filepath.Base(year), filepath.Base(reported))
	if own := fmt.Sprintf("%s/year=%d/reported=%s", e.Name, e.Year, e.Reported); !strings.EqualFold(folders, own) {
		return damaged(e.Path, fault.Errorf("it says that it is %s, and other programs go by its folders", own))
	}
	return nil
}

// preferred are the reporters in the order in which they are taken where a question names none.
var preferred = []string{"reconciled", "exporters", "importers", "re-exports"}

// find is the file of a name and year, "" where there is none.
func (s *Store) find(name string, year int, reported string) string {
	wanted := []string{reported}
	if reported == "" {
		wanted = preferred
	}
	if nameForm.MatchString(name) {
		for _, r := range wanted {
			path := filepath.Join(s.root, name, "year="+strconv.Itoa(year), "reported="+r, fileName)
			if _, err := os.Lstat(path); err == nil && !strings.ContainsAny(r, `/\.`) {
				return path
			}
		}
	}
	return ""
}

// Flows is how many flows are kept of a name and year, as Find finds them; 0 for none.
func (s *Store) Flows(name string, year int, reported string) int {
	path := s.find(name, year, reported)
	if path == "" {
		return 0
	}
	e, err := entry(path)
	if err != nil { // who reads it says so
		return 0
	}
	return e.Flows
}

// Find returns what is kept of a name and year, of a reporter or, where reported is "", of the first there is.
//
// Error: fault.NotFound with the nearest.
func (s *Store) Find(name string, year int, reported string) (Entry, error) {
	if path := s.find(name, year, reported); path != "" {
		return entry(path)
	}
	entries, err := s.List()
	if err != nil {
		return Entry{}, err
	}
	var refs []string
	for _, e := range entries {
		refs = append(refs, e.Ref())
	}
	return Entry{}, &fault.Error{Kind: fault.NotFound, Where: fmt.Sprintf("%s/%d", name, year),
		What: "no trade by product of that name and year is kept", Fix: fault.Suggest(fmt.Sprintf("%s/%d", name, year),
			slices.Compact(refs), "ikat trade lists what is at hand; ikat trade add reads a file")}
}

// Remove takes a year's data of all reporters out of the store.
//
// Error: as Find; fault.Unwritable.
func (s *Store) Remove(name string, year int) error {
	dir := filepath.Join(s.root, name, "year="+strconv.Itoa(year))
	if _, err := os.Lstat(dir); err != nil || !nameForm.MatchString(name) {
		_, err := s.Find(name, year, "")
		return err
	}
	if err := kept.Folder(filepath.Dir(dir)); err != nil { // what a link leads to is not the store's
		return damaged(dir, err)
	}
	if err := os.RemoveAll(dir); err != nil {
		return unwritable(name, err)
	}
	_ = os.Remove(filepath.Join(s.root, name)) // where it is empty
	return nil
}

// described is what a file says of itself.
type described struct {
	Format string `json:"format,omitempty"` // the first format has none, and no seal
	trade.Meta
	Year  int `json:"year"`
	Flows int `json:"flows"`
}

const (
	formatKind   = "ikat trade"
	formatNewest = 2
)

func describedBy(text string) (*described, error) {
	var meta described
	if err := json.Unmarshal([]byte(text), &meta); err != nil {
		return nil, fault.Errorf("it does not say what it is")
	}
	return &meta, nil
}

// damaged explains what is not as it was written. It names the place inside the store and not where the store is: a
// server shows it to strangers.
func damaged(path string, err error) error {
	e := &fault.Error{
		Kind:  fault.Unreadable,
		Where: inside(path),
		What:  fault.Say("flows that were kept cannot be read: %v", reason(err)),
		Fix:   "Add them again with {replace}, or remove them",
		Err:   err,
	}
	var newer kept.NewerError
	switch {
	case errors.As(err, &newer):
		e.What = fault.Say("these flows were kept by a newer ikat: %v", reason(err))
		e.Fix = "Use that ikat, or a later one"
	case errors.Is(err, os.ErrPermission):
		e.What, e.Fix = "flows that were kept may not be read", "Ask the store's owner for the right to read them"
	}
	return e
}

// inside is a path as seen from the folder of all data.
func inside(path string) string {
	list := strings.Split(filepath.ToSlash(path), "/")
	from := len(list) - 1
	for _, start := range []string{fileName, "reported=", "year="} {
		if from > 0 && strings.HasPrefix(list[from], start) {
			from--
		}
	}
	return fault.Say("store, %s", strings.Join(list[from:], "/"))
}

// reason is an error without the path.
func reason(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
