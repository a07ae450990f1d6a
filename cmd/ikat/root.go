package main

import (
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"ikat/engine"
	"ikat/export"
	"ikat/fault"
	"ikat/picture"
	"ikat/question/catalog"
	"ikat/say"
	"ikat/store"
	"ikat/trade/flowstore"
)

// app is what every subcommand works with.
type app struct {
	engine *engine.Engine
	store  *store.Store
	flows  *flowstore.Store
	out    io.Writer
	err    io.Writer
	bar    *progressBar

	messages string // how standard error speaks: to people, or to programs as JSON
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "ikat",
		Short: "See how production is spread across borders, and what that earns whom",
		Long: `ikat reads inter-country input-output tables and answers, with numbers that say what kind they are and where
they come from: how an economy takes part in global value chains, whose work is inside its exports, and who lives on
them.

A small table of Asia and the Pacific (apx; 1995, 2000, 2005, 2008, 2011) is built in, so everything works at once.`,
		Example: `  ikat profile CHN                     China's place in global value chains, on one page
  ikat measures                        what can be measured
  ikat measure bm --economy IDN,IND    what Indonesia's and India's exports are made of
  ikat measure va-origin --table ICIO2021_2018.csv --format csv -o origin.csv`,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetOut(a.out)
	root.SetErr(a.err)
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return &fault.Error{
			Kind:  fault.Invalid,
			Where: c.CommandPath(),
			What:  fault.Said(err),
			Fix:   otherOption(c, err),
			Err:   err,
		}
	})
	var apart bool
	root.PersistentFlags().
		BoolVar(&apart, "split", false, "keep parts of one economy (CN1, CN2) apart where a file is read")
	root.PersistentFlags().StringVar(
		&a.messages,
		"messages",
		messagesText,
		"progress, warnings and errors on standard error: "+messagesText+" for people, "+
			messagesJSON+" for programs, a line each",
	)
	_ = root.PersistentFlags().MarkHidden("messages")
	root.PersistentPreRunE = func(c *cobra.Command, args []string) error {
		if apart {
			a.engine = a.engine.Apart()
		}
		return keepsWhatItReads(c, args)
	}
	for _, q := range catalog.Questions {
		if q.Variant == nil {
			root.AddCommand(a.ask(q))
		}
	}
	root.AddCommand(
		a.study(),
		a.use(),
		a.measures(),
		a.tables(),
		a.tradeCommand(),
		a.sweep(),
		a.serve(),
		a.mcp(),
		a.licences(),
		a.version(),
		a.man(),
		exitCodesHelp(),
	)
	strictArgs(root)
	return root
}

// otherOption says which option may have been meant, or how a format is asked for, and where all stand.
func otherOption(c *cobra.Command, err error) string {
	help := fault.Say("%s --help lists its options", c.CommandPath())
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) || unknown.GetSpecifiedShortnames() != "" {
		return help
	}
	name := unknown.GetSpecifiedName()
	if c.Flags().Lookup("format") != nil && slices.Contains(export.Formats, name) {
		return fault.Say("Say --format %s. %s", name, fault.Word(help))
	}
	var names []string
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, "--"+f.Name)
		}
	})
	if near := fault.Suggest("--"+name, names, ""); near != "" {
		return near + ". " + help
	}
	return help
}

// strictArgs makes a wrong number of arguments, or an unknown command, an error of kind Invalid with a hint.
func strictArgs(c *cobra.Command) {
	check := c.Args
	if check == nil && !c.Runnable() {
		check = cobra.NoArgs
		c.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
	}
	c.Args = func(c *cobra.Command, args []string) error {
		if check == nil {
			return nil
		}
		err := check(c, args)
		if err == nil {
			return nil
		}
		f := &fault.Error{
			Kind:  fault.Invalid,
			Where: c.CommandPath(),
			What:  wordsWanted(c, args),
			Fix:   fault.Say("%s --help shows its use", c.CommandPath()),
			Err:   err,
		}
		if len(args) > 1 {
			f.Fix = fault.Say("Names of several words stand in quotes. %s", fault.Word(f.Fix))
		}
		if c.HasSubCommands() && len(args) > 0 {
			var names []string
			for _, sub := range c.Commands() {
				names = append(names, sub.Name())
			}
			f.What = fault.Say("there is no command %q", args[0])
			f.Fix = fault.Suggest(args[0], names, f.Fix)
		}
		return f
	}
	for _, sub := range c.Commands() {
		strictArgs(sub)
	}
}

// wordsWanted says which words a command takes where it got too many or too few.
func wordsWanted(c *cobra.Command, args []string) string {
	takes := strings.Fields(c.Use)[1:]
	switch {
	case len(args) < len(takes):
		return fault.Say("it needs %s", strings.Join(takes[len(args):], " "))
	case len(takes) == 0:
		return fault.Say("it takes no words but its options, and got %q", args[0])
	}
	return fault.Say("it takes %s, and got %q besides", strings.Join(takes, " "), args[len(takes)])
}

func exitCodesHelp() *cobra.Command {
	return &cobra.Command{
		Use:   "exit-codes",
		Short: "What the exit codes mean",
		Long: `ikat exits with

  0    the answer was given
  1    a fault of ikat itself; please report it
  2    the question is malformed: an unknown option, level or value
  3    something named is not there: a table, an economy, a measure
  4    a file cannot be read as what it claims to be
  5    the numbers of a table contradict each other
  6    a computation ran and did not reach its tolerance
  7    the result could not be written; no half file is left
  130  stopped by Ctrl-C; no half file is left`,
	}
}

// choices are the options of every command that answers in rows.
type choices struct {
	format   string
	outPath  string
	rows     int
	language string
}

func (c *choices) addOutput(cmd *cobra.Command) {
	fl := cmd.Flags()
	fl.StringVarP(
		&c.format,
		"format",
		"f",
		"",
		"table, "+strings.Join(
			slices.Concat(picture.Formats, export.Formats),
			", ",
		)+" (default: table, or what the ending of -o says)",
	)
	fl.StringVarP(&c.outPath, "output", "o", "", "write to this file instead of the terminal")
	fl.IntVar(&c.rows, "rows", 60, "rows a printed table shows at most; 0 shows all")
	c.addLanguage(cmd)
}

func (c *choices) addLanguage(cmd *cobra.Command) {
	c.language = say.English
	cmd.Flags().Var((*language)(&c.language), "language", "language of sentences: "+strings.Join(say.Languages(), ", "))
}

// language is one that there are texts in.
type language string

func (l *language) String() string { return string(*l) }
func (l *language) Type() string   { return "string" }

func (l *language) Set(text string) error {
	if !slices.Contains(say.Languages(), text) {
		return fault.Errorf("there are no texts in it, only in %s", strings.Join(say.Languages(), ", "))
	}
	*l = language(text)
	return nil
}
