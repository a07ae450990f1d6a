package say_test

import (
	"testing"

	"ikat/economies"
	"ikat/say"
)

// Every economy that Russian sentences name is known by that name.
func TestRussianNamesOfEconomiesAreRead(t *testing.T) {
	v, named := say.In("ru"), 0
	for _, e := range economies.All() {
		name := v.Name(e.Name)
		if name == e.Name {
			continue
		}
		named++
		if got, err := economies.Resolve(name); err != nil || got.Code != e.Code {
			t.Errorf("%s of %s: %s, %v", name, e.Code, got.Code, err)
		}
	}
	if named < 200 {
		t.Errorf("%d economies have a Russian name", named)
	}
}
