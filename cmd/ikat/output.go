package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"ikat/export"
	"ikat/fault"
	"ikat/result"
)

// deliver prints the frames, or writes them to the file (or, for several, the folder) the user named.
func (a *app) deliver(c *choices, frames []*result.Frame, ids []string) error {
	format, err := c.resolveFormat()
	if err != nil {
		return err
	}
	if c.outPath != "" && len(frames) > 1 {
		if c.format == "" {
			format = "csv" // a folder's name has no ending to tell
		}
		if err := os.MkdirAll(c.outPath, 0o777); err != nil {
			return unwritable(c.outPath, err)
		}
		ending := map[string]string{"table": "txt"}[format]
		if ending == "" {
			ending = format
		}
		for i, f := range frames {
			path := filepath.Join(c.outPath, ids[i]+"."+ending)
			if err := writeFile(path, func(w io.Writer) error { return a.write(w, f, format, 0) }); err != nil {
				return err
			}
		}
		return nil
	}
	if c.outPath != "" {
		return writeFile(c.outPath, func(w io.Writer) error { return a.write(w, frames[0], format, 0) })
	}
	if len(frames) > 1 && format != "table" {
		return &fault.Error{Kind: fault.Invalid, Where: "--format " + format, What: "several measures do not fit into one " + format + " stream",
			Fix: "Name a folder with -o; it gets a file for each measure"}
	}
	a.endProgress()
	for i, f := range frames {
		if i > 0 {
			fmt.Fprintln(a.out)
		}
		if err := a.write(a.out, f, format, c.rows); err != nil {
			return unwritable("standard output", err)
		}
	}
	return nil
}

func (c *choices) resolveFormat() (string, error) {
	known := append([]string{"table"}, export.Formats...)
	format := c.format
	if format == "" {
		format = strings.TrimPrefix(strings.ToLower(filepath.Ext(c.outPath)), ".")
		if format == "" || c.outPath == "" {
			format = "table"
		}
		if format == "txt" {
			format = "table"
		}
	}
	for _, k := range known {
		if k == format {
			return format, nil
		}
	}
	return "", &fault.Error{Kind: fault.Invalid, Where: "--format", What: fmt.Sprintf("there is no output format %q", format),
		Fix: fault.Suggest(format, known, "Formats are "+strings.Join(known, ", "))}
}

func (a *app) write(w io.Writer, f *result.Frame, format string, rows int) error {
	if format == "table" {
		return printFrame(w, f, rows)
	}
	return export.Write(w, f, format)
}

// unfinished are the temporary files being written, for an interrupt to remove.
var unfinished struct {
	sync.Mutex
	paths map[string]bool
}

func discardUnfinished() {
	unfinished.Lock()
	defer unfinished.Unlock()
	for p := range unfinished.paths {
		os.Remove(p)
	}
}

func track(path string, on bool) {
	unfinished.Lock()
	defer unfinished.Unlock()
	if unfinished.paths == nil {
		unfinished.paths = map[string]bool{}
	}
	if on {
		unfinished.paths[path] = true
	} else {
		delete(unfinished.paths, path)
	}
}

// writeFile writes path whole or not at all: into a temporary file beside it, renamed once it is complete on disk. A path
// that is not a regular file (a pipe, a device) is written to directly.
func writeFile(path string, write func(io.Writer) error) error {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return &fault.Error{Kind: fault.Unwritable, Where: path, What: "it is a folder", Fix: "Name a file in it"}
	} else if err == nil && !info.Mode().IsRegular() {
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return unwritable(path, err)
		}
		err = write(f)
		if cerr := f.Close(); err == nil {
			err = cerr
		}
		return unwritable(path, err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".ikat-*.tmp")
	if err != nil {
		return unwritable(path, err)
	}
	track(f.Name(), true)
	defer track(f.Name(), false)
	err = write(f)
	if err == nil {
		err = f.Chmod(0o666 &^ umask())
	}
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return unwritable(path, err)
}

// unwritable turns an error of the file system into one a person can act on.
func unwritable(path string, err error) error {
	if err == nil {
		return nil
	}
	if fault.KindOf(err) != fault.Internal {
		return err
	}
	return &fault.Error{Kind: fault.Unwritable, Where: path, What: "the result could not be written: " + err.Error(),
		Why: "No half file is left", Fix: "Make room or name another place with -o", Err: err}
}
