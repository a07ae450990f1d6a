package wiod_test

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"testing"

	"ikat/icio"
	"ikat/tablefile/tablefiletest"
	"ikat/tablefile/wiod"
)

// writeWide lays a table out as the 2016 release is in R and Stata, written as CSV.
func writeWide(t *icio.Table) (string, []byte, error) {
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	columns := tablefiletest.Wide(t, "")
	for i := -1; i < len(columns[0].Texts); i++ {
		var line []string
		for _, c := range columns {
			switch {
			case i < 0:
				line = append(line, c.Name)
			case c.Texts != nil:
				line = append(line, c.Texts[i])
			default:
				line = append(line, strconv.FormatFloat(c.Numbers[i], 'g', -1, 64))
			}
		}
		if err := out.Write(line); err != nil {
			return "", nil, err
		}
	}
	out.Flush()
	return "WIOT1999_October16_ROW.csv", b.Bytes(), out.Error()
}

var suiteWide = tablefiletest.Suite{Format: wiod.Format{}, Adapt: tablefiletest.InWide, Write: writeWide, Text: true}

func TestWide(t *testing.T) { tablefiletest.Run(t, suiteWide) }

func FuzzWide(f *testing.F) { tablefiletest.Fuzz(f, suiteWide) }
