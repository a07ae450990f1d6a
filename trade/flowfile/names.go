package flowfile

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"io"
	"slices"
	"strings"

	"ikat/fault"
	"ikat/tablefile"
)

// Names are what a list calls the products of a classification, as CEPII packs it beside BACI, or of one's own.
type Names struct {
	Classification string            // with its edition: HS 2017
	Products       map[string]string // by code, of any number of digits
}

// Columns that a list of names may have, in lower case.
var (
	listedCode = []string{"code", "product", "product_code", "hs6", "hs", "cmdcode", "productcode"}
	listedName = []string{"description", "name", "product_name", "text", "cmddesc", "productdescription"}
)

// mostNames bounds a list: a classification has fewer codes, at all digits together.
const mostNames = 100_000

// listColumns are where a list's codes and names stand; ok is false for what is no list.
func listColumns(header []string) (code, name int, ok bool) {
	at := func(names []string) int {
		return slices.IndexFunc(header, func(h string) bool { return slices.Contains(names, h) })
	}
	code, name = at(listedCode), at(listedName)
	return code, name, code >= 0 && name >= 0
}

// isNames reports whether a text is a list of names: a code and a name a line, and no flows.
func isNames(src *tablefile.Source) bool {
	header, ok := headerOf(src)
	if !ok {
		return false
	}
	if layout, _ := recognise(header); layout != nil {
		return false
	}
	_, _, ok = listColumns(header)
	return ok
}

// namesOf reads a list of names as what a file holds.
//
// Error: fault.Invalid where neither the file's name nor Options say which classification it is of; fault.Inconsistent
// for lines that are wrong, unless Options leave them out.
func namesOf(ctx context.Context, src *tablefile.Source, opt Options) (*Read, error) {
	c := newCollector(fullName(src), &lists{}, opt)
	class := Edition(cmp.Or(opt.Classification, c.fromName()))
	if class == "" {
		return nil, &fault.Error{Kind: fault.Invalid, Param: "classification", Where: c.file,
			What: "it is a list of names of products, and does not say of which classification",
			Why:  "The same code means another product in each", Fix: "Say it, for instance {classification=HS 2017}"}
	}
	hs := strings.HasPrefix(class, "HS")
	out := map[string]string{}
	err := each(ctx, src, func(header []string, cells [][]byte, line int) {
		at, called, ok := listColumns(header)
		if len(cells) == 1 && len(cells[0]) == 0 {
			return
		}
		if !ok || at >= len(cells) || called >= len(cells) {
			c.found("lines without a name", true, line, 0)
			return
		}
		code, mended := listCode(readable(cells[at]), hs)
		name := readable(cells[called])
		switch {
		case code == "":
			c.found("codes that are no products", true, line, 0)
			return
		case name == "":
			c.found("lines without a name", true, line, 0)
			return
		case len(out) >= mostNames:
			c.found(fault.Say("lines beyond the first %d", mostNames), true, line, 0)
			return
		case mended:
			c.found("products whose leading zero was lost; restored", false, line, 0)
		}
		if before, known := out[code]; known && before != name {
			c.found("codes with two names; the first stands", false, line, 0)
			return
		}
		out[code] = name
	})
	if err != nil {
		return nil, err
	}
	read := &Read{File: c.file, Format: "a list of names of products", Names: &Names{class, out}}
	for _, kind := range c.kinds {
		read.Findings = append(read.Findings, *c.findings[kind])
	}
	if err := c.refused(read.Findings); err != nil {
		return nil, err
	}
	if len(out) == 0 {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: c.file, What: "the list names no product"}
	}
	return read, nil
}

// listCode is a code as flows have it, "" for none; mended says that its leading zero was lost.
func listCode(text string, hs bool) (code string, mended bool) {
	code = strings.TrimPrefix(text, "'")
	if hs && (heading.MatchString(code) || byPairs.MatchString(code)) {
		code = marks.Replace(code)
	}
	if !codeForm(code) {
		return "", false
	}
	if hs && len(code) == 5 && strings.Trim(code, "0123456789") == "" {
		return "0" + code, true
	}
	return code, false
}

// noNames refuses a list where flows are asked for.
func noNames(r *Read) error {
	return &fault.Error{Kind: fault.Unreadable, Where: r.File, What: "it is a list of names of products and has no flows",
		Fix: fault.Say("Keep it with ikat trade add, which shows the names wherever products of %s stand",
			r.Names.Classification)}
}

// headerOf is the first line of a text, in lower case.
func headerOf(src *tablefile.Source) ([]string, bool) {
	l := &lines{in: bufio.NewReaderSize(bytes.NewReader(src.Head), mostLine), separator: separator(src.Head)}
	header, err := l.next()
	if err != nil && err != io.EOF || len(header) == 0 {
		return nil, false
	}
	return lower(header), true
}
