package fetch_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ikat/fault"
	"ikat/internal/fetch"
)

// content is what the server has.
func content(seed uint64, size int) []byte {
	r := rand.New(rand.NewPCG(seed, seed))
	out := []byte("PK\x03\x04")
	for len(out) < size {
		out = append(out, byte(r.Uint32()))
	}
	return out
}

func serve(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

// whole serves a file as a good server does, parts included.
func whole(data []byte) http.HandlerFunc {
	sum := md5.Sum(data)
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"`+hex.EncodeToString(sum[:])+`"`)
		http.ServeContent(w, r, "table.zip", time.Time{}, bytes.NewReader(data))
	}
}

// cut breaks the connection after some bytes of each answer.
func cut(next http.HandlerFunc, after int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		next(&cutter{ResponseWriter: w, left: after}, r)
	}
}

type cutter struct {
	http.ResponseWriter
	left int
}

func (c *cutter) Write(p []byte) (int, error) {
	if len(p) > c.left {
		c.ResponseWriter.Write(p[:c.left])
		c.ResponseWriter.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	}
	c.left -= len(p)
	return c.ResponseWriter.Write(p)
}

func quick() *fetch.Fetcher { return &fetch.Fetcher{Pause: time.Millisecond, Tries: 4} }

func TestGet(t *testing.T) {
	data := content(1, 300_000)
	sum := sha256.Sum256(data)
	requests := atomic.Int32{}
	counted := func(h http.HandlerFunc) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { requests.Add(1); h(w, r) }
	}
	for name, h := range map[string]http.HandlerFunc{
		"good": whole(data),
		"redirects": func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/elsewhere" {
				http.Redirect(w, r, "/elsewhere", http.StatusSeeOther)
				return
			}
			whole(data)(w, r)
		},
		"breaks off three times": cut(whole(data), 100_000),
		"no parts, no length": func(w http.ResponseWriter, _ *http.Request) {
			w.Write(data[:1000])
			w.(http.Flusher).Flush()
			w.Write(data[1000:])
		},
		"busy at first": func(w http.ResponseWriter, r *http.Request) {
			if requests.Load() == 1 {
				w.WriteHeader(http.StatusServiceUnavailable)
				return
			}
			whole(data)(w, r)
		},
	} {
		requests.Store(0)
		path := filepath.Join(t.TempDir(), "table.zip")
		if err := quick().Get(t.Context(), fetch.Request{URL: serve(t, counted(h)), Path: path,
			SHA256: hex.EncodeToString(sum[:])}); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, data) {
			t.Errorf("%s: %d bytes, %v", name, len(got), err)
		}
		if left, _ := os.ReadDir(filepath.Dir(path)); len(left) != 1 {
			t.Errorf("%s: left behind: %v", name, left)
		}
	}
}

// Some publishers give MD5 instead of SHA-256.
func TestMD5(t *testing.T) {
	data := content(2, 10_000)
	sum := md5.Sum(data)
	url := serve(t, whole(data))
	for want, fine := range map[string]bool{hex.EncodeToString(sum[:]): true, strings.Repeat("0", 32): false} {
		path := filepath.Join(t.TempDir(), "table.zip")
		err := quick().Get(t.Context(), fetch.Request{URL: url, Path: path, MD5: want})
		if fine != (err == nil) ||
			err != nil && (fault.KindOf(err) != fault.Unreadable || !strings.Contains(err.Error(), "MD5")) {
			t.Errorf("MD5 %s: %v", want, err)
		}
		if _, err := os.Stat(path); fine != (err == nil) {
			t.Errorf("MD5 %s: the file is there: %v", want, err == nil)
		}
	}
}

func TestRefused(t *testing.T) {
	data := content(1, 10_000)
	html := func(kind string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			fmt.Fprint(w, "  <!DOCTYPE html><html><body>Please log in</body></html>")
		}
	}
	for name, c := range map[string]struct {
		handler http.HandlerFunc
		sum     string
		kind    fault.Kind
		says    string
	}{
		"missing": {http.NotFound, "", fault.NotFound, "tables add"},
		"login": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }, "",
			fault.NotFound, "browser"},
		"wrong checksum":     {whole(data), strings.Repeat("0", 64), fault.Unreadable, "SHA-256"},
		"a web page":         {html("text/html; charset=utf-8"), "", fault.Unreadable, "web page"},
		"a page in disguise": {html("application/zip"), "", fault.Unreadable, "web page"},
		"always cut": {func(w http.ResponseWriter, r *http.Request) { cut(whole(data), 10)(w, r) }, "",
			fault.Unreadable, "4 times"},
		"always busy": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }, "",
			fault.Unreadable, "502"},
		"turns in circles": {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", http.StatusFound) },
			"", fault.Unreadable, "redirects"},
	} {
		path := filepath.Join(t.TempDir(), "table.zip")
		err := quick().Get(t.Context(), fetch.Request{URL: serve(t, c.handler), Path: path, SHA256: c.sum})
		if fault.KindOf(err) != c.kind || !strings.Contains(fmt.Sprint(err), c.says) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := os.Stat(path); err == nil {
			t.Errorf("%s: a file is there", name)
		}
	}
}

func TestASilentServerIsGivenUp(t *testing.T) {
	stop := make(chan struct{})
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Write([]byte("PK"))
		w.(http.Flusher).Flush()
		select {
		case <-r.Context().Done():
		case <-stop:
		}
	})
	defer close(stop)
	f := &fetch.Fetcher{Pause: time.Millisecond, Tries: 2, Idle: 50 * time.Millisecond}
	if err := f.Get(t.Context(), fetch.Request{URL: url, Path: filepath.Join(t.TempDir(), "t")}); fault.KindOf(
		err,
	) != fault.Unreadable {
		t.Error(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := (&fetch.Fetcher{}).Get(ctx, fetch.Request{URL: url, Path: filepath.Join(t.TempDir(), "t")}); fault.KindOf(
		err,
	) != fault.Canceled {
		t.Error(err)
	}
}

// A later call goes on where the earlier one stopped, unless the file has changed meanwhile.
func TestResume(t *testing.T) {
	data, other := content(1, 200_000), content(2, 200_000)
	var served atomic.Int64
	current := atomic.Pointer[[]byte]{}
	current.Store(&data)
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		whole(*current.Load())(&counter{w, &served}, r)
	})
	broken := serve(t, cut(whole(data), 150_000))
	for name, now := range map[string]*[]byte{"same": &data, "changed": &other} {
		path := filepath.Join(t.TempDir(), "table.zip")
		if err := (&fetch.Fetcher{Tries: 1}).Get(t.Context(), fetch.Request{URL: broken, Path: path}); err == nil {
			t.Fatal("it did not break")
		}
		current.Store(now)
		served.Store(0)
		if err := quick().Get(t.Context(), fetch.Request{URL: url, Path: path}); err != nil {
			t.Fatal(err)
		}
		if got, _ := os.ReadFile(path); !bytes.Equal(got, *now) {
			t.Errorf("%s: another file", name)
		}
		if sent := served.Load(); name == "same" && sent > 60_000 {
			t.Errorf("%d bytes were sent again", sent)
		}
	}
}

type counter struct {
	http.ResponseWriter
	sent *atomic.Int64
}

func (c *counter) Write(p []byte) (int, error) {
	c.sent.Add(int64(len(p)))
	return c.ResponseWriter.Write(p)
}

// TestKilled kills a downloading process a hundred times; each later one goes on, and the file is whole or not there.
func TestKilled(t *testing.T) {
	if url := os.Getenv("IKAT_TEST_GET"); url != "" {
		fmt.Println("begun")
		for i := 0; ; i++ {
			path := filepath.Join(os.Getenv("IKAT_TEST_DIR"), fmt.Sprintf("table%d.zip", i%2))
			os.Remove(path)
			if err := quick().Get(context.Background(), fetch.Request{URL: url, Path: path}); err != nil {
				t.Fatal(err)
			}
		}
	}
	data := content(3, 1<<20)
	url := serve(t, func(w http.ResponseWriter, r *http.Request) { whole(data)(&slow{w}, r) })
	dir := t.TempDir()
	found := map[string]int{}
	for i := range 100 {
		cmd := exec.Command(os.Args[0], "-test.run=^TestKilled$")
		cmd.Env = append(os.Environ(), "IKAT_TEST_GET="+url, "IKAT_TEST_DIR="+dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// However slow the machine, it is hit at work and not before.
		if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(5+i*7%50) * time.Millisecond)
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait()
		for k := range 2 {
			got, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf("table%d.zip", k)))
			switch {
			case err != nil:
				found["absent"]++
			case bytes.Equal(got, data):
				found["whole"]++
			default:
				t.Fatalf("half a file: %d bytes", len(got))
			}
		}
	}
	path := filepath.Join(dir, "table0.zip")
	if err := quick().Get(t.Context(), fetch.Request{URL: url, Path: path}); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(path); !bytes.Equal(got, data) {
		t.Error("the resumed file is another")
	}
	t.Logf("found: %v", found)
	if found["absent"] == 0 || found["whole"] == 0 {
		t.Error("no download was hit at work, or none came to its end")
	}
}

type slow struct{ http.ResponseWriter }

func (s *slow) Write(p []byte) (int, error) {
	time.Sleep(500 * time.Microsecond)
	return s.ResponseWriter.Write(p)
}

func TestSources(t *testing.T) {
	list, err := fetch.Sources(nil)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, s := range list {
		if names[s.Name] || s.Seen == "" {
			t.Errorf("%s is listed twice, or does not say where its address was seen", s.Name)
		}
		names[s.Name] = true
		table := s.Format != "" && s.Store != "" && s.Use == ""
		if data := s.Kind != ""; data == table || data && s.Use == "" {
			t.Errorf("%+v is neither a table nor data with a use", s)
		}
		if s.Name == "" || s.Label == "" || s.Licence == "" || s.Citation == "" ||
			!strings.HasPrefix(s.Page, "https://") {
			t.Errorf("%+v", s)
		}
		for _, f := range s.Files {
			got, err := s.File(f.From)
			if err != nil || strings.Contains(got.URL+got.File, "{") || !strings.HasPrefix(got.URL, "https://") ||
				got.File == "" {
				t.Errorf("%+v %v", got, err)
			}
		}
		for i, f := range s.Files {
			if f.From > f.To || i > 0 && f.From <= s.Files[i-1].To || f.MD5 != "" && len(f.MD5) != 32 ||
				f.SHA256 != "" && len(f.SHA256) != 64 {
				t.Errorf("%s: %+v", s.Name, f)
			}
		}
		if _, err := s.File(1850); fault.KindOf(err) != fault.NotFound {
			t.Error(err)
		}
	}
}
