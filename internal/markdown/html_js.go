package markdown

import "html"

// HTML shows a document as it is written: the converter would be a part of what the edition for the browser loads.
func HTML(text string) (string, error) {
	return `<pre class="document">` + html.EscapeString(text) + "</pre>", nil
}
