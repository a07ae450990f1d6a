package sweep_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"ikat/fault"
	"ikat/internal/faulttest"
	"ikat/sweep"
)

// What is packed on one machine stands in the folder of another as if it had been done there.
func TestPackedJobsUnpack(t *testing.T) {
	job := jobs(t, years)[0]
	here, there := t.TempDir(), t.TempDir()
	run := sweep.Runner{Engine: asked(), Version: "test", Folder: sweep.Folder(here)}
	if err := run.Do(t.Context(), job); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := run.Pack(t.Context(), job, &b); err != nil {
		t.Fatal(err)
	}
	folder := sweep.Folder(there)
	failure, err := folder.Unpack(job.Key, bytes.NewReader(b.Bytes()))
	if failure != nil || err != nil || !folder.Done(job.Key) {
		t.Fatal(failure, err)
	}
	rows := filepath.Join("measure", job.Key+".parquet")
	want, err := os.ReadFile(filepath.Join(here, rows))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(filepath.Join(there, rows)); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%d bytes, not the %d done here: %v", len(got), len(want), err)
	}
	// Cut short, or said to be another job's, it is refused and counts as nothing.
	empty := sweep.Folder(t.TempDir())
	for key, text := range map[string][]byte{job.Key: b.Bytes()[:b.Len()/2], "0123456789abcdef": b.Bytes()} {
		if _, err := empty.Unpack(key, bytes.NewReader(text)); fault.KindOf(err) != fault.Unreadable || empty.Done(key) {
			t.Errorf("%s: %v", key, err)
		}
	}
}

// What a worker sends stays inside the folder, whatever it is.
func FuzzUnpack(f *testing.F) {
	var b bytes.Buffer
	p, err := sweep.Read("plan.yaml", []byte(years))
	if err != nil {
		f.Fatal(err)
	}
	all, err := p.Jobs(f.Context(), asked(), "test")
	if err != nil {
		f.Fatal(err)
	}
	if err := (sweep.Runner{}).PackFailure(all[0], os.ErrInvalid, &b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add(bytes.ReplaceAll(b.Bytes(), []byte("failed/"), []byte("../led/")))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, text []byte) {
		_, err := sweep.Folder(filepath.Join(dir, "in")).Unpack(all[0].Key, bytes.NewReader(text))
		faulttest.OfFile(t, err)
		if entries, err := os.ReadDir(dir); err != nil || len(entries) > 1 {
			t.Fatalf("beside the folder: %v %v", entries, err)
		}
	})
}
