// Command testreport runs every test and says at the end what was skipped and why.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"sort"
	"strings"
)

type event struct {
	Action, Package, Test, Output string
}

func main() {
	cmd := exec.Command("go", append([]string{"test", "-json", "-count=1"}, append(os.Args[1:], "./...")...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	output := map[string]string{} // by package and test
	skipped := map[string]int{}   // by reason
	passed, failed, skips := 0, 0, 0
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var e event
		if json.Unmarshal(lines.Bytes(), &e) != nil {
			fmt.Println(lines.Text())
			continue
		}
		key := e.Package + " " + e.Test
		switch e.Action {
		case "output", "build-output":
			output[key] += e.Output
			continue
		case "fail":
			fmt.Print(output[key])
			fmt.Printf("FAIL %s\n", key)
		case "pass":
			if e.Test == "" {
				fmt.Printf("ok   %s\n", e.Package)
			}
		}
		if e.Test != "" {
			switch e.Action {
			case "pass":
				passed++
			case "fail":
				failed++
			case "skip":
				skips++
				skipped[reason(output[key])]++
			}
		}
		if e.Action == "pass" || e.Action == "skip" {
			delete(output, key)
		}
	}
	err = cmd.Wait()
	var reasons []string
	for r := range skipped {
		reasons = append(reasons, r)
	}
	sort.Strings(reasons)
	for _, r := range reasons {
		fmt.Printf("skipped %d: %s\n", skipped[r], r)
	}
	fmt.Printf("%d passed, %d failed, %d skipped\n", passed, failed, skips)
	if err != nil {
		os.Exit(1)
	}
}

// reason returns what a test said when it skipped itself.
func reason(output string) string {
	for _, l := range strings.Split(output, "\n") {
		l = strings.TrimSpace(l)
		if l == "" || strings.HasPrefix(l, "===") || strings.HasPrefix(l, "---") {
			continue
		}
		if _, after, ok := strings.Cut(l, ".go:"); ok {
			if _, text, ok := strings.Cut(after, ": "); ok {
				return strings.TrimPrefix(text, "skipped: ")
			}
		}
		return l
	}
	return "no reason given"
}
