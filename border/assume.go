package border

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"ikat/economies"
	"ikat/fault"
	"ikat/result"
)

// Thetas are ad valorem costs of a day that are the same for all goods: Djankov, Freund and Pham (2010) imply about
// 0.2%, Hummels (2001) finds 0.8%, Hummels and Schaur (2013) 0.6 to 2.1%; the least is half of the least of these.
var Thetas = []float64{.001, .002, .006, .008, .021}

// Container is the value of the goods in a container, US$, a convention of Doing Business.
const Container = 20000

// highIncome are the OECD's high-income members of Doing Business 2020.
var highIncome = strings.Fields(
	"AUS AUT BEL CAN CHL CHE CZE DEU DNK ESP EST FIN FRA GBR GRC HUN IRL ISL ISR ITA JPN KOR LTU LUX LVA " +
		"NLD NOR NZL POL PRT SVK SVN SWE USA",
)

// outside is what stands for an economy outside a table: the mean of the OECD's high-income members, by the table's own
// method and nearest to its year.
func outside(t *Table) (Record, error) {
	v := Vintages[0]
	for _, other := range Vintages {
		same := other.Method == t.Method || t.Method == "" && other.Method == v.Method
		if same &&
			(v.Method != other.Method || distance(other.Nearest(t.Year), t.Year) < distance(v.Nearest(t.Year), t.Year)) {
			v = other
		}
	}
	if v == Vintages[0] {
		return OutsideValue, nil // it has economies of Asia and the Pacific only; the mean is printed beside them
	}
	year := v.Nearest(t.Year)
	if t.Year == 0 {
		year = slices.Max(v.Years)
	}
	from, err := v.At(year)
	if err != nil {
		return Record{}, err
	}
	mean, err := from.Mean(
		slices.DeleteFunc(slices.Clone(highIncome), func(c string) bool { _, ok := from.Find(c); return !ok }),
	)
	mean.Economy, mean.Name = "OECD", "OECD high-income mean, "+from.InWords()
	return mean, err
}

// OutsideValue is the mean of the OECD's high-income members in Doing Business 2009, for economies outside the table.
var OutsideValue = Record{Economy: "OECD", Name: "OECD high-income mean, Doing Business 2009",
	Export: Procedure{
		Documents: math.NaN(),
		Days:      10.7,
		Cost:      1069,
	}, Import: Procedure{Documents: math.NaN(), Days: 11.4, Cost: 1133}}

// Missing says what stands for an economy the table lacks. The zero value refuses such economies.
type Missing struct {
	Rule   string // Members, "oecd", "value", "mean", "exclude"
	record Record
	of     []string // mean: of these economies, or of all
}

// Members is the rule for whoever has no other: a group of economies is as the economies with data in it, an economy
// without data as it is in the nearest year of the same method, or else as the OECD's high-income members.
const Members = "members"

// ParseMissing reads a rule: members; oecd; value:DAYS_EXPORT,COST_EXPORT,DAYS_IMPORT,COST_IMPORT; mean or
// mean:CODE,CODE; exclude, after which goods from and to such economies cost nothing at the border; error.
func ParseMissing(s string) (Missing, error) {
	rule, rest, _ := strings.Cut(s, ":")
	bad := func(what string) (Missing, error) {
		return Missing{}, &fault.Error{Kind: fault.Invalid, Where: "--missing " + s, What: what,
			Fix: "It takes members, oecd, value:DAYS_EXPORT,COST_EXPORT,DAYS_IMPORT,COST_IMPORT, mean, mean:CODE,CODE, " +
				"exclude or error"}
	}
	switch rule {
	case Members, "oecd", "exclude":
		return Missing{Rule: rule}, nil
	case "error":
		return Missing{}, nil
	case "mean":
		m := Missing{Rule: rule}
		if rest != "" {
			m.of = strings.Split(rest, ",")
		}
		return m, nil
	case "value":
		parts := strings.Split(rest, ",")
		if len(parts) != 4 {
			return bad("it needs four numbers")
		}
		var v [4]float64
		for i, p := range parts {
			x, err := strconv.ParseFloat(strings.TrimSpace(p), 64)
			if err != nil || !(x >= 0) || math.IsInf(x, 0) {
				return bad(fault.Say("%q is not a number of at least zero", p))
			}
			v[i] = x
		}
		r := Record{
			Name:   "assumed value",
			Export: Procedure{math.NaN(), v[0], v[1]},
			Import: Procedure{math.NaN(), v[2], v[3]},
		}
		return Missing{Rule: rule, record: r}, nil
	}
	return bad("there is no such rule")
}

