// Package yamltext reads the YAML files that people write, and JSON, which is YAML too: one reader with one set of
// messages.
//
// Byte-order marks and UTF-16 are taken as Windows programs leave them. Names for parts of a text, tags, deep nesting
// and endless lists are refused before anything is made of them, and reading takes time in proportion to the text.
package yamltext

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"ikat/fault"
)

const (
	mostBytes   = 8 << 20
	mostDepth   = 8       // of lists and maps in each other
	mostFields  = 500     // of one map
	mostEntries = 50000   // of one list
	mostMarks   = 500_000 // commas, colons, brackets and lines: each may become a part, which takes hundreds of bytes
)

// Document is a text that was read, with the lines of its parts.
type Document struct {
	name, fix string
	root      *yaml.Node
}

// Read reads a text. name is what messages call it, fix what they advise.
//
// Error: fault.Unreadable for what is not YAML, fault.Invalid for YAML that goes beyond what files of this program
// need, with the line.
func Read(name, fix string, data []byte) (*Document, error) {
	d := &Document{name: name, fix: fix}
	if len(data) > mostBytes {
		return nil, d.fault(fault.Invalid, 0,
			fault.Say("it has %d bytes, and %d are the most that are read", len(data), mostBytes))
	}
	plain := transform.NewReader(bytes.NewReader(data), unicode.BOMOverride(encoding.Nop.NewDecoder()))
	text, err := io.ReadAll(plain)
	if err != nil {
		return nil, d.fault(fault.Unreadable, 0, fault.Say("it cannot be read: %v", err))
	}
	if !utf8.Valid(text) {
		line := 1 + bytes.Count(text[:invalidAt(text)], []byte("\n"))
		return nil, d.fault(fault.Unreadable, line, "it is not UTF-8 text; save the file as UTF-8")
	}
	if line := tooDeep(text); line > 0 {
		return nil, d.fault(fault.Invalid, line, "its lists are nested too deeply")
	}
	if n := marks(text); n > mostMarks {
		return nil, d.fault(fault.Invalid, 0,
			fault.Say("it has %d commas, colons, brackets and lines, and %d are the most that are read", n, mostMarks))
	}
	if c, what := crowded(text); what != "" {
		return nil, d.fault(fault.Invalid, c.line, what)
	}
	if d.root, err = parse(text); err != nil {
		return nil, d.syntax(err)
	}
	if d.root == nil {
		return nil, d.fault(fault.Unreadable, 0, "the file is empty")
	}
	return d, d.check(d.root, 0)
}

// parse returns the first node of a text, nil where there is none. Some malformed texts break the library itself; here
// they are malformed texts.
func parse(text []byte) (root *yaml.Node, err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("it is not YAML of the form that is described")
		}
	}()
	in := yaml.NewDecoder(bytes.NewReader(text))
	var n, more yaml.Node
	switch err := in.Decode(&n); {
	case errors.Is(err, io.EOF):
		return nil, nil
	case err != nil:
		return nil, err
	case len(n.Content) == 0:
		return nil, nil
	}
	switch err := in.Decode(&more); {
	case errors.Is(err, io.EOF):
		return n.Content[0], nil
	case err != nil:
		return nil, err
	}
	return nil, fault.Errorf("line %d: a second document begins, and one is read", more.Line)
}

// marks counts what may begin a part of a text.
func marks(text []byte) (n int) {
	for _, c := range text {
		switch c {
		case ',', ':', '[', '{', '\n':
			n++
		}
	}
	return n
}

// tooDeep returns the line of what is nested so deeply that the library would spend its time on nothing else, or 0:
// brackets, and dashes or question marks that open several lists on one line.
func tooDeep(text []byte) int {
	line, brackets, opened := 1, 0, 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\n':
			line++
			opened = 0
		case '[', '{':
			brackets++
		case ']', '}':
			brackets = max(0, brackets-1)
		case '-', '?':
			if opened >= 0 && i+1 < len(text) && text[i+1] == ' ' {
				opened++
			}
		case ' ':
		default:
			opened = -1 << 30 // text has begun
		}
		if brackets > 64*mostDepth || opened > mostDepth { // a text may hold brackets in quotes
			return line
		}
	}
	return 0
}

