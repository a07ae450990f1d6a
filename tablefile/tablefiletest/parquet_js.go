package tablefiletest

var parquet []Export
