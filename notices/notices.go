// Package notices says what others made of what the program holds, and on which terms: Go modules, the pages' scripts,
// and data. Their list is part of the source; the texts of their licences are gathered by make, from where the modules
// and scripts lie, and built in.
package notices

import (
	"bytes"
	"compress/gzip"
	"embed"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"ikat/fault"
)

//go:embed parts.csv
var parts string

//go:embed all:dist
var dist embed.FS

// TextsFile is where make puts the texts, seen from this folder: JSON from a part's Key to its text, compressed.
const TextsFile = "dist/texts.json.gz"

// Kinds of part.
const (
	Module = "module" // Go, compiled in
	Script = "script" // JavaScript, in the pages
	Data   = "data"
)

// A Part is something in the program that others made.
type Part struct {
	Kind    string
	Name    string
	Licence string // SPDX expression, or what holds where there is none
	Address string
	What    string   // for data: what it is, whom to name, and what was changed
	Files   []string // for data: patterns of the files that hold it, from the project's root
}

// Key names a part in the file of texts.
func (p Part) Key() string { return p.Kind + " " + p.Name }

// All lists the parts, in the order of parts.csv.
func All() []Part {
	records, err := csv.NewReader(strings.NewReader(parts)).ReadAll()
	if err != nil {
		panic("notices/parts.csv: " + err.Error()) // part of the source; its test reads it
	}
	var all []Part
	for _, r := range records[1:] {
		all = append(all, Part{r[0], r[1], r[2], r[3], r[4], strings.Fields(r[5])})
	}
	return all
}

// Texts returns the texts of licences by Key; none where the program was built without make.
func Texts() (map[string]string, error) {
	raw, err := dist.ReadFile(TextsFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	var texts map[string]string
	return texts, json.NewDecoder(z).Decode(&texts)
}

// Titles of the kinds, as a list shows them.
var titles = map[string]string{Data: "Data", Module: "Go modules", Script: "Scripts of the pages"}

// List writes what the program holds that others made, each on a line with its licence.
func List(w io.Writer) error {
	all := All()
	width := 0
	for _, p := range all {
		width = max(width, len(p.Name))
	}
	var b strings.Builder
	for i, p := range all {
		if i == 0 || p.Kind != all[i-1].Kind {
			fmt.Fprintf(&b, "\n%s\n\n", titles[p.Kind])
		}
		if p.Kind == Data {
			fmt.Fprintf(&b, "%s (%s)\n  %s\n  %s\n", p.Name, p.Licence, folded(p.What, "\n  "), p.Address)
			continue
		}
		fmt.Fprintf(&b, "%-*s  %s\n", width, p.Name, p.Licence)
	}
	_, err := io.WriteString(w, strings.TrimPrefix(b.String(), "\n"))
	return err
}

// folded is a text in lines of about a hundred characters.
func folded(text, newline string) string {
	var b strings.Builder
	at := 0
	for i, word := range strings.Fields(text) {
		switch {
		case i > 0 && at+len(word) > 100:
			b.WriteString(newline)
			at = 0
		case i > 0:
			b.WriteByte(' ')
		}
		b.WriteString(word)
		at += len(word) + 1
	}
	return b.String()
}

// WriteTexts writes the text of every licence, or of the part of that name.
func WriteTexts(w io.Writer, name string) error {
	texts, err := Texts()
	if err != nil {
		return err
	}
	var chosen []Part
	var names []string
	for _, p := range All() {
		names = append(names, p.Name)
		if name == "" && texts[p.Key()] != "" || name == p.Name {
			chosen = append(chosen, p)
		}
	}
	if name != "" && len(chosen) == 0 {
		return &fault.Error{Kind: fault.NotFound, Where: "licences",
			What: fault.Say("nothing in ikat is called %q", name),
			Fix:  fault.Suggest(name, names, "ikat licences lists what there is")}
	}
	if texts == nil && slices.ContainsFunc(chosen, func(p Part) bool { return p.Kind != Data }) || len(chosen) == 0 {
		return &fault.Error{Kind: fault.NotFound, Where: "licences",
			What: "this ikat was built without the texts of licences",
			Fix:  "make build gathers them; or see the addresses that ikat licences lists"}
	}
	for _, p := range chosen {
		text := texts[p.Key()]
		if text == "" {
			text = p.What + "\n"
		}
		if _, err := fmt.Fprintf(w, "%s\n%s\n%s\n\n%s\n\n", p.Name, p.Licence, p.Address,
			strings.TrimSpace(text)); err != nil {
			return err
		}
	}
	return nil
}
