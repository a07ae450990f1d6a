// Command validate recomputes every number that ikat claims to reproduce, prints a table, and fails if one misses.
// With -o it writes the table as docs/validation.md, if no check had to be left out.
package main

import (
	"context"
	"flag"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"

	"ikat/internal/validate"
)

func main() {
	data := flag.String("data", "../shared/data", "folder with the published tables and reference results")
	out := flag.String("o", "", "write the table to this Markdown file")
	flag.Parse()
	w := validate.NewWorld(*data)
	var doc strings.Builder
	doc.WriteString("# Validation\n\nEvery number that ikat claims to reproduce, made by `make validate`. The " +
		"tolerance is absolute: half the last digit\nthat the source prints, unless the row says otherwise.\n")
	missed, left, count := 0, 0, 0
	for _, c := range validate.Checks {
		if missing := w.Missing(c); missing != nil {
			left++
			fmt.Printf("left out: %s: needs %s\n", c.Name, strings.Join(missing, ", "))
			continue
		}
		rows, err := c.Run(context.Background(), w)
		if err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", c.Name, err)
			missed++
			continue
		}
		fmt.Printf("\n%s\n", c.Name)
		fmt.Fprintf(&doc, "\n## %s\n\n| source | quantity | expected | computed | tolerance | verdict |\n| --- | --- "+
			"| --- | --- | --- | --- |\n", c.Name)
		for _, r := range rows {
			count++
			verdict := "reproduced"
			if !r.OK() {
				verdict = "MISSED"
				missed++
			}
			fmt.Printf("  %-10s %12s %12s ±%-9.2g %s\n", verdict, digits(r.Expected, r.Tolerance),
				digits(r.Computed, r.Tolerance), r.Tolerance, r.Source+": "+r.Quantity)
			fmt.Fprintf(&doc, "| %s | %s | %s | %s | %.2g | %s |\n", r.Source, r.Quantity,
				digits(r.Expected, r.Tolerance), computed(r), r.Tolerance, verdict)
		}
	}
	fmt.Printf("\n%d numbers, %d missed, %d checks left out for want of %s\n", count, missed, left, *data)
	if *out != "" && left == 0 {
		if err := os.WriteFile(*out, []byte(doc.String()), 0o644); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	if missed > 0 {
		os.Exit(1)
	}
}

// computed shows rounding noise as what it is, so that the document does not change from machine to machine.
func computed(r validate.Row) string {
	if r.Expected == 0 && r.Computed <= r.Tolerance {
		return fmt.Sprintf("below %.0e", r.Tolerance)
	}
	return digits(r.Computed, r.Tolerance)
}

// digits shows a number: its whole part, cents where the tolerance is below a tenth, and five digits at least, as many
// as sources print of small numbers and few enough not to change with the machine's rounding.
func digits(v, tolerance float64) string {
	whole := len(strconv.FormatFloat(math.Trunc(math.Abs(v)), 'f', 0, 64))
	if whole > 12 {
		return fmt.Sprintf("%.5g", v)
	}
	if 0 < tolerance && tolerance < .1 {
		whole += 2
	}
	return fmt.Sprintf("%.*g", max(5, whole), v)
}
