package csvtext_test

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"ikat/fault"
	"ikat/internal/csvtext"
)

// all reads a whole text.
func all(text string, ragged bool) (records [][]string, lines []int, err error) {
	r := csvtext.New(strings.NewReader(text))
	r.Ragged = ragged
	for {
		record, line, err := r.Read()
		if errors.Is(err, io.EOF) {
			return records, lines, nil
		}
		if err != nil {
			return records, lines, err
		}
		records, lines = append(records, record), append(lines, line)
	}
}

// wide encodes text as UTF-16 with a byte-order mark, the low byte first or second.
func wide(text string, low int) string {
	var b strings.Builder
	for _, u := range append([]uint16{0xfeff}, utf16.Encode([]rune(text))...) {
		pair := [2]byte{}
		pair[low], pair[1-low] = byte(u), byte(u>>8)
		b.Write(pair[:])
	}
	return b.String()
}

func TestTextsThatProgramsWriteReadAlike(t *testing.T) {
	plain := "# written by hand\na,b\nCÔT, \"x, y\" \n\n1,2\n"
	plain = strings.Replace(plain, `, "x, y" `, `,"x, y"`, 1)
	want := [][]string{{"a", "b"}, {"CÔT", "x, y"}, {"1", "2"}}
	for name, text := range map[string]string{
		"plain": plain, "byte-order mark": "\ufeff" + plain, "Windows lines": strings.ReplaceAll(plain, "\n", "\r\n"),
		"UTF-16": wide(plain, 0), "UTF-16, big-endian": wide(plain, 1),
		"no last line end":  strings.TrimSuffix(plain, "\n"),
		"what parts fields": strings.Replace(plain, "# written by hand", "sep=,", 1),
	} {
		got, lines, err := all(text, false)
		if err != nil || !reflect.DeepEqual(got, want) || !reflect.DeepEqual(lines, []int{2, 3, 5}) {
			t.Errorf("%s: %q at %v, %v", name, got, lines, err)
		}
	}
}

func TestWhatIsWrongIsSaidAtTheLineWhereItsRecordBegins(t *testing.T) {
	for text, want := range map[string]csvtext.Error{
		"a,b\n1,2\n\"0":        {Line: 3, What: `a quote (") is not closed`},
		"\"000":                {Line: 1, What: `a quote (") is not closed`},
		"a,b\n1,\"2\n3\n4,5\n": {Line: 2, What: `a quote (") is not closed`},
		"a,b\n1,x\"y\n":        {Line: 2, What: `stands inside a field`},
		"a,b\n1\n":             {Line: 2, What: "it has 1 fields, and the header has 2"},
		"a,b\n1,C\xd4T\n":      {Line: 2, What: `field 2 is not UTF-8 text: "C\xd4T"`},
		"a;b\n1;1.250\n":       {Line: 2, What: "field 2 is 1.250: where semicolons part fields"},
	} {
		_, _, err := all(text, false)
		var got *csvtext.Error
		if !errors.As(err, &got) || got.Line != want.Line || !strings.Contains(fault.Bare(got.What), want.What) {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
	if got, _, err := all("a,b\n1\n2,3,4\n", true); err != nil || len(got) != 3 {
		t.Errorf("ragged: %q %v", got, err)
	}
}

// Spreadsheets write semicolons where decimals have a comma, and tabs where text is saved.
func TestWhatElsePartsFields(t *testing.T) {
	for text, want := range map[string][][]string{
		"# c\na;b\n1,5;x, y\n-1.234,5;12,5%\n": {{"a", "b"}, {"1.5", "x, y"}, {"-1234.5", "12.5%"}},
		"sep=;\na;b,c\n0.125;8544.30\n":        {{"a", "b,c"}, {"0.125", "8544.30"}},
		"\"a,c\";b\n1;2\n":                     {{"a,c", "b"}, {"1", "2"}},
		"a\tb\n1.250\tx;y\n":                   {{"a", "b"}, {"1.250", "x;y"}},
		"a,b;c\n1,2;3\n":                       {{"a", "b;c"}, {"1", "2;3"}},
		"a;\tb\n1;2\n":                         {{"a", "b"}, {"1", "2"}},
		"sep=\t\na\tb\n1\t2\n":                 {{"a", "b"}, {"1", "2"}},
	} {
		for name, text := range map[string]string{"as it is": text, "UTF-16": wide(text, 0)} {
			if got, _, err := all(text, false); err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%q, %s: %q, %v", text, name, got, err)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{"a,b\n1,2\n", "\ufeffa,b\n\"1\n2\",3\n",
		"# c\na;b\n1,5;1.250", "sep=\t\na\tb", "a,b\n\"0",
		"\xff\xfea\x00,\x00", "\xfe\xff\x00a", "\"\r\n\""} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		records, lines, err := all(string(data), false)
		var e *csvtext.Error
		if err != nil && (!errors.As(err, &e) || e.What == "" || e.Line < 1) {
			t.Fatalf("%#v", err)
		}
		for i, r := range records {
			if len(r) != len(records[0]) || lines[i] < 1 || i > 0 && lines[i] <= lines[i-1] {
				t.Fatalf("record %d at line %d has %d fields, the first %d", i, lines[i], len(r), len(records[0]))
			}
			for _, field := range r {
				if !utf8.ValidString(field) || field != strings.TrimSpace(field) {
					t.Fatalf("field %q", field)
				}
			}
		}
	})
}

// endless is a device that never ends: of zeros, or of one letter.
type endless byte

func (e endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(e)
	}
	return len(p), nil
}

// What never ends is refused in bounded memory.
func TestWhatNeverEndsIsRefused(t *testing.T) {
	var e *csvtext.Error
	if _, _, err := csvtext.All(endless(0)); !errors.As(err, &e) || !strings.Contains(fault.Bare(e.What), "zero bytes") {
		t.Errorf("zeros: %v", err)
	}
	if data, err := csvtext.Whole(endless('a')); err == nil || len(data) > 64<<20 {
		t.Errorf("letters: %d bytes, %v", len(data), err)
	}
}

// A line of more fields than any file has is refused before it is taken apart; as many over several lines are read.
func TestLinesOfTooManyFields(t *testing.T) {
	for _, mark := range []string{",", ";", "\t"} {
		r := csvtext.New(strings.NewReader("a" + mark + "b\n" + strings.Repeat(mark, 200_000)))
		_, _, first := r.Read()
		_, _, err := r.Read()
		if first == nil && err == nil || !strings.Contains(fmt.Sprint(first, err), "100000 fields") {
			t.Errorf("%q: %v, %v", mark, first, err)
		}
	}
	records, _, err := csvtext.All(strings.NewReader(strings.Repeat("a,b,c,d\n", 60_000)))
	if err != nil || len(records) != 60_000 {
		t.Errorf("%d records, %v", len(records), err)
	}
}
