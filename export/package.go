package export

import (
	"archive/zip"
	"compress/flate"
	"encoding/json"
	"io"
	"strings"
	"time"

	"ikat/result"
)

// Package writes frames as a data package in one zip file: a CSV for each, named by names, and datapackage.json, which
// says what their columns are, in which units, of which kind, and where the numbers come from.
//
// Names take letters, digits, - and _; there is one for each frame. Error: what w returns.
//
// Walsh & Pollock, Data Package (version 2), datapackage.org.
func Package(w io.Writer, frames []*result.Frame, names []string) error {
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(out, flate.BestSpeed)
	})
	described := dataPackage{Schema: "https://datapackage.org/profiles/2.0/datapackage.json"}
	for i, f := range frames {
		described.Resources = append(described.Resources, resource(f, names[i]))
	}
	text, err := json.MarshalIndent(described, "", "  ")
	if err != nil {
		return err
	}
	entry, err := newEntry(z, "datapackage.json")
	if err != nil {
		return err
	}
	if _, err := entry.Write(append(text, '\n')); err != nil {
		return err
	}
	for i, f := range frames {
		entry, err := newEntry(z, names[i]+".csv")
		if err != nil {
			return err
		}
		if err := CSV(entry, f); err != nil {
			return err
		}
	}
	return z.Close()
}

// firstDay is the date of every entry: the same answer makes the same file.
var firstDay = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

func newEntry(z *zip.Writer, name string) (io.Writer, error) {
	return z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: firstDay})
}

type dataPackage struct {
	Schema    string         `json:"$schema"`
	Resources []dataResource `json:"resources"`
}

type dataResource struct {
	Name       string            `json:"name"`
	Path       string            `json:"path"`
	Title      string            `json:"title"`
	Format     string            `json:"format"`
	MediaType  string            `json:"mediatype"`
	Encoding   string            `json:"encoding"`
	Schema     dataSchema        `json:"schema"`
	Sources    []dataSource      `json:"sources,omitempty"`
	Notes      []result.Note     `json:"notes"`
	Provenance result.Provenance `json:"provenance"`
}

type dataSchema struct {
	Fields  []dataField `json:"fields"`
	Missing []string    `json:"missingValues"`
}

type dataField struct {
	Name        string      `json:"name"`
	Type        string      `json:"type"`
	Title       string      `json:"title,omitempty"`
	Description string      `json:"description,omitempty"`
	Unit        string      `json:"unit,omitempty"`
	Kind        result.Kind `json:"kind,omitempty"`
}

type dataSource struct {
	Title string `json:"title"`
}

func resource(f *result.Frame, name string) dataResource {
	r := dataResource{
		Name:       strings.ToLower(name),
		Path:       name + ".csv",
		Title:      f.Title,
		Format:     "csv",
		MediaType:  "text/csv",
		Encoding:   "utf-8",
		Schema:     dataSchema{Missing: []string{""}},
		Notes:      f.Notes,
		Provenance: f.Provenance,
	}
	for _, c := range f.Columns {
		r.Schema.Fields = append(r.Schema.Fields, dataField{Name: c.Name, Type: fieldType(c), Title: c.Label,
			Description: c.Definition, Unit: c.Unit, Kind: c.Kind})
	}
	for _, s := range f.Provenance.Sources {
		r.Sources = append(r.Sources, dataSource{Title: s.Dated() + ": " + s.Publisher})
	}
	return r
}

func fieldType(c *result.Column) string {
	switch {
	case c.IsWhole():
		return "integer"
	case c.Floats != nil:
		return "number"
	}
	return "string"
}

// resourceName is a frame's name in a package of its own: its question, measure-bm.
func resourceName(f *result.Frame) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '-', r == '_':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return '-'
	}, f.Provenance.Question)
	if name = strings.Trim(name, "-"); name == "" {
		return "rows"
	}
	return name
}
