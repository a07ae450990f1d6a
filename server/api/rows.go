package api

import (
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2/negotiation"

	"ikat/export"
	"ikat/fault"
	"ikat/question"
	"ikat/result"
)

// Rows documents what export.JSON writes.
type Rows struct {
	Title   string `json:"title"`
	Columns []struct {
		Name       string `json:"name" doc:"the contract with scripts"`
		Label      string `json:"label" doc:"for people"`
		Unit       string `json:"unit,omitempty"`
		Kind       string `json:"kind,omitempty" enum:"accounting,estimate,scenario,bound" doc:"accounting follows from the table by arithmetic; an estimate rests on an assumption that data could replace; a scenario is what a model says would happen; outside a bound no value is consistent with the data"`
		Definition string `json:"definition,omitempty"`
	} `json:"columns"`
	Rows       []map[string]any  `json:"rows" doc:"an object a row, by column; null is not defined"`
	Notes      []result.Note     `json:"notes" doc:"what a reader must know"`
	Provenance result.Provenance `json:"provenance" doc:"how to get the same rows again"`
}

// mediaTypes are the media types of the formats of rows.
var mediaTypes = map[string]string{
	"csv":     "text/csv",
	"json":    "application/json",
	"parquet": "application/vnd.apache.parquet",
	"arrow":   "application/vnd.apache.arrow.file",
	"xlsx":    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"dta":     "application/x-stata-dta",
	"zip":     "application/zip",
}

func formatParam() question.Param {
	return question.Param{Name: "format", Form: question.Text, Values: export.Formats, Example: "csv",
		Doc: "format of the rows; without it, what Accept prefers, and JSON where that says nothing"}
}

// negotiate returns the format of the rows: format=, or what Accept prefers, or JSON.
//
// Error: a Refusal of status 406 where Accept takes none of them.
func (r *request) negotiate() (string, error) {
	if r.Chosen("format") {
		return r.One("format"), nil
	}
	accept := strings.Join(r.Header.Values("Accept"), ",")
	if accept == "" {
		return "json", nil
	}
	offers := []string{mediaTypes["json"]}
	for _, f := range export.Formats {
		if f != "json" {
			offers = append(offers, mediaTypes[f])
		}
	}
	media := negotiation.SelectQValue(accept, offers)
	for f, m := range mediaTypes {
		if m == media {
			return f, nil
		}
	}
	if strings.Contains(accept, "*/*") || strings.Contains(accept, "application/*") {
		return "json", nil
	}
	return "", &Refusal{
		Status: http.StatusNotAcceptable,
		Fault: fault.Error{
			Kind:  fault.Invalid,
			Where: fault.Say("Accept: %s", question.Shortened(accept)),
			What:  "rows cannot be given as that",
			Fix:   fault.Say("They come as %s; or say format=%s", strings.Join(offers, ", "), strings.Join(export.Formats, "|")),
		},
	}
}

// deliver writes rows in the format negotiated.
func (r *request) deliver(w http.ResponseWriter, f *result.Frame) error {
	h := w.Header()
	h.Set("Content-Type", mediaTypes[r.format])
	if r.format == "csv" {
		h.Set("Content-Type", "text/csv; charset=utf-8")
	}
	if r.format != "json" {
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": r.fileName()}))
	}
	out := &counted{w: w}
	err := export.Write(out, f, r.format)
	if err != nil && out.n > 0 {
		// The status is out; only a broken connection can still say that the rows are not whole.
		panic(http.ErrAbortHandler)
	}
	return err
}

// counted counts the bytes that went through.
type counted struct {
	w io.Writer
	n int
}

func (c *counted) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += n
	return n, err
}

// fileName names a download by what was asked: ikat-bm-sector-apx-2008-KOR.csv.
func (r *request) fileName() string {
	parts := []string{"ikat", r.route.id}
	if r.route.name != nil {
		parts = append([]string{"ikat"}, r.route.name(r)...)
	}
	clean := strings.Map(func(c rune) rune {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '_':
			return c
		}
		return '-'
	}, strings.Join(parts, "-"))
	for strings.Contains(clean, "--") {
		clean = strings.ReplaceAll(clean, "--", "-")
	}
	if len(clean) > 100 {
		clean = clean[:100]
	}
	return strings.Trim(clean, "-") + "." + r.format
}
