package requirement

import (
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"ikat/fault"
	"ikat/internal/yamltext"
	"ikat/share"
)

// Firm is a firm that wants to supply a buyer. docs/schema/firm.md describes its files.
type Firm struct {
	Name     string    `yaml:"firm"`
	Economy  string    `yaml:"economy"`
	Industry string    `yaml:"industry"`
	Size     string    `yaml:"size"`    // small or large; by persons where not written
	Persons  int       `yaml:"persons"` // at work
	Sales    float64   `yaml:"sales"`   // US$ a year
	Cash     *float64  `yaml:"cash"`    // at hand at the start; nil is not known
	Income   float64   `yaml:"cash_a_month"`
	People   int       `yaml:"people"` // who can work on it at a time; 0 is as many as it takes
	Start    string    `yaml:"start"`  // 2026-01-05
	Holds    []Holding `yaml:"holds"`
	Lacks    []string  `yaml:"lacks"`
	Costs    []OwnCost `yaml:"costs"`
	Contract *Contract `yaml:"contract"`
	Rival    *Rival    `yaml:"large_firm"`

	file string // that it was read from
	text []byte
	doc  *yamltext.Document // nil for a questionnaire
}

// at is where a firm's file names something: the file and the line, or the field where it was read from no file.
func (f *Firm) at(field, id string) string {
	if line := LineOf(f.text, id); line > 0 {
		return fault.Say("%s, line %d", f.file, line)
	}
	return field
}

// entryAt is where a list of a firm's file has an entry, which is about something.
func (f *Firm) entryAt(list string, entry int, id string) string {
	if f.doc != nil {
		return f.doc.Where(list, entry)
	}
	return f.at(f.file+", "+list, id)
}

// LineOf is the first line of a file in which a name stands; 0 where it stands in none.
func LineOf(text []byte, id string) int {
	for k, line := range strings.Split(string(text), "\n") {
		if slices.Contains(strings.FieldsFunc(line, func(c rune) bool { return !named(string(c)) }), id) {
			return k + 1
		}
	}
	return 0
}

// Holding is something a firm has evidence of.
type Holding struct {
	Requirement string   `yaml:"requirement"`
	Expires     string   `yaml:"expires"` // date; "" where it does not end
	Level       *float64 `yaml:"level"`   // what the firm reaches, in the buyer's unit
}

// OwnCost is a firm's own figure, in place of the registry's.
type OwnCost struct {
	Requirement string   `yaml:"requirement"`
	OneOff      float64  `yaml:"cost"`
	Low         *float64 `yaml:"low"`
	High        *float64 `yaml:"high"`
	Renewal     float64  `yaml:"renewal"`
	Recurring   float64  `yaml:"a_year"`
	Days        int      `yaml:"days"`
	Wait        int      `yaml:"wait_days"`
}

// Contract is what the buyer offers.
type Contract struct {
	Sales        float64      `yaml:"sales"`        // US$ a year
	Contribution share.Part   `yaml:"contribution"` // of sales, left after the costs of the goods
	Years        int          `yaml:"years"`
	Rate         share.Yearly `yaml:"rate"` // a year
	CostRatio    share.Part   `yaml:"cost_ratio"`
	Inventory    int          `yaml:"inventory_days"`
	Open         int          `yaml:"open_account_days"`
	Present      int          `yaml:"present_days"`
	PreShare     share.Part   `yaml:"pre_shipment_share"`
	PaidDays     int          `yaml:"programme_paid_days"` // the buyer's invoice programme pays so soon
	PaidRate     share.Yearly `yaml:"programme_rate"`
	Support      float64      `yaml:"support"` // what a programme of an agency pays of the outlays
}

// Rival is a large firm that competes: by the registry about 800 persons.
type Rival struct {
	Sales float64 `yaml:"sales"`
	Link  float64 `yaml:"contract_sales"`
}

const firmSchema = "docs/schema/firm.md"

// ReadFirm reads a firm: YAML, or the questionnaire as CSV (docs/schema/firm.md), which a text is whose first line has
// the column requirement.
//
// Error: fault.Unreadable and Invalid with the line.
func ReadFirm(name string, text []byte) (*Firm, error) {
	f, err := readFirm(name, text)
	if err != nil {
		return nil, err
	}
	f.file, f.text = name, text
	return f, f.check(name)
}

func readFirm(name string, text []byte) (*Firm, error) {
	if IsForm(text) {
		return readQuestionnaire(name, strings.NewReader(string(text)))
	}
	d, err := yamltext.Read(name, fault.Say("%s describes the file", firmSchema), text)
	if err != nil {
		return nil, err
	}
	f := &Firm{doc: d}
	return f, d.Into(f)
}

