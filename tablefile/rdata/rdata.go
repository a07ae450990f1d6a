// Package rdata sees the data frames and matrices in R's own files (.RData, .rda, .rds) as CSV text, so that whoever
// reads the text reads the table.
//
// The form is R's serialisation, versions 2 and 3, in its binary representation (XDR): a stream of items, each with
// flags, a length and values, its attributes after it. Names, classes and dimensions are attributes, so what a vector
// is becomes known only after its numbers. A file is therefore read twice: once to list what is in it, keeping no
// numbers, and once to keep those of the one object that is asked for. "R Internals", section 1.8, describes the form.
package rdata

import (
	"bufio"
	"context"
	"io"
	"strconv"
	"strings"

	"ikat/fault"
	"ikat/tablefile"
	"ikat/tablefile/cells"
)

// Is tells by its first bytes, unpacked, whether a file is one of R's.
func Is(head []byte) bool { return headerLength(head) >= 0 }

// headers are what a file starts with: save() writes a line of its own before what saveRDS() writes alone.
var headers = []string{"RDX2\nX\n", "RDX3\nX\n", "X\n\x00\x00\x00\x02", "X\n\x00\x00\x00\x03"}

// headerLength is the number of bytes before the stream's version, or -1.
func headerLength(head []byte) int {
	for _, h := range headers {
		if strings.HasPrefix(string(head[:min(len(head), 8)]), h) {
			return strings.Index(h, "X\n") + 2
		}
	}
	return -1
}

// Object is a data frame, a matrix, a vector with names, which is a row, or a slice of an array of three dimensions by
// its first.
type Object struct {
	Name          string // wiot; years/1995 in a list; array/1995 of an array; "" in a file that names none
	Rows, Columns int

	id          int // of the value, in the order of the file
	slice, from int // every from-th number from slice on; from is 1 for all
}

// List returns the objects of a file, in its order.
//
// Error: fault.Unreadable if the file is damaged, or too much of it is text; ctx's error.
func List(ctx context.Context, src *tablefile.Source) ([]Object, error) {
	top, err := load(ctx, src, nil, nil)
	if err != nil {
		return nil, err
	}
	var list []Object
	collect(&list, "", top, 0)
	return list, nil
}

// mostObjects bounds a list; a file of every year of a table has a hundredth of it.
const mostObjects = 3000

// collect adds the objects in a value.
func collect(list *[]Object, name string, v *value, depth int) {
	if v == nil || len(*list) >= mostObjects || depth > deepest {
		return
	}
	dims := v.dims()
	switch {
	case v.isFrame():
		*list = append(*list, Object{Name: name, Rows: v.frameRows(), Columns: len(v.list), id: v.id, from: 1})
	case v.isNumeric() && len(dims) == 2:
		*list = append(*list, Object{Name: name, Rows: dims[0], Columns: dims[1], id: v.id, from: 1})
	case v.isNumeric() && v.isNamed():
		*list = append(*list, Object{Name: name, Rows: 1, Columns: v.length, id: v.id, from: 1})
	case v.isNumeric() && len(dims) == 3:
		names := v.dimNames(0)
		for k := 0; k < dims[0] && len(*list) < mostObjects; k++ {
			*list = append(
				*list,
				Object{Name: under(name, names, k), Rows: dims[1], Columns: dims[2], id: v.id, slice: k, from: dims[0]},
			)
		}
	case v.kind == typeList:
		names := v.attribute("names").strings()
		for k, child := range v.list {
			collect(list, under(name, names, k), child, depth+1)
		}
	}
}

// under is the name of part k of what is called name.
func under(name string, names []string, k int) string {
	part := strconv.Itoa(k + 1)
	if k < len(names) && names[k] != "" {
		part = names[k]
	}
	if name == "" {
		return part
	}
	return name + "/" + part
}

// Text sees an object as CSV: a line of names, then a line for each row, the names of rows first where there are any.
// The only object of a file has the file's name.
func Text(src *tablefile.Source, o Object, alone bool) (*tablefile.Source, error) {
	name := o.Name
	if alone {
		name = ""
	}
	if o.Rows > mostHeld/8/max(1, o.Columns) {
		return nil, bad(src, "%v", errMuch)
	}
	bound := int64(o.Rows+1)*int64(o.Columns+1)*mostNumber + mostHeld
	return tablefile.View(src, name, bound, func(ctx context.Context, to io.Writer, progress func(float64)) error {
		top, err := load(ctx, src, &o, progress)
		if err != nil {
			return err
		}
		v := top.find(o.id)
		if v == nil {
			return bad(src, "the object %s is not there any more", o.Name)
		}
		out := bufio.NewWriterSize(to, 256<<10)
		if err := v.write(out, o); err != nil {
			return bad(src, "%v", err)
		}
		return out.Flush()
	})
}

