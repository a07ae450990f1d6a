package sweep

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"ikat/engine"
	"ikat/export"
	"ikat/fault"
	"ikat/internal/outfile"
	"ikat/question"
	"ikat/result"
)

// Folder is where a sweep's results stand:
//
//	QUESTION/KEY.parquet         rows of a job, with the values that tell it from others as columns
//	QUESTION/NAME/KEY.parquet    where the answer has several lists of rows
//	done/KEY.json                what the job asked, and that all its rows are there
//	failed/KEY.json              why there is no answer
type Folder string

// Done reports whether a job's rows are there.
func (f Folder) Done(key string) bool {
	_, err := os.Stat(f.record("done", key))
	return err == nil
}

func (f Folder) record(kind, key string) string {
	return filepath.Join(string(f), recordPath(kind, key))
}

func recordPath(kind, key string) string { return filepath.Join(kind, key+".json") }

// put writes a file of the folder, whole or not at all.
func (f Folder) put(path string, write func(io.Writer) error) error {
	path = filepath.Join(string(f), path)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return &fault.Error{Kind: fault.Unwritable, Where: path, What: fault.Say("its folder cannot be made: %v", err),
			Err: err}
	}
	return outfile.Write(path, write)
}

// Report says how a sweep went.
type Report struct {
	Jobs, Skipped, Done, Failed int
	First                       error // of the failures
}

// Runner does jobs.
type Runner struct {
	Engine  *engine.Engine
	Version string
	Folder  Folder
	Workers int
	// Progress is called with what is being done and the share of jobs that are; nil tells nobody.
	Progress func(stage string, done float64)

	put func(path string, write func(io.Writer) error) error // where files go; nil is the folder
}

// Run does the jobs that are not done. One that fails leaves its reason, and the others go on.
//
// Error: the context's; fault.Unwritable.
func (r *Runner) Run(whole context.Context, jobs []Job) (Report, error) {
	report := Report{Jobs: len(jobs)}
	left := slices.DeleteFunc(slices.Clone(jobs), func(j Job) bool { return r.Folder.Done(j.Key) })
	report.Skipped = len(jobs) - len(left)
	work, ctx := errgroup.WithContext(whole)
	work.SetLimit(max(1, r.Workers))
	var finished atomic.Int64
	var failures sync.Mutex
	begun := time.Now()
	for _, j := range left {
		if ctx.Err() != nil {
			break
		}
		work.Go(func() error {
			err := r.Do(ctx, j)
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if err != nil {
				if fault.KindOf(err) == fault.Unwritable {
					return err
				}
				failures.Lock()
				report.Failed++
				if report.First == nil {
					report.First = err
				}
				failures.Unlock()
			}
			r.say(report.Skipped, int(finished.Add(1)), len(jobs), time.Since(begun))
			return nil
		})
	}
	err := work.Wait()
	if err == nil {
		err = whole.Err()
	}
	report.Done = int(finished.Load()) - report.Failed
	return report, err
}

// say tells how far the sweep is, and how long the rest takes at this pace.
func (r *Runner) say(skipped, finished, all int, took time.Duration) {
	if r.Progress != nil {
		r.Progress(Pace(skipped, finished, all, took))
	}
}

// Pace says how far a sweep is, in words and as a share, and how long the rest takes at this pace.
func Pace(skipped, finished, all int, took time.Duration) (stage string, done float64) {
	left := time.Duration(float64(took) / float64(finished) * float64(all-skipped-finished))
	return fmt.Sprintf("%d of %d jobs, about %s left", skipped+finished, all, left.Round(time.Second)),
		float64(skipped+finished) / float64(all)
}

// Do does one job and leaves its rows, or the reason why there are none.
//
// Error: what the question says; fault.Unwritable.
func (r *Runner) Do(ctx context.Context, j Job) error {
	begun := time.Now()
	answer, err := r.answer(ctx, j)
	if err == nil {
		err = r.write(j, answer)
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return errors.Join(err, r.Fail(j, err))
	}
	done := record{Seconds: time.Since(begun).Seconds(), Version: r.Version}
	for i, f := range answer.Frames {
		done.Files = append(done.Files, frameName(answer, i))
		for _, s := range f.Provenance.Sources {
			done.Tables = append(done.Tables, s.Table+" "+s.SHA256)
		}
	}
	slices.Sort(done.Tables)
	done.Tables = slices.Compact(done.Tables)
	if err := r.note("done", j, done); err != nil {
		return err
	}
	_ = os.Remove(r.Folder.record("failed", j.Key)) // of an earlier attempt, where there was one
	return nil
}

// Fail leaves the reason why a job has no answer.
//
// Error: fault.Unwritable.
func (r *Runner) Fail(j Job, reason error) error {
	return r.note("failed", j, record{Kind: fault.KindOf(reason).String(), Error: message(reason)})
}

func (r *Runner) answer(ctx context.Context, j Job) (*question.Answer, error) {
	values, err := j.Question.Read(j.Given, question.Asker{Local: true})
	if err != nil {
		return nil, err
	}
	return j.Question.Ask(ctx, &question.Request{Values: values, Engine: r.Engine}, nil)
}

// record is what stays of a job beside its rows.
type record struct {
	Question   string              `json:"question"`
	Parameters map[string][]string `json:"parameters"`
	Version    string              `json:"version,omitempty"`
	Tables     []string            `json:"tables,omitempty"`
	Files      []string            `json:"files,omitempty"`
	Seconds    float64             `json:"seconds,omitempty"`
	Kind       string              `json:"kind,omitempty"` // of the error
	Error      string              `json:"error,omitempty"`
}

func (r *Runner) note(kind string, j Job, n record) error {
	n.Question, n.Parameters = j.Question.ID, j.Given
	text, err := json.MarshalIndent(n, "", "  ")
	if err != nil {
		return err
	}
	return r.file(recordPath(kind, j.Key), whole(append(text, '\n')))
}

func (r *Runner) file(path string, write func(io.Writer) error) error {
	if r.put != nil {
		return r.put(path, write)
	}
	return r.Folder.put(path, write)
}

func frameName(a *question.Answer, i int) string {
	if len(a.Frames) > 1 && i < len(a.Names) {
		return a.Names[i]
	}
	return ""
}

func (r *Runner) write(j Job, a *question.Answer) error {
	for i, f := range a.Frames {
		path := filepath.Join(j.Question.ID, frameName(a, i), j.Key+".parquet")
		if err := r.file(path, func(w io.Writer) error { return export.Parquet(w, Labelled(f, j.Over)) }); err != nil {
			return err
		}
	}
	return nil
}

// Labelled is a frame with what tells its job from others as leading columns of text. A parameter that has the name of
// one of the frame's columns becomes asked_NAME.
func Labelled(f *result.Frame, over []Value) *result.Frame {
	out := *f
	out.Columns = nil
	for _, v := range over {
		name := strings.ReplaceAll(v.Name, "-", "_")
		if slices.ContainsFunc(f.Columns, func(c *result.Column) bool { return c.Name == name }) {
			name = "asked_" + name
		}
		out.Columns = append(out.Columns, &result.Column{Name: name, Label: v.Name, Dict: []string{v.Value},
			Codes: make([]int32, f.Rows())})
	}
	out.Columns = append(out.Columns, f.Columns...)
	return &out
}

func message(err error) string { return fault.Text(err, fault.Plain) }
