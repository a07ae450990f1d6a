package icio

import (
	"cmp"
	"strings"

	"ikat/economies"
	"ikat/fault"
)

// Names are what a table's economies are called. The zero value of all but Codes is allowed.
type Names struct {
	Where   string              // the table, for errors
	Codes   []string            // in table order
	Printed map[string]string   // code -> what the published table prints instead
	Own     map[string]string   // code -> the table's own name
	Members map[string][]string // aggregate -> the economies in it
}

// Names returns what the table's economies are called.
func (t *Table) Names() Names {
	return Names{
		Where:   fault.Say("table %s", t.Ref()),
		Codes:   t.Economies,
		Printed: t.Printed,
		Own:     t.EconomyNames,
		Members: t.Members,
	}
}

// Find returns the code of the table's economy that a text means, as Names.Find.
func (t *Table) Find(text string) (string, error) { return t.Names().Find(text) }

// Whole returns what Find does, and for a part of an economy that the table has only whole, that economy.
func (t *Table) Whole(text string) (string, error) {
	code, err := t.Find(text)
	if e, ok := economies.Get(strings.ToUpper(strings.TrimSpace(text))); err != nil && ok && e.Kind == economies.Part {
		if _, ok := t.Economy(e.Of); ok {
			return e.Of, nil
		}
	}
	return code, err
}

// EconomyName returns the name of an economy of the table, as Names.Of.
func (t *Table) EconomyName(code string) string { return t.Names().Of(code) }

// Find returns the code of the economy that a text means: its code, what the published table prints for it, or any
// code, name or spelling that package economies knows, in any case.
//
// Error: fault.NotFound, saying where the economy is instead or which are near; fault.Invalid for a name of several.
func (n Names) Find(text string) (string, error) {
	want := strings.TrimSpace(text)
	if _, ok := find(n.Codes, want); ok {
		return want, nil
	}
	for _, c := range n.Codes {
		if strings.EqualFold(c, want) {
			return c, nil
		}
	}
	for _, c := range n.Codes {
		if strings.EqualFold(n.Printed[c], want) && want != "" {
			return c, nil
		}
	}
	e, err := economies.Resolve(want)
	if _, ok := find(n.Codes, e.Code); ok && err == nil {
		return e.Code, nil
	}
	for _, c := range n.Codes {
		if own := n.Own[c]; own != "" && economies.Same(own, want) {
			return c, nil
		}
	}
	if err != nil && fault.KindOf(err) == fault.Invalid {
		return "", err
	}
	return "", n.without(want, e)
}

// Absent is the cause of an error of a table that lacks an economy.
type Absent struct{ Economy string } // as it was asked for

func (a Absent) Error() string { return "no economy " + a.Economy }

// without says that an economy is not there.
func (n Names) without(want string, e economies.Economy) error {
	out := &fault.Error{Kind: fault.NotFound, Where: n.Where, What: fault.Say("it has no economy %q", want),
		Err: Absent{want}}
	if e.Code == "" {
		var names []string
		for _, c := range n.Codes {
			names = append(names, c, n.Of(c))
		}
		out.Fix = fault.Suggest(want, names, fault.Say("It has %s", strings.Join(n.Codes, " ")))
		return out
	}
	if want != e.Code {
		out.What = fault.Say("%s, which is %s (%s)", fault.Word(out.What), fault.Word(e.Name), e.Code)
	}
	out.Fix = fault.Say("It has %s", strings.Join(n.Codes, " "))
	if _, ok := find(n.Codes, e.Of); ok {
		out.Why, out.Fix = fault.Say("It is a part of %s, which the table has whole", e.Of),
			fault.Say("Ask for %s; ikat tables add --split keeps its parts apart", e.Of)
	}
	for _, c := range n.Codes {
		for _, m := range n.Members[c] {
			if m == e.Code {
				out.Why = fault.Say("It is part of %s (%s)", c, n.Of(c))
				out.Fix = fault.Say("Ask for %s, or take a table that has it", c)
			}
		}
	}
	return out
}

// Of returns an economy's name: the United Nations' where the code and the table's own name for it mean an economy of
// theirs, else the table's own, else what package economies calls it, else the code.
func (n Names) Of(code string) string {
	e, known := economies.Get(code)
	own := n.Own[code]
	if own == "" {
		if !known {
			e, _ = economies.Resolve(code) // a code that the table has not
		}
		return cmp.Or(e.Name, code)
	}
	if known && e.Kind == economies.Current {
		if meant, err := economies.Resolve(own); err == nil && meant.Code == code {
			return e.Name
		}
	}
	return own
}

// IsAggregate says whether a code of the table stands for several economies, as the rest of the world does.
func (t *Table) IsAggregate(code string) bool {
	return economies.IsAggregate(code) || len(t.Members[code]) > 1
}