func (f *Firm) check(name string) error {
	bad := func(field, what string, args ...any) error {
		where, said := name+", "+field, fault.Say(what, args...)
		if f.doc != nil {
			var path []any
			for _, part := range strings.Split(field, ".") {
				path = append(path, part)
			}
			where, said = f.doc.Where(path...), fault.Say("%s: %s", field, said)
		}
		return &fault.Error{Kind: fault.Invalid, Where: where, What: said,
			Fix: fault.Say("%s describes the file", firmSchema)}
	}
	f.Name = strings.Join(strings.Fields(f.Name), " ")
	finite := func(v float64) bool { return v >= 0 && !math.IsInf(v, 1) }
	switch {
	case f.Size != "" && !slices.Contains(Sizes, f.Size):
		return bad("size", "%q is neither small nor large", f.Size)
	case f.Size == "" && f.Persons == 0:
		return bad("persons", "it is missing, and so is size")
	case f.Persons < 0:
		return bad("persons", "a number of people is below nothing")
	case f.People < 0:
		return bad("people", "a number of people is below nothing")
	case !finite(f.Sales):
		return bad("sales", "%g is no amount", f.Sales)
	case math.IsInf(f.Income, 0):
		return bad("cash_a_month", "it is no amount")
	case f.Cash != nil && math.IsInf(*f.Cash, 0):
		return bad("cash", "it is no amount")
	}
	if f.Start != "" {
		day, err := date(f.Start)
		if err != nil {
			return bad("start", "%v", err)
		}
		f.Start = written(day)
	}
	of := func(field string, entry int, id, what string, args ...any) error {
		return &fault.Error{Kind: fault.Invalid, Where: f.entryAt(field, entry, id),
			What: fault.Say("%s: %s", id, fault.Say(what, args...)), Fix: fault.Say("%s describes the file", firmSchema)}
	}
	seen := map[string]bool{}
	for i, h := range f.Holds {
		if _, err := f.Day(h.Expires); err != nil {
			return of("holds", i, h.Requirement, "%v", err)
		}
		if seen[h.Requirement] {
			return of("holds", i, h.Requirement, "it stands there twice")
		}
		seen[h.Requirement] = true
	}
	for i, id := range f.Lacks {
		if seen[id] {
			return of("lacks", i, id, "it is held, lacked, or lacked twice")
		}
		seen[id] = true
	}
	for i, c := range f.Costs {
		for _, v := range []float64{c.OneOff, c.Renewal, c.Recurring, float64(c.Days), float64(c.Wait)} {
			if !finite(v) {
				return of("costs", i, c.Requirement, "%g is below nothing", v)
			}
		}
		if c.low() > c.OneOff || c.high() < c.OneOff {
			return of("costs", i, c.Requirement, "%g does not lie between %g and %g", c.OneOff, c.low(), c.high())
		}
	}
	if c := f.Contract; c != nil {
		if !finite(c.Sales) || c.Sales == 0 {
			return bad("contract.sales", "%g is no amount", c.Sales)
		}
		if c.Years < 1 || c.Years > 50 {
			return bad("contract.years", "%d is not 1 to 50 years", c.Years)
		}
		for _, v := range []struct {
			field string
			value float64
		}{
			{"contribution", float64(c.Contribution)}, {"rate", float64(c.Rate)}, {"cost_ratio", float64(c.CostRatio)},
			{"programme_rate", float64(c.PaidRate)}, {"support", c.Support}, {"inventory_days", float64(c.Inventory)},
			{"open_account_days", float64(c.Open)}, {"present_days", float64(c.Present)},
			{"programme_paid_days", float64(c.PaidDays)},
		} {
			if !finite(v.value) {
				return bad("contract."+v.field, "%g is below nothing", v.value)
			}
		}
	}
	return nil
}

func (c OwnCost) low() float64  { return or2(c.Low, c.OneOff) }
func (c OwnCost) high() float64 { return or2(c.High, c.OneOff) }

func or2(v *float64, otherwise float64) float64 {
	if v == nil {
		return otherwise
	}
	return *v
}

// Of is the size whose costs a firm has: large from 250 persons.
func (f *Firm) Of() Size {
	if f.Size == Sizes[Large] || f.Size == "" && f.Persons >= 250 {
		return Large
	}
	return Small
}

// Date is a day of the plan as a date, or as a number of days where the firm gives no start.
func (f *Firm) Date(day int) string {
	start, ok := serial(f.Start)
	if !ok {
		return "day " + strconv.Itoa(day)
	}
	return written(start + day)
}

