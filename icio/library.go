package icio

import (
	"context"
	"strconv"
)

// Library holds tables by name and year: the embedded ones, a store on disk.
type Library interface {
	// List returns the entries in the library, by name and year.
	List() ([]Entry, error)
	// Open reads one of them. Error: fault.NotFound if it has none of that name and year.
	Open(ctx context.Context, name string, year int) (*Table, error)
	// Content identifies what Open returns without reading it: it changes when the table does. Error: fault.NotFound.
	Content(name string, year int) (string, error)
}

// Entry is one table of a library.
type Entry struct {
	Name       string
	Year       int
	Economies  int
	Industries int
	Unit       string
	Source     string
	Content    string // what Library.Content says
}

// Ref renders the entry as users name it: name/year.
func (e Entry) Ref() string { return e.Name + "/" + strconv.Itoa(e.Year) }
