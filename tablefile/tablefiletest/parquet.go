//go:build !js

package tablefiletest

import (
	"ikat/store"
	"ikat/tablefile/matrix"
)

var parquet = []Export{{".parquet", store.WriteParquet, matrix.Format{}}}
