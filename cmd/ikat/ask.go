package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"ikat/engine"
	"ikat/export"
	"ikat/fault"
	"ikat/internal/largepages"
	"ikat/internal/pages"
	"ikat/picture"
	"ikat/question"
	"ikat/question/catalog"
	"ikat/question/drawn"
)

// ask makes the command of a question and of its variants. Everything about it comes from their declarations.
func (a *app) ask(q *question.Question) *cobra.Command {
	forms := append([]*question.Question{q}, catalog.Variants(q.ID)...)
	var c choices
	cmd := &cobra.Command{
		Use:     use(q, len(forms) > 1),
		Short:   q.Label,
		Long:    long(forms),
		Example: examples(forms),
		Args:    cobra.MaximumNArgs(most(q)),
	}
	for _, f := range forms {
		for i := range f.Params {
			a.addFlag(cmd, &f.Params[i])
		}
	}
	c.addOutput(cmd)
	cmd.ValidArgsFunction = a.completeArguments(q)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if _, err := c.resolveFormat(); err != nil {
			return err
		}
		chosen, err := variant(forms, cmd, args)
		if err == nil {
			err = astray(chosen, forms, cmd)
		}
		if err != nil {
			return err
		}
		return a.answer(cmd, &c, chosen, args)
	}
	return cmd
}

// use is how the command is called: its name and its arguments.
func use(q *question.Question, variants bool) string {
	out := q.ID
	for _, p := range q.Arguments() {
		word := argument(p)
		if p.Apart {
			word += "[," + word + "...]"
		}
		if p.Many == question.Repeated {
			word += " ..."
		}
		if !p.Required || variants {
			word = "[" + word + "]"
		}
		out += " " + word
	}
	if p := q.Words(); p != nil {
		out += " [" + argument(p) + " ...]"
	}
	return out
}

func argument(p *question.Param) string { return strings.ToUpper(p.Name) }

func long(forms []*question.Question) string {
	var parts []string
	for _, f := range forms {
		text := reflowed(fault.Spelled(f.Doc, speller(f)))
		if f.Variant != nil {
			text = "With --" + f.Variant.Flag + ": " + text
		}
		parts = append(parts, text)
	}
	if r := forms[0].Reference; r != "" {
		parts = append(parts, "Reference: "+r)
	}
	return strings.Join(parts, "\n\n")
}

// helpWidth is how wide help is.
const helpWidth = 100

// reflowed breaks paragraphs anew, and leaves those that are set in: examples of files.
func reflowed(text string) string {
	paragraphs := strings.Split(text, "\n\n")
	for i, p := range paragraphs {
		if !strings.Contains(p, "\n ") && !strings.HasPrefix(p, " ") {
			paragraphs[i] = wrap(strings.ReplaceAll(p, "\n", " "), helpWidth, "")
		}
	}
	return strings.Join(paragraphs, "\n\n")
}

func examples(forms []*question.Question) string {
	var lines []string
	longest := 0
	for _, f := range forms {
		for _, e := range f.Examples {
			longest = max(longest, min(len(e.Args), 50))
		}
	}
	for _, f := range forms {
		for _, e := range f.Examples {
			lines = append(lines, fmt.Sprintf("  ikat %-*s  %s", longest, e.Args, e.Gives))
		}
	}
	return strings.Join(lines, "\n")
}

// speller spells a question's parameters as the command line does: --cut 5%, and arguments in capitals.
func speller(q *question.Question) fault.Speller {
	return func(name, value string) string {
		out := "--" + name
		if p := q.Param(name); p != nil && p.Argument {
			if value != "" {
				return value
			}
			return argument(p)
		}
		switch p := q.Param(name); {
		case value == "":
		case p == nil || p.Form != question.Flag:
			out += " " + value
		case value == "false" && p.Default == "true":
			out = "--no-" + name
		case value == "false":
			out += "=false"
		}
		return out
	}
}

// spelledAs is an error whose parameters are spelled as the command line does.
func spelledAs(err error, q *question.Question) error {
	if err == nil {
		return nil
	}
	return &spelledError{err, speller(q)}
}

type spelledError struct {
	err   error
	spell fault.Speller
}

func (e *spelledError) Error() string { return fault.Text(e.err, e.spell) }
func (e *spelledError) Unwrap() error { return e.err }

// flagValue is a parameter as a flag. Values are checked when the question reads them.
type flagValue struct {
	p      *question.Param
	values []string
}

func (f *flagValue) Set(v string) error {
	f.values = append(f.values, v)
	return nil
}

