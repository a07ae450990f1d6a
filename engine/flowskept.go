package engine

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"ikat/fault"
	"ikat/result"
	"ikat/trade/flowfile"
)

// KeepingFlows says which file of trade by product to read, and how to keep what it holds.
type KeepingFlows struct {
	Path string
	flowfile.Options
	Replace bool // other data of the same name, year and reporter
}

// KeptFile is what became of one file, or of one member of an archive.
type KeptFile struct {
	File, Format string
	Findings     []flowfile.Finding
	Years        []YearKept
	Names        *NamesKept // of a list of names, which has no flows
}

// YearKept is a year of flows that is kept.
type YearKept struct {
	Ref, Outcome, Classification, Unit, Reported string
	Flows, Economies, Products                   int
	Total                                        float64
}

// String says it in a line.
func (y YearKept) String() string { return y.Ref + " " + fault.Bare(y.Text()) }

// Text is what String says behind the reference, as errors say texts.
func (y YearKept) Text() string {
	return fault.Say("%s: %d flows of %d economies and %d products of %s, %.6g %s, reported by %s", fault.Word(y.Outcome),
		y.Flows, y.Economies, y.Products, y.Classification, y.Total, fault.Word(y.Unit), fault.Word(y.Reported))
}

// NamesKept is what became of a list of names.
type NamesKept struct {
	Classification       string
	All, Fresh, Replaced int
}

// String says it in a sentence.
func (n NamesKept) String() string { return fault.Bare(n.Text()) }

// Text is what String says, as errors say texts.
func (n NamesKept) Text() string {
	return fault.Say("Names of %d products of %s: %d new, %d in the place of others", n.All, n.Classification, n.Fresh,
		n.Replaced)
}

// KeepFile reads a file of trade by product, or a list of names of products, and keeps what it holds: of an archive one
// member after another, told to done as each is kept. It returns the members that have neither.
//
// Error: as flowfile.Each and the store say; fault.Unwritable where nothing is kept at all.
func (e *Engine) KeepFile(ctx context.Context, q KeepingFlows, p Progress, done func(*KeptFile)) ([]string, error) {
	if e.flows == nil {
		return nil, &fault.Error{Kind: fault.Unwritable, What: "no trade by product is kept here"}
	}
	if bad := cmp.Or(q.Bad, flowfile.Refuse); bad != flowfile.Refuse && bad != flowfile.LeaveOut {
		return nil, &fault.Error{Kind: fault.Invalid, Param: "bad", Where: bad,
			What: fault.Say("it is neither %s nor %s", flowfile.Refuse, flowfile.LeaveOut)}
	}
	opt := q.Options
	if p != nil {
		opt.Progress = func(done float64) { p("reading "+filepath.Base(q.Path), done) }
	}
	return flowfile.Each(ctx, q.Path, opt, func(read *flowfile.Read) error {
		kept := &KeptFile{File: read.File, Format: read.Format, Findings: read.Findings}
		p.Tell("keeping " + read.File)
		if n := read.Names; n != nil {
			fresh, changed, err := e.flows.PutNames(n.Classification, n.Products)
			if err != nil {
				return err
			}
			kept.Names = &NamesKept{n.Classification, len(n.Products), fresh, changed}
		}
		for i, d := range read.Data {
			outcome, err := e.flows.Put(d, q.Replace)
			if err != nil {
				return err
			}
			kept.Years = append(kept.Years, YearKept{d.Ref(), outcome, d.Classification, d.Unit, d.Reported, d.Flows(),
				len(d.Economies), len(d.Products), d.Total()})
			read.Data[i] = nil // a file may hold many years
		}
		done(kept)
		return nil
	})
}

// RemoveFlows takes a year of trade by product out of what is kept.
//
// Error: fault.NotFound with the nearest; fault.Unwritable.
func (e *Engine) RemoveFlows(name string, year int) error {
	if e.flows == nil {
		return e.unknownFlows(fmt.Sprintf("%s/%d", name, year))
	}
	return e.flows.Remove(name, year)
}

// FlowFindings are what was noticed of the rows of files, a row for each kind.
func FlowFindings(list []*KeptFile) *result.Frame {
	var files, kinds, wrong, first []string
	var rows []int64
	var values []float64
	for _, k := range list {
		for _, f := range k.Findings {
			files, kinds, first = append(files, k.File), append(kinds, fault.Bare(f.Kind)), append(first, fault.Bare(f.First))
			wrong = append(wrong, map[bool]string{true: "wrong", false: "right"}[f.Bad])
			rows, values = append(rows, int64(f.Rows)), append(values, f.Value)
		}
	}
	f := &result.Frame{Title: "What was noticed of the rows"}
	f.Text("file", "File", files)
	f.Text("finding", "Finding", kinds)
	f.Text("rows_are", "Rows are", wrong)
	f.Whole("rows", "Rows", "", "rows of the kind", result.Accounting, rows)
	f.Number("value", "Value", "of the data", "of these rows, as far as it can be read", result.Accounting, values)
	f.Text("first", "First", first)
	return f
}

// Said is what became of files, in sentences.
func Said(list []*KeptFile, skipped []string) string {
	var out []string
	for _, k := range list {
		for _, y := range k.Years {
			out = append(out, y.String())
		}
		if k.Names != nil {
			out = append(out, k.Names.String())
		}
		for _, f := range k.Findings {
			if f.Bad {
				out = append(out, "Left out as wrong: "+f.String())
			}
		}
	}
	if len(skipped) > 0 {
		out = append(out, "No flows in "+strings.Join(skipped, "; "))
	}
	return strings.Join(out, ". ")
}
