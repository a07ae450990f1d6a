package integration

import (
	"context"
	"slices"
	"strings"

	"ikat/economies"
	"ikat/engine"
	"ikat/fault"
	"ikat/icio"
	"ikat/question"
	"ikat/question/computed"
	"ikat/result"
	"ikat/trade"
)

// flows is what a table says of who sells to whom.
type flows struct {
	table                    *icio.Table
	ref                      string
	gross, parts, finals, va *trade.Bilateral
	exports, imports         *trade.Matrix // by industry
	exported                 []float64     // of each economy's final sales, the share that goes abroad
	market                   []int         // the markets outside that are asked about
}

// open takes the flows out of a table.
func open(ctx context.Context, r *question.Request, ref string) (*flows, error) {
	s, err := r.Engine.System(ctx, ref, engine.Options{}, r.Progress)
	if err != nil {
		return nil, err
	}
	out := &flows{table: s.Table, ref: ref}
	asked, err := computed.Measures(ctx, r.Engine, computed.Request{Measures: []string{"exports"}, Tables: []string{ref},
		Level: "bilateral-sector"}, r.Progress)
	if err != nil {
		return nil, err
	}
	out.take(asked[0])
	used, err := computed.Measures(ctx, r.Engine, computed.Request{Measures: []string{"vax"}, Tables: []string{ref},
		Level: "bilateral"},
		r.Progress)
	if err != nil {
		return nil, err
	}
	out.va = trade.NewBilateral(s.Table.Economies, out.matrix(used[0], "vax"))
	home := make([]float64, s.Table.G())
	for i := range s.N() {
		g := s.PartOf(i)
		home[g] += s.Y[i*s.G()+g]
	}
	for g, v := range home {
		share := 1.
		if abroad := out.finals.Exports(g); abroad+v > 0 {
			share = abroad / (abroad + v)
		}
		out.exported = append(out.exported, share)
	}
	return out, nil
}

// take reads exports by pair and industry.
func (w *flows) take(f *result.Frame) {
	t := w.table
	g, n := t.G(), t.N()
	gross, parts, finals := make([]float64, g*g), make([]float64, g*g), make([]float64, g*g)
	out, in := make([]float64, g*n), make([]float64, g*n)
	from, to, of := w.positions(f.Column("exporter")), w.positions(f.Column("importer")), f.Column("industry")
	industry := make([]int, len(of.Dict))
	for i, code := range of.Dict {
		industry[i], _ = t.Industry(code)
	}
	total, sold, used := f.Column("gexp").Floats, f.Column("gexp_int").Floats, f.Column("gexp_fin").Floats
	for row, v := range total {
		s, r, i := from[row], to[row], industry[of.Codes[row]]
		gross[s*g+r] += v
		parts[s*g+r] += sold[row]
		finals[s*g+r] += used[row]
		out[s*n+i] += v
		in[r*n+i] += v
	}
	w.gross, w.parts, w.finals = trade.NewBilateral(t.Economies, gross), trade.NewBilateral(t.Economies, parts),
		trade.NewBilateral(t.Economies, finals)
	w.exports, w.imports = trade.NewMatrix(t.Economies, t.Industries, out),
		trade.NewMatrix(t.Economies, t.Industries, in)
}

// matrix reads an amount by pair.
func (w *flows) matrix(f *result.Frame, column string) []float64 {
	g := w.table.G()
	out := make([]float64, g*g)
	from, to := w.positions(f.Column("exporter")), w.positions(f.Column("importer"))
	for row, v := range f.Column(column).Floats {
		out[from[row]*g+to[row]] += v
	}
	return out
}

// positions are the economies of a column's rows.
func (w *flows) positions(c *result.Column) []int {
	of := make([]int, len(c.Dict))
	for i, code := range c.Dict {
		of[i], _ = w.table.Economy(code)
	}
	out := make([]int, len(c.Codes))
	for row, k := range c.Codes {
		out[row] = of[k]
	}
	return out
}

// group is a group as a table has it.
type group struct {
	code    string
	members []int
	missing []string // that the table lacks
	today   bool     // its members of today, since it had none in the table's year
}

