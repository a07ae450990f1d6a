package satellite

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ikat/fault"
	"ikat/icio"
	"ikat/internal/csvtext"
	"ikat/internal/fastnum"
)

// layout is how a publisher lays jobs out: which columns say whose, of which industry and year, and how much.
type layout struct {
	economy, industry, year, value, name, unit int         // columns, -1 where there is none
	years                                      map[int]int // of a column, where a year has a column of its own
	keep                                       func(rec []string) bool
	code                                       func(string) string // as package isic reads it; "" for a total
	unitOf                                     func(rec []string) string
	source                                     int            // the survey that a row is from, -1 where a file has one
	dims                                       map[int]string // further columns, which must not vary
}

var yearColumn = regexp.MustCompile(`^_?((?:19|20)\d\d)$`)

// layoutOf recognises a publisher's file by its header: the Socio-Economic Accounts of WIOD, the OECD's and others'
// downloads in SDMX's CSV, and ILOSTAT's.
func layoutOf(header []string) *layout {
	at := map[string]int{}
	years := map[int]int{}
	for i, h := range header {
		h = strings.ToLower(strings.TrimSpace(h))
		if _, twice := at[h]; !twice {
			at[h] = i
		}
		if m := yearColumn.FindStringSubmatch(h); m != nil {
			years[i], _ = strconv.Atoi(m[1])
		}
	}
	of := func(names ...string) int {
		for _, n := range names {
			if i, ok := at[n]; ok {
				return i
			}
		}
		return -1
	}
	switch {
	case of("country") >= 0 && of("variable") >= 0 && of("code") >= 0 && len(years) > 0:
		return accounts(of, years)
	case of("ref_area") >= 0 && of("classif1") >= 0 && of("time", "time_period") >= 0 && of("obs_value") >= 0:
		return labourOffice(of)
	case of("ref_area") >= 0 && of("time_period") >= 0 && of("obs_value") >= 0:
		return exchanged(of, header)
	}
	return nil
}

// accountsUnits are the quantities of work in WIOD's accounts; the others are money.
var accountsUnits = map[string]string{"EMP": "thousand persons", "EMPE": "thousand persons", "H_EMP": "million hours",
	"H_EMPE": "million hours"}

// accountsCodes are the industries of the release of 2013, c1 to c35 in order.
var accountsCodes = strings.Fields("AtB C 15t16 17t18 19 20 21t22 23 24 25 26 27t28 29 30t33 34t35 36t37 E F 50 51 " +
	"52 H 60 61 62 63 64 J 70 71t74 L M N O P")

func accounts(of func(...string) int, years map[int]int) *layout {
	variable := of("variable")
	return &layout{economy: of("country"), industry: of("code"), year: -1, value: -1, name: variable, unit: -1,
		years: years, source: -1,
		keep:   func(rec []string) bool { return accountsUnits[strings.ToUpper(rec[variable])] != "" },
		unitOf: func(rec []string) string { return accountsUnits[strings.ToUpper(rec[variable])] },
		code: func(s string) string {
			if i := slices.IndexFunc(accountsCodes, func(c string) bool { return strings.EqualFold(c, s) }); i >= 0 {
				return "c" + strconv.Itoa(i+1)
			}
			return total(s)
		}}
}

// total is a code as it stands, "" for a sum over all industries.
func total(s string) string {
	if slices.Contains([]string{"TOT", "TOTAL", "_T", "_X", "_Z", "D", "X"}, strings.ToUpper(s)) {
		return ""
	}
	return s
}

func labourOffice(of func(...string) int) *layout {
	sex, class := of("sex"), of("classif1")
	prefix := regexp.MustCompile(`^(?:EC2_ISIC4_|ECO_ISIC4_|EC2_ISIC3_|ECO_ISIC3_)`)
	return &layout{economy: of("ref_area"), industry: class, year: of("time", "time_period"), value: of("obs_value"),
		name: of("indicator"), unit: -1, source: of("source"),
		keep: func(rec []string) bool {
			return (sex < 0 || rec[sex] == "SEX_T") && prefix.MatchString(rec[class]) // women and men are parts of it
		},
		unitOf: func([]string) string { return "thousand persons" },
		code: func(s string) string {
			s = total(prefix.ReplaceAllString(s, ""))
			if s != "" && strings.Trim(s, "0123456789") == "" {
				return "D" + s // a division
			}
			return s
		}}
}

// attributes are columns of SDMX that say something of a value and do not tell series apart.
var attributes = regexp.MustCompile(`(?i)^(structure.*|action|obs_status|conf_status|obs_flag|flags?|decimals|` +
	`unit_mult.*|unit_measure|unit|powercode.*|reference_period.*|base_per|dataflow|last update|time_format)$`)

// sdmxUnits and sdmxPowers are words for SDMX's codes of units and powers of ten.
var (
	sdmxUnits = map[string]string{"PS": "persons", "PER": "persons", "H": "hours",
		"T_CO2E": "tonnes of CO2 equivalent"}
	sdmxPowers = map[string]string{"3": "thousand ", "6": "million "}
)

