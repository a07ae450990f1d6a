package scenario

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"ikat/counterfactual"
	"ikat/fault"
	"ikat/icio"
	"ikat/share"
)

// Class is one class of an economy's firms, with the parts of output and of exports that it makes and of what is spent
// on inputs: of all industries, or of those named. Whom it buys its inputs from is a fact of the whole economy or,
// where shares are use-specific, of those industries. Classes that are not given are small and large firms, after
// statistics of firm size.
type Class struct {
	Economy  string      `yaml:"economy"`
	Class    string      `yaml:"class"`
	Industry Texts       `yaml:"industry,omitempty"`
	Output   *share.Part `yaml:"output,omitempty"`
	Exports  *share.Part `yaml:"exports,omitempty"` // nil for the part of output
	Inputs   *share.Part `yaml:"inputs,omitempty"`  // nil for the part of output: one technology

	Imports  *share.Part           `yaml:"imports,omitempty"`   // of the inputs that the economy's firms import
	BuysFrom map[string]share.Part `yaml:"buys_from,omitempty"` // by class: of the inputs that it buys at home
}

// Usual are the classes that statistics of firm size tell apart.
var Usual = []string{"sme", "large"}

// apart stands between an economy and a class of its firms: KOR/sme.
const apart = "/"

// namesClass reports whether a change names a class of firms.
func (c Change) namesClass() bool {
	for _, list := range []Texts{c.Exporter, c.Importer, c.Between, c.Economy} {
		for _, name := range list {
			if strings.Contains(name, apart) {
				return true
			}
		}
	}
	return false
}

// NamesClasses reports whether a change of a scenario names a class of firms.
func (s *File) NamesClasses() bool {
	for _, sc := range s.Scenarios {
		for _, c := range sc.Changes {
			if c.namesClass() {
				return true
			}
		}
	}
	return false
}

// markets are where factors that are specific to a class can work.
var markets = []string{string(counterfactual.ByClass), string(counterfactual.ByClassIndustry)}

// checkResponse returns an error for a way in which classes respond that is none.
func (s *File) checkResponse() error {
	switch {
	case s.Between != nil && !(*s.Between > 0 && *s.Between <= mostBetween):
		return s.bad("$.between_classes",
			fault.Say("the elasticity between classes cannot be %g times the trade elasticity", *s.Between),
			fault.Say("It is above 0, %d at most; .5 to 1.5 are usual, and 1 is what stands where it is left out", mostBetween))
	case s.Specific != nil && *s.Specific == 1:
		return s.bad("$.specific", "not all value added can be specific to a class",
			"Nothing would be left of the labour that moves: give it a part below 100%")
	case (s.Specific != nil || s.Between != nil) && !s.NamesClasses() && s.Classes == nil:
		return s.bad("$", "between_classes and specific say how classes of firms respond, and none is named",
			"Name one in a change, exporter: KOR/sme, or list classes")
	case s.SpecificTo != "" && s.Specific == nil:
		return s.bad("$.specific_to", "it does not say which part of value added is specific", "Add specific: 30%")
	}
	return nil
}

// mostBetween is how many times the trade elasticity that between classes may be.
const mostBetween = 10

// Respond gives divisions the part of value added that is specific to a class.
func (s *File) Respond(divisions []counterfactual.Division) {
	if s.Specific == nil {
		return
	}
	for i := range divisions {
		divisions[i].Specific, divisions[i].Market = float64(*s.Specific), counterfactual.ByClass
		if s.SpecificTo != "" {
			divisions[i].Market = counterfactual.Market(s.SpecificTo)
		}
	}
}

// Eta are elasticities between the classes of an economy's firms, by industry; nil for the trade elasticities.
func (s *File) Eta(theta []float64) []float64 {
	if s.Between == nil {
		return nil
	}
	out := make([]float64, len(theta))
	for j, v := range theta {
		out[j] = *s.Between * v
	}
	return out
}

// checkClasses returns an error for classes that are none. That shares add up to one is seen when they are used.
func (s *File) checkClasses() error {
	for i, c := range s.Classes {
		at := fmt.Sprintf("$.classes[%d]", i)
		switch {
		case c.Economy == "":
			return s.bad(at, "a class of firms is one of an economy's", "Add economy: KOR")
		case c.Class == "" || strings.ContainsAny(c.Class, "/*?[!\\"):
			return s.bad(at, fault.Say("%q is no name of a class", c.Class),
				"Give it a name of letters, class: micro")
		case c.Class == counterfactual.FinalUsers:
			return s.bad(at, fault.Say("a class cannot be called %q", c.Class), "That is the door of final users")
		case c.Output == nil:
			return s.bad(at, "it does not say which part of output the class makes", "Add output: 46%")
		case c.Industry != nil && (c.Imports != nil || c.BuysFrom != nil) && s.Shares != "use-specific":
			return s.bad(at, "with pooled shares a class buys for all of its industries alike, so imports and buys_from are "+
				"facts of the whole economy", "Give them where the class has no industry, or say shares: use-specific")
		case bought(c) > 1+rounding:
			return s.bad(at+".buys_from", fault.Say("its parts add up to %.4g%% of what the class buys at home", 100*bought(c)),
				"They may add up to 100%")
		}
	}
	return nil
}

