// Package examples holds the files of this folder, so that the program can show them.
package examples

import "embed"

// Files are the scenarios, bills of materials and rival offers.
//
//go:embed *.yaml
var Files embed.FS
