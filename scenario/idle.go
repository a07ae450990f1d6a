package scenario

import (
	"strings"

	"ikat/counterfactual"
)

// Idle is a name in a list of a change that nothing of the change touches: the others give the answer, and a reader
// would take it for that of all.
type Idle struct{ Field, Name string }

// idle tells at.Idle which of the names of a change touch nothing. moves reports whether the change has moved
// something in a selection.
func (s *File) idle(b *counterfactual.Baseline, path string, c Change, at Prices, moves func(Selection) bool) {
	if at.Idle == nil {
		return
	}
	alone := func(field string, names Texts, with ...func(*Change, Texts)) {
		if len(names) < 2 {
			return
		}
		for _, name := range names {
			hit := strings.HasPrefix(name, "!") // takes others away
			for _, set := range with {
				one := c
				set(&one, Texts{name})
				sel, err := s.Select(b, path, one)
				hit = hit || err != nil || moves(sel)
			}
			if !hit {
				at.Idle(Idle{field, name})
			}
		}
	}
	alone("exporter", c.Exporter, func(c *Change, n Texts) { c.Exporter = n })
	alone("importer", c.Importer, func(c *Change, n Texts) { c.Importer = n })
	alone("economy", c.Economy, func(c *Change, n Texts) { c.Economy = n })
	alone("industry", c.Industry, func(c *Change, n Texts) { c.Industry = n })
	alone("between", c.Between,
		func(one *Change, n Texts) { one.Exporter, one.Importer, one.Between = n, c.Between, nil },
		func(one *Change, n Texts) { one.Exporter, one.Importer, one.Between = c.Between, n, nil })
}
