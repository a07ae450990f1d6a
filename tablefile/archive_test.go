package tablefile

import (
	"archive/tar"
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"

	"ikat/fault"
)

func readAll(t *testing.T, src *Source) string {
	t.Helper()
	r, err := src.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func packed(t *testing.T, make func(io.Writer) (io.WriteCloser, error), text []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := make(&b)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func xzOf(t *testing.T, text []byte) []byte {
	return packed(t, func(w io.Writer) (io.WriteCloser, error) { return xz.NewWriter(w) }, text)
}

func tarOf(t *testing.T, members ...member) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, m := range members {
		if err := w.WriteHeader(&tar.Header{Name: m.name, Mode: 0o644, Size: int64(len(m.text)),
			Format: tar.FormatUSTAR}); err != nil {
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

func TestCompressedTexts(t *testing.T) {
	text := digits(100_000)
	zstds := packed(t, func(w io.Writer) (io.WriteCloser, error) { return zstd.NewWriter(w) }, text)
	for name, data := range map[string][]byte{"a.csv.xz": xzOf(t, text), "a.csv.zst": zstds} {
		src, err := FromBytes(name, data)
		if err != nil {
			t.Fatal(err)
		}
		if got := readAll(t, src); got != string(text) {
			t.Errorf("%s: %d bytes of %d", name, len(got), len(text))
		}
		src, err = FromBytes(name, data[:len(data)/2])
		if err == nil {
			var r *Stream
			if r, err = src.Open(t.Context()); err == nil {
				_, err = io.ReadAll(r)
				r.Close()
			}
		}
		if fault.KindOf(err) != fault.Unreadable {
			t.Errorf("%s cut short: %v", name, err)
		}
	}
}

// A small file that asks for 4 GB of memory is refused.
func TestXzThatAsksForTooMuchMemory(t *testing.T) {
	data := xzOf(t, []byte("hello\n"))
	at := bytes.Index(data, []byte{0x21, 1})
	data[at+2] = 40
	if _, err := FromBytes("a.xz", data); fault.KindOf(err) != fault.Unreadable ||
		!strings.Contains(err.Error(), "memory") {
		t.Errorf("%v", err)
	}
}

// A tar archive, plain or compressed, in an archive or not, has members as a zip archive has; so has a 7-Zip archive,
// which 7-Zip 16.02 wrote. A path may lead into each.
func TestArchivesInArchives(t *testing.T) {
	text := digits(100_000)
	inner := zipOf(t, member{name: "x/2016.csv", text: text}, member{name: "readme.txt", text: []byte("hello\n")})
	folder := tarOf(t, member{name: "./in/tables.zip", text: inner}, member{name: "notes.txt", text: []byte("hello\n")})
	for name, data := range map[string][]byte{"t.tar": folder, "t.tar.gz": gzipOf(t, folder), "t.tar.xz": xzOf(t, folder),
		"t.zip": zipOf(t, member{name: "in/tables.zip", text: inner}, member{name: "b", text: []byte("b")})} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		src, err := OpenPath(path + "/in/tables.zip/x/2016.csv")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := readAll(t, src); got != string(text) {
			t.Errorf("%s: %d bytes of %d", name, len(got), len(text))
		}
		if err := src.Close(); err != nil {
			t.Error(err)
		}
		if _, err := OpenPath(path + "/in/tables.zip/x/2017.csv"); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: %v", name, err)
		}
		if src, err := FromBytes(name, data[:len(data)*2/3]); err == nil && src.form == manyFiles {
			t.Errorf("%s cut short was taken", name)
		}
	}
	src, err := OpenPath("testdata/small.7z/d/2018.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	if got := readAll(t, src); got != "V1,AUS_A\nAUS_A,1\n" {
		t.Errorf("%q", got)
	}
}

func TestUnsafeMembersOfTar(t *testing.T) {
	for _, name := range []string{"../x.csv", "/etc/x.csv", "a/../../x"} {
		if _, err := FromBytes("t.tar", tarOf(t, member{name: name, text: []byte("x")}, member{name: "b",
			text: []byte("b")})); fault.KindOf(
			err,
		) != fault.Unreadable {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Damaged archives are errors.
func FuzzArchive(f *testing.F) {
	seven, err := os.ReadFile("testdata/small.7z")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(seven)
	f.Add(seven[:len(seven)/2])
	f.Fuzz(func(t *testing.T, data []byte) {
		src, err := FromBytes("x", data)
		if err != nil {
			if fault.KindOf(err) == fault.Internal {
				t.Fatal(err)
			}
			return
		}
		defer src.Close()
		if src.Files == nil {
			return
		}
		for _, name := range src.names(4) {
			if sub, err := src.Sub(name); err == nil {
				if r, err := sub.Open(t.Context()); err == nil {
					_, _ = io.Copy(io.Discard, io.LimitReader(r, 1<<20))
					r.Close()
				}
				sub.Close()
			}
		}
	})
}

// A view's text is what its render writes; its error arrives where the text ends, and a reader that stops early stops
// it.
func TestView(t *testing.T) {
	of, err := FromBytes("a.csv", []byte("hello\n"))
	if err != nil {
		t.Fatal(err)
	}
	bad := &fault.Error{Kind: fault.Unreadable, Where: "there", What: "it is torn"}
	text := digits(1_000_000)
	src, err := View(of, "Sheet1", 2_000_000, func(ctx context.Context, w io.Writer, progress func(float64)) error {
		for i := 0; i < len(text); i += 1000 {
			if _, err := w.Write(text[i : i+1000]); err != nil {
				return err
			}
			progress(float64(i) / float64(len(text)))
		}
		return bad
	})
	if err != nil || src.Name != "a.csv/Sheet1" || !bytes.Equal(src.Head, text[:headSize]) {
		t.Fatalf("%+v, %v", src, err)
	}
	r, err := src.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	got, err := io.ReadAll(r)
	if !bytes.Equal(got, text) || err != bad {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	if sum, _ := src.SHA256(); len(sum) != 64 {
		t.Error(sum)
	}
}
