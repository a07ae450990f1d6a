package store

import (
	"archive/zip"
	"io"

	"ikat/fault"
	"ikat/icio"
)

// WriteNPZ writes a table as an uncompressed NPZ archive, which numpy.load opens: the arrays and the table.json of an
// object in the store, with what is known of the table.
//
// Error: fault.Unwritable if w fails.
func WriteNPZ(w io.Writer, t *icio.Table) error {
	m := describe(t)
	m.Meta = &t.Meta
	_, text, err := m.id()
	if err != nil {
		return err
	}
	z := zip.NewWriter(w)
	put := func(name string, parts ...[]byte) {
		var member io.Writer
		if err == nil {
			member, err = z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		}
		for _, p := range parts {
			if err == nil {
				_, err = member.Write(p)
			}
		}
	}
	for _, a := range m.Arrays {
		put(a.File, npyHeader(a.Shape), a.raw)
	}
	put("table.json", text)
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		return &fault.Error{Kind: fault.Unwritable, What: "the table could not be written", Why: fault.Said(err), Err: err}
	}
	return nil
}
