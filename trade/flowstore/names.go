package flowstore

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ikat/fault"
	"ikat/internal/kept"
	"ikat/internal/outfile"
	"ikat/trade"
)

// namesFolder holds what products are called, a CSV a classification. No name of data begins so, and programs that
// read partitions leave such folders out.
const namesFolder = "_names"

// mostNames bounds a list of names: those of the finest classification take half a megabyte.
const mostNames = 64 << 20

func (s *Store) namesFile(classification string) string {
	slug := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '.' {
			return r
		}
		return '-'
	}, classification)
	return filepath.Join(s.root, namesFolder, slug+".csv")
}

// PutNames keeps what the products of a classification are called, beside the names kept before; of a code that has
// another name the new one stands. It returns how many codes are new, and how many had another name.
//
// Error: fault.Unwritable where the disk fails: what was there stands then; fault.Unreadable for damaged names.
func (s *Store) PutNames(classification string, names map[string]string) (fresh, changed int, err error) {
	kept, err := s.Names(classification)
	if err != nil {
		return 0, 0, err
	}
	for code, name := range names {
		switch before, known := kept[code]; {
		case !known:
			fresh++
		case before != name:
			changed++
		default:
			continue
		}
		kept[code] = name
	}
	if fresh+changed == 0 {
		return 0, 0, nil
	}
	path := s.namesFile(classification)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return 0, 0, unwritable(path, err)
	}
	return fresh, changed, outfile.Write(path, func(w io.Writer) error {
		bounded, err := s.bounded(w)
		if err != nil {
			return err
		}
		out := csv.NewWriter(bounded)
		lines := [][]string{{"code", "name"}}
		for _, code := range slices.Sorted(maps.Keys(kept)) {
			lines = append(lines, []string{code, kept[code]})
		}
		return out.WriteAll(lines)
	})
}

// Names are what the products of a classification are called, by code; none where nobody has said.
//
// Error: fault.Unreadable where they are damaged.
func (s *Store) Names(classification string) (map[string]string, error) {
	out := map[string]string{}
	path := s.namesFile(classification)
	text, err := kept.Text(path, mostNames)
	if errors.Is(err, os.ErrNotExist) {
		return out, nil
	}
	if err != nil {
		return nil, damagedNames(path, err)
	}
	in := csv.NewReader(bytes.NewReader(text))
	in.FieldsPerRecord = 2
	lines, err := in.ReadAll()
	if err != nil {
		return nil, damagedNames(path, err)
	}
	for _, l := range lines[min(1, len(lines)):] {
		out[l[0]] = l[1]
	}
	return out, nil
}

func damagedNames(path string, err error) error {
	return &fault.Error{Kind: fault.Unreadable, Where: fault.Say("store, %s", namesFolder+"/"+filepath.Base(path)),
		What: fault.Say("names of products cannot be read: %v", reason(err)),
		Fix:  "Remove the file, and add the list again with ikat trade add", Err: err}
}

// Called gives products of data the names that are kept of their classification, where the data have none of their own.
func (s *Store) Called(d *trade.Data) error {
	names, err := s.Names(d.Classification)
	if err != nil || len(names) == 0 {
		return err
	}
	maps.DeleteFunc(names, func(code, _ string) bool { return d.ProductNames[code] != "" })
	maps.Copy(names, d.ProductNames)
	d.ProductNames = names
	return nil
}

// Stamp changes with what is kept: which files there are, how large and how old they are.
func (s *Store) Stamp() string {
	var out strings.Builder
	flows, names := filepath.Join("*", "year=*", "reported=*", fileName), filepath.Join(namesFolder, "*")
	for _, pattern := range []string{flows, names} {
		paths, _ := filepath.Glob(filepath.Join(s.root, pattern)) // the pattern is a right one
		for _, p := range paths {
			if info, err := os.Stat(p); err == nil {
				fmt.Fprintln(&out, p, info.Size(), info.ModTime().UnixNano())
			}
		}
	}
	return out.String()
}

// NamesStamp changes with the names that are kept of a classification.
func (s *Store) NamesStamp(classification string) string {
	info, err := os.Stat(s.namesFile(classification))
	if err != nil {
		return ""
	}
	return fmt.Sprint(info.Size(), info.ModTime().UnixNano())
}

// bounded is a writer that fails once the room for what is kept is used up.
func (s *Store) bounded(w io.Writer) (io.Writer, error) {
	if s.Room == nil {
		return w, nil
	}
	left, err := s.Room()
	if err != nil || left < 0 {
		return w, err
	}
	return &within{w, left}, nil
}

// within takes so many bytes.
type within struct {
	to   io.Writer
	left int64
}

func (w *within) Write(b []byte) (int, error) {
	if w.left -= int64(len(b)); w.left < 0 {
		return 0, &fault.Error{Kind: fault.Unwritable, Where: "store", What: "there is no room left for it",
			Fix: "Remove tables or years of trade that are not needed, or raise the bound"}
	}
	return w.to.Write(b)
}
