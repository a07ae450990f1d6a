package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"ikat/fault"
	"ikat/sweep"
	"ikat/tablefile"
)

// sweeping are the options of ikat sweep.
type sweeping struct {
	folder  string
	workers int
	list    bool
	job     string
}

func (a *app) sweep() *cobra.Command {
	var o sweeping
	cmd := &cobra.Command{
		Use:   "sweep PLAN",
		Short: "Answer many questions from a plan: economies, years, tables, scenarios, draws",
		Long: `Answer every question of a plan (docs/schema/sweep.md) and leave the rows as Parquet files, with what differs
between jobs as columns. A job is known by what it asks, of which content, by which version: one that is done is
skipped, so that a sweep that was stopped goes on where it was, and a plan that grew does what is new.

For a few machines, ikat sweep serve holds the jobs and ikat sweep work, on each, does them. For many, --list prints
the jobs, one a line, and --job does one of them: Slurm, Kubernetes and others run these. Exit codes 1, 7 and 130 make
another attempt worthwhile; after 2 to 6 it would fail again.`,
		Example: `  ikat sweep plan.yaml -o results            all jobs, those done before left out
  ikat sweep plan.yaml --list                what would be done, and what each job takes
  ikat sweep plan.yaml -o results --job KEY  one of them`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.runSweep(cmd.Context(), &o, args[0]) },
	}
	fl := cmd.Flags()
	fl.StringVarP(&o.folder, "output", "o", "", "folder of the results")
	fl.IntVar(&o.workers, "workers", runtime.GOMAXPROCS(0), "jobs at a time")
	fl.BoolVar(&o.list, "list", false, "print the jobs, one a line, and do none")
	fl.StringVar(&o.job, "job", "", "do the job of this key only")
	cmd.AddCommand(a.sweepServe(), a.sweepWork())
	return cmd
}

func (a *app) runSweep(ctx context.Context, o *sweeping, path string) error {
	jobs, err := a.jobs(ctx, path)
	if err != nil {
		return err
	}
	if o.list {
		return a.listJobs(jobs, sweep.Folder(o.folder))
	}
	if o.folder == "" {
		return noFolder("ikat sweep")
	}
	if err := someWorkers(o.workers); err != nil {
		return err
	}
	run := sweep.Runner{Engine: a.engine, Version: version(), Folder: sweep.Folder(o.folder), Workers: o.workers,
		Progress: a.progress()}
	if o.job != "" {
		for _, j := range jobs {
			if j.Key == o.job {
				return run.Do(ctx, j)
			}
		}
		return &fault.Error{Kind: fault.NotFound, Where: "--job " + o.job, What: "the plan has no such job",
			Why: "Keys change with the plan, the content of tables and files, and the version of ikat",
			Fix: "List the jobs with --list"}
	}
	report, err := run.Run(ctx, jobs)
	if err != nil {
		return err
	}
	return a.swept(report, o.folder)
}

// swept says how a sweep went; jobs that failed are an error.
func (a *app) swept(report sweep.Report, folder string) error {
	a.endProgress()
	fmt.Fprintf(
		a.err,
		"ikat: %d jobs: %d done, %d done before, %d failed\n",
		report.Jobs,
		report.Done,
		report.Skipped,
		report.Failed,
	)
	if report.Failed == 0 {
		return nil
	}
	return &fault.Error{Kind: fault.KindOf(report.First), Where: filepath.Join(folder, "failed"),
		What: fault.Say("%d of %d jobs failed; the first: %s", report.Failed, report.Jobs,
			strings.TrimSuffix(report.First.Error(), ".")),
		Fix: "Each failed job has its reason there; asked again, only these are tried", Err: report.First}
}

func noFolder(command string) error {
	return &fault.Error{Kind: fault.Invalid, Where: command, What: "it needs a folder for the results",
		Fix: "Say -o FOLDER"}
}

func someWorkers(n int) error {
	if n > 0 {
		return nil
	}
	return &fault.Error{Kind: fault.Invalid, Where: "--workers " + strconv.Itoa(n), What: "there must be one at least"}
}

func (a *app) jobs(ctx context.Context, path string) ([]sweep.Job, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, tablefile.OpenError(path, err)
	}
	plan, err := sweep.Read(path, text)
	if err != nil {
		return nil, err
	}
	return plan.Jobs(ctx, a.engine, version())
}

// listJobs prints a line a job: what a scheduler needs to run it.
func (a *app) listJobs(jobs []sweep.Job, folder sweep.Folder) error {
	out := csv.NewWriter(a.out)
	if err := out.Write([]string{"key", "memory_mib", "cores", "done", "question", "values"}); err != nil {
		return err
	}
	for _, j := range jobs {
		var values []string
		for _, v := range j.Over {
			values = append(values, v.Name+"="+v.Value)
		}
		done := folder != "" && folder.Done(j.Key)
		if err := out.Write([]string{j.Key, strconv.FormatInt(j.Memory>>20, 10), "1", strconv.FormatBool(done), j.Question.ID,
			strings.Join(values, " ")}); err != nil {
			return err
		}
	}
	out.Flush()
	return unwritable("standard output", out.Error())
}
