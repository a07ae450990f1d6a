package find

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"ikat/fault"
	"ikat/tablefile"
	"ikat/tablefile/cells"
	"ikat/tablefile/rdata"
)

// part is an object of R's that is a part of a table: intermediate use, final demand, or value added.
type part struct {
	file   string // in the folder or archive that is looked at; "" for that itself
	object rdata.Object
	alone  bool // the only one of its file
}

// parts are the parts of a table.
type parts struct {
	before, year string // what stands before and after what each is: ICIO2025econ, 2018
	name         string // ICIO2025econ_2018
	use, demand,
	value *part // value may be nil: output less inputs
}

// what a matrix is, by the end of its name: ICIO2025econZ, Z, final.
var partNames = []struct {
	form *regexp.Regexp
	of   func(*parts) **part
}{
	{regexp.MustCompile(`^(.*[^A-Z])?(Z|inter)$`), func(p *parts) **part { return &p.use }},
	{regexp.MustCompile(`^(.*[^A-Z])?(FD|F|Y|final)$`), func(p *parts) **part { return &p.demand }},
	{regexp.MustCompile(`^(.*[^A-Z])?(VA|V|va)$`), func(p *parts) **part { return &p.value }},
}

// endsWithYear cuts a year off a name: ICIO2025econZ/2018, Z_2018.
var endsWithYear = regexp.MustCompile(`^(.*?)[_./-]*((?:19|20)\d\d)$`)

// inParts finds tables whose parts are objects of R's of their own, in one file or each in a file, and says which files
// they are in.
func inParts(ctx context.Context, src *tablefile.Source) (list []child, used map[string]bool, err error) {
	found, err := objectsOf(ctx, src)
	if err != nil {
		return nil, nil, err
	}
	var tables []*parts
	for _, o := range found {
		o.fileAway(&tables)
	}
	used = map[string]bool{}
	for _, t := range tables {
		if t.use == nil || t.demand == nil {
			continue
		}
		if t.value == nil { // one matrix may hold value added of all years
			for _, o := range tables {
				if o.before == t.before && o.year == "" {
					t.value = o.value
				}
			}
		}
		outer, _ := tablefile.NameYear(src.TextName())
		t.name = strings.Trim(cmp.Or(t.before, outer, "table")+"_"+t.year, "_")
		for _, p := range []*part{t.use, t.demand, t.value} {
			if p != nil {
				used[p.file] = true
			}
		}
		list = append(list, child{name: t.name, how: "put together of matrices of R",
			of: func(_ context.Context, src *tablefile.Source) (*tablefile.Source, error) { return t.view(src) }})
	}
	return list, used, nil
}

// objectsOf lists the objects of R's in a file, or in the files of a folder or an archive.
func objectsOf(ctx context.Context, src *tablefile.Source) (found []*part, err error) {
	add := func(file string, src *tablefile.Source) error {
		objects, err := rdata.List(ctx, src)
		for _, o := range objects {
			found = append(found, &part{file: file, object: o, alone: len(objects) == 1})
		}
		return err
	}
	if src.Files == nil {
		return found, add("", src)
	}
	entries, _ := fs.ReadDir(src.Files, ".")
	for _, e := range entries {
		switch strings.ToLower(path.Ext(e.Name())) {
		case ".rdata", ".rda", ".rds":
			sub, err := src.Sub(e.Name())
			if err != nil {
				continue // walking into it says what is wrong
			}
			if rdata.Is(sub.Head) {
				err = add(e.Name(), sub)
			}
			sub.Close()
			if ctx.Err() != nil {
				return nil, err
			}
		}
	}
	return found, nil
}

// fileAway puts a part where it belongs by its name, or its file's, which ends with a year where there are several.
func (p *part) fileAway(tables *[]*parts) {
	file := strings.TrimSuffix(p.file, path.Ext(p.file))
	stem, year := cmp.Or(p.object.Name, file), ""
	if m := endsWithYear.FindStringSubmatch(file); m != nil {
		year = m[2]
	}
	if m := endsWithYear.FindStringSubmatch(stem); m != nil {
		stem, year = m[1], m[2]
	}
	for _, known := range partNames {
		m := known.form.FindStringSubmatch(stem)
		if m == nil {
			continue
		}
		before := strings.Trim(m[1], "_./")
		at := slices.IndexFunc(*tables, func(t *parts) bool { return t.before == before && t.year == year })
		if at < 0 {
			at = len(*tables)
			*tables = append(*tables, &parts{before: before, year: year})
		}
		*known.of((*tables)[at]) = p
		return
	}
}

