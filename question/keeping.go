package question

import (
	"ikat/tablefile"
	"ikat/trade/flowfile"
)

// The parameters of what reads a published table and keeps it, for the command line and the API.
var (
	KeepName = Param{Name: "name", Doc: "keep it under this name (default: from the file's name)", Form: Name}
	KeepYear = Param{Name: "year", Form: Whole, Min: 1, Max: 9999,
		Doc: "its year; of a file, folder or archive of several, the year to take (default: from the file's name)"}
	KeepBalance = Param{Name: "balance", Form: Text, Values: []string{"ras"},
		Doc: "ras: make rows and columns add up by multiplying them, record it, and say how far flows moved"}
	KeepMissing = Param{Name: "missing", Form: Text, Values: []string{tablefile.MissingZero},
		Doc: "zero: take flows that are empty or say NA for zeros, and count them"}
	KeepReplace = Param{Name: "replace", Form: Flag, Default: "false", Example: "true",
		Doc: "replace another table of the same name and year"}
)

// KeepYears is KeepYear for several at once.
func KeepYears() Param {
	p := KeepYear
	p.Many = Joined
	return p
}

// KeepFormat chooses one of the formats of tables.
func KeepFormat(formats []tablefile.Format) Param {
	p := Param{Name: "format", Form: Text, Doc: "read it as this format (default: the one that fits)"}
	for _, f := range formats {
		p.Values = append(p.Values, f.ID())
	}
	return p
}

// KeepTable are the parameters of what reads one table and keeps it.
func KeepTable(formats []tablefile.Format) []Param {
	return []Param{KeepName, KeepYear, KeepFormat(formats), KeepBalance, KeepMissing, KeepReplace}
}

// KeepFlows are the parameters of what reads a file of trade by product and keeps it.
func KeepFlows() []Param {
	name, replace := KeepName, KeepReplace
	name.Doc = "keep them under this name (default: from the file's name)"
	replace.Doc = "replace other data of the same name, year and reporter"
	return []Param{
		name,
		{Name: "year", Doc: "year of rows that have none", Form: Whole, Min: 1, Max: 9999},
		{Name: "classification", Doc: "of products, as HS 2017; picks one of a file of several", Form: Text,
			Example: "HS 2017"},
		{Name: "unit", Doc: "of values in plain columns, where the file does not say", Form: Text, Values: flowfile.Units,
			Says: "thousand USD"},
		{Name: "bad", Doc: "rows that are wrong", Form: Text, Values: []string{flowfile.Refuse, flowfile.LeaveOut},
			Default: flowfile.Refuse},
		replace,
	}
}

// FlowOptions are the values of KeepFlows as the reader takes them.
func FlowOptions(v *Values) flowfile.Options {
	return flowfile.Options{Name: v.One("name"), Year: v.Whole("year"), Classification: v.One("classification"),
		Unit: v.One("unit"), Bad: v.One("bad")}
}
