package validate

import "context"

// foreignValueAdded shows how far the foreign value added of Koopman, Wang and Wei is from what is counted once.
func foreignValueAdded() Check {
	return Check{
		Name:  "Foreign value added in world exports, 2008",
		Needs: []string{WIOD(2008)},
		Run: func(ctx context.Context, w *World) ([]Row, error) {
			share := func(id string, options map[string]string, columns ...string) (float64, error) {
				f, err := w.Ask(ctx, id, WIOD(2008), "country", options)
				if err != nil {
					return 0, err
				}
				exports, err := w.Ask(ctx, "exports", WIOD(2008), "country", nil)
				if err != nil {
					return 0, err
				}
				var x float64
				for _, c := range columns {
					x += Sum(f, c)
				}
				return 100 * x / Sum(exports, "gexp"), nil
			}
			biased, err := share("kww", nil, "fva_fin", "fva_int")
			if err != nil {
				return nil, err
			}
			first, err := share("bm", map[string]string{"perspective": "world"}, "fva")
			if err != nil {
				return nil, err
			}
			last, err := share("bm", map[string]string{"perspective": "world", "approach": "sink"}, "fva")
			if err != nil {
				return nil, err
			}
			const source = "Borin & Mancini (2019) method"
			return []Row{
				{"Koopman, Wang & Wei (2014) method", "kww, foreign value added, % of world exports", 19.16, biased, .005},
				{source, "bm, world perspective, source approach, %", 19.76, first, .005},
				{source, "bm, world perspective, sink approach, %", 19.76, last, .005},
			}, nil
		},
	}
}

func init() { Checks = append(Checks, foreignValueAdded()) }
