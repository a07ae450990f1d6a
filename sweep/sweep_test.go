package sweep_test

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"ikat/engine"
	"ikat/fault"
	"ikat/sweep"
	"ikat/tablefile/all"
	"ikat/tablefile/apx"
)

func jobs(t *testing.T, plan string) []sweep.Job {
	t.Helper()
	p, err := sweep.Read("plan.yaml", []byte(plan))
	if err != nil {
		t.Fatal(err)
	}
	out, err := p.Jobs(t.Context(), asked(), "test")
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func asked() *engine.Engine { return engine.New("test", all.All(), apx.Library()) }

const years = `sweep:
  - question: measure
    with: {id: bm, level: sector}
    over:
      economy: [IDN, KOR]
      table: apx/*
`

func TestJobsAreAllCombinationsTablesTogether(t *testing.T) {
	got := jobs(t, years)
	if len(got) != 10 {
		t.Fatalf("%d jobs", len(got))
	}
	var tables, keys []string
	for _, j := range got {
		tables, keys = append(tables, j.Over[0].Value), append(keys, j.Key)
	}
	if !slices.IsSorted(tables) {
		t.Errorf("jobs of one table do not stand together: %v", tables)
	}
	slices.Sort(keys)
	if len(slices.Compact(keys)) != 10 || len(keys[0]) != 16 {
		t.Errorf("keys %v", keys)
	}
	if again := jobs(t, years); again[3].Key != got[3].Key {
		t.Error("the same job has another key")
	}
	if n := len(jobs(t, years+strings.TrimPrefix(years, "sweep:\n"))); n != 10 {
		t.Errorf("a part written twice makes %d jobs", n)
	}
	// apx has 17 economies, of which two stand for several.
	if n := len(jobs(t, "sweep: [{question: profile, over: {economy: each economy}}]")); n != 15 {
		t.Errorf("%d economies", n)
	}
	if got[0].Memory < 4*8*408*408 {
		t.Errorf("memory %d", got[0].Memory)
	}
}

// A key follows the content of files, not their names alone.
func TestKeysFollowContent(t *testing.T) {
	path := filepath.Join(t.TempDir(), "scenario.yaml")
	key := func(text string) string {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return jobs(t, "sweep: [{question: simulate, with: {scenarios: "+path+"}}]")[0].Key
	}
	if key("scenarios: [{name: a, changes: [{iceberg: 5%}]}]") == key("scenarios: [{name: a, changes: [{iceberg: 6%}]}]") {
		t.Error("another file has the same key")
	}
}

// The same question by another version of the program is another job, and a file that was changed is another one, even
// where it keeps its time.
func TestKeysFollowTheVersionAndAFilesSize(t *testing.T) {
	p, err := sweep.Read("plan.yaml", []byte(years))
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]bool{}
	for _, version := range []string{"1", "2"} {
		list, err := p.Jobs(t.Context(), asked(), version)
		if err != nil {
			t.Fatal(err)
		}
		for _, j := range list {
			keys[j.Key] = true
		}
	}
	if len(keys) != 20 {
		t.Errorf("ten questions by two versions have %d keys", len(keys))
	}
	path, when := filepath.Join(t.TempDir(), "file.csv"), time.Unix(1e9, 0)
	place, err := sweep.NewPlace(asked(), "test")
	if err != nil {
		t.Fatal(err)
	}
	hash := func(text string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(text))) }
	for _, text := range []string{"short", "and longer"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, when, when); err != nil {
			t.Fatal(err)
		}
		if err := place.Lacks([]sweep.Rest{{Name: path, File: true, Content: hash(text)}}); err != nil {
			t.Errorf("%q: %v", text, err)
		}
		other := []sweep.Rest{{Name: path, File: true, Content: hash("other")}}
		if err := place.Lacks(other); fault.KindOf(err) != fault.Inconsistent {
			t.Errorf("%q is taken for another: %v", text, err)
		}
	}
}

