package engine

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"

	"ikat/border"
	"ikat/chain"
	"ikat/economies"
	"ikat/fault"
	"ikat/result"
	"ikat/share"
)

// BorderChoice says what borders cost: whose figures, and every assumption that goes with them.
type BorderChoice struct {
	Files      []string  // border tables: names that ikat carries and files; none is the nearest to the table's year
	Thetas     []float64 // ad valorem cost of a day, the same for all goods; none, with no Container, for costs by industry
	Container  float64   // value of a container's goods, US$, the same for all goods; 0 for costs by industry
	Missing    string    // what stands for economies without data; "" is oecd
	Borderless []string  // sets of economies without borders among themselves, CODE,CODE; eu for the members in the table's year, none
	Goods      []string  // industries that pass border procedures
	Benchmark  string    // frontier, CODE, or CODE,CODE for their mean
}

// byIndustry reports whether costs of days and containers are those of each industry, not the same for all.
func (c BorderChoice) byIndustry() bool { return len(c.Thetas) == 0 && c.Container == 0 }

// uniform fills in costs that are the same for all goods.
func (c BorderChoice) uniform() BorderChoice {
	if len(c.Thetas) == 0 {
		c.Thetas = border.Thetas
	}
	if c.Container == 0 {
		c.Container = border.Container
	}
	return c
}

// withDefaults fills in what was left open.
func (c BorderChoice) withDefaults() BorderChoice {
	if !c.byIndustry() {
		c = c.uniform()
	}
	if c.Missing == "" {
		c.Missing = "oecd"
	}
	if len(c.Borderless) == 0 {
		c.Borderless = []string{"eu"}
	}
	if c.Benchmark == "" {
		c.Benchmark = "frontier"
	}
	return c
}

// key names a choice of borders; "" where it rests on files, which may change.
func (c BorderChoice) key() string {
	if len(c.Files) > 0 {
		return ""
	}
	return fmt.Sprintf("%q", []any{c.Thetas, c.Container, c.Missing, c.Borderless, c.Goods, c.Benchmark})
}

// ParseThetas reads costs of a day as shares of a good's value: 0.2%.
//
// Error: fault.Invalid for what is no percentage, for a number without its sign, and for too many.
func ParseThetas(list []string) ([]float64, error) {
	var out []float64
	for _, text := range list {
		v, err := share.Parse(text)
		if err == nil && (v < 0 || v >= 1) {
			err = errors.New("it lies outside 0 to 100%")
		}
		if err != nil {
			return nil, &fault.Error{Kind: fault.Invalid, Param: "theta", Where: text, What: err.Error(),
				Fix: "Write per cent of a good's value a day, such as {theta=0.2%,0.8%}"}
		}
		out = append(out, v)
	}
	slices.Sort(out)
	if out = slices.Compact(out); len(out) > mostThetas {
		return nil, &fault.Error{Kind: fault.Invalid, Param: "theta", What: fmt.Sprintf("%d costs of a day are more than the %d it takes", len(out), mostThetas)}
	}
	return out, nil
}

// mostThetas is how many costs of a day make a range.
const mostThetas = 50

// BorderTable returns the border table of some references: tables that ikat carries, NAME or NAME/YEAR, and files, joined.
// Where none has economies' procedures, they are joined to the table that ikat carries whose year is nearest to the one given;
// 0 is the newest.
func (e *Engine) BorderTable(refs []string, year int) (*border.Table, error) {
	var t *border.Table
	for _, ref := range refs {
		one, err := e.oneBorderTable(ref, year)
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

// oneBorderTable opens one that ikat carries, or a file.
func (e *Engine) oneBorderTable(ref string, year int) (*border.Table, error) {
	if border.Named(ref) {
		return border.Open(ref, year)
	}
	f, err := os.Open(ref)
	if errors.Is(err, fs.ErrNotExist) && !strings.ContainsAny(ref, `\.`) {
		_, err := border.Open(ref, year) // neither a file nor one of ours: the nearest names
		return nil, err
	}
	if err != nil {
		return nil, &fault.Error{Kind: fault.NotFound, Where: "border table " + ref, What: "the file cannot be opened: " + err.Error(),
			Err: err}
	}
	defer f.Close()
	return border.Read(ref, f)
}

// Borders compares economies' border procedures: ranks, gaps to the frontier and to peers, and what they amount to ad
// valorem over the assumptions. No economies means all of the table.
func (e *Engine) Borders(economies, peers []string, choice BorderChoice) (*result.Frame, error) {
	choice = choice.withDefaults().uniform()
	t, err := e.BorderTable(choice.Files, 0)
	if err != nil {
		return nil, err
	}
	f, err := border.Compare(t, border.Comparison{Economies: economies, Peers: peers, Thetas: choice.Thetas, Container: choice.Container})
	if err != nil {
		return nil, err
	}
	f.Provenance.Program = "ikat " + e.version
	f.Provenance.Sources = []result.Source{{Table: t.Name, Publisher: t.Source, Unit: "documents, days and US$ per container"}}
	f.Provenance.Parameters = append(f.Provenance.Parameters, choice.parameters()...)
	return f, nil
}

func (c BorderChoice) parameters() []result.Parameter {
	return []result.Parameter{{Name: "theta", Value: Percents(c.Thetas)}, {Name: "container-value", Value: strconv.FormatFloat(c.Container, 'f', -1, 64)}}
}

// Percents writes shares as per cent: "0.1, 0.2%".
func Percents(v []float64) string {
	out := make([]string, len(v))
	for i, x := range v {
		out[i] = strconv.FormatFloat(100*x, 'g', 4, 64)
	}
	return strings.Join(out, ", ") + "%"
}

// benchmark returns what weak links are measured against.
func benchmark(t *border.Table, c BorderChoice) (chain.Benchmark, string, error) {
	r, err := t.Benchmark(c.Benchmark)
	if err != nil {
		return chain.Benchmark{}, "", err
	}
	name := fmt.Sprintf("%s (export %g days, US$ %g; import %g days, US$ %g)", cmp.Or(r.Name, r.Economy), r.Export.Days, r.Export.Cost, r.Import.Days, r.Import.Cost)
	return chain.NewBenchmark(r), name, nil
}

func borderless(c BorderChoice, year int) [][]string {
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
