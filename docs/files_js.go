package docs

import "embed"

// Files are the documents for those who read answers; those for people who run a server or develop ikat, and pictures,
// are left out of the edition for the browser, which is loaded over the wire.
//
//go:embed api.md assistants.md differences.md excel.md guide.md indicators.md numbers-checked.md
//go:embed ready-in-ten-minutes.md tables.md validation.md web.md web-edition.md methods/*.md schema/*.md
var Files embed.FS

// Pictures are none.
var Pictures embed.FS
