package border

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"ikat/fault"
	"ikat/isic"
)

// duty is whose tariff on what: an economy's on what another sells it, in an industry of c1 to c35, "" for all.
type duty struct{ Origin, Destination, Industry string }

// duties are rates of a file being read, by kind of duty.
type duties map[string]map[duty]*average

// average is a mean weighted by imports, or over lines where nobody gives imports.
type average struct{ sum, weight, plain, lines float64 }

func (a *average) value() float64 {
	if a.weight > 0 {
		return a.sum / a.weight
	}
	return a.plain / a.lines
}

// kindsOfDuty are those that WITS tells apart and goods pay, the surest first: effectively applied, most favoured
// nation. Bound and preferential rates alone are not what is paid.
var kindsOfDuty = []string{"AHS", "MFN"}

// tariff reads a line of a tariff file of WITS: simple average rates in per cent by reporter, partner and product of
// ISIC Rev. 3, or all products together.
func (f *file) tariff(*Table) error {
	kind := strings.ToUpper(f.text("dutytype"))
	if !slices.Contains(kindsOfDuty, kind) {
		return nil
	}
	year, err := strconv.Atoi(f.text("tariff_year"))
	if err != nil {
		return fault.Errorf("column Tariff Year: %q is not a year", f.text("tariff_year"))
	}
	f.years[year] = true
	if f.want != 0 && year != f.want {
		return nil
	}
	if len(f.years) > 1 && f.want == 0 {
		return fault.Errorf("it has several years; keep the rows of one")
	}
	v, err := f.numbers("simple_average", "imports_value_in_1000_usd")
	if err != nil || math.IsNaN(v[0]) {
		return err
	}
	to, err := f.partner("reporter")
	if err != nil {
		return err
	}
	from, err := f.partner("partner")
	if err != nil {
		return err
	}
	industry, err := f.product()
	if err != nil {
		return err
	}
	if f.duties[kind] == nil {
		f.duties[kind] = map[duty]*average{}
	}
	d := duty{from, to, industry}
	if f.duties[kind][d] == nil {
		f.duties[kind][d] = &average{}
	}
	a := f.duties[kind][d]
	if !math.IsNaN(v[1]) {
		a.sum, a.weight = a.sum+v[0]*v[1], a.weight+v[1]
	}
	a.plain, a.lines = a.plain+v[0], a.lines+1
	return nil
}

// partner is the economy of a column, by its name where the file has one beside the number; "" for the world.
func (f *file) partner(column string) (string, error) {
	number, name := f.text(column), f.text(column+"_name")
	if number == "000" || number == "0" || strings.EqualFold(name, "World") || strings.EqualFold(number, "World") {
		return "", nil
	}
	for _, text := range []string{name, number} {
		if code := Code(text); text != "" && code != "" {
			return code, nil
		}
	}
	return "", fault.Errorf("column %s: there is no economy %s %s", column, number, name)
}

// product is the industry of c1 to c35 that a line's product of ISIC Rev. 3 belongs to; "" for all products.
func (f *file) product() (string, error) {
	code, scheme := f.text("product"), strings.ToUpper(f.text("selected_nomen"))
	if code == "" || strings.EqualFold(code, "Total") || strings.EqualFold(code, "All") || code == "999999" {
		return "", nil
	}
	if len(code) < 2 || scheme != "" && !strings.HasPrefix(scheme, "I") {
		return "", fault.Errorf("column Product: %q of %s is of no industry; choose ISIC Rev. 3 as nomenclature at WITS",
			code, f.text("selected_nomen"))
	}
	division, err := strconv.Atoi(code[:2])
	if c := isic.OfDivision3(division); err == nil && c > 0 {
		return fmt.Sprintf("c%d", c), nil
	}
	return "", fault.Errorf("column Product: %q begins with no division of ISIC Rev. 3", code)
}

// tariffs turns what was read into ad valorem costs: of each economy, partner and industry the surest kind of duty.
// What is of one partner or industry comes after what is of all, so that it counts.
func (f *file) tariffs(t *Table) {
	if len(f.duties) == 0 {
		return
	}
	known := map[duty]bool{}
	for _, kind := range kindsOfDuty {
		for d, a := range f.duties[kind] {
			if !known[d] {
				known[d] = true
				t.Bilateral = append(t.Bilateral, Bilateral{d.Origin, d.Destination, d.Industry, a.value() / 100})
			}
		}
	}
	of := func(b Bilateral) (n int) {
		for _, s := range []string{b.Origin, b.Industry} {
			if s != "" {
				n++
			}
		}
		return n
	}
	slices.SortFunc(t.Bilateral, func(a, b Bilateral) int {
		if d := of(a) - of(b); d != 0 {
			return d
		}
		return strings.Compare(a.Destination+" "+a.Origin+" "+a.Industry, b.Destination+" "+b.Origin+" "+b.Industry)
	})
	for y := range f.years {
		if f.want == 0 || y == f.want {
			t.Year = y
		}
	}
}

// Rate is what a table says that an economy asks on another's goods of an industry; false where it says nothing. Of
// several the last counts.
func (t *Table) Rate(origin, destination, industry string) (rate float64, ok bool) {
	for _, b := range t.Bilateral {
		if (b.Origin == "" || b.Origin == origin) && (b.Destination == "" || b.Destination == destination) &&
			origin != destination && (b.Industry == "" || b.Industry == industry) {
			rate, ok = b.Rate, true
		}
	}
	return rate, ok
}