// groups are those asked about: one that is known, the reader's own, or every known one with members at hand.
func (w *flows) groups(name string) ([]group, error) {
	if name == everyGroup {
		var out []group
		for _, code := range economies.Groups() {
			if g, err := w.known(code); err == nil && len(g.members) > 1 {
				out = append(out, g)
			}
		}
		if out == nil {
			return nil, &fault.Error{Kind: fault.NotFound, Where: fault.Say("table %s", w.table.Ref()),
				What: "it has two members of no known group", Fix: "Make a group of your own, as CHN+JPN+KOR"}
		}
		return out, nil
	}
	var g group
	var err error
	if own(name) {
		g, err = w.group("", strings.Split(name, "+"))
		var codes []string
		for _, m := range g.members {
			codes = append(codes, w.table.Economies[m])
		}
		g.code = strings.Join(codes, "+")
	} else {
		g, err = w.known(name)
	}
	if err != nil {
		return nil, err
	}
	return []group{g}, w.enough(g)
}

// known is a known group as the table has it.
func (w *flows) known(name string) (group, error) {
	if code, _, _ := strings.Cut(name, "/"); !economies.IsGroup(code) {
		return group{}, notPublished(name)
	}
	ready, err := w.table.ReadyGroup(name)
	if err != nil {
		return group{}, err
	}
	out, err := w.group(ready.Code, slices.Concat(ready.Members, ready.Absent))
	out.today = ready.Today
	return out, err
}

// group finds members in the table. Of a known group those it lacks are named; an economy nobody knows is an error.
func (w *flows) group(code string, members []string) (group, error) {
	out := group{code: code}
	for _, m := range members {
		e, err := economies.Resolve(m)
		if err != nil {
			if _, found := w.table.Find(m); found != nil {
				return out, err
			}
			e.Code = m
		}
		at, err := w.table.Find(e.Code)
		if err != nil {
			out.missing = append(out.missing, e.Code)
			continue
		}
		n, _ := w.table.Economy(at)
		if !slices.Contains(out.members, n) {
			out.members = append(out.members, n)
		}
	}
	return out, nil
}

// markets are the economies asked about as markets outside a group: all that are not its members where none is named.
//
// Error: fault.NotFound for a name that the table does not have; fault.Invalid for a member of the group.
func (w *flows) markets(names []string, g group) ([]int, error) {
	var out []int
	for _, name := range names {
		one := group{}
		code, _, _ := strings.Cut(name, "/")
		var err error
		if economies.IsGroup(code) {
			one, err = w.known(name)
		} else {
			one, err = w.group("", []string{name})
		}
		if err == nil && len(one.members) == 0 {
			err = &fault.Error{Kind: fault.NotFound, Param: "market", Where: name,
				What: fault.Say("table %s does not have it", w.table.Ref()), Fix: fault.Say("Its economies are %s",
					strings.Join(w.table.Economies, " "))}
		}
		if err != nil {
			return nil, err
		}
		for _, m := range one.members {
			if slices.Contains(g.members, m) {
				return nil, &fault.Error{Kind: fault.Invalid, Param: "market", Where: w.table.Economies[m],
					What: "it is a member of the group", Why: "Markets are outside it"}
			}
			if !slices.Contains(out, m) {
				out = append(out, m)
			}
		}
	}
	for m := range w.table.Economies {
		if names == nil && !slices.Contains(g.members, m) {
			out = append(out, m)
		}
	}
	return out, nil
}

// enough refuses a group of which the table has fewer than two members: it cannot trade with itself.
func (w *flows) enough(g group) error {
	if len(g.members) > 1 {
		return nil
	}
	return &fault.Error{Kind: fault.NotFound, Param: "group", Where: g.code,
		What: fault.Say("table %s has %d of its members", w.table.Ref(), len(g.members)),
		Why: fault.Say("A group trades with itself where two members are told apart; it lacks %s",
			fault.Word(named(g.missing))),
		Fix: "Name a table that has them with {table}"}
}

// named lists economies by their names.
func named(codes []string) string {
	var out []string
	for _, code := range codes {
		out = append(out, economies.Name(code))
	}
	return strings.Join(out, ", ")
}
