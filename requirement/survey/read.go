package survey

import (
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"ikat/fault"
	"ikat/internal/csvtext"
)

// Data is a survey's file, read by a mapping.
type Data struct {
	Mapping *Mapping
	Sample
	Asked   []string // requirements that the survey asks about
	Caveats []string // of the variables that say so
	Absent  []string // variables of the mapping that the file lacks
	Weight  string   // variable of the weight; "" where each firm counts once
	head    []string
	rows    [][]string
	holds   []map[string]answer // by firm
}

// answer is what a survey says of a requirement.
type answer int8

const (
	silent answer = iota
	held
	lacked
)

// UsedFrom is the share of capacity in use above which a firm has none to spare for a buyer, per cent.
const UsedFrom = 80

const surveyFix = "docs/schema/survey.md describes surveys and mappings"

// Read reads a survey's file: CSV with a header, in codes or in labels. used is the share of capacity in use, per cent,
// above which a firm lacks what the mapping's capacity variable stands for.
//
// Error: fault.Unreadable and Invalid with the line, for what is no such file and for weights that are none.
func Read(name string, text io.Reader, m *Mapping, used float64) (*Data, error) {
	rows, lines, err := csvtext.All(text)
	if err != nil {
		return nil, unreadable(name, surveyFix, err)
	}
	if len(rows) < 2 {
		return nil, &fault.Error{Kind: fault.Invalid, Where: name, What: "it has no firms", Fix: surveyFix}
	}
	d := &Data{Mapping: m, head: rows[0], rows: rows[1:]}
	if err := d.once(name, lines); err != nil {
		return nil, err
	}
	for _, v := range m.Items {
		if !slices.Contains(d.head, v.Name) && v.Field != "replicate" {
			d.Absent = append(d.Absent, v.Name)
		}
	}
	if err := d.design(name, lines[1:]); err != nil {
		return nil, err
	}
	if err := d.figures(name, lines[1:]); err != nil {
		return nil, err
	}
	d.answers(used)
	if len(d.Asked) == 0 {
		return nil, &fault.Error{
			Kind:  fault.Invalid,
			Where: name,
			What:  "none of its variables is one that the mapping knows",
			Fix:   fault.Say("Name the mapping of this survey with {mapping}. %s", fault.Word(surveyFix)),
		}
	}
	return d, nil
}

// once refuses a variable or a firm that stands in the file twice: the second would count for nothing, or twice.
func (d *Data) once(name string, lines []int) error {
	bad := func(line int, what string) error {
		return &fault.Error{Kind: fault.Inconsistent, Where: fault.Say("%s, line %d", name, line), What: what,
			Fix: surveyFix}
	}
	named := map[string]bool{}
	for _, h := range d.head {
		if h != "" && named[h] {
			return bad(lines[0], fault.Say("the variable %s stands here twice", h))
		}
		named[h] = true
	}
	_, ids := d.of("id")
	if len(ids) == 0 {
		return nil
	}
	seen := map[string]int{}
	for k, id := range ids[0] {
		if at := seen[id]; id != "" && at > 0 {
			return bad(lines[k+1], fault.Say("the firm %s stands in line %d already", id, at))
		}
		seen[id] = lines[k+1]
	}
	return nil
}

// Column returns a variable's values, or nil.
func (d *Data) Column(variable string) []string {
	k := slices.Index(d.head, variable)
	if k < 0 {
		return nil
	}
	out := make([]string, len(d.rows))
	for n, row := range d.rows {
		out[n] = row[k]
	}
	return out
}

// Variables lists the file's variables.
func (d *Data) Variables() []string { return d.head }

// of returns the columns of a field, in the mapping's order.
func (d *Data) of(field string) (names []string, columns [][]string) {
	for _, v := range d.Mapping.Items {
		if c := d.Column(v.Name); v.Field == field && c != nil {
			names, columns = append(names, v.Name), append(columns, c)
		}
	}
	return names, columns
}

// amount reads a number; NaN for a missing answer: nothing, words, or a code below nothing.
func amount(text string) float64 {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || v < 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		return math.NaN()
	}
	return v
}

