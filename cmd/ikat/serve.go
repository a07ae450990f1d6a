package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ikat/economies"
	"ikat/engine"
	"ikat/fault"
	"ikat/internal/cores"
	"ikat/question/computed"
	"ikat/server"
	"ikat/server/api"
	"ikat/server/ui"
)

const defaultListen = "127.0.0.1:8765"

// draining is how long a server that is told to stop goes on with what it has begun.
const draining = 5 * time.Second

// serving are the options of serve.
type serving struct {
	secret
	economy                                                      string
	listen, watch, maxUpload, mostStored, memory, table, sources string
	hosts                                                        []string
	embedFrom                                                    []string
	unused                                                       time.Duration
	open, log                                                    bool
}

func (a *app) serve() *cobra.Command {
	var o serving
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Open ikat in the browser, and answer programs over HTTP",
		Long: `Serve the pages and the API on this machine. Ctrl-C stops it.

Nobody else reaches it unless --listen says so. Then whatever changes something (adding or removing a table, running
a scenario as a job) needs a token, which is printed if --token gives none, and a name by which others call the
server needs --host. There is no encryption: put a proxy with TLS in front of a server that others reach over a
network you do not trust.

The API is described at /api/v1/docs, for machines at /api/v1/openapi.json; docs/api.md shows its use from curl,
Python, R and Stata.`,
		Example: `  ikat serve --open
  ikat serve --listen :0                          on any free port
  ikat serve --listen 0.0.0.0:8765 --host ikat.example.org
  curl 'http://127.0.0.1:8765/api/v1/measure/bm?economy=IDN&format=csv'`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.runServer(cmd.Context(), &o) },
	}
	fl := cmd.Flags()
	fl.StringVar(
		&o.listen,
		"listen",
		defaultListen,
		"address and port; without an address this machine only, with port 0 any free one",
	)
	fl.BoolVar(&o.open, "open", false, "open the browser")
	o.flags(fl, "what requests that change something must send, as Authorization: Bearer TOKEN")
	fl.StringVar(
		&o.watch,
		"watch",
		"",
		"address and port of /metrics (Prometheus), /healthz and /readyz; keep it from strangers",
	)
	fl.StringSliceVar(&o.hosts, "host", nil, "names by which others call the server")
	fl.StringSliceVar(&o.embedFrom, "embed-from", nil, "sites whose pages may show pictures of this one in frames")
	fl.StringVar(&o.maxUpload, "max-upload", "2GiB", "largest table that is taken")
	fl.StringVar(
		&o.mostStored,
		"max-store",
		"",
		"room that tables may take on disk, such as 100GiB (default: what the disk has)",
	)
	fl.StringVar(
		&o.memory,
		"memory",
		"",
		"memory to take, such as 4GiB; large questions take more while they are worked on (default: half of the machine's)",
	)
	fl.DurationVar(
		&o.unused,
		"forget-after",
		server.Unused,
		"give back what is remembered and was not asked for in this time, at twice that at most",
	)
	fl.StringVarP(
		&o.table,
		"table",
		"t",
		"",
		"table asked where a question names none (default: the one of ikat use, or the newest at hand)",
	)
	fl.StringVar(
		&o.economy,
		"economy",
		"",
		"economy that pages are about until a reader chooses one (default: that of ikat use)",
	)
	fl.StringVar(&o.sources, "sources", "", otherSources)
	fl.BoolVar(&o.log, "log", false, "write a line a request to standard error")
	return cmd
}

// about tells pages which economy they are about: the one named, or else remembered.
//
// Error: economies.Resolve's; what the file of choices is wrong in.
func (a *app) about(site *ui.Site, economy string) error {
	if economy == "" {
		u, err := remembered()
		if err != nil {
			return err
		}
		economy = u.Economy
	}
	if economy == "" {
		return nil
	}
	e, err := economies.Resolve(economy)
	if err != nil {
		return err
	}
	site.About(e.Code)
	return nil
}

