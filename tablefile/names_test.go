package tablefile

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"hash/crc32"
	"io"
	"io/fs"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"ikat/fault"
)

// Names in the encoding of somebody's system, in zip (whose flag for UTF-8 is not set) and in tar, stay apart and lead
// to their files; so do names with the slashes of Windows and with needless steps.
func TestNamesOfOtherSystems(t *testing.T) {
	a, b := digits(1000), digits(2000)
	for _, c := range []struct{ first, second, seenFirst, seenSecond string }{
		{"tabl\xe9_2010.csv", "tabl\xea_2011.csv", "tabl%E9_2010.csv", "tabl%EA_2011.csv"},
		// In Shift JIS, of which two bytes are a letter of UTF-8 by chance.
		{"\x83e\xc3\xa9a.csv", "\x83eb.csv", "%83e%C3%A9a.csv", "%83eb.csv"},
		{`d\a.csv`, `d\b.csv`, "d/a.csv", "d/b.csv"},
		{"./d//a.csv", "d/./b.csv", "d/a.csv", "d/b.csv"},
		{"таблица.csv", "b.csv", "таблица.csv", "b.csv"},
	} {
		members := []member{{name: c.first, text: a}, {name: c.second, text: b}}
		for form, data := range map[string][]byte{"zip": zipOf(t, members...), "tar": tarAs(t, members...)} {
			src, err := FromBytes("t."+form, data)
			if err != nil {
				t.Errorf("%s of %q: %v", form, c.first, err)
				continue
			}
			for name, want := range map[string][]byte{c.seenFirst: a, c.seenSecond: b} {
				sub, err := src.Sub(name)
				if err != nil {
					t.Errorf("%s: %v", form, err)
				} else if got := readAll(t, sub); got != string(want) {
					t.Errorf("%s: %s has %d bytes of %d", form, name, len(got), len(want))
				}
			}
			if names, _, err := src.Members(); err != nil || len(names) != 2 {
				t.Errorf("%s: %q, %v", form, names, err)
			}
		}
		src, err := FromBytes("t.zip", zipOf(t, members[0])) // of one member
		if err != nil {
			t.Errorf("%q: %v", c.first, err)
		} else if got := readAll(t, src); got != string(a) {
			t.Errorf("%q alone: %d bytes of %d", c.first, len(got), len(a))
		}
	}
}

// tarAs writes names as they are.
func tarAs(t *testing.T, members ...member) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, m := range members {
		if err := w.WriteHeader(&tar.Header{Name: m.name, Mode: 0o644, Size: int64(len(m.text)),
			Format: tar.FormatGNU}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(m.text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Of two members of one name the later is read, and the earlier is named, as in tar.
func TestOneNameTwiceInZip(t *testing.T) {
	for _, others := range [][]member{nil, {{name: "c.csv", text: []byte("c")}}} {
		data := zipOf(t, append([]member{{name: "d/a.csv", text: []byte("old")}, {name: `d\a.csv`, text: []byte("new")}},
			others...)...)
		src, err := FromBytes("t.zip", data)
		if err != nil {
			t.Fatal(err)
		}
		if u := src.Unread(); len(u) != 1 || u[0].Name != "d/a.csv" || u[0].Why != standsTwice {
			t.Errorf("%v", u)
		}
		if src.Files != nil {
			if src, err = src.Sub("d/a.csv"); err != nil {
				t.Fatal(err)
			}
		}
		if got := readAll(t, src); got != "new" {
			t.Errorf("%q", got)
		}
	}
}

// Members may be packed in other ways than deflate; what is not read says what is.
func TestCompressionsInZip(t *testing.T) {
	text := digits(300_000)
	const hello = "\x42\x5a\x68\x39\x31\x41\x59\x26\x53\x59\x44\xf7\x13\x78\x00\x00\x01\x91\x80\x40" +
		"\x00\x06\x44\x90\x80\x20\x00\x22\x03\x34\x84\x30\x21\xb6\x81\x54\x27\x8b\xb9\x22\x9c\x28\x48\x22\x7b\x89\xbc\x00"
	raw := func(method uint16, text []byte, packed string) []byte {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		f, err := w.CreateRaw(&zip.FileHeader{Name: "a.csv", Method: method, CompressedSize64: uint64(len(packed)),
			UncompressedSize64: uint64(len(text)), CRC32: crc32.ChecksumIEEE(text)})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(packed)); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	zstds := packed(t, func(w io.Writer) (io.WriteCloser, error) { return zstd.NewWriter(w) }, text)
	for _, c := range []struct {
		method uint16
		text   []byte
		packed string
	}{{12, []byte("hello world"), hello}, {93, text, string(zstds)}, {95, text, string(xzOf(t, text))}} {
		src, err := FromBytes("t.zip", raw(c.method, c.text, c.packed))
		if err != nil {
			t.Fatalf("%d: %v", c.method, err)
		}
		if got := readAll(t, src); got != string(c.text) || src.MaxText() < int64(len(c.text)) {
			t.Errorf("%d: %d bytes of %d, at most %d", c.method, len(got), len(c.text), src.MaxText())
		}
		if _, err := FromBytes("t.zip", raw(c.method, c.text, "nonsense")); fault.KindOf(err) != fault.Unreadable {
			t.Errorf("%d: %v", c.method, err)
		}
	}
	if _, err := FromBytes("t.zip", raw(14, text, "LZMA")); fault.KindOf(err) != fault.Unreadable ||
		!strings.Contains(err.Error(), "bzip2, xz and Zstandard") {
		t.Errorf("%v", err)
	}
}

// An encrypted archive is called so, whether its names are encrypted too (7-Zip 16.02 wrote both); what is packed in a
// way that is not read says what to do.
func TestSevenThatCannotBeUnpacked(t *testing.T) {
	for name, want := range map[string]string{
		"encrypted.7z": "is encrypted", "encryptednames.7z": "is encrypted", "deflate64.7z": "Unpack it with 7-Zip first",
	} {
		src, err := OpenPath("testdata/" + name)
		if err == nil {
			_, err = src.Sub("2018.csv")
			src.Close()
		}
		if fault.KindOf(err) != fault.Unreadable || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := FromBytes("t.7z.001", []byte(sevenMagic+strings.Repeat("\x00", 100))); err == nil ||
		!strings.Contains(err.Error(), "part of a 7-Zip archive in several") {
		t.Errorf("%v", err)
	}
}

// A tar archive from before there was a mark in its headers has a checksum.
func TestOldTar(t *testing.T) {
	data := tarOf(t, member{name: "a.csv", text: []byte("a")}, member{name: "b.csv", text: []byte("b")})
	for at := 0; at < 2048; at += 1024 {
		header := data[at : at+512]
		clear(header[257:])
		sum := 8 * int(' ')
		for i, c := range header {
			if i < 148 || i >= 156 {
				sum += int(c)
			}
		}
		copy(header[148:], []byte(strings.ToLower(octal(sum))+"\x00 "))
	}
	src, err := FromBytes("t.tar", data)
	if err != nil {
		t.Fatal(err)
	}
	if src.Files == nil {
		t.Fatal("not taken for an archive")
	}
	if _, err := fs.Stat(src.Files, "b.csv"); err != nil {
		t.Error(err)
	}
	if text := []byte("V1,AUS_A\n" + strings.Repeat("AUS_A,1\n", 100)); isTar(text) {
		t.Error("a text was taken for an archive")
	}
}

func octal(n int) string {
	s := ""
	for range 6 {
		s, n = string(rune('0'+n%8))+s, n/8
	}
	return s
}
