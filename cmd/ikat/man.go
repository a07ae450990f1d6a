package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"ikat/fault"
	"ikat/internal/outfile"
)

// man writes manual pages; releases carry them. It is hidden since readers of a terminal have --help.
func (a *app) man() *cobra.Command {
	return &cobra.Command{
		Use:    "man FOLDER",
		Short:  "Write manual pages into a folder",
		Args:   cobra.ExactArgs(1),
		Hidden: true,
		RunE: func(c *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return &fault.Error{Kind: fault.Unwritable, Where: args[0], What: fault.Said(err), Err: err}
			}
			return manPages(c.Root(), args[0])
		},
	}
}

// manPages writes a page for a command and each below it.
func manPages(c *cobra.Command, folder string) error {
	c.InitDefaultHelpFlag()
	name := strings.ReplaceAll(c.CommandPath(), " ", "-")
	path := filepath.Join(folder, name+".1")
	if err := outfile.Write(path, func(w io.Writer) error { return manPage(w, c, name) }); err != nil {
		return err
	}
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() && sub.Name() != "help" {
			if err := manPages(sub, folder); err != nil {
				return err
			}
		}
	}
	return nil
}

// manPage writes one page in the language of man, without a date, so that the same program gives the same page.
func manPage(w io.Writer, c *cobra.Command, name string) error {
	var b strings.Builder
	fmt.Fprintf(&b, ".TH %q 1 \"\" \"ikat %s\" \"ikat\"\n", strings.ToUpper(name), release)
	fmt.Fprintf(&b, ".SH NAME\n%s \\- %s\n", roff(name), roff(c.Short))
	fmt.Fprintf(&b, ".SH SYNOPSIS\n.B %s\n", roff(c.UseLine()))
	if c.Long != "" {
		b.WriteString(".SH DESCRIPTION\n.nf\n" + roff(c.Long) + "\n.fi\n")
	}
	options(&b, "OPTIONS", c.NonInheritedFlags())
	options(&b, "OPTIONS OF ALL COMMANDS", c.InheritedFlags())
	if c.Example != "" {
		b.WriteString(".SH EXAMPLES\n.nf\n" + roff(c.Example) + "\n.fi\n")
	}
	var also []string
	if c.HasParent() {
		also = append(also, strings.ReplaceAll(c.Parent().CommandPath(), " ", "-"))
	}
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() && sub.Name() != "help" {
			also = append(also, name+"-"+sub.Name())
		}
	}
	if len(also) > 0 {
		b.WriteString(".SH SEE ALSO\n")
		for i, n := range also {
			fmt.Fprintf(&b, ".BR %s (1)%s\n", roff(n), map[bool]string{true: ","}[i < len(also)-1])
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func options(b *strings.Builder, title string, flags *pflag.FlagSet) {
	if !flags.HasAvailableFlags() {
		return
	}
	fmt.Fprintf(b, ".SH %s\n", title)
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		kind, usage := pflag.UnquoteUsage(f)
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		fmt.Fprintf(b, ".TP\n.B %s %s\n%s\n", roff(name), roff(kind), roff(usage))
	})
}

// roff escapes what the language of man takes for its own: backslashes, hyphens that are minus signs, and dots and
// quotes that begin a line.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text)
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, ".") || strings.HasPrefix(l, "'") {
			lines[i] = `\&` + l
		}
	}
	return strings.Join(lines, "\n")
}