// invalidAt is where a text ceases to be UTF-8.
func invalidAt(text []byte) int {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size <= 1 {
			return i
		}
		i += size
	}
	return len(text)
}

// check refuses what no file of this program needs.
func (d *Document) check(n *yaml.Node, depth int) error {
	bad := func(what string) error { return d.fault(fault.Invalid, n.Line, what) }
	switch {
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		return d.alias(n.Line)
	case n.Style&yaml.TaggedStyle != 0:
		return bad(fault.Say("tags (%s) are not read here", n.Tag))
	case strings.IndexFunc(n.Value, fault.Hidden) >= 0:
		return bad(fault.Say("%.40q has a letter that cannot be seen", n.Value))
	case depth > mostDepth:
		return bad("its lists are nested too deeply")
	}
	if what := crowdOf(n).tooMany(); what != "" {
		return bad(what)
	}
	for _, c := range n.Content {
		if err := d.check(c, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// syntax turns the library's error, "yaml: line 3: what" or alike, into a fault.
func (d *Document) syntax(err error) error {
	what := strings.TrimPrefix(strings.SplitN(err.Error(), "\n", 2)[0], "yaml: ")
	line := 0
	if at := strings.Index(what, "line "); at >= 0 {
		digits := what[at+len("line "):]
		end := strings.IndexFunc(digits, func(r rune) bool { return r < '0' || r > '9' })
		if end > 0 {
			line, _ = strconv.Atoi(digits[:end])
			if rest, ok := strings.CutPrefix(digits[end:], ": "); ok {
				what = rest
			}
		}
	}
	// A bare * or &, or a name that nothing has.
	if strings.Contains(what, "expected alphabetic or numeric character") || strings.Contains(what, "unknown anchor") {
		return d.alias(line)
	}
	return d.fault(fault.Unreadable, line, fault.Say("it is not YAML: %s", fault.Word(what)))
}

// alias refuses names for parts of a text, which can make a short text endless.
func (d *Document) alias(line int) error {
	return &fault.Error{Kind: fault.Invalid, Where: d.at(line), Fix: `Write a pattern in quotes: "*"`,
		What: "names for parts of the file (&name, *name) are not read here"}
}

func (d *Document) fault(kind fault.Kind, line int, what string) error {
	return &fault.Error{Kind: kind, Where: d.at(line), What: what, Fix: d.fix}
}

func (d *Document) at(line int) string {
	if line == 0 {
		return d.name
	}
	return fault.Say("%s, line %d", d.name, line)
}

// Where names the line of a part of the document, given as names of fields and numbers of entries. Of a part that is
// not there it is the nearest that is.
func (d *Document) Where(path ...any) string {
	if d == nil {
		return ""
	}
	n := d.root
	for _, step := range path {
		next := child(n, step)
		if next == nil {
			break
		}
		n = next
	}
	return d.at(n.Line)
}

// Fault is what is wrong with a part of the document, given as Where has it, with the line.
func (d *Document) Fault(kind fault.Kind, what string, path ...any) error {
	return &fault.Error{Kind: kind, Where: d.Where(path...), What: what, Fix: d.fix}
}

// Len returns how many entries or fields a part of the document has, 0 where it is not there.
func (d *Document) Len(path ...any) int {
	n := d.root
	for _, step := range path {
		if n = child(n, step); n == nil {
			return 0
		}
	}
	if n.Kind == yaml.MappingNode {
		return len(n.Content) / 2
	}
	return len(n.Content)
}

// child returns a field or an entry of a node, or nil.
func child(n *yaml.Node, step any) *yaml.Node {
	switch step := step.(type) {
	case string:
		if n.Kind == yaml.MappingNode {
			for i := 0; i+1 < len(n.Content); i += 2 {
				if n.Content[i].Value == step {
					return n.Content[i+1]
				}
			}
		}
	case int:
		if n.Kind == yaml.SequenceNode && step >= 0 && step < len(n.Content) {
			return n.Content[step]
		}
	}
	return nil
}
