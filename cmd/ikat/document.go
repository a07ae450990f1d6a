package main

import (
	"io"
	"time"

	"ikat/document"
	"ikat/fault"
	"ikat/internal/outfile"
	"ikat/picture"
	"ikat/say"
)

// word is the format of documents that people edit: answers in prose.
const word = "docx"

// document writes an answer in prose as a document.
func (a *app) document(c *choices, p *say.Page, figures []*picture.Figure) error {
	if p == nil {
		return &fault.Error{Kind: fault.Invalid, Where: "--format " + word, What: "this answer is rows, not prose",
			Fix: "Write it as xlsx or csv, or leave out what asks for rows"}
	}
	about := document.About{Date: time.Now(), By: "ikat " + version(), Figures: figures}
	a.endProgress()
	if c.file() == "" {
		return unwritable("standard output", document.Word(a.out, p, about))
	}
	return outfile.Write(c.file(), func(w io.Writer) error { return document.Word(w, p, about) })
}
