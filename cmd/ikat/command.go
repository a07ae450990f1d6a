package main

import (
	"github.com/spf13/cobra"

	"ikat/fault"
	"ikat/question"
)

// command is what the command line can do that is no question: it keeps, writes or removes something. Its parameters
// are declared as a question's are, so that they are read, checked, completed and spelled in one way.
type command struct {
	question.Question
	rows bool // it answers in rows, and takes their options
	said bool // it answers in sentences, in a language
	run  func(cmd *cobra.Command, c *choices, v *question.Values) error
}

// command makes the command of a declaration.
func (a *app) command(d command) *cobra.Command {
	q := &d.Question
	var c choices
	cmd := &cobra.Command{
		Use:     use(q, false),
		Short:   q.Label,
		Long:    reflowed(fault.Spelled(q.Doc, speller(q))),
		Example: examples([]*question.Question{q}),
		Args:    cobra.MaximumNArgs(most(q)),
	}
	for i := range q.Params {
		a.addFlag(cmd, &q.Params[i])
	}
	if d.rows {
		c.addOutput(cmd)
	} else if d.said {
		c.addLanguage(cmd)
	}
	cmd.ValidArgsFunction = a.completeArguments(q)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		v, err := q.Read(given(q, cmd, args), question.Asker{Local: true, Data: a.data})
		if err == nil {
			err = d.run(cmd, &c, v)
		}
		return spelledAs(err, q)
	}
	return cmd
}

// most is how many arguments a command takes: the last may be a list.
func most(q *question.Question) int {
	list := q.Arguments()
	if n := len(list); n > 0 && list[n-1].List() || q.Words() != nil {
		return 1 << 20
	}
	return len(list)
}

// tableFile is the file that a table is written to.
func tableFile() question.Param {
	return question.Param{Name: "output", Short: "o", Doc: "file to write; - for standard output, as CSV",
		Form: question.File, Required: true}
}

// storedTables are the arguments of a command about tables of the store.
func storedTables() question.Param {
	return question.Param{Name: "table", Doc: "NAME/YEAR of a table in the store", Form: question.Table,
		Many: question.Repeated, Argument: true, Required: true}
}

// oneTable is the argument of a command about a table.
func oneTable() question.Param {
	p := question.OneTable
	p.Argument, p.Required, p.Default, p.Short = true, true, "", ""
	return p
}
