// Package faulttest checks what every error of a reader must be: one that a person can act on.
package faulttest

import (
	"errors"

	"ikat/fault"
)

// TB is what of a testing.TB is needed.
type TB interface {
	Helper()
	Fatalf(format string, args ...any)
}

// OfFile checks that an error is nil, or a fault of a file that says where and what, and that ikat does not blame
// itself for it.
func OfFile(t TB, err error) {
	t.Helper()
	if err == nil {
		return
	}
	var e *fault.Error
	switch {
	case !errors.As(err, &e):
		t.Fatalf("not a fault: %v", err)
	case e.Kind == fault.Internal || e.Kind == fault.Canceled || e.Kind == fault.Unwritable:
		t.Fatalf("%v error for a file's fault: %v", e.Kind, err)
	case e.What == "" || e.Where == "" && e.Param == "":
		t.Fatalf("does not say what or where: %v", err)
	}
}
