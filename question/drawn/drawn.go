// Package drawn makes the pictures of questions' answers, as the questions declare them or in the usual way.
package drawn

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"ikat/economies"
	"ikat/engine"
	"ikat/icio"
	"ikat/picture"
	"ikat/question"
	"ikat/result"
	"ikat/say"
)

// most is how many rows a picture shows, and lines how many of them are lines over the years.
const (
	most      = 25
	mostLines = 8
)

// Of makes the picture of an answer's first frame; nil where it has no number to draw.
func Of(ctx context.Context, q *question.Question, r *question.Request, a *question.Answer) *picture.Figure {
	if len(a.Pictures) > 0 {
		return a.Pictures[0]
	}
	if len(a.Frames) == 0 || a.Frames[0].Rows() == 0 {
		return nil
	}
	d := &drawing{Frame: a.Frames[0], voice: say.In(r.Language)}
	d.table = tableOf(ctx, r.Engine, d.Frame)
	d.own = focus(q, r)
	if len(q.Pictures) > 0 && q.Pictures[0].Kind == question.NoPicture[0].Kind {
		return nil
	}
	for _, p := range append(slices.Clone(q.Pictures), d.usual()) {
		if d.Picture = p; d.fits() {
			d.oneScenario()
			d.keep()
			f := d.figure()
			f.ID = q.ID + "-picture"
			return f
		}
	}
	return nil
}

// focus is the economy that is asked about, "" where there is none or several.
func focus(q *question.Question, r *question.Request) string {
	if q.Param("economy") == nil {
		return ""
	}
	if all := r.All("economy"); len(all) == 1 {
		return all[0]
	}
	return ""
}

// tableOf is the table that a frame rests on first, nil where it rests on none that is at hand.
func tableOf(ctx context.Context, e *engine.Engine, f *result.Frame) *icio.Table {
	if len(f.Provenance.Sources) == 0 {
		return nil
	}
	t, err := e.Table(ctx, f.Provenance.Sources[0].Table, nil)
	if err != nil { // its names are missing, not its numbers
		return nil
	}
	return t
}

// drawing is a frame on its way to a figure.
type drawing struct {
	*result.Frame
	question.Picture
	voice *say.Voice
	table *icio.Table
	own   string

	doubts []doubt // that some row has
}

// fits reports whether the frame has the picture's columns.
func (d *drawing) fits() bool {
	columns := slices.Concat(d.Names, d.Parts)
	if d.X != "" && len(d.Parts) == 0 {
		columns = append(columns, d.X)
	}
	for _, c := range columns {
		if d.Column(c) == nil {
			return false
		}
	}
	return d.Kind != "" && len(columns) > len(d.Names)
}

// usual is the picture of rows that declare none.
func (d *drawing) usual() question.Picture {
	if d.varies("unit") {
		return question.Picture{} // what has different units does not belong on one axis
	}
	c := d.headline()
	if c == nil {
		return question.Picture{}
	}
	out := question.Picture{Kind: "bars", X: c.Name}
	low, _ := d.rangeOf(c.Name)
	switch {
	case d.years() > 1:
		out.Kind = "lines"
	case low != nil:
		out.Kind = "intervals"
	}
	return out
}

// headline is the number that compares subjects of different size: the first that is no amount of money, or the first.
func (d *drawing) headline() *result.Column {
	var amount *result.Column
	for _, c := range d.Columns {
		if c.Floats == nil || c.Kind == "" || strings.HasPrefix(c.Name, "rank") ||
			!slices.ContainsFunc(c.Floats, func(x float64) bool { return !math.IsNaN(x) }) {
			continue
		}
		if !say.IsMoney(c.Unit) {
			return c
		}
		if amount == nil {
			amount = c
		}
	}
	return amount
}

// oneScenario leaves the rows of the last scenario where a map can show only one.
func (d *drawing) oneScenario() {
	c := d.Column("scenario")
	if c == nil || d.Kind != "map" {
		return
	}
	last := c.Text(c.Len() - 1)
	title := d.Frame.Title
	d.Frame = d.Where(func(i int) bool { return c.Text(i) == last })
	if len(c.Dict) > 1 {
		d.Frame.Title = title + ", " + last
	}
}

// keep leaves the rows that the picture is of.
func (d *drawing) keep() {
	for name, text := range d.Keep {
		c := d.Column(name)
		d.Frame = d.Where(func(i int) bool { return c.Text(i) == text })
	}
}

// years is how many years the rows are of; 1 where they do not say.
func (d *drawing) years() int {
	c := d.Column("year")
	if c == nil {
		return 1
	}
	return max(1, len(yearsOf(c)))
}

