package yamltext

import (
	"bytes"

	"go.yaml.in/yaml/v4"

	"ikat/fault"
)

// crowd is a list or a map of a text: what it is, the line it begins on, and how many entries or fields it has.
type crowd struct {
	kind    yaml.Kind
	line, n int
}

// tooMany says what is wrong with a list or map of more entries or fields than are read, "" where nothing is.
func (c crowd) tooMany() string {
	switch {
	case c.kind == yaml.MappingNode && c.n > mostFields:
		return fault.Say("it has %d fields here, and %d are the most that are read", c.n, mostFields)
	case c.kind == yaml.SequenceNode && c.n > mostEntries:
		return fault.Say("it has %d entries here, and %d are the most that are read", c.n, mostEntries)
	}
	return ""
}

// crowdOf is a list or map that was read.
func crowdOf(n *yaml.Node) crowd {
	c := crowd{n.Kind, n.Line, len(n.Content)}
	if c.kind == yaml.MappingNode {
		c.n /= 2
	}
	return c
}

// crowded returns the first list or map of a text that is larger than what is read, and what is wrong with it.
func crowded(text []byte) (worst crowd, what string) {
	crowds(text, func(c crowd) {
		if w := c.tooMany(); w != "" && (what == "" || c.line < worst.line) {
			worst, what = c, w
		}
	})
	return worst, what
}

// counter counts the entries of a text's lists and maps without making anything of them, so that endless ones cost no
// more than looking at each letter once. It knows no more of YAML than that needs: where quotes, comments and blocks of
// text are, brackets, dashes and colons. In a malformed text it may count anything; what it takes for one list in a
// well-formed one is never more than that list has.
type counter struct {
	text   []byte
	at     int
	line   int
	begin  int  // where the line begins
	words  bool // a text without quotes has begun, and goes on in lines right of the column it belongs to
	owner  int
	blocks []block
	flows  []crowd // brackets that are open
	done   func(crowd)
}

// block is a list or a map that is written in lines, all of whose entries begin in one column.
type block struct {
	crowd
	column int
	asked  bool // the last key was written with a question mark, and its value may follow
}

// crowds calls done with every list and map of a text.
func crowds(text []byte, done func(crowd)) {
	c := &counter{text: unixLines(text), line: 1, done: done}
	for c.at < len(c.text) {
		c.lineOfBlocks()
	}
	c.close(-1)
	for len(c.flows) > 0 {
		c.pop()
	}
}

// unixLines ends all lines of a text alike: a carriage return and Unicode's own ends of lines are ends to YAML too.
func unixLines(text []byte) []byte {
	for _, end := range []string{"\r\n", "\r", "\u0085", "\u2028", "\u2029"} {
		if bytes.Contains(text, []byte(end)) {
			text = bytes.ReplaceAll(text, []byte(end), []byte("\n"))
		}
	}
	return text
}

// lineOfBlocks reads a line outside brackets, and what goes on in further lines: quotes, brackets, blocks of text.
func (c *counter) lineOfBlocks() {
	c.begin = c.at
	for c.peek() == ' ' {
		c.at++
	}
	switch c.peek() {
	case '\n', '#', 0:
		c.skipLine()
		return
	}
	if rest := c.text[c.at:]; bytes.HasPrefix(rest, []byte("---")) || bytes.HasPrefix(rest, []byte("...")) {
		if c.at == c.begin && len(rest) > 3 && blank(rest[3]) {
			c.close(-1)
			c.at += 3
		}
	}
	if c.words && c.at-c.begin > c.owner {
		c.moreWords()
		return
	}
	c.words = false
	parent := c.outside(c.at - c.begin)
	c.close(c.at - c.begin)
	for (c.peek() == '-' || c.peek() == '?') && blank(c.peekAt(1)) {
		parent = c.at - c.begin
		if c.peek() == '-' {
			c.add(yaml.SequenceNode, parent)
		} else {
			c.add(yaml.MappingNode, parent)
			c.blocks[len(c.blocks)-1].asked = true
		}
		c.at++
		for c.peek() == ' ' || c.peek() == '\t' {
			c.at++
		}
	}
	if b := c.peek(); b == '\n' || b == '#' || b == 0 {
		c.skipLine()
		return
	}
	column, starts, keyed, plain := c.at-c.begin, true, false, false
	for c.at < len(c.text) {
		b := c.text[c.at]
		switch {
		case b == '\n':
			c.words, c.owner = plain, parent
			c.newLine()
			return
		case b == '#' && c.at > 0 && blank(c.text[c.at-1]):
			c.skipLine()
			return
		case b == ' ' || b == '\t':
			c.at++
		case b == ':' && blank(c.peekAt(1)):
			if !keyed {
				keyed, parent = true, column
				c.add(yaml.MappingNode, column)
				if last := &c.blocks[len(c.blocks)-1]; last.asked && c.at == c.begin+column {
					last.n-- // the other half of "? a"
				}
				c.blocks[len(c.blocks)-1].asked = false
			}
			c.at++
			starts, plain = true, false
		case !starts:
			c.at++
		case b == '"' || b == '\'':
			c.quoted(b)
			starts = false
		case b == '[' || b == '{':
			c.flow()
			starts = false
		case b == '&' || b == '!':
			for !blank(c.peek()) {
				c.at++
			}
		case b == '|' || b == '>':
			c.skipLine()
			c.skipDeeper(parent)
			return
		default:
			starts, plain = false, true
			c.at++
		}
	}
}

