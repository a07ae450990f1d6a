package browser

import (
	"context"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"ikat/engine"
	"ikat/internal/fetch"
	"ikat/internal/turns"
	"ikat/server"
	"ikat/server/ui"
	"ikat/store"
	"ikat/tablefile/all"
	"ikat/tablefile/apx"
)

// root is the project's folder, seen from this one.
const root = "../.."

// chromiumPath finds the browser, or skips.
func chromiumPath(t *testing.T) string {
	t.Helper()
	for _, name := range []string{os.Getenv("IKAT_CHROMIUM"), "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); name != "" && err == nil {
			return path
		}
	}
	t.Skip("skipped: needs Chromium to look at the pages; make test installs it where it can")
	return ""
}

// shared is the browser, and the server that tests read from together: what one has made the others find in its memory.
// A test that changes what a server holds, or needs work not yet done, has a site of its own.
var shared struct {
	sync.Mutex
	server  *httptest.Server
	browser context.Context // of a tab that stays empty; the tests' own begin in it
	close   []func()
}

// together returns the shared server.
func together(t *testing.T) *httptest.Server {
	t.Helper()
	chromiumPath(t)
	shared.Lock()
	defer shared.Unlock()
	if shared.server == nil {
		dir, err := os.MkdirTemp("", "ikat-site")
		if err != nil {
			t.Fatal(err)
		}
		shared.close = append(shared.close, func() { os.RemoveAll(dir) })
		sources, err := fetch.Sources(nil)
		if err != nil {
			t.Fatal(err)
		}
		shared.server = serve(t, dir, func(f func()) { shared.close = append(shared.close, f) }, sources)
	}
	return shared.server
}

// program is the command line, built once.
func program(t *testing.T) string {
	t.Helper()
	built.Do(func() {
		dir, err := os.MkdirTemp("", "ikat-program")
		if err != nil {
			t.Fatal(err)
		}
		shared.Lock()
		shared.close = append(shared.close, func() { os.RemoveAll(dir) })
		shared.Unlock()
		path := filepath.Join(dir, "ikat")
		if out, err := exec.Command("go", "build", "-o", path, "ikat/cmd/ikat").CombinedOutput(); err != nil {
			t.Fatalf("building ikat: %v\n%s", err, out)
		}
		built.path = path
	})
	if built.path == "" {
		t.Fatal("ikat was not built")
	}
	return built.path
}

var built struct {
	sync.Once
	path string
}

func TestMain(m *testing.M) {
	code := m.Run()
	for _, f := range slices.Backward(shared.close) {
		f()
	}
	os.Exit(code)
}

// chromium is the browser, started once: that takes as long as loading several pages.
func chromium(t *testing.T) context.Context {
	t.Helper()
	path := chromiumPath(t)
	shared.Lock()
	defer shared.Unlock()
	if shared.browser != nil {
		return shared.browser
	}
	dir, err := os.MkdirTemp("", "ikat-browser")
	if err != nil {
		t.Fatal(err)
	}
	shared.close = append(shared.close, func() { os.RemoveAll(dir) })
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.DisableGPU, chromedp.UserDataDir(dir), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-quic", true))
	// Several windows on few cores gain nothing from threads beside theirs.
	opts = append(opts, chromedp.Flag("num-raster-threads", "1"), chromedp.Flag("js-flags", "--single-threaded-gc"))
	ctx, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	shared.close = append(shared.close, stop)
	ctx, stop = chromedp.NewContext(ctx)
	shared.close = append(shared.close, stop)
	if _, err := chromedp.Run(ctx, chromedp.Location()); err != nil {
		t.Fatal(err)
	}
	shared.browser = ctx
	return ctx
}

// site is a server for one test.
func site(t *testing.T, sources ...fetch.Source) *httptest.Server {
	t.Helper()
	chromiumPath(t)
	return serve(t, t.TempDir(), t.Cleanup, sources)
}

// serve starts the whole server on loopback, with the embedded table and an empty store in a folder, and what
// publishers offer.
func serve(t *testing.T, dir string, after func(func()), sources []fetch.Source) *httptest.Server {
	t.Helper()
	kept := store.New(dir)
	e := engine.New("test", all.All(), apx.Library(), kept)
	pages, err := ui.New(e, "apx/2011")
	if err != nil {
		t.Fatal(err)
	}
	if !pages.FrontEnd() {
		t.Skip("skipped: the front end is not built; make web builds it where npm is")
	}
	pages.Keeps(ui.Keeping{Sources: sources, Store: true})
	handler, err := server.New(server.Config{Engine: e, Store: kept, Sources: sources,
		Table: "apx/2011", UI: pages, Version: "test",
		Takes: ui.SentPath, Sent: pages.Sent,
		Limits: server.Limits{Long: turns.Bounds{Working: 2, Waiting: 64, Wait: patience, Work: patience}}})
	if err != nil {
		t.Fatal(err)
	}
	after(func() { handler.Close(); pages.Close() })
	s := httptest.NewServer(handler)
	after(s.Close)
	return s
}
