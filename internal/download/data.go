package download

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"ikat/fault"
	"ikat/internal/fetch"
	"ikat/internal/kept"
	"ikat/internal/outfile"
	"ikat/question"
)

// Kept is a file of data that go with tables, and what stands beside it: what it is, whose, on which terms, and which
// bytes came from where.
type Kept struct {
	Path  string `json:"-"`
	Known bool   `json:"-"` // from an earlier download: nothing came now

	Name     string `json:"name"`
	Kind     string `json:"kind"`
	Label    string `json:"label"`
	Licence  string `json:"licence"`
	Citation string `json:"citation"`
	Page     string `json:"page"`
	From     string `json:"from"`
	Got      string `json:"got"` // the day
	SHA256   string `json:"sha256"`
}

// besides is how the name of the file ends that says what another is.
const besides = ".source.json"

// data is where a file of data that go with tables is kept.
func (t *Taker) data(s *fetch.Source, file string) string {
	return filepath.Join(dataIn(t.Store.Root()), s.Name, filepath.Base(file))
}

// dataIn is where a store's folder has data.
func dataIn(root string) string { return filepath.Join(root, "data") }

// Data downloads data that go with tables, checks that they can be read as what they are, and keeps them as they came.
// Those kept already stay unless they are to be replaced, and then until the others have come.
//
// Error: as fetch.Source.File for data that have to be fetched by hand; as fetch.Fetcher.Get; what their reader says.
func (t *Taker) Data(ctx context.Context, s *fetch.Source, replace bool) (*Kept, error) {
	file, err := s.File(0)
	if err != nil {
		return nil, err
	}
	if old, err := t.shelf().find(s.Name); err == nil && old != nil && !replace {
		old.Known = true
		return old, nil
	}
	path := t.data(s, file.File)
	origin, err := t.take(ctx, file, s, path, replace)
	if err != nil {
		return nil, err
	}
	if origin == "" {
		return known(path)
	}
	// One that cannot be read is removed: the next try must not meet it again.
	if err := check(ctx, s.Kind, path); err != nil {
		os.Remove(path)
		return nil, err
	}
	return t.shelve(s, path, origin)
}

// Put keeps a file of data that somebody has brought by hand, as Data does.
//
// Error: fault.Invalid where another file is kept and is not to be replaced; what the data's reader says.
func (t *Taker) Put(ctx context.Context, s *fetch.Source, from string, replace bool) (*Kept, error) {
	if err := check(ctx, s.Kind, from); err != nil {
		return nil, err
	}
	path := t.data(s, from)
	old, err := t.shelf().find(s.Name)
	if err != nil && !replace { // what is damaged can be replaced
		return nil, err
	}
	in, err := question.Open(from) // the user's own: a link to it is as good
	if err != nil {
		return nil, err
	}
	defer in.Close()
	sum, err := kept.DigestOf(in)
	switch {
	case err != nil:
		return nil, err
	case old != nil && old.SHA256 == sum && old.whole() == nil:
		old.Known = true
		return old, nil
	case old != nil && !replace:
		return nil, &fault.Error{Kind: fault.Invalid, Param: "replace", Where: s.Name,
			What: fault.Say("other data of that name are kept, of %s", old.Got),
			Fix:  "Give {replace} to put these in their place"}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return nil, unwritable(path, err)
	}
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	if err := outfile.Write(path, func(w io.Writer) error { _, err := io.Copy(w, in); return err }); err != nil {
		return nil, err
	}
	return t.shelve(s, path, "by hand, as "+filepath.Base(from))
}

// shelf is where data are kept.
func (t *Taker) shelf() Shelf { return Shelf{Root: t.Store.Root()} }

// shelve writes beside a file of data what it is, and removes what was kept under its name before.
func (t *Taker) shelve(s *fetch.Source, path, origin string) (*Kept, error) {
	sum, err := kept.Digest(path)
	if err != nil {
		return nil, unwritable(path, err)
	}
	out := &Kept{Path: path, Name: s.Name, Kind: s.Kind, Label: s.Label, Licence: s.Licence, Citation: s.Citation,
		Page: s.Page, From: origin, Got: time.Now().UTC().Format(time.DateOnly), SHA256: sum}
	about, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		return nil, err
	}
	err = outfile.Write(path+besides, func(w io.Writer) error {
		_, err := w.Write(append(about, '\n'))
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, old := range t.shelf().files() {
		if filepath.Dir(old) == filepath.Dir(path) && old != path {
			os.Remove(old + besides)
			os.Remove(old)
		}
	}
	return out, nil
}

// mostAbout bounds what is said of a file.
const mostAbout = 1 << 20

// known is a file from an earlier download, compared with what was written beside it then.
func known(path string) (*Kept, error) {
	out, err := described(path)
	if errors.Is(err, fs.ErrNotExist) { // it was put here by hand
		return &Kept{Path: path, Known: true}, nil
	}
	if err != nil {
		return nil, err
	}
	out.Known = true
	return out, out.whole()
}

// described reads what stands beside a file.
func described(path string) (*Kept, error) {
	out := &Kept{Path: path}
	text, err := kept.Text(path+besides, mostAbout)
	if err == nil {
		err = json.Unmarshal(text, out)
	}
	if err != nil {
		return nil, unlike(path+besides, err)
	}
	return out, nil
}

// whole compares a file with the checksum beside it.
func (k *Kept) whole() error {
	sum, err := kept.Digest(k.Path)
	if err == nil && sum != k.SHA256 {
		err = fault.Errorf("its checksum differs from the one written when it came")
	}
	if err != nil {
		return unlike(k.Path, err)
	}
	return nil
}

// DataSource returns the source of data of that name.
//
// Error: fault.NotFound where there is none, or where it is of tables.
func DataSource(sources []fetch.Source, name string) (*fetch.Source, error) {
	var data []fetch.Source
	var names []string
	for _, s := range sources {
		if s.Kind != "" {
			data, names = append(data, s), append(names, s.Name)
		}
	}
	s, err := Find(data, name)
	if err != nil {
		return nil, &fault.Error{Kind: fault.NotFound, Param: "data", Where: name,
			What: "there are no data of that name",
			Fix:  fault.Suggest(name, names, fault.Say("They are %s", strings.Join(names, ", ")))}
	}
	return s, nil
}
