// Command indicators makes the data that ikat carries without a table: published indicators, border tables, statistics
// of small firms, and the prior of estimated tables. It checks the figures before it rounds them, fails where a check
// fails, and writes what it checked beside them.
//
// It reads the folder ../shared/data, or with -upstream, for the indicators, a checkout of ksreyes/mrio-processing at
// the commit that indicators.ADB names.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	data := flag.String("data", "../shared/data", "folder with the published figures")
	upstream := flag.String("upstream", "", "checkout of ksreyes/mrio-processing to read the indicators from")
	root := flag.String("root", ".", "the project's root, into which files are written")
	flag.Parse()
	for _, step := range []func(data, upstream, root string) error{writeIndicators, writePrior, writeQuality,
		writeBorders, writeFirms} {
		if err := step(*data, *upstream, *root); err != nil {
			fmt.Fprintln(os.Stderr, "indicators:", err)
			os.Exit(1)
		}
	}
}

// write puts a file below the project's root and says how large it is.
func write(root, name string, content []byte) error {
	fmt.Printf("%8d  %s\n", len(content), name)
	return os.WriteFile(filepath.Join(root, filepath.FromSlash(name)), content, 0o644)
}
