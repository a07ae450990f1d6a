package docs

import "embed"

// Pictures are left out of the edition for the browser, which is loaded over the wire.
var Pictures embed.FS
