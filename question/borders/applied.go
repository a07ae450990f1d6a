package borders

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"ikat/border"
	"ikat/chain"
	"ikat/economies"
	"ikat/engine"
	"ikat/fault"
	"ikat/leontief"
	"ikat/question"
	"ikat/result"
)

// Applied is a choice of borders as it applies to a system: what each border costs, and what weak links are measured
// against.
type Applied struct {
	Choice    Choice // with all that was left open filled in
	Table     *border.Table
	Borders   *chain.Borders
	Filled    *border.Filled
	Benchmark chain.Benchmark
	Best      string          // the benchmark in words
	Unknown   *border.Unknown // what is drawn of costs
	Sets      [][]string      // economies without borders among themselves
}

// Apply applies a choice of borders to a system.
//
// Error: what the border table says; fault.NotFound and Invalid for what the choice names wrongly.
func Apply(s *leontief.System, c Choice) (*Applied, error) {
	out := &Applied{Choice: c.WithDefaults()}
	var err error
	if out.Table, err = Open(out.Choice.Files, s.Table.Year); err != nil {
		return nil, err
	}
	missing, err := border.ParseMissing(out.Choice.Missing)
	if err != nil {
		return nil, err
	}
	if out.Filled, err = out.Table.Fill(s.Codes(), missing); err != nil {
		return nil, err
	}
	out.Sets = borderless(out.Choice, s.Table.Year)
	if err := known(s, out.Sets, out.Choice); err != nil {
		return nil, err
	}
	set := chain.Setting{Table: out.Table, Filled: out.Filled, Container: out.Choice.Container, Goods: out.Choice.Goods,
		Borderless: out.Sets}
	if out.Choice.ByIndustry() {
		set.Costs = out.Table.Calibrated(s.Industries, s.Table.IndustryNames, out.Choice.Goods)
		out.Unknown = out.Table.Unknown(s.Industries, s.Table.IndustryNames, out.Choice.Goods)
		out.Choice.Thetas = nil
		for _, c := range set.Costs {
			out.Choice.Thetas = append(out.Choice.Thetas, c.Theta)
		}
	}
	if out.Unknown == nil {
		out.Unknown = border.UnknownDay(out.Choice.Thetas, out.Choice.Container, len(s.Industries))
	}
	if out.Borders, err = chain.NewBorders(s, set); err != nil {
		return nil, err
	}
	out.Benchmark, out.Best, err = BenchmarkOf(out.Table, out.Choice)
	return out, err
}

// known finds the economies of the borderless sets that the user wrote.
func known(s *leontief.System, sets [][]string, c Choice) error {
	for n, set := range sets {
		if n < len(c.Borderless) && strings.EqualFold(c.Borderless[n], "eu") {
			continue
		}
		codes, err := engine.FindEach(set, s.Find)
		if err != nil {
			return err
		}
		sets[n] = codes
	}
	return nil
}

// Open returns the border table of some references: tables that ikat carries, NAME or NAME/YEAR, and files, joined.
// Where none has economies' procedures, they are joined to the table that ikat carries whose year is nearest to the one
// given; 0 is the newest.
func Open(refs []string, year int) (*border.Table, error) {
	var t *border.Table
	for _, ref := range refs {
		one, err := openOne(ref, year)
		if err != nil {
			return nil, err
		}
		if t != nil {
			one = t.Join(one)
		}
		t = one
	}
	if t != nil && len(t.Records) > 0 {
		return t, nil
	}
	own, err := border.Open("", year)
	if err != nil || t == nil {
		return own, err
	}
	return own.Join(t), nil
}

// openOne opens one that ikat carries, or a file.
func openOne(ref string, year int) (*border.Table, error) {
	if border.Named(ref) {
		return border.Open(ref, year)
	}
	f, err := question.Open(ref)
	if errors.Is(err, fs.ErrNotExist) && !strings.ContainsAny(ref, `\.`) {
		_, err := border.Open(ref, year) // neither a file nor one of ours: the nearest names
		return nil, err
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	t, err := border.Read(ref, f)
	if err == nil {
		t.Name = filepath.Base(ref) // answers go to others, whom the folders of this machine tell nothing
	}
	return t, err
}

// Compare compares economies' border procedures: ranks, gaps to the frontier and to peers, and what they amount to ad
// valorem over the assumptions. No economies means all of the table; a group stands for its members, and those that the
// table lacks are named in a note.
func Compare(e *engine.Engine, names, peers []string, choice Choice) (*result.Frame, error) {
	choice = choice.WithDefaults()
	t, err := Open(choice.Files, 0)
	if err != nil {
		return nil, err
	}
	ask := border.Comparison{Costs: choice.Costs(t)}
	var without, peersWithout []string
	if ask.Economies, without, err = spread(t, names); err != nil {
		return nil, err
	}
	if ask.Peers, peersWithout, err = spread(t, peers); err != nil {
		return nil, err
	}
	f, err := border.Compare(t, ask)
	if err != nil {
		return nil, err
	}
	if without = append(without, peersWithout...); len(without) > 0 {
		f.Note("border-without", "it has no figures of {list}", "list", strings.Join(without, ", "))
	}
	f.Provenance.Program = e.Program()
	f.Provenance.Sources = []result.Source{t.Given()}
	f.Provenance.Parameters = append(f.Provenance.Parameters, choice.Parameters()...)
	return f, nil
}

// spread puts those members of groups in their place that a border table has, and returns those it lacks.
func spread(t *border.Table, names []string) (has, without []string, err error) {
	has, groups := economies.Apart(names)
	members, err := membersOf(groups)
	for _, m := range members {
		if _, ok := t.Find(m); ok {
			has = append(has, m)
		} else {
			without = append(without, m)
		}
	}
	if len(names) > 0 && len(has) == 0 && err == nil {
		err = &fault.Error{Kind: fault.NotFound, Where: fault.Say("border table %s", t.Name),
			What: fault.Say("it has figures of no member of %s", strings.Join(groups, ", "))}
	}
	return has, without, err
}

// BenchmarkOf returns what weak links are measured against.
func BenchmarkOf(t *border.Table, c Choice) (chain.Benchmark, string, error) {
	r, err := t.Benchmark(c.Benchmark)
	if err != nil {
		return chain.Benchmark{}, "", err
	}
	name := fmt.Sprintf(
		"%s (export %.3g days, US$ %.4g; import %.3g days, US$ %.4g)",
		cmp.Or(r.Name, r.Economy),
		r.Export.Days,
		r.Export.Cost,
		r.Import.Days,
		r.Import.Cost,
	)
	return chain.NewBenchmark(r), name, nil
}

func borderless(c Choice, year int) [][]string {
	var out [][]string
	for _, set := range c.Borderless {
		switch strings.ToLower(set) {
		case "eu":
			out = append(out, border.EU(year))
		case "none", "":
		default:
			out = append(out, economies.List(set))
		}
	}
	return out
}
