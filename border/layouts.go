package border

import (
	"slices"
	"strings"

	"ikat/fault"
)

// Methods of measuring what a border takes. Figures of one are not compared with figures of another over time.
const (
	Containers20 = "documents, days and US$ per container" // Doing Business, editions to 2015
	Shipments    = "hours and US$ per shipment"            // Doing Business, editions 2016 to 2020
)

// Layout is one form of border table in CSV, known by its columns. Columns may stand in any order, and others beside
// them.
type Layout struct {
	ID      string
	Title   string
	Columns []string // that it must have
	Others  []string // that it may have
	Method  string   // of its procedures; "" for a layout without any
	Sample  string   // a small file
	read    func(*file, *Table) error
}

// Layouts are the forms of border table that can be read, the surest first. The World Bank's own headers count as
// these.
var Layouts = []Layout{
	{ID: "bilateral", Title: "ad valorem costs between economies, such as tariffs; * stands for all",
		Columns: []string{"origin", "destination", "rate"}, Others: []string{"industry"},
		Sample: "origin,destination,industry,rate\nCHN,USA,c14,0.07\n*,USA,*,0.01\n", read: (*file).bilateral},
	{ID: "tariffs", Title: "applied tariffs as WITS gives them for download, by products of ISIC Rev. 3 or all together",
		Columns: []string{"reporter", "partner", "product", "tariff_year", "dutytype", "simple_average"},
		Others: []string{"reporter_name", "partner_name", "selected_nomen", "native_nomen", "product_name", "trade_year",
			"imports_value_in_1000_usd"},
		Sample: "selected_nomen,reporter,reporter_name,product,partner,partner_name,tariff_year,dutytype,simple_average\n" +
			"I3,842,United States,32,156,China,2019,AHS,7\nI3,842,United States,18,0,World,2019,MFN,11.5\n",
		read: (*file).tariff},
	{
		ID:      "sensitivity",
		Title:   "what multiplies the cost of a day, by industry",
		Columns: []string{"industry", "sensitivity"},
		Sample:  "industry,sensitivity\nc14,1.5\nc4,1\n",
		read:    (*file).sensitivity,
	},
	{ID: "shipments", Title: "hours and costs at the border and for documents (World Bank, editions 2016 to 2020)",
		Columns: []string{
			"economy",
			"hours_export_border",
			"cost_export_border",
			"hours_import_border",
			"cost_import_border",
		},
		Others: []string{"name", "year", "hours_export_documents", "cost_export_documents", "hours_import_documents",
			"cost_import_documents"}, Method: Shipments,
		Sample: "economy,year,hours_export_border,hours_export_documents,cost_export_border,cost_export_documents," +
			"hours_import_border,hours_import_documents,cost_import_border,cost_import_documents\n" +
			"VNM,2019,55,50,290,139.2,56,76,373,182.9\nTHA,2019,44,11,223,97,50,4,233,43\n", read: (*file).compliance},
	{ID: "containers", Title: "documents, days and costs of a container (World Bank, editions to 2015)",
		Columns: []string{"economy", "days_export", "cost_export", "days_import", "cost_import"},
		Others:  []string{"name", "year", "docs_export", "docs_import"}, Method: Containers20,
		Sample: "economy,name,docs_export,days_export,cost_export,docs_import,days_import,cost_import\n" +
			"CHN,China,7,21,460,6,24,545\nKHM,Cambodia,11,22,732,11,30,872\n", read: (*file).procedures},
}

// layout returns the first layout whose columns are all there, or nil.
func (f *file) layout() *Layout {
	for i := range Layouts {
		if f.has(Layouts[i].Columns...) {
			return &Layouts[i]
		}
	}
	return nil
}

// unknown says which layout a header is nearest to, and what it lacks of it.
func (f *file) unknown(header []string) error {
	best, missing := -1, []string(nil)
	for i, l := range Layouts {
		lacks := slices.DeleteFunc(slices.Clone(l.Columns), func(c string) bool { return f.has(c) })
		if len(lacks) < len(l.Columns) && (best < 0 || len(lacks) < len(missing)) {
			best, missing = i, lacks
		}
	}
	e := &fault.Error{Kind: fault.Unreadable, Where: f.name,
		What: fault.Say("its header is not that of a border table: %s", strings.Join(header, ",")),
		Fix: fault.Say("It may be %s; docs/methods/border.md lists the other layouts",
			strings.Join(Layouts[len(Layouts)-1].Columns, ","))}
	if best >= 0 {
		l := Layouts[best]
		e.Fix = fault.Say("For %s it lacks %s; docs/methods/border.md lists the layouts", l.Title,
			strings.Join(missing, ", "))
	}
	return e
}
