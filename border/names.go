package border

import "ikat/economies"

// Code returns the ISO 3166 three-letter code of an economy given by code or name, "" where it is not known.
func Code(text string) string {
	e, err := economies.Resolve(text)
	if err != nil {
		return ""
	}
	return e.Code
}
