//go:build !js

package export

// large are the formats whose libraries are too large for the edition that a browser loads.
var large = []format{{"arrow", Arrow}, {"parquet", Parquet}, {"xlsx", XLSX}}
