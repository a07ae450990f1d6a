package main

import (
	"context"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"ikat/dense"
)

// grown are made-up tables of the sizes of published ones: the embedded extract's, WIOD's, the OECD's, EXIOBASE's and
// GLORIA's.
var grown = [][2]int{{17, 24}, {41, 35}, {81, 50}, {49, 200}, {164, 120}}

// grownTo is how many of them are measured without -large: the others take minutes and gigabytes.
const grownTo = 3

// growing are the commands whose growth is shown; TABLE stands for the table, GOODS for industries that make goods.
var growing = []string{
	"tables show TABLE",
	"tables check TABLE",
	"profile E001 -t TABLE",
	"measure bm -t TABLE",
	"measure position -t TABLE",
	"measure wwz -t TABLE",
	"measure multipliers -t TABLE",
	"chain E001:I001 --to E002 --goods GOODS -t TABLE",
	"rank --top 20 -t TABLE",
	"rank --top 20 --shares use-specific -t TABLE",
}

// growth writes what commands take on tables of growing size, and by which power of the sectors it grows from one to
// the next. A command that fails, for instance for want of memory, says so in its cell.
func growth(ctx context.Context, r *report, binary string, large bool) error {
	dir, err := os.MkdirTemp("", "ikat-growth")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := os.Setenv("IKAT_STORE", filepath.Join(dir, "store")); err != nil {
		return err
	}
	r.say("# Growth\n\nMade by `make bench-growth` on %s, kernel %s: made-up tables, one run each.", processor(),
		dense.Kernel())
	r.say("CPU seconds (user and system) and peak memory; in brackets the power of the number of sectors by which the CPU")
	r.say("grew from the size before.\n")
	sizes := grown[:grownTo]
	if large {
		sizes = grown
	}
	head, rule := "| command |", "| --- |"
	rows := make([]string, len(growing))
	before := make([]float64, len(growing))
	last := 0
	for i, c := range growing {
		rows[i] = "| " + c + " |"
	}
	for _, s := range sizes {
		n := s[0] * s[1]
		if err := keepMadeUp(ctx, dir, binary, s); err != nil {
			return err
		}
		head, rule = head+fmt.Sprintf(" %d sectors |", n), rule+" --- |"
		for i, c := range growing {
			cell, cpu := grownCell(ctx, binary, filled(c, n, s[1]))
			if before[i] > 0 && cpu > 0 {
				cell += fmt.Sprintf(" (%.1f)", math.Log(cpu/before[i])/math.Log(float64(n)/float64(last)))
			}
			rows[i], before[i] = rows[i]+" "+cell+" |", cpu
			fmt.Fprintln(os.Stderr, n, c, cell)
		}
		last = n
	}
	r.say("%s\n%s\n%s", head, rule, strings.Join(rows, "\n"))
	return nil
}

// keepMadeUp puts a made-up table into the store as grown/SECTORS.
func keepMadeUp(ctx context.Context, dir, binary string, size [2]int) error {
	path := filepath.Join(dir, "grown.npz")
	defer os.Remove(path)
	for _, args := range [][]string{
		{"tables", "synth", "--economies", fmt.Sprint(size[0]), "--industries", fmt.Sprint(size[1]), "-o", path},
		{"tables", "add", path, "--name", fmt.Sprintf("grown%d", size[0]*size[1]), "--year", "2000"},
	} {
		if out, err := exec.CommandContext(ctx, binary, args...).CombinedOutput(); err != nil {
			return fmt.Errorf("ikat %s: %w: %s", strings.Join(args, " "), err, out)
		}
	}
	return nil
}

// filled puts the table of n sectors into a command, and the first half of its industries.
func filled(command string, n, industries int) []string {
	var goods []string
	for i := range industries / 2 {
		goods = append(goods, fmt.Sprintf("I%03d", i+1))
	}
	return strings.Fields(strings.NewReplacer("TABLE", fmt.Sprintf("grown%d/2000", n), "GOODS", strings.Join(goods, ",")).
		Replace(command))
}

// grownCell runs a command and returns what it took.
func grownCell(ctx context.Context, binary string, args []string) (cell string, cpu float64) {
	cmd := exec.CommandContext(ctx, binary, args...)
	if out, err := cmd.CombinedOutput(); err != nil {
		lines := strings.Split(strings.TrimSpace(string(out)), "\n")
		return "failed: " + lines[len(lines)-1], 0
	}
	cpu = (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
	return fmt.Sprintf("%.2f s, %.0f MB", cpu, float64(peakMemory(cmd.ProcessState))/1e6), cpu
}