// moreWords steps over a line of a text without quotes. A comment ends it.
func (c *counter) moreWords() {
	for ; c.at < len(c.text) && c.text[c.at] != '\n'; c.at++ {
		if c.text[c.at] == '#' && blank(c.text[c.at-1]) {
			c.words = false
		}
	}
	c.newLine()
}

// outside is the column of the list or map that what begins in a column belongs to, -1 for none.
func (c *counter) outside(column int) int {
	for i := len(c.blocks) - 1; i >= 0; i-- {
		if c.blocks[i].column < column {
			return c.blocks[i].column
		}
	}
	return -1
}

// flow reads what stands in brackets, to the one that closes the first.
func (c *counter) flow() {
	c.push()
	starts := true
	something := false // since the last comma
	for len(c.flows) > 0 && c.at < len(c.text) {
		b := c.text[c.at]
		top := &c.flows[len(c.flows)-1]
		if something && (b == ',' || b == ']' || b == '}') {
			top.n++
			something = false
		}
		switch {
		case b == '\n':
			c.newLine()
			continue
		case b == '#' && c.at > 0 && blank(c.text[c.at-1]):
			c.skipLine()
			continue
		case blank(b):
		case b == '[' || b == '{':
			c.push()
			starts, something = true, false
			continue
		case b == ']' || b == '}':
			c.pop()
			starts, something = false, true
		case b == ',':
			starts = true
		case starts && (b == '"' || b == '\''):
			c.quoted(b)
			starts, something = false, true
			continue
		case starts && (b == '&' || b == '!'):
			for !blank(c.peek()) && !bytes.ContainsRune([]byte(",[]{}"), rune(c.peek())) {
				c.at++
			}
			something = true
			continue
		case b == ':':
			starts, something = true, true
		default:
			starts, something = false, true
		}
		c.at++
	}
}

// push opens a bracket and pop closes the last one.
func (c *counter) push() {
	kind := yaml.SequenceNode
	if c.text[c.at] == '{' {
		kind = yaml.MappingNode
	}
	c.flows = append(c.flows, crowd{kind: kind, line: c.line})
	c.at++
}

func (c *counter) pop() {
	c.done(c.flows[len(c.flows)-1])
	c.flows = c.flows[:len(c.flows)-1]
}

// add counts an entry that begins in a column; a list there ends where a map goes on, "a:", "- 1", "b:".
func (c *counter) add(kind yaml.Kind, column int) {
	c.close(column)
	if n := len(c.blocks); n > 0 && c.blocks[n-1].column == column && c.blocks[n-1].kind != kind {
		if kind == yaml.SequenceNode {
			c.blocks = append(c.blocks, block{crowd: crowd{kind, c.line, 1}, column: column})
			return
		}
		c.done(c.blocks[n-1].crowd)
		c.blocks = c.blocks[:n-1]
	}
	if n := len(c.blocks); n > 0 && c.blocks[n-1].column == column {
		c.blocks[n-1].n++
		return
	}
	c.blocks = append(c.blocks, block{crowd: crowd{kind, c.line, 1}, column: column})
}

// close ends the blocks that begin right of a column.
func (c *counter) close(column int) {
	for n := len(c.blocks); n > 0 && c.blocks[n-1].column > column; n-- {
		c.done(c.blocks[n-1].crowd)
		c.blocks = c.blocks[:n-1]
	}
}

// quoted steps over a text in quotes.
func (c *counter) quoted(quote byte) {
	for c.at++; c.at < len(c.text); c.at++ {
		switch b := c.text[c.at]; {
		case b == '\n':
			c.line++
		case b == '\\' && quote == '"':
			if c.at++; c.peek() == '\n' {
				c.line++
			}
		case b == quote && quote == '\'' && c.peekAt(1) == quote:
			c.at++
		case b == quote:
			c.at++
			return
		}
	}
}

// skipDeeper steps over a block of text: lines that are empty or begin right of a column.
func (c *counter) skipDeeper(column int) {
	for c.at < len(c.text) {
		begin, next := c.at, c.at
		for next < len(c.text) && c.text[next] == ' ' {
			next++
		}
		if next < len(c.text) && c.text[next] != '\n' && next-begin <= column {
			return
		}
		c.skipLine()
	}
}

func (c *counter) skipLine() {
	if n := bytes.IndexByte(c.text[min(c.at, len(c.text)):], '\n'); n >= 0 {
		c.at += n
		c.newLine()
		return
	}
	c.at = len(c.text)
}

func (c *counter) newLine() {
	c.at++
	c.line++
}

func (c *counter) peek() byte { return c.peekAt(0) }

// peekAt is a letter further on, 0 at the end.
func (c *counter) peekAt(n int) byte {
	if c.at+n < len(c.text) {
		return c.text[c.at+n]
	}
	return 0
}

// blank is whether a letter ends a word; 0 stands for the end of the text.
func blank(b byte) bool { return b == ' ' || b == '\t' || b == '\n' || b == 0 }
