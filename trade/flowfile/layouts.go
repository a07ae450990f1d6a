package flowfile

import (
	"slices"
	"strings"
)

// role is what a column is for.
type role int

const (
	year role = iota
	exporter
	importer
	reporter
	reporterISO
	reporterName
	partner
	partnerISO
	partnerName
	flow
	product
	productName
	value
	quantity
	classification
	customs   // procedure of customs; not "all" is a part of a total
	supply    // mode of supply
	transport // mode of transport
	second    // second partner
	roles
)

// layout is how a publisher's files are laid out.
type layout struct {
	label   string
	columns [roles][]string // names that a column may have, in lower case
	needs   []role
	// scale turns values into thousand USD; 0 where the file does not say.
	scale float64
	// tonnes turns quantities into tonnes.
	tonnes float64
	// totals says that rows of fewer digits and of the world are totals of others.
	totals bool
	// side is who reported all flows; "" where each row says.
	side string
}

// layouts are tried in order: plain comes last.
var layouts = []*layout{
	{
		label: "BACI (CEPII)",
		columns: named(
			map[role]string{year: "t", exporter: "i", importer: "j", product: "k|hs6", value: "v", quantity: "q"},
		),
		needs: []role{exporter, importer, product, value},
		scale: 1, tonnes: 1, side: Reconciled,
	},
	{
		label: "UN Comtrade",
		columns: named(map[role]string{
			year: "refyear|period", reporter: "reportercode", reporterISO: "reporteriso", reporterName: "reporterdesc",
			partner: "partnercode", partnerISO: "partneriso", partnerName: "partnerdesc", flow: "flowcode",
			product: "cmdcode", productName: "cmddesc", value: "primaryvalue", quantity: "netwgt",
			classification: "classificationcode", customs: "customscode", supply: "moscode", transport: "motcode",
			second: "partner2code",
		}),
		needs: []role{reporter, partner, flow, product, value},
		scale: 1e-3, tonnes: 1e-3, totals: true,
	},
	{
		label: "UN Comtrade, old site",
		columns: named(map[role]string{
			year: "year", reporter: "reporter code", reporterISO: "reporter iso", reporterName: "reporter",
			partner: "partner code", partnerISO: "partner iso", partnerName: "partner", flow: "trade flow code",
			product: "commodity code", productName: "commodity", value: "trade value (us$)",
			quantity: "netweight (kg)", classification: "classification",
		}),
		needs: []role{reporter, partner, flow, product, value},
		scale: 1e-3, tonnes: 1e-3, totals: true,
	},
	{
		label: "WITS (World Bank)",
		columns: named(map[role]string{
			year: "year", reporter: "reporteriso3", reporterName: "reportername", partner: "partneriso3",
			partnerName: "partnername", flow: "tradeflowcode|tradeflowname", product: "productcode",
			productName: "productdescription", value: "tradevalue in 1000 usd", quantity: "netweight in kgm",
			classification: "nomenclature",
		}),
		needs: []role{reporter, partner, flow, product, value},
		scale: 1, tonnes: 1e-3, totals: true,
	},
	{
		label: "plain columns",
		columns: named(map[role]string{
			year: "year|t", exporter: "exporter|from|seller|origin", importer: "importer|to|buyer|destination",
			product:  "product|hs6|hs|commodity|code|product_code|industry|sector",
			value:    "value|trade|trade_value|value_usd|value_kusd|exports",
			quantity: "quantity|quantity_t|tonnes|q", productName: "product_name|description",
		}),
		needs:  []role{exporter, importer, product, value},
		tonnes: 1, side: Reconciled,
	},
}

func named(list map[role]string) (out [roles][]string) {
	for r, names := range list {
		out[r] = strings.Split(names, "|")
	}
	return out
}

// plain is the layout of columns that anybody may write.
var plain = layouts[len(layouts)-1]

// recognise returns the layout of a header and where its columns stand, -1 where there is none; nil where no layout is.
func recognise(header []string) (*layout, [roles]int) {
	var none [roles]int
	for _, l := range layouts {
		if at, ok := l.find(header); ok {
			return l, at
		}
	}
	return nil, none
}

func (l *layout) find(header []string) (at [roles]int, ok bool) {
	for r := range at {
		at[r] = slices.IndexFunc(header, func(h string) bool { return slices.Contains(l.columns[r], h) })
	}
	return at, !slices.ContainsFunc(l.needs, func(r role) bool { return at[r] < 0 })
}

// sideOf says who reports a flow of a code, and whether the reporter sells. What is known and no flow of its own, as
// re-exports, is part of another.
func sideOf(code string) (side string, sells, known bool) {
	switch strings.ToUpper(strings.TrimSpace(code)) {
	case "X", "2", "EXPORT", "EXPORTS", "GROSS EXP.", "6", "E":
		return Exporters, true, true
	case "M", "1", "IMPORT", "IMPORTS", "GROSS IMP.", "5", "I":
		return Importers, false, true
	case "RX", "3", "RE-EXPORT", "RE-EXPORTS":
		return ReExports, true, true
	case "RM", "4", "RE-IMPORT", "DX", "FM", "MIP", "MOP", "XIP", "XOP":
		return "", false, true
	}
	return "", false, false
}

// editions are the classifications that Comtrade and WITS name, by code.
var editions = map[string]string{"H0": "HS 1992", "H1": "HS 1996", "H2": "HS 2002", "H3": "HS 2007", "H4": "HS 2012",
	"H5": "HS 2017", "H6": "HS 2022", "S1": "SITC Rev. 1", "S2": "SITC Rev. 2", "S3": "SITC Rev. 3", "S4": "SITC Rev. 4"}

// Edition is the classification that a code names: H5 and HS17 are HS 2017; other codes are as they stand.
func Edition(code string) string {
	code = strings.TrimSpace(code)
	if e, ok := editions[strings.ToUpper(code)]; ok {
		return e
	}
	if len(code) == 4 && strings.EqualFold(code[:2], "HS") && code[2] >= '0' && code[2] <= '9' {
		if code[2:] >= "88" {
			return "HS 19" + code[2:]
		}
		return "HS 20" + code[2:]
	}
	return code
}
