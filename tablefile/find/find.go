// Package find finds the table in what users name: a file, a folder of years, an archive in an archive, a workbook with
// a sheet a year, a file that another program has saved again.
//
// Formats know their own layout and nothing of packing; what is packed is taken apart here, once for all of them.
package find

import (
	"context"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"ikat/fault"
	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/arrange"
	"ikat/tablefile/resaved"
	"ikat/tablefile/xlsx"
)

const (
	deepest = 8    // archives and folders in each other
	most    = 3000 // members looked at; no publisher's package has a tenth of it
)

// Found is a table and the format that reads it.
type Found struct {
	Format tablefile.Format
	Source *tablefile.Source
	Saw    string // what was recognised, and what beside it was not read

	opened bool // Source is not the one that was named
}

// Read reads the table. A text that its format cannot read is tried once more with its rows and columns in their usual
// order; Saw then says what was done.
//
// Error: fault.Unreadable for labels that are not UTF-8 text, since two of them could become one, and for sums beside
// what they add up; what the format says.
func (f *Found) Read(ctx context.Context, opt tablefile.Options) (*icio.Table, error) {
	t, err := f.read(ctx, f.Source, opt)
	if fault.KindOf(err) != fault.Unreadable || f.Source.Files != nil || f.Source.Packed() {
		return t, err
	}
	view, how, other := arrange.View(ctx, f.Source)
	switch {
	case other != nil:
		return nil, other
	case view == nil:
		return nil, err
	}
	if t, err = f.read(ctx, view, opt); err == nil {
		f.Saw += ", " + how
	}
	return t, err
}

func (f *Found) read(ctx context.Context, src *tablefile.Source, opt tablefile.Options) (*icio.Table, error) {
	t, err := f.Format.Read(ctx, src, opt)
	if err != nil {
		return nil, err
	}
	if err := twiceCounted(t, src.TextName()); err != nil {
		return nil, err
	}
	follow := ""
	switch {
	case t.G() > 1:
	case arrange.EconomiesInside(t.Industries):
		follow = "economies"
	case arrange.PartsInside(t.Industries, t.Categories):
		follow = "its parts"
	}
	if follow != "" {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: src.TextName(),
			What: fault.Say("its labels begin with %s, and %s follow", t.Economies[0], fault.Word(follow)),
			Why:  "Trade between them would be trade inside one economy",
			Fix:  "Let labels begin with the economy, ECONOMY_INDUSTRY, or with the economy and its part, USA-CA_A01"}
	}
	if label, ok := notText(t); ok {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: src.TextName(),
			What: fault.Say("the label %s is not UTF-8 text", label),
			Why:  "ikat reads UTF-8, and UTF-16 with a byte-order mark", Fix: "Save the file as UTF-8 (in Excel: CSV UTF-8)"}
	}
	return t, nil
}

// notText returns the first label that is not UTF-8 text, as one cell of the table shows it.
func notText(t *icio.Table) (label string, found bool) {
	quoted := func(s string) string { return tablefile.Quote([]byte(s), 40) }
	for i := range t.Sectors() {
		if s := t.Sector(i); !utf8.ValidString(s) {
			return quoted(s), true
		}
	}
	for _, s := range t.Categories {
		if !utf8.ValidString(s) {
			return fault.Say("%s of final demand", quoted(s)), true
		}
	}
	for _, r := range t.Extra {
		if !utf8.ValidString(r.Code) {
			return fault.Say("%s of a row below the industries", quoted(r.Code)), true
		}
	}
	for _, q := range t.Satellites {
		if !utf8.ValidString(q.Name + q.Unit) {
			return fault.Say("%s of a satellite", quoted(q.Name)), true
		}
	}
	for _, names := range []map[string]string{t.EconomyNames, t.IndustryNames} {
		for _, code := range slices.Sorted(maps.Keys(names)) {
			if !utf8.ValidString(names[code]) {
				return fault.Say("%s, the name of %s,", quoted(names[code]), code), true
			}
		}
	}
	return "", false
}

