package flowfile_test

import (
	"maps"
	"path/filepath"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/internal/shareddata"
	"ikat/trade/flowfile"
)

// listOf is what a file holds, with flows or names.
func listOf(t *testing.T, path string, opt flowfile.Options) (*flowfile.Read, error) {
	t.Helper()
	var out *flowfile.Read
	_, err := flowfile.Each(t.Context(), path, opt, func(r *flowfile.Read) error {
		out = r
		return nil
	})
	return out, err
}

// CEPII's list of products is names of the edition that its name states, legacy codes that are no numbers included.
func TestAListOfCEPIIIsNames(t *testing.T) {
	path := filepath.Join(shareddata.Path(t, "products"), "baci_sample", "product_codes_HS17_V202401.csv")
	r, err := listOf(t, path, flowfile.Options{})
	if err != nil || r.Names == nil || r.Names.Classification != "HS 2017" || len(r.Names.Products) != 9 {
		t.Fatal(r, err)
	}
	for code, want := range map[string]string{"010121": "Horses: live, pure-bred breeding animals",
		"9999AA": "Commodities not specified according to kind **LEGACY NON-WCO CODE**"} {
		if got := r.Names.Products[code]; got != want {
			t.Errorf("%s: %q", code, got)
		}
	}
}

// A list of one's own says its classification or is told it; lines that are wrong are counted with the first of each
// kind; a list is not taken for flows.
func TestAListOfOnesOwn(t *testing.T) {
	path := onDisk(t, "mine.csv", "Product;Name\n1012;Mules\n8544.30;Wiring sets\n85;Electrical\n85;Again\n;None\n"+
		"30121;Fish\n\n0302;\n")
	if _, err := listOf(t, path, flowfile.Options{}); fault.KindOf(err) != fault.Invalid ||
		!strings.Contains(err.Error(), "which classification") {
		t.Errorf("of no classification: %v", err)
	}
	opt := flowfile.Options{Classification: "HS12"}
	_, err := listOf(t, path, opt)
	for _, want := range []string{"codes that are no products: 1; first at line 6", "without a name: 1; first at line 9"} {
		if fault.KindOf(err) != fault.Inconsistent || !strings.Contains(err.Error(), want) {
			t.Errorf("wrong lines: %v, without %q", err, want)
		}
	}
	opt.Bad = flowfile.LeaveOut
	r, err := listOf(t, path, opt)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"1012": "Mules", "854430": "Wiring sets", "85": "Electrical", "030121": "Fish"}
	if !maps.Equal(r.Names.Products, want) || r.Names.Classification != "HS 2012" {
		t.Errorf("%v of %s", r.Names.Products, r.Names.Classification)
	}
	said := ""
	for _, f := range r.Findings {
		said += f.String() + "\n"
	}
	if !strings.Contains(said, "two names; the first stands: 1") || !strings.Contains(said, "leading zero was lost") {
		t.Errorf("of what was odd it says %q", said)
	}
	if _, err := flowfile.Path(t.Context(), path, opt); err == nil || !strings.Contains(err.Error(), "no flows") {
		t.Errorf("a question takes a list for flows: %v", err)
	}
}
