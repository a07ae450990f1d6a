package fault

import (
	"errors"
	"strings"
)

// In says in which file the fault stands, where the error names a place in it and not the file.
func In(file string, err error) error {
	var e *Error
	if !errors.As(err, &e) || e.Param != "" || strings.HasPrefix(e.Where, file) {
		return err
	}
	out := *e
	out.Where = strings.TrimSuffix(file+", "+e.Where, ", ")
	return &out
}
