package main

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"ikat/fault"
)

// keepsWhatItReads refuses to write an answer over a file, or an archive, that the same command reads: whoever names a
// table twice has slipped.
func keepsWhatItReads(c *cobra.Command, args []string) error {
	flag := c.Flags().Lookup("output")
	if flag == nil || !flag.Changed {
		return nil
	}
	path := typed(flag)[0]
	out, err := os.Stat(path)
	if err != nil || !out.Mode().IsRegular() {
		return nil
	}
	named := append([]string(nil), args...)
	c.Flags().Visit(func(f *pflag.Flag) {
		if f != flag {
			named = append(named, typed(f)...)
		}
	})
	for _, text := range named {
		for _, name := range append(strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == '=' }), text) {
			if !strings.ContainsAny(name, `./\`) { // a word, such as the name of a measure
				continue
			}
			if in := nearestThere(name); in != nil && os.SameFile(in, out) {
				return &fault.Error{Kind: fault.Invalid, Where: "--output " + path, What: "this command reads that file",
					Why: "The answer would take its place", Fix: "Name another file"}
			}
		}
	}
	return nil
}

// typed is what the user gave a flag.
func typed(f *pflag.Flag) []string {
	switch v := f.Value.(type) {
	case *flagValue:
		return v.values
	case pflag.SliceValue:
		return v.GetSlice()
	}
	return []string{f.Value.String()}
}

// nearestThere is the file at a path, or the one that the path leads into, such as an archive; nil where there is none.
func nearestThere(path string) os.FileInfo {
	for ; path != ""; path = strings.TrimSuffix(filepath.Dir(path), string(filepath.Separator)) {
		if info, err := os.Stat(path); err == nil {
			return info
		}
		if path == filepath.Dir(path) || !strings.ContainsRune(path, filepath.Separator) {
			break
		}
	}
	return nil
}
