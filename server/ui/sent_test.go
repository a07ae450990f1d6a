package ui

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"ikat/examples"
)

// send sends a file as a page's form does, and returns where that leads.
func send(t *testing.T, s *Site, to, param, name string, data []byte) (string, *httptest.ResponseRecorder) {
	t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	form.WriteField("to", to)
	form.WriteField("param", param)
	part, err := form.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write(data)
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, SentPath, &b)
	r.Header.Set("Content-Type", form.FormDataContentType())
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Header().Get("Location"), w
}

func example(t *testing.T, name string) []byte {
	t.Helper()
	text, err := examples.Files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// A file that is sent is asked with, the page says the command that reads it and calls of the API that find it, and no
// word of where it lies.
func TestAFileIsSentAndAskedWith(t *testing.T) {
	s := newSite(t)
	defer s.Close()
	to, w := send(t, s, "/ask/bom?to=FJI", "bom", "my shirt, 2.yaml", example(t, "garment.yaml"))
	if w.Code != http.StatusSeeOther || !strings.HasPrefix(to, "/ask/bom?bom=sent%3A") {
		t.Fatalf("%d to %q", w.Code, to)
	}
	body := readable(t, s, to)
	for _, want := range []string{"a cotton shirt, link by link", "my shirt_ 2.yaml", "--bom &#39;my shirt_ 2.yaml&#39;",
		"/api/v1/bom?bom=sent%3A"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(body, os.TempDir()) || strings.Contains(body, "no choice here") {
		t.Error("the page says where the file lies, or does not know it")
	}
	// What is wrong is said with its line, and the choices stay.
	to, _ = send(t, s, "/ask/bom", "bom", "bad.yaml", []byte("unit: USD\nstages:\n  - id: a\n    speed: 3\n"))
	w = get(s, to)
	if body := w.Body.String(); w.Code < 400 || !strings.Contains(body, "bad.yaml, line ") ||
		!strings.Contains(body, "Take out") || strings.Contains(body, os.TempDir()) {
		t.Errorf("%d %s", w.Code, answerOf(body))
	}
}

// Only what was sent is found, and only where the form says.
func TestNoOtherFileIsAskedWith(t *testing.T) {
	s := newSite(t)
	defer s.Close()
	for _, name := range []string{"/etc/passwd", "sent:0123456789abcdef", "sent:../../etc/passwd", "sent:", "mine.yaml"} {
		if w := get(s, address("/ask/bom", "bom", name)); w.Code < 400 {
			t.Errorf("%s is read", name)
		}
	}
	if w := get(s, address("/ask/border", "economies", "IDN", "border", "/etc/passwd")); w.Code < 400 {
		t.Error("a border table is read from a path")
	}
	for _, to := range []string{"https://elsewhere.example/", "//elsewhere.example/", "data:x", ""} {
		if to, w := send(t, s, to, "bom", "a.yaml", []byte("x")); w.Code < 400 || to != "" {
			t.Errorf("%d leads to %s", w.Code, to)
		}
	}
	_, w := send(t, s, "/ask/bom", "bom", "big.csv", make([]byte, sentMost+1))
	if w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("a file that is too large: %d", w.Code)
	}
}

// The oldest go where newer ones need the room, and all when the site closes.
func TestSentFilesHaveBounds(t *testing.T) {
	var s sentFiles
	put := func(name, text string) string {
		t.Helper()
		come, err := s.receive(name, strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		defer come.gone()
		ref, err := s.keep(come)
		if err != nil {
			t.Fatal(err)
		}
		return ref
	}
	first := put("first", "1")
	s.bytes = sentWhole // as if there were many
	put("second", "2")
	if _, _, ok := s.lookUp(first); ok {
		t.Error("the oldest file is still there")
	}
	s.bytes = 1
	for i := range sentMany + 5 {
		put("many", fmt.Sprint(i))
	}
	put("many", "3000")
	put("many", "3000") // the same again takes no room
	if files, err := os.ReadDir(s.dir.Path); err != nil || len(files) != sentMany || len(s.kept) != sentMany {
		t.Errorf("%d files are kept, %v", len(files), err)
	}
	dir := s.dir
	if err := s.close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir.Path); !os.IsNotExist(err) {
		t.Errorf("%s is still there", dir.Path)
	}
}

// Forms that no page sends are refused whole, and leave nothing behind.
func TestFormsThatNoPageSends(t *testing.T) {
	s := newSite(t)
	defer s.Close()
	part := func(name, file, data string) string {
		if file != "" {
			name += `"; filename="` + file
		}
		return "--B\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + data + "\r\n"
	}
	to, param, file, end := part("to", "", "/ask/bom?to=FJI"), part("param", "", "bom"), part("file", "a.yaml", "x"),
		"--B--\r\n"
	post := func(body string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodPost, SentPath, strings.NewReader(body))
		r.Header.Set("Content-Type", "multipart/form-data; boundary=B")
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w
	}
	whole := to + param + file + end
	bodies := map[string]string{
		"two files": to + param + file + part("file", "b.yaml", "y") + end, "two places": to + to + param + file + end,
		"another field":  to + param + part("other", "", "x") + file + end,
		"no name":        to + param + part("file", "", "x") + end,
		"a long place":   part("to", "", "/"+strings.Repeat("x", sentField)) + param + file + end,
		"broken choices": part("to", "", "/ask/bom?to=%zz") + param + file + end, "nothing": "", "no file": to + param + end,
		"many": to + param + strings.Repeat(part("file", "a.yaml", "x"), 5000) + end,
	}
	for at := 1; at < len(whole)-len("--\r\n"); at += 7 {
		bodies[fmt.Sprint("cut at ", at)] = whole[:at]
	}
	for what, body := range bodies {
		if w := post(body); w.Code != http.StatusBadRequest {
			t.Errorf("%s: %d", what, w.Code)
		}
	}
	if folder, err := s.sent.folder(); err == nil {
		if left, err := os.ReadDir(folder); err != nil || len(left) != 0 {
			t.Errorf("%d files are left, %v", len(left), err)
		}
	}
	s.sent.coming.Add(sentAtOnce)
	if w := post(whole); w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") == "" {
		t.Errorf("beside as many as there may be: %d", w.Code)
	}
	s.sent.coming.Add(-sentAtOnce)
	if w := post(whole); w.Code != http.StatusSeeOther {
		t.Errorf("afterwards: %d", w.Code)
	}
}

