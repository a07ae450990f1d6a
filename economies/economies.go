// Package economies says who is who: every economy of ISO 3166-1 with its codes, names and the spellings that people
// type, the codes that publishers of tables print instead, what tables have as an economy and is none, and groups of
// economies with their members by year.
//
// One code stands for an economy everywhere in ikat: the three letters of ISO 3166-1, or one of this package's own for
// an aggregate such as ROW. Resolve finds it from what a person typed, Table from what a table prints.
package economies

import (
	"embed"
	"encoding/csv"
	"io"
	"sort"
	"strconv"
	"strings"
	"sync"
)

// Kind says what stands where an economy is expected.
type Kind int

const (
	Unknown   Kind = iota // nothing that this package knows
	Current               // an economy of ISO 3166-1, or Kosovo
	Former                // an economy that is no more
	Part                  // some of an economy's producers, as the OECD's CN1
	Aggregate             // several economies, as the rest of the world
)

// Economy is one economy, or what a table has in the place of one.
type Economy struct {
	Code   string // three letters of ISO 3166-1; this package's own code for what has none
	Alpha2 string // two letters of ISO 3166-1, "" where there are none
	Number string // three digits of the United Nations (M49) and ISO 3166-1, "" where there are none
	Name   string // the United Nations' short form, without what it adds in brackets: "Viet Nam", "United Kingdom"
	UN     string // the United Nations' whole short form: "United Kingdom of Great Britain and Northern Ireland"
	Kind   Kind
	Of     string // the economy of which a Part is one

	other []string // other names and spellings
}

//go:embed economies.csv languages.csv others.csv codes.csv groups.csv regions.csv aggregates.csv
var files embed.FS

// rows returns the rows of one of the package's own files, which its tests read whole; header and comments are left
// out.
func rows(name string) [][]string {
	f, err := files.Open(name)
	if err != nil {
		panic(err)
	}
	c := csv.NewReader(f)
	c.Comment = '#'
	var out [][]string
	for {
		r, err := c.Read()
		if err == io.EOF {
			return out[1:]
		}
		if err != nil {
			panic(name + ": " + err.Error())
		}
		out = append(out, r)
	}
}

var kinds = map[string]Kind{"aggregate": Aggregate, "former": Former, "part": Part}

// registry is what the package's files say, by code.
type registry struct {
	list   []Economy
	byCode map[string]int
}

var known = sync.OnceValue(func() registry {
	r := registry{byCode: map[string]int{}}
	for _, v := range rows("economies.csv") {
		e := Economy{Code: v[0], Alpha2: v[1], Number: v[2], Name: v[3], UN: v[4], Kind: Current, other: split(v[5])}
		if e.UN == "" {
			e.UN = e.Name
		}
		r.list = append(r.list, e)
	}
	for _, v := range rows("others.csv") {
		r.list = append(r.list, Economy{Code: v[0], Kind: kinds[v[1]], Of: v[2], Name: v[3], UN: v[3],
			other: split(v[4])})
	}
	for i, e := range r.list {
		r.byCode[e.Code] = i
	}
	return r
})

func split(list string) []string {
	if list == "" {
		return nil
	}
	out := strings.Split(list, ";")
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return out
}

// All returns the economies of ISO 3166-1 (and Kosovo), sorted by code.
func All() []Economy {
	var out []Economy
	for _, e := range known().list {
		if e.Kind == Current {
			out = append(out, e)
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Code < out[j].Code })
	return out
}

// IsAggregate reports whether a code stands for several economies, as the rest of the world does, also in a table's own
// spelling (OTH).
func IsAggregate(code string) bool {
	e, ok := Get(code)
	if !ok {
		e, _ = meaning(code)
	}
	return e.Kind == Aggregate
}

// Get returns what a code of this package stands for. It takes no other spelling: Resolve does.
func Get(code string) (Economy, bool) {
	r := known()
	i, ok := r.byCode[code]
	if !ok {
		return Economy{}, false
	}
	return r.list[i], true
}

// Name returns the name of what a code of this package stands for, or the code where it knows none.
func Name(code string) string {
	if e, ok := Get(code); ok {
		return e.Name
	}
	return code
}

// Names returns every name and spelling of an economy but its codes: the short form first.
func (e Economy) Names() []string {
	out := []string{e.Name}
	if e.UN != e.Name && e.UN != "" {
		out = append(out, e.UN)
	}
	return append(out, e.other...)
}

// number returns a code of digits as three of them: 36 is 036, and so is 36.0, which programs write that took the
// codes of a column with gaps for amounts.
func number(text string) (string, bool) {
	n, err := strconv.Atoi(strings.TrimSuffix(text, ".0"))
	if err != nil || n < 1 || n > 999 {
		return "", false
	}
	s := strconv.Itoa(n)
	return strings.Repeat("0", 3-len(s)) + s, true
}
