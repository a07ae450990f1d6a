package say

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"text/template"
	"text/template/parse"
)

// Said is a number as a text says it.
type Said struct {
	Form   string    // how it is written: percent, span, money, number; "plain" stands in the text as it is
	Unit   string    // that the form was given: of an amount
	Field  string    // of a plain number: its name in the text's data
	Values []float64 // one, or those of a range
}

// Phrase is a text that was said.
type Phrase struct {
	Key  string
	Data any
}

// Trace remembers where the numbers of texts come from: a traced voice puts marks round every number and every text,
// which Read takes away. It is safe for concurrent use.
type Trace struct {
	mu      sync.Mutex
	marked  []any // Said or Phrase
	numbers map[string]int
}

// marks of the private use area: a number of what is marked stands between open and shut.
const (
	open  = "\uE000"
	shut  = "\uE001"
	close = "\uE002"
)

// traces are the traced voices, by the language that In knows them by.
var traces sync.Map

// Traced returns a voice that says the same in marked texts, for tests that hold sentences to what they are made of. In
// returns it for its Language.
func (v *Voice) Traced() (*Voice, *Trace) {
	t := &Trace{numbers: map[string]int{}}
	out := &Voice{Language: v.Language, grammar: v.grammar, plain: maps.Clone(v.plain), trace: t}
	name := fmt.Sprintf("%s-%p", v.Language, t)
	traces.Store(name, out)
	out.Called = name
	return out, t
}

// mark puts marks round a text. What says the same in the same words has the same mark.
func (t *Trace) mark(what any, text string) string {
	key := fmt.Sprintf("%T%v\x00%s", what, what, text)
	t.mu.Lock()
	defer t.mu.Unlock()
	n, ok := t.numbers[key]
	if !ok {
		n = len(t.marked)
		t.numbers[key], t.marked = n, append(t.marked, what)
	}
	return open + strconv.Itoa(n) + shut + text + close
}

// said marks a number of a text.
func (v *Voice) said(form, unit, text string, values ...float64) string {
	if v.trace == nil {
		return text
	}
	return v.trace.mark(Said{Form: form, Unit: unit, Values: values}, text)
}

// plainly marks a number that a text has as it is.
func (v *Voice) plainly(field string, x any) any {
	var n float64
	switch x := x.(type) {
	case int:
		n = float64(x)
	case int64:
		n = float64(x)
	case float64:
		n = x
	default:
		return x
	}
	return v.trace.mark(Said{Form: "plain", Field: field, Values: []float64{n}}, fmt.Sprint(x))
}

// tracing makes a template mark the numbers that it has as they are.
func (v *Voice) tracing(t *template.Template) {
	if v.trace == nil {
		return
	}
	walk(t.Root, func(n *parse.ActionNode) {
		if len(n.Pipe.Decl) > 0 {
			return
		}
		words := strings.FieldsFunc(n.Pipe.String(), func(r rune) bool { return strings.ContainsRune(" .()", r) })
		field := ""
		if len(words) > 0 {
			field = words[len(words)-1]
		}
		n.Pipe.Cmds = append(n.Pipe.Cmds, &parse.CommandNode{NodeType: parse.NodeCommand, Pos: n.Pos, Args: []parse.Node{
			parse.NewIdentifier("plainly").SetTree(t.Tree).SetPos(n.Pos),
			&parse.StringNode{NodeType: parse.NodeString, Pos: n.Pos, Quoted: strconv.Quote(field), Text: field}}})
	})
}

func walk(n parse.Node, each func(*parse.ActionNode)) {
	branch := func(b *parse.BranchNode) {
		walk(b.List, each)
		if b.ElseList != nil {
			walk(b.ElseList, each)
		}
	}
	switch n := n.(type) {
	case *parse.ListNode:
		for _, one := range n.Nodes {
			walk(one, each)
		}
	case *parse.ActionNode:
		each(n)
	case *parse.IfNode:
		branch(&n.BranchNode)
	case *parse.RangeNode:
		branch(&n.BranchNode)
	case *parse.WithNode:
		branch(&n.BranchNode)
	}
}

// Marked is a piece of a text that was marked: from byte From to byte To of what Read returns.
type Marked struct {
	From, To int
	Said     *Said   // a number, or
	Phrase   *Phrase // a text
}

// Read takes the marks out of a text, and says what they were round, in the order in which they end.
func (t *Trace) Read(text string) (string, []Marked) {
	t.mu.Lock()
	defer t.mu.Unlock()
	var b strings.Builder
	var out []Marked
	var pending []Marked
	for text != "" {
		at := strings.IndexAny(text, open+close)
		if at < 0 {
			b.WriteString(text)
			break
		}
		b.WriteString(text[:at])
		text = text[at:]
		if rest, ok := strings.CutPrefix(text, close); ok {
			text = rest
			if len(pending) > 0 {
				last := pending[len(pending)-1]
				last.To = b.Len()
				out, pending = append(out, last), pending[:len(pending)-1]
			}
			continue
		}
		number, rest, _ := strings.Cut(strings.TrimPrefix(text, open), shut)
		text = rest
		m := Marked{From: b.Len()}
		if n, err := strconv.Atoi(number); err == nil && n < len(t.marked) {
			switch what := t.marked[n].(type) {
			case Said:
				m.Said = &what
			case Phrase:
				m.Phrase = &what
			}
		}
		pending = append(pending, m)
	}
	return b.String(), slices.Clip(out)
}
