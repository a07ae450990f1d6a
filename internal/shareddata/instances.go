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
