package question

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"ikat/fault"
	"ikat/leontief"
)

func TestGroupFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "groups.csv")
	text := "\ufeffgroup,economy\r\nNAFTA,USA\r\n# and\r\nEA,JPN\r\nNAFTA, CAN\r\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	want := []leontief.Group{{Code: "NAFTA", Members: []string{"USA", "CAN"}}, {Code: "EA", Members: []string{"JPN"}}}
	if got, err := readGroups(path); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v %v", got, err)
	}
	if _, err := readGroups(path + "x"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("missing: %v", err)
	}
}
