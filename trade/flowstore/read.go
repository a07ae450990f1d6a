//go:build !js

package flowstore

import (
	"context"
	"io"
	"math"
	"slices"

	"github.com/parquet-go/parquet-go"
	"golang.org/x/sync/errgroup"

	"ikat/fault"
	"ikat/internal/cores"
	"ikat/internal/kept"
	"ikat/trade"
)

// ReadFile reads a file that Write has made.
//
// Error: fault.Unreadable where it is damaged or of another kind; ctx's error.
func ReadFile(ctx context.Context, path string) (d *trade.Data, err error) {
	return read(ctx, path, true)
}

// ReadValues is ReadFile without the quantities.
//
// Error: as ReadFile.
func ReadValues(ctx context.Context, path string) (d *trade.Data, err error) {
	return read(ctx, path, false)
}

func read(ctx context.Context, path string, quantities bool) (d *trade.Data, err error) {
	f, err := kept.Open(path)
	if err != nil {
		return nil, damaged(path, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, damaged(path, err)
	}
	defer func() {
		if p := recover(); p != nil { // the library's, of a file that lies about itself
			d, err = nil, damaged(path, fault.Errorf("%v", p))
		}
	}()
	file, err := footed(f, info.Size(), parquet.ReadBufferSize(1<<20))
	if err != nil {
		return nil, damaged(path, err)
	}
	r, err := newReader(file, quantities)
	if err == nil {
		err = file.whole()
	}
	if err == nil {
		err = r.groups(ctx)
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, damaged(path, err)
	}
	return r.d, nil
}

// reader fills the columns of a year.
type reader struct {
	file *opened
	d    *trade.Data
}

func newReader(file *opened, quantities bool) (*reader, error) {
	meta, err := file.said()
	if err != nil {
		return nil, err
	}
	if n := file.NumRows(); n != int64(meta.Flows) || n > math.MaxInt32 || len(file.Root().Columns()) != 5 {
		return nil, fault.Errorf("it has %d rows and says %d", n, meta.Flows)
	}
	n := meta.Flows
	d := &trade.Data{Meta: meta.Meta, Year: meta.Year, From: make([]int32, n), To: make([]int32, n),
		Product: make([]int32, n), Value: make([]float64, n)}
	if quantities {
		d.Quantity = make([]float64, n)
	}
	return &reader{file, d}, nil
}

// coded is a column of text of one group: its own dictionary, to be joined with the others'.
type coded struct {
	words []string
	lo    int
	n     int
}

// groups reads all groups of rows, several at the same time, and joins their dictionaries.
func (r *reader) groups(ctx context.Context) error {
	list := r.file.RowGroups()
	words := make([][3]coded, len(list))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(cores.Count())
	lo := 0
	for i, group := range list {
		from := lo
		lo += int(group.NumRows())
		g.Go(func() (err error) {
			defer func() {
				if p := recover(); p != nil {
					err = fault.Errorf("%v", p)
				}
			}()
			return r.group(ctx, group, from, &words[i])
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	r.join(words)
	return nil
}

func (r *reader) group(ctx context.Context, group parquet.RowGroup, lo int, words *[3]coded) error {
	chunks, n := group.ColumnChunks(), int(group.NumRows())
	for k, into := range [][]int32{r.d.From, r.d.To, r.d.Product} {
		if err := ctx.Err(); err != nil {
			return err
		}
		words[k] = coded{lo: lo, n: n}
		if err := words[k].read(chunks[k], into[lo:lo+n]); err != nil {
			return err
		}
	}
	if err := doubles(chunks[3], r.d.Value[lo:lo+n]); err != nil {
		return err
	}
	if r.d.Quantity == nil {
		return nil
	}
	return optional(chunks[4], r.d.Quantity[lo:lo+n])
}

// pages visits the pages of a column.
func pages(chunk parquet.ColumnChunk, visit func(parquet.Page) error) error {
	p := chunk.Pages()
	defer p.Close()
	for {
		page, err := p.ReadPage()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		err = visit(page)
		parquet.Release(page)
		if err != nil {
			return err
		}
	}
}

var errShort = fault.Errorf("a column has another number of values than rows")

// read takes the positions of a dictionary; a column is written with one throughout.
func (c *coded) read(chunk parquet.ColumnChunk, into []int32) error {
	at := 0
	err := pages(chunk, func(p parquet.Page) error {
		words := p.Dictionary()
		if words == nil {
			return fault.Errorf("a column of text has no dictionary")
		}
		if c.words == nil {
			for i := range words.Len() {
				c.words = append(c.words, words.Index(int32(i)).String())
			}
		}
		data := p.Data()
		list := data.Int32()
		if at+len(list) > len(into) {
			return errShort
		}
		for _, x := range list {
			if int(x) >= len(c.words) || x < 0 {
				return fault.Errorf("a value is outside its dictionary")
			}
		}
		at += copy(into[at:], list)
		return nil
	})
	if err == nil && at != len(into) {
		return errShort
	}
	return err
}

func doubles(chunk parquet.ColumnChunk, into []float64) error {
	at := 0
	err := pages(chunk, func(p parquet.Page) error {
		data := p.Data()
		list := data.Double()
		if at+len(list) > len(into) {
			return errShort
		}
		at += copy(into[at:], list)
		return nil
	})
	if err == nil && at != len(into) {
		return errShort
	}
	return err
}

// optional takes values that may be missing: NaN.
func optional(chunk parquet.ColumnChunk, into []float64) error {
	at := 0
	err := pages(chunk, func(p parquet.Page) error {
		data := p.Data()
		levels, list := p.DefinitionLevels(), data.Double()
		if at+len(levels) > len(into) {
			return errShort
		}
		known := 0
		for _, l := range levels {
			known += int(l & 1)
		}
		if known != len(list) {
			return errShort
		}
		part := into[at : at+len(levels)]
		at += len(levels)
		if known == len(part) {
			copy(part, list)
			return nil
		}
		next := 0
		for i, l := range levels {
			if l&1 == 0 {
				part[i] = math.NaN()
				continue
			}
			part[i] = list[next]
			next++
		}
		return nil
	})
	if err == nil && at != len(into) {
		return errShort
	}
	return err
}

// join gives the codes of all groups one order.
func (r *reader) join(words [][3]coded) {
	r.d.Economies = r.together(words, []int{0, 1}, [][]int32{r.d.From, r.d.To})
	r.d.Products = r.together(words, []int{2}, [][]int32{r.d.Product})
}

func (r *reader) together(words [][3]coded, columns []int, into [][]int32) []string {
	seen := map[string]bool{}
	for i := range words {
		for _, k := range columns {
			for _, w := range words[i][k].words {
				seen[w] = true
			}
		}
	}
	var all []string
	for w := range seen {
		all = append(all, w)
	}
	slices.Sort(all)
	for i := range words {
		for j, k := range columns {
			c := words[i][k]
			place := make([]int32, len(c.words))
			for w, word := range c.words {
				at, _ := slices.BinarySearch(all, word)
				place[w] = int32(at)
			}
			for at := c.lo; at < c.lo+c.n; at++ {
				into[j][at] = place[into[j][at]]
			}
		}
	}
	return all
}
