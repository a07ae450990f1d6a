package question

import "ikat/tablefile"

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
