package cores_test

import (
	"runtime"
	"testing"

	"ikat/internal/cores"
)

func TestAServerLeavesACore(t *testing.T) {
	defer cores.Limit(0)
	all := runtime.GOMAXPROCS(0)
	if cores.Count() != all {
		t.Errorf("%d of %d", cores.Count(), all)
	}
	if cores.LeaveOne(); cores.Count() != max(1, all-1) {
		t.Errorf("%d of %d", cores.Count(), all)
	}
	if cores.Limit(all + 3); cores.Count() != all {
		t.Errorf("more than there are: %d", cores.Count())
	}
}