func (a *app) runServer(ctx context.Context, o *serving) error {
	if o.unused <= 0 {
		return &fault.Error{Kind: fault.Invalid, Where: "--forget-after " + o.unused.String(),
			What: "is no time to remember anything", Fix: "Give a time such as 10m"}
	}
	upload, err := parseSize("--max-upload", o.maxUpload)
	if err != nil {
		return err
	}
	if o.mostStored != "" {
		if a.store.Most, err = parseSize("--max-store", o.mostStored); err != nil {
			return err
		}
	}
	memory := usualMemory()
	if o.memory != "" {
		if memory, err = parseSize("--memory", o.memory); err != nil {
			return err
		}
	}
	a.take(memory)
	if err := o.find(); err != nil {
		return err
	}
	strangers := a.engine.Closed()
	if o.table == "" {
		if o.table, err = a.usualTable(ctx); err != nil {
			return err
		}
	}
	if _, err := strangers.Content(o.table); err != nil {
		return err
	}
	listener, err := listen(o.listen)
	if err != nil {
		return err
	}
	defer listener.Close()
	public := !local(listener.Addr())
	if public && o.token == "" {
		o.token = rand.Text()
		fmt.Fprintf(a.out, "Requests that change something need this token: %s\n", bold(o.token))
	}
	site, err := ui.New(strangers, o.table)
	if err != nil {
		return err
	}
	defer site.Close()
	if err := a.about(site, o.economy); err != nil {
		return err
	}
	sources, err := readSources(o.sources)
	if err != nil {
		return err
	}
	shelf := a.shelf(sources)
	site.Keeps(ui.Keeping{Sources: sources, Store: true, Token: o.token != "", Data: shelf.Data,
		Kept: shelf.Names})
	if err := site.EmbedFrom(o.embedFrom); err != nil {
		return err
	}
	logger := slog.New(slog.NewTextHandler(a.err, nil))
	c := server.Config{
		Engine:  a.engine,
		Store:   a.store,
		Sources: sources,
		Table:   o.table,
		UI:      site,
		Takes:   ui.SentPath,
		Sent:    site.Sent,
		Data:    shelf.Data,
		Version: version(),
		Edition: edition(),
		Hosts:   append(o.hosts, ownNames(listener.Addr())...),
		Token:   o.token,
		Limits:  server.Limits{API: api.Limits{Upload: upload}},
		Faults:  logger,
	}
	if o.log {
		c.Log = logger
	}
	cores.LeaveOne() // a long question takes no turn of a short one, nor its core
	handler, err := server.New(c)
	if err != nil {
		return err
	}
	defer handler.Close()
	a.greet(listener.Addr(), o)
	if !site.FrontEnd() {
		fmt.Fprintln(
			a.out,
			"Pages have no style and no script: this program was built without npm, which makes them.",
		)
	}
	go warm(ctx, strangers, o.table)
	go handler.Tend(ctx, o.unused)
	if o.watch != "" {
		watched, err := listen(o.watch)
		if err != nil {
			return err
		}
		defer watched.Close()
		fmt.Fprintf(
			a.out,
			"Those who watch it find /metrics, /healthz and /readyz at http://%s/\n",
			reachable(watched.Addr()),
		)
		watching := &http.Server{
			Handler:      handler.Watch(),
			ReadTimeout:  10 * time.Second,
			WriteTimeout: time.Minute,
			IdleTimeout:  time.Minute,
		}
		go func() { _ = watching.Serve(watched) }() // it ends with its listener
	}
	return a.drain(ctx, server.Capped(listener, server.MostConnections, server.MostOfOne), handler, logger)
}

// greet says where the server is, and opens the browser if asked.
func (a *app) greet(addr net.Addr, o *serving) {
	address := "http://" + reachable(addr) + "/"
	fmt.Fprintf(
		a.out,
		"ikat answers at %s\nThe API is described at %sapi/v1/docs. Ctrl-C stops it.\n",
		bold(address),
		address,
	)
	if o.open {
		if err := openBrowser(address); err != nil {
			fmt.Fprintf(a.err, "ikat: the browser could not be opened (%v); the address is above\n", err)
		}
	}
}

// warm reads the table shown first and computes what the first page shows, so that it need not wait. Who asks meanwhile
// waits for the same work; what fails here fails again, and is said, where someone asks.
func warm(ctx context.Context, e *engine.Engine, table string) {
	_, _ = computed.Measures(
		ctx,
		e,
		computed.Request{Measures: []string{"shares"}, Tables: []string{table}, Level: "country"},
		nil,
	)
}

// drain serves until the context ends, and then lets what has begun come to its end for a while.
func (a *app) drain(ctx context.Context, listener net.Listener, handler *server.Server, logger *slog.Logger) error {
	patience.Store(int64(draining + time.Second))
	srv := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(logger.Handler(), slog.LevelDebug),
	}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(listener) }()
	select {
	case err := <-failed:
		return &fault.Error{Kind: fault.Internal, What: fault.Say("the server broke down: %v", err), Err: err}
	case <-ctx.Done():
		handler.Stopping()
		fmt.Fprintln(a.err, "ikat: told to stop; finishing what has begun")
	}
	end, stop := context.WithTimeout(context.Background(), draining)
	defer stop()
	if err := srv.Shutdown(end); errors.Is(err, context.DeadlineExceeded) {
		srv.Close()
	}
	return nil
}

