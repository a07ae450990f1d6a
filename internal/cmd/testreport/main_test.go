package main

import (
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// Lines as go test -json writes them: a package that passes and skips, one whose test fails, one that does not build,
// one that is stopped in the middle of a test.
const run = `{"Action":"output","Package":"a","Test":"TestSkips","Output":"    a_test.go:3: skipped: needs data\n"}
{"Action":"skip","Package":"a","Test":"TestSkips"}
{"Action":"pass","Package":"a","Test":"TestPasses","Elapsed":12.4}
{"Action":"pass","Package":"a","Elapsed":13}
{"Action":"output","Package":"b","Test":"TestFails","Output":"    b_test.go:5: 1 is not 2\n"}
{"Action":"fail","Package":"b","Test":"TestFails"}
{"Action":"output","Package":"b","Output":"exit status 1\n"}
{"Action":"fail","Package":"b"}
{"ImportPath":"c [c.test]","Action":"build-output","Output":"c/c.go:7:2: undefined: x\n"}
{"ImportPath":"c [c.test]","Action":"build-fail"}
{"Action":"fail","Package":"c","FailedBuild":"c [c.test]"}
{"Action":"output","Package":"d","Test":"TestHangs","Output":"panic: test timed out after 40m0s\n"}
{"Action":"output","Package":"d","Output":"FAIL\td\t2400s\n"}
{"Action":"fail","Package":"d"}
not json`

func TestEveryPackageThatFailsSaysWhy(t *testing.T) {
	var b strings.Builder
	r := newReport(&b)
	r.read(strings.NewReader(run))
	r.end(start(nil))
	const want = `ok   a
    b_test.go:5: 1 is not 2
FAIL b TestFails
exit status 1
FAIL b
c/c.go:7:2: undefined: x
FAIL c
panic: test timed out after 40m0s
(TestHangs did not come to its end)
FAIL	d	2400s
FAIL d
not jsonlong: 12 s a TestPasses
skipped 1: needs data
1 passed, 2 failed, 1 skipped
`
	if b.String() != want {
		t.Errorf("the report reads\n%s\nnot\n%s", b.String(), want)
	}
}

// A package that has moved is not begun first any more.
func TestWhatIsBegunFirstIsThere(t *testing.T) {
	for _, p := range first {
		if tests, _ := filepath.Glob(filepath.Join("../../..", p, "*_test.go")); len(tests) == 0 {
			t.Errorf("%s has no tests", p)
		}
	}
}

// What runs beside the tests is printed whole, and fails all where it fails.
func TestWhatRunsBesideFailsAll(t *testing.T) {
	command, rest := besideOf([]string{"-run=X", "-beside=go vet ./nowhere", "./a"})
	if strings.Join(command, "|") != "go|vet|./nowhere" || strings.Join(rest, "|") != "-run=X|./a" {
		t.Fatalf("%q beside, %q for the tests", command, rest)
	}
	var b strings.Builder
	r := newReport(&b)
	r.end(start(command))
	for _, part := range []string{"nowhere: ", "\nFAIL go vet ./nowhere: exit status 1\n0 passed, 1 failed, 0 skipped\n"} {
		if !strings.Contains(b.String(), part) {
			t.Errorf("the report does not say %q:\n%s", part, b.String())
		}
	}
	b.Reset()
	r = newReport(&b)
	r.end(start([]string{"go", "env", "GOOS"}))
	if want := runtime.GOOS + "\n0 passed, 0 failed, 0 skipped\n"; b.String() != want {
		t.Errorf("the report reads %q, not %q", b.String(), want)
	}
	r.end(start([]string{"no-such-command"}))
	if r.failed != 1 {
		t.Error("a command that is not there fails nothing")
	}
}
