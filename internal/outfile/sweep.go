package outfile

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
)

// swept are the folders that have been looked through.
var swept sync.Map

// sweep removes temporary files that processes left behind which were killed while they wrote: those of numbers that no
// process of this machine has, and that nobody holds. A folder is looked through once. What cannot be looked at or
// removed stays: it is in nobody's way.
func sweep(dir string) {
	if _, done := swept.LoadOrStore(dir, true); done {
		return
	}
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		number, ours := strings.CutPrefix(e.Name(), ".ikat-")
		number, count, both := strings.Cut(number, "-")
		pid, err := strconv.Atoi(number)
		if !ours || !both || !strings.HasSuffix(count, ".tmp") || err != nil || pid <= 0 || pid == os.Getpid() ||
			!e.Type().IsRegular() {
			continue
		}
		if path := filepath.Join(dir, e.Name()); abandoned(path, pid) {
			_ = os.Remove(path)
		}
	}
}
