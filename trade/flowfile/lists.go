package flowfile

import (
	"bufio"
	"cmp"
	"context"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"ikat/tablefile"
	"ikat/trade/hs"
)

// lists are the files that publishers put beside flows: which economies codes stand for, and which products there are.
type lists struct {
	economies map[string]listed
	products  map[string]string // names by code; nil where there is no list
}

type listed struct{ iso, name string }

// isList recognises CEPII's lists by a name in lower case: country_codes*.csv, product_codes_HSxx*.csv, packed or not.
func isList(name string) bool {
	return (strings.HasSuffix(name, ".csv") || strings.HasSuffix(name, ".csv.gz")) &&
		(strings.HasPrefix(name, "country_codes") || strings.HasPrefix(name, "product_codes"))
}

// beside reads the lists that lie beside a file, in its folder or its archive, as CEPII packs them; of products that of
// the same edition.
func beside(ctx context.Context, src *tablefile.Source) (*lists, error) {
	out := &lists{}
	names := slices.DeleteFunc(src.Around(), func(name string) bool { return !isList(strings.ToLower(name)) })
	base := filepath.Base(src.TextName())
	edition, version := strings.ToUpper(hs.InName(base)), inVersion.FindString(base)
	slices.SortStableFunc(names, func(a, b string) int { // the list of the file's own version first, then the newest
		v, w := inVersion.FindString(a), inVersion.FindString(b)
		return cmp.Or(cmp.Compare(bit(w == version), bit(v == version)), strings.Compare(w, v))
	})
	for _, name := range names {
		take := out.readEconomies
		if kind := strings.ToLower(name); !strings.HasPrefix(kind, "country_codes") {
			if edition == "" || !strings.HasPrefix(kind, "product_codes_"+strings.ToLower(edition)) {
				continue
			}
			take = out.readProducts
		}
		list, err := src.Beside(name)
		if err != nil {
			return nil, err
		}
		err = take(ctx, list)
		list.Close()
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

func (o *lists) readEconomies(ctx context.Context, src *tablefile.Source) error {
	return each(ctx, src, func(header []string, cells [][]byte, _ int) {
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

func (o *lists) readProducts(ctx context.Context, src *tablefile.Source) error {
	return each(ctx, src, func(header []string, cells [][]byte, _ int) {
		if o.products == nil {
			o.products = map[string]string{}
		}
		at, called, ok := listColumns(header)
		if !ok || max(at, called) >= len(cells) {
			return
		}
		code, _ := listCode(readable(cells[at]), true)
		if _, known := o.products[code]; !known && code != "" {
			o.products[code] = readable(cells[called])
		}
	})
}

// each calls take for every row of a small list, with its line.
func each(ctx context.Context, src *tablefile.Source, take func(header []string, cells [][]byte, line int)) error {
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
			return (&collector{file: fullName(src)}).broken(l, err)
		}
		take(header, cells, l.line)
	}
}
