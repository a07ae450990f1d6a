package trade

import (
	"cmp"
	"context"

	"ikat/engine"
	"ikat/question"
	"ikat/result"
	"ikat/say"
	"ikat/scenario"
)

// Simulate solves scenarios.
var Simulate = &question.Question{
	ID: "simulate", Tag: tag, Label: "What would change if a border, a tariff or a supplier were different",
	Asks: "What would happen if this changed, once everything has adjusted?",
	Doc: `Solve the scenarios of a file: tariffs, delivery costs, days and money at borders, preferences, productivity,
a supplier that
closes. Prices, wages, trade and output adjust everywhere (exact hat algebra with input-output linkages). The result
is a scenario,
not a forecast: it says what the change alone would do once everything has adjusted.

A file looks like this (docs/methods/simulate.md lists every field; examples/ has six):

  title: Cheaper borders for electronics
  scenarios:
    - name: faster-borders
      changes:
        - {exporter: CHN, industry: c14, days: -3}         # three days less at the border
    - name: faster-and-duty-free
      after: faster-borders                                # its changes, and these
      changes:
        - {exporter: CHN, importer: [USA, DEU], industry: goods, tariff_by: -2%}

KOR/sme and KOR/large are classes of an economy's firms; as importers they, and KOR/final, are who buys.`,
	Reference: "Caliendo, Parro (2015), Review of Economic Studies 82",
	Params: []question.Param{
		{Name: "scenarios", Doc: "file of scenarios", Form: question.File, Argument: true},
		{
			Name:    "scenario",
			Doc:     "the scenarios as YAML or JSON, in place of a file",
			Form:    question.Document,
			Instead: "scenarios",
			Example: exampleScenario,
		},
		{Name: "table", Short: "t", Doc: "table: NAME/YEAR, or on the command line the path of a file",
			Form: question.Table,
			Says: "the scenario's, or " + engine.UsualTable, Example: engine.UsualTable, Named: true},
		{
			Name:    "level",
			Short:   "l",
			Doc:     "detail of the rows",
			Form:    question.Text,
			Values:  SimulationLevels,
			Default: "economy",
			Example: "accounts",
			Named:   true,
		},
		{
			Name:    "economy",
			Doc:     "keep only these economies (or exporters); world is the world's row",
			Form:    question.Economy,
			Many:    question.Joined,
			Example: "CHN,world",
		},
		{Name: "tariffs", Doc: "tariffs in force before the scenarios: a CSV of rates, or what WITS gives for download; " +
			"scenarios change them; or the name of tariffs that are kept (ikat tables get)", Form: question.File,
			Many: question.Repeated, Kept: []string{"tariffs"}},
		question.Statistics, jobs(), Draws, Seed,
	},
	Examples: []question.Example{
		{Args: "simulate examples/e-customs.yaml", Gives: "electronic customs in Indonesia"},
		{Args: "simulate examples/small-firms.yaml --level sme --economy KOR",
			Gives: "four ways to sell, for small and large firms"},
		{Args: "simulate examples/tariff-war.yaml --economy CHN,USA,world", Gives: "two economies and the world"},
		{
			Args:  "simulate examples/freight-doubles.yaml --table wiod2013_2008.csv.gz --level trade -o trade.csv",
			Gives: "trade by exporter and importer",
		},
	},
	Work: func(_ context.Context, r *question.Request) (question.Work, error) {
		s, table, err := Scenarios(r)
		if err != nil {
			return question.Work{}, err
		}
		return SolveWork(r.Engine, s, table), nil
	},
	RestsOn: func(r *question.Request) ([]string, error) {
		_, table, err := Scenarios(r)
		return []string{table}, err
	},
	World:     true,
	Estimated: ofOwnSectors,
	Pictures: []question.Picture{{Kind: "map", Names: []string{"economy"}, X: "welfare_pct", Low: "welfare_low_pct",
		High: "welfare_high_pct", Scale: "diverging"}},
	Answer: simulated,
}

// jobs is the file of satellites, of which those that count work are asked for.
func jobs() question.Param {
	p := question.Satellite
	p.Doc = "jobs by sector, whose change is added to the rows by economy: " + p.Doc
	return p
}

// SolveWork is about how much solving scenarios on a table takes.
func SolveWork(e *engine.Engine, s *scenario.File, table string) question.Work {
	n := s.Solutions()
	return question.Work{Solutions: n, Seconds: .005 + 2e-6*float64(n)*question.ShapeOf(e, table).Links()}
}

// ofOwnSectors is what an estimated table says of scenarios: what changes of the economy's own sectors and of its
// border with the rest of the world as one do to it. The rest's own numbers are left out.
func ofOwnSectors(r *question.Request) (question.Determined, error) {
	return question.Determined{Rest: r.One("level") == "trade", Ranged: true}, nil
}

// exampleScenario is a scenario that every table with China and electronics can answer.
const exampleScenario = `title: Cheaper borders for electronics
scenarios:
  - name: faster-borders
    changes:
      - {exporter: CHN, industry: c14, days: -3}
`

// Scenarios reads what a request gives, and the table it is about.
//
// Error: fault.Invalid where neither a file nor a text is given, or both; what the scenarios say of themselves.
func Scenarios(r *question.Request) (*scenario.File, string, error) {
	s, err := readScenarios(r)
	if err != nil {
		return nil, "", err
	}
	s.Applied, s.Satellites = r.All("tariffs"), r.One("satellite")
	s.Statistics, s.Draws, s.Seed = r.All("stats"), r.Whole("draws"), uint64(r.Whole("seed"))
	table := r.One("table")
	if !r.Chosen("table") && s.Table != "" {
		table = s.Table
	}
	return s, cmp.Or(table, engine.UsualTable), nil
}

func readScenarios(r *question.Request) (*scenario.File, error) {
	name, text, err := r.Text("scenarios", "scenario")
	if err != nil {
		return nil, err
	}
	if r.Local {
		return scenario.Read(name, []byte(text))
	}
	return ReadRemote(r.Engine, name, text)
}

func simulated(ctx context.Context, r *question.Request) (*question.Answer, error) {
	s, table, err := Scenarios(r)
	if err != nil {
		return nil, err
	}
	f, err := Solve(ctx, r.Engine, s, table, r.One("level"), r.All("economy"), r.Progress)
	if err != nil || !r.Prose || r.Chosen("level") {
		return question.Rows(f, err)
	}
	t, err := r.Engine.Table(ctx, table, r.Progress)
	if err != nil {
		return nil, err
	}
	return &question.Answer{Frames: []*result.Frame{f}, Prose: simulatedProse(say.In(r.Language), t, f)}, nil
}
