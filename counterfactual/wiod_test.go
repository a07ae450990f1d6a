package counterfactual_test

import (
	"testing"

	"ikat/counterfactual"
	"ikat/icio"
	"ikat/internal/shareddata"
	"ikat/tablefile"
	"ikat/tablefile/oecd"
)

func wiod(t testing.TB) *icio.Table {
	src, err := tablefile.OpenPath(shareddata.Path(t, "wiod2013/wiod2013_2008.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	tab, err := oecd.Format{}.Read(t.Context(), src, tablefile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

// wiodTheta are the elasticities of Caliendo and Parro by WIOD industry, services 5.
func wiodTheta() []float64 {
	theta := []float64{8.11, 15.72, 2.55, 5.56, 5.56, 10.83, 9.07, 51.08, 4.75, 1.66, 2.76, 7.99, 1.52, 10.6, 0.37, 5}
	for len(theta) < 35 {
		theta = append(theta, 5)
	}
	return theta
}

// lowerGoodsCosts divides the cost of every international delivery of goods (the first 16 industries) by 1.05.
func lowerGoodsCosts(b *counterfactual.Baseline) counterfactual.Shock {
	s := counterfactual.Shock{Iceberg: make([]float64, b.Links())}
	G := b.G()
	for at := range s.Iceberg {
		s.Iceberg[at] = 1
		if j, n, i := at/(G*G), at/G%G, at%G; j < 16 && n != i {
			s.Iceberg[at] = 1 / 1.05
		}
	}
	return s
}
