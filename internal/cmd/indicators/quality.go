package main

import (
	"bytes"
	"fmt"
	"strings"

	"ikat/estimate"
	"ikat/indicators"
)

// writeQuality lists every estimated table: whether its published results agree, how much had to be moved, and what
// they leave open.
func writeQuality(_, _, root string) error {
	var b bytes.Buffer
	fmt.Fprintln(&b, "economy,year,verdict,moved_percent,most_of_it_in,not_determined,negative_final_percent_of_output")
	for _, year := range indicators.ADB62.Years {
		y, err := indicators.ADB62.At(year)
		if err != nil {
			return err
		}
		for _, e := range y.Economies {
			if e == indicators.RestOfWorld {
				continue
			}
			m, err := estimate.Make(e, year)
			if err != nil {
				fmt.Fprintf(&b, "%s,%d,refused,,,%q,\n", e, year, err.Error())
				continue
			}
			verdict, moved, worst := "exact", "0", ""
			if m.Block.Moved > estimate.Rounding {
				verdict, moved = "moved", fmt.Sprintf("%.2g", 100*m.Block.Moved)
				if m.Block.Worst >= 0 {
					worst = indicators.Industries[m.Block.Worst]
				}
			}
			var open []string
			for _, i := range m.Block.Undetermined {
				open = append(open, indicators.Industries[i])
			}
			fmt.Fprintf(
				&b,
				"%s,%d,%s,%s,%s,%s,%.2g\n",
				e,
				year,
				verdict,
				moved,
				worst,
				strings.Join(open, " "),
				100*m.NegativeFinal,
			)
		}
	}
	return write(root, "docs/methods/estimated-tables.csv", b.Bytes())
}
