package clients

import (
	"fmt"
	"strings"
)

const stataHead = `{smcl}
{* Written from the questions' declarations by make clients: do not edit.}{...}
{title:Title}

{phang}{bf:ikat} {hline 2} value added in trade, border costs along chains, and small firms, from input-output tables

{title:Syntax}

{p 8 15 2}{cmd:ikat} {it:question} [{it:arguments}]
[{cmd:,} {it:options} {cmd:clear} {cmd:frame(}{it:name}{cmd:)} {cmd:name(}{it:rows}{cmd:)}]

{title:Description}

{pstd}{cmd:ikat} asks the program ikat and loads its answer as the data in memory, or into a new frame
with {cmd:frame()}.
Variables carry labels; what they are, the notes and the sources of the numbers are characteristics of the data
({stata char list}). Options are those of the program, {cmd:--economy IDN} as {cmd:economy(IDN)} and {cmd:--all} as
{cmd:all}; hyphens become underscores. Stata abbreviates none of them.
In a do-file /* begins a comment: name the years, {cmd:table(apx/2008 apx/2011)}, rather than NAME/*.

{pstd}The program is looked for on the path; {cmd:global IKAT "C:\ikat\ikat.exe"} names it.

{pstd}Where an answer has several lists of rows, {cmd:name()} says which to load, such as {cmd:name(bm)}.

{pstd}This command was checked against Stata's documentation only; the files it loads are read back by R and
Python in tests.

{title:Questions}
`

func stataHelp(all []function) string {
	var b strings.Builder
	b.WriteString(stataHead)
	spell := func(n string) string { return "{cmd:" + name(n) + "}" }
	for _, f := range all {
		head := "{cmd:ikat " + f.words[0]
		for _, p := range f.params {
			if p.Argument {
				head += " {it:" + name(p.Name) + "}"
			}
		}
		fmt.Fprintf(&b, "\n{phang}%s}", head)
		if len(f.words) > 1 {
			fmt.Fprintf(&b, "{cmd:, %s}", name(strings.TrimPrefix(f.words[1], "--")))
		}
		fmt.Fprintf(&b, "\n\n{pmore}%s.\n", strings.TrimSuffix(f.Label, "."))
		for _, p := range f.params {
			if p.Argument {
				continue
			}
			fmt.Fprintf(&b, "\n{phang2}{opt %s(%s)}\n%s.\n", name(p.Name), p.Form.Name, stataText(explained(p, spell)))
		}
	}
	b.WriteString("\n{title:Example}\n\n{phang2}{cmd:. ikat measure bm, economy(IDN IND) level(sector) clear}{p_end}\n")
	return b.String()
}

func stataText(s string) string { return s }
