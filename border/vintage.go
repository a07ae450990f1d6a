package border

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"ikat/fault"
)

// Vintage is a published border table that ikat carries, of one method, for one year or several.
type Vintage struct {
	Name      string
	Title     string // in sentences
	Source    string
	Method    string
	Years     []int // of the figures, not of the edition
	Economies string
	Note      string

	text []byte
}

// Licence is that of all of them.
const Licence = "CC BY 4.0"

// Discontinued is what must be known of Doing Business as a whole.
const Discontinued = "The World Bank ended Doing Business in September 2021 after irregularities in the editions " +
	"of 2018 and 2020. " +
	"Its figures are of a standard case, told by forwarders, brokers and officials, not an average of real shipments"

var (
	//go:embed doingbusiness2009.csv
	doingBusiness2009 []byte
	//go:embed doingbusiness2010.csv
	doingBusiness2010 []byte
	//go:embed doingbusiness2020.csv
	doingBusiness2020 []byte
)

// Vintages are the border tables that ikat carries, oldest first.
var Vintages = []*Vintage{
	{
		Name:      "doing-business-2009",
		Title:     "Doing Business 2009",
		Source:    "World Bank, Doing Business 2009, Trading Across Borders, as printed",
		Method:    Containers20,
		Years:     []int{2008},
		Economies: "40 economies of Asia and the Pacific",
		text:      doingBusiness2009,
	},
	{
		Name:      "doing-business-2010",
		Title:     "Doing Business 2010",
		Source:    "World Bank, Doing Business, Trading Across Borders 2010",
		Method:    Containers20,
		Years:     []int{2010},
		Economies: "169 economies",
		text:      doingBusiness2010,
	},
	{
		Name:      "doing-business-2020",
		Title:     "Doing Business 2020",
		Source:    "World Bank, Doing Business 2020, Trading across Borders, historical data of its method",
		Method:    Shipments,
		Years:     []int{2014, 2015, 2016, 2017, 2018, 2019},
		Economies: "187 to 189 economies",
		text:      doingBusiness2020,
		Note: "the year of the figures is that of the edition less one; documents are not counted, getting them " +
			"is in hours and costs",
	},
}

// cautions are what is known against an economy's figures, by year.
var cautions = map[int]map[string]string{
	2017: {
		"CHN": "take care: the World Bank's review found irregularities in China's figures of this edition, in another topic",
	},
	2019: {
		"AZE": "doubtful: the World Bank's review found Trading across Borders of this edition wrong for Azerbaijan; " +
			"the figures are not corrected",
		"SAU": "take care: the World Bank's review found irregularities in Saudi Arabia's figures of this edition, in " +
			"other topics",
		"ARE": "take care: the World Bank's review found irregularities in the Emirates' figures of this edition, in " +
			"other topics",
	},
}

// DoingBusiness2009 returns the table of Doing Business 2009 as printed.
func DoingBusiness2009() (*Table, error) { return Vintages[0].At(Vintages[0].Years[0]) }

var opened sync.Map // "name/year" -> func() (*Table, error)

// At returns the table of a year. It is decoded once.
//
// Error: fault.NotFound with the years there are.
func (v *Vintage) At(year int) (*Table, error) {
	if !slices.Contains(v.Years, year) {
		return nil, &fault.Error{
			Kind:  fault.NotFound,
			Where: fault.Say("border table %s", v.Name),
			What:  fault.Say("it has no year %d", year),
			Fix:   fault.Say("It has %s", years(v.Years)),
		}
	}
	read, _ := opened.LoadOrStore(v.Ref(year), sync.OnceValues(func() (*Table, error) { return v.open(year) }))
	return read.(func() (*Table, error))()
}

func (v *Vintage) open(year int) (*Table, error) {
	want := year
	if len(v.Years) == 1 {
		want = 0 // such a file needs no column of years
	}
	t, err := ReadYear(v.Name, bytes.NewReader(v.text), want)
	if err != nil {
		return nil, err
	}
	t.Name, t.Source, t.Year, t.Cautions = v.Ref(year), v.Source, year, cautions[year]
	return t, nil
}

// Ref is how a year of the vintage is named: NAME, or NAME/YEAR where it has several.
func (v *Vintage) Ref(year int) string {
	if len(v.Years) == 1 {
		return v.Name
	}
	return v.Name + "/" + strconv.Itoa(year)
}

// InWords is what sentences call a table, with the year of its figures: Doing Business 2020 (2019). Its Name is how
// questions take it.
func (t *Table) InWords() string {
	parts := strings.Split(t.Name, joined)
	for i, part := range parts {
		name, _, _ := strings.Cut(part, "/")
		if at := slices.IndexFunc(Vintages, func(v *Vintage) bool { return v.Name == name }); at >= 0 {
			parts[i] = Vintages[at].Title
		}
	}
	words := strings.Join(parts, joined)
	if t.Year == 0 {
		return words
	}
	return fmt.Sprintf("%s (%d)", words, t.Year)
}

// Nearest returns the year of the vintage that is nearest to one asked for, the earlier of two.
func (v *Vintage) Nearest(year int) int {
	best := v.Years[0]
	for _, y := range v.Years {
		if distance(y, year) < distance(best, year) {
			best = y
		}
	}
	return best
}

// Open returns the border table that a reference names, NAME or NAME/YEAR, or for "" the one nearest to a year. A NAME
// of several years means the one nearest to the year; year 0 means the latest.
//
// Error: fault.NotFound with the nearest names or the years there are.
func Open(ref string, year int) (*Table, error) {
	if ref == "" {
		return openNearest(year)
	}
	name, at, dated := strings.Cut(ref, "/")
	var names []string
	for _, v := range Vintages {
		names = append(names, v.Name)
		if v.Name != name {
			continue
		}
		if !dated {
			if year == 0 {
				return v.At(slices.Max(v.Years))
			}
			return v.At(v.Nearest(year))
		}
		y, err := strconv.Atoi(at)
		if err != nil {
			y = -1
		}
		return v.At(y)
	}
	return nil, &fault.Error{
		Kind:  fault.NotFound,
		Where: fault.Say("border table %s", ref),
		What:  "there is no border table of that name",
		Fix: fault.Suggest(name, names,
			fault.Say("There are %s; a path to a CSV file works too", strings.Join(names, ", "))),
	}
}

// openNearest returns the table whose year is nearest, of two equally near the earlier; 0 is the latest.
func openNearest(year int) (*Table, error) {
	best := Vintages[len(Vintages)-1]
	if year == 0 {
		return best.At(slices.Max(best.Years))
	}
	for _, v := range slices.Backward(Vintages) {
		if distance(v.Nearest(year), year) <= distance(best.Nearest(year), year) {
			best = v
		}
	}
	return best.At(best.Nearest(year))
}

// Named reports whether a reference is of a vintage rather than of a file.
func Named(ref string) bool {
	name, _, _ := strings.Cut(ref, "/")
	return slices.ContainsFunc(Vintages, func(v *Vintage) bool { return v.Name == name })
}

func distance(a, b int) int { return max(a-b, b-a) }

func years(list []int) string {
	out := make([]string, len(list))
	for i, y := range list {
		out[i] = strconv.Itoa(y)
	}
	return strings.Join(out, ", ")
}