func (f *flagValue) Type() string {
	switch {
	case f.p.Form == question.Flag:
		return "bool"
	case f.p.Values != nil:
		return "choice"
	}
	return strings.ReplaceAll(f.p.Form.Name, " ", "-")
}

func (f *flagValue) String() string {
	if f.p == nil || opensNewest(f.p) {
		return ""
	}
	return f.p.Default
}

// addFlag adds the flag of a parameter, unless it is an argument or there already: variants of a question share theirs.
func (a *app) addFlag(cmd *cobra.Command, p *question.Param) {
	if p.Argument || cmd.Flags().Lookup(p.Name) != nil {
		return
	}
	flag := cmd.Flags().VarPF(&flagValue{p: p}, p.Name, p.Short, flagHelp(p))
	flag.Hidden = p.Hidden
	if p.Form == question.Flag {
		flag.NoOptDefVal = "true"
		if p.Default == "true" {
			no := cmd.Flags().
				VarPF(&flagValue{p: &question.Param{Name: p.Name, Form: question.Flag}}, "no-"+p.Name, "",
					"leave out: "+p.Doc)
			no.NoOptDefVal = "true"
		}
	}
	complete := p.Form.Complete
	_ = cmd.RegisterFlagCompletionFunc(
		p.Name,
		func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
			return a.completions(cmd, p, complete)
		},
	)
}

func flagHelp(p *question.Param) string {
	out := fault.Spelled(p.Doc, func(name, value string) string { return strings.TrimSpace("--" + name + " " + value) })
	if len(p.Values) > 0 {
		out += ": " + strings.Join(p.Values, ", ")
	}
	switch {
	case p.Says != "":
		out += " (default: " + p.Says + ")"
	case opensNewest(p):
		out += " (default: " + question.NewestTable + ")"
	}
	return out
}

func (a *app) completions(
	cmd *cobra.Command,
	p *question.Param,
	complete func(context.Context, *engine.Engine, string) []string,
) ([]string, cobra.ShellCompDirective) {
	switch {
	case p.Values != nil:
		return p.Values, cobra.ShellCompDirectiveNoFileComp
	case p.Form == question.File:
		return nil, cobra.ShellCompDirectiveDefault
	case p.Form == question.Table:
		return complete(cmd.Context(), a.engine, ""), cobra.ShellCompDirectiveDefault
	case complete == nil:
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	table := question.OneTable.Default
	if f := cmd.Flags().Lookup("table"); f != nil && f.Changed {
		if v := f.Value.(*flagValue).values; len(v) > 0 {
			table = v[0]
		}
	}
	return complete(cmd.Context(), a.engine, table), cobra.ShellCompDirectiveNoFileComp
}

func (a *app) completeArguments(
	q *question.Question,
) func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		list := q.Arguments()
		if len(args) >= most(q) {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		p := q.Words()
		if len(args) < len(list) || p == nil {
			p = list[min(len(args), len(list)-1)]
		}
		return a.completions(cmd, p, p.Form.Complete)
	}
}

// variant returns which of a command's questions is asked.
//
// Error: fault.Invalid where none or several are.
func variant(forms []*question.Question, cmd *cobra.Command, args []string) (*question.Question, error) {
	chosen := forms[:0:0]
	var ways []string
	for _, f := range forms {
		switch {
		case f.Variant == nil:
			for _, p := range f.Arguments() {
				ways = append(ways, argument(p))
			}
			if len(args) > 0 || asksForItself(f, forms, cmd) {
				chosen = append(chosen, f)
			}
		default:
			ways = append(ways, way(f.Param(f.Variant.Flag)))
			if cmd.Flags().Changed(f.Variant.Flag) {
				chosen = append(chosen, f)
			}
		}
	}
	if len(forms) == 1 {
		return forms[0], nil
	}
	if chosen = knowing(chosen); len(chosen) == 1 {
		return chosen[0], nil
	}
	if len(chosen) == 0 && needsEconomy(forms[0]) {
		if u, err := remembered(); err != nil || u.Economy != "" {
			return forms[0], err
		}
	}
	return nil, &fault.Error{
		Kind:  fault.Invalid,
		Where: cmd.CommandPath(),
		What:  fault.Say("it takes one of %s", strings.Join(ways, ", ")),
		Fix:   fault.Say("For instance ikat %s", forms[0].Examples[0].Args),
	}
}

