package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"ikat/engine"
	"ikat/export"
	"ikat/fault"
	"ikat/leontief"
	"ikat/store"
	"ikat/tablefile"
)

// app is what every subcommand works with.
type app struct {
	engine *engine.Engine
	store  *store.Store
	out    io.Writer
	err    io.Writer
	bar    *progressBar
}

const defaultTable = "apx/2008"

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "ikat",
		Short: "See how production is spread across borders, and what that earns whom",
		Long: `ikat reads inter-country input-output tables and answers, with numbers that say what kind they are and where they
come from: how an economy takes part in global value chains, whose work is inside its exports, and who lives on them.

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
		return &fault.Error{Kind: fault.Invalid, Where: c.CommandPath(), What: err.Error(), Fix: c.CommandPath() + " --help lists its options", Err: err}
	})
	root.AddCommand(a.profile(), a.study(), a.measure(), a.measures(), a.border(), a.chain(), a.sme(), a.source(), a.landed(), a.rank(), a.simulate(), a.tables(), a.serve(), a.licences(), exitCodesHelp())
	strictArgs(root)
	return root
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
		f := &fault.Error{Kind: fault.Invalid, Where: c.CommandPath(), What: err.Error(), Fix: c.CommandPath() + " --help shows its use", Err: err}
		if c.HasSubCommands() && len(args) > 0 {
			var names []string
			for _, sub := range c.Commands() {
				names = append(names, sub.Name())
			}
			f.What = fmt.Sprintf("there is no command %q", args[0])
			f.Fix = fault.Suggest(args[0], names, f.Fix)
		}
		return f
	}
	for _, sub := range c.Commands() {
		strictArgs(sub)
	}
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

// choices are the options that several commands share.
type choices struct {
	tables  []string
	groups  []string
	regions string
	basis   string
	format  string
	outPath string
	rows    int
}

func (c *choices) addTables(cmd *cobra.Command) {
	cmd.Flags().StringSliceVarP(&c.tables, "table", "t", []string{defaultTable}, "table: name/year, name/* for all its years, or the path of a file")
	cmd.Flags().StringArrayVar(&c.groups, "group", nil, "take economies as one, whose internal trade is not exports: NAME=CODE,CODE,...")
	cmd.Flags().StringVar(&c.regions, "group-file", "", "groups from a CSV with the header group,economy")
	cmd.Flags().StringVar(&c.basis, "value-added", string(leontief.Residual), "value added: residual (output less inputs) or reported (the table's own row)")
}

func (c *choices) addOutput(cmd *cobra.Command) {
	cmd.Flags().StringVarP(&c.format, "format", "f", "", "table, "+strings.Join(export.Formats, ", ")+" (default: table, or what the ending of -o says)")
	cmd.Flags().StringVarP(&c.outPath, "output", "o", "", "write to this file instead of the terminal")
	cmd.Flags().IntVar(&c.rows, "rows", 60, "rows a printed table shows at most; 0 shows all")
}

// parsed returns the groups and basis asked for.
func (c *choices) parsed() ([]leontief.Group, leontief.Basis, error) {
	basis, err := engine.ParseBasis(c.basis)
	if err != nil {
		return nil, "", err
	}
	groups, err := engine.ParseGroups(c.groups)
	if err != nil {
		return nil, "", err
	}
	if c.regions != "" {
		more, err := readGroups(c.regions)
		if err != nil {
			return nil, "", err
		}
		groups = append(groups, more...)
	}
	return groups, basis, nil
}

// readGroups reads a file of groups; a group's members may stand on any lines.
func readGroups(path string) ([]leontief.Group, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, &fault.Error{Kind: fault.NotFound, Where: path, What: "the groups cannot be opened: " + err.Error(), Fix: tablefile.GroupsFix, Err: err}
	}
	defer f.Close()
	pairs, err := tablefile.ReadGroups(f, path)
	if err != nil {
		return nil, err
	}
	var out []leontief.Group
	number := map[string]int{}
	for _, p := range pairs {
		g, ok := number[p.Group]
		if !ok {
			g = len(out)
			number[p.Group] = g
			out = append(out, leontief.Group{Code: p.Group})
		}
		out[g].Members = append(out[g].Members, p.Code)
	}
	return out, nil
}
