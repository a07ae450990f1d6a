package archtest

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// What only some need, the queue of sweeps and the metrics of a server, is behind build tags; the edition for the
// browser has neither.
func TestWhatCanBeLeftOut(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: go lists what six programs import, for longer than a short run takes")
	}
	const queue, metrics = "github.com/nats-io/", "github.com/prometheus/"
	for _, c := range []struct {
		program, tags, goos, goarch string
		queue, metrics              bool
	}{
		{"ikat", "", "", "", true, true},
		{"ikat", "noqueue", "", "", false, true},
		{"ikat", "nometrics", "", "", true, false},
		{"ikat", "noqueue nometrics", "", "", false, false},
		{"ikat-web", "", "js", "wasm", false, false},
	} {
		cmd := exec.Command("go", "list", "-deps", "-tags", c.tags, "../../cmd/"+c.program)
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
		if c.goos != "" {
			cmd.Env = append(cmd.Env, "GOOS="+c.goos, "GOARCH="+c.goarch)
		}
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%+v: %v", c, err)
		}
		if got := strings.Contains(string(out), queue); got != c.queue {
			t.Errorf("%+v: the queue is in it: %v", c, got)
		}
		if got := strings.Contains(string(out), metrics); got != c.metrics {
			t.Errorf("%+v: metrics are in it: %v", c, got)
		}
	}
	build := exec.Command("go", "build", "-tags", "noqueue nometrics", "../../server", "../../cmd/ikat")
	if out, err := build.CombinedOutput(); err != nil { // of two packages, what is built is thrown away
		t.Errorf("%v\n%s", err, out)
	}
}
