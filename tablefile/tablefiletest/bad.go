package tablefiletest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"unicode/utf16"

	"ikat/icio"
	"ikat/tablefile"
)

// edit returns a file with its text, or each text of an archive, changed. Where change says
// so, a member is left out.
func (s Suite) edit(data []byte, change func(name, text string) (string, bool)) ([]byte, error) {
	if s.Text {
		out, _ := change("", string(data))
		return []byte(out), nil
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return data, nil // one file that is no text
	}
	var files []File
	for _, m := range archive.File {
		r, err := m.Open()
		if err != nil {
			return nil, err
		}
		text, err := io.ReadAll(r)
		if err != nil {
			return nil, err
		}
		if out, keep := change(m.Name, string(text)); keep {
			files = append(files, File{Name: m.Name, Text: out})
		}
	}
	return Zip(files...)
}

func isText(text string) bool {
	_, ok := tablefile.Describe([]byte(text))
	return ok
}

// everyText makes a change of a function of text.
func everyText(f func(string) string) func(string, string) (string, bool) {
	return func(_, text string) (string, bool) {
		if !isText(text) {
			return text, true
		}
		return f(text), true
	}
}

// Spreadsheets and editors change line ends, add a byte-order mark, leave empty lines at the end and save UTF-16.
func (s Suite) variants(t *testing.T) {
	for seed := range 8 {
		want, name, data := s.exampleOf(t, seed)
		for variant, change := range map[string]func(string) string{
			"CR LF":              func(x string) string { return strings.ReplaceAll(x, "\n", "\r\n") },
			"CR":                 func(x string) string { return strings.ReplaceAll(x, "\n", "\r") },
			"byte-order mark":    func(x string) string { return "\xef\xbb\xbf" + x },
			"no last line end":   func(x string) string { return strings.TrimRight(x, "\n") },
			"empty lines at end": func(x string) string { return x + "\n\n" },
			"UTF-16":             func(x string) string { return wide(x, 0) },
			"UTF-16, big-endian": func(x string) string { return wide(x, 1) },
		} {
			changed, err := s.edit(data, everyText(change))
			if err != nil {
				t.Fatal(err)
			}
			s.same(t, variant, name, changed, want)
		}
		if s.Text {
			s.same(t, "gzip", name, pack(data), want)
		}
	}
}

func (s Suite) same(t *testing.T, variant, name string, data []byte, want *icio.Table) {
	t.Helper()
	got, err := s.read(t.Context(), name, data, tablefile.Options{})
	if err != nil {
		t.Errorf("%s: %v", variant, err)
	} else if diff := different(got, want); diff != "" {
		t.Errorf("%s: %s", variant, diff)
	}
}

// wide encodes text as UTF-16 with a byte-order mark, the low byte first or second.
func wide(text string, low int) string {
	var b strings.Builder
	for _, u := range append([]uint16{0xfeff}, utf16.Encode([]rune(text))...) {
		two := [2]byte{}
		two[low], two[1-low] = byte(u), byte(u>>8)
		b.Write(two[:])
	}
	return b.String()
}

// Numbers with thousands separators, decimal commas and words in place of numbers are errors, never other numbers.
func (s Suite) habits(t *testing.T) {
	want, _, _ := s.example(t)
	const marked, printed = 7654321.25, "7654321.25"
	want.Z[0] = marked
	name, data, err := s.Write(want)
	if err != nil {
		t.Fatal(err)
	}
	for _, number := range []string{`"7,654,321.25"`, "7654321,25", "7.654.321,25", "7 654 321.25", "7'654'321.25",
		"n.a.", "", "1e999", "NaN", "7654321.25x"} {
		found := false
		changed, err := s.edit(data, everyText(func(text string) string {
			found = found || strings.Contains(text, printed)
			return strings.Replace(text, printed, number, 1)
		}))
		if err != nil {
			t.Fatal(err)
		}
		if !found {
			return // not text
		}
		_, err = s.read(t.Context(), name, changed, tablefile.Options{})
		if err == nil {
			t.Errorf("%q was read as a number", number)
		}
		checkError(t, err)
	}
}

// A member of an archive that is missing, empty, a web page or far too wide is an error, or else the table is still
// whole; and none of it takes memory.
func (s Suite) members(t *testing.T) {
	want, name, data := s.example(t)
	var names []string
	if _, err := s.edit(data, func(name, text string) (string, bool) {
		names = append(names, name)
		return text, true
	}); err != nil {
		t.Fatal(err)
	}
	page, columns := "<!DOCTYPE html><html><body>404 Not Found</body></html>", strings.Repeat("1,", 10_000_000)
	for _, member := range names {
		for what, text := range map[string]string{"missing": "", "empty": "", "a web page": page,
			"of 10 million columns": columns, "cut short": "half"} {
			changed, err := s.edit(data, func(name, old string) (string, bool) {
				switch {
				case name != member:
					return old, true
				case text == "half":
					return old[:len(old)/2], true
				}
				return text, what != "missing"
			})
			if err != nil {
				t.Fatal(err)
			}
			where := fmt.Sprintf("%q is %s", member, what)
			spent := allocated(func() {
				got, err := s.read(t.Context(), name, changed, tablefile.Options{})
				if err == nil && !sameFlows(got, want) {
					t.Errorf("%s: it was read as another table", where)
				}
				checkError(t, err)
			})
			if spent > 256<<20 {
				t.Errorf("%s: that took %d MB", where, spent>>20)
			}
		}
	}
}

// allocated returns the bytes that f allocates, freed or not.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}
