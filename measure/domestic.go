package measure

import (
	"slices"
	"strings"
)

// A national table has an economy's own flows, its imports by product and its exports, and nothing of what others make
// and use. A measure's Domestic names the columns that such a table determines in the rows about that economy; the test
// finds them in drawn worlds that share a national table.

// Determines reports whether a national table determines a column of a query that Check has accepted.
func (m *Measure) Determines(q Query, column string) bool {
	if m.Domestic == nil {
		return false
	}
	return slices.ContainsFunc(m.Domestic(q), func(name string) bool {
		prefix, any := strings.CutSuffix(name, "*")
		return name == column || any && strings.HasPrefix(column, prefix)
	})
}

// always are the same columns at every level and with all options.
func always(columns ...string) func(Query) []string { return func(Query) []string { return columns } }

// bmAtHome: what is counted at other borders than the exporter's own depends on others; so does what is counted last,
// or apart for each row, but for the total of domestic value added.
func bmAtHome(q Query) []string {
	byIndustry := q.Level == BySector.ID || q.Level == ByBilateralSector.ID
	switch first := q.Option("approach") == "source"; {
	case first && q.Option("perspective") == "exporter":
		return []string{"gexp", "dva", "gvcb"}
	case byIndustry && (!first || q.Option("perspective") == "self"):
		return []string{"gexp"}
	}
	return []string{"gexp", "dva"}
}

func myAtHome(q Query) []string {
	switch q.Option("perimeter") {
	case "country":
		return []string{"gexp", "dva"}
	case "world":
		return []string{"gexp", "dva", "fva"}
	}
	return []string{"gexp"}
}

func lengthAtHome(q Query) []string {
	if q.Level == sectorLevel.ID {
		return []string{"plv_d", "gvcpt_b"}
	}
	return []string{"plv_d"}
}

func multipliersAtHome(q Query) []string {
	switch out := []string{"output_domestic", "va_domestic", "import_content", "domestic_*"}; {
	case q.Option("extract") != "": // who loses abroad, and what comes back from there
		return nil
	case q.Level == sectorLevel.ID:
		return out
	case q.Level == economyLevel.ID:
		return append(out, "va_lost")
	}
	return nil
}

func tivaDomestic(q Query) []string {
	traded := []string{"exgr", "exgr_ddc", "exgr_idc", "imgr", "imgr_fnl", "imgr_int", "balgr"}
	own := append(traded, "prod", "va", "fd_va", "dom", "dom_fnl", "dom_int")
	switch q.Level {
	case BySector.ID:
		return own
	case ByBilateral.ID:
		return append(traded, "balvafd")
	}
	return append(own, "balvafd")
}
