package catalog_test

import (
	"fmt"
	"maps"
	"os"
	"syscall"
	"testing"
	"time"

	"ikat/engine"
	"ikat/icio"
	"ikat/internal/ikattest"
	"ikat/internal/questiontest"
	"ikat/internal/turns"
	"ikat/leontief"
	"ikat/measure"
	"ikat/question"
	"ikat/question/catalog"
	"ikat/tablefile/apx"
)

// again is what another asker would ask: the same question about something else, so that nothing is remembered but the
// table and what rests on it alone.
var again = map[string]map[string][]string{
	"measure":         {"economy": {"JPN"}},
	"profile":         {"economy": {"JPN"}},
	"chain":           {"product": {"JPN:c14"}, "to": {"KOR"}},
	"chains":          {"to": {"JPN"}},
	"asked":           {"product": {"JPN:c14"}},
	"rank":            {"for": {"JPN"}},
	"simulate":        {"scenario": {"scenarios: [{name: a, changes: [{exporter: CHN, importer: JPN, iceberg: -5%}]}]"}},
	"sme":             {"economy": {"JPN"}},
	"factors":         {"economy": {"KOR"}},
	"brief":           {"economy": {"JPN"}},
	"region":          {"group": {"CHN+JPN"}},
	"products":        {"economy": {"JPN"}},
	"compare":         {"economies": {"CHN", "THA"}},
	"competitiveness": {"economy": {"THA"}},
	"opportunities":   {"economy": {"JPN"}},
	"product":         {"product": {"JPN:hs8544.30"}, "to": {"KOR"}},
	"integration":     {"group": {"ASEAN"}},
}

// weighty are the choices that make a question long or short.
var weighty = map[string][]map[string][]string{
	"rank": {
		{"draws": {"20"}, "top": {"10"}},
		{"cut": {"benchmark"}, "top": {"20"}},
		{"shares": {"use-specific"}, "top": {"2"}},
	},
	"simulate": {
		{"draws": {"20"}},
		{"scenario": {"scenarios: [{name: a, changes: [{exporter: JPN, days: -1}]}]"}},
	},
	"sme": {
		{"bounds": {"false"}},
		{"bounds": {"false"}, "draws": {"200"}},
		{"year": {"2019"}, "table": nil},
		{"with": {"CHN"}},
	},
	"chain":           {{"draws": {"20"}}, {"mend": {"CHN:export=50%"}, "worth": {"true"}}},
	"competitiveness": {{"draws": {"100"}}},
}

// A question that is declared short takes about a tenth of a second of a processor at most when it is asked alone, and
// one that is declared long takes no hundredth. IKAT_COSTS=FILE asks another table, and -v prints what was estimated.
func TestShortQuestionsAreShort(t *testing.T) {
	ikattest.Long(t, "every question is asked")
	library, table := apx.Library(), "apx/2008"
	if file := os.Getenv("IKAT_COSTS"); file != "" {
		other, err := questiontest.Engine().Table(t.Context(), file, nil)
		if err != nil {
			t.Fatal(err)
		}
		library, table = ikattest.Library{Table: other}, other.Ref()
	}
	for _, q := range catalog.Questions {
		if q.ID == "source" && table != "apx/2008" {
			continue // it is about tables of its own
		}
		for _, choice := range append([]map[string][]string{{}}, weighty[q.ID]...) {
			given := usual(q.ID, table)
			maps.Copy(given, choice)
			(&alone{t, library, q, given, again[q.ID]}).hold(fmt.Sprint(q.ID, " ", choice))
		}
	}
	for _, m := range measure.Catalog {
		if m.ID == "footprint" {
			continue // it is of jobs and emissions
		}
		level := m.Levels[len(m.Levels)-1].ID // the finest
		given := map[string][]string{"id": {m.ID}, "level": {level}, "table": {table}, "economy": {"IDN"}}
		(&alone{t, library, catalog.Find("measure"), given, nil}).hold(m.ID + " " + level)
	}
}

// usual asks a question of a table with the usual choices.
func usual(id, table string) map[string][]string {
	given := map[string][]string{}
	for name, v := range base[id] {
		switch name {
		case "draws", "bounds", "top", "level", "door":
		case "table", "trade":
			given[name] = []string{table}
		default:
			given[name] = v
		}
	}
	if id == "brief" {
		given["economy"] = []string{"IDN"} // that the tables have
	}
	return given
}

// alone is a question that is asked where nobody else asks; before is what was asked earlier.
type alone struct {
	*testing.T
	library icio.Library
	q       *question.Question
	given   map[string][]string
	before  map[string][]string
}

// noise is by how much other work on the machine, which shares its caches and cores, may make an answer slower. On a
// quiet one what is declared short takes what -v prints: less than a tenth of a second.
const noise = 3

// hold holds the time of the answer against what is declared.
func (a *alone) hold(name string) {
	a.Helper()
	work, took := a.ask()
	if work.Seconds > 1 {
		return
	}
	const most = noise * 100 * time.Millisecond
	for range 2 { // a slow moment would say otherwise
		if work.Size() == turns.Short && took > most {
			_, again := a.ask()
			took = min(took, again)
		}
	}
	a.Logf("%-60s declared %7.3f took %7.3f", name, work.Seconds, took.Seconds())
	switch {
	case work.Size() == turns.Short && took > most:
		a.Errorf("%s is declared short (%.3f s) and takes %v", name, work.Seconds, took)
	case work.Size() == turns.Long && took < 10*time.Millisecond:
		a.Errorf("%s is declared long (%.3f s) and takes %v", name, work.Seconds, took)
	}
}

// ask returns what is declared and what the answer takes, the table being open. What is declared to take more than a
// second is not asked.
func (a *alone) ask() (work question.Work, took time.Duration) {
	a.Helper()
	e := engine.New("test", nil, a.library)
	given := maps.Clone(a.given)
	maps.Copy(given, a.before)
	for _, given := range []map[string][]string{given, a.given} {
		v, err := a.q.Read(given, question.Asker{})
		if err != nil {
			a.Fatal(err)
		}
		r := &question.Request{Values: v, Engine: e}
		if a.q.Work != nil {
			if work, err = a.q.Work(a.Context(), r); err != nil {
				a.Fatal(err)
			}
		}
		if work.Seconds > 1 {
			return work, 0
		}
		if r.Has("table") && a.before == nil {
			if _, err := e.System(a.Context(), r.One("table"), leontief.Options{}, nil); err != nil {
				a.Fatal(err)
			}
		}
		begun := processor(a.T)
		if _, err := a.q.Ask(a.Context(), r, nil); err != nil {
			a.Fatal(err)
		}
		took = processor(a.T) - begun
		if a.before == nil {
			break
		}
	}
	return work, took
}

// processor is the time that this process has had of a processor.
func processor(t *testing.T) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
