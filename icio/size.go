package icio

import "unsafe"

// Holds counts the bytes of the table's numbers, as a part that others share.
func (t *Table) Holds(count func(id any, bytes int64)) {
	numbers := len(t.Z) + len(t.F) + len(t.X) + len(t.VA)
	numbers += len(t.Reported.RowOutput) + len(t.Reported.ColumnOutput) + len(t.Reported.VA)
	for _, r := range t.Extra {
		numbers += len(r.Use) + len(r.FD)
	}
	for _, s := range t.Satellites {
		numbers += len(s.Values)
	}
	const label = 48 // a code and its header, with what names it
	labels := len(t.Economies) + len(t.Industries) + len(t.Categories) + len(t.EconomyNames) + len(t.IndustryNames)
	count(t, int64(unsafe.Sizeof(*t))+8*int64(numbers)+label*int64(labels))
}