// design reads weights, replicates and strata.
func (d *Data) design(name string, lines []int) error {
	n := len(d.rows)
	d.Weights = make([]float64, n)
	for k := range d.Weights {
		d.Weights[k] = 1
	}
	if names, columns := d.of("weight"); len(columns) > 0 {
		d.Weight = names[0]
		for k, text := range columns[0] {
			w, err := strconv.ParseFloat(text, 64)
			if err != nil || !(w >= 0) || math.IsInf(w, 0) {
				return &fault.Error{Kind: fault.Invalid, Where: fault.Say("%s, line %d, column %s", name, lines[k], d.Weight),
					What: fault.Say("%q is no weight", text), Fix: surveyFix}
			}
			d.Weights[k] = w
		}
	}
	_, strata := d.of("stratum")
	if names, _ := d.of("stratum"); slices.Contains(names, "strata") { // the joined file's own
		strata = strata[:1]
	}
	if len(strata) > 0 {
		number := map[string]int{}
		d.Strata = make([]int, n)
		for k := range n {
			key := ""
			for _, c := range strata {
				key += c[k] + "\x00"
			}
			if _, ok := number[key]; !ok {
				number[key] = len(number)
			}
			d.Strata[k] = number[key]
		}
	}
	return d.replicates(name, lines)
}

// replicates reads the columns whose names begin with the mapping's, such as rep_1, rep_2. They are bootstrap weights:
// the factor is one over their number.
func (d *Data) replicates(name string, lines []int) error {
	for _, v := range d.Mapping.Items {
		if v.Field != "replicate" {
			continue
		}
		var columns [][]string
		for _, h := range d.head {
			if strings.HasPrefix(h, v.Name) {
				columns = append(columns, d.Column(h))
			}
		}
		if len(columns) < 2 {
			continue
		}
		d.Factor = 1 / float64(len(columns))
		d.Replicates = make([][]float64, len(d.rows))
		for k := range d.rows {
			for _, c := range columns {
				w := amount(c[k])
				if math.IsNaN(w) {
					return &fault.Error{Kind: fault.Invalid, Where: fault.Say("%s, line %d", name, lines[k]),
						What: fault.Say("%q is no replicate weight", c[k]), Fix: surveyFix}
				}
				d.Replicates[k] = append(d.Replicates[k], w)
			}
		}
	}
	return nil
}

// figures refuses amounts that begin as a number and are none (10,000 or 50%), which would count as missing answers.
//
// Error: fault.Invalid with the line and the variable.
func (d *Data) figures(name string, lines []int) error {
	for _, field := range []string{"sales", "capacity", "employees", "gap_cost", "gap_days", "import_penetration",
		"export_serving"} {
		variables, columns := d.of(field)
		for n, column := range columns {
			for k, text := range column {
				_, err := strconv.ParseFloat(text, 64)
				if err != nil && text != "" && strings.ContainsRune("0123456789$", rune(text[0])) {
					return &fault.Error{Kind: fault.Invalid, Where: fault.Say("%s, line %d, column %s", name, lines[k], variables[n]),
						What: fault.Say("%q is no number", text), Why: "Amounts are written with a point, " +
							"without units and separators", Fix: surveyFix}
				}
			}
		}
	}
	return nil
}

// answers reads what firms hold, and their capacity.
func (d *Data) answers(used float64) {
	n := len(d.rows)
	d.Firms, d.holds = make([]Firm, n), make([]map[string]answer, n)
	field := func(name string, set func(f *Firm, v float64)) {
		_, columns := d.of(name)
		for k := range n {
			v := math.NaN()
			if len(columns) > 0 {
				v = amount(columns[0][k])
			}
			set(&d.Firms[k], v)
		}
	}
	field("sales", func(f *Firm, v float64) { f.Sales, f.Capacity = v, v })
	field("gap_cost", func(f *Firm, v float64) { f.GapCost = v })
	field("gap_days", func(f *Firm, v float64) { f.GapDays = v })
	field("import_penetration", func(f *Firm, v float64) { f.ImportPenetration = v })
	field("export_serving", func(f *Firm, v float64) { f.ExportServing = v })
	field("capacity", func(f *Firm, v float64) {
		if !math.IsNaN(v) {
			f.Capacity *= 100 / v
			if v == 0 {
				f.Capacity = math.NaN()
			}
		}
	})
	if ids, columns := d.of("id"); len(ids) > 0 {
		for k := range n {
			d.Firms[k].ID = columns[0][k]
		}
	}
	_, inUse := d.of("capacity")
	for k := range n {
		d.holds[k] = map[string]answer{}
		if len(inUse) > 0 && math.IsNaN(amount(inUse[0][k])) {
			d.Firms[k].Capacity = math.NaN()
		}
	}
	for _, v := range d.Mapping.Items {
		column := d.Column(v.Name)
		if column == nil || v.Field != "holds" && v.Field != "capacity" {
			continue
		}
		if v.Caveat != "" {
			d.Caveats = append(d.Caveats, v.Name+": "+v.Caveat)
		}
		if v.Field == "holds" && !slices.ContainsFunc(column, func(text string) bool {
			return v.says(text, used) != silent
		}) {
			d.Caveats = append(d.Caveats, v.Name+": no firm's answer is one of "+strings.Join(append(slices.Clone(v.Holds),
				v.Lacks...), ", ")+", which the mapping knows")
		}
		for _, r := range v.Requirements {
			if !slices.Contains(d.Asked, r) {
				d.Asked = append(d.Asked, r)
			}
			for k, text := range column {
				d.note(k, r, v.says(text, used))
			}
		}
	}
}

