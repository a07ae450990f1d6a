package main

import (
	"context"
	"errors"
	"io"
	"os"

	"github.com/spf13/cobra"

	"ikat/fault"
	"ikat/question"
	"ikat/server/mcp"
)

// mcp makes the command that serves an assistant over standard input and output.
func (a *app) mcp() *cobra.Command {
	return &cobra.Command{
		Use:   "mcp",
		Short: "Give an assistant the questions as tools, over the Model Context Protocol",
		Long: `Serve one assistant over standard input and output, until it leaves: every question is a tool that only reads,
with the limits that a server has. Answers carry kind, interval, year and source of their numbers.

An assistant is told of ikat by its settings: the command ikat with the argument mcp. A running ikat serve answers
assistants over HTTP at /mcp.`,
		Example: `  ikat mcp                             what an assistant's settings name as the command`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c := mcp.Config{Engine: a.engine.Closed(), Version: version(), Limits: &question.Usual, Data: a.data}
			err := c.Stdio(cmd.Context(), cmd.InOrStdin(), os.Stdout)
			if err == nil || errors.Is(err, io.EOF) || errors.Is(err, context.Canceled) {
				return nil
			}
			return &fault.Error{Kind: fault.Unreadable, Where: "standard input", What: fault.Said(err),
				Why: "An assistant speaks the Model Context Protocol, JSON a line each", Err: err}
		},
	}
}
