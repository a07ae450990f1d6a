package store

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Who writes stands in the lock, for people who look why they wait; who is done does not.
func TestTheLockSaysWhoWrites(t *testing.T) {
	s := New(t.TempDir())
	note := func() string {
		text, err := os.ReadFile(filepath.Join(s.root, "lock"))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	for range 2 {
		unlock, err := s.lock(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if got := note(); !strings.HasPrefix(got, fmt.Sprintf("process %d since 2", os.Getpid())) {
			t.Errorf("while it writes: %q", got)
		}
		unlock()
		if got := note(); got != "" {
			t.Errorf("afterwards: %q", got)
		}
	}
}
