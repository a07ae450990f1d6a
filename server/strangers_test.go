package server

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ikat/internal/turns"
)

// live starts the server on a real port.
func live(t *testing.T, change ...func(*Config)) (*Server, string) {
	t.Helper()
	s := start(t, change...)
	h := httptest.NewServer(s)
	t.Cleanup(h.Close)
	return s, h.Listener.Addr().String()
}

func dial(t *testing.T, address string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	if err := c.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	return c
}

var hurried = Pace{Idle: 300 * time.Millisecond, Grace: 500 * time.Millisecond, Rate: 1 << 20}

// Bytes that drip must not keep a connection, whatever route they are for.
func TestABodyThatDripsIsGivenUp(t *testing.T) {
	_, address := live(t, func(c *Config) { c.Limits.Pace = hurried })
	for _, path := range []string{"POST /api/v1/tables?filename=made_2001.csv", "POST /api/v1/simulate",
		// Nobody reads these.
		"GET /api/v1/tables", "GET /nothing", "DELETE /api/v1/jobs/none", "HEAD /api/v1/docs"} {
		c := dial(t, address)
		fmt.Fprintf(
			c,
			"%s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/yaml\r\nContent-Length: 5000\r\n\r\n",
			path,
			address,
		)
		stopped := make(chan bool)
		go func() {
			for {
				select {
				case <-stopped:
					return
				case <-time.After(100 * time.Millisecond):
					_, _ = c.Write([]byte("x")) // until the server has enough
				}
			}
		}()
		begun := time.Now()
		answer, err := io.ReadAll(c)
		close(stopped)
		if took := time.Since(begun); took > 10*time.Second {
			t.Errorf("%s: still taken after %v: %v %.60s", path, took, err, answer)
		}
	}
}

// Who asks and does not take the answer must not keep it.
func TestAnAnswerThatIsNotTakenIsGivenUp(t *testing.T) {
	over := make(chan error, 1)
	_, address := live(t, func(c *Config) { c.Limits.Pace = hurried }, page(func(w http.ResponseWriter, r *http.Request) {
		piece := make([]byte, 1<<20)
		for range 100 {
			if _, err := w.Write(piece); err != nil {
				over <- err
				return
			}
		}
		over <- nil
	}))
	c := dial(t, address)
	fmt.Fprintf(c, "GET /assets/large HTTP/1.1\r\nHost: %s\r\n\r\n", address)
	select {
	case err := <-over:
		if err == nil {
			t.Error("all of it was sent to nobody")
		}
	case <-time.After(15 * time.Second):
		t.Error("it is still being sent")
	}
}

// Pace is about the client: an answer that takes long to make is no fault of its.
func TestASlowAnswerIsNoSlowClient(t *testing.T) {
	_, address := live(t, func(c *Config) { c.Limits.Pace = hurried }, page(func(w http.ResponseWriter, r *http.Request) {
		for range 4 {
			time.Sleep(400 * time.Millisecond)
			fmt.Fprint(w, "piece ")
			_ = http.NewResponseController(w).Flush()
		}
	}))
	r, err := http.Get("http://" + address + "/assets/slow")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if text, err := io.ReadAll(r.Body); err != nil || string(text) != strings.Repeat("piece ", 4) {
		t.Errorf("%q %v", text, err)
	}
}

