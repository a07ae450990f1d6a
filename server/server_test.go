package server

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"ikat/engine"
	"ikat/internal/tinyworld"
	"ikat/internal/turns"
	"ikat/server/api"
	"ikat/store"
	"ikat/tablefile/all"
	"ikat/tablefile/apx"
	"ikat/tablefile/oecd"
)

func start(t testing.TB, change ...func(*Config)) *Server {
	t.Helper()
	s := store.New(t.TempDir())
	c := Config{
		Engine:  engine.New("test", all.All(), apx.Library(), s),
		Store:   s,
		Table:   "apx/2008",
		Version: "test",
		Faults:  slog.New(slog.DiscardHandler),
	}
	for _, f := range change {
		f(&c)
	}
	out, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(out.Close)
	return out
}

func ask(s *Server, method, path string, header ...string) *httptest.ResponseRecorder {
	return askIn(context.Background(), s, method, path, header...)
}

func askIn(ctx context.Context, s *Server, method, path string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequestWithContext(ctx, method, path, strings.NewReader(""))
	r.Host = "localhost:8765"
	for i := 0; i < len(header); i += 2 {
		if header[i] == "Host" {
			r.Host = header[i+1]
		} else {
			r.Header.Set(header[i], header[i+1])
		}
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func TestItGoesByItsNamesOnly(t *testing.T) {
	s := start(t, func(c *Config) { c.Hosts = []string{"ikat.example.org", "10.1.2.3", "FE80::1"} })
	for host, want := range map[string]int{
		"localhost": 200, "localhost:1": 200, "LOCALHOST.": 200, "127.0.0.1:8765": 200, "127.9.9.9": 200,
		"[::1]:8765": 200, "[::ffff:127.0.0.1]": 200, "ikat.example.org:80": 200, "10.1.2.3": 200, "[fe80::1]:8765": 200,
		"": 421, "evil.example": 421, "127.0.0.1.evil.example": 421, "localhost.evil.example": 421, "10.1.2.4": 421,
		"0.0.0.0": 421, "localhost:80:80": 421, "user@localhost": 421,
	} {
		if got := ask(s, "GET", "/api/v1/tables", "Host", host).Code; got != want {
			t.Errorf("Host %q: %d, want %d", host, got, want)
		}
	}
}

func TestOnlyItsOwnPagesAndTheTokenChangeAnything(t *testing.T) {
	s := start(t, func(c *Config) { c.Token = "secret" })
	const bearer = "Bearer secret"
	for _, c := range []struct {
		header []string
		want   int
	}{
		{[]string{"Authorization", bearer}, 404}, // let through: there is no such job
		{[]string{"Authorization", "bearer secret"}, 404},
		{[]string{"Authorization", bearer, "Origin", "http://localhost:8765", "Sec-Fetch-Site", "same-origin"}, 404},
		{nil, 401},
		{[]string{"Authorization", "Bearer secre"}, 401},
		{[]string{"Authorization", "Bearer secret1"}, 401},
		{[]string{"Authorization", "Basic secret"}, 401},
		{[]string{"Authorization", "secret"}, 401},
		{[]string{"Authorization", bearer, "Origin", "http://evil.example"}, 403},
		{[]string{"Authorization", bearer, "Origin", "null"}, 403},
		{[]string{"Authorization", bearer, "Origin", "http://localhost:9999"}, 403},
		{[]string{"Authorization", bearer, "Sec-Fetch-Site", "cross-site"}, 403},
		{[]string{"Authorization", bearer, "Sec-Fetch-Site", "same-site"}, 403},
	} {
		w := ask(s, "DELETE", "/api/v1/jobs/x", c.header...)
		if w.Code != c.want {
			t.Errorf("%v: %d, want %d", c.header, w.Code, c.want)
		}
		if w.Code == 401 && !strings.HasPrefix(w.Header().Get("WWW-Authenticate"), "Bearer") {
			t.Error("401 does not say how")
		}
	}
	if w := ask(s, "GET", "/api/v1/tables"); w.Code != 200 {
		t.Errorf("reading needs no token: %d", w.Code)
	}
	if w := ask(start(t), "DELETE", "/api/v1/jobs/x"); w.Code != 404 {
		t.Errorf("without a token configured: %d", w.Code)
	}
}

// page is an interface in place of the real one.
func page(f http.HandlerFunc) func(*Config) { return func(c *Config) { c.UI = f } }

func TestAPanicIsAProblemAndTheServerGoesOn(t *testing.T) {
	var log bytes.Buffer
	s := start(t, page(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/early", "/assets/early":
			panic("broken in a way")
		}
		fmt.Fprint(w, "fine")
	}), func(c *Config) { c.Faults = slog.New(slog.NewTextHandler(&log, nil)) })
	for _, path := range []string{"/early", "/early", "/assets/early"} {
		w := ask(s, "GET", path)
		if w.Code != 500 || w.Header().Get("Content-Type") != "application/problem+json" ||
			strings.Contains(w.Body.String(), "broken in a way") {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
	if n := strings.Count(log.String(), `panic="broken in a way"`); n != 3 {
		t.Errorf("%d lines in the log, and none of the three may be remembered: %s", n, log.String())
	}
	if w := ask(s, "GET", "/"); w.Code != 200 || w.Body.String() != "fine" {
		t.Errorf("afterwards: %d", w.Code)
	}
}

func TestARepeatedQuestionIsAskedOnce(t *testing.T) {
	var asked atomic.Int32
	s := start(t, page(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		switch r.URL.Path {
		case "/missing":
			w.WriteHeader(404)
		case "/busy":
			w.WriteHeader(503)
		}
		w.Header().Set("ETag", `"a"`)
		fmt.Fprint(w, r.URL.Path, r.Header.Get("Accept-Language"))
	}))
	count := func(path string, header ...string) int32 {
		before := asked.Load()
		for range 3 {
			ask(s, "GET", path, header...)
		}
		return asked.Load() - before
	}
	for _, c := range []struct {
		path   string
		header []string
		want   int32
	}{
		{"/a", nil, 1}, {"/a", nil, 0}, {"/a?x=1", nil, 1}, {"/a", []string{"Accept-Language", "fr"}, 1},
		{"/a", []string{"Accept", "text/csv"}, 1},
		{"/missing", nil, 1}, {"/busy", nil, 3}, {"/stream", []string{"Accept", "text/event-stream"}, 3},
		{"/assets/x", nil, 3},
	} {
		if got := count(c.path, c.header...); got != c.want {
			t.Errorf("%s %v: asked %d times, want %d", c.path, c.header, got, c.want)
		}
	}
	if w := ask(s, "GET", "/a", "Accept-Language", "fr"); w.Body.String() != "/afr" {
		t.Errorf("remembered %q", w.Body)
	}
	// Another table at hand makes it another question.
	table := *tinyworld.Table()
	table.Name, table.Year = "made", 2001
	if _, err := s.Store.Put(t.Context(), &table, false); err != nil {
		t.Fatal(err)
	}
	if got := count("/a"); got != 1 {
		t.Errorf("with another table: asked %d times", got)
	}
}

// What is kept for one method is no answer to another, and what is kept for GET is one to HEAD.
func TestMethodsDoNotShareAnswers(t *testing.T) {
	s := start(t)
	const path = "/api/v1/measure/exports?economy=IDN"
	for range 2 { // asked first, and kept
		for method, want := range map[string]int{"OPTIONS": 405, "GET": 200, "HEAD": 200, "PUT": 405} {
			w := ask(s, method, path)
			if w.Code != want || want == 405 && !strings.Contains(strings.Join(w.Header().Values("Allow"), ","), "GET") {
				t.Errorf("%s: %d %v", method, w.Code, w.Header())
			}
		}
	}
}

func TestAnswersKeptAreBounded(t *testing.T) {
	const size = 1 << 20
	s := start(
		t,
		page(func(w http.ResponseWriter, r *http.Request) { w.Write(bytes.Repeat([]byte("x"), size)) }),
		func(c *Config) { c.Engine.Memory().Limit(5 * size) },
	)
	for i := range 20 {
		if w := ask(s, "GET", fmt.Sprint("/", i)); w.Body.Len() != size {
			t.Fatalf("%d bytes", w.Body.Len())
		}
	}
	if m := s.Engine.Memory(); m.Held() > 5*size || m.Kept() < 2 || m.Kept() > 5 {
		t.Errorf("%d answers of %d bytes are kept", m.Kept(), m.Held())
	}
}

// An answer too large to keep is given whole, and its question is not worked on in memory a second time.
func TestALargeAnswerIsGivenWhole(t *testing.T) {
	var asked atomic.Int32
	s := start(t, page(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		for range largest/(1<<20) + 2 {
			if _, err := w.Write(bytes.Repeat([]byte("x"), 1<<20)); err != nil {
				panic(http.ErrAbortHandler)
			}
		}
	}))
	for i, want := range []int32{2, 3} {
		if w := ask(s, "GET", "/large"); w.Code != 200 || w.Body.Len() != largest+2<<20 || asked.Load() != want {
			t.Errorf("time %d: %d with %d bytes, asked %d times", i, w.Code, w.Body.Len(), asked.Load())
		}
	}
}