// mostNumber is more than a number's text and the comma before it take.
const mostNumber = 26

func bad(src *tablefile.Source, format string, args ...any) error {
	return &fault.Error{Kind: fault.Unreadable, Where: src.Name, What: fault.Say(format, args...),
		Fix: "Get the file again, or write the table as CSV from R"}
}

// write writes an object's text.
func (v *value) write(out *bufio.Writer, o Object) error {
	columns, names, err := v.columns(o)
	if err != nil {
		return err
	}
	var line []byte
	labels := v.rowNames(o)
	if labels != nil {
		line = append(line, "V1"...)
	}
	for j := range columns {
		if j > 0 || labels != nil {
			line = append(line, ',')
		}
		if j < len(names) {
			line = cells.AppendText(line, names[j])
		} else {
			line = append(append(line, 'V'), strconv.Itoa(j+1)...)
		}
	}
	if _, err := out.Write(append(line, '\n')); err != nil {
		return err
	}
	for i := range o.Rows {
		line = line[:0]
		if labels != nil {
			line = cells.AppendText(line, labels[i])
		}
		for j, c := range columns {
			if j > 0 || labels != nil {
				line = append(line, ',')
			}
			line = c.append(line, i)
		}
		if _, err := out.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return nil
}

// column is what stands in a column: numbers, texts, or numbers of levels.
type column struct {
	numbers []float64
	texts   []string
	levels  []string
}

func (c *column) append(line []byte, i int) []byte {
	switch {
	case c.texts != nil:
		return cells.AppendText(line, c.texts[i])
	case c.numbers[i] != c.numbers[i]:
		return append(line, "NA"...)
	case c.levels != nil:
		if k := int(c.numbers[i]); k >= 1 && k <= len(c.levels) {
			return cells.AppendText(line, c.levels[k-1])
		}
		return append(line, "NA"...)
	}
	return strconv.AppendFloat(line, c.numbers[i], 'g', -1, 64)
}

// columns takes an object apart into columns of equal length.
func (v *value) columns(o Object) (list []column, names []string, err error) {
	if !v.isFrame() {
		if len(v.numbers) != o.Rows*o.Columns {
			return nil, nil, fault.Errorf(
				"the matrix %s has %d numbers for %d rows and %d columns",
				o.Name,
				len(v.numbers),
				o.Rows,
				o.Columns,
			)
		}
		for j := range o.Columns {
			list = append(list, column{numbers: v.numbers[j*o.Rows : (j+1)*o.Rows]})
		}
		if v.isNamed() {
			return list, v.attribute("names").strings(), nil
		}
		return list, v.dimNames(len(v.dims()) - 1), nil
	}
	for j, c := range v.list {
		switch {
		case c.length != o.Rows || max(len(c.texts), len(c.numbers)) != o.Rows:
			return nil, nil, fault.Errorf(
				"column %d of the data frame %s has %d values for %d rows",
				j+1,
				o.Name,
				c.length,
				o.Rows,
			)
		case c.kind == typeStrings:
			list = append(list, column{texts: c.texts})
		case c.isNumeric():
			list = append(list, column{numbers: c.numbers, levels: c.attribute("levels").strings()})
		default:
			return nil, nil, fault.Errorf("column %d of the data frame %s holds neither numbers nor text", j+1, o.Name)
		}
	}
	return list, v.attribute("names").strings(), nil
}

// rowNames are the names of an object's rows, nil where they are numbers or not there. A data frame with a column of
// text says there what its rows are: names beside it are R's own doing.
func (v *value) rowNames(o Object) []string {
	var names []string
	if v.isFrame() {
		for _, c := range v.list {
			if c.kind == typeStrings || c.attribute("levels") != nil {
				return nil
			}
		}
		names = v.attribute("row.names").strings()
	} else {
		names = v.dimNames(len(v.dims()) - 2)
	}
	if len(names) != o.Rows || o.Rows == 0 {
		return nil
	}
	return names
}
