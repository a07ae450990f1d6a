package resaved

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"ikat/fault"
	"ikat/tablefile"
	"ikat/tablefile/cells"
)

const (
	mostLine = 64 << 20 // bytes; a line of the largest published table has a hundredth of it
	looked   = mostLead + mostHeader + 4
)

// View sees a text as its publisher wrote it, and says how it deviates; nil where it does not, or is no table.
//
// Error: what reading the text says; ctx's error.
func View(ctx context.Context, src *tablefile.Source) (view *tablefile.Source, how string, err error) {
	if _, text := tablefile.Describe(src.Head); !text {
		return nil, "", nil
	}
	if columns, ok := longColumns(src.Head); ok {
		view, err = tablefile.View(src, "", src.MaxText(), columns.render(src))
		return view, "a line for each cell", err
	}
	lines, err := firstLines(ctx, src)
	if err != nil {
		return nil, "", err
	}
	s, ok := lookAt(lines)
	if !ok || s.plain() {
		return nil, "", nil
	}
	view, err = tablefile.View(src, "", 2*src.MaxText()+1<<20, s.render(src))
	return view, s.String(), err
}

// firstLines reads the first lines of a text.
func firstLines(ctx context.Context, src *tablefile.Source) (lines [][]byte, err error) {
	stream, err := src.Open(ctx)
	if err != nil {
		return nil, err
	}
	defer stream.Close()
	in := scan(stream)
	for first := true; len(lines) < looked && in.Scan(); first = false {
		line := in.Bytes()
		if first {
			line = bytes.TrimPrefix(line, []byte(cells.ByteOrderMark))
		}
		if !cells.Blank(line) {
			lines = append(lines, bytes.Clone(line))
		}
	}
	if err := in.Err(); fault.KindOf(err) != fault.Internal && err != nil {
		return nil, err
	}
	return lines, nil // a line too long is no table's
}

func scan(r io.Reader) *bufio.Scanner {
	in := bufio.NewScanner(r)
	in.Buffer(make([]byte, 64<<10), mostLine)
	in.Split(cells.ScanLines)
	return in
}

// render writes the text in the usual form.
func (s *shape) render(src *tablefile.Source) tablefile.Render {
	return func(ctx context.Context, w io.Writer, progress func(float64)) error {
		stream, err := src.Open(ctx)
		if err != nil {
			return err
		}
		defer stream.Close()
		out := bufio.NewWriterSize(w, 256<<10)
		r := &rewriter{shape: s, out: out, file: src.Name}
		in := scan(stream)
		for in.Scan() {
			line := in.Bytes()
			if r.line == 0 {
				line = bytes.TrimPrefix(line, []byte(cells.ByteOrderMark))
			}
			if err := r.write(line); err != nil {
				return err
			}
			if r.line&63 == 0 {
				progress(stream.Progress())
			}
		}
		if err := in.Err(); err != nil {
			return err
		}
		return out.Flush()
	}
}

// rewriter writes lines in the usual form.
type rewriter struct {
	*shape
	out    *bufio.Writer
	file   string
	line   int
	passed int        // lines of words above the labels
	head   [][][]byte // lines of labels
}

func (r *rewriter) write(line []byte) error {
	r.line++
	if cells.Blank(line) {
		return nil
	}
	if r.passed < len(r.shape.lead) {
		r.passed++
		return nil
	}
	if len(r.head) < r.header {
		r.head = append(r.head, split(bytes.Clone(line), r.separator))
		if len(r.head) == r.header {
			return r.writeHeader()
		}
		return nil
	}
	return r.writeRow(line)
}

// writeHeader joins the lines of labels.
func (r *rewriter) writeHeader() error {
	first := "V1"
	if len(r.lead) > 0 {
		first = strings.Join(r.lead, " / ") // a reader takes unit, prices and year from it
	}
	r.text(first)
	before := r.skip + r.labels
	if r.short {
		before = 0
	}
	for j := before; j < len(r.head[0])-r.trail; j++ {
		var parts [][]byte
		for _, line := range r.head {
			if j < len(line) {
				parts = append(parts, line[j])
			}
		}
		label := join(parts)
		if r.upper {
			label = strings.ToUpper(label)
		}
		r.out.WriteByte(',')
		r.text(label)
	}
	return r.out.WriteByte('\n')
}

// levels are names that tools put between an economy and its industry or category.
var levels = map[string]bool{"Sector": true, "Activity": true, "Commodity": true, "Consumption category": true,
	"Factor of production": true}

// join puts the parts of a label together.
func join(parts [][]byte) string {
	var out []string
	for i, p := range parts {
		if len(p) > 0 && (i == 0 || !levels[string(p)]) && string(p) != "-" {
			out = append(out, string(p))
		}
	}
	return strings.Join(out, "_")
}

func (r *rewriter) writeRow(line []byte) error {
	pos := 0
	var labels [mostLabels][]byte
	for k := range r.skip + r.labels {
		cell, next, ok := cells.Next(line, pos, r.separator)
		if !ok {
			return r.bad("the line has no numbers")
		}
		if k >= r.skip {
			labels[k-r.skip] = cell
		}
		pos = next
	}
	r.text(join(labels[:r.labels]))
	for k := 0; ; k++ {
		cell, next, ok := cells.Next(line, pos, r.separator)
		if !ok {
			return r.out.WriteByte('\n')
		}
		pos = next
		if r.trail > 0 && k >= r.width {
			if len(bytes.TrimSpace(cell)) > 0 {
				return r.stray(cell)
			}
			continue
		}
		r.out.WriteByte(',')
		if err := r.number(cell); err != nil {
			return err
		}
	}
}

// number writes a cell of numbers with a point before its decimals.
func (r *rewriter) number(cell []byte) error {
	if r.comma {
		if bytes.IndexByte(cell, '.') >= 0 {
			return r.bad(fmt.Sprintf("%s has a point where decimals stand behind a comma", tablefile.Quote(cell, 40)))
		}
		if i := bytes.IndexByte(cell, ','); i >= 0 {
			r.out.Write(cell[:i])
			r.out.WriteByte('.')
			cell = cell[i+1:]
		}
	}
	if isGrouped(cell) && !isNumber(cell) {
		return r.bad(tablefile.Quote(cell, 40) + " has its thousands apart")
	}
	if bytes.ContainsAny(cell, `,"`) {
		r.text(string(cell))
		return nil
	}
	_, err := r.out.Write(cell)
	return err
}

// text writes a label, in quotes where it needs them.
func (r *rewriter) text(s string) {
	if strings.ContainsAny(s, "\",") {
		s = `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	r.out.WriteString(s)
}

// stray refuses a cell to the right of the last label.
func (r *rewriter) stray(cell []byte) error {
	return &fault.Error{Kind: fault.Unreadable, Where: fmt.Sprintf("%s, line %d", r.file, r.line),
		What: tablefile.Quote(cell, 40) + " stands in a column without a label", Why: "Whose flow it is nobody can tell",
		Fix: "Give the column a label, or remove it"}
}

func (r *rewriter) bad(what string) error {
	return &fault.Error{Kind: fault.Unreadable, Where: fmt.Sprintf("%s, line %d", r.file, r.line), What: what,
		Why: "Its value could be read in two ways", Fix: "Save the file with plain numbers: no thousands separators"}
}
