package oecd

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"ikat/economies"
	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/blocks"
	"ikat/tablefile/cells"
)

// edition is one of the OECD's, known by its size.
type edition struct {
	year, economies, industries int
	split                       bool // it exists only with China and Mexico in parts
}

// editions are counted without the parts of China and Mexico.
var editions = []edition{{2025, 81, 50, false}, {2023, 77, 45, false}, {2021, 67, 45, true}, {2018, 65, 36, true},
	{2016, 64, 34, true}}

var (
	namesEdition = regexp.MustCompile(`(?i)ICIO[-_ /]*(20\d\d)`)
	nameless     = regexp.MustCompile(`(?i)^[-_ \d]*(SML|EXT)?[-_ \d]*$`)
	theirName    = regexp.MustCompile(`(?i)ICIO[-_ /]*20\d\d|(^|[^a-z])(SML|EXT)($|[^a-z])`)
	extended     = regexp.MustCompile(`(?i)(^|[^a-z])EXT($|[^a-z])|extended`)
)

// mark starts the first cell of a table that Export wrote.
const mark = "ikat "

// describe fills in the table's Meta.
func describe(t *icio.Table, first string, src *tablefile.Source, opt tablefile.Options) (err error) {
	if text, ok := strings.CutPrefix(first, mark); ok && json.Unmarshal([]byte(text), &t.Meta) == nil {
		name, year := tablefile.NameYear(src.TextName())
		t.Name, t.Year = cmp.Or(t.Name, name, "table"), cmp.Or(opt.Year, t.Year, year)
		if said := tablefile.Money(t.Unit); t.Currency == "" && said.Currency != "" { // other programs' words: M.EUR
			said.Put(t)
		}
		t.SHA256, err = src.SHA256()
		return err
	}
	name, year := tablefile.NameYear(src.TextName())
	outer, outerYear := tablefile.NameYear(src.Archive())
	t.Year = cmp.Or(opt.Year, year, outerYear)
	if t.SHA256, err = src.SHA256(); err != nil {
		return err
	}
	t.Source = src.Name + ", in the OECD ICIO layout, which prints no unit"
	if !ofOECD(t, src.Name+"/"+src.TextName()) {
		t.Name = cmp.Or(name, outer, "table")
		state(t, first, src.Name, opt.Year)
		return nil
	}
	t.Currency, t.Unit, t.Valuation = "USD", "million", "basic prices, current"
	t.Source += "; the OECD publishes millions of US dollars"
	published(t, src, name, outer)
	state(t, first, src.Name, opt.Year)
	return nil
}

// state takes unit, prices and year from words in the first cell, where somebody wrote some above the table: they come
// before what the file's name and the labels say.
func state(t *icio.Table, words, file string, year int) {
	said := tablefile.State([]string{words}, nil)
	if said.Amount != (tablefile.Amount{}) {
		said.Put(t)
		t.Source = file + ", in the OECD ICIO layout, with its unit in words above it"
	}
	if said.Prices != "" {
		tablefile.SetPrices(&t.Meta, said.Prices)
	}
	t.Year = cmp.Or(year, said.Year, t.Year)
}

// published names a table with the OECD's labels. One that bears a name of its own keeps it: others publish in the
// layout too.
func published(t *icio.Table, src *tablefile.Source, name, outer string) {
	e, names := editionOf(t), src.Name+"/"+src.TextName()
	if m := namesEdition.FindStringSubmatch(names); m != nil {
		e = &edition{}
		_, _ = fmt.Sscan(m[1], &e.year)
		if i := slices.IndexFunc(editions, func(k edition) bool { return k.year == e.year }); i >= 0 {
			e = &editions[i]
		}
	}
	own := !nameless.MatchString(name) && !namesEdition.MatchString(name)
	if e != nil && !own {
		t.Publisher, t.Edition = "OECD", fmt.Sprint(e.year)
	}
	switch {
	case own:
		t.Name = name
		return
	case e != nil:
		t.Name = "ICIO" + t.Edition
	case !nameless.MatchString(outer):
		t.Name = outer
	default:
		t.Name = "ICIO"
	}
	if (e == nil || !e.split) && (isSplit(t) || extended.MatchString(names)) {
		t.Name += "ext"
	}
}

// ofOECD reports whether a table is one of the OECD's, or laid out and labelled as those are: it has the size of one,
// or its file the name, or final demand is divided as theirs and every economy is one, by its three letters, or ROW.
// With a made-up economy, or another word for the rest of the world, it is somebody's own, whose unit nobody knows.
func ofOECD(t *icio.Table, names string) bool {
	for _, e := range t.Economies {
		if (len(e) != 3 || strings.ToUpper(e) != e) && !isPart(e, t.Economies) {
			return false
		}
	}
	if !slices.Contains(t.Categories, "HFCE") {
		return false
	}
	if editionOf(t) != nil || theirName.MatchString(names) {
		return true
	}
	for _, e := range t.Economies {
		known, ok := economies.Get(e)
		single := ok && known.Kind != economies.Aggregate
		if !single && e != blocks.RestOfWorld && !isPart(e, t.Economies) {
			return false
		}
	}
	return !slices.ContainsFunc(divided, func(c string) bool { return !slices.Contains(t.Categories, c) })
}

// divided are the categories of final demand that every edition has: households, government, capital formation and
// changes in inventories.
var divided = []string{"HFCE", "GGFC", "GFCF", "INVNT"}

// isSplit holds where an economy, such as China or Mexico, comes in parts.
func isSplit(t *icio.Table) bool {
	return slices.ContainsFunc(t.Economies, func(e string) bool { return isPart(e, t.Economies) })
}

// editionOf returns the edition of a table's size, or nil.
func editionOf(t *icio.Table) *edition {
	whole := 0
	for _, e := range t.Economies {
		if !isPart(e, t.Economies) {
			whole++
		}
	}
	for i, e := range editions {
		if e.economies == whole && e.industries == t.N() {
			return &editions[i]
		}
	}
	return nil
}

// firstCell returns the first cell of a line.
func firstCell(line []byte) string {
	cell, _, _ := cells.Next(bytes.TrimPrefix(line, []byte(cells.ByteOrderMark)), 0, ',')
	return string(cell)
}
