package measure

import (
	"context"
	"math"
	"testing"

	"ikat/internal/randtable"
	"ikat/leontief"
	"ikat/result"

	"pgregory.net/rapid"
)

// What is computed for one exporter is its rows of the measures of all, on random tables with and without a group.
func TestOneExporter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := randtable.Draw(t)
		opt := leontief.Options{}
		if len(table.Economies) > 2 && rapid.Bool().Draw(t, "group") {
			opt.Groups = []leontief.Group{{Code: "PAIR", Members: table.Economies[:2]}}
		}
		s, err := leontief.New(table, opt)
		if err != nil {
			t.Fatal(err)
		}
		ctx := context.Background()
		rows := func(id, level string) *result.Frame {
			m, err := Find(id)
			if err != nil {
				t.Fatal(err)
			}
			f, err := m.Run(ctx, s, Query{Level: level})
			if err != nil {
				t.Skip(err)
			}
			return f
		}
		bm, origin, users, buyers := rows("bm", "country"), rows("va-origin", "country"), rows("va-final", "country"),
			rows("exports", "bilateral")
		gross, gvc, err := Participation(ctx, s)
		if err != nil {
			t.Fatal(err)
		}
		size := 0.0
		for _, x := range s.X {
			size += math.Abs(x)
		}
		same := func(what string, got, want float64) {
			if !(math.Abs(got-want) <= 1e-12*size) {
				t.Fatalf("%s: %g, the measure says %g", what, got, want)
			}
		}
		for p, part := range s.Parts {
			o, err := ExportsOf(ctx, s, p)
			if err != nil {
				t.Fatal(err)
			}
			for name, of := range map[string][]float64{"gexp": o.Gross, "dc": o.Domestic, "fc": o.Foreign, "gvc": o.GVC,
				"gvcb": o.Backward, "vax": o.Abroad} {
				total := 0.0
				for _, v := range of {
					total += v
				}
				same(part.Code+" "+name, total, bm.Column(name).Floats[p])
			}
			same("gross exports of all", gross[p], bm.Column("gexp").Floats[p])
			same("participation of all", gvc[p], bm.Column("gvc").Floats[p])
			for q := range s.Parts {
				for _, side := range []struct {
					f        *result.Frame
					own, of  string
					computed []float64
					column   string
				}{{origin, "exporter", "source", o.Suppliers, "va"}, {users, "source", "absorber", o.Users, "va"},
					{buyers, "exporter", "importer", o.Buyers, "gexp"}} {
					for i := range side.f.Rows() {
						if side.f.Column(side.own).Text(i) == part.Code && side.f.Column(side.of).Text(i) == s.Parts[q].Code {
							same(side.of+" "+s.Parts[q].Code, side.computed[q], side.f.Column(side.column).Floats[i])
						}
					}
				}
			}
		}
	})
}
