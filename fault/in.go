package fault

import (
	"errors"
	"strings"
)

// In says in which file the fault stands, where the error names a place in it and not the file.
func In(file string, err error) error {
	var e *Error
	if !errors.As(err, &e) || e.Param != "" || strings.HasPrefix(Bare(e.Where), Bare(file)) {
		return err
	}
	out := *e
	out.Where = file
	if e.Where != "" {
		out.Where = Say("%s, %s", file, e.Where)
	}
	return &out
}
