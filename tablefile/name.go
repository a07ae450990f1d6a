package tablefile

import (
	"path"
	"regexp"
	"strings"
)

// NameYear takes the name and the year of a table from its file's name: the base name without extensions, and the last
// group of four digits in it that can be a year. A year that stands by itself is preferred to one inside a word, which
// is often an edition: "ICIO2021_2015.csv" is ICIO2021, year 2015. The month of a release and the base of constant
// prices are no years of a table: "MRIO-2017-August 2022.xlsx" is of 2017. Bytes of a name in another encoding than
// UTF-8, which nobody can read, are left out.
//
// The year and the separators around it are not part of the name. The year is 0 where there is none, the name "" where
// nothing is left of it.
func NameYear(file string) (name string, year int) {
	if file == "" {
		return "", 0
	}
	base := path.Base(strings.ReplaceAll(file, "\\", "/"))
	base = foreign.ReplaceAllString(withoutEdition(trimExtensions(base)), "")
	at, alone := -1, false
	for i := 0; i+4 <= len(base); i++ {
		y := fourDigits(base, i)
		if y < 1900 || y > 2099 {
			continue
		}
		byItself := (i == 0 || !isAlnum(base[i-1])) && (i+4 == len(base) || !isAlnum(base[i+4]))
		if byItself || !alone {
			at, alone, year = i, byItself, y
		}
	}
	if at < 0 {
		return base, 0
	}
	const separators = "_-. ()[]"
	before := strings.TrimRight(base[:at], separators)
	after := strings.TrimLeft(base[at+4:], separators)
	switch {
	case before == "":
		return strings.Trim(after, separators), year
	case after == "":
		return before, year
	}
	return before + "_" + strings.TrimRight(after, separators), year
}

// foreign is a byte beyond ASCII as memberName writes it.
var foreign = regexp.MustCompile(`%[89A-F][0-9A-F]`)

// trimExtensions cuts the endings that say how a file is stored.
func trimExtensions(base string) string {
	for {
		ext := path.Ext(base)
		switch strings.ToLower(ext) {
		case ".csv",
			".txt",
			".tsv",
			".gz",
			".zip",
			".xlsx",
			".xlsb",
			".xls",
			".parquet",
			".npz",
			".npy",
			".zst",
			".xz",
			".bz2",
			".7z",
			".tar",
			".tgz",
			".dta",
			".rds",
			".rdata",
			".rda":
			base = strings.TrimSuffix(base, ext)
		default:
			return base
		}
	}
}

// fourDigits returns the number of the four digits at i, or 0 where there are more or fewer.
func fourDigits(s string, i int) int {
	y := 0
	for _, c := range []byte(s[i : i+4]) {
		if c < '0' || c > '9' {
			return 0
		}
		y = y*10 + int(c-'0')
	}
	if i > 0 && isDigit(s[i-1]) || i+4 < len(s) && isDigit(s[i+4]) {
		return 0
	}
	return y
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isAlnum(c byte) bool {
	return isDigit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
