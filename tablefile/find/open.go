package find

import (
	"context"
	"path/filepath"
	"slices"

	"ikat/fault"
	"ikat/tablefile"
	"ikat/tablefile/rdata"
	"ikat/tablefile/xlsx"
)

// Open looks at a file or folder as tablefile.OpenPath does. A path may also lead to what a file is only seen to hold:
// a sheet of a workbook (tables.xlsx/Old), an object in a file of R.
//
// Error: what tablefile.OpenPath says.
func Open(ctx context.Context, name string) (*tablefile.Source, error) {
	src, err := tablefile.OpenPath(name)
	dir, base := filepath.Split(name)
	if fault.KindOf(err) != fault.NotFound || dir == "" || base == "" {
		return src, err
	}
	outer, missing := Open(ctx, filepath.Clean(dir))
	if missing != nil {
		return nil, err
	}
	if !xlsx.Is(outer) && !rdata.Is(outer.Head) {
		outer.Close()
		return nil, err
	}
	list, damaged := views(ctx, outer)
	if damaged != nil {
		outer.Close()
		return nil, damaged
	}
	i := slices.IndexFunc(list, func(c child) bool { return c.name == base })
	if i < 0 {
		outer.Close()
		return nil, err
	}
	sub, err := list[i].of(ctx, outer)
	if err != nil {
		outer.Close()
		return nil, err
	}
	sub.Hold(outer)
	return sub, nil
}
