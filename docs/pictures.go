//go:build !js

package docs

import "embed"

// Pictures are what the guide shows, by their paths below this folder.
//
//go:embed guide/*.webp
var Pictures embed.FS
