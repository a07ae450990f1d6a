package oecd_test

import (
	"bytes"
	"testing"

	"ikat/icio"
	"ikat/tablefile/oecd"
	"ikat/tablefile/tablefiletest"
)

var suite = tablefiletest.Suite{
	Format: oecd.Format{},
	Write: func(t *icio.Table) (string, []byte, error) {
		var b bytes.Buffer
		err := oecd.Write(&b, t)
		return "made_2008.csv", b.Bytes(), err
	},
	Text: true,
}

func TestConformance(t *testing.T) { tablefiletest.Run(t, suite) }

func FuzzRead(f *testing.F) { tablefiletest.Fuzz(f, suite) }
