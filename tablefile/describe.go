package tablefile

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"ikat/fault"
)

// signatures are the first bytes of files that people take for tables, or that arrive in a table's place, and what to
// do with such a file.
var signatures = []struct{ magic, what, remedy string }{
	{"PK\x03\x04", "a zip archive or an Excel workbook", "Get the file again"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel workbook (xls)", "Open it and save it as xlsx"},
	{"PAR1", "a Parquet file", "Write a line for each flow: seller, industry, buyer, use, value"},
	{"ARROW1", "an Arrow file", "Save it as CSV or Parquet"},
	{"\x93NUMPY", "a NumPy array (npy)", "Put z.npy, f.npy, sectors.csv and demand.csv in one folder and name the folder"},
	{"\x89HDF", "an HDF5 file, as MATLAB 7.3 writes them", "Convert it: docs/tables.md gives the lines of Python that do"},
	{"SQLite format 3", "an SQLite database", "Export the table from it as CSV"},
	{"MATLAB", "a MATLAB file", "Convert it: docs/tables.md gives the lines of Python that do"},
	{"%PDF", "a PDF document", "Get the table itself, as CSV or Excel"},
	{"RDX2\n", "an R data file", rRemedy}, {"RDX3\n", "an R data file", rRemedy},
	{"X\n\x00\x00\x00\x02", "an R data file", rRemedy}, {"X\n\x00\x00\x00\x03", "an R data file", rRemedy},
	{"RDA2\n", "an R data file written as text", rText}, {"RDA3\n", "an R data file written as text", rText},
	{"A\n2\n", "an R data file written as text", rText}, {"A\n3\n", "an R data file written as text", rText},
	{
		"<stata_dta>",
		"a Stata file",
		stataRemedy,
	}, {"q\x02\x01\x00", "a Stata file", stataRemedy}, {"r\x02\x01\x00", "a Stata file", stataRemedy},
	{"s\x02\x01\x00", "a Stata file", stataRemedy},
	{"\x28\xb5\x2f\xfd", "zstandard-compressed data", "Unpack it first"},
	{"\xfd7zXZ\x00", "xz-compressed data", "Unpack it first"},
	{"BZh", "bzip2-compressed data", "Unpack it first"},
	{"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "Unpack it first"},
	{"Rar!", "a RAR archive", "Unpack it first and name the folder"},
	{"\x1f\x8b", "gzip-compressed data, compressed twice", "Unpack it once"},
	{"GDX", "a GAMS file", "Export the table from GAMS as CSV"},
}

const (
	rRemedy = "In R, put the table in one data frame or matrix with labels such as AUS_A01 as its names of rows and " +
		"columns, and save that"
	rText = "In R: load it and write it again with saveRDS(x, \"file.rds\")"

	stataRemedy = "In Stata, give it a first variable of labels such as AUS_A01, and a variable of that name for " +
		"each sector"
)

// signed reports whether a file begins as a kind of file does. What begins with letters alone may as well be a table of
// codes: of such a file something must be no text.
func signed(head []byte, magic string) bool {
	if !bytes.HasPrefix(head, []byte(magic)) {
		return false
	}
	for _, c := range []byte(magic) {
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return true
		}
	}
	return bytes.ContainsFunc(head, func(r rune) bool { return r < '\t' || r == utf8.RuneError })
}

// Remedy says the one thing to do with a file that no format reads, judging by its first bytes.
func Remedy(head []byte) string {
	for _, s := range signatures {
		if signed(head, s.magic) {
			return s.remedy
		}
	}
	switch what, text := Describe(head); {
	case strings.Contains(what, "HTML"), strings.Contains(what, "web page"):
		return "Download the table in a browser: this is a web page that came in its place"
	case looksUTF16(head):
		return "Save it as UTF-8"
	case !text:
		return "Export the table as CSV"
	case startsWithNumber(head):
		return "Put it in a folder with sectors.csv and demand.csv, which label its rows and columns (docs/tables.md), " +
			"and name the folder"
	}
	return "Give it a first line and a first column of labels such as AUS_A01, one for each economy and industry " +
		"(docs/tables.md)"
}

// startsWithNumber holds for text whose first cell is a number.
func startsWithNumber(head []byte) bool {
	cell := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), "\"-+ ")
	return len(cell) > 0 && (cell[0] >= '0' && cell[0] <= '9' || cell[0] == '.')
}

// Describe says in words what a file is, judging by its first bytes, and whether it is text that a reader of text
// tables can try: UTF-8 or another extension of ASCII, and not a web page.
func Describe(head []byte) (what string, text bool) {
	for _, s := range signatures {
		if signed(head, s.magic) {
			return s.what, false
		}
	}
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	start := strings.ToLower(string(bytes.TrimLeft(head[:min(len(head), 512)], " \t\r\n")))
	switch {
	case len(start) == 0:
		return "an empty text", false
	case strings.HasPrefix(start, "<!doctype html"), strings.HasPrefix(start, "<html"), strings.HasPrefix(start, "<head"):
		return "a web page (HTML)", false
	case strings.HasPrefix(start, "<?xml"), strings.HasPrefix(start, "<"):
		return "an XML or web page", false
	case strings.HasPrefix(start, "{"), strings.HasPrefix(start, "["):
		return "JSON text", false
	case looksUTF16(head):
		return "UTF-16 text without a byte-order mark", false
	case !looksText(head):
		return "binary data", false
	}
	return fault.Say("text that starts with %s", quoteStart(head)), true
}

// looksUTF16 recognises UTF-16 without a byte-order mark: every other byte of ASCII text is zero.
func looksUTF16(head []byte) bool {
	n := min(len(head), 256) &^ 1
	zeros := [2]int{}
	for i, c := range head[:n] {
		if c == 0 {
			zeros[i&1]++
		}
	}
	return n >= 8 && (zeros[0] > n*3/8 && zeros[1] == 0 || zeros[1] > n*3/8 && zeros[0] == 0)
}

// looksText holds for bytes without control characters other than white space.
func looksText(head []byte) bool {
	for _, c := range head {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' || c == 0x7f {
			return false
		}
	}
	return true
}

// quoteStart quotes the start of the first line.
func quoteStart(head []byte) string {
	if i := bytes.IndexAny(head, "\r\n"); i >= 0 {
		head = head[:i]
	}
	return Quote(head, 40)
}

// Quote puts text from a file in quotes for a message, cut to about max bytes.
func Quote(text []byte, max int) string {
	if len(text) <= max {
		return fmt.Sprintf("%q", text)
	}
	cut := max
	for cut > max-utf8.UTFMax && cut > 0 && !utf8.RuneStart(text[cut]) {
		cut--
	}
	return fmt.Sprintf("%q...", text[:cut])
}
