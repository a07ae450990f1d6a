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
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ikat/fault"
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
	digest, there := digestOf(path)
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
		switch same := hex.EncodeToString(h.Sum(nil)) == digest; {
		case there && same:
			return unchanged
		case there && !replace:
			return &fault.Error{
				Kind:  fault.Invalid,
				Where: d.Ref(),
				What:  "other data of that name, year and reporter are kept",
				Fix:   "Give these another with {name}, or replace those with {replace}",
			}
		case there:
			outcome = "replaced"
		}
		return nil
	})
	switch {
	case errors.Is(err, unchanged):
		return "was there already, unchanged", nil
	case err != nil:
		return "", err
	}
	return outcome, nil
}

// unchanged says that what is to be written is there already, so that it is left as it stands.
var unchanged = &fault.Error{Kind: fault.Internal, What: "unchanged"}

func unwritable(path string, err error) error {
	return &fault.Error{Kind: fault.Unwritable, Where: path, What: fault.Say(
		"data could not be kept: %v",
		err,
	), Err: err}
}

func digestOf(path string) (string, bool) {
	f, err := os.Open(path)
	if err != nil {
		return "", false
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", true
	}
	return hex.EncodeToString(h.Sum(nil)), true
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
	paths, err := filepath.Glob(filepath.Join(s.root, "*", "year=*", "reported=*", fileName))
	if err != nil {
		return nil, nil, err
	}
	for _, p := range paths {
		e, err := entry(p)
		if err != nil {
			damage = append(damage, err)
			continue
		}
		out = append(out, e)
	}
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
	f, err := os.Open(path)
	if err != nil {
		return e, damaged(path, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return e, damaged(path, err)
	}
	text, err := metadata(f, info.Size())
	if err != nil {
		return e, damaged(path, err)
	}
	var meta described
	if err := json.NewDecoder(bytes.NewReader([]byte(text))).Decode(&meta); err != nil {
		return e, damaged(path, fault.Errorf("it does not say what it is"))
	}
	e = Entry{Meta: meta.Meta, Year: meta.Year, Flows: meta.Flows, Path: path}
	return e, e.placed()
}

// placed is an error where the folders, which other programs go by, say otherwise than the file.
func (e Entry) placed() error {
	reported := filepath.Dir(e.Path)
	year := filepath.Dir(reported)
	folders := fmt.Sprintf("%s/%s/%s", filepath.Base(filepath.Dir(year)), filepath.Base(year), filepath.Base(reported))
	if own := fmt.Sprintf("%s/year=%d/reported=%s", e.Name, e.Year, e.Reported); !strings.EqualFold(folders, own) {
		return damaged(e.Path, errors.New("it says that it is "+own+", and other programs go by its folders"))
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
			if _, err := os.Stat(path); err == nil && !strings.ContainsAny(r, `/\.`) {
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
	if _, err := s.Find(name, year, ""); err != nil {
		return err
	}
	if err := os.RemoveAll(filepath.Join(s.root, name, "year="+strconv.Itoa(year))); err != nil {
		return unwritable(name, err)
	}
	_ = os.Remove(filepath.Join(s.root, name)) // where it is empty
	return nil
}

// described is what a file says of itself.
type described struct {
	trade.Meta
	Year  int `json:"year"`
	Flows int `json:"flows"`
}

func damaged(path string, err error) error {
	return &fault.Error{
		Kind:  fault.Unreadable,
		Where: path,
		What:  fault.Say("flows that were kept cannot be read: %v", err),
		Fix:   "Add them again with {replace}",
		Err:   err,
	}
}
