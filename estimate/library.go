package estimate

import (
	"context"
	"fmt"
	"strings"

	"ikat/fault"
	"ikat/icio"
	"ikat/indicators"
)

type library struct{}

// Library returns the estimated tables of 62 economies and 17 years as a library of tables, named adb-est-CODE. They
// are made when they are opened.
func Library() icio.Library { return library{} }

// List returns nothing: the tables are too many to choose from, and none exists before it is asked for. The index of
// economies
// names them.
func (library) List() ([]icio.Entry, error) { return nil, nil }

// Named reports whether a reference NAME/YEAR is of an estimated table.
func Named(ref string) bool { return strings.HasPrefix(ref, prefix) }

// content changes when the published results do, or the way tables are made of them.
func content(economy string, year int) string {
	return fmt.Sprintf("%s%s/%d %s method 1", prefix, economy, year, indicators.ADB.Commit)
}

// Content identifies a table without making it.
//
// Error: fault.NotFound if there is none of that name and year.
func (library) Content(name string, year int) (string, error) {
	economy, ok := strings.CutPrefix(name, prefix)
	if ok {
		y, err := indicators.ADB62.At(year)
		if err != nil {
			return "", err
		}
		ok = y.Has(economy) && economy != indicators.RestOfWorld
	}
	if !ok {
		return "", &fault.Error{Kind: fault.NotFound, Where: fmt.Sprintf("%s/%d", name, year),
			What: "there is no table of that name",
			Fix:  "Estimated tables are named " + prefix + "CODE, one for each of 62 economies"}
	}
	return content(economy, year), nil
}

// Open makes a table.
//
// Error: fault.NotFound if there is none of that name and year; what Make says.
func (l library) Open(_ context.Context, name string, year int) (*icio.Table, error) {
	if _, err := l.Content(name, year); err != nil {
		return nil, err
	}
	m, err := Make(strings.TrimPrefix(name, prefix), year)
	if err != nil {
		return nil, err
	}
	return m.Table, nil
}