// view sees the parts as one text in the usual form.
func (t *parts) view(src *tablefile.Source) (*tablefile.Source, error) {
	return tablefile.View(src, t.name, 1<<62, func(ctx context.Context, w io.Writer, progress func(float64)) error {
		use, err := t.use.open(ctx, src)
		if err != nil {
			return err
		}
		defer use.close()
		demand, err := t.demand.open(ctx, src)
		if err != nil {
			return err
		}
		defer demand.close()
		out := bufio.NewWriterSize(w, 256<<10)
		for row := 0; use.Scan(); row++ {
			label, numbers := use.row()
			if !demand.Scan() {
				return cmp.Or(demand.Err(), t.unlike(src, "it has fewer rows"))
			}
			other, more := demand.row()
			if _, is := cells.Number(label); row > 0 && is {
				return t.unnamed(src)
			}
			if row > 0 && !bytes.Equal(label, other) {
				return t.unlike(src, fault.Say("row %d is %s there, %s here", row, tablefile.Quote(label, 40),
					tablefile.Quote(other, 40)))
			}
			out.Write(bytes.Join([][]byte{label, numbers, more}, []byte(",")))
			out.WriteByte('\n')
			progress(use.stream.Progress())
		}
		if err := use.Err(); err != nil {
			return err
		}
		if err := t.valueAdded(ctx, src, out, use.columns-1, demand.columns-1); err != nil {
			return err
		}
		return out.Flush()
	})
}

// valueAdded writes value added below n sectors, with blanks below final demand: the sum of its rows, of which years'
// only the table's counts. It may also stand in one column.
func (t *parts) valueAdded(ctx context.Context, src *tablefile.Source, out *bufio.Writer, n, demand int) error {
	if t.value == nil {
		return nil
	}
	value, err := t.value.open(ctx, src)
	if err != nil {
		return err
	}
	defer value.close()
	var sum []float64
	for first := true; value.Scan(); first = false {
		label, numbers := []byte(nil), value.Bytes()
		if value.columns != n {
			label, numbers = value.row()
		}
		if first || endsWithYear.Match(label) && string(label) != t.year {
			continue
		}
		var row []float64
		for _, c := range bytes.Split(numbers, []byte(",")) {
			v, ok := cells.Number(c)
			if !ok {
				what, why, fix := cells.BadNumber(c)
				return &fault.Error{Kind: fault.Unreadable, Where: fault.Say("%s, value added", src.Name), What: what, Why: why,
					Fix: fix}
			}
			row = append(row, v)
		}
		switch {
		case len(row) == 1 && n > 1:
			sum = append(sum, row[0])
		case sum == nil:
			sum = row
		default:
			for k := range min(len(sum), len(row)) {
				sum[k] += row[k]
			}
		}
	}
	if err := value.Err(); err != nil {
		return err
	}
	line := []byte("VA")
	for _, v := range sum {
		line = cells.AppendNumber(append(line, ','), v)
	}
	_, err = fmt.Fprintf(out, "%s%s\n", line, strings.Repeat(",", demand))
	return err
}

func (t *parts) unlike(src *tablefile.Source, what string) error {
	return &fault.Error{Kind: fault.Unreadable, Where: src.Name + ", " + cmp.Or(t.demand.object.Name, t.demand.file),
		What: fault.Say("its rows are not those of %s: %s", cmp.Or(t.use.object.Name, t.use.file), fault.Word(what)),
		Why:  "Parts of a table must have the same sectors in the same order", Fix: "Write both again from one table"}
}

func (t *parts) unnamed(src *tablefile.Source) error {
	return &fault.Error{Kind: fault.Unreadable, Where: src.Name + ", " + cmp.Or(t.use.object.Name, t.use.file),
		What: "its rows have no names", Why: "Which economies and industries they are nobody can tell",
		Fix: "In R, give both matrices names such as AUS_A01: dimnames(z) <- list(names, names)"}
}

// opened is the text of a part.
type opened struct {
	*bufio.Scanner
	stream  *tablefile.Stream
	columns int // cells of its header
	held    []io.Closer
}

func (p *part) open(ctx context.Context, src *tablefile.Source) (o *opened, err error) {
	o = &opened{}
	defer func() {
		if err != nil {
			o.close()
		}
	}()
	if p.file != "" {
		if src, err = src.Sub(p.file); err != nil {
			return o, err
		}
		o.held = append(o.held, src)
	}
	text, err := rdata.Text(src, p.object, p.alone)
	if err != nil {
		return o, err
	}
	o.held = append(o.held, text)
	header, _, _ := bytes.Cut(text.Head, []byte("\n"))
	if o.columns = cells.Count(header, ','); len(header) == len(text.Head) {
		o.columns = p.object.Columns + 1 // a long one, whose rows have labels
	}
	if o.stream, err = text.Open(ctx); err != nil {
		return o, err
	}
	o.held = append(o.held, o.stream)
	o.Scanner = cells.Lines(o.stream, 64<<20)
	return o, nil
}

func (o *opened) close() {
	for _, c := range slices.Backward(o.held) {
		c.Close()
	}
}

// row cuts the label off a line.
func (o *opened) row() (label, numbers []byte) {
	line := o.Bytes()
	_, next, _ := cells.Next(line, 0, ',')
	return line[:next-1], line[min(next, len(line)):]
}