// astray is the fault of a flag that only other questions of the command take: what asks these.
func astray(chosen *question.Question, forms []*question.Question, cmd *cobra.Command) (err error) {
	cmd.Flags().Visit(func(flag *pflag.Flag) {
		var with []string
		for _, f := range forms {
			if f.Variant != nil && f.Param(flag.Name) != nil && chosen.Param(flag.Name) == nil {
				with = append(with, way(f.Param(f.Variant.Flag)))
			}
		}
		if len(with) > 0 && err == nil {
			err = &fault.Error{Kind: fault.Invalid, Where: "--" + flag.Name,
				What: fault.Say("it is asked together with %s", strings.Join(with, " or "))}
		}
	})
	return err
}

// knowing leaves out the questions of which another one knows all and more: a variant whose flag it has too, --bom with
// --against, or the command's own question where it takes the same argument, PRODUCT with --buyer.
func knowing(list []*question.Question) []*question.Question {
	return slices.DeleteFunc(slices.Clone(list), func(f *question.Question) bool {
		return slices.ContainsFunc(list, func(g *question.Question) bool {
			if g.Variant == nil || f.Param(g.Variant.Flag) != nil {
				return false
			}
			if f.Variant == nil {
				return len(g.Arguments()) > 0
			}
			return g.Param(f.Variant.Flag) != nil
		})
	})
}

// asksForItself reports whether a question that needs no argument is asked by a flag that none of its variants has.
func asksForItself(q *question.Question, forms []*question.Question, cmd *cobra.Command) bool {
	for _, p := range q.Arguments() {
		if p.Required || !p.IsFile() {
			return false
		}
	}
	for i := range q.Params {
		name := q.Params[i].Name
		shared := slices.ContainsFunc(forms, func(f *question.Question) bool { return f != q && f.Param(name) != nil })
		if flag := cmd.Flags().Lookup(name); flag != nil && flag.Changed && !shared {
			return true
		}
	}
	return false
}

// way is how a variant is chosen: --all, --bom FILE.
func way(p *question.Param) string {
	if p.Form == question.Flag {
		return "--" + p.Name
	}
	return "--" + p.Name + " " + strings.ToUpper(p.Form.Name)
}

// given collects what stands on the command line, by parameter.
func given(q *question.Question, cmd *cobra.Command, args []string) map[string][]string {
	out := map[string][]string{}
	for i, p := range q.Arguments() {
		switch {
		case i >= len(args):
		case p.List() && i == len(q.Arguments())-1 && q.Words() == nil:
			out[p.Name] = args[i:]
		default:
			out[p.Name] = args[i : i+1]
		}
	}
	if p := q.Words(); p != nil && len(args) > len(q.Arguments()) {
		out[p.Name] = args[len(q.Arguments()):]
	}
	cmd.Flags().Visit(func(f *pflag.Flag) {
		v, ok := f.Value.(*flagValue)
		if !ok {
			return
		}
		if v.p.Words {
			out[f.Name] = append(out[f.Name], v.values...)
			return
		}
		if f.Name != v.p.Name { // --no-NAME
			out[v.p.Name] = []string{opposite[v.values[0]]}
			return
		}
		out[f.Name] = v.values
	})
	return out
}

var opposite = map[string]string{"true": "false", "false": "true"}

// answer asks a question and shows or writes its answer.
func (a *app) answer(cmd *cobra.Command, c *choices, q *question.Question, args []string) error {
	named := given(q, cmd, args)
	who, err := a.fallBack(cmd.Context(), q, named)
	if err != nil {
		return err
	}
	values, err := q.Read(named, who)
	if err != nil {
		return spelledAs(err, q)
	}
	format, err := c.resolveFormat()
	if err != nil {
		return err
	}
	r := &question.Request{
		Values:   values,
		Engine:   a.engine,
		Progress: a.progress(),
		Prose:    format == "table" || format == word,
		Language: c.language,
	}
	pages.Ask(largepages.Ask)
	answer, err := q.Ask(cmd.Context(), r, nil)
	if err != nil {
		return spelledAs(err, q)
	}
	if answer.Prose != nil && format == "table" {
		return a.page(c, answer.Prose)
	}
	if format == word {
		return a.document(c, answer.Prose, answer.Pictures)
	}
	if slices.Contains(picture.Formats, format) {
		return a.picture(c, format, drawn.Of(cmd.Context(), q, r, answer), r.Language)
	}
	names := answer.Names
	if names == nil {
		for range answer.Frames {
			names = append(names, q.ID)
		}
	}
	return a.deliver(c, answer.Frames, names)
}

// formats are what answers can be written in.
func formats() []string {
	return slices.Concat([]string{"table", word}, picture.Formats, export.Formats)
}
