package grid

import (
	"context"
	"io"
	"io/fs"
	"path"
	"strings"

	"ikat/fault"
	"ikat/tablefile"
	"ikat/tablefile/cells"
)

// Members is a folder or an archive whose files make up one table.
type Members struct {
	src      *tablefile.Source
	names    []string
	progress func(float64)
	shares   float64 // of the work, done
}

// Look lists the files of a folder or an archive; none where src is a single file.
func Look(src *tablefile.Source, opt tablefile.Options) *Members {
	m := &Members{src: src, progress: opt.Report}
	if src.Files == nil {
		return m
	}
	const enough = 10_000
	// What cannot be listed is missing, and that is reported.
	_ = fs.WalkDir(src.Files, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || len(m.names) == enough:
			return nil
		case d.IsDir() && strings.Count(name, "/") >= 3:
			return fs.SkipDir
		case !d.IsDir() && !strings.HasPrefix(path.Base(name), "."):
			m.names = append(m.names, name)
		}
		return nil
	})
	return m
}

// Where is the name of the folder or archive.
func (m *Members) Where() string { return m.src.Name }

// Find returns the files whose path fits.
func (m *Members) Find(fits func(name string) bool) (found []string) {
	for _, n := range m.names {
		if fits(n) {
			found = append(found, n)
		}
	}
	return found
}

// Named fits files by their base name, whatever its case.
func Named(names ...string) func(string) bool {
	return func(p string) bool {
		for _, n := range names {
			if strings.EqualFold(path.Base(p), n) {
				return true
			}
		}
		return false
	}
}

// One returns the only file that fits.
//
// Error: fault.Unreadable, saying what was expected, if there is none or several.
func (m *Members) One(what string, fits func(string) bool) (string, error) {
	found := m.Find(fits)
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		if m.src.Files == nil {
			return "", &fault.Error{Kind: fault.Unreadable, Where: m.src.Name,
				What: fault.Say("it is a single file where a folder or an archive with %s was expected", what),
				Fix:  "Leave {format} out, or get the publisher's whole archive, unchanged"}
		}
		return "", m.bad(fault.Say("there is no file %s", what), fault.Say("It holds %s", fault.Word(list(m.names))))
	}
	return "", m.bad(fault.Say("there are several files %s", what),
		fault.Say("They are %s; name a year, or keep one table in a folder", list(found)))
}

func (m *Members) bad(what, why string) error {
	return &fault.Error{Kind: fault.Unreadable, Where: m.src.Name, What: what, Why: why,
		Fix: "Get the publisher's whole archive, unchanged"}
}

func list(names []string) string {
	if len(names) == 0 {
		return "nothing"
	}
	const most = 6
	return fault.First(names, most, ", ")
}

// Open opens a member.
func (m *Members) Open(name string) (*tablefile.Source, error) {
	sub, err := m.src.Sub(name)
	if err != nil && fault.KindOf(err) == fault.NotFound {
		return nil, m.bad(fault.Say("the file %s cannot be found", name), "")
	}
	return sub, err
}

// Read reads a member that is a given share of the whole work, 0..1.
func (m *Members) Read(ctx context.Context, name string, f Form, share float64) (*Sheet, error) {
	return m.read(ctx, name, f, nil, share)
}

// Each reads a member too large to hold and hands its rows to take.
func (m *Members) Each(ctx context.Context, name string, f Form, take Take, share float64) error {
	_, err := m.read(ctx, name, f, take, share)
	return err
}

func (m *Members) read(ctx context.Context, name string, f Form, take Take, share float64) (*Sheet, error) {
	sub, err := m.Open(name)
	if err != nil {
		return nil, err
	}
	if f.Separator == 0 {
		f.Separator = Separator(sub.Head)
	}
	before := m.shares
	s, err := read(ctx, sub, f, take, func(p float64) { m.progress(min(1, before+p*share)) })
	m.shares += share
	return s, err
}

// Texts reads a member of labels, a line a row.
func (m *Members) Texts(ctx context.Context, name string) ([][]string, error) {
	sub, err := m.Open(name)
	if err != nil {
		return nil, err
	}
	if what, text := tablefile.Describe(sub.Head); !text {
		return nil, m.bad(fault.Say("the file %s is %s", name, fault.Word(what)), "Labels were expected")
	}
	stream, err := sub.Open(ctx)
	if err != nil {
		return nil, err
	}
	defer stream.Close()
	sep := Separator(sub.Head)
	in := cells.Lines(stream, 1<<20)
	var out [][]string
	for in.Scan() {
		line := in.Bytes()
		if len(out) == 0 {
			line = []byte(strings.TrimPrefix(string(line), cells.ByteOrderMark))
		}
		if cells.Blank(line) {
			continue
		}
		var row []string
		for pos := 0; ; {
			cell, next, ok := cells.Next(line, pos, sep)
			if !ok {
				break
			}
			row, pos = append(row, strings.TrimSpace(string(cell))), next
		}
		if out = append(out, row); len(out) > 1<<20 {
			return nil, m.bad(fault.Say("the file %s has more than a million lines", name), "Labels were expected")
		}
	}
	if err := in.Err(); err != nil {
		if fault.KindOf(err) == fault.Internal {
			return nil, m.bad(fault.Say("the file %s has too long a line", name), "Labels were expected")
		}
		return nil, err
	}
	return out, nil
}

// mostSmall bounds a member that is read whole.
const mostSmall = 4 << 20

// Text reads a small member whole: at most 4 MB of it.
func (m *Members) Text(ctx context.Context, name string) ([]byte, error) {
	sub, err := m.Open(name)
	if err != nil {
		return nil, err
	}
	stream, err := sub.Open(ctx)
	if err != nil {
		return nil, err
	}
	defer stream.Close()
	return io.ReadAll(io.LimitReader(stream, mostSmall))
}

// Line returns the start of line k of a text, counted from 0, at most 1,024 bytes of it; nil where its lines cannot be
// read, or the ones before it are longer than any table's.
func Line(ctx context.Context, src *tablefile.Source, k int) []byte {
	if src.Files != nil {
		return nil
	}
	stream, err := src.Open(ctx)
	if err != nil {
		return nil
	}
	defer stream.Close()
	const start, most = 1024, 16 << 20
	lines, line, last := 0, []byte(nil), byte(0)
	buf := make([]byte, 64<<10)
	for read := 0; read < most; {
		n, err := stream.Read(buf)
		for _, c := range buf[:n] {
			switch {
			case c == '\n' && last == '\r':
			case c == '\n' || c == '\r':
				lines++
			case lines == k:
				line = append(line, c)
			}
			last = c
			if lines > k || len(line) == start {
				return line
			}
		}
		if read += n; err != nil {
			break
		}
	}
	return line
}
