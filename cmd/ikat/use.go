package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"ikat/economies"
	"ikat/engine"
	"ikat/fault"
	"ikat/internal/kept"
	"ikat/internal/outfile"
	"ikat/internal/yamltext"
	"ikat/question"
)

// usual is what a user works on: what questions are about where they name nothing else.
type usual struct {
	Economy string `yaml:"economy"`
	Table   string `yaml:"table"`
}

// useFix is what messages about the file of choices advise.
const useFix = "ikat use --forget removes it; ikat use ECONOMY makes it anew"

// mostChoices bounds the file of choices.
const mostChoices = 1 << 16

// useFile is where choices are kept: beside other programs' settings.
func useFile() (string, error) {
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", &fault.Error{Kind: fault.NotFound, Where: "settings",
			What: fault.Say("this system names no place for them: %v", err), Fix: "IKAT_ECONOMY and IKAT_TABLE say the same"}
	}
	return filepath.Join(dir, "ikat", "use.yaml"), nil
}

// remembered is what IKAT_ECONOMY and IKAT_TABLE say, and else what ikat use has kept.
//
// Error: what the file of choices is wrong in.
func remembered() (usual, error) {
	var out usual
	if path, err := useFile(); err == nil {
		data, err := kept.Text(path, mostChoices)
		switch {
		case errors.Is(err, os.ErrNotExist):
		case err != nil:
			return out, &fault.Error{Kind: fault.Unreadable, Where: path,
				What: fault.Say("what is remembered cannot be read: %v", err), Fix: useFix, Err: err}
		default:
			d, err := yamltext.Read(path, useFix, data)
			if err == nil {
				err = d.Into(&out)
			}
			if err != nil {
				return out, err
			}
		}
	}
	out.Economy = cmp.Or(os.Getenv("IKAT_ECONOMY"), out.Economy)
	out.Table = cmp.Or(os.Getenv("IKAT_TABLE"), out.Table)
	return out, nil
}

// use is the command that remembers an economy and a table.
func (a *app) use() *cobra.Command {
	return a.command(command{
		Question: question.Question{
			ID: "use", Label: "Remember the economy you work on, and the table",
			Doc: `Remember an economy and a table, so that questions need not name them: after ikat use VNM, ikat profile
is about Viet Nam. Without them it says what is remembered, and which table a question opens. IKAT_ECONOMY and
IKAT_TABLE go before what is remembered.

Where no table is named or remembered, the newest at hand opens that has the economy.`,
			Params: []question.Param{
				{Name: "economy", Doc: "code or name", Form: question.Text, Example: "VNM", Argument: true},
				{Name: "table", Short: "t", Doc: "table: NAME/YEAR of one at hand", Form: question.Table,
					Example: engine.UsualTable},
				{Name: "forget", Doc: "remember nothing", Form: question.Flag, Default: "false", Example: "true"},
			},
			Examples: []question.Example{
				{Args: "use VNM", Gives: "Viet Nam from now on"},
				{Args: "use", Gives: "what is remembered"},
				{Args: "use --forget", Gives: "nothing from now on"},
			},
		},
		run: func(cmd *cobra.Command, _ *choices, v *question.Values) error { return a.keep(cmd.Context(), v) },
	})
}

func (a *app) keep(ctx context.Context, v *question.Values) error {
	path, err := useFile()
	if err != nil {
		return err
	}
	if v.On("forget") {
		if err := os.RemoveAll(path); err != nil {
			return &fault.Error{Kind: fault.Unwritable, Where: path,
				What: fault.Say("it cannot be removed: %v", err), Err: err}
		}
		fmt.Fprintln(a.out, "Nothing is remembered.")
		return nil
	}
	now, err := remembered()
	if err != nil {
		return err
	}
	if v.Chosen("economy") {
		e, err := economies.Resolve(v.One("economy"))
		if err != nil {
			return err
		}
		now.Economy = e.Code
	}
	if v.Chosen("table") {
		if now.Table, err = a.opened(ctx, v.One("table")); err != nil {
			return err
		}
	}
	if v.Chosen("economy") || v.Chosen("table") {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return &fault.Error{Kind: fault.Unwritable, Where: path, What: fault.Say("its folder cannot be made: %v", err),
				Err: err}
		}
		err := outfile.Write(path, func(w io.Writer) error {
			_, err := fmt.Fprintf(w, "economy: %q\ntable: %q\n", now.Economy, now.Table)
			return err
		})
		if err != nil {
			return err
		}
	}
	return a.sayUsed(ctx, now)
}

