package estimate

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"ikat/fault"
	"ikat/icio"
	"ikat/indicators"
)

type library struct{}

// Library returns the estimated tables of 62 economies and 17 years as a library of tables, named adb-est-CODE. They
// are made when they are opened.
func Library() icio.Library { return library{} }

// List returns nothing: the tables are too many to choose from, and none exists before it is asked for. The index of
// economies names them.
func (library) List() ([]icio.Entry, error) { return nil, nil }

// Origin is the published table, as ikat tables get has it, that the results were computed from: it has every economy
// that estimated tables are of, and who supplies and buys.
const Origin = "adb62"

// Named reports whether a reference NAME/YEAR is of an estimated table.
func Named(ref string) bool { return strings.HasPrefix(ref, prefix) }

// Series reports whether a reference is of estimated tables, be the economy and the year in it or not: adb-est,
// adb-est/2019, adb-est-VNM, adb-est-VNM/2019.
func Series(ref string) bool {
	name, _, _ := strings.Cut(ref, "/")
	return name == series || Named(name)
}

// Full writes such a reference in full, with an economy and the newest year where it names none.
//
// Error: fault.NotFound where no table is estimated of that economy and year, with the years there are.
func Full(ref, economy string) (string, error) {
	if !strings.Contains(ref, "/") {
		ref = Dated(ref, 0)
	}
	name, year, _ := strings.Cut(ref, "/")
	if name == series {
		name = Name(economy)
	}
	y, err := strconv.Atoi(year)
	if err == nil {
		_, err = library{}.Content(name, y)
	}
	if err != nil {
		years := indicators.ADB62.Years
		return "", &fault.Error{Kind: fault.NotFound, Where: ref, What: "there is no such estimated table",
			Why: fault.Say("They are of one economy and one year: %d and %d to %d", years[0], years[1], years[len(years)-1]),
			Fix: fault.Say("Name one like %s/%s; ikat economies lists whom they are of", Name("VNM"), year), Err: err}
	}
	return name + "/" + year, nil
}

// Years are those of which tables are estimated, in their order.
func Years() []int { return indicators.ADB62.Years }

// Dated is the reference of an estimated table of the year nearest to one asked for, of the newest for 0.
func Dated(name string, year int) string {
	if year == 0 {
		year = indicators.ADB62.Latest()
	}
	return fmt.Sprintf("%s/%d", name, indicators.ADB62.Nearest(year))
}

// asked is what a reference to an estimated table names: adb-est-CODE, its draw adb-est-CODE~3, either with a market,
// adb-est-CODE+USA.
type asked struct {
	economy, market string
	draw            int
}

func parse(name string) (asked, bool) {
	rest, ok := strings.CutPrefix(name, prefix)
	var a asked
	rest, a.market, _ = strings.Cut(rest, "+")
	economy, draw, drawn := strings.Cut(rest, "~")
	if a.economy = economy; drawn {
		n, err := strconv.Atoi(draw)
		if err != nil || n < 1 || n > Draws {
			return a, false
		}
		a.draw = n
	}
	if a.market != "" && !market(a.economy, a.market) {
		return a, false
	}
	return a, ok
}

// DrawOf is the reference of a draw of an estimated table, 1 to Draws.
func DrawOf(ref string, draw int) string { return with(ref, "~"+strconv.Itoa(draw)) }

// To is the reference of an estimated table with an economy added that makes and uses nothing: the market of a product.
// The table itself where it has the economy.
func To(ref, code string) string {
	name, _, _ := strings.Cut(ref, "/")
	if a, ok := parse(name); !ok || !market(a.economy, code) {
		return ref
	}
	return with(ref, "+"+code)
}

// Of is the economy of an estimated table.
func Of(ref string) string {
	name, _, _ := strings.Cut(ref, "/")
	a, _ := parse(name)
	return a.economy
}

// IsDraw reports whether a reference is that of a draw.
func IsDraw(ref string) bool {
	name, _, _ := strings.Cut(ref, "/")
	a, ok := parse(name)
	return ok && a.draw > 0
}

func with(ref, mark string) string {
	name, year, _ := strings.Cut(ref, "/")
	return name + mark + "/" + year
}

// content changes when the published results do, or the way tables are made of them.
func content(name string, year int) string {
	return fmt.Sprintf("%s/%d %s method 1", name, year, indicators.ADB.Commit)
}

// Content identifies a table without making it.
//
// Error: fault.NotFound if there is none of that name and year.
func (library) Content(name string, year int) (string, error) {
	a, ok := parse(name)
	if ok {
		y, err := indicators.ADB62.At(year)
		if err != nil {
			return "", err
		}
		ok = y.Has(a.economy) && a.economy != indicators.RestOfWorld
	}
	if !ok {
		return "", &fault.Error{Kind: fault.NotFound, Where: fmt.Sprintf("%s/%d", name, year),
			What: "there is no table of that name",
			Fix:  fault.Say("Estimated tables are named %sCODE, one for each of 62 economies", prefix)}
	}
	return content(name, year), nil
}

// Open makes a table.
//
// Error: fault.NotFound if there is none of that name and year; what Make says.
func (l library) Open(_ context.Context, name string, year int) (*icio.Table, error) {
	if _, err := l.Content(name, year); err != nil {
		return nil, err
	}
	a, _ := parse(name)
	make := Make
	if a.draw > 0 {
		make = func(economy string, year int) (*Made, error) { return Draw(economy, year, a.draw) }
	}
	m, err := make(a.economy, year)
	if err != nil {
		return nil, err
	}
	if a.market != "" {
		return deliveredTo(m.Table, a.market), nil
	}
	return m.Table, nil
}
