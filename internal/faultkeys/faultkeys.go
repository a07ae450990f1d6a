// Package faultkeys reads from the source which texts errors are made of: what stands in the parts of a fault.Error, be
// it written there, named, or passed through functions, variables and fields on the way. Names lead the way, not types:
// it may find a text too many, and no text that an error is made of is written where it does not look.
package faultkeys

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// Source is a tree of Go files.
type Source struct {
	Files *token.FileSet
	Keys  map[string]token.Position // texts by key, each with a place where it is written
	// Unsaid are texts put together without fault.Say, which nobody can look up.
	Unsaid []ast.Expr
	// Mute are texts that are values of others and stay English in them, as they are no fault.Word.
	Mute []ast.Expr

	files   []*file
	byPkg   map[string][]*file
	callsOf map[string][]called // by the name of what is called
	seen    map[visited]bool
	values  bool // what is visited is a value of a text: what tables and lists name stays as it is
	fields  map[string]bool
	results map[result]bool
}

type called struct {
	in   *file
	call *ast.CallExpr
}

type file struct {
	pkg     string // folder in the tree
	tree    *ast.File
	parents map[ast.Node]ast.Node
	imports map[string]string // folder in the tree by name
}

type result struct {
	of     *ast.FuncDecl
	at     int
	values bool
}

type visited struct {
	at     ast.Node
	format bool
	values bool
}

// Read reads the tree of a module.
func Read(root, module string) (*Source, error) {
	s := &Source{Files: token.NewFileSet(), Keys: map[string]token.Position{}, byPkg: map[string][]*file{},
		callsOf: map[string][]called{},
		seen:    map[visited]bool{}, fields: map[string]bool{}, results: map[result]bool{}}
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (skipped[d.Name()] || filepath.ToSlash(name) == filepath.ToSlash(root)+"/internal/cmd"):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		tree, err := parser.ParseFile(s.Files, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		folder, err := filepath.Rel(root, filepath.Dir(name))
		if err != nil {
			return err
		}
		s.add(filepath.ToSlash(folder), module, tree)
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, f := range s.files {
		s.errors(f)
	}
	s.global("fault", "names", false) // kinds of error
	for pkg, fields := range shown {
		for _, field := range fields {
			s.field(pkg, field, false)
		}
	}
	return s, nil
}

// shown are fields of structs whose texts readers are shown beside those of errors: what was recognised in a file and
// how it is seen, and what was noticed of rows. Readers say in Saw also what they expected, which nobody is shown.
var shown = map[string][]string{
	"trade/flowfile": {"Kind", "First"}, "tablefile/find": {"how", "Saw"},
	"tablefile/arrange": {"what"}, "tablefile/resaved": {"what"},
}

// skipped are folders without texts for readers: no Go of ours, and what only makers of ikat run.
var skipped = map[string]bool{"node_modules": true, "testdata": true, ".git": true,
	"validate": true, "firmsmodel": true, "ikattest": true}

func (s *Source) add(folder, module string, tree *ast.File) {
	f := &file{pkg: folder, tree: tree, parents: map[ast.Node]ast.Node{}, imports: map[string]string{}}
	for _, i := range tree.Imports {
		from, _ := strconv.Unquote(i.Path.Value)
		if in, ok := strings.CutPrefix(from, module+"/"); ok {
			name := path.Base(from)
			if i.Name != nil {
				name = i.Name.Name
			}
			f.imports[name] = in
		}
	}
	var up []ast.Node
	ast.Inspect(tree, func(n ast.Node) bool {
		if n == nil {
			up = up[:len(up)-1]
			return true
		}
		if len(up) > 0 {
			f.parents[n] = up[len(up)-1]
		}
		up = append(up, n)
		if c, ok := n.(*ast.CallExpr); ok {
			switch fun := c.Fun.(type) {
			case *ast.Ident:
				s.callsOf[fun.Name] = append(s.callsOf[fun.Name], called{f, c})
			case *ast.SelectorExpr:
				s.callsOf[fun.Sel.Name] = append(s.callsOf[fun.Sel.Name], called{f, c})
			}
		}
		return true
	})
	s.files, s.byPkg[folder] = append(s.files, f), append(s.byPkg[folder], f)
}

// parts are the parts of an error that are texts; Where mostly is a value.
var parts = map[string]bool{"What": true, "Why": true, "Fix": true, "Where": true}

// errors visits the parts of all errors that a file makes or changes.
func (s *Source) errors(f *file) {
	ast.Inspect(f.tree, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CompositeLit:
			s.parts(f, n)
		case *ast.AssignStmt:
			if c, ok := n.Rhs[0].(*ast.CallExpr); ok && n.Tok == token.ADD_ASSIGN && f.named(c.Fun, "fault", "Say") {
				s.Unsaid = append(s.Unsaid, c) // the whole has a key that is written nowhere
			}
			for i, to := range n.Lhs {
				if sel, ok := to.(*ast.SelectorExpr); ok && len(n.Rhs) == len(n.Lhs) && f.isError(sel.X) {
					s.part(f, sel.Sel.Name, n.Rhs[i])
				}
			}
		}
		return true
	})
	ast.Inspect(f.tree, func(n ast.Node) bool { // texts on their way to an error
		if c, ok := n.(*ast.CallExpr); ok && f.pkg != "fault" && (f.named(c.Fun, "fault", "Say") ||
			f.named(c.Fun, "fault", "Errorf") || f.named(c.Fun, "fault", "Word")) {
			s.visit(f, c, false)
		} else if ok && !makers[f.pkg] && f.named(c.Fun, "errors", "New") {
			s.visit(f, c.Args[0], false)
		} else if ok && !makers[f.pkg] && f.named(c.Fun, "fmt", "Errorf") {
			s.unsaid(c)
		}
		return true
	})
}