// Day reads a date, or a number of days from the start, as a day of the plan; an empty text has no end.
func (f *Firm) Day(text string) (int, error) {
	if text == "" {
		return forever, nil
	}
	n, err := strconv.Atoi(strings.TrimPrefix(text, "day "))
	switch {
	case err == nil && len(text) == 4 && n >= 1900 && n < 2200:
		return 0, fault.Errorf("%q may be a year or a number of days: write %s-12-31, or day %s", text, text, text)
	case err == nil && n > -mostDays && n < mostDays:
		return n, nil
	}
	end, err := date(text)
	if err != nil {
		return 0, err
	}
	start, ok := serial(f.Start)
	if !ok {
		return 0, fault.Errorf("%q is a date, and the firm has no start to count from", text)
	}
	return end - start, nil
}

// mostDays bounds the days that a plan counts.
const mostDays = 1_000_000

// Form is the columns of the questionnaire, which is a buyer's sheet and a firm's answers in one: what the buyer asks,
// and what it needs first, each with room for an answer. Lines whose requirement begins with firm: are facts of the
// firm.
var Form = strings.Fields(
	"requirement name asked_by asked unit knock_out weight accepted_substitutes answer level expires " +
		"evidence cost low high renewal a_year days wait_days note",
)

// Facts are what a form asks of the firm itself, by the names of its fields.
var Facts = []struct{ Field, Name string }{
	{"firm", "Name"}, {"economy", "Economy"}, {"industry", "Industry, ISIC"}, {"persons", "Persons at work"},
	{"sales", "Sales a year, US$"}, {"cash", "Cash at hand, US$"}, {"cash_a_month", "Cash left over each month, US$"},
	{"people", "People who can work on it at a time; empty is as many as it takes"},
	{"start", "First day, like 2026-01-05"},
	{"contract.sales", "The contract: sales a year, US$"},
	{"contract.contribution", "The contract: left of sales after the costs of the goods, like 18%"},
	{"contract.years", "The contract: years"}, {"contract.rate", "Interest a year, like 12%"},
	{"contract.cost_ratio", "Costs of the goods over sales, like 75%"},
	{"contract.inventory_days", "Days from buying inputs to shipping"},
	{"contract.open_account_days", "Days after shipping on which the buyer pays"},
}

// money are the facts that are amounts of money.
var money = []string{"sales", "cash", "cash_a_month", "contract.sales"}

// AskedByBuyer marks the lines of a form that the buyer asks; the others are needed first.
const AskedByBuyer = "buyer"

// readForm reads a form as a table.
func readForm(name string, text io.Reader) (*table, error) {
	return readTable(name, fault.Say("%s describes the form", firmSchema), text, []string{"requirement", "answer"},
		append(slices.Clone(Form[1:8]), Form[9:]...))
}

