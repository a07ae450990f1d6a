package trade

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"ikat/counterfactual"
	"ikat/economies"
	"ikat/engine"
	"ikat/fault"
	"ikat/icio"
)

// outcome is a kind of what a ranking may be for. Its line in outcomes makes the parameter's text, errors and titles.
type outcome struct {
	written string // as somebody writes it: ECONOMY_INDUSTRY
	gain    string // what of it is gained; {name} stands for its name
	// find returns the outcome that a text stands for; ok is false for a text of another kind.
	find func(r *links, b *counterfactual.Baseline, text string) (f counterfactual.Functional, ok bool)
}

// outcomes are all kinds, in the order in which a text is tried.
var outcomes = []outcome{
	{"world", "the world's real final spending", ofWorld},
	{"sme:ECONOMY", "the income of small and medium firms of {name}", ofSmallFirms},
	{"ECONOMY[,ECONOMY...]", "the real final spending of {name}", ofEconomies},
	{"GROUP, such as ASEAN or LDC/2008", "the real final spending of {name}", ofGroup},
	{"ECONOMY_INDUSTRY", "the real value added of {name}", ofSector},
}

// outcomesDoc says what a ranking may be for.
func outcomesDoc() string {
	var list []string
	for _, o := range outcomes {
		list = append(list, o.written+" ("+strings.ReplaceAll(o.gain, "{name}", "it")+")")
	}
	return "whose gain: " + strings.Join(list, ", ")
}

// outcomeOf returns the outcome that the ranking is for.
//
// Error: as outcome.
func (r *links) outcomeOf(b *counterfactual.Baseline) (counterfactual.Functional, error) {
	f, _, err := r.outcome(b)
	return f, err
}

// outcome returns the outcome that the ranking is for, and whose gain it is in words.
//
// Error: fault.NotFound for a text of no kind.
func (r *links) outcome(b *counterfactual.Baseline) (f counterfactual.Functional, gain string, err error) {
	for _, o := range outcomes {
		if f, ok := o.find(r, b, r.For); ok {
			return f, strings.ReplaceAll(o.gain, "{name}", r.inWords(strings.TrimPrefix(f.Name, "sme:"))), nil
		}
	}
	if code, _, _ := strings.Cut(r.For, "/"); economies.IsGroup(code) {
		return f, "", r.noGroup()
	}
	var written []string
	for _, o := range outcomes {
		written = append(written, o.written)
	}
	return f, "", &fault.Error{Kind: fault.NotFound, Param: "for", Where: r.For,
		What: fault.Say("the table has no economy, group or sector with output %q", r.For),
		Fix: fault.Suggest(r.For, b.Economies,
			fault.Say("It takes %s; the table's economies are %s, a sector is such as %s_%s", strings.Join(written, ", "),
				strings.Join(b.Economies, " "), b.Economies[0], b.Industries[0]))}
}

// noGroup says why the table has nothing of the group that the ranking is for.
func (r *links) noGroup() error {
	g, err := r.t.ReadyGroup(r.For)
	if err == nil {
		err = g.Empty(r.t)
	}
	var f *fault.Error
	if !errors.As(err, &f) {
		return err
	}
	own := *f
	own.Param, own.Where = "for", r.For
	return &own
}

// word is what may be a code in an outcome's name.
var word = regexp.MustCompile(`[^\s(),:]+`)

// inWords says names for the codes of economies and of sectors; what is no code stays.
func (r *links) inWords(text string) string {
	return word.ReplaceAllStringFunc(text, func(code string) string {
		economy, industry, sector := strings.Cut(code, "_")
		if !slices.Contains(r.t.Economies, economy) {
			return code
		}
		name := economies.InPhrase(engine.EconomyName(r.t, economy))
		if sector {
			return r.t.IndustryName(industry) + " of " + name
		}
		return name
	})
}

func ofWorld(_ *links, b *counterfactual.Baseline, text string) (counterfactual.Functional, bool) {
	return b.World(), text == "" || text == "world"
}

// ofSmallFirms is for an economy that is divided already: it takes statistics.
func ofSmallFirms(r *links, b *counterfactual.Baseline, _ string) (counterfactual.Functional, bool) {
	if !r.small {
		return counterfactual.Functional{}, false
	}
	f := b.Incomes(r.economies[0])[0]
	f.Name = "sme:" + r.firmsOf()
	return f, true
}

func ofEconomies(_ *links, b *counterfactual.Baseline, text string) (counterfactual.Functional, bool) {
	var members []int
	var codes []string
	for _, one := range economies.List(text) {
		n, ok := economyOf(b, one)
		if !ok {
			return counterfactual.Functional{}, false
		}
		members, codes = append(members, n), append(codes, b.Economies[n])
	}
	return spendingOf(b, strings.Join(codes, ", "), members), len(members) > 0
}

// ofGroup is for a group that ikat knows (ASEAN, LDC, RCEP/2024), of its members that the table has: in the table's
// year, unless the name says another.
func ofGroup(r *links, b *counterfactual.Baseline, text string) (counterfactual.Functional, bool) {
	group, err := r.t.ReadyGroup(text)
	if err != nil || len(group.Members) == 0 {
		return counterfactual.Functional{}, false
	}
	var members []int
	for _, code := range group.Members {
		members = append(members, slices.Index(b.Economies, code))
	}
	of := "its"
	if group.Today {
		of = "today's"
	}
	name := fmt.Sprintf("%s (%s: %d of %s %d members)", text, strings.Join(group.Members, ", "), len(members), of,
		len(members)+len(group.Absent))
	return spendingOf(b, name, members), true
}

func ofSector(_ *links, b *counterfactual.Baseline, text string) (counterfactual.Functional, bool) {
	economy, industry, _ := strings.Cut(text, "_")
	n, ok := economyOf(b, economy)
	if j := slices.Index(b.Industries, industry); ok && j >= 0 && b.Makes(n, j) {
		return b.ProductOf(b.Economies[n]+"_"+b.Industries[j], n, j), true
	}
	return counterfactual.Functional{}, false
}

func economyOf(b *counterfactual.Baseline, text string) (n int, ok bool) {
	code, err := icio.Names{Codes: b.Economies}.Find(text)
	return slices.Index(b.Economies, code), err == nil
}

// spendingOf is the real final spending of some economies, weighted by it.
func spendingOf(b *counterfactual.Baseline, name string, members []int) counterfactual.Functional {
	f := counterfactual.Functional{Name: name, Income: make([]float64, b.G())}
	var total float64
	for _, n := range members {
		total += b.Income[n]
	}
	for _, n := range members {
		f.Income[n] = b.Income[n] / total
	}
	return f
}
