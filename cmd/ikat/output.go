package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ikat/export"
	"ikat/fault"
	"ikat/internal/outfile"
	"ikat/result"
	"ikat/say"
)

// deliver prints the frames, or writes them to the file (or, for several, the folder) the user named.
func (a *app) deliver(c *choices, frames []*result.Frame, ids []string) error {
	format, err := c.resolveFormat()
	if err != nil {
		return err
	}
	v := say.In(c.language)
	if format != "table" || c.file() != "" {
		a.warn(a.warnings(v, frames...))
	}
	path := c.file()
	if format == "zip" {
		return a.deliverPackage(path, frames, ids)
	}
	if path != "" && len(frames) > 1 {
		if c.format == "" {
			format = "csv" // a folder's name has no ending to tell
		}
		if err := newFolder(path, len(frames)); err != nil {
			return err
		}
		ending := map[string]string{"table": "txt"}[format]
		if ending == "" {
			ending = format
		}
		for i, f := range frames {
			path := filepath.Join(path, ids[i]+"."+ending)
			if err := outfile.Write(path, func(w io.Writer) error { return a.write(w, f, format, 0, v) }); err != nil {
				return err
			}
		}
		return nil
	}
	if path != "" {
		return outfile.Write(path, func(w io.Writer) error { return a.write(w, frames[0], format, 0, v) })
	}
	if len(frames) > 1 && format != "table" {
		return &fault.Error{
			Kind:  fault.Invalid,
			Where: "--format " + format,
			What:  fault.Say("several measures do not fit into one %s stream", format),
			Fix:   "Name a folder with -o; it gets a file for each measure",
		}
	}
	a.endProgress()
	for i, f := range frames {
		if i > 0 {
			fmt.Fprintln(a.out)
		}
		if err := a.write(a.out, f, format, c.rows, v); err != nil {
			return unwritable("standard output", err)
		}
	}
	return nil
}

// deliverPackage writes the frames into one file, whatever their number.
func (a *app) deliverPackage(path string, frames []*result.Frame, ids []string) error {
	write := func(w io.Writer) error { return export.Package(w, frames, ids) }
	if path != "" {
		return outfile.Write(path, write)
	}
	a.endProgress()
	return unwritable("standard output", write(a.out))
}

// warn tells the person who asks, on standard error and each once, of what makes doubtful what a program or a file
// takes: CSV has no place for it.
func (a *app) warn(texts []string) {
	a.endProgress()
	said := map[string]bool{}
	for _, text := range texts {
		if !said[text] {
			said[text] = true
			if a.messages == messagesJSON {
				a.message(message{Warning: text})
				continue
			}
			fmt.Fprintln(a.err, "ikat: "+warn("warning: ")+text)
		}
	}
}

// warnings are the texts of the frames' warnings; to programs in English.
func (a *app) warnings(v *say.Voice, frames ...*result.Frame) []string {
	var out []string
	for _, f := range frames {
		for _, n := range f.Notes {
			if n.Severity == "warning" {
				text := n.Text
				if a.messages != messagesJSON {
					text = v.Note(n)
				}
				out = append(out, text)
			}
		}
	}
	return out
}

// pageWarnings are the texts of a page's warnings, without the word that the page puts before them.
func (a *app) pageWarnings(p *say.Page) []string {
	word := p.Say("basis.warning", say.Args{"text": ""})
	var out []string
	for _, b := range p.Blocks {
		switch b.Kind {
		case say.Warning:
			out = append(out, strings.TrimPrefix(b.Text, word))
		case say.Frame:
			out = append(out, a.warnings(p.Voice, b.Rows)...)
		}
	}
	return out
}

// file is the file the user named, or "" where results go to standard output, which - is another name of.
func (c *choices) file() string {
	if c.outPath == "-" {
		return ""
	}
	return c.outPath
}

// newFolder makes a folder for several results, unless its name is that of a file.
func newFolder(path string, results int) error {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil
	}
	if ending := strings.TrimPrefix(strings.ToLower(filepath.Ext(path)), "."); ending == "txt" ||
		slices.Contains(export.Formats, ending) {
		return &fault.Error{
			Kind:  fault.Invalid,
			Where: "-o " + path,
			What:  fault.Say("the answer is %d lists of rows, and they do not fit into one file", results),
			Fix:   fault.Say("Name a folder, without an ending, and say the format with --format %s", ending),
		}
	}
	if err := os.MkdirAll(path, 0o777); err != nil {
		return unwritable(path, err)
	}
	return nil
}

func (c *choices) resolveFormat() (string, error) {
	known := formats()
	format := c.format
	if format == "" {
		format = strings.TrimPrefix(strings.ToLower(filepath.Ext(c.file())), ".")
		if format == "" {
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
	return "", &fault.Error{
		Kind:  fault.Invalid,
		Where: "--format",
		What:  fault.Say("there is no output format %q", format),
		Fix:   fault.Suggest(format, known, fault.Say("Formats are %s", strings.Join(known, ", "))),
	}
}

func (a *app) write(w io.Writer, f *result.Frame, format string, rows int, v *say.Voice) error {
	if format == "table" {
		return printFrame(w, f, rows, v)
	}
	return export.Write(w, f, format)
}

// unwritable turns an error of the file system into one a person can act on.
func unwritable(path string, err error) error {
	if err == nil {
		return nil
	}
	if fault.KindOf(err) != fault.Internal {
		return err
	}
	return &fault.Error{Kind: fault.Unwritable, Where: path, What: fault.Say("the result could not be written: %v", err),
		Why: "No half file is left", Fix: "Make room or name another place with -o", Err: err}
}

// page writes a page to the terminal or to the file the user named.
func (a *app) page(c *choices, p *say.Page) error {
	a.endProgress()
	print := func(w io.Writer) error { return drawPage(w, p) }
	if path := c.file(); path != "" {
		a.warn(a.pageWarnings(p))
		return outfile.Write(path, print)
	}
	if err := print(a.out); err != nil {
		return unwritable("standard output", err)
	}
	return nil
}
