// Package docs holds the project's documents, for pages to show.
package docs

import "embed"

// Files are the documents in Markdown, by their paths below this folder.
//
//go:embed *.md methods/*.md schema/*.md
var Files embed.FS
