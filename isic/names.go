package isic

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// Names of industries and products, as EXIOBASE, Eora and GLORIA label their tables, by the industries c1 to c35 that
// they belong to. The first rule that fits counts, so that services come before the goods in their names ("Retail trade
// services of motor fuel"), and residues before what they are made of.
var names = []struct {
	form func() *regexp.Regexp
	of   []int
}{
	{rule(`re-?export|re-?import`), nil},
	{rule(`extra-?territorial|private households|households with employ`), []int{35}},
	{rule(`water collection.*sewerage`), []int{17, 34}},
	{rule(`incineration|biogasification|composting|landfill|waste water treatment|waste ` +
		`collection|sewerage|membership org|recreational, cult|arts, entertain|^other services|^others$`), []int{34}},
	{rule(`education, health`), []int{32, 33, 34}},
	{rule(`education`), []int{32}},
	{rule(`health`), []int{33}},
	{rule(`public admin|government`), []int{31}},
	{rule(`fina\w*cial intermediation and business`), []int{28, 29, 30}},
	{rule(`hotel|hospitality|restaurant`), []int{22}},
	{rule(`publishing, printing|printed matter|^printing`), []int{7}},
	{rule(`financial|finance|insurance|pension`), []int{28}},
	{rule(`real estate`), []int{29}},
	{rule(`renting|computer and related|research and dev|business (activities|services)|professional|administrative ` +
		`serv|^publishing|information serv|information technology`), []int{30}},
	{rule(`post and telecom|postal|telecommunications$`), []int{27}},
	{rule(`wholesale and retail|^trade$`), []int{19, 20, 21}},
	{rule(`retail trade of|retail sale of (automotive|motor)|retail +trade services of motor|sale, ` +
		`maintenance|maintenance and repair`), []int{19}},
	{rule(`wholesale`), []int{20}},
	{rule(`retail`), []int{21}},
	{rule(`supporting.*transport|services to transport|travel agenc`), []int{26}},
	{rule(`air transport`), []int{25}},
	{rule(`(water|sea|maritime|shipping) ?transport`), []int{24}},
	{rule(`(rail|land|road)\w* transport|transport\w* (services )?via|railway|pipeline`), []int{23}},
	{rule(`^transport$|^transport and storage`), []int{23, 24, 25, 26}},
	{rule(`transmission .*electricity|electricity|electric power|steam and hot water|gaseous ` +
		`fuels|^gas\b.*distribution|(coke oven|blast furnace|steel furnace|works) gas|^biogas$|collected and ` +
		`purified water|(collection|distribution).*water|water (collection|supply)`), []int{17}},
	{rule(`secondary construction|^construction|building construction|civil engineering`), []int{18}},
	{rule(`nuclear fuel`), []int{8}},
	{rule(`biogasoline`), []int{9}},
	{rule(`manure|^cultivation|^growing|farming|raising of|paddy|^wheat$|cereal grains|^vegetables, fruit|^oil ` +
		`seeds$|sugar cane, sugar beet|plant-based fib|crops nec|^cattle|^pigs$|^poultry$|meat animals|animal ` +
		`products nec|raw milk|^wool|forestry|^fish(ing|eries)|^fish and|crustaceans|seeds and plant|agricultur`),
		[]int{1}},
	{rule(`^processing of|meat|^fish products|^products of (meat|veg)|vegetable ` +
		`oil|dairy|rice|^sugar|food|beverage|tobacco|^cereal products|^vegetable products|^fruit ` +
		`products|^beef|^pork|manufacture of fish|sweets`), []int{3}},
	{rule(`ceramic|brick|^clay|clay building|cement|glass|^other non-metallic|ash (for|into)|ash into ` +
		`clinker|non-metallic mineral products n`), []int{11}},
	{rule(`petroleum, chemical and non-metallic`), []int{8, 9, 10, 11}},
	{rule(`coke oven|refiner|refined petroleum|gasoline|kerosene|gas/diesel|fuel oil|liquefied ` +
		`petroleum|feedstock|^ethane|naphtha|white spirit|lubricants|bitumen$|paraffin|petroleum coke|petroleum ` +
		`products|gas coke|coal tar|jet fuel`), []int{8}},
	{rule(`chemical and fertili[sz]er minerals`), []int{2}},
	{rule(`plastics, basic|secondary ` +
		`plastic|fertili[sz]ers?|fertili[sz]er$|chemicals|petrochemical|` +
		`pharmaceutical|^dyes|charcoal|additives|biodiesel|biofuel`), []int{9}},
	{rule(`ores?\b|^mining|^extraction|extraction$|quarr|coal|peat|lignite|anthracite|patent fuel|bkb|crude ` +
		`petroleum|natural gas|hydrocarbons|^stone$|^sand|fertili[sz]er minerals|^uranium|^salt`), []int{2}},
	{rule(`textiles? and (wearing|cloth)|textile|apparel|clothing|garment`), []int{4}},
	{rule(`leather|footwear`), []int{5}},
	{rule(`wood and paper`), []int{6, 7}},
	{rule(`wood|sawmill`), []int{6}},
	{rule(`pulp|paper|print`), []int{7}},
	{rule(`rubber|^plastic products`), []int{10}},
	{rule(`electrical and machinery`), []int{13, 14}},
	{rule(`transport equipment|motor vehicles|automotive|^cars?$`), []int{15}},
	{rule(`office machinery|computers|electronic|electrical|radio, tele|medical, prec|optical`), []int{14}},
	{rule(`metal|steel|alumin|copper|lead|nickel|^basic (gold|tin)|foundry|tin$`), []int{12}},
	{rule(`machinery`), []int{13}},
	{rule(`furniture|other manufactur|recycl|secondary raw|bottles`), []int{16}},
}

// rule is what a name is compared with, made ready when the first name is read.
func rule(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

// division is a division of ISIC Rev. 3 that EXIOBASE writes behind a name: "Construction (45)".
var division = regexp.MustCompile(`\((\d\d)\)$`)

// named returns what a name says that an industry contains; Parts is nil where it says nothing.
func named(code, name string) Industry {
	name = strings.ToLower(strings.TrimSpace(name))
	if m := division.FindStringSubmatch(name); m != nil {
		d, _ := strconv.Atoi(m[1])
		if rev3ToWIOD[d] != 0 {
			return Industry{Code: code, Scheme: Rev3, Parts: []int{d}}
		}
	}
	for _, n := range names {
		if n.form().MatchString(name) {
			if n.of == nil {
				return Industry{Code: code}
			}
			return Industry{Code: code, Scheme: WIOD, Parts: n.of}
		}
	}
	return Industry{Code: code}
}
