// Package all lists the formats ikat reads.
package all

import (
	"ikat/tablefile"
	"ikat/tablefile/oecd"
)

// Formats returns every format, in the order in which they are tried.
func Formats() []tablefile.Format {
	return []tablefile.Format{oecd.Format{}}
}