// Filled are the records of a list of economies, with what was assumed for those the table lacks.
type Filled struct {
	Records  []Record       // in the order asked for
	Assumed  []string       // economies that got an assumed value
	Excluded []string       // economies whose borders cost nothing by assumption
	Rule     result.Clauses // what is assumed, in words
}

// Fill returns the records of some economies of a table.
//
// Error: fault.NotFound naming the economies the table lacks, where the rule does not say what stands for them.
func (t *Table) Fill(codes []string, m Missing) (*Filled, error) {
	out := &Filled{}
	stands, err := t.stands(codes, m)
	if err != nil {
		return nil, err
	}
	var unknown []string
	var said []result.Note
	for _, c := range codes {
		r, ok := t.Find(c)
		if !ok {
			s, err := stands(c)
			if err != nil {
				return nil, err
			}
			switch m.Rule {
			case "":
				unknown = append(unknown, c)
			case "exclude":
				out.Excluded = append(out.Excluded, c)
			default:
				out.Assumed, said = append(out.Assumed, c), append(said, s.said)
			}
			r = s.Record
			r.Economy = c
		}
		out.Records = append(out.Records, r)
	}
	if unknown != nil {
		return nil, &fault.Error{
			Kind:  fault.NotFound,
			Where: fault.Say("border table %s", t.Name),
			What:  fault.Say("it has no data for %s", strings.Join(unknown, ", ")),
			Why:   "No data is not zero cost",
			Fix:   "Choose what stands for them with {missing}",
		}
	}
	out.Rule = together(out.Assumed, said)
	if len(out.Excluded) > 0 {
		out.Rule = result.Clauses{result.NewNote("assumed.free", "excluded: goods from and to them cross borders free")}
	}
	return out, nil
}

// stand is what stands for an economy without data, and how that is said.
type stand struct {
	Record
	said result.Note
}

// shown says a record that stands for others, with its numbers.
func shown(r Record) stand {
	return stand{r, result.NewNote("assumed.record", "{name}: {out_days} days and US$ {out_cost} to export, {in_days} "+
		"days and US$ {in_cost} to import", "name", r.Name,
		"out_days", digits(r.Export.Days), "out_cost", digits(r.Export.Cost),
		"in_days", digits(r.Import.Days), "in_cost", digits(r.Import.Cost))}
}

// stands returns what stands for an economy that the table lacks, beside all the codes asked for.
func (t *Table) stands(codes []string, m Missing) (func(code string) (stand, error), error) {
	same := func(r Record, err error) (func(string) (stand, error), error) {
		return func(string) (stand, error) { return shown(r), nil }, err
	}
	switch {
	case m.Rule == "oecd":
		return same(outside(t))
	case m.Rule == Members:
		return t.members(codes), nil
	case m.Rule != "mean":
		return same(m.record, nil)
	case m.of != nil:
		return same(t.Mean(m.of))
	case len(t.Records) == 0:
		return nil, &fault.Error{
			Kind:  fault.Invalid,
			Where: fault.Say("border table %s", t.Name),
			What:  "it has no economies to take a mean of",
		}
	}
	r, err := t.Mean(t.Codes())
	r.Name = "mean of the border table's economies"
	return same(r, err)
}

// together says each assumption once, with whom it is for where there are several.
func together(codes []string, said []result.Note) result.Clauses {
	whom := map[string][]string{}
	var out result.Clauses
	for i, n := range said {
		if whom[n.Text] == nil {
			out = append(out, n)
		}
		whom[n.Text] = append(whom[n.Text], codes[i])
	}
	if len(out) == 1 {
		return out
	}
	for i, n := range out {
		out[i] = result.NewNote("assumed.of", "of {codes} the {what}", "codes", strings.Join(whom[n.Text], ", "), "what", n)
	}
	return out
}

func digits(v float64) string { return strconv.FormatFloat(v, 'g', 4, 64) }

// EU returns the members of the European Union at the end of a year, of today where it is 0. OEU, the members in the
// embedded table that are not economies of their own there, is one of them throughout.
func EU(year int) []string {
	g, err := economies.GroupOf("EU", year)
	if err != nil {
		return []string{"OEU"} // before there was a Union
	}
	return append([]string{"OEU"}, g.Members...)
}

// Shipment is the value of the goods that the table's own procedures are about, US$: a container of 20,000 in the old
// method, a shipment of 50,000 in that of editions 2016 to 2020.
func (t *Table) Shipment() float64 {
	if t.Method == Shipments {
		return 50000
	}
	return Container
}
