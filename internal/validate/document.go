package validate

import (
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"

	"ikat/question/chapter"
	"ikat/result"
)

func init() { Checks = append(Checks, machineryTrade()) }

// manufactures is bilateral trade in manufactures, 1990 and 2006 among its years.
const manufactures = "products/agtpa_bilateral_manufacturing.csv.gz"

// machineryTrade compares table 15 of the source document with trade in manufactures. Exports of China and Japan within
// East Asia were nearly all manufactures; those of the others were not, and stand in docs/methods/source.md.
func machineryTrade() Check {
	return Check{Name: "Table 15 of the source document: where China and Japan sell within East Asia, beside trade in " +
		"manufactures",
		Needs: []string{manufactures}, Run: func(ctx context.Context, w *World) ([]Row, error) {
			folder, err := os.MkdirTemp("", "ikat-validate-")
			if err != nil {
				return nil, err
			}
			defer os.RemoveAll(folder)
			path := filepath.Join(folder, "manufactures.csv")
			if err := plainFlows(w.Path(manufactures), path); err != nil {
				return nil, err
			}
			f, err := chapter.Beside(ctx, w.Engine, chapter.Request{Number: 15, Trade: []string{path + "/*"}}, nil)
			if err != nil {
				return nil, err
			}
			return besidePrinted(f), nil
		}}
}

// besidePrinted are the shares of the total of exporters that sell manufactures, within six points: other goods, a year
// later, other reporters.
func besidePrinted(f *result.Frame) []Row {
	var rows []Row
	for i := range f.Rows() {
		from, to := f.Column("exporter").Text(i), f.Column("importer").Text(i)
		if f.Column("goods").Text(i) != "total" || from != "China" && from != "Japan" || to == "East Asia" {
			continue
		}
		for _, c := range []struct{ printed, here, year string }{{"share_1990", "share_first", "1990"},
			{"share_2005", "share_last", "2005, trade of 2006"}} {
			rows = append(rows, Row{"Ando, Kimura (2007), as printed in table 15",
				fmt.Sprintf("per cent of exports within East Asia, %s to %s, %s", from, to, c.year),
				f.Column(c.printed).Floats[i], f.Column(c.here).Floats[i], 6})
		}
	}
	return rows
}

// plainFlows writes exporter, importer, year, value as a file of trade of one product; what is sold at home is left
// out.
func plainFlows(from, to string) error {
	all, err := readCSV(from)
	if err != nil {
		return err
	}
	f, err := os.Create(to)
	if err != nil {
		return err
	}
	defer f.Close()
	out := csv.NewWriter(f)
	_ = out.Write([]string{"exporter", "importer", "product", "year", "value"})
	for _, r := range all[1:] {
		if r[0] != r[1] {
			_ = out.Write([]string{r[0], r[1], "manufactures", r[2], r[3]})
		}
	}
	out.Flush()
	return out.Error()
}
