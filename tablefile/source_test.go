package tablefile

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/icio"
)

// digits is text that does not compress to nothing.
func digits(n int) []byte {
	r := rand.New(rand.NewPCG(7, 8))
	b := make([]byte, n)
	for i := range b {
		b[i] = byte('0' + r.IntN(10))
		if i%7 == 6 {
			b[i] = ','
		}
	}
	return b
}

func gzipOf(t testing.TB, text []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

type member struct {
	name string
	text []byte
	flag uint16
}

func zipOf(t testing.TB, members ...member) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, m := range members {
		f, err := w.CreateHeader(&zip.FileHeader{Name: m.name, Method: zip.Deflate, Flags: m.flag})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(m.text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func TestTextIsTheSameHoweverItIsStored(t *testing.T) {
	text := digits(3 << 20)
	half := len(text) / 2
	for name, data := range map[string][]byte{
		"plain.csv":      text,
		"packed.csv.gz":  gzipOf(t, text),
		"misnamed.csv":   gzipOf(t, text),
		"misnamed.gz":    text,
		"two members.gz": append(gzipOf(t, text[:half]), gzipOf(t, text[half:])...),
		"archive.zip":    zipOf(t, member{name: "inner.csv", text: text}),
		"archive with a folder.zip": zipOf(t, member{name: "d/"}, member{name: "d/inner.csv", text: text},
			member{name: "d/.DS_Store", text: []byte("x")}),
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), name)
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			src, err := OpenPath(path)
			if err != nil {
				t.Fatal(err)
			}
			defer src.Close()
			if src.Name != name || src.Size != int64(len(data)) || !bytes.Equal(src.Head, text[:headSize]) {
				t.Errorf("%s, %d bytes, head of %d", src.Name, src.Size, len(src.Head))
			}
			if strings.HasSuffix(name, ".zip") != (src.TextName() == "inner.csv") {
				t.Errorf("text name %s", src.TextName())
			}
			if src.MaxText() < int64(len(text)) {
				t.Errorf("at most %d bytes of text", src.MaxText())
			}
			stream, err := src.Open(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			last := 0.0
			var got bytes.Buffer
			buf := make([]byte, 100_000)
			for err == nil {
				var n int
				n, err = stream.Read(buf)
				got.Write(buf[:n])
				if p := stream.Progress(); p < last || p > 1 {
					t.Errorf("progress from %v to %v", last, p)
				} else {
					last = p
				}
			}
			if err != io.EOF || !bytes.Equal(got.Bytes(), text) || last < .99 {
				t.Errorf("%d bytes, progress %v, %v", got.Len(), last, err)
			}
			if err := stream.Close(); err != nil {
				t.Error(err)
			}
			if sum, err := src.SHA256(); err != nil || sum != digest(data) {
				t.Errorf("digest %s, %v", sum, err)
			}
		})
	}
}

func TestDigestWithoutReading(t *testing.T) {
	data := gzipOf(t, digits(1000))
	src, err := FromBytes("x.gz", data)
	if err != nil {
		t.Fatal(err)
	}
	if sum, err := src.SHA256(); err != nil || sum != digest(data) {
		t.Errorf("digest %s, %v", sum, err)
	}
}

