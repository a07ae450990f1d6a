package trade

import (
	"slices"
	"strings"

	"ikat/result"
)

// markAssumed adds to rows about economies or links whose border procedures before the change are assumed, not data:
// of a link its export and import side, of an economy its own. Nothing where none is, or where no change starts from
// procedures.
func (m *simulation) markAssumed(f *result.Frame) {
	if m.at == nil || len(m.at.Filled.Assumed) == 0 {
		return
	}
	sides := []struct{ column, says string }{{"exporter", "export"}, {"importer", "import"}}
	last := "importer"
	if f.Column(last) == nil {
		sides, last = []struct{ column, says string }{{"economy", "export and import"}}, "economy"
	}
	if f.Column(last) == nil {
		return
	}
	assumed := make([]string, f.Rows())
	for row := range assumed {
		var said []string
		for _, s := range sides {
			code, _, _ := strings.Cut(f.Column(s.column).Text(row), "/")
			if slices.Contains(m.at.Filled.Assumed, code) {
				said = append(said, s.says)
			}
		}
		assumed[row] = strings.Join(said, " and ")
	}
	marked := &result.Frame{}
	marked.Text("assumed", "Assumed", assumed).Definition =
		"sides whose border procedures before the change are assumed, not data; none where blank"
	f.Columns = append(f.Columns, marked.Columns...)
}
