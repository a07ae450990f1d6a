// Package fault names the kinds of error ikat returns and gives each error the four parts a reader needs: where it
// happened, what is wrong, why that matters, and what to do about it.
//
// Every package may import fault. The command line maps a kind to an exit code, the HTTP server to a status.
package fault

import (
	"context"
	"errors"
	"slices"
)

// Kind classifies an error by who can mend it and how.
type Kind int

const (
	Internal     Kind = iota // a fault of ikat itself
	Invalid                  // the question is malformed: an unknown option, level or value
	NotFound                 // the question is well formed but names something that is not there
	Unreadable               // a file cannot be read as what it claims to be
	Inconsistent             // the numbers were read but contradict each other
	Unsolved                 // a computation ran and did not reach its tolerance
	Unwritable               // a result could not be written
	Canceled                 // the user or a deadline stopped the work
	Excessive                // the question is well formed but asks for more than whoever answers gives
)

var names = [...]string{
	"internal error",
	"invalid",
	"not found",
	"unreadable",
	"inconsistent",
	"not solved",
	"not written",
	"canceled",
	"too much",
}

// String returns the kind in words.
func (k Kind) String() string {
	if k < 0 || int(k) >= len(names) {
		return names[Internal]
	}
	return names[k]
}

// Named returns the kind of a name that String gave; Internal for any other.
func Named(name string) Kind { return Kind(max(0, slices.Index(names[:], name))) }

// Error is an error a person can act on. Param, Where, Why and Fix may be empty; What may not. What, Why and Fix
// mention parameters as {name} or {name=value}.
type Error struct {
	Kind  Kind
	Param string // the parameter of a question that is at fault, by its name; mouths spell it
	Where string // file, row and column, economy, industry; the parameter's value
	What  string // what is wrong, a full clause without a final period
	Why   string // why it cannot be accepted
	Fix   string // what the user can do
	Err   error  // the cause, for errors.Is
}

// Error renders the parts in the order where, what, why, fix, with parameters by their names.
func (e *Error) Error() string { return e.Spell(Plain) }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// KindOf returns the kind of the first *Error in err's chain; a context's end is Canceled; anything else is Internal.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return Canceled
	}
	return Internal
}
