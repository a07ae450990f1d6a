package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"ikat/internal/tinyworld"
	"ikat/tablefile/oecd"
)

// serving starts ikat serve and returns its address, what it printed before that, and how to stop it.
func startServer(t *testing.T, args ...string) (address, printed string, stop func() (int, string)) {
	t.Helper()
	t.Setenv("IKAT_STORE", t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	out, in := io.Pipe()
	var errs bytes.Buffer
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, append([]string{"serve"}, args...), in, &errs)
		in.Close()
	}()
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		printed += lines.Text() + "\n"
		if m := regexp.MustCompile(`answers at (http://\S+)/`).FindStringSubmatch(lines.Text()); m != nil {
			address = m[1]
			break
		}
	}
	if address == "" {
		t.Fatalf("it does not say where it is: %s %s", printed, errs.String())
	}
	go func() {
		for lines.Scan() {
		}
	}()
	return address, printed, func() (int, string) { cancel(); c := <-code; return c, errs.String() }
}

func fetchStatus(t *testing.T, method, address string, body io.Reader, header ...string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, address, body)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Body.Close()
	text, err := io.ReadAll(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return w.StatusCode, string(text)
}

// What the API gives is what the command prints.
func TestServeAnswersAsTheCommandLineAndStops(t *testing.T) {
	address, printed, stop := startServer(t, "--listen", ":0")
	if !strings.HasPrefix(address, "http://127.0.0.1:") || strings.Contains(printed, "token") {
		t.Errorf("it listens at %s and says %s", address, printed)
	}
	for path, command := range map[string]string{
		"measure/bm?level=sector&economy=KOR": "measure bm --level sector --economy KOR",
		"measure/vax?table=apx/*&economy=CHN": "measure vax --table apx/* --economy CHN",
		"chain/CHN:c14?to=USA&theta=0.2%25":   "chain CHN:c14 --to USA --theta 0.2%",
		"border?economies=VNM,THA&peers=SGP":  "border --economies VNM,THA --peers SGP",
		"rank?for=IDN&top=3":                  "rank --for IDN --top 3",
		"rank?for=IDN&top=3&benchmark=SGP":    "rank --for IDN --top 3 --benchmark SGP",
		"sme/JPN?bounds=false":                "sme JPN --no-bounds",
		"tables?":                             "tables",
		"measure/bm?group=ASIA%3DCHN,JPN,KOR&value-added=reported": "measure bm --group ASIA=CHN,JPN,KOR --value-added " +
			"reported",
	} {
		code, got := fetchStatus(t, "GET", address+"/api/v1/"+path+"&format=csv", nil)
		if want := must(t, append(strings.Fields(command), "-f", "csv")...); code != 200 || got != want {
			t.Errorf("%s: %d\n%.300s\nikat %s:\n%.300s", path, code, got, command, want)
		}
	}
	if code, page := fetchStatus(t, "GET", address+"/", nil); code != 200 || !strings.Contains(page, "<html") {
		t.Errorf("the first page: %d %.200s", code, page)
	}
	if code, said := stop(); code != 0 || !strings.Contains(said, "told to stop") {
		t.Errorf("stopped with exit code %d, saying %q", code, said)
	}
	if c, err := net.Dial("tcp", strings.TrimPrefix(address, "http://")); err == nil {
		c.Close()
		t.Error("it still listens")
	}
}

// Where others reach the server, nobody changes anything without the token it prints.
func TestServeToOthersNeedsItsToken(t *testing.T) {
	address, printed, stop := startServer(t, "--listen", "0.0.0.0:0")
	defer stop()
	m := regexp.MustCompile(`token: (\S+)`).FindStringSubmatch(printed)
	if m == nil || len(m[1]) < 20 {
		t.Fatalf("no token in %q", printed)
	}
	var table bytes.Buffer
	if err := oecd.Write(&table, tinyworld.Table()); err != nil {
		t.Fatal(err)
	}
	upload := address + "/api/v1/tables?filename=made_2001.csv"
	if code, text := fetchStatus(t, "POST", upload, bytes.NewReader(table.Bytes())); code != 401 {
		t.Errorf("without: %d %s", code, text)
	}
	code, text := fetchStatus(t, "POST", upload, bytes.NewReader(table.Bytes()), "Authorization", "Bearer "+m[1])
	var j struct{ ID string }
	if err := json.Unmarshal([]byte(text), &j); code != 202 || err != nil || j.ID == "" {
		t.Errorf("with: %d %s", code, text)
	}
}

func TestServeSaysWhyItCannot(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for _, c := range []struct {
		args []string
		code int
		say  string
	}{
		{[]string{"--listen", taken.Addr().String()}, 2, "Take a free one, such as --listen 127.0.0.1:"},
		{[]string{"--listen", "8765"}, 2, "ADDRESS:PORT"},
		{[]string{"--listen", "127.0.0.1:99999"}, 2, "--listen"},
		{[]string{"--listen", ":0", "--max-upload", "much"}, 2, "500MB"},
		{[]string{"--listen", ":0", "--max-upload", "-1GB"}, 2, "size"},
		{[]string{"--listen", ":0", "--memory", "plenty"}, 2, "--memory 500MB"},
		{[]string{"--listen", ":0", "--table", "/etc/passwd"}, 3, "table"},
	} {
		if code, _, errs := ikat(t, append([]string{"serve"}, c.args...)...); code != c.code ||
			!strings.Contains(errs, c.say) {
			t.Errorf("serve %v: exit %d, %s", c.args, code, errs)
		}
	}
	for text, want := range map[string]int64{"2GiB": 2 << 30, "500MB": 5e8, "1.5 kb": 1500, "7": 7} {
		if got, err := parseSize("--max-upload", text); err != nil || got != want {
			t.Errorf("%s: %d %v", text, got, err)
		}
	}
}
