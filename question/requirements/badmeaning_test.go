package requirements_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/question/catalog"
)

// Files that can be read and mean nothing, or two things, are refused with the place.
func TestFilesThatMeanNothingAreRefused(t *testing.T) {
	const form = "requirement,answer,level,cost,days\nfirm:persons,45,,,\n"
	for _, c := range []struct {
		name, file string // of kinds
		replace    string // text of the good file, "" to replace all of it
		by         string
		says       string
	}{
		{"an unknown requirement", "firm.yaml", "", "persons: 45\nlacks:\n  - nope\n",
			"firm.yaml, line 3: there is no requirement"},
		{"a part for per cent", "firm.csv", "", form + "otd_95,,0.95,,\n", "firm.csv, line 3: otd_95 is 0.95"},
		{"a level beside no", "firm.csv", "", form + "lead_time,no,50,,\n", "firm.csv, line 3, column level"},
		{"an unknown fact", "firm.csv", "", form + "firm:colour,red,,,\n", "firm.csv, line 3: there is no field"},
		{"a fact twice", "firm.csv", "", form + "firm:persons,46,,,\n", "firm.csv, line 3, column requirement"},
		{"a decimal comma", "firm.csv", "", form + "lead_time,,90,\"1,5\",10\n", "firm.csv, line 3, column cost"},
		{"costs without a middle", "requirements.csv", "3000,8000,20000", "3000,,20000",
			"requirements.csv, line 2, column cost_small_central"},
		{"costs without source", "plan.yaml", "per_firm: 9000, source: judgement", "per_firm: 9000",
			": programme quality: "},
		{"a cost below nothing", "plan.yaml", "per_firm: 9000", "per_firm: -9000", ": programme quality: "},
		{"a slip in what a programme closes", "plan.yaml", "closes: [iso9001]", "closes: [iso90001]", "plan.yaml, line "},
		{"a slip in a firm's gaps", "plan.yaml", "gaps: [smeta]", "gaps: [SMETA]", "there is no requirement \"SMETA\""},
		{"no budget", "plan.yaml", "budget: 150000\n", "", "the plan: its budget is missing"},
		{"a firm without gaps", "plan.yaml", "gaps: [fire_building, smeta, wages_hours]", "gaps: []",
			": firm sewing-fire: it lacks nothing"},
		{"a gap twice", "plan.yaml", "gaps: [iso9001]", "gaps: [iso9001, iso9001]", ": firm moulding: it lacks"},
		{"a programme for nothing", "plan.yaml", "closes: [iso9001]", "closes: []", ": programme quality: "},
		{"perhaps and for sure", "plan.yaml", "requirement: edi_labels", "requirement: iso9001",
			"plan.yaml, line 26: uncertain moulding-tracing: moulding lacks"},
		{"a doubt twice", "plan.yaml", "id: moulding-tracing", "id: large-fire",
			"plan.yaml, line 26: uncertain large-fire: "},
		{"an unknown economy", "plan.yaml", "agency: ", "economy: Atlantis\nagency: ", "plan.yaml, line 2, economy"},
		{"a supplier twice", "offers.yaml", "Viet Nam, economy: VNM", "Thailand, economy: THA", "offers.yaml, line 9"},
		{"costs in two currencies", "offers.yaml", "unit: USD", "unit: EUR", "offers.yaml, line 8"},
		{"thousands with a point", "contract.yaml", "value: 60000", "value: 60.000", "contract.yaml, line 18"},
		{"sales with separators", "survey.csv", "2000000", "\"2,000,000\"", "survey.csv, line 2, column d2"},
		{"use in per cent signs", "survey.csv", ",70,", ",70%,", "survey.csv, line 2, column f1"},
		{"interest of a slip", "contract.yaml", "loan_rate: 12%", "loan_rate: 1200%", "1200% lies outside 0 to 200%"},
		{"a fee of all", "contract.yaml", "fee: 1%", "fee: 100%", "100% lies outside 0 to 25%"},
		{"a year's return of a slip", "contract.yaml", "rate: 12%", "rate: 1200%", "contract.yaml, line "},
		{"money of a slip", "offers.yaml", "carrying_rate: 12%", "carrying_rate: 1200%", "offers.yaml, line "},
		{"a firm's interest of a slip", "firm.csv", "", form + "firm:contract.rate,1200%,,,\n", "firm.csv, line 3"},
		{"a circle", "contract.yaml", "from: [steel]", "from: [assembly]", "contract.yaml, line 29: stage stamping: "},
		{"an unknown stage", "contract.yaml", "from: [steel]", "from: [steal]", "contract.yaml, line 29: stage stamping: "},
		{"no years", "contract.yaml", "years: 4", "years: 0", "contract.yaml, line 40: investment: "},
		{"an unknown requirement of a mapping", "mapping.csv", "iso9001", "nope", "mapping.csv, line 3"},
		{"a slip in a field", "mapping.csv", "wmedian,weight", "wmedian,wieght", "mapping.csv, line 2"},
		{"held and lacked", "mapping.csv", "",
			"variable,ikat_field,requirement,holds,lacks\nb8,holds,iso9001,1,1\n", "mapping.csv, line 2"},
		{"a variable twice", "survey.csv", "b8", "wmedian", "survey.csv, line 1"},
		{"a cost of a bill below nothing", "bom.yaml", "cost: 2.7", "cost: -2.7", "bom.yaml, line 17, stage sewing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			kind := c.file
			if kind == "firm.csv" {
				kind = "firm.yaml"
			}
			for _, k := range kinds(t) {
				if k.name != kind {
					continue
				}
				text := c.by
				if c.replace != "" {
					if text = strings.Replace(k.text, c.replace, c.by, 1); text == k.text {
						t.Fatalf("%q does not stand in the good file", c.replace)
					}
				}
				path := filepath.Join(t.TempDir(), c.file)
				if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
					t.Fatal(err)
				}
				given := beside(t, k.file)
				given[k.file] = []string{path}
				if c.file == "firm.csv" {
					given["buyer"] = []string{"garments_eu_us"}
				}
				err := ask(catalog.Find(k.question), given)
				if err == nil || !strings.Contains(err.Error(), c.says) || fault.KindOf(err) == fault.Internal {
					t.Errorf("%v does not say %q", err, c.says)
				}
			}
		})
	}
}
