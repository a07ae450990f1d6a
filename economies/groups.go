package economies

import (
	"strconv"
	"strings"
	"sync"

	"ikat/fault"
)

// Group is a group of economies in one year.
type Group struct {
	Code    string   // "ASEAN"
	Name    string   // in full
	Year    int      // 0: today
	Members []string // codes, in the order of accession
}

// Label is what people call the group: a treaty's code, ASEAN, and a subregion's name, South-East Asia.
func (g Group) Label() string {
	if name, subregion := strings.CutSuffix(g.Name, " (ESCAP)"); subregion {
		return name
	}
	return g.Code
}

// span is a stay of some members in a group; from 0: always, to 0: still.
type span struct {
	from, to int
	members  []string
}

type grouping struct {
	code, name string
	spans      []span
}

type groupings struct {
	list   []grouping
	byName map[string]int
}

var allGroups = sync.OnceValue(func() groupings {
	g := groupings{byName: map[string]int{}}
	at := map[string]int{}
	for _, v := range rows("groups.csv") {
		i, ok := at[v[0]]
		if !ok {
			i = len(g.list)
			at[v[0]] = i
			g.list = append(g.list, grouping{code: v[0], name: v[1]})
			for _, n := range append(split(v[2]), v[0], v[1]) {
				g.byName[key(n)] = i
				g.byName[run(n)] = i
			}
		}
		g.list[i].spans = append(g.list[i].spans, span{year(v[3]), year(v[4]), strings.Fields(v[5])})
	}
	return g
})

func year(text string) int {
	n, _ := strconv.Atoi(text)
	return n
}

// Groups returns the codes of the groups, in the order in which the file has them.
func Groups() []string {
	var out []string
	for _, g := range allGroups().list {
		out = append(out, g.code)
	}
	return out
}

// unlisted are what people name as groups and nobody publishes the members of, by year: name without blanks, why.
var unlisted = map[string]string{}

func init() {
	for _, name := range []string{"BRI", "OBOR", "Belt and Road", "Belt and Road Initiative", "One Belt One Road"} {
		unlisted[run(name)] = "The Belt and Road Initiative has no list of members: economies sign memoranda of different " +
			"kinds, some lapsed or withdrawn, and published lists differ"
	}
}

// IsGroup says whether a group is known by a name.
func IsGroup(name string) bool {
	gs := allGroups()
	_, ok := gs.byName[key(name)]
	if !ok {
		_, ok = gs.byName[run(name)]
	}
	return ok
}

// GroupOf returns a group as it stood on 31 December of a year, or as it stands where year is 0. The name may be its
// code, its name or another that it has had.
//
// Error: fault.NotFound where no group has the name, or the group had no members yet or any more, with the years it
// had.
func GroupOf(name string, year int) (Group, error) {
	gs := allGroups()
	i, ok := gs.byName[key(name)]
	if !ok {
		i, ok = gs.byName[run(name)]
	}
	if why, known := unlisted[run(name)]; !ok && known {
		return Group{}, &fault.Error{Kind: fault.NotFound, What: fault.Say("ikat has no members of %s", quoted(name)),
			Why: why, Fix: "Name the economies yourself, joined by +"}
	}
	if !ok {
		return Group{}, &fault.Error{Kind: fault.NotFound,
			What: fault.Say("no group of economies is known as %s", quoted(name)),
			Fix:  fault.Say("The groups are %s", strings.Join(Groups(), ", "))}
	}
	g := gs.list[i]
	out := Group{Code: g.code, Name: g.name, Year: year}
	for _, s := range g.spans {
		if s.holds(year) {
			out.Members = append(out.Members, s.members...)
		}
	}
	if len(out.Members) == 0 {
		return Group{}, g.absent(year)
	}
	return out, nil
}

// GroupIn returns a group as it stood in the year that its name gives (RCEP/2024), or in another.
//
// Error: fault.Invalid for what is no year; as GroupOf.
func GroupIn(name string, year int) (Group, error) {
	group, at, dated := strings.Cut(name, "/")
	if dated {
		var err error
		if year, err = strconv.Atoi(at); err != nil {
			return Group{}, &fault.Error{Kind: fault.Invalid, Where: name, What: fault.Say("%s is not a year", at),
				Fix: fault.Say("Write a group with its year: %s/2020", group)}
		}
	}
	return GroupOf(group, year)
}

// Apart tells economies and groups in a list of names; what is neither is left among the economies, which say so.
func Apart(names []string) (alone, groups []string) {
	for _, name := range names {
		group, _, _ := strings.Cut(name, "/")
		e, err := Resolve(name)
		if (err != nil || e.Kind == Aggregate) && IsGroup(group) {
			groups = append(groups, name)
		} else {
			alone = append(alone, name)
		}
	}
	return alone, groups
}

// Several is the fault of a group that stands where one economy is asked for.
func (g Group) Several() error {
	return &fault.Error{Kind: fault.Invalid, Where: g.Code,
		What: fault.Say("it is a group of %d economies, and one is asked for", len(g.Members)),
		Fix: fault.Say("Name one of %s; ikat integration %s and ikat rank --for %s ask about the group",
			strings.Join(g.Members, " "), g.Code, g.Code)}
}

// Several is the same of an aggregate of tables, such as the rest of the world.
func (e Economy) Several() error {
	if g, err := GroupOf(e.Name, 0); err == nil {
		return g.Several()
	}
	return &fault.Error{Kind: fault.Invalid, Where: e.Code,
		What: fault.Say("%s is an aggregate of economies, and one is asked for", e.Name),
		Fix:  "Name an economy, or a table that has this aggregate"}
}

func (s span) holds(year int) bool {
	if year == 0 {
		return s.to == 0
	}
	return s.from <= year && (s.to == 0 || year <= s.to)
}

// absent says when a group had members.
func (g grouping) absent(year int) error {
	first, last := g.spans[0].from, 0
	for _, s := range g.spans {
		if s.to == 0 {
			last = 0
			break
		}
		last = max(last, s.to)
	}
	when := fault.Say("It began in %d", first)
	if last != 0 {
		when = fault.Say("It began in %d and ended after %d", first, last)
	}
	what := fault.Say("%s has no members today", g.code)
	if year != 0 {
		what = fault.Say("%s had no members in %d", g.code, year)
	}
	return &fault.Error{Kind: fault.NotFound, What: what, Why: when, Fix: "Name a year in which it had members"}
}

// ESCAP says whether an economy is a member of the Economic and Social Commission for Asia and the Pacific, or an
// associate.
func ESCAP(code string) (member, associate bool) {
	for _, name := range []string{"ESCAP", "ESCAP-A"} {
		g, err := GroupOf(name, 0)
		if err != nil {
			panic(err)
		}
		for _, m := range g.Members {
			if m == code {
				return name == "ESCAP", name == "ESCAP-A"
			}
		}
	}
	return false, false
}
