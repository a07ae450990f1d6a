package drawn

import (
	"slices"
	"strings"

	"ikat/result"
	"ikat/say"
)

// doubt is a column that says why a row is to be taken with care, its mark, and the text that explains the mark.
type doubt struct{ column, mark, text string }

// someDoubts are those that some row has. Lines bear no marks: a name stands for all its years.
func (d *drawing) someDoubts() []doubt {
	if d.Kind == "lines" || d.Kind == "multiples" {
		return nil
	}
	all := []doubt{{"warning", say.Odd, "picture.odd"}, {"assumed", say.Assumed, "picture.assumed"}}
	return slices.DeleteFunc(all, func(k doubt) bool {
		c := d.Column(k.column)
		return c == nil || !c.IsText() || !slices.ContainsFunc(c.Codes, func(at int32) bool { return c.Dict[at] != "" })
	})
}

// marked is a row's name with the marks of what speaks against it.
func (d *drawing) marked(name string, i int) string {
	var marks string
	for _, k := range d.doubts {
		if d.Column(k.column).Text(i) != "" {
			marks += k.mark
		}
	}
	return strings.TrimSpace(name + " " + marks)
}

// note says of what kind the numbers are, and what the marks mean that rows have.
func (d *drawing) note(x *result.Column) string {
	var out []string
	if x.Kind != "" {
		out = append(out, d.voice.Say("picture.kind", say.Args{"kind": string(x.Kind)}))
	}
	for _, k := range d.doubts {
		out = append(out, d.voice.Say(k.text))
	}
	return strings.Join(out, " ")
}
