package shareddata

import (
	"encoding/json"
	"os"
	"testing"
)

// Instances reads the instances of a file of worked ones, {"instances": [...]}; it skips the test where the file is
// absent.
func Instances[I any](t testing.TB, rel string) []I {
	t.Helper()
	data, err := os.ReadFile(Path(t, rel))
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Instances []I }
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatalf("%s: %v", rel, err)
	}
	if len(file.Instances) == 0 {
		t.Fatalf("%s holds no instances", rel)
	}
	return file.Instances
}

// Golden checks each worked instance of a file of ../shared/data/requirements/golden: what is asked, what is expected.
func Golden[I, E any](t *testing.T, name string, check func(id string, in I, want E)) {
	t.Helper()
	for _, g := range Instances[struct {
		ID       string
		Input    I
		Expected E
	}](t, "requirements/golden/"+name+".json") {
		check(g.ID, g.Input, g.Expected)
	}
}
