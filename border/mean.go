package border

// combine makes one record of several: f of each figure, also of what a method tells apart where all records do. f gets
// the records' figures in order.
func combine(name string, rs []Record, f func(v []float64) float64) Record {
	of := func(get func(Record) float64) float64 {
		v := make([]float64, len(rs))
		for i, r := range rs {
			v[i] = get(r)
		}
		return f(v)
	}
	side := func(get func(Record) Procedure) Procedure {
		return Procedure{
			Documents: of(func(r Record) float64 { return get(r).Documents }),
			Days:      of(func(r Record) float64 { return get(r).Days }),
			Cost:      of(func(r Record) float64 { return get(r).Cost }),
		}
	}
	parts := func(get func(Record) *Compliance) *Compliance {
		for _, r := range rs {
			if get(r) == nil {
				return nil
			}
		}
		return &Compliance{
			BorderHours:   of(func(r Record) float64 { return get(r).BorderHours }),
			DocumentHours: of(func(r Record) float64 { return get(r).DocumentHours }),
			BorderCost:    of(func(r Record) float64 { return get(r).BorderCost }),
			DocumentCost:  of(func(r Record) float64 { return get(r).DocumentCost }),
		}
	}
	return Record{
		Economy:     name,
		Name:        name,
		Export:      side(func(r Record) Procedure { return r.Export }),
		Import:      side(func(r Record) Procedure { return r.Import }),
		ExportParts: parts(func(r Record) *Compliance { return r.ExportParts }),
		ImportParts: parts(func(r Record) *Compliance { return r.ImportParts }),
	}
}

// mean is the mean of some records, by weights; nil for the same weight each.
func mean(name string, rs []Record, weights []float64) Record {
	return combine(name, rs, func(v []float64) float64 {
		var sum, all float64
		for i, x := range v {
			w := 1.0
			if weights != nil {
				w = weights[i]
			}
			sum += w * x
			all += w
		}
		return sum / all
	})
}
