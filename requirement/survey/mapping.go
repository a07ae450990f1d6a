package survey

import (
	"embed"
	"errors"
	"io"
	"slices"
	"strings"

	"ikat/fault"
	"ikat/internal/csvtext"
)

// Mapping says what the variables of a survey's file are. docs/schema/survey.md describes its file.
type Mapping struct {
	Name  string
	Items []Variable
}

// Variable is a variable of a survey.
type Variable struct {
	Name         string
	Field        string // id, economy, weight, replicate, stratum, employees, sales, capacity, holds, ...
	Requirements []string
	Holds, Lacks []string // values, as codes or labels, in lower case
	Caveat       string
	Line         int // of the mapping
}

//go:embed wbes.csv
var standard embed.FS

// EnterpriseSurveys is the mapping of the World Bank's Enterprise Surveys.
func EnterpriseSurveys() *Mapping {
	f, err := standard.Open("wbes.csv")
	if err != nil {
		panic(err) // embedded
	}
	m, err := ReadMapping("wbes", f)
	if err != nil {
		panic(err) // embedded, and tested
	}
	return m
}

const mappingFix = "docs/schema/survey.md describes the mapping"

// fields are what a variable can be; others are passed over.
var fields = []string{"id", "economy", "weight", "replicate", "stratum", "employees", "sales", "capacity", "holds",
	"gap_cost", "gap_days", "import_penetration", "export_serving", "industry"}

var mappingColumns = strings.Fields(
	"survey variable meaning coding ikat_field requirement holds lacks caveat verified source",
)

// ReadMapping reads a mapping.
//
// Error: fault.Unreadable and Invalid with the line.
func ReadMapping(name string, text io.Reader) (*Mapping, error) {
	rows, lines, err := csvtext.All(text)
	if err != nil {
		return nil, unreadable(name, mappingFix, err)
	}
	bad := func(line int, what string) error {
		return &fault.Error{Kind: fault.Invalid, Where: fault.Say("%s, line %d", name, line), What: what, Fix: mappingFix}
	}
	if len(rows) == 0 {
		return nil, bad(1, "the file is empty")
	}
	for _, h := range rows[0] {
		if !slices.Contains(mappingColumns, h) {
			columns := fault.Say("Columns are %s", strings.Join(mappingColumns, ", "))
			return nil, bad(lines[0], fault.Say("there is no column %q. %s", h, fault.Suggest(h, mappingColumns, columns)))
		}
	}
	at := func(column string) int { return slices.Index(rows[0], column) }
	if at("variable") < 0 || at("ikat_field") < 0 {
		return nil, bad(lines[0], "it needs the columns variable and ikat_field")
	}
	out := &Mapping{Name: name}
	for k, row := range rows[1:] {
		cell := func(column string) string {
			if n := at(column); n >= 0 {
				return row[n]
			}
			return ""
		}
		v := Variable{Line: lines[k+1], Name: cell("variable"),
			Caveat: cell("caveat"), Requirements: parts(cell("requirement"), ";"),
			Holds: parts(strings.ToLower(cell("holds")), "|"), Lacks: parts(strings.ToLower(cell("lacks")), "|")}
		v.Field, _, _ = strings.Cut(cell("ikat_field"), ";")
		v.Field = strings.TrimSpace(v.Field)
		if !slices.Contains(fields, v.Field) && len(fault.Nearest(v.Field, fields)) > 0 {
			return nil, bad(lines[k+1], fault.Say("there is no field %q. %s", v.Field, fault.Suggest(v.Field, fields, "")))
		}
		if !slices.Contains(fields, v.Field) || v.Name == "" {
			continue // what it says is not used
		}
		if v.Field == "holds" {
			if len(v.Requirements) == 0 {
				return nil, bad(lines[k+1], "it says that something is held, and not what")
			}
			if v.Holds == nil {
				v.Holds, v.Lacks = []string{"1", "yes"}, []string{"2", "no", "-6", "still in process"}
			}
		}
		for _, value := range v.Holds {
			if slices.Contains(v.Lacks, value) {
				return nil, bad(lines[k+1], fault.Say("%q says both that it is held and that it is lacked", value))
			}
		}
		out.Items = append(out.Items, v)
	}
	if !slices.ContainsFunc(out.Items, func(v Variable) bool { return v.Field == "holds" || v.Field == "capacity" }) {
		return nil, bad(lines[0], "no variable says what firms hold")
	}
	return out, nil
}

func parts(text, separator string) (out []string) {
	for _, one := range strings.Split(text, separator) {
		if one = strings.TrimSpace(one); one != "" {
			out = append(out, one)
		}
	}
	return out
}

func unreadable(name, fix string, err error) error {
	var bad *csvtext.Error
	if errors.As(err, &bad) {
		return bad.Fault(fault.Unreadable, name, fix)
	}
	return &fault.Error{Kind: fault.Unreadable, Where: name, What: fault.Said(err), Fix: fix, Err: err}
}
