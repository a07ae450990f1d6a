// Command excluded holds the rule by which rank leaves links out against solving them: of the links that the rule did
// not solve, some drawn at random are solved too, and none may belong among the first. docs/methods/rank.md has its
// table.
//
//	go run ./internal/cmd/excluded -table FILE -for IDN,world -cut 5%,benchmark -n 500
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"strings"
	"syscall"
	"time"

	"ikat/engine"
	"ikat/question/trade"
	"ikat/ranking"
	"ikat/scenario"
	"ikat/tablefile/all"
	"ikat/tablefile/apx"
)

func main() {
	table := flag.String("table", "apx/2008", "table")
	whose := flag.String("for", "world", "whose gain: economies, world")
	by := flag.String("by", "link", "how links are taken together")
	cuts := flag.String("cut", "5%,benchmark", "by how much mending lowers costs")
	n := flag.Int("n", 500, "links to draw among those left out; -1 is all of them")
	top := flag.Int("top", 20, "how many rows")
	seed := flag.Uint64("seed", 1, "of the draw")
	flag.Parse()
	e := engine.New("excluded", all.All(), apx.Library())
	fmt.Println(
		"| for | mending | links | solved by the rule | left out | drawn and solved | enter the first | nearest | CPU, s |",
	)
	fmt.Println("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
	for _, economy := range strings.Split(*whose, ",") {
		for _, cut := range strings.Split(*cuts, ",") {
			if err := row(context.Background(), e, *table, economy, *by, cut, *top, *n, *seed); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
		}
	}
}

func row(ctx context.Context, e *engine.Engine, table, whose, by, cut string, top, n int, seed uint64) error {
	q := trade.Ranking{Table: table, For: whose, By: by, Top: top, Deficits: "held",
		Elasticities: scenario.UsualElasticities[:1]}
	var err error
	if q.Cut, err = trade.ParseCut(cut, func(string) bool { return false }); err != nil {
		return err
	}
	before := used()
	asked, err := trade.QuestionOf(ctx, e, q)
	if err != nil {
		return err
	}
	first, out, err := ranking.Excluded(ctx, asked, n, seed)
	if err != nil {
		return err
	}
	nearest := ""
	if out.Solved > 0 {
		nearest = fmt.Sprintf("%.3g", out.Nearest)
	}
	fmt.Printf("| %s | %s | %d | %d | %d | %d | %d | %s | %.0f |\n", whose, cut, first.Solved+out.Of, first.Solved,
		out.Of, out.Solved, out.Entered, nearest, (used() - before).Seconds())
	return nil
}

// used is the processor time of this process.
func used() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
