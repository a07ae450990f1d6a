// Package download takes what publishers offer from their own addresses and keeps it: tables in the store, data that go
// with tables as they came, with licence, address and checksum beside them. What was interrupted goes on where it
// stopped.
package download

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"ikat/engine"
	"ikat/fault"
	"ikat/internal/fetch"
	"ikat/internal/kept"
	"ikat/store"
)

// Taker takes downloads. Its functions hear of the work as it goes on; each may be nil.
type Taker struct {
	Engine *engine.Engine
	Store  *store.Store

	Progress engine.Progress                          // of reading and keeping
	From     func(address string)                     // a download begins, or goes on
	Bytes    func(name string, done, total int64)     // some has come; total is -1 where unknown
	Came     func(name string, bytes int64)           // all has
	Read     func(name string, read *engine.Imported) // a table was read, whether or not it can be kept
	Kept     func(*engine.Imported)                   // and is in the store

	// Turn waits until a table may be read and kept; leave ends that.
	Turn func(context.Context) (in context.Context, leave func(), err error)
}

// Find returns the source of that name.
//
// Error: fault.NotFound.
func Find(sources []fetch.Source, name string) (*fetch.Source, error) {
	var names []string
	for i := range sources {
		if sources[i].Name == name {
			return &sources[i], nil
		}
		names = append(names, sources[i].Name)
	}
	return nil, &fault.Error{Kind: fault.NotFound, What: fault.Say("there is no source %s", name),
		Fix: fault.Suggest(name, names, "ikat tables get lists the sources")}
}

// Tables downloads tables of some years and keeps them. A file of several years is downloaded once.
//
// Error: fault.Invalid where no year is named; what fetch.Source.File, fetch.Fetcher.Get and engine.Import say.
func (t *Taker) Tables(ctx context.Context, s fetch.Source, years []int, replace bool) ([]*engine.Imported, error) {
	if s.List != nil {
		files, err := (&fetch.Fetcher{}).List(ctx, s.List)
		if err != nil {
			return nil, err
		}
		s.Files = files
	}
	if len(years) == 0 && len(s.Files) > 0 {
		return nil, &fault.Error{Kind: fault.Invalid, Param: "year", What: "it is not said which year to download",
			Fix: fault.Say("Give {year}; %s has %s", s.Name, s.Years())}
	}
	if len(years) == 0 {
		_, err := s.File(0)
		return nil, err
	}
	var kept []*engine.Imported
	var done []string
	origins := map[string]string{}
	for _, year := range years {
		file, err := s.File(year)
		if err != nil {
			return kept, err
		}
		path := filepath.Join(t.folder(), filepath.Base(file.File))
		if !slices.Contains(done, path) {
			if origins[path], err = t.take(ctx, file, &s, path, false); err != nil {
				return kept, err
			}
			done = append(done, path)
		}
		one, err := t.keep(ctx, engine.Importing{Reading: engine.Reading{Path: path, Format: s.Format, Year: year},
			Name: s.Store, Origin: origins[path], Replace: replace})
		if err != nil {
			return kept, err
		}
		kept = append(kept, one)
	}
	for _, path := range done {
		os.Remove(path)
	}
	return kept, nil
}

// folder is where files lie on their way.
func (t *Taker) folder() string { return filepath.Join(t.Store.Root(), "downloads") }

// keep reads a downloaded table into the store. A file that cannot be used is removed: the next try must not meet it
// again.
func (t *Taker) keep(ctx context.Context, q engine.Importing) (*engine.Imported, error) {
	if t.Turn != nil {
		in, leave, err := t.Turn(ctx)
		if err != nil {
			return nil, err
		}
		defer leave()
		ctx = in
	}
	read, err := t.Engine.Import(ctx, t.Store, q, t.Progress)
	if t.Read != nil && read != nil {
		t.Read(filepath.Base(q.Path), read)
	}
	if k := fault.KindOf(err); err != nil && (k == fault.Unreadable || k == fault.Inconsistent) {
		os.Remove(q.Path)
	}
	if t.Kept != nil && err == nil {
		t.Kept(read)
	}
	return read, err
}

// take fetches a file, anew or unless an earlier call has. It returns where the file is from, and since when it was
// there; "" where it was here already.
func (t *Taker) take(ctx context.Context, file fetch.SourceFile, s *fetch.Source, path string, anew bool) (
	origin string, err error) {
	switch there, err := kept.Open(path); {
	case err == nil && !anew:
		return "", there.Close()
	case err == nil: // it stays until the other has come
		there.Close()
	case errors.Is(err, fs.ErrNotExist):
	case !anew:
		return "", unlike(path, err)
	default: // what is no file
		if err := os.Remove(path); err != nil {
			return "", unwritable(path, err)
		}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return "", unwritable(path, err)
	}
	room, err := t.Store.Room()
	if err != nil {
		return "", err
	}
	name := filepath.Base(path)
	if t.From != nil {
		t.From(file.URL)
	}
	f := &fetch.Fetcher{Most: room, Got: func(r fetch.Receipt) { origin = r.String() }}
	if t.Bytes != nil {
		f.Progress = func(done, total int64) { t.Bytes(name, done, total) }
	}
	err = f.Get(ctx, fetch.Request{URL: file.URL, Path: path, SHA256: file.SHA256, MD5: file.MD5, Page: s.Page,
		Add: s.Adding()})
	if info, serr := os.Stat(path); err == nil && serr == nil && t.Came != nil {
		t.Came(name, info.Size())
	}
	return origin, err
}

// Begun is how many bytes of a source's files have come and wait to be gone on with.
func Begun(s *store.Store, source *fetch.Source) (bytes int64) {
	t := Taker{Store: s}
	for _, f := range source.Files {
		for year := f.From; year <= f.To; year++ {
			file, err := source.File(year)
			if err != nil {
				continue
			}
			path := filepath.Join(t.folder(), filepath.Base(file.File))
			if source.Kind != "" {
				path = t.data(source, file.File)
			}
			bytes += size(path + ".part")
			if f.URL == file.URL { // one file holds all its years
				break
			}
		}
	}
	return bytes
}

func size(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// unlike is an error about a file that was downloaded and is not what came.
func unlike(path string, err error) error {
	var inner *fs.PathError
	if errors.As(err, &inner) {
		err = inner.Err
	}
	return &fault.Error{Kind: fault.Unreadable, Where: filepath.Base(path),
		What: fault.Say("what was downloaded cannot be used: %v", err),
		Fix: fault.Say("Remove it from the folder %s of the store, and get it again",
			filepath.Base(filepath.Dir(path))), Err: err}
}

func unwritable(path string, err error) error {
	var inner *fs.PathError
	if errors.As(err, &inner) {
		err = inner.Err
	}
	return &fault.Error{Kind: fault.Unwritable, Where: filepath.Dir(path),
		What: fault.Say("it cannot be written: %v", err), Fix: "Name another folder in IKAT_STORE", Err: err}
}
