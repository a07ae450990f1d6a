package oecd

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"ikat/fault"
	"ikat/icio"
	"ikat/tablefile"
)

// maxListed bounds the members looked at; the longest edition has 29 years.
const maxListed = 1000

// csvMembers lists the CSV files at the top of a folder or an archive, or one folder down.
func csvMembers(src *tablefile.Source) []string {
	var names []string
	for _, pattern := range []string{"*", "*/*"} {
		found, err := fs.Glob(src.Files, pattern)
		if err != nil {
			continue
		}
		for _, name := range found {
			lower := strings.ToLower(strings.TrimSuffix(strings.ToLower(name), ".gz"))
			hidden := strings.HasPrefix(path.Base(name), ".") || strings.HasPrefix(name, "__MACOSX/")
			if strings.HasSuffix(lower, ".csv") && !hidden && len(names) < maxListed {
				names = append(names, name)
			}
		}
	}
	return names
}

// detectArchive looks for members in the layout's usual form of distribution: a year a file.
func detectArchive(src *tablefile.Source) tablefile.Match {
	names := csvMembers(src)
	if len(names) == 0 {
		return tablefile.Match{Saw: "expected a CSV file, or a folder or zip archive of them"}
	}
	sub, err := src.Sub(names[0])
	if err != nil {
		return tablefile.Match{Saw: "expected CSV files; " + names[0] + " cannot be read"}
	}
	m := Format{}.Detect(sub)
	m.Saw = names[0] + ": " + m.Saw
	return m
}

// readArchive reads the one table of a folder or an archive of tables that the options' year picks.
func readArchive(ctx context.Context, src *tablefile.Source, opt tablefile.Options) (*icio.Table, error) {
	names := csvMembers(src)
	var fitting []string
	for _, name := range names {
		if _, year := tablefile.NameYear(name); opt.Year == 0 || year == opt.Year {
			fitting = append(fitting, name)
		}
	}
	bad := func(what, why, fix string) (*icio.Table, error) {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: src.Name, What: what, Why: why, Fix: fix}
	}
	list := strings.Join(names[:min(len(names), 8)], ", ")
	switch {
	case len(names) == 0:
		return bad("there is no CSV file in it", "A table in CSV form was expected", "")
	case len(fitting) == 0:
		return bad(fmt.Sprintf("no file in it has the year %d in its name", opt.Year), "It holds "+list, "Name one of these years")
	case len(fitting) > 1:
		return bad(fmt.Sprintf("%d tables are in it", len(fitting)), "One at a time can be read, of "+list, "Name a year")
	}
	sub, err := src.Sub(fitting[0])
	if err != nil {
		return nil, err
	}
	defer sub.Close()
	return Format{}.Read(ctx, sub, opt)
}
