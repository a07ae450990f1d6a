package main

import (
	"io"

	"ikat/fault"
	"ikat/internal/outfile"
	"ikat/picture"
	"ikat/say"
)

// A picture is as wide as the text of a page; pixels are two to a unit, for print.
const (
	pictureWidth  = 760
	picturePixels = 2
)

// picture writes an answer's picture.
func (a *app) picture(c *choices, format string, f *picture.Figure, language string) error {
	if f == nil {
		return &fault.Error{
			Kind:  fault.Invalid,
			Where: "--format " + format,
			What:  "this answer has no picture: it has no rows with numbers",
			Fix:   "Write it as csv or xlsx",
		}
	}
	draw := func(w io.Writer) error {
		if format == "png" {
			return f.PNG(w, say.In(language), pictureWidth, picturePixels)
		}
		_, err := w.Write(f.SVG(say.In(language), pictureWidth))
		return err
	}
	a.endProgress()
	if c.file() == "" {
		return unwritable("standard output", draw(a.out))
	}
	return outfile.Write(c.file(), draw)
}