// Of the OECD's greenhouse gas footprints one measure is of producers, in several units; the others are of buyers, of
// which a row's industry is no producer.
const (
	footprints = "ICIO_GHG"
	produced   = "PROD_GHG"
)

func exchanged(of func(...string) int, header []string) *layout {
	out := &layout{economy: of("ref_area"), industry: of("activity", "industry", "ind", "economic_activity", "sector"),
		year: of("time_period"), value: of("obs_value"), name: of("measure", "indicator", "variable", "var", "na_item"),
		unit: of("unit_measure", "unit"), source: -1, dims: map[int]string{}}
	if out.industry < 0 {
		return nil
	}
	used := []int{out.economy, out.industry, out.year, out.value, out.name}
	for i, h := range header {
		if !slices.Contains(used, i) && !attributes.MatchString(h) && h == strings.ToUpper(h) && h != "" {
			out.dims[i] = h
		}
	}
	mult, flow := of("unit_mult"), of("dataflow", "structure_id")
	out.keep = func(rec []string) bool {
		if flow < 0 || out.name < 0 || !strings.Contains(rec[flow], footprints) {
			return true
		}
		return rec[out.name] == produced && (out.unit < 0 || rec[out.unit] == "T_CO2E")
	}
	out.unitOf = func(rec []string) string {
		unit := "units"
		if out.unit >= 0 && rec[out.unit] != "" {
			unit = rec[out.unit]
		}
		if word := sdmxUnits[unit]; word != "" {
			unit = word
		}
		if mult >= 0 {
			return sdmxPowers[rec[mult]] + unit
		}
		return unit
	}
	out.code = total
	return out
}

// published reads a publisher's file.
func (f *File) published(l *layout, in *csvtext.Reader, width int) error {
	f.coded, f.Dated = true, true
	column := map[string]int{} // of a quantity
	first := map[int]string{}  // of further columns
	surveys := map[string]string{}
	for {
		rec, line, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var text *csvtext.Error
		if errors.As(err, &text) {
			return text.Fault(fault.Unreadable, f.name, fixPublished)
		}
		if err != nil {
			return err
		}
		if len(rec) < width {
			return f.badPublished(line, "it has %d cells, the header %d", len(rec), width)
		}
		if !l.keep(rec) {
			continue
		}
		for i, h := range l.dims {
			switch was, seen := first[i]; {
			case !seen:
				first[i] = rec[i]
			case was != rec[i]:
				return f.badPublished(line, "column %s has %q, and %q before", h, rec[i], was)
			}
		}
		if err := f.take(l, line, rec, column, surveys); err != nil {
			return err
		}
	}
	if len(f.rows) == 0 {
		return f.badPublished(1, "no row of it is a quantity of work or emissions by industry")
	}
	return nil
}

const fixPublished = "Keep one series of each kind: download the file anew with one choice in that column, or give a " +
	"file of your own: economy,industry,NAME,... with units in the second row"

func (f *File) badPublished(line int, format string, args ...any) error {
	err := f.bad(line, format, args...)
	return withFix(err, fixPublished)
}

// take adds the values of a row.
func (f *File) take(l *layout, line int, rec []string, column map[string]int, surveys map[string]string) error {
	code := l.code(strings.TrimSpace(rec[l.industry]))
	if code == "" {
		return nil // a sum of the others
	}
	name := "jobs"
	if l.name >= 0 && rec[l.name] != "" {
		name = rec[l.name]
	}
	at, known := column[name]
	if !known {
		at = len(f.rows)
		column[name] = at
		f.rows = append(f.rows, icio.Satellite{Name: name, Unit: l.unitOf(rec)})
	} else if unit := l.unitOf(rec); unit != f.rows[at].Unit {
		return f.badPublished(line, "%s is in %s, and in %s before", name, unit, f.rows[at].Unit)
	}
	put := func(yearText, text string) error {
		year, err := strconv.Atoi(yearText)
		if err != nil {
			return f.badPublished(line, "%q is not a year", yearText)
		}
		if text = strings.TrimSpace(text); text == "" || strings.EqualFold(text, "NA") || text == ".." || text == ":" {
			return nil
		}
		v, n := fastnum.Prefix([]byte(text))
		if n != len(text) {
			return f.badPublished(line, "%q is not a number", text)
		}
		if l.source >= 0 {
			series := fmt.Sprint(rec[l.economy], " ", year, " ", name)
			if have, seen := surveys[series]; seen && have != rec[l.source] {
				f.also[rec[l.economy]] = true
				return nil
			}
			surveys[series] = rec[l.source]
		}
		k := key{year, rec[l.economy] + "_" + code, len(rec[l.economy])}
		c, have := f.cells[k]
		if !have {
			c = cells{line: line}
		}
		for len(c.values) <= at {
			c.values, c.empty = append(c.values, 0), append(c.empty, true)
		}
		if !c.empty[at] {
			return f.badPublished(line, "%s of %s in %d is already there", name, k.sector, year)
		}
		c.values[at], c.empty[at] = v, false
		f.cells[k] = c
		return nil
	}
	if l.years == nil {
		return put(rec[l.year], rec[l.value])
	}
	for i, y := range l.years {
		if err := put(strconv.Itoa(y), rec[i]); err != nil {
			return err
		}
	}
	return nil
}
