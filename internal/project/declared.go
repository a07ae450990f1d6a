package project

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// A Declaration is a place where code says that an option exists.
type Declaration struct {
	Name  string // as people write it: container-value
	Mouth string // flag, parameter, control, call or question
	Place string // file:line
}

// mouths are the ways in which code declares an option, in the order of a report.
var mouths = []struct{ name, what string }{
	{"flag", "flags that cmd/ikat makes itself"},
	{"parameter", "parameters that server/api lists itself"},
	{"control", "controls and choices that server/ui names itself"},
	{"call", "parameters that server/ui spells in calls and commands"},
	{"question", "parameters of declared questions"},
}

// Declared finds every declaration of an option in the code under root, tests aside, in the order of names and places.
func Declared(root string) ([]Declaration, error) {
	var all []Declaration
	for _, dir := range []string{"cmd/ikat", "server/api", "server/ui", "question", "question/*", "measure"} {
		files, err := filepath.Glob(filepath.Join(root, dir, "*.go"))
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			if strings.HasSuffix(f, "_test.go") {
				continue
			}
			set := token.NewFileSet()
			parsed, err := parser.ParseFile(set, f, nil, 0)
			if err != nil {
				return nil, err
			}
			rel, _ := filepath.Rel(root, f)
			ast.Inspect(parsed, func(n ast.Node) bool {
				if name, mouth := declares(dir, n); name != "" {
					place := fmt.Sprintf("%s:%d", filepath.ToSlash(rel), set.Position(n.Pos()).Line)
					all = append(all, Declaration{name, mouth, place})
				}
				return true
			})
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].Name < all[j].Name })
	return all, nil
}

// flagMaker are the methods of a set of flags that add one.
var flagMaker = regexp.MustCompile(`^(String|Bool|Int|Int64|Uint|Uint64|Float64|Duration)(Slice|Array)?(Var)?P?$`)

// declares returns the name of the option that a node declares, and in which way; "" where it declares none.
func declares(dir string, n ast.Node) (name, mouth string) {
	switch n := n.(type) {
	case *ast.CallExpr:
		method, ok := n.Fun.(*ast.SelectorExpr)
		if !ok {
			return "", ""
		}
		switch {
		case dir == "cmd/ikat" && flagMaker.MatchString(method.Sel.Name):
			return firstText(n.Args, 2), "flag"
		case dir == "server/ui" && (method.Sel.Name == "choose" || method.Sel.Name == "kept"):
			return firstText(n.Args, 1), "control"
		case dir == "server/ui" && method.Sel.Name == "With":
			return firstText(n.Args, 1), "call"
		}
	case *ast.CompositeLit:
		fields := textFields(n)
		switch {
		case dir == "server/api" && fields["name"] != "" && has(n, "doc"):
			return fields["name"], "parameter"
		case dir == "server/ui" && fields["Name"] != "" && has(n, "Kind"):
			return fields["Name"], "control"
		case strings.HasPrefix(dir, "question") && fields["Name"] != "" && has(n, "Doc", "Form", "Default"):
			return fields["Name"], "question"
		case dir == "measure" && fields["Name"] != "" && has(n, "Values", "Default"):
			return fields["Name"], "question"
		}
	}
	return "", ""
}

// firstText is the first string written out among the first few arguments.
func firstText(args []ast.Expr, few int) string {
	for _, a := range args[:min(few, len(args))] {
		if s := text(a); s != "" {
			return s
		}
	}
	return ""
}

func text(e ast.Expr) string {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return ""
	}
	s, _ := strconv.Unquote(lit.Value)
	return s
}

// textFields are the fields of a composite literal whose values are strings written out.
func textFields(lit *ast.CompositeLit) map[string]string {
	out := map[string]string{}
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if key, ok := kv.Key.(*ast.Ident); ok {
				out[key.Name] = text(kv.Value)
			}
		}
	}
	return out
}

// has tells whether a composite literal gives one of the fields.
func has(lit *ast.CompositeLit, fields ...string) bool {
	return slices.ContainsFunc(lit.Elts, func(e ast.Expr) bool {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			return false
		}
		key, ok := kv.Key.(*ast.Ident)
		return ok && slices.Contains(fields, key.Name)
	})
}

// DeclaredReport says how often options are declared, and which more than once.
func DeclaredReport(all []Declaration) string {
	var b strings.Builder
	count := map[string]int{}
	places := map[string][]Declaration{}
	for _, d := range all {
		count[d.Mouth]++
		places[d.Name] = append(places[d.Name], d)
	}
	for _, m := range mouths {
		fmt.Fprintf(&b, "%4d  %s\n", count[m.name], m.what)
	}
	var names []string
	twice, again, two := 0, 0, 0
	for name, at := range places {
		names = append(names, name)
		if len(at) > 1 {
			twice++
			again += len(at) - 1
		}
		if inBoth(at, "flag", "parameter") {
			two++
		}
	}
	fmt.Fprintf(&b, "%4d  in all, of %d names; %d names are declared more than once, %d times too often\n", len(all),
		len(names), twice, again)
	fmt.Fprintf(&b, "%4d  names are both a flag and a parameter, each declared by hand\n\n", two)
	slices.Sort(names)
	for _, name := range names {
		if at := places[name]; len(at) > 1 {
			fmt.Fprintf(&b, "%s\n", name)
			for _, d := range at {
				fmt.Fprintf(&b, "    %-10s %s\n", d.Mouth, d.Place)
			}
		}
	}
	return b.String()
}

func inBoth(at []Declaration, a, b string) bool {
	in := func(mouth string) bool {
		return slices.ContainsFunc(at, func(d Declaration) bool { return d.Mouth == mouth })
	}
	return in(a) && in(b)
}
