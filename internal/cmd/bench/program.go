package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"ikat/export"
	"ikat/icio"
	"ikat/internal/synth"
	"ikat/leontief"
	"ikat/measure"
	"ikat/store"
	"ikat/tablefile"
	"ikat/tablefile/all"
)

// sizes are the economies and industries of the made-up tables; all but the first take minutes.
var sizes = [][2]int{{81, 50}, {49, 200}}

func synthetic(dir string, size [2]int) string {
	return filepath.Join(dir, fmt.Sprintf("synthetic%dx%d_2000.csv", size[0], size[1]))
}

// collect returns the paths of the tables to measure: the real one where it is at hand, and made-up ones.
func collect(ctx context.Context, data, dir, binary string, large bool) ([]string, error) {
	var tables []string
	if wiod := filepath.Join(data, "wiod2013", "wiod2013_2008.csv.gz"); exists(wiod) {
		tables = append(tables, wiod)
	}
	for i, s := range sizes {
		if i > 0 && !large {
			break
		}
		path := synthetic(dir, s)
		cmd := exec.CommandContext(ctx, binary, "tables", "synth", "--economies", fmt.Sprint(s[0]), "--industries",
			fmt.Sprint(s[1]), "-o", path)
		if out, err := cmd.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("%w: %s", err, out)
		}
		tables = append(tables, path)
	}
	return tables, nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// stages times what one process does: load, validate, factor, each measure from a fresh system with factors, export.
func stages(ctx context.Context, r *report, path string) error {
	var t *icio.Table
	load, err := best(3, func() (err error) { t, err = read(ctx, path); return err })
	if err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	r.say("## %s: %d economies x %d industries\n", filepath.Base(path), t.G(), t.N())
	r.say("| stage | seconds | |\n| --- | --- | --- |")
	r.say("| load | %.3f | file of %.1f MB, %.0f MB/s |", load.Seconds(), float64(info.Size())/1e6,
		float64(info.Size())/1e6/load.Seconds())
	if err := opening(ctx, r, t); err != nil {
		return err
	}
	validate, err := best(2, func() error { t.Validate(); return nil })
	if err != nil {
		return err
	}
	r.say("| validate | %.3f | |", validate.Seconds())
	var s *leontief.System
	one, err := best(2, func() (err error) {
		if s, err = leontief.New(t, leontief.Options{}); err != nil {
			return err
		}
		return s.Solve(ctx, 1, append([]float64(nil), s.X...))
	})
	if err != nil {
		return err
	}
	r.say("| one right-hand side, from the table | %.3f | by iteration |", one.Seconds())
	factor, err := best(2, func() (err error) {
		if s, err = leontief.New(t, leontief.Options{}); err != nil {
			return err
		}
		_, err = s.Factor(ctx)
		return err
	})
	if err != nil {
		return err
	}
	r.say("| system and factors, from the table | %.3f | |", factor.Seconds())
	if err := keptFactors(ctx, r, t, s); err != nil {
		return err
	}
	for _, m := range measure.Catalog {
		for _, level := range m.Levels {
			if m.ID == "footprint" || tooManyRows(t, level.ID) {
				continue
			}
			if err := oneMeasure(ctx, r, t, m, level.ID); err != nil {
				return err
			}
		}
	}
	if err := counterfactuals(ctx, r, t); err != nil {
		return err
	}
	r.say("")
	return nil
}

// opening times a table's way into the store and out of it.
func opening(ctx context.Context, r *report, t *icio.Table) error {
	dir, err := os.MkdirTemp("", "ikat-bench-store")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	kept := *t
	kept.Name, kept.Year = "bench", 2000
	s := store.New(dir)
	start := time.Now()
	if _, err := s.Put(ctx, &kept, false); err != nil {
		return err
	}
	put := time.Since(start)
	open, err := best(3, func() error { _, err := s.Open(ctx, kept.Name, kept.Year); return err })
	if err != nil {
		return err
	}
	r.say("| keep in the store | %.3f | brought to the disk |\n| open from the store | %.3f | every "+
		"checksum compared |", put.Seconds(), open.Seconds())
	return nil
}

