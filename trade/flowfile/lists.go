package flowfile

import (
	"bufio"
	"cmp"
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"ikat/tablefile"
)

// lists are the files that publishers put beside flows: which economies codes stand for, and which products there are.
type lists struct {
	economies map[string]listed
	products  map[string]string // names by code; nil where there is no list
}

type listed struct{ iso, name string }

// beside reads the lists that lie beside a file, as CEPII packs them: country_codes*.csv, and product_codes_HSxx*.csv
// of the same edition.
func beside(ctx context.Context, path string) (*lists, error) {
	out := &lists{}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return out, nil // an archive's member has no folder
	}
	edition := strings.ToUpper(inName.FindString(filepath.Base(path)))
	version := inVersion.FindString(path)
	slices.SortStableFunc(entries, func(a, b os.DirEntry) int { // the list of the file's own version first
		return strings.Compare(inVersion.FindString(b.Name()), inVersion.FindString(a.Name()))
	})
	slices.SortStableFunc(entries, func(a, b os.DirEntry) int {
		return cmp.Compare(
			bit(inVersion.FindString(b.Name()) == version),
			bit(inVersion.FindString(a.Name()) == version),
		)
	})
	for _, e := range entries {
		name := strings.ToLower(e.Name())
		full := filepath.Join(filepath.Dir(path), e.Name())
		switch {
		case e.IsDir() || !strings.HasSuffix(name, ".csv"):
		case strings.HasPrefix(name, "country_codes"):
			err = out.readEconomies(ctx, full)
		case edition != "" && strings.HasPrefix(name, "product_codes_"+strings.ToLower(edition)):
			err = out.readProducts(ctx, full)
		}
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

var inVersion = regexp.MustCompile(`V\d{6}[a-z]?`)

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (o *lists) readEconomies(ctx context.Context, path string) error {
	return each(ctx, path, func(header []string, cells [][]byte) {
		at := func(names ...string) string {
			i := slices.IndexFunc(header, func(h string) bool { return slices.Contains(names, h) })
			if i < 0 || i >= len(cells) {
				return ""
			}
			return readable(cells[i])
		}
		code := at("country_code")
		if o.economies == nil {
			o.economies = map[string]listed{}
		}
		if _, known := o.economies[code]; code == "" || known {
			return
		}
		iso := at("country_iso3", "iso_3digit_alpha")
		if iso == "N/A" || iso == "NULL" {
			iso = ""
		}
		o.economies[code] = listed{iso, at("country_name", "country_name_full")}
	})
}

func (o *lists) readProducts(ctx context.Context, path string) error {
	return each(ctx, path, func(header []string, cells [][]byte) {
		if o.products == nil {
			o.products = map[string]string{}
		}
		if _, known := o.products[readable(cells[0])]; known {
			return
		}
		if code := readable(cells[0]); len(header) > 1 && header[0] == "code" && len(cells) > 1 && code != "" {
			if len(code) == 5 && strings.Trim(code, "0123456789") == "" {
				code = "0" + code
			}
			o.products[code] = readable(cells[1])
		}
	})
}

// each calls take for every row of a small list.
func each(ctx context.Context, path string, take func(header []string, cells [][]byte)) error {
	src, err := tablefile.OpenPath(path)
	if err != nil {
		return err
	}
	defer src.Close()
	stream, err := src.Open(ctx)
	if err != nil {
		return err
	}
	defer stream.Close()
	l := &lines{in: bufio.NewReaderSize(stream, mostLine), separator: separator(src.Head)}
	first, err := l.next()
	if err != nil {
		return nil //nolint:nilerr // an empty list lists nothing
	}
	header := lower(first)
	for {
		cells, err := l.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return (&collector{file: filepath.Base(path)}).broken(l, err)
		}
		take(header, cells)
	}
}
