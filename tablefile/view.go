package tablefile

import (
	"context"
	"io"
	"math"
	"path"
	"regexp"
	"sync/atomic"
)

// Render writes the text of a view. It calls progress now and then with the share of the work done, and ends with an
// error of w or ctx where there is one.
type Render func(ctx context.Context, w io.Writer, progress func(float64)) error

// view is how a source is made of another.
type view struct {
	of     *Source
	bound  int64
	render Render
}

// View returns a source whose text is made of another's: a sheet of a workbook as CSV, a file with other separators in
// the usual form. name is the view's name inside the other, "" where it is the other's own; bound is more than the text
// can have in bytes. The digest is that of the other's bytes, which must stay open.
//
// Error: render's, where it delivers nothing.
func View(of *Source, name string, bound int64, render Render) (*Source, error) {
	s := &Source{Name: of.Name, Path: of.Path, Member: of.Member, inside: of.inside, Size: of.Size, form: viewed,
		view: &view{of: of, bound: min(bound, maxText), render: render}}
	if name != "" {
		s.Name, s.Member, s.inside = of.Name+"/"+name, name, name
		if unnamed.MatchString(name) {
			s.Member = path.Base(of.TextName())
		}
	}
	return s, s.readHead()
}

// unnamed matches the names that spreadsheets give sheets by themselves: they say nothing of a table, and of two files
// the tables would have one name.
var unnamed = regexp.MustCompile(`(?i)^(sheet|лист|tabelle|feuil(?:le)?|hoja|folha|planilha|foglio|` +
	`blad|ark|arkusz|taul|munka|list|sayfa|工作表|シート) ?\d*$`)

// openView runs the view's render beside the consumer.
func (s *Source) openView(ctx context.Context) (*Stream, error) {
	r, w := io.Pipe()
	st := newStream(ctx, s.Size)
	var done atomic.Uint64
	st.part = func() float64 { return math.Float64frombits(done.Load()) }
	rendering, stop := context.WithCancel(ctx)
	st.done.Go(func() {
		w.CloseWithError(s.view.render(rendering, w, func(p float64) { done.Store(math.Float64bits(p)) }))
	})
	st.done.Go(func() {
		defer close(st.blocks)
		defer stop()
		defer r.Close()
		st.readAhead(s, &rawReader{}, r)
	})
	return st, nil
}
