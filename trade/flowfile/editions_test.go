package flowfile

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// readAs reads a text as a file of a name.
func readAs(t *testing.T, name, text string, opt Options) *Read {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := Path(context.Background(), path, opt)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// What is odd about products is counted and located, and every row stays in the total.
func TestOddProductsAreCounted(t *testing.T) {
	got := readAs(t, "BACI_HS17_Y2022_V202401.csv", "t,i,j,k,v,q\n"+
		"2022,156,704,850440,100,20\n"+ // line 2: a product
		"2022,156,704,999998,5,1\n"+ // none that any edition has
		"2022,156,704,851713,7,1\n"+ // of HS 2022 alone
		"2022,704,156,8504,3,1\n"+ // of four digits
		"2022,704,156,850440,12,1\n2022,704,156,850440,12,1\n2022,704,156,850440,13,1\n"+ // 6 to 8: once twice
		"2022,704,156,999999,2,\n"+
		"2022,704,156,10121,4,1\n", Options{})
	said := ""
	for _, f := range got.Findings {
		said += f.String() + "\n"
	}
	for _, want := range []string{"that no edition of the Harmonized System has: 1, value 5; first at line 3",
		"HS 2017 does not have and another edition does: 1, value 7; first at line 4",
		"fewer than six digits beside others: are they totals, and counted twice?: 1, value 3; first at line 5",
		"given again with the same value and quantity, and added up: is something in the file twice?: 1, value 12; " +
			"first at VNM to CHN, 850440", "not specified (999999): 1", "leading zero was lost; restored: 1, value 4"} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in\n%s", want, said)
		}
	}
	if total := got.Data[0].Total(); total != 100+5+7+3+12+12+13+2+4 {
		t.Errorf("total %v", total)
	}
	if notes := strings.Join(got.Data[0].Notes, "\n"); !strings.Contains(notes, "no edition of the Harmonized System") {
		t.Errorf("what was found does not stay with the data: %s", notes)
	}
}

// A file that states another edition than its codes are of is told apart from one that states the right one.
func TestEditionsAreToldByCodes(t *testing.T) {
	rows := "t,i,j,k,v,q\n2022,156,704,851713,7,1\n2022,156,704,851714,7,1\n2022,156,704,850440,7,1\n"
	for name, want := range map[string]string{"BACI_HS17_Y2022_V1.csv": "2 of 3 codes are not in HS 2017",
		"mine.csv": "codes fit HS 2022 best, which lacks 0 of 3", "BACI_HS22_Y2022_V1.csv": ""} {
		notes := strings.Join(readAs(t, name, rows, Options{}).Data[0].Notes, "\n")
		if want == "" && strings.Contains(notes, "HS 20") || !strings.Contains(notes, want) {
			t.Errorf("%s: %q, want %q", name, notes, want)
		}
	}
}

// An edition that is asked for against what the file says is taken, and the data say so.
func TestAnotherEditionThanTheFilesIsSaid(t *testing.T) {
	rows := "t,i,j,k,v,q\n2022,156,704,850440,7,1\n"
	const said = "the file says that its products are of HS 2017, and they are kept as of HS 2012, as was asked"
	for asked, want := range map[string]bool{"HS 2012": true, "HS 2017": false, "HS17": false, "": false} {
		d := readAs(t, "BACI_HS17_Y2022_V1.csv", rows, Options{Classification: asked}).Data[0]
		if got := strings.Contains(strings.Join(d.Notes, "\n"), said); got != want {
			t.Errorf("%q: said %v, want %v: %q", asked, got, want, d.Notes)
		}
	}
	if d := readAs(t, "mine.csv", rows, Options{Classification: "HS 2012"}).Data[0]; strings.Contains(
		strings.Join(d.Notes, "\n"), "as was asked") {
		t.Errorf("a file that says nothing is contradicted: %q", d.Notes)
	}
}
