package tablefile

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"ikat/fault"
)

// entry is one of an archive for these tests.
type entry struct {
	name, to string // to: where a link points
	kind     byte
	text     string
}

func tarWith(t *testing.T, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, e := range entries {
		h := &tar.Header{Name: e.name, Linkname: e.to, Typeflag: e.kind, Mode: 0o644, Size: int64(len(e.text))}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(e.text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// zipWith knows files, folders and symbolic links.
func zipWith(t *testing.T, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries {
		h := &zip.FileHeader{Name: e.name}
		h.SetMode(0o644)
		text := e.text
		if e.kind == tar.TypeSymlink {
			h.SetMode(fs.ModeSymlink | 0o777)
			text = e.to
		}
		f, err := w.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Links of an archive are followed where they lead to another entry of it, and every one is named, so that nothing is
// dropped without a word. None leads outside.
func TestLinksOfArchives(t *testing.T) {
	symbolic := []entry{
		{name: "data/a.csv", kind: tar.TypeReg, text: "a,1\n"},
		{name: "data/b.csv", kind: tar.TypeReg, text: "b,2\n"},
		{name: "year/2018.csv", to: "../data/a.csv", kind: tar.TypeSymlink},
		{name: "twice.csv", to: "year/2018.csv", kind: tar.TypeSymlink},
		{name: "folder", to: "data", kind: tar.TypeSymlink},
		{name: "dot", to: "./data/../data/b.csv", kind: tar.TypeSymlink},
		{name: "gone.csv", to: "data/c.csv", kind: tar.TypeSymlink},
		{name: "out.csv", to: "../../secret", kind: tar.TypeSymlink},
		{name: "root.csv", to: "/etc/hostname", kind: tar.TypeSymlink},
		{name: "drive.csv", to: `C:\x`, kind: tar.TypeSymlink},
		{name: "self", to: "self", kind: tar.TypeSymlink},
		{name: "round", to: "about", kind: tar.TypeSymlink},
		{name: "about", to: "round", kind: tar.TypeSymlink},
		{name: "long.csv", to: strings.Repeat("x/", 3000) + "y", kind: tar.TypeSymlink},
		{name: "__MACOSX/x", to: "data/a.csv", kind: tar.TypeSymlink},
	}
	hard := []entry{
		{name: "hard.csv", to: "data/a.csv", kind: tar.TypeLink},
		{name: "data/hard", to: "data/b.csv", kind: tar.TypeLink},
		{name: "null", kind: tar.TypeChar}, {name: "disk", kind: tar.TypeBlock}, {name: "pipe", kind: tar.TypeFifo},
		{name: "data/b.csv", kind: tar.TypeReg, text: "b,3\n"},
	}
	common := map[string]string{
		"year/2018.csv": `another name of "data/a.csv"`, "twice.csv": `another name of "data/a.csv"`,
		"folder": `another name of "data"`, "dot": `another name of "data/b.csv"`,
		"gone.csv": "not in the archive", "out.csv": "outside", "root.csv": "outside", "drive.csv": "outside",
		"self": "leads to itself", "round": "leads to itself", "about": "leads to itself", "long.csv": "outside",
	}
	more := map[string]string{"hard.csv": `another name of "data/a.csv"`, "data/hard": `another name of "data/b.csv"`,
		"null": "is a device", "disk": "is a device", "pipe": "is a pipe", "data/b.csv": "the last counts"}
	for name, data := range map[string][]byte{"t.tar": tarWith(t, append(slices.Clone(symbolic), hard...)...),
		"t.zip": zipWith(t, symbolic...)} {
		src, err := FromBytes(name, data)
		if err != nil {
			t.Fatal(name, err)
		}
		said := map[string]string{}
		for _, u := range src.Unread() {
			said[u.Name] = fault.Bare(u.Why)
		}
		want := map[string]string{}
		for _, m := range []map[string]string{common, more} {
			for entry, why := range m {
				if want[entry] = why; !strings.Contains(said[entry], why) {
					t.Errorf("%s: of %s it says %q, not %q", name, entry, said[entry], why)
				}
			}
			if name == "t.zip" {
				break
			}
		}
		if len(said) != len(want) {
			t.Errorf("%s: says %v", name, said)
		}
		b := "b,2\n"
		if name == "t.tar" {
			b = "b,3\n"
		}
		for inside, text := range map[string]string{"year/2018.csv": "a,1\n", "twice.csv": "a,1\n", "folder/b.csv": b,
			"dot": b, "data/a.csv": "a,1\n", "data/b.csv": b} {
			sub, err := src.Sub(inside)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if got := readAll(t, sub); got != text {
				t.Errorf("%s: %s is %q, not %q", name, inside, got, text)
			}
		}
		for _, inside := range []string{"gone.csv", "out.csv", "root.csv", "drive.csv", "self", "round", "long.csv"} {
			if _, err := src.Sub(inside); err == nil {
				t.Errorf("%s: %s can be opened", name, inside)
			}
		}
		list, _, err := src.Members()
		if err != nil || !slices.Equal(list, []string{"data/a.csv", "data/b.csv"}) {
			t.Errorf("%s: members %v, %v", name, list, err)
		}
	}
}

// An archive of nothing but links names them, and entries of rarer kinds are files.
func TestArchivesOfLinksAlone(t *testing.T) {
	only := entry{name: "a.csv", to: "/data/a.csv", kind: tar.TypeSymlink}
	for name, data := range map[string][]byte{"t.tar": tarWith(t, only), "t.zip": zipWith(t, only)} {
		_, err := FromBytes(name, data)
		if fault.KindOf(err) != fault.Unreadable || !strings.Contains(err.Error(), `"a.csv" is a link to "/data/a.csv"`) {
			t.Errorf("%s: %v", name, err)
		}
	}
	var seven []entry
	for _, name := range strings.Split("abcdefg", "") {
		seven = append(seven, entry{name: name, to: "/data", kind: tar.TypeSymlink})
	}
	if _, err := FromBytes("t.tar", tarWith(t, seven...)); err == nil || !strings.Contains(err.Error(), "and 2 more.") {
		t.Errorf("links past the fifth are not counted: %v", err)
	}
	src, err := FromBytes("t.tar", tarWith(t, entry{name: "a.csv", kind: tar.TypeCont, text: "a\n"}))
	if err != nil {
		t.Fatal(err)
	}
	if list, _, err := src.Members(); err != nil || len(list) != 1 {
		t.Errorf("%v, %v", list, err)
	}
	src, err = FromBytes("t.tar", tarWith(t, entry{name: "a.csv", kind: tar.TypeReg, text: "a\n"},
		entry{name: "a.csv", to: "b.csv", kind: tar.TypeSymlink}, entry{name: "b.csv", kind: tar.TypeReg, text: "b\n"}))
	if err != nil {
		t.Fatal(err)
	}
	sub, err := src.Sub("a.csv")
	if err != nil {
		t.Fatal(err)
	}
	if got := readAll(t, sub); got != "b\n" {
		t.Errorf("the last entry of a name does not count: %q", got)
	}
}
