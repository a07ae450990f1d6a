package find

import (
	"context"

	"ikat/fault"
	"ikat/tablefile"
	"ikat/tablefile/arrange"
	"ikat/tablefile/rdata"
	"ikat/tablefile/resaved"
	"ikat/tablefile/stata"
	"ikat/tablefile/xlsx"
)

// views lists the ways to see a single file as another: what is packed again, the sheets of a workbook, the data
// frames of R's files and Stata's data sets as text, text with other separators in the usual form.
func views(ctx context.Context, src *tablefile.Source) ([]child, error) {
	switch {
	case src.Files == nil && src.Packed():
		return []child{{how: "packed again", of: inside}}, nil
	case src.Files == nil && rdata.Is(src.Head):
		return objects(ctx, src)
	case src.Files == nil && stata.Is(src.Head):
		return []child{{how: "a data set of Stata", of: stata.Text}}, nil
	case src.Files == nil:
		return seen(ctx, src)
	}
	w, err := xlsx.Open(ctx, src)
	if err != nil {
		return nil, err
	}
	var list []child
	for i, name := range w.Sheets {
		list = append(
			list,
			child{
				name:   name,
				how:    fault.Say("the sheet %s", name),
				unseen: w.Hidden(i),
				of: func(_ context.Context, src *tablefile.Source) (*tablefile.Source, error) {
					return xlsx.Text(src, i)
				},
			},
		)
	}
	return list, nil
}

// seen is a text as its publisher would have written it, or with its rows and columns in their usual order.
func seen(ctx context.Context, src *tablefile.Source) ([]child, error) {
	for _, as := range []func(context.Context, *tablefile.Source) (*tablefile.Source, string, error){
		resaved.View, arrange.View,
	} {
		view, how, err := as(ctx, src)
		if err != nil {
			return nil, err
		}
		if view != nil {
			return []child{{how: how, of: func(ctx context.Context, src *tablefile.Source) (*tablefile.Source, error) {
				view, _, err := as(ctx, src)
				return view, err
			}}}, nil
		}
	}
	return nil, nil
}

func inside(_ context.Context, src *tablefile.Source) (*tablefile.Source, error) { return src.Inside() }

// objects lists the tables in one of R's files: those in parts, or else each data frame and matrix.
func objects(ctx context.Context, src *tablefile.Source) (list []child, err error) {
	if list, _, err = inParts(ctx, src); err != nil || len(list) > 0 {
		return list, err
	}
	found, err := rdata.List(ctx, src)
	if err != nil {
		return nil, err
	}
	for _, o := range found {
		alone := len(found) == 1
		c := child{
			name: o.Name,
			how:  fault.Say("the object %s of R", o.Name),
			of: func(_ context.Context, s *tablefile.Source) (*tablefile.Source, error) {
				return rdata.Text(s, o, alone)
			},
		}
		if alone {
			c.name = ""
		}
		if o.Name == "" {
			c.how = "an object of R"
		}
		list = append(list, c)
	}
	return list, nil
}