// opened is how a table that can be opened is remembered: a file by its whole path, since questions are asked
// elsewhere.
//
// Error: what opening it says.
func (a *app) opened(ctx context.Context, ref string) (string, error) {
	if _, err := a.engine.Table(ctx, ref, a.progress()); err != nil {
		return "", err
	}
	if _, err := os.Stat(ref); err != nil {
		return ref, nil
	}
	whole, err := filepath.Abs(ref)
	if err != nil {
		return ref, nil // this system knows no whole paths; the reference still opens from here
	}
	return whole, nil
}

// gone is why the table that is remembered cannot be opened, nil where it can or none is.
func (a *app) gone(ctx context.Context, u usual) error {
	if u.Table == "" {
		return nil
	}
	_, err := a.engine.Table(ctx, u.Table, nil)
	var f *fault.Error
	if !errors.As(err, &f) {
		return err
	}
	said := *f
	said.Where = fault.Say("the table that is remembered, %s", u.Table)
	said.Fix = "Name another with --table, ikat use --table NAME/YEAR remembers one; IKAT_TABLE goes before it"
	return &said
}

// sayUsed says what questions are about, which table they open, and how to get a better one.
func (a *app) sayUsed(ctx context.Context, now usual) error {
	if now.Economy == "" {
		fmt.Fprintln(a.out, "No economy is remembered: ikat use ECONOMY remembers one.")
	} else {
		fmt.Fprintf(a.out, "Questions are about %s (%s) where they name no economy.\n", economies.Name(now.Economy),
			now.Economy)
	}
	ref, has := a.tableFor(ctx, now)
	fmt.Fprintf(a.out, "Where they name no table they open %s.\n", ref)
	if now.Economy != "" && !has {
		fmt.Fprintf(a.out, "It does not have %s: answers are from published figures, or from the estimated table "+
			"adb-est-%s/YEAR. ikat tables get lists tables that have it.\n", economies.Name(now.Economy), now.Economy)
	}
	return nil
}

// tableFor is the table that a question opens which names none: the one remembered, else the newest at hand that has
// the economy, else the newest. has says whether it has the economy.
func (a *app) tableFor(ctx context.Context, u usual) (ref string, has bool) {
	holds := func(ref string) bool {
		if u.Economy == "" {
			return true
		}
		t, err := a.engine.Table(ctx, ref, nil)
		if err != nil {
			return false
		}
		_, err = t.Find(u.Economy)
		return err == nil
	}
	if u.Table != "" {
		return u.Table, holds(u.Table)
	}
	entries, err := a.engine.NewestFirst()
	if err != nil || len(entries) == 0 {
		return engine.UsualTable, holds(engine.UsualTable)
	}
	for _, e := range entries {
		if holds(e.Ref()) {
			return e.Ref(), true
		}
	}
	return entries[0].Ref(), false
}

// opensNewest reports whether a parameter names the table that a question rests on, which is not the declared one here.
func opensNewest(p *question.Param) bool {
	return (p.Name == "table" || p.Name == "trade") && p.Default == engine.UsualTable
}

// usualTable is the table of whoever names neither a table nor an economy.
func (a *app) usualTable(ctx context.Context) (string, error) {
	u, err := remembered()
	ref, _ := a.tableFor(ctx, u)
	return ref, err
}

// needsEconomy reports whether a question is about one economy.
func needsEconomy(q *question.Question) bool {
	p := q.Param("economy")
	return p != nil && p.Argument && p.Required
}

// fallBack fills in what a question leaves open with what is remembered: its economy where it needs one, and its table.
func (a *app) fallBack(ctx context.Context, q *question.Question, given map[string][]string) (question.Asker, error) {
	who := question.Asker{Local: true, Data: a.data}
	u, err := remembered()
	if err != nil {
		return who, err
	}
	if needsEconomy(q) {
		if given["economy"] == nil && u.Economy != "" {
			given["economy"] = []string{u.Economy}
		}
		u.Economy = strings.Join(given["economy"], "")
	} else {
		u.Economy = ""
	}
	for _, name := range []string{"table", "trade"} { // a table serves as trade by industry
		if p := q.Param(name); p == nil || given[name] != nil || !opensNewest(p) {
			continue
		}
		if err := a.gone(ctx, u); err != nil {
			return who, err
		}
		if who.Defaults == nil {
			who.Defaults = map[string]string{}
		}
		who.Defaults[name], _ = a.tableFor(ctx, u)
	}
	return who, nil
}
