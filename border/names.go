package border

import (
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// otherNames are names that published border tables use and the Unicode names of regions do not.
var otherNames = map[string]string{
	"antigua": "ATG", "bosnia and herzegovina": "BIH", "brunei darussalam": "BRN", "brunei": "BRN", "cape verde": "CPV", "ivory coast": "CIV",
	"democratic republic of the congo": "COD", "congo, dem. rep.": "COD", "republic of congo": "COG", "congo, rep.": "COG",
	"czech republic": "CZE", "hong kong sar": "HKG", "hong kong, china": "HKG", "hong kong sar, china": "HKG", "south korea": "KOR",
	"korea, rep.": "KOR", "republic of korea": "KOR", "kyrgyz republic": "KGZ", "lao pdr": "LAO", "lao people's democratic republic": "LAO",
	"macedonia": "MKD", "macedonia, fyr": "MKD", "micronesia (federated states of)": "FSM", "micronesia, fed. sts.": "FSM",
	"slovak republic": "SVK", "st. kitts and nevis": "KNA", "st. lucia": "LCA", "saint lucia": "LCA", "saint vincent": "VCT",
	"st. vincent and the grenadines": "VCT", "swaziland": "SWZ", "taiwan province of china": "TWN", "taiwan, china": "TWN",
	"timor-leste": "TLS", "trinidad": "TTO", "trinidad and tobago": "TTO", "turkey": "TUR", "turkiye": "TUR", "uk": "GBR", "usa": "USA",
	"viet nam": "VNM", "vietnam": "VNM", "west bank and gaza": "PSE", "russian federation": "RUS", "iran, islamic rep.": "IRN",
	"egypt, arab rep.": "EGY", "venezuela, rb": "VEN", "yemen, rep.": "YEM", "gambia, the": "GMB", "bahamas, the": "BHS",
	"syrian arab republic": "SYR", "sao tome and principe": "STP", "cote d'ivoire": "CIV", "cabo verde": "CPV", "myanmar": "MMR", "eswatini": "SWZ", "north macedonia": "MKD",
}

var namedRegions = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			r, err := language.ParseRegion(string([]rune{a, b}))
			if err != nil || !r.IsCountry() || r.Canonicalize() != r {
				continue
			}
			if name := display.English.Regions().Name(r); name != "" {
				out[strings.ToLower(name)] = r.ISO3()
			}
		}
	}
	for name, code := range otherNames {
		out[name] = code
	}
	return out
})

// Code returns the ISO 3166 three-letter code of an economy given by name, "" where the name is not known. What looks like
// a code is returned as it is.
func Code(name string) string {
	if len(name) == 3 && name == strings.ToUpper(name) {
		return name
	}
	return namedRegions()[strings.ToLower(name)]
}
