package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"ikat/internal/synth"
	"ikat/tablefile/tablefiletest"
)

// A workbook of the size of the World Input-Output Tables' release 2016.
const (
	bookEconomies, bookIndustries = 44, 56
	bookName                      = "WIOT2014_Nov16_ROW.xlsx"
)

// makeWorkbook writes a made-up table in the form of that release.
func makeWorkbook(path string) error {
	form := tablefiletest.WIOD{Title: []string{"Made up; not data"}, Codes: true, Total: "TOT", VA: "r70", GO: "r73",
		Number: func(sector, _ bool, i int) string {
			if !sector {
				i += bookIndustries + 1
			}
			return fmt.Sprintf("c%d", i+1)
		}}
	data, err := tablefiletest.Workbook("2014", form.Rows(synth.Table(bookEconomies, bookIndustries, 1)))
	if err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o600)
}

// reading times how files are read, and the memory that takes beside the table's own: each in a process of its own.
func reading(ctx context.Context, r *report, dir, binary, csv string) error {
	book, parquet := filepath.Join(dir, bookName), filepath.Join(dir, "flows_2000.parquet")
	self, err := os.Executable()
	if err != nil {
		return err
	}
	// In a process of its own: what this one holds counts towards the peak of those it starts.
	for _, c := range [][]string{{self, "-workbook", book}, {binary, "tables", "export", csv, "-o", parquet}} {
		if out, err := exec.CommandContext(ctx, c[0], c[1:]...).CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w: %s", strings.Join(c, " "), err, out)
		}
	}
	r.say("## Reading\n\nEach file read and checked by `ikat tables check`, in a process of its own.\n")
	r.say("| file | MB | seconds | peak memory, MB | the table itself, MB | ratio |\n| --- | --- | --- | --- | " +
		"--- | --- |")
	for _, f := range []struct {
		path                  string
		economies, industries int
	}{{csv, 81, 50}, {parquet, 81, 50}, {book, bookEconomies, bookIndustries}} {
		if err := readOne(ctx, r, binary, f.path, f.economies, f.industries); err != nil {
			return err
		}
	}
	r.say("")
	return nil
}

func readOne(ctx context.Context, r *report, binary, path string, economies, industries int) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	var peak int64
	d, err := best(3, func() error {
		cmd := exec.CommandContext(ctx, binary, "tables", "check", path)
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("reading %s: %w: %s", path, err, out)
		}
		peak = max(peak, peakMemory(cmd.ProcessState))
		return nil
	})
	if err != nil {
		return err
	}
	const categories = 4 // of final demand, in made-up tables
	sectors := economies * industries
	own := 8 * float64(sectors) * float64(sectors+economies*categories)
	r.say("| %s | %.1f | %.2f | %.0f | %.0f | %.2f |", filepath.Base(path), float64(info.Size())/1e6, d.Seconds(),
		float64(peak)/1e6, own/1e6, float64(peak)/own)
	return nil
}
