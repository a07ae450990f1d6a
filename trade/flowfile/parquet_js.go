package flowfile

import (
	"context"

	"ikat/fault"
	"ikat/tablefile"
)

// parquet refuses: the library that reads Parquet is too large for the edition that a browser loads.
func (c *collector) parquet(_ context.Context, src *tablefile.Source) error {
	return &fault.Error{Kind: fault.Unreadable, Where: src.Name, What: "Parquet files are not read in the browser",
		Fix: "Save it as CSV, or ask the ikat of a machine"}
}
