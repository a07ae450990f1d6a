package find

import "ikat/tablefile"

// views lists the ways to see a single file as another: the sheets of a workbook as text, text with other separators in the
// usual form.
func views(src *tablefile.Source) []child { return nil }
