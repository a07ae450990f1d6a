package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A sweep says how many jobs it did and how many were done before: all of them first, none of them again.
func TestASweepSaysWhatItDid(t *testing.T) {
	dir := t.TempDir()
	plan := filepath.Join(dir, "plan.yaml")
	if err := os.WriteFile(plan, []byte("sweep: [{question: measure, with: {id: exports, table: apx/1995}, "+
		"over: {economy: [IDN, KOR]}}]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"2 jobs: 2 done, 0 done before, 0 failed", "2 jobs: 0 done, 2 done before, 0 failed"} {
		code, _, errs := ikat(t, "sweep", plan, "-o", filepath.Join(dir, "out"))
		if code != 0 || !strings.Contains(errs, want) {
			t.Errorf("exit %d, %s; want %q", code, errs, want)
		}
	}
}
