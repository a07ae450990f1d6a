// Command splits prints the tables of docs/methods/firms.md and factors.md that say in how many economies a claim about
// small and large firms holds: what factors find, in which part of drawn splits of firms by industry small firms gain
// more than large ones, and how far a ranking for small firms is one for the economy.
//
//	go run ./internal/cmd/splits -what claims -economies KOR,JPN,IDN -draws 200
//	go run ./internal/cmd/splits -what more -economies KOR,JPN,IDN,adb-est-THA/2008
//	go run ./internal/cmd/splits -what doors -table FILE -economies KOR,JPN,IDN,CHN
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"strings"

	"ikat/classes"
	"ikat/counterfactual"
	"ikat/engine"
	"ikat/estimate"
	"ikat/icio"
	"ikat/question/trade"
	"ikat/sme"
	"ikat/tablefile/all"
	"ikat/tablefile/apx"
)

func main() {
	what := flag.String("what", "claims", "claims, more or doors")
	table := flag.String("table", "apx/2008", "table of economies that name none")
	economies := flag.String("economies", "KOR,JPN,IDN,CHN,IND", "economies, or names of estimated tables")
	set := flag.String("elasticities", "recommended", "elasticity set or number")
	n := flag.Int("draws", 200, "draws of each sampler, or of the response")
	flag.Parse()
	e := engine.New("splits", all.All(), apx.Library(), estimate.Library())
	for i, of := range strings.Split(*economies, ",") {
		w, err := open(context.Background(), e, *table, of, *set)
		if err == nil {
			err = map[string]func(context.Context, *world, int, bool) error{"claims": claims, "more": more,
				"doors": doors}[*what](context.Background(), w, *n, i == 0)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

// world is one economy in its table, split by the statistics that ikat carries.
type world struct {
	engine  *engine.Engine
	table   *icio.Table
	ref     string
	set     string
	code    string
	economy int
	base    *counterfactual.Baseline
	split   *classes.Split
}

// open reads "KOR", or an estimated table whose first economy is meant: "adb-est-THA/2008".
func open(ctx context.Context, e *engine.Engine, table, of, set string) (*world, error) {
	w := &world{engine: e, ref: table, set: set, code: of}
	if code, ok := strings.CutPrefix(of, "adb-est-"); ok {
		w.ref, w.code = of, strings.Split(code, "/")[0]
	}
	var err error
	if w.table, err = e.Table(ctx, w.ref, nil); err != nil {
		return nil, err
	}
	w.economy, _ = w.table.Economy(w.code)
	theta, _, err := trade.ThetaOf(w.table, set)
	if err != nil {
		return nil, err
	}
	if w.base, _, err = counterfactual.FromTable(w.table, counterfactual.Calibration{Theta: theta}); err != nil {
		return nil, err
	}
	stats, err := sme.Embedded().Of(w.code)
	if err != nil {
		return nil, err
	}
	w.split, err = classes.Of(w.base, w.economy, stats, sme.LeastInformation)
	return w, err
}