// yearsOf are the years that a column names, each once, in order.
func yearsOf(c *result.Column) []string {
	var all []string
	for row := range c.Len() {
		if year := c.WholeAt(row); year != "" {
			all = append(all, year)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// rangeOf are the columns of a number's range, nil where it has none.
func (d *drawing) rangeOf(column string) (low, high *result.Column) {
	low, high = d.Column(cmp.Or(d.Low, column+"_low")), d.Column(cmp.Or(d.High, column+"_high"))
	if low == nil || high == nil || low.Floats == nil || high.Floats == nil {
		return nil, nil
	}
	return low, high
}

// figure lays the rows out.
func (d *drawing) figure() *picture.Figure {
	x := d.Column(cmp.Or(d.X, first(d.Parts)))
	f := &picture.Figure{Kind: d.Kind, Title: d.title(x), Source: result.SourceLine(d.Provenance.Sources), Mark: "own",
		X: &picture.Field{Field: "value", Label: d.label(x), Format: format(x.Unit), Unit: x.Unit}}
	f.Alt = f.Title
	d.doubts = d.someDoubts()
	f.Note = d.note(x)
	names := d.names()
	rows := d.order(x)
	f.Y = &picture.Field{Field: "name"}
	switch d.Kind {
	case "lines", "multiples":
		f.Y, f.X = f.X, &picture.Field{Field: "year", Format: "year"}
		f.Group = "name"
	case "map":
		f.Y, f.X = f.X, nil
		f.Color = &picture.Color{Field: "value", Label: f.Y.Label, Scale: d.Scale}
	case "bars", "dumbbell":
		if len(d.Parts) > 0 {
			f.Color, f.Group = d.parts(), "part"
		}
	}
	if low, high := d.rangeOf(x.Name); low != nil && high != nil && len(d.Parts) == 0 && d.Kind != "bars" {
		f.Low, f.High = "low", "high"
	}
	shown := map[string]bool{}
	limit := most
	if f.Group == "name" {
		limit = mostLines
	}
	for _, i := range rows {
		name := names(i)
		if !shown[name] && len(shown) >= limit && d.Kind != "map" {
			continue
		}
		shown[name] = true
		f.Rows = append(f.Rows, d.row(f, i, d.marked(name, i), x)...)
	}
	if all := d.different(names); len(all) > len(shown) {
		f.Title = d.voice.Say("picture.first", say.Args{"title": f.Title, "n": len(shown), "all": len(all)})
	}
	return f
}

// row is one row's data: one datum, or one for each part.
func (d *drawing) row(f *picture.Figure, i int, name string, x *result.Column) []picture.Row {
	base := picture.Row{"name": name, "value": at(x, i)}
	if c := d.Column("year"); c != nil {
		if year, ok := c.Whole(i); ok {
			base["year"] = year
		}
	}
	if code := d.code(i); code != "" {
		base["own"] = code == d.own && d.varies(d.subject())
		base["muted"] = d.table != nil && d.table.IsAggregate(code)
		if d.Kind == "map" {
			base["shapes"] = Areas(d.table, code)
		}
	}
	if f.Low != "" {
		low, high := d.rangeOf(x.Name)
		base["low"], base["high"] = at(low, i), at(high, i)
	}
	if len(d.Parts) == 0 {
		return []picture.Row{base}
	}
	var out []picture.Row
	for _, p := range d.Parts {
		c := d.Column(p)
		row := picture.Row{"name": name, "part": p, "value": at(c, i), "own": base["own"], "year": base["year"]}
		if f.Group == "name" { // a line for each part
			row["name"] = d.label(c)
		}
		out = append(out, row)
	}
	return out
}

func at(c *result.Column, i int) float64 {
	if c.Ints != nil {
		return float64(c.Ints[i])
	}
	return c.Floats[i]
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

func (d *drawing) parts() *picture.Color {
	out := &picture.Color{Field: "part", Order: d.Parts, Labels: map[string]string{}}
	for _, p := range d.Parts {
		out.Labels[p] = d.label(d.Column(p))
	}
	return out
}

func (d *drawing) label(c *result.Column) string { return cmp.Or(c.Label, c.Name) }

// title is the frame's, with what is drawn and of which year.
func (d *drawing) title(x *result.Column) string {
	out := d.Frame.Title
	if d.Picture.Title != "" {
		subject, _, _ := strings.Cut(out, ": ")
		out = d.voice.Say(d.Picture.Title, say.Args{"subject": subject})
	} else if len(d.Parts) == 0 && !strings.Contains(strings.ToLower(out), strings.ToLower(d.label(x))) {
		out += ": " + d.label(x)
	}
	if c := d.Column("year"); c != nil {
		if all := yearsOf(c); len(all) > 0 {
			years := all[0]
			if len(all) > 1 {
				years += "–" + all[len(all)-1]
			}
			if !strings.Contains(out, years) {
				out += ", " + years
			}
		}
	}
	return out
}

// order is the rows as they are drawn: as they come where they are ranked, else from the largest.
func (d *drawing) order(x *result.Column) []int {
	rows := make([]int, d.Rows())
	for i := range rows {
		rows[i] = i
	}
	if d.Column("rank") != nil || x.Floats == nil {
		return rows
	}
	size := func(i int) float64 {
		if v := at(x, i); !math.IsNaN(v) {
			return v
		}
		return math.Inf(-1)
	}
	slices.SortStableFunc(rows, func(a, b int) int {
		if d.table != nil {
			if m := compareBool(d.aggregate(a), d.aggregate(b)); m != 0 {
				return m
			}
		}
		return cmp.Compare(size(b), size(a))
	})
	return rows
}

func (d *drawing) aggregate(i int) bool {
	code := d.code(i)
	return code != "" && d.table.IsAggregate(code)
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// different are the distinct names of the rows.
func (d *drawing) different(names func(int) string) map[string]bool {
	out := map[string]bool{}
	for i := range d.Rows() {
		out[names(i)] = true
	}
	return out
}

// subjects are the columns that say which economy a row is of.
var subjects = []string{"economy", "exporter", "member", "producer", "group"}

// code is the economy of a row, "" where it has none.
func (d *drawing) code(i int) string {
	if name := d.subject(); name != "" {
		return d.Column(name).Text(i)
	}
	return ""
}

// subject is the column that says which economy a row is of, "" where none does.
func (d *drawing) subject() string {
	for _, name := range subjects {
		if c := d.Column(name); c != nil && c.IsText() {
			return name
		}
	}
	return ""
}

// names says how a row is called: by the columns that the picture names, or by those whose texts differ.
func (d *drawing) names() func(i int) string {
	columns := d.Names
	if columns == nil {
		columns = d.differing()
	}
	if d.Names == nil && slices.Contains(columns, "name") {
		columns = []string{"name"}
	}
	return func(i int) string {
		var out []string
		for _, name := range columns {
			c := d.Column(name)
			switch {
			case c.IsText():
				if text := d.named(name, c.Text(i)); text != "" {
					out = append(out, text)
				}
			case c.WholeAt(i) != "":
				out = append(out, c.WholeAt(i))
			}
		}
		if len(out) == 0 {
			return d.Frame.Title
		}
		return strings.Join(out, " · ")
	}
}

// differing are the leading text columns whose texts differ between rows; a name stands for its code.
func (d *drawing) differing() []string {
	var out []string
	for _, c := range d.Columns {
		if !c.IsText() {
			if c.Kind != "" { // keys come first
				return out
			}
			continue
		}
		if d.varies(c.Name) {
			out = append(out, c.Name)
		}
	}
	return out
}

// varies reports whether the texts of a column differ between rows.
func (d *drawing) varies(column string) bool {
	c := d.Column(column)
	return c != nil && c.IsText() && slices.ContainsFunc(c.Codes, func(k int32) bool { return k != c.Codes[0] })
}

// named is a code of an economy or an industry as people call it.
func (d *drawing) named(column, text string) string {
	if column == "quantity" {
		return strings.ReplaceAll(text, "_", " ")
	}
	if d.table != nil {
		if _, ok := d.table.Industry(text); ok && strings.Contains(column, "industry") {
			return d.table.IndustryName(text)
		}
		if _, ok := d.table.Economy(text); ok {
			return d.voice.Name(engine.EconomyName(d.table, text))
		}
	}
	if e, ok := economies.Get(text); ok &&
		slices.Contains(append([]string{"importer", "partner", "market"}, subjects...), column) {
		return d.voice.Name(e.Name)
	}
	return text
}

// Areas are the United Nations' numbers of the areas on a map that an economy's code in a table stands for; without a
// table the code's own.
func Areas(t *icio.Table, code string) []string {
	members := []string{code}
	if t != nil && len(t.Members[code]) > 0 {
		members = t.Members[code]
	}
	var out []string
	for _, m := range members { // as they were printed: codes may be old ones
		if e, err := economies.Resolve(m); err == nil && e.Number != "" {
			out = append(out, e.Number)
		}
	}
	return out
}

// format is how numbers of a unit are written in pictures.
func format(unit string) string {
	switch {
	case unit == "share":
		return "percent"
	case unit == "per cent":
		return "points"
	case say.IsMoney(unit):
		return "money"
	}
	return "number"
}
