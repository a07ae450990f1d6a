package flowfile

import (
	"bytes"
	"context"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ikat/fault"
	"ikat/tablefile"
	"ikat/trade"
)

const (
	// deepest bounds archives in each other.
	deepest = 4
	// mostTogether bounds the text of an archive that is read into memory as a whole: some two years of BACI.
	mostTogether = 1 << 30
)

// statedYear is the year that a member's name states, as BACI's do: BACI_HS17_Y2022_V202401.csv.
var statedYear = regexp.MustCompile(`_Y(\d{4})[_.]`)

// stated is the year that a member's name states; 0 where it states none.
func stated(name string) int {
	found := statedYear.FindStringSubmatch(path.Base(name))
	if found == nil {
		return 0
	}
	year, _ := strconv.Atoi(found[1])
	return year
}

// States reports whether an archive on disk has members whose names state a year, so that Options.Only spares reading
// the others. What cannot be opened states none.
func States(file string, year int) bool {
	src, err := tablefile.OpenPath(file)
	if err != nil {
		return false
	}
	defer src.Close()
	if src.Files == nil {
		return false
	}
	names, _, err := src.Members()
	return err == nil && slices.ContainsFunc(names, func(name string) bool {
		return stated(name) == year
	})
}

// ofYear are the members whose names state no other year.
func ofYear(names []string, year int) []string {
	if year == 0 {
		return names
	}
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		own := stated(name)
		return own != 0 && own != year
	})
}

// Path reads a file on disk; of an archive, all members of flows together, or those that Options.Only leaves.
//
// Error: as Source; fault.NotFound where there is none; fault.Invalid for an archive that is too large to be held in
// memory, or has the same year and reporter in two members.
func Path(ctx context.Context, file string, opt Options) (*Read, error) {
	out := &Read{}
	var from []string // the member of each of the data
	w := &walk{most: mostTogether, take: func(r *Read) error {
		if r.Names != nil {
			return noNames(r)
		}
		out.Format, out.Findings = r.Format, append(out.Findings, r.Findings...)
		for _, d := range r.Data {
			same := func(o *trade.Data) bool { return o.Year == d.Year && o.Reported == d.Reported }
			if i := slices.IndexFunc(out.Data, same); i >= 0 && from[i] != r.File {
				return &fault.Error{Kind: fault.Invalid, Where: file,
					What: fault.Say("two of its members have flows of %d by %s: %s and %s", d.Year, d.Reported, from[i], r.File),
					Fix:  "Name one of them, as in archive.zip/member.csv, or keep them with ikat trade add"}
			}
			out.Data, from = append(out.Data, d), append(from, r.File)
		}
		return nil
	}}
	if err := w.file(ctx, file, opt); err != nil {
		return nil, err
	}
	if len(w.skipped) > 0 {
		for _, d := range out.Data {
			d.Notes = append(d.Notes, "members of the archive without flows: "+strings.Join(w.skipped, "; "))
		}
	}
	return out, nil
}

// Each reads a file on disk and gives take what it holds, flows or, of a list, names of products; of an archive it
// does so for every member of flows, one after another, so that no more than one is in memory. It returns the members
// without flows, and what each is.
//
// Error: as Source; fault.NotFound where there is no such file; take's.
func Each(ctx context.Context, file string, opt Options, take func(*Read) error) (skipped []string, err error) {
	w := &walk{take: take}
	err = w.file(ctx, file, opt)
	return w.skipped, err
}

// walk goes through what a file holds.
type walk struct {
	take    func(*Read) error
	most    int64 // bytes of text of an archive; 0 sets no bound
	member  bool  // of an archive: lists are read with its flows
	taken   int
	skipped []string
}

func (w *walk) file(ctx context.Context, file string, opt Options) error {
	src, err := tablefile.OpenPath(file)
	if err != nil {
		return err
	}
	defer src.Close()
	if src.Size < 0 {
		return &fault.Error{Kind: fault.Unreadable, Where: file, What: "it is a folder", Fix: "Name a file in it"}
	}
	if err := w.visit(ctx, src, opt, 0); err != nil {
		return err
	}
	if w.taken == 0 {
		return &fault.Error{Kind: fault.Unreadable, Where: file,
			What: fault.Say("none of its members has trade by product: %s",
				strings.Join(w.skipped[:min(len(w.skipped), 5)], "; ")), Fix: "Pack the files as their publisher offers them"}
	}
	return nil
}

func (w *walk) visit(ctx context.Context, src *tablefile.Source, opt Options, depth int) error {
	for _, u := range src.Unread() {
		w.skipped = append(w.skipped, src.Name+"/"+u.Name+" ("+u.Why+")")
	}
	switch {
	case depth > deepest:
		return &fault.Error{Kind: fault.Unreadable, Where: src.Name, Fix: "Unpack it first",
			What: fault.Say("more than %d archives lie in each other", deepest)}
	case src.Files != nil:
		return w.members(ctx, src, opt, depth)
	case src.Packed():
		inside, err := src.Inside()
		if err != nil {
			return err
		}
		defer inside.Close()
		return w.visit(ctx, inside, opt, depth+1)
	}
	if !w.member && isNames(src) {
		read, err := namesOf(ctx, src, opt)
		if err != nil {
			return err
		}
		w.taken++
		return w.take(read)
	}
	if what := other(src); what != "" && depth > 0 {
		w.skipped = append(w.skipped, fullName(src)+" ("+what+")")
		return nil
	}
	l, err := beside(ctx, src)
	if err != nil {
		return err
	}
	read, err := source(ctx, src, l, opt)
	if err != nil {
		return err
	}
	w.taken++
	return w.take(read)
}

func (w *walk) members(ctx context.Context, src *tablefile.Source, opt Options, depth int) error {
	names, size, err := src.Members()
	if err != nil {
		return err
	}
	w.member = true
	if kept := ofYear(names, opt.Only); len(kept) < len(names) {
		names, size = kept, 0 // a year is held as a member that is named would be
	}
	if w.most > 0 && size > w.most {
		return &fault.Error{Kind: fault.Invalid, Where: src.Name,
			What: fault.Say("its members are %.1f GB of text, too many to be read together", float64(size)/(1<<30)),
			Fix:  "Keep its years with ikat trade add, or name one of its members, as in archive.zip/member.csv"}
	}
	for i, name := range names {
		member, err := src.Sub(name)
		if err != nil {
			return err
		}
		part := opt
		if opt.Progress != nil {
			part.Progress = func(done float64) { opt.Progress((float64(i) + done) / float64(len(names))) }
		}
		err = w.visit(ctx, member, part, depth+1)
		member.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

// other says what an archive's member is that has no flows, "" for one of flows.
func other(src *tablefile.Source) string {
	name := strings.ToLower(path.Base(src.TextName()))
	switch {
	case isList(name):
		return "a list of codes, read with them"
	case bytes.HasPrefix(src.Head, []byte(parquetMark)) || isMapped(src.Head):
		return ""
	}
	if header, ok := headerOf(src); ok {
		if layout, _ := recognise(header); layout != nil {
			return ""
		}
	}
	return "no columns of trade by product"
}

// fullName names a text and the archives that it is in.
func fullName(src *tablefile.Source) string {
	if src.Member == "" || strings.HasSuffix(src.Name, "/"+src.Member) {
		return src.Name
	}
	return src.Name + "/" + src.Member
}
