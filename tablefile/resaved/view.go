package resaved

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"slices"
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
	lines, err := firstLines(ctx, src)
	if err != nil {
		return nil, "", err
	}
	if columns, ok := longColumns(src.Head); ok {
		for k, line := range lines[min(1, len(lines)):] {
			columns.learnLine(line, k+2)
		}
		if err := columns.ask(ctx, src, 1, columns.learnLine); err != nil {
			return nil, "", err
		}
		view, err = tablefile.View(src, "", src.MaxText(), columns.render(src))
		return view, "a line for each cell", err
	}
	if l, ok := listOf(lines); ok {
		return l.view(ctx, src)
	}
	s, ok := lookAt(lines)
	if !ok || s.plain() {
		return nil, "", nil
	}
	if s.separator == ',' && s.usual() {
		s.decimal = '.' // commas are taken
	}
	if err := s.ask(ctx, src, len(s.lead)+s.header, s.learnLine); err != nil {
		return nil, "", err
	}
	view, err = tablefile.View(src, "", 2*src.MaxText()+1<<20, s.render(src))
	return view, s.String(), err
}

// Marked tells by its beginning whether a text in the usual form has numbers in an unusual one, with their thousands
// apart or decimal commas in quotes.
func Marked(head []byte) bool {
	header, rest, _ := bytes.Cut(head, []byte("\n"))
	if sep, ok := separatorOf(header); !ok || sep != ',' {
		return false
	}
	var m marks
	for line := range bytes.Lines(rest) {
		for pos := 0; ; {
			cell, next, ok := cells.Next(line, pos, ',')
			if !ok {
				break
			}
			if pos = next; bytes.ContainsAny(cell, ",'( \u00a0\u202f\u2009\u2019\u2212") {
				m.learn(cell, 0)
			}
		}
	}
	return !m.usual()
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

// ask reads on, after the header, until numbers have told how they are written, and settles that.
//
// Error: fault.Unreadable where none does; what reading the text says.
func (m *marks) ask(ctx context.Context, src *tablefile.Source, header int, learn func(line []byte, at int)) error {
	first, waits := m.waiting()
	if waits {
		stream, err := src.Open(ctx)
		if err != nil {
			return err
		}
		defer stream.Close()
		in := scan(stream)
		for at := 1; waits && in.Scan(); at++ {
			if at > header {
				learn(in.Bytes(), at)
				_, waits = m.waiting()
			}
		}
		if err := in.Err(); err != nil {
			return err
		}
	}
	if waits {
		return twoWays(src.Name, first.line, []byte(first.cell))
	}
	m.settle()
	return nil
}

func scan(r io.Reader) *bufio.Scanner {
	return cells.Lines(r, mostLine)
}

// render writes the text in the usual form.
func (s *shape) render(src *tablefile.Source) tablefile.Render {
	return rewritten(src, func(out *bufio.Writer) func([]byte) error {
		return (&rewriter{shape: s, out: out, file: src.Name}).write
	})
}

// rewritten writes a text anew, line by line. begin returns what writes a line.
func rewritten(src *tablefile.Source, begin func(out *bufio.Writer) func(line []byte) error) tablefile.Render {
	return func(ctx context.Context, w io.Writer, progress func(float64)) error {
		stream, err := src.Open(ctx)
		if err != nil {
			return err
		}
		defer stream.Close()
		out := bufio.NewWriterSize(w, 256<<10)
		write := begin(out)
		in := scan(stream)
		for at := 1; in.Scan(); at++ {
			line := in.Bytes()
			if at == 1 {
				line = bytes.TrimPrefix(line, []byte(cells.ByteOrderMark))
			}
			if err := write(line); err != nil {
				return err
			}
			if at&63 == 0 {
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
	cell   []byte
	passed int      // lines of words above the labels
	head   [][]byte // lines of labels
	rows   []int    // which columns of labels make a row's, in order; nil for all
	before []string // the labels of the row before
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
		r.head = append(r.head, bytes.Clone(line))
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
	for _, parts := range r.columns(r.head) {
		if len(parts) == r.labels {
			r.rows = r.take
		}
		label := join(parts, r.take)
		if r.upper {
			label = strings.ToUpper(label)
		}
		r.out.WriteByte(',')
		r.text(label)
	}
	return r.out.WriteByte('\n')
}

func (r *rewriter) writeRow(line []byte) error {
	pos := 0
	var labels [mostLabels]string
	for k := range r.skip + r.labels {
		cell, next, ok := cells.Next(line, pos, r.separator)
		if !ok && isRemark(line, r.separator) {
			return nil
		}
		if !ok {
			return r.bad("the line has no numbers")
		}
		if k >= r.skip {
			labels[k-r.skip] = string(cell)
		}
		pos = next
	}
	if cell, _, _ := cells.Next(line, pos, r.separator); len(cell) == 0 && isRemark(line, r.separator) {
		return nil
	}
	fillMerged(labels[:r.labels], r.before, r.repeated)
	r.before = append(r.before[:0], labels[:r.labels]...)
	r.text(join(labels[:r.labels], r.rows))
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

// isRemark holds for lines of words below a table: one cell with several.
func isRemark(line []byte, sep byte) bool {
	said := slices.DeleteFunc(split(line, sep), func(c []byte) bool { return len(bytes.TrimSpace(c)) == 0 })
	return len(said) == 1 && len(bytes.Fields(said[0])) > 2
}

// number writes a cell of numbers with a point before its decimals, and no other mark.
func (r *rewriter) number(cell []byte) error {
	out, ok := r.append(r.cell[:0], cell)
	if r.cell = out; !ok {
		return twoWays(r.file, r.line, cell)
	}
	_, err := r.out.Write(out)
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
	return &fault.Error{Kind: fault.Unreadable, Where: fault.Say("%s, line %d", r.file, r.line),
		What: fault.Say("%s stands in a column without a label", tablefile.Quote(cell, 40)),
		Why:  "Whose flow it is nobody can tell",
		Fix:  "Give the column a label, or remove it"}
}

func (r *rewriter) bad(what string) error {
	return &fault.Error{Kind: fault.Unreadable, Where: fault.Say("%s, line %d", r.file, r.line), What: what,
		Fix: "Get the file again"}
}

// twoWays refuses a number that could be read in two ways.
func twoWays(file string, line int, cell []byte) error {
	return &fault.Error{Kind: fault.Unreadable, Where: fault.Say("%s, line %d", file, line),
		What: fault.Say("%s could be read in two ways", tablefile.Quote(cell, 40)),
		Why:  "The file's other numbers do not tell what its mark is, or are written otherwise",
		Fix:  "Save the file with plain numbers: no thousands separators, a point before the decimals"}
}
