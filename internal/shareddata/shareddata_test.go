package shareddata

import (
	"os"
	"testing"
)

func TestPathSkipsWhatIsAbsent(t *testing.T) {
	skipped := false
	t.Run("absent", func(t *testing.T) {
		defer func() { skipped = t.Skipped() }()
		Path(t, "no/such/file.csv")
	})
	if !skipped {
		t.Error("a missing file did not skip its test")
	}
}

func TestPathFindsWhatIsThere(t *testing.T) {
	if _, err := os.Stat(Path(t, "README.md")); err != nil {
		t.Error(err)
	}
}
