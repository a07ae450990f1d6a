package hs

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/csv"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"ikat/fault"
)

// Editions are those of the Harmonized System, oldest first, as classifications of trade are called.
var Editions = []string{"HS 1992", "HS 1996", "HS 2002", "HS 2007", "HS 2012", "HS 2017", "HS 2022"}

//go:embed editions.csv.gz
var packedEditions []byte

// codes are all codes of six digits that an edition has had, with a bit for each that has them.
var codes = sync.OnceValues(func() (map[string]uint8, error) {
	z, err := gzip.NewReader(bytes.NewReader(packedEditions))
	var rows [][]string
	if err == nil {
		rows, err = csv.NewReader(z).ReadAll()
	}
	if err != nil {
		return nil, &fault.Error{Kind: fault.Internal, Where: "trade/hs/editions.csv.gz",
			What: fault.Say("an embedded file cannot be read: %v", err), Err: err}
	}
	out := map[string]uint8{}
	for _, r := range rows[1:] {
		for _, one := range strings.Fields(r[1]) {
			bits, err := strconv.ParseUint(one[2:], 16, 8)
			if err != nil {
				return nil, &fault.Error{Kind: fault.Internal, Where: "trade/hs/editions.csv.gz",
					What: fault.Say("%s is no code", one)}
			}
			out[r[0]+one[:2]] = uint8(bits)
		}
	}
	return out, nil
})

// Carried is the edition of the codes whose classes and industries are carried.
const Carried = "HS 2017"

// Edition is the place of an edition among Editions: of "HS 2017" and "HS17"; -1 for what is none.
func Edition(classification string) int {
	digits := strings.TrimSpace(strings.TrimPrefix(classification, "HS"))
	if len(digits) != 2 && len(digits) != 4 || !strings.HasPrefix(classification, "HS") {
		return -1
	}
	for i, e := range Editions {
		if strings.HasSuffix(e, digits) {
			return i
		}
	}
	return -1
}

var inName = regexp.MustCompile(`(?i)HS\d\d`)

// InName is the edition that a file's name speaks of, as it writes it, "" for none: HS17 of
// BACI_HS17_Y2022_V202401.csv. The last one counts: a member's name says more than that of its archive.
func InName(name string) string {
	all := inName.FindAllString(name, -1)
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1]
}

// In reports which editions have a code of six digits, a bit each, the oldest the lowest; 0 for none.
//
// Error: fault.Internal for embedded data that cannot be read.
func In(code string) (uint8, error) {
	all, err := codes()
	return all[code], err
}

// Codes are the codes of six digits of an edition, in order; none for what is no edition.
//
// Error: fault.Internal for embedded data that cannot be read.
func Codes(classification string) ([]string, error) {
	all, err := codes()
	at := Edition(classification)
	if err != nil || at < 0 {
		return nil, err
	}
	var out []string
	for code, editions := range all {
		if editions&(1<<at) != 0 {
			out = append(out, code)
		}
	}
	slices.Sort(out)
	return out, nil
}
