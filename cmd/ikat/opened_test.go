package main

import (
	"context"
	"fmt"
	"sync"

	"ikat/icio"
)

// opened is a library that opens each of its tables once for all commands of the tests, which run in one process.
type opened struct {
	icio.Library
	tables sync.Map // by name and year: func() (*icio.Table, error)
}

// Open opens a table where no command has.
func (o *opened) Open(_ context.Context, name string, year int) (*icio.Table, error) {
	open, _ := o.tables.LoadOrStore(fmt.Sprint(name, "/", year), sync.OnceValues(func() (*icio.Table, error) {
		return o.Library.Open(context.Background(), name, year)
	}))
	return open.(func() (*icio.Table, error))()
}