// A table may be a folder: its key follows the content and the names of the files in it.
func TestFoldersAreKnownByTheirFiles(t *testing.T) {
	dir := t.TempDir()
	key := func(names ...string) string {
		for at, text := range []string{"Austria\tAUT\tIndustries\tAgriculture\t\n",
			"Austria\tAUT\tFinal demand\tHouseholds\t\n",
			"Primary input\tCompensation\t\n", "1\n", "9\n", "9\n"} {
			if err := os.WriteFile(filepath.Join(dir, names[at]), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		return jobs(t, "sweep: [{question: measure, with: {id: exports}, over: {table: ["+dir+"]}}]")[0].Key
	}
	names := []string{"labels_T.txt", "labels_FD.txt", "labels_VA.txt", "Eora26_2010_bp_T.txt", "Eora26_2010_bp_FD.txt",
		"Eora26_2010_bp_VA.txt"}
	first := key(names...)
	if err := os.WriteFile(filepath.Join(dir, ".hidden"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if again := key(names...); again != first {
		t.Error("the same folder has another key")
	}
	if err := os.Rename(filepath.Join(dir, names[3]), filepath.Join(dir, "Eora26_2011_bp_T.txt")); err != nil {
		t.Fatal(err)
	}
	names[3] = "Eora26_2011_bp_T.txt"
	second := key(names...)
	if second == first {
		t.Error("other names have the same key")
	}
	if err := os.Rename(filepath.Join(dir, names[2]), filepath.Join(dir, "labels_VB.txt")); err != nil { // the order stays
		t.Fatal(err)
	}
	names[2] = "labels_VB.txt"
	if key(names...) == second {
		t.Error("another name at the same place has the same key")
	}
}

type row struct {
	Table    string  `parquet:"table"`
	Economy  string  `parquet:"economy"`
	Exporter string  `parquet:"exporter"`
	Gexp     float64 `parquet:"gexp"`
}

func TestRunLeavesRowsOnceAndGoesOn(t *testing.T) {
	all := jobs(t, years)
	dir := t.TempDir()
	run := sweep.Runner{Engine: asked(), Version: "test", Folder: sweep.Folder(dir), Workers: 2}
	if err := run.Do(t.Context(), all[4]); err != nil {
		t.Fatal(err)
	}
	var shares []float64
	run.Progress = func(_ string, done float64) { shares = append(shares, done) }
	run.Workers = 1
	report, err := run.Run(t.Context(), all)
	if err != nil || report != (sweep.Report{Jobs: 10, Skipped: 1, Done: 9}) {
		t.Fatalf("%+v %v", report, err)
	}
	if len(shares) != 9 || shares[8] != 1 || !slices.IsSorted(shares) {
		t.Errorf("progress %v", shares)
	}
	again, err := run.Run(t.Context(), all)
	if err != nil || again.Skipped != 10 {
		t.Errorf("%+v %v", again, err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "measure", "*.parquet"))
	if err != nil || len(files) != 10 {
		t.Fatalf("%v %v", files, err)
	}
	seen := map[string]bool{}
	for _, path := range files {
		rows, err := parquet.ReadFile[row](path)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			if r.Economy != r.Exporter {
				t.Errorf("%s: %+v", path, r)
			}
			seen[r.Table+" "+r.Economy] = true
		}
	}
	if len(seen) != 10 {
		t.Errorf("rows of %v", seen)
	}
}

func TestFailuresSayWhyAndAreTriedAgain(t *testing.T) {
	all := jobs(t, "sweep: [{question: measure, with: {id: bm}, over: {economy: [IDN, ATLANTIS]}}]")
	dir := t.TempDir()
	run := sweep.Runner{Engine: asked(), Version: "test", Folder: sweep.Folder(dir), Workers: 2}
	report, err := run.Run(t.Context(), all)
	if err != nil || report.Done != 1 || report.Failed != 1 || report.First == nil {
		t.Fatalf("%+v %v", report, err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "failed", all[1].Key+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var note struct{ Error string }
	if err := json.Unmarshal(text, &note); err != nil || !strings.Contains(note.Error, "ATLANTIS") {
		t.Errorf("%s", text)
	}
	if report, err = run.Run(t.Context(), all); err != nil || report.Skipped != 1 || report.Failed != 1 {
		t.Errorf("%+v %v", report, err)
	}
}

func TestStoppedLeavesNothingHalf(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	dir := t.TempDir()
	run := sweep.Runner{Engine: asked(), Version: "test", Folder: sweep.Folder(dir), Workers: 2}
	if _, err := run.Run(ctx, jobs(t, years)); fault.KindOf(err) != fault.Canceled {
		t.Error(err)
	}
	if files, _ := filepath.Glob(filepath.Join(dir, "*", "*")); len(files) != 0 {
		t.Errorf("%v", files)
	}
}

func TestPlansThatCannotBe(t *testing.T) {
	for plan, says := range map[string]string{
		"sweep: []":                "asks nothing",
		"sweep: [{question: rnk}]": "rank",
		"sweep: [{question: rank, over: {econmy: [IDN]}}]":                 "no such parameter",
		"sweep: [{question: rank, with: {top: 5}, over: {top: [5]}}]":      "under with as well",
		"sweep: [{question: rank, over: {top: [none]}}]":                   "not a whole number",
		"sweep: [{question: measure, with: {id: bm}, over: {table: x/9}}]": "x/9",
		"sweep: [{question: rank, colour: red}]":                           "colour",
	} {
		p, err := sweep.Read("plan.yaml", []byte(plan))
		if err == nil {
			_, err = p.Jobs(t.Context(), asked(), "test")
		}
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", plan, err)
		}
	}
}

func FuzzPlan(f *testing.F) {
	f.Add([]byte(years))
	f.Add([]byte("sweep: [{question: profile, over: {economy: each economy}}]"))
	e := asked()
	f.Fuzz(func(t *testing.T, text []byte) {
		p, err := sweep.Read("plan.yaml", text)
		if err != nil || len(p.Parts) > 3 {
			return
		}
		_, _ = p.Jobs(t.Context(), e, "test")
	})
}