// Close closes what Table has opened. The source that Table was given stays open.
func (f *Found) Close() error {
	if !f.opened {
		return nil
	}
	return f.Source.Close()
}

// opener opens a source anew.
type opener func(ctx context.Context) (*tablefile.Source, error)

// candidate is a table that could be meant.
type candidate struct {
	tablefile.Match
	format tablefile.Format
	name   string // inside what was named; "" for that itself
	unseen bool   // on a sheet that a spreadsheet does not show
	open   opener
}

// finder walks through what was named.
type finder struct {
	formats []tablefile.Format
	found   []candidate
	looked  int
	damaged error // the first member that could not be opened
	unread  []string
}

// Table finds the table of a year in a source; year 0 takes the only one. Where formats has one entry, it reads the
// source even where it does not recognise it, and then says what differs.
//
// Error: fault.Unreadable if there is no table, with the one thing to do; or if there are several, with their list.
func Table(ctx context.Context, formats []tablefile.Format, src *tablefile.Source, year int) (*Found, error) {
	f := &finder{formats: formats}
	if err := f.walk(ctx, src, "", nil, 0); err != nil {
		return nil, err
	}
	if len(f.found) == 0 {
		return f.nothing(src)
	}
	c, err := f.pick(src, year)
	if err != nil {
		return nil, err
	}
	if c.open == nil {
		return &Found{Format: c.format, Source: src, Saw: c.Saw + f.besides()}, nil
	}
	chosen, err := c.open(ctx)
	if err != nil {
		return nil, err
	}
	saw := c.Saw
	if c.name != "" && !strings.Contains(saw, path.Base(c.name)) {
		saw = c.name + ": " + saw
	}
	return &Found{Format: c.format, Source: chosen, Saw: saw + f.besides(), opened: true}, nil
}

// besides names what was not read of what was named; "" where all was.
func (f *finder) besides() string {
	if len(f.unread) == 0 {
		return ""
	}
	return "; " + fault.Say("besides: %s", fault.Word(tablefile.Listed(f.unread, ", ")))
}

// walk adds the tables in a source to those found. open opens the source anew, from what was named on.
func (f *finder) walk(ctx context.Context, src *tablefile.Source, name string, open opener, depth int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, u := range src.Unread() {
		u.Name = path.Join(name, u.Name)
		f.unread = append(f.unread, u.String())
	}
	c := f.match(src)
	c.name, c.open = name, open
	sure := tablefile.Layout
	if src.Files != nil {
		sure = tablefile.Signature // members may be surer than that
	}
	if c.Sure >= sure && !(src.Files == nil && resaved.Marked(src.Head)) {
		f.found = append(f.found, c)
		return nil
	}
	before := len(f.found)
	children, err := f.children(ctx, src, depth)
	if err != nil {
		return err
	}
	for _, child := range children {
		if err := f.into(ctx, src, name, open, child, depth); err != nil {
			return err
		}
	}
	if c.Sure >= tablefile.Layout &&
		!slices.ContainsFunc(f.found[before:], func(c candidate) bool { return c.Sure >= tablefile.Signature }) {
		f.found = append(f.found[:before], c)
	}
	return nil
}

