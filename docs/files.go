//go:build !js

package docs

import "embed"

// Files are the documents in Markdown, by their paths below this folder.
//
//go:embed *.md methods/*.md schema/*.md
var Files embed.FS

// Pictures are what the guide shows, by their paths below this folder.
//
//go:embed guide/*.webp
var Pictures embed.FS