// parts visits the parts of an error, of what was recognised, and of what is not read.
func (s *Source) parts(f *file, n *ast.CompositeLit) {
	of := map[string]ast.Expr{}
	for _, e := range n.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			of[name(kv.Key)] = kv.Value
		}
	}
	switch {
	case f.named(n.Type, "fault", "Error"):
		for part, x := range of {
			s.part(f, part, x)
		}
	case f.named(n.Type, "tablefile", "Match") && of["Sure"] != nil:
		s.visit(f, of["Saw"], false)
	case f.named(n.Type, "tablefile", "Unread") && len(n.Elts) > 1:
		s.visit(f, n.Elts[1], false)
	}
}

// makers are packages whose plain errors only makers of ikat see: of tools, of declarations and of files inside ikat.
var makers = map[string]bool{"internal/project": true, "internal/archtest": true, "internal/golden": true,
	"internal/cp2015": true, "internal/site": true, "tablefile/tablefiletest": true, "say": true, "question": true,
	"result": true, "indicators": true}

// isError holds for a variable that may be an error: one declared as such, or found by errors.As. Other structs have
// no part named Fix or Why.
func (f *file) isError(x ast.Expr) bool {
	id, ok := x.(*ast.Ident)
	if !ok {
		return false
	}
	found := false
	ast.Inspect(f.outer(x), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ValueSpec:
			for _, v := range n.Names {
				found = found || v.Name == id.Name && n.Type != nil && f.named(star(n.Type), "fault", "Error")
			}
		case *ast.AssignStmt:
			for i, to := range n.Lhs {
				if name(to) != id.Name || len(n.Rhs) != len(n.Lhs) {
					continue
				}
				switch from := n.Rhs[i].(type) {
				case *ast.UnaryExpr:
					c, ok := from.X.(*ast.CompositeLit)
					found = found || ok && f.named(c.Type, "fault", "Error")
				case *ast.StarExpr:
					found = found || f.isError(from.X) && name(from.X) != id.Name
				case *ast.CompositeLit:
					found = found || f.named(from.Type, "fault", "Error")
				}
			}
		case *ast.Field:
			for _, v := range n.Names {
				found = found || v.Name == id.Name && f.named(star(n.Type), "fault", "Error")
			}
		}
		return !found
	})
	return found
}

func star(x ast.Expr) ast.Expr {
	if s, ok := x.(*ast.StarExpr); ok {
		return s.X
	}
	return x
}

func (s *Source) part(f *file, part string, x ast.Expr) {
	if !parts[part] {
		return
	}
	if part == "Where" {
		switch x := x.(type) {
		case *ast.BasicLit:
			if text, _ := strconv.Unquote(x.Value); !strings.Contains(text, " ") || strings.HasPrefix(text, "ikat ") {
				return
			}
		case *ast.BinaryExpr:
		case *ast.CallExpr:
			if sel, ok := x.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name != "Sprintf" && sel.Sel.Name != "Say" &&
				f.imports[name(sel.X)] == "" && !places[sel.Sel.Name] {
				return
			}
		default:
			return
		}
	}
	s.visit(f, x, false)
}

// places are methods that say where something stands.
var places = map[string]bool{"at": true, "where": true, "Where": true, "place": true}

// named reports whether an expression is a name of a package.
func (f *file) named(x ast.Expr, pkg, what string) bool {
	switch x := x.(type) {
	case *ast.SelectorExpr:
		return x.Sel.Name == what && (f.imports[name(x.X)] == pkg || f.imports[name(x.X)] == "" && name(x.X) == pkg)
	case *ast.Ident:
		return x.Name == what && f.pkg == pkg
	}
	return false
}

func name(x ast.Expr) string {
	if id, ok := x.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}

// outer is the declaration that a node stands in.
func (f *file) outer(n ast.Node) ast.Node {
	for ; n != nil; n = f.parents[n] {
		switch n.(type) {
		case *ast.FuncDecl:
			return n
		case *ast.GenDecl:
			if _, ok := f.parents[n].(*ast.File); ok {
				return n
			}
		}
	}
	return f.tree
}

// Constant is the text of an expression that is written as one.
func Constant(x ast.Expr) (string, bool) {
	switch x := x.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(x.Value)
		return text, err == nil && x.Kind == token.STRING
	case *ast.ParenExpr:
		return Constant(x.X)
	case *ast.BinaryExpr:
		a, ok := Constant(x.X)
		b, ok2 := Constant(x.Y)
		return a + b, ok && ok2
	}
	return "", false
}

// verb is the place of a value in a format.
var verb = regexp.MustCompile(`%(%|[-+# 0-9.]*[a-zA-Z])`)

// KeyOf is the key of a format.
func KeyOf(format string) string {
	return verb.ReplaceAllStringFunc(format, func(v string) string {
		if v == "%%" {
			return "%"
		}
		return "{}"
	})
}

func (s *Source) key(text string, format bool, at ast.Node) {
	if format {
		text = KeyOf(text)
	}
	if text = strings.TrimSuffix(text, "."); Worded(text) && (wordy(text) || !strings.Contains(text, " ")) {
		if _, ok := s.Keys[text]; !ok {
			s.Keys[text] = s.Files.Position(at.Pos())
		}
	}
}

var letters = regexp.MustCompile(`\pL`)

// mentions are parameters and values, which have no words of a language.
var mentions = regexp.MustCompile(`\{[^{}]*\}`)

// Worded reports whether a key has words of its own.
func Worded(key string) bool { return letters.MatchString(mentions.ReplaceAllString(key, "")) }
