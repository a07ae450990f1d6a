package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What is remembered stands where a question names nothing, what is named goes before it, and so does the environment.
func TestTheEconomyIsRemembered(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Setenv("IKAT_ECONOMY", "")
	if code, _, errs := ikat(t, "profile"); code != 2 || !strings.Contains(errs, "ECONOMY") {
		t.Errorf("exit %d: %s", code, errs)
	}
	if out := must(t, "use", "Viet Nam"); !strings.Contains(out, "VNM") || !strings.Contains(out, "adb-est-VNM") {
		t.Errorf("%s", out)
	}
	for _, c := range []struct{ args, says string }{
		{"profile", "Viet Nam, from published figures"}, {"sme --year 2019", "Viet Nam"},
		{"profile KOR", "Korea in global value chains, 2011"}, {"profile KOR --table apx/2008", "2008"},
	} {
		if out := must(t, strings.Fields(c.args)...); !strings.Contains(out, c.says) {
			t.Errorf("ikat %s: %.200s", c.args, out)
		}
	}
	t.Setenv("IKAT_ECONOMY", "THA")
	if out := must(t, "profile"); !strings.Contains(out, "Thailand, from") {
		t.Errorf("%.200s", out)
	}
	t.Setenv("IKAT_ECONOMY", "")
	must(t, "use", "--forget")
	if code, _, _ := ikat(t, "profile"); code != 2 {
		t.Errorf("exit %d after all was forgotten", code)
	}
	if code, _, errs := ikat(t, "use", "Atlantis"); code != 3 || !strings.Contains(errs, "Atlantis") {
		t.Errorf("exit %d: %s", code, errs)
	}
}

// A file of choices that is no such file is refused with its place.
func TestDamagedChoicesAreSaid(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", dir)
	if err := os.MkdirAll(filepath.Join(dir, "ikat"), 0o755); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "ikat", "use.yaml")
	if err := os.WriteFile(path, []byte("economy: [VNM\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := ikat(t, "profile"); code != 4 || !strings.Contains(errs, "use.yaml") ||
		!strings.Contains(errs, "--forget") {
		t.Errorf("exit %d: %s", code, errs)
	}
	must(t, "use", "--forget")
}
