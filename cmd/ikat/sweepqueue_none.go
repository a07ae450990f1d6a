//go:build noqueue

package main

import (
	"github.com/spf13/cobra"

	"ikat/fault"
)

func (a *app) sweepServe() *cobra.Command { return withoutQueue("serve") }
func (a *app) sweepWork() *cobra.Command  { return withoutQueue("work") }

// withoutQueue stands for a command in a program built without the queue, so that its name is not taken for a plan's.
func withoutQueue(name string) *cobra.Command {
	return &cobra.Command{Use: name, Hidden: true, DisableFlagParsing: true,
		RunE: func(*cobra.Command, []string) error {
			return &fault.Error{Kind: fault.Invalid, Where: fault.Say("ikat sweep %s", name),
				What: "this program was built without the queue (-tags noqueue)",
				Fix:  "Use one that was built with it, or do single jobs with ikat sweep PLAN --job KEY"}
		}}
}