// rounding is by how much parts that are written with a few digits may miss a whole.
const rounding = 1e-9

// bought is the part of a class's inputs from home of which it is said from whom they are.
func bought(c Class) (sum float64) {
	for _, part := range c.BuysFrom {
		sum += float64(part)
	}
	return sum
}

// classesOf are the classes of an economy's firms.
func (s *File) classesOf(economy string, names icio.Names) []string {
	var out []string
	for _, c := range s.Classes {
		if code, err := names.Find(c.Economy); err == nil && code == economy && !slices.Contains(out, c.Class) {
			out = append(out, c.Class)
		}
	}
	if out == nil {
		return Usual
	}
	return out
}

// Division divides an economy's firms by the shares that the file gives; ok is false where it gives none.
//
// Error: fault.NotFound for an industry that the table lacks; fault.Invalid for shares that do not add up to one.
func (s *File) Division(b *counterfactual.Baseline, economy int) (d counterfactual.Division, ok bool, err error) {
	names := icio.Names{Codes: b.Economies}
	classes := s.classesOf(b.Economies[economy], names)
	d = counterfactual.Division{Economy: economy, Classes: classes, Output: table(len(classes), b.N()),
		Exports: table(len(classes), b.N())}
	spends := spending{of: table(len(classes), b.N())}
	for pass := range 2 { // all industries, then those with shares of their own
		for i, c := range s.Classes {
			if code, err := names.Find(c.Economy); err != nil || code != b.Economies[economy] ||
				(c.Industry != nil) != (pass == 1) {
				continue
			}
			ok = true
			at := fmt.Sprintf("$.classes[%d].industry", i)
			in, err := s.match(at, c.Industry, industriesOf(b))
			if err != nil {
				return d, ok, err
			}
			exports := c.Output
			if c.Exports != nil {
				exports = c.Exports
			}
			a := slices.Index(classes, c.Class)
			for j := range in {
				if in[j] {
					d.Output[a][j], d.Exports[a][j] = float64(*c.Output), float64(*exports)
					spends.set(a, j, c)
				}
			}
		}
	}
	d.Inputs = spends.shares()
	d.Linkages, err = s.linkages(classes, b, economy)
	return d, ok, err
}

// spending is which part of what an industry spends on inputs each class spends.
type spending struct {
	of   [][]float64
	said bool // of some class otherwise than its part of output
}

func (v *spending) set(class, industry int, c Class) {
	part := c.Output
	if c.Inputs != nil {
		part, v.said = c.Inputs, true
	}
	v.of[class][industry] = float64(*part)
}

// shares are nil where all classes share one technology.
func (v *spending) shares() [][]float64 {
	if !v.said {
		return nil
	}
	return v.of
}

// linkages are the facts that the file gives of whom an economy's classes buy their inputs from.
//
// Error: fault.Invalid for purchases from a class that the economy does not have, and imports of all classes that do
// not add up to all.
func (s *File) linkages(classes []string, b *counterfactual.Baseline, economy int) ([]counterfactual.Linkage, error) {
	var out []counterfactual.Linkage
	code, names := b.Economies[economy], icio.Names{Codes: b.Economies}
	imports := map[string]*importing{} // by the industries that they are of
	for i, c := range s.Classes {
		if found, err := names.Find(c.Economy); err != nil || found != code {
			continue
		}
		at, a := fmt.Sprintf("$.classes[%d]", i), slices.Index(classes, c.Class)
		of, called, err := s.factsOf(at, c, b)
		if err != nil {
			return nil, err
		}
		if c.Imports != nil {
			if imports[called] == nil {
				imports[called] = &importing{}
			}
			imports[called].sum, imports[called].classes = imports[called].sum+float64(*c.Imports), imports[called].classes+1
			all := dealings(len(classes), func(k int) counterfactual.Dealing {
				return counterfactual.Dealing{Buyer: k, Seller: counterfactual.Abroad}
			})
			out = append(out, counterfactual.Linkage{Name: fault.Say("imports of %s/%s%s", code, c.Class, called),
				Part: all[a : a+1], Of: all, Share: float64(*c.Imports), Industries: of})
		}
		home := dealings(len(classes), func(k int) counterfactual.Dealing {
			return counterfactual.Dealing{Buyer: a, Seller: k}
		})
		for _, from := range slices.Sorted(maps.Keys(c.BuysFrom)) {
			b := slices.Index(classes, from)
			if b < 0 {
				return nil, s.bad(at+".buys_from", fault.Say("%s has no class %q", code, from),
					fault.Suggest(from, classes, fault.Say("Its classes are %s", strings.Join(classes, ", "))))
			}
			out = append(out, counterfactual.Linkage{
				Name: fault.Say("what %s/%s%s buys from %s", code, c.Class, called, from),
				Part: home[b : b+1], Of: home, Share: float64(c.BuysFrom[from]), Industries: of})
		}
		if len(c.BuysFrom) == len(classes) && bought(c) < 1-rounding {
			return nil, s.bad(at+".buys_from",
				fault.Say("its parts add up to %.4g%% of what the class buys at home, and all classes are named", 100*bought(c)),
				"They add up to 100%")
		}
	}
	for called, v := range imports {
		if v.sum > 1+rounding || v.classes == len(classes) && v.sum < 1-rounding {
			return nil, s.bad("$.classes", fault.Say("imports of the classes of %s%s add up to %.4g%%", code, called, 100*v.sum),
				"They add up to 100% of the inputs that its firms import")
		}
	}
	return out, nil
}