// into walks into a child.
func (f *finder) into(ctx context.Context, src *tablefile.Source, name string, open opener, c child, depth int) error {
	sub, err := c.of(ctx, src)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if f.damaged == nil {
			f.damaged = err
		}
		if src.Files != nil && !xlsx.Is(src) {
			u := tablefile.Unread{Name: path.Join(name, c.name), Why: fault.Say("cannot be read: %v", err)}
			f.unread = append(f.unread, u.String())
		}
		return nil
	}
	defer sub.Close()
	again := func(ctx context.Context) (*tablefile.Source, error) {
		outer, err := open(ctx)
		if err != nil {
			return nil, err
		}
		sub, err := c.of(ctx, outer)
		if err != nil {
			outer.Close()
			return nil, err
		}
		sub.Hold(outer)
		return sub, nil
	}
	if depth == 0 { // what was named stays open
		again = func(ctx context.Context) (*tablefile.Source, error) { return c.of(ctx, src) }
	}
	before := len(f.found)
	if err := f.walk(ctx, sub, path.Join(name, c.name), again, depth+1); err != nil {
		return err
	}
	for i := range f.found[before:] {
		f.found[before+i].unseen = f.found[before+i].unseen || c.unseen
		if c.how != "" {
			f.found[before+i].Saw += ", " + c.how
		}
	}
	return nil
}

// match asks the formats; among equally sure ones the first counts.
func (f *finder) match(src *tablefile.Source) (best candidate) {
	for _, format := range f.formats {
		if m := format.Detect(src); m.Sure > best.Sure {
			best = candidate{Match: m, format: format}
		}
	}
	if len(best.Years) == 0 {
		if year := src.Year(); year != 0 {
			best.Years = []int{year}
		}
	}
	return best
}

// child is a part of a source that can be a source itself.
type child struct {
	name   string // "" where it bears the source's own
	how    string // how it is seen, "" for a member
	unseen bool   // a spreadsheet does not show it
	of     func(context.Context, *tablefile.Source) (*tablefile.Source, error)
}

// children lists what is in a source: the files and folders of a folder or an archive, or the views of a single file.
func (f *finder) children(ctx context.Context, src *tablefile.Source, depth int) (list []child, err error) {
	if depth >= deepest {
		if src.Files != nil {
			f.unread = append(f.unread, fault.Say("%q lies more than %d archives and folders deep", src.Name, deepest))
		}
		return nil, nil
	}
	if xlsx.Is(src) || src.Files == nil {
		return views(ctx, src)
	}
	list, used, err := inParts(ctx, src)
	if err != nil {
		return nil, err
	}
	entries, err := fs.ReadDir(src.Files, ".")
	if err != nil && f.damaged == nil {
		f.damaged = &fault.Error{Kind: fault.Unreadable, Where: src.Name,
			What: fault.Say("what is in it cannot be listed: %v", err), Fix: "Get it again, or pack it anew", Err: err}
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") || e.Name() == "__MACOSX" || !plausible(e) || used[e.Name()] {
			continue
		}
		if f.looked++; f.looked > most {
			if f.looked == most+1 {
				f.unread = append(f.unread, fault.Say("only the first %d files were looked at", most))
			}
			break
		}
		list = append(
			list,
			child{
				name: e.Name(),
				of:   func(_ context.Context, s *tablefile.Source) (*tablefile.Source, error) { return s.Sub(e.Name()) },
			},
		)
	}
	return list, nil
}

// never are the endings of files that lie beside tables and hold none.
var never = []string{
	".pdf",
	".doc",
	".docx",
	".ppt",
	".pptx",
	".htm",
	".html",
	".md",
	".png",
	".jpg",
	".jpeg",
	".svg",
	".py",
	".r",
	".do",
	".m",
	".ipynb",
	".exe",
	".log",
	".xml",
	".bib",
	".part",
}

func plausible(e fs.DirEntry) bool {
	return e.IsDir() || !slices.Contains(never, strings.ToLower(path.Ext(e.Name())))
}

// nothing is what is said where no table was found.
func (f *finder) nothing(src *tablefile.Source) (*Found, error) {
	if len(f.formats) == 1 {
		return &Found{Format: f.formats[0], Source: src, Saw: "as asked for"}, nil
	}
	if f.damaged != nil {
		return nil, f.damaged
	}
	format, err := tablefile.Detect(f.formats, src)
	if err != nil {
		return nil, err
	}
	return &Found{Format: format, Source: src, Saw: "as far as its beginning tells"}, nil // it says what differs
}