// keptFactors times the factors' way into the store and out of it.
func keptFactors(ctx context.Context, r *report, t *icio.Table, s *leontief.System) error {
	dir, err := os.MkdirTemp("", "ikat-bench-store")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	kept := *t
	kept.Name, kept.Year = "bench", 2000
	tables := store.New(dir)
	if _, err := tables.Put(ctx, &kept, false); err != nil {
		return err
	}
	lu, err := s.Factor(ctx)
	if err != nil {
		return err
	}
	factors, exchanges := lu.Factors()
	start := time.Now()
	if err := tables.KeepFactors(context.Background(), kept.Name, kept.Year, lu.Order(), factors,
		exchanges); err != nil {
		return err
	}
	keep := time.Since(start)
	load, err := best(3, func() error { _, _, _, err := tables.Factors(ctx, kept.Name, kept.Year); return err })
	if err != nil {
		return err
	}
	r.say("| keep factors in the store | %.3f | brought to the disk |\n| factors from the store | %.3f | every "+
		"checksum compared |", keep.Seconds(), load.Seconds())
	return nil
}

// tooManyRows tells the levels with a row for every pair of sectors, which fit no memory on a large table.
func tooManyRows(t *icio.Table, level string) bool {
	pairs := level == "pairs" || level == "product-sector"
	return pairs && t.Sectors() > 2000
}

func read(ctx context.Context, path string) (*icio.Table, error) {
	src, err := tablefile.OpenPath(path)
	if err != nil {
		return nil, err
	}
	defer src.Close()
	format, err := tablefile.Detect(all.All(), src)
	if err != nil {
		return nil, err
	}
	return format.Read(ctx, src, tablefile.Options{})
}

func oneMeasure(ctx context.Context, r *report, t *icio.Table, m *measure.Measure, level string) error {
	s, err := leontief.New(t, leontief.Options{})
	if err != nil {
		return err
	}
	if _, err := s.Factor(ctx); err != nil {
		return err
	}
	start := time.Now()
	f, err := m.Run(ctx, s, measure.Query{Level: level})
	if err != nil {
		return err
	}
	computed := time.Since(start)
	start = time.Now()
	if err := export.CSV(io.Discard, f); err != nil {
		return err
	}
	r.say("| %s, %s | %.3f | %d rows, CSV %.3f |", m.ID, level, computed.Seconds(), f.Rows(),
		time.Since(start).Seconds())
	return nil
}

// allMeasures names every measure that needs nothing but a table.
func allMeasures() string {
	var ids []string
	for _, m := range measure.Catalog {
		if m.ID != "footprint" {
			ids = append(ids, m.ID)
		}
	}
	return strings.Join(ids, ",")
}

// wholeRuns times the program as a user starts it, and reads its peak memory; beside it, in turn, another binary of it
// if one is given.
func wholeRuns(ctx context.Context, r *report, dir, binary, before string, tables []string) error {
	r.say("## Whole runs\n\nFrom file to file, as a user starts them; those without a table on the embedded ones. The "+
		"shortest of three runs, one where it takes longer than %d s; CPU is of all cores together.\n", onceBeyond)
	head, rule := "| command | seconds | CPU, seconds | peak memory, MB |", "| --- | --- | --- | --- |"
	if before != "" {
		head, rule = head+" before: CPU, seconds | ratio |", rule+" --- | --- |"
	}
	r.say("%s\n%s", head, rule)
	for _, args := range commands(dir, tables) {
		now, then := oneRun{cpu: math.Inf(1), wall: math.Inf(1)}, oneRun{cpu: math.Inf(1), wall: math.Inf(1)}
		for range 3 {
			if err := now.again(ctx, binary, args); err != nil {
				return err
			}
			if before != "" {
				_ = then.again(ctx, before, args) // what it cannot do has no figure
			}
			if now.wall > onceBeyond {
				break
			}
		}
		for i := range args {
			args[i] = filepath.Base(args[i])
		}
		row := fmt.Sprintf("| ikat %s | %.2f | %.2f | %.0f |", strings.Join(args, " "), now.wall, now.cpu,
			float64(now.peak)/1e6)
		switch {
		case before == "":
		case math.IsInf(then.cpu, 1):
			row += "  |  |"
		default:
			row += fmt.Sprintf(" %.2f | %.2f |", then.cpu, now.cpu/then.cpu)
		}
		r.say("%s", row)
	}
	r.say("")
	return nil
}