// importing is what several classes import, as a part of all, and how many say so.
type importing struct {
	sum     float64
	classes int
}

func dealings(n int, of func(k int) counterfactual.Dealing) []counterfactual.Dealing {
	out := make([]counterfactual.Dealing, n)
	for k := range out {
		out[k] = of(k)
	}
	return out
}

// factsOf are the industries that a class's facts of purchases are of, nil for all, and what they are called.
func (s *File) factsOf(at string, c Class, b *counterfactual.Baseline) (of []int, called string, err error) {
	if c.Industry == nil || c.Imports == nil && c.BuysFrom == nil {
		return nil, "", nil
	}
	in, err := s.match(at+".industry", c.Industry, industriesOf(b))
	if err != nil {
		return nil, "", err
	}
	for j, yes := range in {
		if yes {
			of = append(of, j)
			called += " " + b.Industries[j]
		}
	}
	return of, fault.Say(" in industries %s", called[min(1, len(called)):]), nil
}

func table(rows, columns int) [][]float64 {
	out := make([][]float64, rows)
	for i := range out {
		out[i] = make([]float64, columns)
	}
	return out
}

// end is who sells or buys: an economy, or a class of it.
type end struct {
	economy int
	class   string
}

// endsOf lists a baseline's suppliers and doors.
func endsOf(b *counterfactual.Baseline) (sellers, buyers []end) {
	for _, v := range b.Suppliers() {
		sellers = append(sellers, end{v.Economy, v.Class})
	}
	for _, v := range b.Doors() {
		buyers = append(buyers, end{v.Economy, v.Class})
	}
	return sellers, buyers
}

// ends marks the ends that a list names, and those named by their class. A name after ! is taken out, and no list at
// all names them all.
func (s *File) ends(sel *Selection, at string, list []string, b *counterfactual.Baseline, of []end,
	final bool) (marked, named []bool, err error) {
	marked, named = make([]bool, len(of)), make([]bool, len(of))
	if len(list) == 0 || strings.HasPrefix(list[0], "!") {
		list = append([]string{"*"}, list...)
	}
	for _, name := range list {
		pattern, without := strings.CutPrefix(name, "!")
		economy, class, classed := strings.Cut(pattern, apart)
		if isYear(class) { // of a group
			economy, class, classed = pattern, "", false
		}
		in, err := s.match(at, []string{economy}, s.economiesOf(b))
		if err != nil {
			return nil, nil, err
		}
		if classed {
			if err := s.hasClass(sel, at, economy, class, in, b, final); err != nil {
				return nil, nil, err
			}
		}
		for k, e := range of {
			if !in[e.economy] {
				continue
			}
			if ok, _ := path.Match(class, e.class); classed && !ok {
				continue
			}
			marked[k] = !without
			named[k] = classed && !without
		}
	}
	return marked, named, nil
}

// hasClass checks that economies' firms have a class, or a door, of that name, and notes the economies as divided: true
// where they are meant one by one, false where a wildcard means all that can be.
func (s *File) hasClass(sel *Selection, at, economy, class string, in []bool, b *counterfactual.Baseline,
	final bool) error {
	wild := strings.ContainsAny(economy, "*?[")
	var known []string
	fits := false
	for n, code := range b.Economies {
		if !in[n] {
			continue
		}
		sel.divided[n] = sel.divided[n] || !wild
		classes := s.classesOf(code, icio.Names{Codes: b.Economies})
		if final {
			classes = append(slices.Clone(classes), counterfactual.FinalUsers)
		}
		for _, c := range classes {
			ok, err := path.Match(class, c)
			if errors.Is(err, path.ErrBadPattern) {
				return s.bad(at, fault.Say("%q is not a pattern", class), "* stands for any letters, ? for one")
			}
			fits = fits || ok
			if !slices.Contains(known, c) {
				known = append(known, c)
			}
		}
	}
	if !fits {
		return &fault.Error{Kind: fault.NotFound, Where: s.where(at),
			What: fault.Say("firms of %s have no class %q", economy, class),
			Why:  "Classes are small and large firms where the file's classes name no others",
			Fix:  fault.Suggest(class, known, fault.Say("It takes %s", strings.Join(known, ", ")))}
	}
	return nil
}
