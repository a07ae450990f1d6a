package main

import (
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"ikat/engine"
	"ikat/fault"
	"ikat/printed"
	"ikat/result"
)

func (a *app) source() *cobra.Command {
	var c choices
	var table string
	var industries []string
	cmd := &cobra.Command{
		Use:   "source NUMBER",
		Short: "A table of the source document as it prints it, beside what the data at hand give",
		Long: `Show a table of the document that ikat answers to, cell by cell as printed, beside what the tables at hand and the built-in data
give: 12 and 13 on small and medium firms, 14 on border procedures, 15 on trade within East Asia in machinery. Notes say what differs
and why.

` + printed.Document,
		Example: `  ikat source 15                               trade within East Asia, beside the built-in table
  ikat source 15 --table wiod2013/2005         beside another one, in the years nearest to 1990 and 2005
  ikat source 14 --format csv -o table14.csv`,
		Args:      cobra.ExactArgs(1),
		ValidArgs: []string{"12", "13", "14", "15"},
	}
	c.addOutput(cmd)
	cmd.Flags().StringVarP(&table, "table", "t", defaultTable, "table to put beside: name/year, or the path of a file; tables of the same name are taken for other years")
	cmd.Flags().StringSliceVar(&industries, "industry", nil, "table 15: industries of the table that make machinery (default: what its codes say)")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		number, err := strconv.Atoi(args[0])
		if err != nil {
			return &fault.Error{Kind: fault.Invalid, Where: "ikat source " + args[0], What: "it is not the number of a table", Fix: fmt.Sprint("There are ", printed.Numbers)}
		}
		f, err := a.engine.Source(cmd.Context(), engine.SourceQuestion{Number: number, Table: table, Industries: industries}, a.progress())
		if err != nil {
			return err
		}
		return a.deliver(&c, []*result.Frame{f}, []string{"source"})
	}
	return cmd
}