// Half an answer is neither given nor kept.
func TestAnAnswerThatBreaksOffIsNone(t *testing.T) {
	s := start(
		t,
		page(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "half"); panic(http.ErrAbortHandler) }),
	)
	if w := ask(s, "GET", "/half"); w.Code != 500 || strings.Contains(w.Body.String(), "half") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if s.Engine.Memory().Kept() > 0 {
		t.Error("it is kept")
	}
}

// Of those who wait for one answer each may leave; the last one takes the work along.
func TestTheLastOneToLeaveStopsTheWork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked, stopped atomic.Int32
		s := start(t, page(func(w http.ResponseWriter, r *http.Request) {
			asked.Add(1)
			<-r.Context().Done()
			stopped.Add(1)
		}))
		var all sync.WaitGroup
		var leave []context.CancelFunc
		for range 3 {
			ctx, cancel := context.WithCancel(t.Context())
			leave = append(leave, cancel)
			all.Go(func() { askIn(ctx, s, "GET", "/long") })
		}
		synctest.Wait()
		for i, l := range leave {
			if asked.Load() != 1 || stopped.Load() != 0 {
				t.Errorf("before client %d left: asked %d times, stopped %d times", i, asked.Load(), stopped.Load())
			}
			l()
			synctest.Wait()
		}
		if stopped.Load() != 1 {
			t.Error("nobody waits, and the work goes on")
		}
		all.Wait()
		if kept, taken := s.Engine.Memory().Kept(), s.gate.State(turns.Short).Working; kept > 0 || taken > 0 {
			t.Errorf("%d answers kept, %d turns taken", kept, taken)
		}
	})
}

