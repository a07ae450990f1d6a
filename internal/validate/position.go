package validate

import "context"

// positions2008 compares participation, position and length with the reference results for WIOD 2008.
func positions2008() Check {
	files := []struct {
		name, id, level, source string
		compare                 Compare
	}{
		{"ref_tripartite_trade_country_2008.csv", "participation", "country", "numpy", Compare{Keys: 1, Floor: 1, Rename: map[string]string{"E": "gexp", "GVC_share": "gvc_share"}}},
		{"ref_tripartite_trade_bilateral_2008.csv", "participation", "bilateral", "numpy", Compare{Keys: 2, Floor: 1, Rename: map[string]string{"E": "gexp"}}},
		{"upstream_downstream_2008.csv", "position", "sector", "R", Compare{Keys: 2, Floor: 1, Rename: map[string]string{"X": ""}}},
		{"ref_wwyz_country_2008.csv", "length", "country", "numpy", Compare{Keys: 1, Floor: 1}},
	}
	needs := []string{WIOD(2008)}
	for _, f := range files {
		needs = append(needs, "golden2008/"+f.name)
	}
	return Check{Name: "Participation and position, World Input-Output Table 2008", Needs: needs, Run: func(ctx context.Context, w *World) ([]Row, error) {
		var rows []Row
		for i, f := range files {
			frame, err := w.Ask(ctx, f.id, WIOD(2008), f.level, nil)
			if err != nil {
				return nil, err
			}
			d, err := f.compare.File(w.Path(needs[i+1]), frame)
			if err != nil {
				return nil, err
			}
			rows = append(rows, d.Row(f.source, f.id+", "+f.level, goldenTolerance))
		}
		return rows, nil
	}}
}

func init() { Checks = append(Checks, positions2008()) }
