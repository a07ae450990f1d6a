package flowstore

import (
	"context"
	"io"
	"os"

	"ikat/fault"
	"ikat/trade"
)

// The library that reads and writes Parquet is too large for the edition that a browser loads: it keeps no flows.

func noParquet() error {
	return &fault.Error{Kind: fault.Unwritable, What: "trade by product is not kept in the browser",
		Fix: "Ask the ikat of a machine, or choose the exports of the table"}
}

// Write refuses.
func Write(io.Writer, *trade.Data) error { return noParquet() }

// ReadFile refuses.
func ReadFile(context.Context, string) (*trade.Data, error) { return nil, noParquet() }

// ReadValues refuses.
func ReadValues(context.Context, string) (*trade.Data, error) { return nil, noParquet() }

func about(*os.File, int64) (*described, error) { return nil, noParquet() }