func TestConnectionsAreCapped(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	srv := &http.Server{Handler: start(t), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = srv.Serve(Capped(l, 2, 1)) }()
	t.Cleanup(func() { srv.Close() })
	ask := func(c net.Conn) string {
		fmt.Fprintf(c, "GET /api/v1/docs HTTP/1.1\r\nHost: localhost\r\n\r\n")
		head := make([]byte, 12)
		n, _ := io.ReadFull(c, head)
		return string(head[:n])
	}
	first, second := dial(t, l.Addr().String()), dial(t, l.Addr().String())
	if a, b := ask(first), ask(second); a != "HTTP/1.1 200" || b != a {
		t.Fatalf("%q %q", a, b)
	}
	third, err := io.ReadAll(dial(t, l.Addr().String()))
	if err != nil || !bytes.HasPrefix(third, []byte("HTTP/1.1 503")) {
		t.Errorf("beyond the cap: %q %v", third, err)
	}
	first.Close()
	for range 100 {
		if got := ask(dial(t, l.Addr().String())); got == "HTTP/1.1 200" {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("a closed connection makes no room")
}

func TestQueriesThatCannotBeReadAreRefused(t *testing.T) {
	s := start(t)
	for _, query := range []string{"economy=%zz", "economy=IDN;format=csv", "%", "a=%2"} {
		for _, path := range []string{"/api/v1/measure/bm?", "/?", "/api/v1/docs?"} {
			if w := ask(s, "GET", path+query); w.Code != 400 {
				t.Errorf("%s%s: %d", path, query, w.Code)
			}
		}
	}
}

func TestARefusedPageElsewhereIsNamedByWhatShowsIt(t *testing.T) {
	s := start(t)
	w := ask(s, "POST", "/api/v1/simulate", "Sec-Fetch-Site", "cross-site")
	if w.Code != 403 || !strings.Contains(w.Body.String(), "Sec-Fetch-Site cross-site") ||
		strings.Contains(w.Body.String(), "Origin :") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestAnyAnswerIsHeldBySaying(t *testing.T) {
	s := start(t)
	for range 2 {
		if w := ask(s, "GET", "/api/v1/tables", "If-None-Match", "*"); w.Code != 304 {
			t.Errorf("%d", w.Code)
		}
		ask(s, "GET", "/api/v1/tables")
	}
}

// What needs no computing answers however many questions are being worked on.
func TestWhatNeedsNoComputingTakesNoTurn(t *testing.T) {
	s := start(t, func(c *Config) {
		c.Limits.Short, c.Limits.Long = turns.Bounds{
			Working: 1,
			Wait:    time.Millisecond,
		}, turns.Bounds{
			Working: 1,
			Wait:    time.Millisecond,
		}
	})
	ctx := turns.With(t.Context(), s.gate, "other")
	for _, size := range []turns.Size{turns.Short, turns.Long} {
		_, leave, err := turns.Enter(ctx, size, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer leave()
	}
	for path, want := range map[string]int{
		"/api/v1/docs": 200, "/api/v1/openapi.json": 200, "/api/v1/nothing": 404, "/api/v1/measures": 200,
		"/api/v1/tables":          200,
		"/api/v1/measure/nothing": 404, "/api/v1/profile/IDN?group=x": 400, "/api/v1/jobs/x": 404, "/api/v1/profile/IDN": 503,
	} {
		w := ask(s, "GET", path)
		if w.Code != want || want == 503 && w.Header().Get("Retry-After") == "" {
			t.Errorf("%s: %d, want %d: %.200s", path, w.Code, want, w.Body)
		}
	}
	if w := ask(s, "GET", "/api/v1/measure/bm", "If-None-Match", "*"); w.Code != 304 {
		t.Errorf("an entity tag: %d", w.Code)
	}
}

func TestWhatRanOutOfItsTimeIsRefusedAtOnce(t *testing.T) {
	s := start(t, func(c *Config) { c.Limits.Short.Work = time.Nanosecond })
	if w := ask(s, "GET", "/api/v1/measure/bm"); w.Code != 503 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	_, leave, err := turns.Enter(turns.With(t.Context(), s.gate, "x"), turns.Short, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer leave()
	before := s.gate.State(turns.Short)
	if w := ask(s, "GET", "/api/v1/measure/bm"); w.Code != 503 ||
		!strings.Contains(w.Body.String(), "longer than this server allows") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if after := s.gate.State(turns.Short); after != before {
		t.Errorf("it took a turn: %+v, %+v", before, after)
	}
}

func TestThoseWhoWatch(t *testing.T) {
	s := start(t)
	ask(s, "GET", "/api/v1/tables")
	ask(s, "GET", "/api/v1/nothing/"+strings.Repeat("x", 50))
	get := func(path string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		s.Watch().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), "GET", path, nil))
		return w
	}
	text := get("/metrics").Body.String()
	for _, line := range []string{
		`ikat_request_seconds_count{part="api",status="200"} 1`, `ikat_request_seconds_count{part="api",status="404"} 1`,
		`ikat_questions_working{size="long"} 0`, "ikat_store_damaged 0", "ikat_memory_kept_bytes", "go_goroutines",
	} {
		if !strings.Contains(text, line) {
			t.Errorf("no %s in %s", line, text)
		}
	}
	if strings.Contains(text, "xxx") {
		t.Error("addresses that anybody can make up become series")
	}
	if w := get("/healthz"); w.Code != 200 {
		t.Errorf("%d", w.Code)
	}
	if w := get("/readyz"); w.Code != 200 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	s.Stopping()
	if w := get("/readyz"); w.Code != 503 {
		t.Errorf("stopping: %d", w.Code)
	}
	if w := ask(s, "GET", "/metrics"); w.Code == 200 {
		t.Error("strangers see what is for those who watch")
	}
}

func TestRequestsHaveNames(t *testing.T) {
	s := start(t)
	if w := ask(s, "GET", "/api/v1/docs", idHeader, "proxy-1"); w.Header().Get(idHeader) != "proxy-1" {
		t.Error(w.Header())
	}
	if w := ask(s, "GET", "/api/v1/docs", idHeader, "bad\nname"); len(w.Header().Get(idHeader)) < 20 {
		t.Error(w.Header())
	}
}
