package download

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ikat/fault"
	"ikat/internal/fetch"
	"ikat/question"
	"ikat/question/borders"
	"ikat/question/sizes"
	"ikat/result"
	"ikat/tablefile/satellite"
)

// readers check that a file is what its kind says: they are those that the questions read it with.
var readers = map[string]func(ctx context.Context, path string) error{
	"jobs":         is(satellite.Read),
	"emissions":    is(satellite.Read),
	"trade costs":  is(borders.ReadTradeCosts),
	"facilitation": is(func(_ context.Context, path string) (any, error) { return borders.ReadIndex(path) }),
	"tariffs":      is(func(_ context.Context, path string) (any, error) { return borders.Open([]string{path}, 0) }),
	"firm sizes":   is(func(_ context.Context, path string) (any, error) { return sizes.Statistics([]string{path}) }),
}

// is makes a check of a reader.
func is[T any](read func(context.Context, string) (T, error)) func(context.Context, string) error {
	return func(ctx context.Context, path string) error {
		_, err := read(ctx, path)
		return err
	}
}

// check reads a file as what it is said to be.
func check(ctx context.Context, kind, path string) error {
	read := readers[kind]
	if read == nil {
		return nil
	}
	return read(ctx, path)
}

// Shelf is where data that go with tables are kept.
type Shelf struct {
	Root    string         // of the store
	Sources []fetch.Source // what may be fetched
}

// List returns the data that are kept, by name. A file without its description is none, and one whose description
// cannot be read is stepped over: who names it is told.
func (s Shelf) List() (out []*Kept) {
	for _, p := range s.files() {
		if k, err := described(p); err == nil && k.placed() {
			out = append(out, k)
		}
	}
	return out
}

// files are those that have a description.
func (s Shelf) files() (out []string) {
	paths, _ := filepath.Glob(filepath.Join(dataIn(s.Root), "*", "*"+besides)) // the pattern is well formed
	for _, p := range paths {
		out = append(out, strings.TrimSuffix(p, besides))
	}
	return out
}

// placed reports whether data lie under their own name, and are there.
func (k *Kept) placed() bool {
	info, err := os.Lstat(k.Path)
	return err == nil && info.Mode().IsRegular() && k.Name == filepath.Base(filepath.Dir(k.Path))
}

// find returns the data of a name, whole; nil where none are kept.
func (s Shelf) find(name string) (*Kept, error) {
	files := s.files()
	i := slices.IndexFunc(files, func(p string) bool { return filepath.Base(filepath.Dir(p)) == name })
	if i < 0 {
		return nil, nil
	}
	k, err := described(files[i])
	if err != nil {
		return nil, err
	}
	if !k.placed() {
		return nil, unlike(k.Path+besides, fault.Errorf("it does not say which data it is about"))
	}
	return k, k.whole()
}

// Data finds kept data by name, as question.Asker.Data does.
//
// Error: fault.NotFound where a source of that name is known and its data are not kept.
func (s Shelf) Data(name string) (*question.Kept, error) {
	k, err := s.find(name)
	if err != nil {
		return nil, err
	}
	if k != nil {
		kind := k.Kind
		if source, err := Find(s.Sources, name); err == nil && kind == "" { // of an earlier version
			kind = source.Kind
		}
		return &question.Kept{Name: k.Name, Kind: kind, Path: k.Path, Content: k.SHA256, Source: result.Source{Table: k.Name,
			SHA256: k.SHA256, Publisher: k.Label + ", " + k.From + ", got on " + k.Got + ", " + k.Licence,
			Citation: k.Citation}}, nil
	}
	source, err := Find(s.Sources, name)
	if err != nil || source.Kind == "" {
		return nil, nil
	}
	e := &fault.Error{Kind: fault.NotFound, Where: name, What: "these data are not kept here",
		Fix: fault.Say("Get them: ikat tables get %s", name)}
	if !source.Offered() {
		e.Fix = source.ByHand()
	}
	return nil, e
}

// Stamp changes when what is kept does.
func (s Shelf) Stamp() string {
	var out strings.Builder
	for _, p := range s.files() {
		if info, err := os.Stat(p); err == nil {
			fmt.Fprintln(&out, p, info.Size(), info.ModTime().UnixNano())
		}
	}
	return out.String()
}

// Names are those of the kept data of some kinds.
func (s Shelf) Names(kinds []string) (out []string) {
	for _, k := range s.List() {
		if slices.Contains(kinds, k.Kind) {
			out = append(out, k.Name)
		}
	}
	return out
}