// commands are what is timed whole: each question once on embedded tables, and the long ones on the tables at hand.
func commands(dir string, tables []string) [][]string {
	out := [][]string{{"version"}, {"measures"}, {"tables"}, {"economies"}, {"requirements"}, {"border", "IDN"},
		{"profile", "CHN"}, {"brief", "KOR"}, {"compare", "KOR,JPN"}, {"competitiveness", "KOR"}, {"integration", "ASEAN"},
		{"products", "rca", "--economy", "CHN"}, {"opportunities", "KOR"}, {"chain", "CHN:c14", "--to", "USA"}, {"rank"},
		{"simulate", "examples/e-customs.yaml"}, {"sme", "KOR"}, {"factors", "KOR"}}
	for _, t := range tables {
		cells, answer := filepath.Join(dir, "cells.csv"), filepath.Join(dir, "answer.csv")
		out = append(out,
			[]string{"measure", "bm", "-t", t, "-o", filepath.Join(dir, "country.csv")},
			[]string{"measure", "bm", "-t", t, "--level", "bilateral-sector", "-o", cells},
			[]string{"measure", "bm", "--approach", "sink", "-t", t, "--level", "bilateral-sector", "-o", cells},
			[]string{"measure", "wwz", "-t", t, "--level", "bilateral-sector", "-o", cells},
			[]string{"rank", "--for", "world", "-t", t, "-o", answer},
			[]string{"rank", "--for", "world", "--shares", "use-specific", "-t", t, "-o", answer},
		)
	}
	if len(tables) > 0 {
		out = append(out, []string{"measure", allMeasures(), "-t", tables[0], "-f", "csv", "-o",
			filepath.Join(dir, "all")})
		if strings.Contains(tables[0], "wiod2013") {
			out = append(out, []string{"chain", "CHN:c14", "--to", "USA", "-t", tables[0]},
				[]string{"sme", "KOR", "-t", tables[0]}, []string{"factors", "KOR", "-t", tables[0]})
		}
	}
	return out
}

// longest is how long a command may take: one that hangs ends the report with its name.
const longest = 2 * time.Minute

// onceBeyond is in seconds what is run once only where it takes longer.
const onceBeyond = 8

// oneRun is the shortest of the runs of a command, and the most memory that one took.
type oneRun struct {
	wall, cpu float64 // seconds
	peak      int64
}

// again runs a command once more.
func (o *oneRun) again(ctx context.Context, binary string, args []string) error {
	ctx, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	cmd := exec.CommandContext(ctx, binary, args...)
	start := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("ikat %s: %w: %s", strings.Join(args, " "), err, out)
	}
	s := cmd.ProcessState
	o.wall = min(o.wall, time.Since(start).Seconds())
	o.cpu = min(o.cpu, (s.UserTime() + s.SystemTime()).Seconds())
	o.peak = max(o.peak, peakMemory(s))
	return nil
}

// manyPairs times a measure of every industry of every pair in a table of many economies, apart from the set-up that
// all measures of the table share.
func manyPairs(ctx context.Context, r *report) error {
	t := synth.Table(245, 18, 1)
	r.say("## Made up: %d economies x %d industries\n", t.G(), t.N())
	r.say("| stage | seconds | |\n| --- | --- | --- |")
	bm, err := measure.Find("bm")
	if err != nil {
		return err
	}
	var s *leontief.System
	setUp, err := best(2, func() (err error) {
		if s, err = leontief.New(t, leontief.Options{}); err == nil {
			_, err = bm.Run(ctx, s, measure.Query{})
		}
		return err
	})
	if err != nil {
		return err
	}
	rows := 0
	again, err := best(3, func() error {
		f, err := bm.Run(ctx, s, measure.Query{Level: "bilateral-sector"})
		if err == nil {
			rows = f.Rows()
		}
		return err
	})
	if err != nil {
		return err
	}
	r.say("| system, factors, bm by country | %.3f | what later questions share |", setUp.Seconds())
	r.say("| bm, bilateral-sector | %.3f | %d rows |\n", again.Seconds(), rows)
	return nil
}