// Every document that a page names can be read, and leads only where there is something.
func TestDocumentsAreRead(t *testing.T) {
	s := newSite(t)
	body := readable(t, s, "/docs/schema/bom.md")
	if !strings.Contains(body, "<table>") || strings.Contains(body, `href="../../`) {
		t.Error("the document is not laid out, or leads into the source")
	}
	for _, target := range []string{"/docs/nothing.md", "/docs/", "/docs/../go.mod", "/docs/docs.go"} {
		if w := get(s, target); w.Code == http.StatusOK {
			t.Errorf("%s is shown", target)
		}
	}
	if !strings.Contains(get(s, "/ask/bom").Body.String(), `<a href="/docs/schema/bom.md">`) {
		t.Error("the form does not lead to the document that explains the file")
	}
}

// The page of products takes the reader's own file of classes, and says the command that does.
func TestProductsTakeAFileOfClasses(t *testing.T) {
	s := newSite(t)
	defer s.Close()
	var codes strings.Builder
	codes.WriteString("industries of apx,Kind\n")
	for n := 1; n <= 35; n++ {
		kind := "of the soil"
		if n > 2 {
			kind = "of the workshop"
		}
		fmt.Fprintf(&codes, "c%d,%s\n", n, kind)
	}
	const page = "/products?economy=IDN&trade=table&classification=Kind"
	if body := readable(t, s, page); !strings.Contains(body, "which products are of which class is not known") {
		t.Error("classes without a file are not refused")
	}
	to, w := send(t, s, page, "classes", "my classes.csv", []byte(codes.String()))
	if w.Code != http.StatusSeeOther || !strings.Contains(to, "classes=sent%3A") {
		t.Fatalf("%d to %q", w.Code, to)
	}
	body := readable(t, s, to)
	for _, want := range []string{"of the soil", "of the workshop", "my classes.csv",
		"--classes &#39;my classes.csv&#39;"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(body, s.sent.dir.Path) {
		t.Error("the page says where the file lies")
	}
}
