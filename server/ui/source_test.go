package ui

import (
	"strings"
	"testing"
)

func TestSourceTablesAsPrintedAndBeside(t *testing.T) {
	s := newSite(t)
	body := readable(t, s, "/source-tables")
	for _, want := range []string{
		"all of table 12 and all 240 of table 14 are the ones printed",
		`data-value="33332">33,332<`,                   // ASEAN4 to China, parts
		`data-value="948.5">948.5<`, "913.30", ">642<", // the average, taken again, and what is left
		"22.29 million", "85 to 127.5 million", "could rise to 50 per cent",
		"99.7", "74.0", "63.1",
		"ikat source 15 --table apx/2008",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	total := readable(t, s, address("/source-tables", "goods", "total"))
	if !strings.Contains(total, `data-value="1133">1,133<`) || strings.Contains(total, `data-value="33332"`) {
		t.Error("the rows are not those of the goods chosen")
	}
	one := readable(t, s, "/source-tables?industry=c14")
	if !strings.Contains(one, "ikat source 15 --table apx/2008 --industry c14") ||
		!strings.Contains(one, "Machinery is c14") {
		t.Error("the industries chosen are not taken")
	}
	if w := get(s, "/source-tables?industry=nothing"); w.Code != 200 {
		t.Errorf("an industry of another table gives %d", w.Code)
	}
}
