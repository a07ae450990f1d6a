package economies_test

import (
	"testing"

	"ikat/economies"
)

// Numbers of ISO 3166-1 come without their zeros, or as amounts, from programs that took them for such; what only looks
// like one is no code.
func TestNumbersAsProgramsWriteThem(t *testing.T) {
	for text, want := range map[string]string{"036": "AUS", "36": "AUS", "36.0": "AUS", "704.0": "VNM", "412": "XKX",
		"412.0": "XKX", "490.0": "TWN", "Korea Rep": "KOR", "KOREAREP": "KOR"} {
		if e, err := economies.Resolve(text); err != nil || e.Code != want {
			t.Errorf("%s is %s, %v", text, e.Code, err)
		}
	}
	for _, text := range []string{"36.5", "704.00.0", ".0", "1704.0", "-36.0"} {
		if e, err := economies.Resolve(text); err == nil {
			t.Errorf("%s is taken for %s", text, e.Code)
		}
	}
	codes := []string{"704.0", "156.0", "36.0", "410.0"}
	for i, m := range economies.Table(codes, nil, "") {
		if want := []string{"VNM", "CHN", "AUS", "KOR"}[i]; m.Economy.Code != want || m.Printed != codes[i] {
			t.Errorf("%s in a table is %s, printed %s", codes[i], m.Economy.Code, m.Printed)
		}
	}
}