// readQuestionnaire reads a firm's answers from a form.
func readQuestionnaire(name string, text io.Reader) (*Firm, error) {
	t, err := readForm(name, text)
	if err != nil {
		return nil, err
	}
	f := &Firm{}
	var facts, offer []string
	seen := map[string]bool{}
	for _, row := range t.rows {
		id := row.text("requirement")
		field, ok := strings.CutPrefix(id, "firm:")
		if !ok {
			if err := row.answered(f, id); err != nil {
				return nil, err
			}
			continue
		}
		v := Amount(row.text("answer"))
		if small, large, ok := TwoAmounts(v); ok && slices.Contains(money, field) {
			return nil, row.fault("answer",
				fault.Say("%q may be %s or %s: write it without marks between thousands", v, small, large))
		}
		if field == "start" {
			v = excelDate(v)
		}
		if v == "" {
			continue
		}
		inner, nested := strings.CutPrefix(field, "contract.")
		fact := inner + ": " + strconv.Quote(v)
		if nested {
			offer = append(offer, "  "+fact)
			fact = "contract: {" + fact + "}"
		} else {
			facts = append(facts, fact)
		}
		if seen[field] {
			return nil, row.fault("requirement", fault.Say("the fact %s stands here twice", field))
		}
		seen[field] = true
		if err := row.reads(fact); err != nil {
			return nil, err
		}
	}
	if len(offer) > 0 {
		facts = append(append(facts, "contract:"), offer...)
	}
	if len(facts) > 0 {
		d, err := yamltext.Read(name, fault.Say("%s describes the form", firmSchema), []byte(strings.Join(facts, "\n")))
		if err != nil {
			return nil, err
		}
		if err := d.Into(f); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// reads refuses a fact that a firm's file would not take, at its line of the form.
func (row record) reads(fact string) error {
	d, err := yamltext.Read(row.name, row.fix, []byte(fact))
	if err == nil {
		err = d.Into(&Firm{})
	}
	var bad *fault.Error
	if !errors.As(err, &bad) {
		return err
	}
	return &fault.Error{Kind: bad.Kind, Where: row.at(row.line), What: bad.What, Fix: bad.Fix}
}

// SheetOfForm returns what the buyer asks in a form.
//
// Error: as ReadSheets; fault.Invalid for a form in which nothing is asked.
func SheetOfForm(name string, text []byte, registry *Registry) (*Sheet, error) {
	t, err := readForm(name, strings.NewReader(string(text)))
	if err != nil {
		return nil, err
	}
	out := &Sheet{Buyer: "the form's buyer", Origins: name}
	for _, row := range t.rows {
		if row.text("asked_by") != AskedByBuyer {
			continue
		}
		d, err := row.demand(registry)
		if err != nil {
			return nil, err
		}
		if d.Level, err = row.number("asked"); err != nil {
			return nil, err
		}
		out.Demands = append(out.Demands, d)
	}
	if len(out.Demands) == 0 {
		return nil, t.fault(0, "no line is asked by the buyer, so that {buyer} must say who asks")
	}
	return out, nil
}

// excelDate is a date that a spreadsheet wrote as a number of days from the end of 1899.
func excelDate(text string) string {
	n, err := strconv.ParseFloat(text, 64)         // with the time of day as a fraction
	if err != nil || !(n >= 36526 && n <= 73050) { // 2000 to 2099
		return text
	}
	return written(serialOf(1899, 12, 30) + int(n))
}

// level is the level that a firm reaches; of what is counted in per cent the sign may stand.
func (row record) level() (float64, error) {
	if k := slices.Index(row.head, "level"); k >= 0 && strings.HasPrefix(row.text("unit"), "%") {
		row.cells = slices.Clone(row.cells)
		row.cells[k] = strings.TrimSpace(strings.TrimSuffix(row.cells[k], "%"))
	}
	return row.number("level")
}

// answered takes a requirement's line over.
func (row record) answered(f *Firm, id string) error {
	level, err := row.level()
	if err != nil {
		return err
	}
	cost, err := row.number("cost")
	if err != nil {
		return err
	}
	switch strings.ToLower(row.text("answer")) {
	case "yes", "y", "held", "true", "1", "✓", "✔", "x", "х", "да": // x of either alphabet ticks a box
		h := Holding{Requirement: id, Expires: excelDate(row.text("expires"))}
		if !math.IsNaN(level) {
			h.Level = &level
		}
		f.Holds = append(f.Holds, h)
	case "no", "n", "lacked", "false", "0", "нет":
		if !math.IsNaN(level) {
			return row.fault("level", "it stands beside the answer no; give the level alone: whether it is enough is computed")
		}
		f.Lacks = append(f.Lacks, id)
	case "", "?", "unknown":
		switch {
		case !math.IsNaN(level):
			f.Holds = append(f.Holds, Holding{Requirement: id, Level: &level, Expires: excelDate(row.text("expires"))})
		case row.text("expires") != "":
			return row.fault("expires", "it ends, and the answer does not say that it is held")
		}
	default:
		return row.fault("answer", fault.Say("%q is none of yes, no and unknown", row.text("answer")))
	}
	if math.IsNaN(cost) {
		for _, column := range []string{"low", "high", "renewal", "a_year", "days", "wait_days"} {
			if row.text(column) != "" {
				return row.fault(column, "it stands without a cost, and is not used without one; write 0 where it costs nothing")
			}
		}
		return nil
	}
	own := OwnCost{Requirement: id, OneOff: cost}
	for column, to := range map[string]*float64{"renewal": &own.Renewal, "a_year": &own.Recurring} {
		v, err := row.number(column)
		if err != nil {
			return err
		}
		*to = or(v, 0)
	}
	for column, to := range map[string]**float64{"low": &own.Low, "high": &own.High} {
		v, err := row.number(column)
		if err != nil {
			return err
		}
		if !math.IsNaN(v) {
			*to = &v
		}
	}
	for column, to := range map[string]*int{"days": &own.Days, "wait_days": &own.Wait} {
		v, err := row.whole(column)
		if err != nil {
			return err
		}
		*to = max(0, v)
	}
	f.Costs = append(f.Costs, own)
	return nil
}
