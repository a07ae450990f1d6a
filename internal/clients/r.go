package clients

import (
	"fmt"
	"strconv"
	"strings"
)

const rHead = `# The questions of ikat as functions. Written from their declarations by make clients: do not edit.
`

// rName is a question's function: ikat_measure.
func rName(id string) string { return "ikat_" + name(id) }

// rParam is a name that R lets a parameter have.
func rParam(id string) string {
	switch n := name(id); n {
	case "for", "in", "if", "else", "next", "break", "function", "repeat", "while":
		return n + "_"
	default:
		return n
	}
}

func rFunctions(all []function) string {
	var b strings.Builder
	b.WriteString(rHead)
	for _, f := range all {
		rFunction(&b, f)
	}
	return b.String()
}

func rFunction(b *strings.Builder, f function) {
	b.WriteString("\n")
	var given, forms, arguments []string
	for _, p := range f.params {
		given = append(given, fmt.Sprintf("`%s` = %s", p.Name, rParam(p.Name)))
		forms = append(forms, fmt.Sprintf("`%s` = %q", p.Name, form(p)))
		if p.Argument {
			arguments = append(arguments, strconv.Quote(p.Name))
		}
	}
	b.WriteString(filled(rSignature(f)+" {", "", "    ", 100))
	var words []string
	for _, w := range f.words {
		words = append(words, strconv.Quote(w))
	}
	fmt.Fprintf(b, "  ask(c(%s), %q,\n", strings.Join(words, ", "), prefix+f.Address())
	b.WriteString(filled("list("+strings.Join(given, ", ")+"),", "    ", "  ", 100))
	b.WriteString(filled("c("+strings.Join(forms, ", ")+"),", "    ", "  ", 100))
	fmt.Fprintf(b, "    c(%s), progress)\n}\n", strings.Join(arguments, ", "))
}

// rSignature is the head of a function: its name and its parameters.
func rSignature(f function) string {
	return rName(f.ID) + " <- function(" + strings.Join(rParams(f), ", ") + ")"
}

func rParams(f function) []string {
	var out []string
	for _, p := range f.params {
		if n := rParam(p.Name); p.Argument && p.Required {
			out = append(out, n)
		} else {
			out = append(out, n+" = NULL")
		}
	}
	return append(out, "progress = NULL")
}

// rPage is the manual page of a function.
func rPage(f function) string {
	var b strings.Builder
	text := func(s string) { b.WriteString(filled(rText(s), "  ", "", 100)) }
	fmt.Fprintf(&b, "%% Written by make clients: do not edit.\n\\name{%s}\n\\alias{%s}\n", rName(f.ID), rName(f.ID))
	fmt.Fprintf(&b, "\\title{%s}\n\\description{\n", rText(strings.TrimSuffix(f.Label, ".")))
	for i, p := range paragraphs(f, rParam) {
		if i > 0 {
			b.WriteString("\n")
		}
		text(p)
	}
	b.WriteString(
		"}\n\\usage{\n" + filled(rName(f.ID)+"("+strings.Join(rParams(f), ", ")+")", "", "  ", 80) + "}\n\\arguments{\n",
	)
	for _, p := range f.params {
		fmt.Fprintf(&b, "  \\item{%s}{\n", rParam(p.Name))
		text("  " + explained(p, rParam) + ".")
		b.WriteString("  }\n")
	}
	b.WriteString(
		"  \\item{progress}{a function of what is being done and the share of it that is done; NULL shows it on a " +
			"terminal.}\n}\n",
	)
	b.WriteString(
		"\\value{A data.frame, or a list of them by name where the answer has several lists of rows. Its attributes\n" +
			"  title, columns, notes and provenance say what the numbers are.}\n",
	)
	if f.Reference != "" {
		b.WriteString("\\references{\n")
		text(f.Reference)
		b.WriteString("}\n")
	}
	return b.String()
}

// rText is a text of a manual page.
func rText(s string) string {
	return strings.NewReplacer(`\`, `\\`, "%", `\%`, "{", `\{`, "}", `\}`).Replace(s)
}

func rNamespace(all []function) string {
	out := "# Written by make clients: do not " +
		"edit.\nexport(ikat_connect)\nexport(ikat_program)\nexport(ikat_table)\nexport(ikat_write_table)\n"
	for _, f := range all {
		out += "export(" + rName(f.ID) + ")\n"
	}
	return out
}
