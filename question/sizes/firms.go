package sizes

import (
	"context"
	"os"
	"slices"
	"strings"

	"ikat/fault"
	"ikat/known"
	"ikat/leontief"
	"ikat/result"
	"ikat/sme"
	"ikat/tablefile"
)

// Firms is an economy's split as other questions use it: who stands behind flows.
type Firms struct {
	Split *sme.Split
	Stats sme.Statistics
}

// EveryWith returns the splits of all economies of a table that have statistics, and says which could not be split.
func EveryWith(ctx context.Context, s *leontief.System, files []string) (map[string]*Firms, []result.Note, error) {
	all, err := Statistics(files)
	if err != nil {
		return nil, nil, err
	}
	return Every(ctx, s, all)
}

// Every is EveryWith for given statistics.
func Every(ctx context.Context, s *leontief.System, all sme.Statistics) (map[string]*Firms, []result.Note, error) {
	out := map[string]*Firms{}
	var notes []result.Note
	for _, code := range all.Economies() {
		if !slices.Contains(s.Codes(), code) {
			continue
		}
		stats, err := all.Of(code)
		if err != nil {
			return nil, nil, err
		}
		if !slices.ContainsFunc(stats, func(one sme.Statistic) bool { return one.Indicator == sme.Exports }) {
			notes = append(notes, result.NewNote("firms.no-exports", "small and medium firms of {economy} are left out: nobody "+
				"publishes how its exports are split by firm size, so there is a range and no point (ikat sme {economy})",
				"economy", code))
			continue
		}
		split, err := Of(ctx, s, code, stats)
		switch {
		case fault.KindOf(err) == fault.Canceled:
			return nil, nil, err
		case err != nil:
			notes = append(notes, Disagree(code, s.Table.Ref()))
		default:
			out[code] = &Firms{split, stats}
		}
	}
	return out, notes, nil
}

// ForFirms returns the economy of an outcome such as sme:KOR.
func ForFirms(name string) (economy string, ok bool) { return strings.CutPrefix(name, "sme:") }

// LeftOut is the key of the warning that an economy's statistics do not agree with the table.
const LeftOut = "firms.left-out"

// Statistics returns the embedded statistics with those of the files in their place.
//
// Error: fault.Unreadable with file and line.
func Statistics(files []string) (sme.Statistics, error) {
	out := known.Statistics()
	for _, path := range files {
		f, err := os.Open(path)
		if err != nil {
			return nil, tablefile.OpenError(path, err)
		}
		own, err := sme.ReadStatistics(f, path)
		f.Close()
		if err != nil {
			return nil, err
		}
		out = out.With(own)
	}
	return out, nil
}

// Of returns the point estimate of an economy's split.
func Of(ctx context.Context, s *leontief.System, code string, stats sme.Statistics) (*sme.Split, error) {
	economy, err := sme.NewEconomy(s, code)
	if err != nil {
		return nil, err
	}
	shares, err := sme.PointShares(economy, stats)
	if err != nil {
		return nil, err
	}
	return sme.NewSplit(ctx, economy, shares)
}
