package indicators

import "ikat/result"

const (
	money = "million USD"
	share = "share"
)

var years62 = []int{2000, 2007, 2008, 2009, 2010, 2011, 2012, 2013, 2014, 2015, 2016, 2017, 2018, 2019, 2020,
	2021, 2022}

var years72 = []int{2017, 2018, 2019, 2020, 2021, 2022}

// amount declares a figure in million USD that is kept with all the digits a recovered table needs.
func amount(id, label, definition string) Measure {
	return Measure{ID: id, Label: label, Unit: money, Definition: definition, Kind: result.Accounting, Digits: 7}
}

// index declares a figure that is kept as it was published, to five digits.
func index(id, label, unit, definition string) Measure {
	return Measure{ID: id, Label: label, Unit: unit, Definition: definition, Kind: result.Accounting, Digits: 5}
}

// ADB62 are the figures of 62 economies. The publisher's value added in exports leaves out what returns home, so it is
// value added absorbed abroad (VAX), below the domestic value added in exports of Borin and Mancini (2019) by their
// REF.
var ADB62 = &Set{
	ID: "adb62", Title: "Output, exports and value added in them, 62 economies", Years: years62, Members: 62,
	Measures: []Measure{
		amount("output", "Output", "gross output"),
		amount("value_added", "Value added", "value added, output less all intermediate inputs"),
		index("intermediate_sales", "Intermediate sales", money, "output sold to industries at home and abroad"),
		amount("exports", "Exports", "gross exports"),
		amount("vax", "Value added absorbed abroad", "domestic value added in the industry's exports that is "+
			"absorbed abroad (VAX), by exporting industry"),
		amount("vax_origin", "Value added absorbed abroad, by origin", "domestic value added in the economy's "+
			"exports that is absorbed abroad (VAX), by the industry it comes from"),
		index("rca", "RCA", "", "revealed comparative advantage in gross exports: the industry's share of the "+
			"economy's exports over its share of the world's"),
		index("rca_vax", "RCA in value added", "", "revealed comparative advantage in value added absorbed abroad, "+
			"by exporting industry"),
		index("rca_vax_origin", "RCA in value added, by origin", "",
			"revealed comparative advantage in value added absorbed abroad, by the industry it comes from"),
	},
}

// ADB72 are output and participation of 72 economies.
var ADB72 = &Set{
	ID: "adb72", Title: "Output and participation in value chains, 72 economies", Years: years72, Members: 72,
	Measures: []Measure{
		amount("output", "Output", "gross output"),
		amount("value_added", "Value added", "value added, output less all intermediate inputs"),
		index("intermediate_sales", "Intermediate sales", money, "output sold to industries at home and abroad"),
		amount("exports", "Exports", "gross exports"),
		amount("gvc_backward", "Backward trade in value chains", "exports less the domestic value added in them: "+
			"foreign content and what is counted twice (Borin and Mancini 2019)"),
		index("gvc_forward", "Forward trade in value chains", money,
			"domestic value added in exports that the importer sends on or back (Borin and Mancini 2019)"),
		index("gvc_trade", "Trade in value chains", money,
			"exports that cross two borders or more, backward and forward"),
		index("gvc_production", "Production in value chains", money, "value added that leaves the economy in "+
			"intermediate exports, by the industry it comes from (Wang, Wei, Yu and Zhu 2017)"),
		index("backward_share", "Backward share", share, "backward trade in value chains over exports"),
		index("forward_share", "Forward share", share, "forward trade in value chains over exports"),
		index("trade_share", "Value-chain share of exports", share, "trade in value chains over exports"),
		index("production_share", "Value-chain share of value added", share,
			"production in value chains over value added"),
	},
}

// Lengths72 are production lengths of 72 economies, Wang, Wei, Yu and Zhu (2017), in production stages.
var Lengths72 = &Set{
	ID: "adb72-lengths", Title: "Production lengths, 72 economies", Years: years72, Members: 72,
	Measures: []Measure{
		length("plv", "Length, forward", "of all value added, to final use"),
		length("plv_domestic", "Length, forward, domestic", "of value added in domestic final products"),
		length("plv_traditional", "Length, forward, traditional trade", "of value added in exports of final products"),
		length("plvd_gvc", "Length, forward, at home", "at home, of value added in intermediate exports"),
		length("cbv_gvc", "Border crossings, forward", "of value added in intermediate exports: border crossings "+
			"for production"),
		length("plvf_gvc", "Length, forward, abroad", "abroad, of value added in intermediate exports"),
		length("ply", "Length, backward", "of all final products, from primary inputs"),
		length("ply_domestic", "Length, backward, domestic", "of final products made at home for home"),
		length("ply_traditional", "Length, backward, traditional trade", "of final products made at home for export"),
		length("plyd_gvc", "Length, backward, at home", "at home, of final products with imported inputs"),
		length("cby_gvc", "Border crossings, backward", "of final products with imported inputs: border crossings "+
			"for production"),
		length("plyf_gvc", "Length, backward, abroad", "abroad, of final products with imported inputs"),
		length("plv_gvc", "Length, forward, value chains",
			"of value added in intermediate exports: at home, crossings and abroad"),
		length("ply_gvc", "Length, backward, value chains",
			"of final products with imported inputs: at home, crossings and abroad"),
		index("gvc_position", "Position", "", "forward over backward length in value chains; above 1 is upstream"),
	},
}

func length(id, label, of string) Measure {
	return index(id, label, "stages", "average production length "+of)
}

// Industries are the 35 industries of the World Input-Output Tables, release 2013, in order.
var Industries = []string{"c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9", "c10", "c11", "c12", "c13", "c14",
	"c15", "c16", "c17", "c18",
	"c19", "c20", "c21", "c22", "c23", "c24", "c25", "c26", "c27", "c28", "c29", "c30", "c31", "c32", "c33",
	"c34", "c35"}

// IndustryNames are their names.
var IndustryNames = map[string]string{
	"c1": "Agriculture, hunting, forestry and fishing", "c2": "Mining and quarrying",
	"c3": "Food, beverages and tobacco",
	"c4": "Textiles and textile products", "c5": "Leather and footwear", "c6": "Wood and products of wood and cork",
	"c7": "Pulp, paper, printing and publishing", "c8": "Coke, refined petroleum and nuclear fuel",
	"c9":  "Chemicals and chemical products",
	"c10": "Rubber and plastics", "c11": "Other non-metallic minerals", "c12": "Basic metals and fabricated metal",
	"c13": "Machinery n.e.c.",
	"c14": "Electrical and optical equipment", "c15": "Transport equipment", "c16": "Manufacturing n.e.c.; recycling",
	"c17": "Electricity, gas and water supply", "c18": "Construction",
	"c19": "Sale and repair of motor vehicles and retail sale of fuel",
	"c20": "Wholesale trade", "c21": "Retail trade and repair", "c22": "Hotels and restaurants",
	"c23": "Inland transport",
	"c24": "Water transport", "c25": "Air transport", "c26": "Transport services and travel agencies",
	"c27": "Post and telecommunications",
	"c28": "Financial intermediation", "c29": "Real estate activities",
	"c30": "Renting of equipment and other business activities",
	"c31": "Public administration and defence", "c32": "Education", "c33": "Health and social work",
	"c34": "Other community, social and personal services", "c35": "Private households with employed persons",
}
