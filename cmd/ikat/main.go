// Command ikat shows how production is spread across borders.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"time"

	"ikat/engine"
	"ikat/estimate"
	"ikat/fault"
	"ikat/internal/outfile"
	"ikat/say"
	"ikat/store"
	"ikat/tablefile/all"
	"ikat/tablefile/apx"
	"ikat/trade/flowstore"
)

// exitCodes maps kinds of error to exit codes; ikat help exit-codes prints it.
var exitCodes = map[fault.Kind]int{
	fault.Internal:     1,
	fault.Invalid:      2,
	fault.NotFound:     3,
	fault.Unreadable:   4,
	fault.Inconsistent: 5,
	fault.Unsolved:     6,
	fault.Unwritable:   7,
	fault.Canceled:     130,
	fault.Excessive:    2,
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	go func() {
		// Work looks at its context between blocks; whatever has not stopped by then is not waited for.
		<-ctx.Done()
		stop()
		time.Sleep(time.Duration(patience.Load()))
		outfile.Discard()
		fmt.Fprintln(os.Stderr, "ikat: stopped")
		os.Exit(exitCodes[fault.Canceled])
	}()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// patience is how long an interrupted command may take to stop by itself, in nanoseconds. A server answers what it has
// begun.
var patience atomic.Int64

func init() { patience.Store(int64(300 * time.Millisecond)) }

// The tables that are embedded, as published and as estimated.
var published, estimated = apx.Library(), estimate.Library()

// run answers one command line and returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	tables := store.New(storeFolder())
	tables.Waiting = func(holder string) {
		fmt.Fprintf(stderr, "ikat: waiting for %s, which is writing to the store\n", fault.Bare(holder))
	}
	out := outfile.NewChecked(stdout, "standard output")
	a := &app{
		engine: engine.New(version(), all.All(), published, tables, estimated),
		store:  tables,
		flows:  flowstore.New(flowFolder()),
		out:    out,
		err:    stderr,
	}
	a.flows.Room = tables.Room
	a.engine.KeepFlows(a.flows)
	a.remember(usualMemory())
	root := a.root()
	root.SetArgs(args)
	cmd, err := root.ExecuteContextC(ctx)
	a.endProgress()
	if lost := out.Close(); lost != nil && (err == nil || fault.KindOf(err) == fault.Internal) {
		err = lost
	}
	if err == nil {
		return 0
	}
	language := say.English
	if asked := cmd.Flag("language"); asked != nil {
		language = asked.Value.String()
	}
	a.fail(err, language)
	return exitCodes[fault.KindOf(err)]
}

// storeFolder is where imported tables are kept: IKAT_STORE, or the place where this system keeps programs' data.
func storeFolder() string {
	if dir := os.Getenv("IKAT_STORE"); dir != "" {
		return dir
	}
	if dir := os.Getenv("XDG_DATA_HOME"); dir != "" {
		return filepath.Join(dir, "ikat", "tables")
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return filepath.Join(os.TempDir(), "ikat", "tables")
	}
	return filepath.Join(home, ".local", "share", "ikat", "tables")
}
