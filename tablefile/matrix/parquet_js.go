package matrix

import (
	"bytes"
	"context"

	"ikat/fault"
	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/grid"
)

// The library that reads Parquet is too large for the edition that a browser loads.

func isParquet(src *tablefile.Source) bool {
	return src.Files == nil && bytes.HasPrefix(src.Head, []byte("PAR1"))
}

func detectFlows(*tablefile.Source) tablefile.Match {
	return tablefile.Match{Sure: tablefile.Layout, Saw: "a Parquet file"}
}

func readFlows(_ context.Context, src *tablefile.Source, _ tablefile.Options) (*icio.Table, error) {
	return nil, noParquet(src.Name)
}

func readParquet(_ context.Context, _ *grid.Members, name string, _, _ int) ([]float64, error) {
	return nil, noParquet(name)
}

func noParquet(name string) error {
	return &fault.Error{Kind: fault.Unreadable, Where: name, What: "Parquet files are not read in the browser",
		Fix: "Save it as CSV or NPZ, or ask the ikat of a machine"}
}