// says is what a value says.
func (v *Variable) says(text string, used float64) answer {
	if v.Field == "capacity" {
		switch x := amount(text); {
		case math.IsNaN(x):
			return silent
		case x > used:
			return lacked
		}
		return held
	}
	switch low := strings.ToLower(strings.TrimSpace(text)); {
	case slices.Contains(v.Holds, low):
		return held
	case slices.Contains(v.Lacks, low):
		return lacked
	}
	return silent
}

// note joins what several variables say: held by any, lacked where all say so, and not known where one of them has no
// answer, as in the tables that statistical offices make of complete answers.
func (d *Data) note(firm int, requirement string, a answer) {
	before, asked := d.holds[firm][requirement]
	switch {
	case !asked:
	case before == silent || a == silent:
		a = silent
	case before == held:
		a = held
	}
	d.holds[firm][requirement] = a
}

// Demand is what a buyer asks: a requirement, or any other that the buyer takes instead.
type Demand []string

// Singly are demands that nothing else meets.
func Singly(requirements []string) (out []Demand) {
	for _, id := range requirements {
		out = append(out, Demand{id})
	}
	return out
}

// AskedOf is the part of a demand that the survey asks about; empty where it asks about none of it.
func (d *Data) AskedOf(demand Demand) (out Demand) {
	for _, id := range demand {
		if slices.Contains(d.Asked, id) {
			out = append(out, id)
		}
	}
	return out
}

// stands is how a firm stands to a demand: it holds one of its requirements, lacks all, or does not say.
func (d *Data) stands(firm int, demand Demand) answer {
	out := lacked
	for _, id := range demand {
		switch d.holds[firm][id] {
		case held:
			return held
		case silent:
			out = silent
		}
	}
	return out
}

// Before returns the sample before a buyer: gaps and unknowns are positions in demands.
func (d *Data) Before(demands []Demand) *Sample {
	out := d.Sample
	out.Firms = slices.Clone(d.Firms)
	for k := range out.Firms {
		f := &out.Firms[k]
		f.Gaps, f.Unknown = nil, nil
		for n, r := range demands {
			switch d.stands(k, r) {
			case lacked:
				f.Gaps = append(f.Gaps, n)
			case silent:
				f.Unknown = append(f.Unknown, n)
			}
		}
	}
	return &out
}

// Sizes returns each firm's size by its employees: small to 19, medium to 99, large from 100, as the surveys' reports
// have it; "size not known" where the number is missing.
func (d *Data) Sizes() []string {
	out := make([]string, len(d.rows))
	_, columns := d.of("employees")
	for k := range out {
		v := math.NaN()
		if len(columns) > 0 {
			v = amount(columns[0][k])
		}
		switch {
		case math.IsNaN(v):
			out[k] = "size not known"
		case v < 20:
			out[k] = "1 small, to 19"
		case v < 100:
			out[k] = "2 medium, 20 to 99"
		default:
			out[k] = "3 large, from 100"
		}
	}
	return out
}

// Within returns the sample with only some firms counting; the others keep their place in the design.
func (s *Sample) Within(in func(firm int) bool) *Sample {
	out := *s
	out.Left = make([]bool, len(s.Firms))
	for k := range s.Firms {
		out.Left[k] = !in(k) || s.Left != nil && s.Left[k]
	}
	return &out
}
