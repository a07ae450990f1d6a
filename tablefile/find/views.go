package find

import (
	"context"

	"ikat/tablefile"
	"ikat/tablefile/resaved"
	"ikat/tablefile/xlsx"
)

// views lists the ways to see a single file as another: the sheets of a workbook as text, text with other separators in the
// usual form.
func views(ctx context.Context, src *tablefile.Source) ([]child, error) {
	if src.Files == nil {
		view, how, err := resaved.View(ctx, src)
		if err != nil || view == nil {
			return nil, err
		}
		return []child{{how: how, of: func(ctx context.Context, src *tablefile.Source) (*tablefile.Source, error) {
			view, _, err := resaved.View(ctx, src)
			return view, err
		}}}, nil
	}
	w, err := xlsx.Open(ctx, src)
	if err != nil {
		return nil, err
	}
	var list []child
	for i, name := range w.Sheets {
		list = append(list, child{name: name, how: "the sheet " + name, of: func(_ context.Context, src *tablefile.Source) (*tablefile.Source, error) {
			return xlsx.Text(src, i)
		}})
	}
	return list, nil
}
