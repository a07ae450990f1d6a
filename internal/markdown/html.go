//go:build !js

package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
)

var converter = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Linkify),
	goldmark.WithParserOptions(parser.WithAutoHeadingID()))

// wide lets a table scroll by itself.
var wide = strings.NewReplacer("<table>", `<div class="wide"><table>`, "</table>", "</table></div>")

// HTML converts a document; its links stay as it has them. HTML in the document is left out.
func HTML(text string) (string, error) {
	var b bytes.Buffer
	if err := converter.Convert([]byte(text), &b); err != nil {
		return "", err
	}
	return wide.Replace(Typeset(b.String())), nil
}