// working shows pages that take a turn each.
func working(work func(context.Context)) func(*Config) {
	return page(func(w http.ResponseWriter, r *http.Request) {
		in, leave, err := turns.Enter(r.Context(), turns.Short, 0)
		if err != nil {
			api.Fail(w, r, err)
			return
		}
		defer leave()
		if work(in); in.Err() != nil {
			api.Fail(w, r, in.Err())
		}
	})
}

func TestABusyServerSaysSo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		s := start(t, working(func(context.Context) { <-release }), func(c *Config) { c.Limits.Short.Working = 1 })
		var first sync.WaitGroup
		first.Go(func() { ask(s, "GET", "/first") })
		synctest.Wait()
		begun := time.Now()
		w := ask(s, "GET", "/second")
		if w.Code != 503 || w.Header().Get("Retry-After") == "" || time.Since(begun) != s.Limits.Short.Wait {
			t.Errorf("%d after %v: %s", w.Code, time.Since(begun), w.Body)
		}
		close(release)
		first.Wait()
		if w := ask(s, "GET", "/second"); w.Code != 200 {
			t.Errorf("once there is room: %d; busyness may not be remembered", w.Code)
		}
	})
}

func TestOneQuestionMayNotTakeForEver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, working(func(ctx context.Context) { <-ctx.Done() }))
		begun := time.Now()
		ask(s, "GET", "/slow")
		if took := time.Since(begun); took != s.Limits.Short.Work {
			t.Errorf("it took %v", took)
		}
	})
	s := start(t, func(c *Config) { c.Limits.Short.Work = time.Nanosecond })
	if w := ask(s, "GET", "/api/v1/measure/bm"); w.Code != 503 ||
		!strings.Contains(w.Body.String(), "longer than this server allows") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// A client that is killed in the middle of an upload, over a real connection, leaves nothing.
func TestAKilledUploadLeavesNothing(t *testing.T) {
	s := start(t)
	incoming := filepath.Join(s.Store.Root(), "incoming", "from-*")
	over := make(chan struct{})
	http1 := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer close(over)
		s.ServeHTTP(w, r)
	}))
	defer http1.Close()
	c, err := net.Dial("tcp", http1.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	var table bytes.Buffer
	if err := oecd.Write(&table, tinyworld.Table()); err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(
		c,
		"POST /api/v1/tables?filename=made_2001.csv HTTP/1.1\r\nHost: %s\r\nContent-Type: text/csv\r\nContent-Length: "+
			"%d\r\n\r\n%s",
		http1.Listener.Addr(),
		table.Len(),
		table.Bytes()[:50],
	)
	for {
		if begun, _ := filepath.Glob(filepath.Join(incoming, "files", "made_2001.csv")); len(begun) == 1 {
			break
		}
		time.Sleep(time.Millisecond)
	}
	c.Close()
	<-over
	if left, _ := filepath.Glob(incoming); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if entries, err := s.Store.List(); err != nil || len(entries) > 0 {
		t.Errorf("%v %v", entries, err)
	}
}

func TestARequestIsLoggedWhereAsked(t *testing.T) {
	var log bytes.Buffer
	s := start(t, func(c *Config) { c.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	ask(s, "GET", "/api/v1/measures/nothing")
	if text := log.String(); !strings.Contains(text, "url=/api/v1/measures/nothing") ||
		!strings.Contains(text, "status=404") {
		t.Errorf("log: %s", text)
	}
}

func FuzzHost(f *testing.F) {
	for _, seed := range []string{"localhost", "[::1]:1", "[::1", "::1", "127.0.0.1:x", "a:b:c", "[]", ":", "\x00",
		"evil.example:80", "[fe80::1%25lo]:80"} {
		f.Add(seed)
	}
	s := &Server{hosts: names(nil)} // its guard alone answers at once
	f.Fuzz(func(t *testing.T, host string) {
		r := httptest.NewRequest(http.MethodGet, "/api/v1/tables", nil)
		r.Host = host
		name, err := hostName(host), s.guard(r)
		if ours := name == "localhost" || loopback(name); ours != (err == nil) {
			t.Errorf("Host %q: %v", host, err)
		}
	})
}