// Members of a gzip file follow each other, and zeros may fill its last block.
func TestGzipMembers(t *testing.T) {
	one, two := gzipOf(t, digits(1000)), gzipOf(t, digits(10))
	for name, data := range map[string][]byte{
		"two": append(bytes.Clone(one), two...), "zeros": append(append(bytes.Clone(one), two...), make([]byte, 700)...),
	} {
		src, err := FromBytes("x.gz", data)
		if err != nil {
			t.Fatal(err)
		}
		stream, err := src.Open(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(stream)
		if want := append(digits(1000), digits(10)...); err != nil || !bytes.Equal(text, want) {
			t.Errorf("%s: %d bytes, %v", name, len(text), err)
		}
		stream.Close()
	}
}

func TestStreamClosedEarlyOrCanceled(t *testing.T) {
	src, err := FromBytes("x.gz", gzipOf(t, digits(8<<20)))
	if err != nil {
		t.Fatal(err)
	}
	stream, err := src.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := stream.Read(make([]byte, 10)); err != nil {
		t.Error(err)
	}
	if err := stream.Close(); err != nil { // must not wait for the rest
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	stream, err = src.Open(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Close()
	cancel()
	// Blocks that are ready may still come.
	for err == nil {
		_, err = stream.Read(make([]byte, 1<<20))
	}
	if !errors.Is(err, context.Canceled) && err != io.EOF {
		t.Error(err)
	}
}

func TestBadFiles(t *testing.T) {
	packed := gzipOf(t, digits(1000))
	flipped := bytes.Clone(packed)
	flipped[len(flipped)/2] ^= 0xff
	archive := zipOf(t, member{name: "a.csv", text: digits(1000)})
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"empty":            {nil, "the file is empty"},
		"gzip header only": {packed[:5], "end in the middle"},
		"gzip of nothing":  {gzipOf(t, nil), "empty text"},
		"zip cut short":    {archive[:len(archive)-5], "damaged or cut short"},
		"empty zip":        {zipOf(t), "holds no file"},
		"zip of clutter":   {zipOf(t, member{name: ".DS_Store"}), "holds no file"},
		"encrypted":        {zipOf(t, member{name: "a.csv", text: digits(100), flag: 1}), "encrypted"},
		"climbs out":       {zipOf(t, member{name: "../../etc/a.csv", text: digits(100)}), "points outside"},
		"climbs out, DOS":  {zipOf(t, member{name: `..\..\a.csv`, text: digits(100)}), "points outside"},
		"absolute":         {zipOf(t, member{name: "/etc/a.csv", text: digits(100)}), "points outside"},
		"drive":            {zipOf(t, member{name: `C:\a.csv`, text: digits(100)}), "points outside"},
	} {
		_, err := FromBytes(name, c.data)
		if fault.KindOf(err) != fault.Unreadable || !strings.Contains(err.Error(), c.want) ||
			!strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"cut":             {packed[:len(packed)-10], "end in the middle, after"},
		"trailing":        {append(bytes.Clone(packed), "<html>"...), "not compressed follows"},
		"one byte":        {append(bytes.Clone(packed), 'x'), "not compressed follows"},
		"another's start": {append(bytes.Clone(packed), packed[:12]...), "in the middle"},
		"flipped":         {flipped, "damaged|checksum|in the middle"},
	} {
		src, err := FromBytes(name, c.data)
		if err == nil {
			var stream *Stream
			if stream, err = src.Open(t.Context()); err == nil {
				_, err = io.Copy(io.Discard, stream)
				stream.Close()
			}
		}
		found := false
		for _, want := range strings.Split(c.want, "|") {
			found = found || err != nil && strings.Contains(err.Error(), want)
		}
		if fault.KindOf(err) != fault.Unreadable || !found {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A bomb unpacks to far more than it is; only a few blocks of it are ever held, and it ends.
func TestBombs(t *testing.T) {
	defer func(old int64) { maxText = old }(maxText)
	maxText = 1 << 20
	zeros := make([]byte, 16<<20)
	src, err := FromBytes("bomb.gz", gzipOf(t, zeros))
	if err != nil {
		t.Fatal(err)
	}
	stream, err := src.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Close()
	n, err := io.Copy(io.Discard, stream)
	if n > 2<<20 || fault.KindOf(err) != fault.Unreadable || !strings.Contains(err.Error(), "unpack to more than") {
		t.Errorf("%d bytes, %v", n, err)
	}
	if _, err := FromBytes("bomb.zip", zipOf(t, member{name: "a.csv", text: zeros})); err == nil ||
		!strings.Contains(err.Error(), "claims to unpack") {
		t.Errorf("%v", err)
	}
	lying := zipLying(t, zeros)
	if src, err = FromBytes("liar.zip", lying); err == nil {
		if stream, err = src.Open(t.Context()); err == nil {
			n, err = io.Copy(io.Discard, stream)
			stream.Close()
		}
	}
	if n > 2<<20 || fault.KindOf(err) != fault.Unreadable {
		t.Errorf("%d bytes, %v", n, err)
	}
}

// zipLying makes an archive whose directory claims a member of 100 bytes that unpacks to all of text.
func zipLying(t *testing.T, text []byte) []byte {
	t.Helper()
	packed := gzipOf(t, text)
	packed = packed[10 : len(packed)-8] // the bare deflate data
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.CreateRaw(&zip.FileHeader{Name: "a.csv", Method: zip.Deflate, CRC32: crc32.ChecksumIEEE(text),
		CompressedSize64: uint64(len(packed)), UncompressedSize64: 100})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write(packed); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPathsThatAreNoFiles(t *testing.T) {
	dir := t.TempDir()
	if _, err := OpenPath(filepath.Join(dir, "none.csv")); fault.KindOf(err) != fault.NotFound ||
		!strings.Contains(err.Error(), "no such file") {
		t.Errorf("%v", err)
	}
	src, err := OpenPath(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	if _, err := src.Open(t.Context()); fault.KindOf(err) != fault.Unreadable ||
		!strings.Contains(err.Error(), "a folder") {
		t.Errorf("%v", err)
	}
	if sum, err := src.SHA256(); sum != "" || err != nil {
		t.Errorf("%s, %v", sum, err)
	}
	if _, err := src.Sub("none.csv"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("%v", err)
	}
	// A link that leads out of the folder is not followed.
	outside := filepath.Join(t.TempDir(), "secret.csv")
	if err := os.WriteFile(outside, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, "link.csv")); err != nil {
		t.Skip("no symbolic links here")
	}
	if _, err := src.Sub("link.csv"); err == nil {
		t.Error("followed a link out of the folder")
	}
}

func TestMembersOfAnArchive(t *testing.T) {
	a, b := digits(200_000), []byte("hello\n")
	src, err := FromBytes(
		"both.zip",
		zipOf(t, member{name: "d/a.csv.gz", text: gzipOf(t, a)}, member{name: "b.txt", text: b}),
	)
	if err != nil || src.Files == nil || len(src.Head) != 0 {
		t.Fatalf("%+v, %v", src, err)
	}
	defer src.Close()
	sub, err := src.Sub("d/a.csv.gz")
	if err != nil {
		t.Fatal(err)
	}
	if sub.Name != "both.zip/d/a.csv.gz" || sub.TextName() != "a.csv.gz" || sub.Archive() != "both.zip" ||
		!bytes.Equal(sub.Head, a[:headSize]) {
		t.Errorf("%s, %s, %s", sub.Name, sub.TextName(), sub.Archive())
	}
	folder, err := src.Sub("d")
	if err != nil || folder.Files == nil {
		t.Fatalf("%v, %v", folder, err)
	}
	if sub, err = folder.Sub("a.csv.gz"); err != nil || !bytes.Equal(sub.Head, a[:headSize]) {
		t.Errorf("%v", err)
	}
}

func TestNameYear(t *testing.T) {
	for file, want := range map[string]string{
		"wiod2013_2008.csv.gz":                 "wiod2013 2008",
		"lrwiod_2000.csv":                      "lrwiod 2000",
		"ICIO2021_2015.csv":                    "ICIO2021 2015",
		"ICIO2018_2010.CSV":                    "ICIO2018 2010",
		"2016_SML.csv":                         "SML 2016",
		"2016.csv":                             " 2016",
		"WIOT2014_Nov16_ROW.xlsx":              "WIOT_Nov16_ROW 2014",
		"ADB-MRIO72-2019.xlsx":                 "ADB-MRIO72 2019",
		"table.csv":                            "table 0",
		"a12345.csv":                           "a12345 0",
		"a1899.csv":                            "a1899 0",
		"x.2008.csv":                           "x 2008",
		"table (2008).zip":                     "table 2008",
		`C:\data\icio_2012.csv`:                "icio 2012",
		"dir/icio_2012.csv":                    "icio 2012",
		"%E2%A0%A1%AB_2012.csv":                " 2012",
		"tabl%E9_2012.csv":                     "tabl 2012",
		"50%25_2012.csv":                       "50%25 2012",
		"MRIO-2017-August 2022":                "MRIO_August 2017",
		"MAR_2008.csv":                         "MAR 2008",
		"a 2018, at constant 2010 prices.xlsx": "a_, at constant  prices 2018",
		"":                                     " 0",
		".csv":                                 " 0",
	} {
		name, year := NameYear(file)
		if got := fmt.Sprint(name, " ", year); got != want {
			t.Errorf("%s: %q, want %q", file, got, want)
		}
	}
}

func TestDescribe(t *testing.T) {
	for head, want := range map[string]string{
		"<!DOCTYPE html>":           "web page",
		"\n  <HTML>":                "web page",
		"<?xml version":             "XML",
		"{\"a\": 1}":                "JSON",
		"PAR1\x15\x04":              "Parquet",
		"BZh91AY&SY\x00":            "bzip2",
		"\x28\xb5\x2f\xfd123":       "zstandard",
		"V\x001\x00,\x00A\x00U\x00": "UTF-16",
		"\x00V\x001\x00,\x00A\x00U": "UTF-16",
		"a\x00b":                    "binary",
		"":                          "empty",
		"\xef\xbb\xbf \n":           "empty",
	} {
		if got, text := Describe([]byte(head)); !strings.Contains(got, want) || text {
			t.Errorf("%q: %s, %v", head, got, text)
		}
	}
	if got, text := Describe([]byte("\xef\xbb\xbfV1,AUS_a\n1")); fault.Bare(got) !=
		`text that starts with "V1,AUS_a"` || !text {
		t.Errorf("%s, %v", got, text)
	}
}

// pretend is a format that is as sure as it says.
type pretend struct {
	id   string
	sure int
}

func (p pretend) ID() string    { return p.id }
func (p pretend) Label() string { return p.id }
func (p pretend) Detect(*Source) Match {
	return Match{Sure: p.sure, Saw: "expected " + p.id + " things"}
}
func (p pretend) Read(context.Context, *Source, Options) (*icio.Table, error) {
	return nil, errors.ErrUnsupported
}

func TestDetect(t *testing.T) {
	src, err := FromBytes("x.csv", []byte("hello,world\n"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := Detect([]Format{pretend{"a", No}, pretend{"b", Layout}, pretend{"c", Layout}, pretend{"d", Possibly}}, src)
	if err != nil || got.ID() != "b" {
		t.Errorf("%v, %v", got, err)
	}
	_, err = Detect([]Format{pretend{"a", No}, pretend{"b", No}}, src)
	if fault.KindOf(err) != fault.Unreadable {
		t.Errorf("%v", err)
	}
	for _, want := range []string{"x.csv", `text that starts with "hello,world"`, "a first line and a first column " +
		"of labels"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in %v", want, err)
		}
	}
	book, err := FromBytes(
		"x.xlsx",
		zipOf(
			t,
			member{name: "xl/workbook.xml", text: []byte("<x/>")},
			member{name: "[Content_Types].xml", text: []byte("<x/>")},
		),
	)
	if err != nil {
		t.Fatal(err)
	}
	if _, err = Detect([]Format{pretend{"a", No}}, book); !strings.Contains(err.Error(), "an Excel workbook (xlsx)") {
		t.Errorf("%v", err)
	}
	if f, err := ByID([]Format{pretend{"oecd", No}}, "oecd"); err != nil || f.ID() != "oecd" {
		t.Errorf("%v", err)
	}
	if _, err := ByID([]Format{pretend{"oecd", No}}, "oced"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("%v", err)
	}
}

// A table of three-letter codes is no file of a kind whose first bytes are letters.
func TestCodesAreNoSignature(t *testing.T) {
	for _, head := range []string{"GDX\nCHN\n", "PAR1,x\n1,2\n", "BZh,a\n"} {
		if what, text := Describe([]byte(head)); !text {
			t.Errorf("%q: %s", head, what)
		}
	}
}
