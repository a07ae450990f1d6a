// Command bench measures ikat on this machine: the dense kernel beside numpy's, then the stages and whole runs of the
// program. It writes docs/benchmarks.md; the ratios are of one run, the times are orientation.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"time"

	"ikat/dense"
)

type report struct{ text strings.Builder }

func (r *report) say(format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	fmt.Println(line)
	r.text.WriteString(line + "\n")
}

func main() {
	data := flag.String("data", "../shared/data", "folder with the published tables")
	out := flag.String("o", "", "write the report to this Markdown file")
	binary := flag.String("ikat", "bin/ikat", "the program to run whole")
	before := flag.String("before", "", "another binary of the program, to run beside it")
	large := flag.Bool("large", false, "measure a table of 9,800 sectors too (takes minutes)")
	workbook := flag.String("workbook", "", "only write a made-up workbook to this file")
	grows := flag.Bool("growth", false, "only measure how commands grow with the size of tables")
	only := flag.String("kernels", "", "only write the table of the dense kernels in use, of work whose name matches this")
	flag.Parse()
	if *workbook != "" {
		if err := makeWorkbook(*workbook); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	var r report
	ctx := context.Background()
	work := func() error { return measureAll(ctx, &r, *data, *binary, *before, *large) }
	if *only != "" {
		which, err := regexp.Compile(*only)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		work = func() error { return kernelTable(ctx, &r, which) }
	}
	if *grows {
		work = func() error { return growth(ctx, &r, *binary, *large) }
	}
	if err := work(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if *out != "" {
		if err := os.WriteFile(filepath.Clean(*out), []byte(r.text.String()), 0o644); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

// measureAll starts with whole runs: the system counts what this process holds towards the peak of those it starts.
func measureAll(ctx context.Context, r *report, data, binary, before string, large bool) error {
	r.say("# Benchmarks\n")
	r.say("Made by `make bench`. Two runs on a shared machine differ by tens of per cent; ratios within one run are " +
		"steadier.\n")
	r.say("Machine: %s, %d cores, %s/%s, %s, kernel %s.\n", processor(), runtime.NumCPU(), runtime.GOOS, runtime.GOARCH,
		runtime.Version(), dense.Kernel())
	dir, err := os.MkdirTemp("", "ikat-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := os.Setenv("IKAT_STORE", filepath.Join(dir, "store")); err != nil { // no table of whoever runs it
		return err
	}
	tables, err := collect(ctx, data, dir, binary, large)
	if err != nil {
		return err
	}
	if err := wholeRuns(ctx, r, dir, binary, before, tables); err != nil {
		return err
	}
	if err := reading(ctx, r, dir, binary, synthetic(dir, sizes[0])); err != nil {
		return err
	}
	if err := kernels(ctx, r); err != nil {
		return err
	}
	for _, path := range tables {
		if err := stages(ctx, r, path); err != nil {
			return err
		}
	}
	if err := manyPairs(ctx, r); err != nil {
		return err
	}
	return requirements(ctx, r)
}

func processor() string {
	b, err := os.ReadFile("/proc/cpuinfo")
	if err == nil {
		for _, l := range strings.Split(string(b), "\n") {
			if name, ok := strings.CutPrefix(l, "model name"); ok {
				return strings.Trim(name, "\t :")
			}
		}
	}
	return "unknown processor"
}

// best returns the shortest of a few runs: what the machine can do when nothing disturbs it.
func best(runs int, f func() error) (time.Duration, error) {
	shortest := time.Duration(1<<63 - 1)
	for range runs {
		start := time.Now()
		if err := f(); err != nil {
			return 0, err
		}
		shortest = min(shortest, time.Since(start))
	}
	return shortest, nil
}
