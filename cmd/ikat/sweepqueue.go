//go:build !noqueue

package main

import (
	"context"
	"fmt"
	"net"
	"runtime"
	"strconv"

	"github.com/spf13/cobra"

	"ikat/fault"
	"ikat/sweep"
	"ikat/sweep/queue"
)

// leading are the options of ikat sweep serve.
type leading struct {
	secret
	folder, listen string
}

func (a *app) sweepServe() *cobra.Command {
	var o leading
	cmd := &cobra.Command{
		Use:   "serve PLAN",
		Short: "Hand a plan's jobs to workers on a few machines, and gather the results",
		Long: `Hold the jobs of a plan for workers (ikat sweep work --join ADDRESS) and put what they send into the folder, as
ikat sweep would. Jobs that are done are skipped. A worker that ends gives its job back; one that is killed is missed
after half a minute. This command may be killed too: started again with the same plan and folder it goes on, and the
workers with it. It does no job itself, and ends when all are done.

Nobody else reaches it unless --listen says so, and then it needs a token, which workers show. There is no encryption:
use a network you trust. Workers need the same version of ikat, and the plan's tables and files under the same names;
what differs they name before they begin.`,
		Example: `  ikat sweep serve plan.yaml -o results                          workers of this machine
  IKAT_TOKEN=... ikat sweep serve plan.yaml -o results --listen 0.0.0.0:8766`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.runSweepServe(cmd.Context(), &o, args[0]) },
	}
	fl := cmd.Flags()
	fl.StringVarP(&o.folder, "output", "o", "", "folder of the results, and of the queue while there are jobs")
	fl.StringVar(&o.listen, "listen", queue.DefaultAddress,
		"address and port; without an address this machine only, with port 0 any free one")
	o.flags(fl, "what workers must show")
	return cmd
}

func (a *app) runSweepServe(ctx context.Context, o *leading, plan string) error {
	if o.folder == "" {
		return noFolder("ikat sweep serve")
	}
	if err := o.find(); err != nil {
		return err
	}
	addr, err := free(o.listen)
	if err != nil {
		return err
	}
	if !local(addr) && o.token == "" {
		return &fault.Error{Kind: fault.Invalid, Where: "--listen " + o.listen, What: "others reach it, and it has no token",
			Why: "Whoever joins sees what is asked and sends results",
			Fix: "Give workers and this command one in IKAT_TOKEN or with --token-file"}
	}
	jobs, err := a.jobs(ctx, plan)
	if err != nil {
		return err
	}
	l := &queue.Leader{Folder: sweep.Folder(o.folder), Version: version(), Jobs: jobs, Progress: a.progress()}
	if err := l.Start(ctx, addr, o.token); err != nil {
		return err
	}
	defer l.Close()
	join := reachable(addr)
	if names := ownNames(addr); len(names) > 0 {
		join = net.JoinHostPort(names[0], strconv.Itoa(addr.Port))
	}
	fmt.Fprintf(a.out, "%d jobs. Workers join with: %s\n", len(jobs), bold("ikat sweep work --join "+join))
	report, err := l.Run(ctx)
	if err != nil {
		return err
	}
	return a.swept(report, o.folder)
}

// free is an address to listen at, which nobody has taken.
func free(address string) (*net.TCPAddr, error) {
	l, err := listen(address)
	if err != nil {
		return nil, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr), nil
}

// working are the options of ikat sweep work.
type working struct {
	secret
	join    string
	workers int
}

func (a *app) sweepWork() *cobra.Command {
	var o working
	cmd := &cobra.Command{
		Use:   "work",
		Short: "Do jobs of a plan that ikat sweep serve hands out",
		Long: `Join a sweep, do its jobs one after the other and end when there are none. Ctrl-C gives the jobs in hand back.
Where the leader goes away, it is waited for (ten minutes): it may be started again.

Tables and files of the plan must be here under the same names with the same content, by checksum; what is missing or
differs is named before a job is taken. IKAT_STORE may name a folder that machines share.`,
		Example: "  ikat sweep work --join " + queue.DefaultAddress,
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.runSweepWork(cmd.Context(), &o) },
	}
	fl := cmd.Flags()
	fl.StringVar(&o.join, "join", "", "address and port of ikat sweep serve, as it prints them")
	fl.IntVar(&o.workers, "workers", runtime.GOMAXPROCS(0), "jobs at a time")
	o.flags(fl, "what the leader asks for")
	return cmd
}

func (a *app) runSweepWork(ctx context.Context, o *working) error {
	if o.join == "" {
		return &fault.Error{Kind: fault.Invalid, Where: "ikat sweep work", What: "it is not said whose jobs",
			Fix: "Say --join ADDRESS:PORT, as ikat sweep serve prints it"}
	}
	if err := someWorkers(o.workers); err != nil {
		return err
	}
	if err := o.find(); err != nil {
		return err
	}
	w := &queue.Worker{Engine: a.engine, Version: version(), Address: o.join, Token: o.token, Workers: o.workers,
		Progress: a.progress()}
	n, err := w.Run(ctx)
	a.endProgress()
	if n > 0 || err == nil {
		fmt.Fprintf(a.err, "ikat: %d jobs done here\n", n)
	}
	return err
}
