package icio

import (
	"strconv"
	"strings"

	"ikat/economies"
	"ikat/fault"
)

// Ready is a group of economies that package economies knows, as far as a table has it.
type Ready struct {
	Code    string
	Members []string // those that the table has
	Absent  []string // those that it has not
	Today   bool     // its members of today, since it had none yet, or none any more, in the table's year
}

// ReadyGroup returns a group such as ASEAN as it stood in the table's year, or in another: ASEAN/1998. One that had no
// members in the table's year is taken as it stands today.
//
// Error: fault.NotFound where no group has the name, or it had no members in the year named; fault.Invalid for what is
// no year.
func (t *Table) ReadyGroup(name string) (Ready, error) {
	name, of, dated := strings.Cut(name, "/")
	year := t.Year
	if dated {
		y, err := strconv.Atoi(of)
		if err != nil {
			return Ready{}, &fault.Error{
				Kind:  fault.Invalid,
				Where: fault.Say("group %s/%s", name, of),
				What:  "what stands after the / is no year",
			}
		}
		year = y
	}
	g, err := economies.GroupOf(name, year)
	today := false
	if err != nil && !dated {
		if now, none := economies.GroupOf(name, 0); none == nil { // NAFTA has no members today either
			g, err, today = now, nil, true
		}
	}
	if err != nil {
		return Ready{}, err
	}
	out := Ready{Code: g.Code, Today: today}
	for _, m := range g.Members {
		if _, ok := t.Economy(m); ok {
			out.Members = append(out.Members, m)
		} else {
			out.Absent = append(out.Absent, m)
		}
	}
	return out, nil
}

// Empty is the fault of a group of which a table has no member.
func (g Ready) Empty(t *Table) error {
	return &fault.Error{
		Kind:  fault.NotFound,
		Where: fault.Say("group %s", g.Code),
		What:  fault.Say("table %s has none of its members", t.Ref()),
		Why:   fault.Say("They are %s", strings.Join(g.Absent, ", ")),
	}
}
