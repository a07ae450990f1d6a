package main

import (
	"github.com/spf13/cobra"

	"ikat/notices"
)

func (a *app) licences() *cobra.Command {
	var texts bool
	cmd := &cobra.Command{
		Use:   "licences [NAME]",
		Short: "What others made of what is in ikat, and on which terms",
		Long: `ikat is under the Apache License 2.0. Parts of it were made by others: data, Go modules, scripts of the pages.
This lists them with their licences and, for data, whom to name; with a part's name, or with --texts, it prints the
terms themselves.`,
		Example: `  ikat licences
  ikat licences d3-sankey`,
		Args:    cobra.MaximumNArgs(1),
		Aliases: []string{"licenses"},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 && !texts {
				return notices.List(a.out)
			}
			return notices.WriteTexts(a.out, append(args, "")[0])
		},
	}
	cmd.Flags().BoolVar(&texts, "texts", false, "print every text")
	return cmd
}