// listen opens the port. An address that names no machine means this one alone.
//
// Error: fault.Invalid for what is no address; fault.Unwritable if the port is taken, with one that is free.
func listen(address string) (net.Listener, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, &fault.Error{
			Kind:  fault.Invalid,
			Where: "--listen " + address,
			What:  "it is not of the form ADDRESS:PORT",
			Fix:   fault.Say("For instance --listen %s", defaultListen),
			Err:   err,
		}
	}
	if host == "" {
		host = "127.0.0.1"
	}
	l, err := net.Listen("tcp", net.JoinHostPort(host, port))
	if err == nil {
		return l, nil
	}
	f := &fault.Error{
		Kind:  fault.Invalid,
		Where: "--listen " + address,
		What:  fault.Say("the address cannot be listened at: %v", err),
		Err:   err,
	}
	free, ferr := net.Listen("tcp", net.JoinHostPort(host, "0"))
	if ferr != nil {
		return nil, f
	}
	defer free.Close()
	f.What, f.Why = fault.Say("port %s cannot be had", port), "Another program listens there, perhaps another ikat"
	if errors.Is(err, os.ErrPermission) {
		f.Why = "Ports below 1024 need special rights"
	}
	_, other, _ := net.SplitHostPort(free.Addr().String())
	f.Fix = fault.Say("Take a free one, such as --listen %s", net.JoinHostPort(host, other))
	return nil, f
}

// local reports whether only this machine reaches an address.
func local(addr net.Addr) bool {
	a, err := netip.ParseAddrPort(addr.String())
	return err == nil && a.Addr().Unmap().IsLoopback()
}

// reachable is an address as a browser on this machine can write it.
func reachable(addr net.Addr) string {
	a, err := netip.ParseAddrPort(addr.String())
	if err == nil && a.Addr().IsUnspecified() {
		return net.JoinHostPort("127.0.0.1", strconv.Itoa(int(a.Port())))
	}
	return addr.String()
}

// ownNames are the addresses and the name of this machine under which others reach what listens at an address.
func ownNames(addr net.Addr) []string {
	a, err := netip.ParseAddrPort(addr.String())
	if err != nil || a.Addr().Unmap().IsLoopback() {
		return nil
	}
	if !a.Addr().IsUnspecified() {
		return []string{a.Addr().String()}
	}
	var out []string
	if name, err := os.Hostname(); err == nil {
		out = append(out, name)
	}
	addrs, err := net.InterfaceAddrs()
	if err != nil {
		return out
	}
	for _, i := range addrs {
		if p, err := netip.ParsePrefix(i.String()); err == nil {
			out = append(out, p.Addr().String())
		}
	}
	return out
}

// edition names this very program: the version, and when it was built where that is a developer's matter.
func edition() string {
	out := version()
	if path, err := os.Executable(); err == nil {
		if info, err := os.Stat(path); err == nil {
			out += fmt.Sprintf(" %d %d", info.Size(), info.ModTime().UnixNano())
		}
	}
	return out
}

// parseSize reads a number of bytes: 500MB, 2GiB.
//
// Error: fault.Invalid.
func parseSize(option, s string) (int64, error) {
	number, unit := strings.TrimRight(
		s,
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ ",
	), strings.TrimLeft(
		s,
		"0123456789. ",
	)
	size := map[string]float64{"": 1, "b": 1, "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12, "kib": 1 << 10,
		"mib": 1 << 20, "gib": 1 << 30, "tib": 1 << 40}[strings.ToLower(unit)]
	v, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if err != nil || size == 0 || !(v*size >= 1 && v*size < 1<<60) {
		return 0, &fault.Error{
			Kind:  fault.Invalid,
			Where: option + " " + s,
			What:  "it is not a size",
			Fix:   fault.Say("For instance %s 500MB or 2GiB", option),
		}
	}
	return int64(v * size), nil
}

// openBrowser asks the system to show an address.
func openBrowser(address string) error {
	switch runtime.GOOS {
	case "darwin":
		return exec.Command("open", address).Start()
	case "windows":
		return exec.Command("rundll32", "url.dll,FileProtocolHandler", address).Start()
	}
	return exec.Command("xdg-open", address).Start()
}
