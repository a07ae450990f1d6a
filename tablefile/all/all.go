// Package all lists the table formats that ikat reads.
package all

import (
	"ikat/tablefile"
	"ikat/tablefile/figaro"
	"ikat/tablefile/oecd"
)

// All returns the formats, in the order in which equally sure ones are preferred.
func All() []tablefile.Format {
	return []tablefile.Format{
		figaro.Format{},
		oecd.Format{},
	}
}
