// Package all lists the table formats that ikat reads.
package all

import (
	"ikat/tablefile"
	"ikat/tablefile/adb"
	"ikat/tablefile/emerging"
	"ikat/tablefile/eora"
	"ikat/tablefile/exiobase"
	"ikat/tablefile/figaro"
	"ikat/tablefile/gloria"
	"ikat/tablefile/mario"
	"ikat/tablefile/matrix"
	"ikat/tablefile/oecd"
	"ikat/tablefile/wiod"
)

// All returns the formats, in the order in which equally sure ones are preferred.
func All() []tablefile.Format {
	return []tablefile.Format{
		wiod.Format{},
		adb.Format{},
		figaro.Format{},
		eora.Format{},
		mario.Format{},
		exiobase.Format{},
		gloria.Format{},
		matrix.Format{},
		emerging.Format{},
		oecd.Format{},
	}
}
