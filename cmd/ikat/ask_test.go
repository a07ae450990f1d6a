package main

import (
	"io"
	"slices"
	"testing"

	"github.com/spf13/cobra"

	"ikat/question"
	"ikat/question/catalog"
)

// Every parameter of every question reaches it from the command line, as a flag or an argument.
func TestEveryParameterReachesItsQuestion(t *testing.T) {
	for _, q := range catalog.Questions {
		for i := range q.Params {
			p := &q.Params[i]
			t.Run(q.ID+"/"+p.Name, func(t *testing.T) {
				got, value := commandLine(t, q, p)
				if !slices.Equal(got[p.Name], value) {
					t.Errorf("%v reaches it as %v", value, got[p.Name])
				}
			})
		}
	}
}

// commandLine parses a command line that gives one parameter a value.
func commandLine(t *testing.T, q *question.Question, p *question.Param) (got map[string][]string, value []string) {
	t.Helper()
	owner := q
	if q.Variant != nil {
		owner = catalog.Find(q.Variant.Of)
	}
	a := &app{out: io.Discard, err: io.Discard}
	cmd := a.ask(owner)
	value = []string{"x=y"}
	args := []string{"--" + p.Name + "=x=y"}
	switch {
	case p.Argument:
		args = nil
		for _, arg := range q.Arguments() {
			text := "other"
			if arg == p {
				text = value[0]
			}
			args = append(args, text)
		}
	case p.Form == question.Flag && p.Default == "true":
		value, args = []string{"false"}, []string{"--no-" + p.Name}
	case p.Form == question.Flag:
		value, args = []string{"true"}, []string{"--" + p.Name}
	}
	if p.Hidden && q.Variant != nil { // the flag that chooses the variant
		value, args = []string{"true"}, []string{"--" + p.Name}
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error { got = given(q, cmd, args); return nil }
	cmd.SetArgs(args)
	if err := cmd.Execute(); err != nil {
		t.Fatal(err)
	}
	return got, value
}
