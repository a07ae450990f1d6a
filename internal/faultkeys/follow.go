package faultkeys

import (
	"go/ast"
	"go/token"
	"regexp"
	"strings"
)

// visit follows an expression to the texts that it may be.
func (s *Source) visit(f *file, x ast.Expr, format bool) {
	if x == nil || s.seen[visited{x, format, s.values}] {
		return
	}
	s.seen[visited{x, format, s.values}] = true
	if text, ok := Constant(x); ok {
		if s.values {
			s.mute(text, x)
		} else {
			s.key(text, format, x)
		}
		return
	}
	switch x := x.(type) {
	case *ast.ParenExpr:
		s.visit(f, x.X, format)
	case *ast.BinaryExpr:
		if x.Op == token.ADD {
			if !s.unsaid(x) {
				s.joined(f, x)
			}
		}
	case *ast.CompositeLit:
		for _, e := range x.Elts {
			if kv, ok := e.(*ast.KeyValueExpr); ok {
				e = kv.Value
			}
			s.visit(f, e, format)
		}
	case *ast.IndexExpr:
		s.visit(f, x.X, format)
	case *ast.CallExpr:
		s.call(f, x, format)
	case *ast.Ident:
		s.ident(f, x, format)
	case *ast.SelectorExpr:
		if pkg := f.imports[name(x.X)]; pkg != "" {
			s.global(pkg, x.Sel.Name, format)
		} else if !ast.IsExported(x.Sel.Name) { // what everybody may set is a value
			s.field(f.pkg, x.Sel.Name, format)
		}
	}
}

func (s *Source) call(f *file, c *ast.CallExpr, format bool) {
	switch {
	case f.named(c.Fun, "fmt", "Sprintf"), f.named(c.Fun, "fmt", "Sprint"):
		if !s.unsaid(c) {
			for _, a := range c.Args[1:] {
				s.visit(f, a, false)
			}
		}
		return
	case f.named(c.Fun, "fault", "Say"), f.named(c.Fun, "fault", "Errorf"):
		s.said(f, c.Args[0], true)
		if c.Ellipsis == token.NoPos { // values that are handed on were visited where they are given
			s.words(f, c.Args[1:])
		}
		return
	case f.named(c.Fun, "fault", "Suggest"):
		s.visit(f, c.Args[2], false)
		return
	case f.named(c.Fun, "fault", "Word"):
		s.said(f, c.Args[0], format)
		return
	case name(c.Fun) == "string":
		s.visit(f, c.Args[0], format)
		return
	case f.named(c.Fun, "cmp", "Or"), f.named(c.Fun, "strings", "TrimSuffix"), f.named(c.Fun, "strings", "TrimSpace"):
		for _, a := range c.Args {
			s.visit(f, a, format)
		}
		return
	}
	if sel, ok := c.Fun.(*ast.SelectorExpr); ok && (sel.Sel.Name == "String" || names[f.imports[name(sel.X)]]) {
		return // a value, or a name
	}
	for _, d := range s.called(f, c.Fun) {
		s.result(d, 0)
	}
	if id, ok := c.Fun.(*ast.Ident); ok { // a function in a variable
		for _, lit := range f.literals(id) {
			s.returns(f, lit.Body, 0)
		}
	}
}

// joined visits the texts that are put one beside the other: each is said on its own.
func (s *Source) joined(f *file, x ast.Expr) {
	switch b := x.(type) {
	case *ast.ParenExpr:
		s.joined(f, b.X)
		return
	case *ast.BinaryExpr:
		s.joined(f, b.X)
		s.joined(f, b.Y)
		return
	}
	s.visit(f, x, false)
}

// names are rooms whose functions give names of economies, and rooms that write them.
var names = map[string]bool{"economies": true, "say": true}

// option is what is no word of a text: an option of the command line, a path, the name of a column.
var option = regexp.MustCompile(`(^|[ ])[-./]\S*|\S*_\S*`)

// unsaid keeps a text that is put together, where words of its own are in it and not names and values alone.
func (s *Source) unsaid(x ast.Expr) bool {
	var key strings.Builder
	ast.Inspect(x, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if sel, ok := n.Fun.(*ast.SelectorExpr); ok && name(sel.X) == "fmt" && len(n.Args) > 0 {
				text, _ := Constant(n.Args[0])
				key.WriteString(KeyOf(text))
			}
			return false
		case *ast.BasicLit:
			text, _ := Constant(n)
			key.WriteString(text + "{}")
		}
		return true
	})
	if !strings.Contains(key.String(), " ") || !wordy(key.String()) {
		return false
	}
	s.Unsaid = append(s.Unsaid, x)
	return true
}

// wordy reports whether a text has words beside options, commands, parameters and values.
func wordy(text string) bool {
	return letters.MatchString(option.ReplaceAllString(mentions.ReplaceAllString(text, " "), " "))
}

// mute keeps a text that is a value of another and no Word: it would stay English in the middle of it.
func (s *Source) mute(text string, x ast.Expr) {
	if strings.Contains(text, " ") && wordy(text) && !strings.HasPrefix(text, "ikat ") && !verb.MatchString(text) {
		s.Mute = append(s.Mute, x)
	}
}

// said visits a text that other languages have, even where it is a value of another.
func (s *Source) said(f *file, x ast.Expr, format bool) {
	before := s.values
	s.values = false
	s.visit(f, x, format)
	s.values = before
}

type decl struct {
	f *file
	d *ast.FuncDecl
}

// called are the functions that a name may mean.
func (s *Source) called(f *file, fun ast.Expr) []decl {
	var out []decl
	add := func(files []*file, name string, method bool) {
		for _, in := range files {
			for _, d := range in.tree.Decls {
				if d, ok := d.(*ast.FuncDecl); ok && d.Name.Name == name && (d.Recv != nil) == method && d.Body != nil {
					out = append(out, decl{in, d})
				}
			}
		}
	}
	switch fun := fun.(type) {
	case *ast.Ident:
		add(s.byPkg[f.pkg], fun.Name, false)
	case *ast.SelectorExpr:
		if pkg := f.imports[name(fun.X)]; pkg != "" {
			add(s.byPkg[pkg], fun.Sel.Name, false)
		} else {
			add(s.byPkg[f.pkg], fun.Sel.Name, true)
		}
	}
	return out
}

func (s *Source) result(d decl, i int) {
	at := result{d.d, i, s.values}
	if s.results[at] {
		return
	}
	s.results[at] = true
	s.returns(d.f, d.d.Body, i)
}

// returns visits what a function returns.
func (s *Source) returns(f *file, body *ast.BlockStmt, i int) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			if i < len(n.Results) {
				s.visit(f, n.Results[i], false)
			}
		}
		return true
	})
}

// literals are the functions that a variable may hold.
func (f *file) literals(id *ast.Ident) []*ast.FuncLit {
	var out []*ast.FuncLit
	ast.Inspect(f.outer(id), func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok && len(a.Lhs) == len(a.Rhs) {
			for i, to := range a.Lhs {
				if lit, ok := a.Rhs[i].(*ast.FuncLit); ok && name(to) == id.Name {
					out = append(out, lit)
				}
			}
		}
		return true
	})
	return out
}

// ident follows a name: a parameter to the calls, a variable to what is assigned, a constant to its value.
func (s *Source) ident(f *file, id *ast.Ident, format bool) {
	for n := f.parents[id]; n != nil; n = f.parents[n] {
		switch n := n.(type) {
		case *ast.FuncLit:
			if i := parameter(n.Type, id.Name); i >= 0 {
				s.literalCalls(f, n, i, format)
				return
			}
		case *ast.FuncDecl:
			if i := parameter(n.Type, id.Name); i >= 0 {
				s.calls(f, n, i, format)
			}
			if s.assigned(f, n, id.Name, format) || parameter(n.Type, id.Name) >= 0 {
				return
			}
		}
	}
	s.global(f.pkg, id.Name, format)
}

func parameter(t *ast.FuncType, name string) int {
	i := 0
	for _, field := range t.Params.List {
		for _, p := range field.Names {
			if p.Name == name {
				return i
			}
			i++
		}
		if len(field.Names) == 0 {
			i++
		}
	}
	return -1
}

// assigned visits what is assigned to a local variable.
func (s *Source) assigned(f *file, fn *ast.FuncDecl, local string, format bool) bool {
	found := false
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, to := range n.Lhs {
				if name(to) != local {
					continue
				}
				found = true
				if len(n.Rhs) == len(n.Lhs) {
					s.visit(f, n.Rhs[i], format)
				} else if c, ok := n.Rhs[0].(*ast.CallExpr); ok {
					for _, d := range s.called(f, c.Fun) {
						s.result(d, i)
					}
				}
			}
		case *ast.ValueSpec:
			for i, v := range n.Names {
				if v.Name == local {
					found = true
					if i < len(n.Values) {
						s.visit(f, n.Values[i], format)
					}
				}
			}
		case *ast.RangeStmt:
			if n.Value != nil && name(n.Value) == local {
				found = true
				s.visit(f, n.X, format)
			}
		}
		return true
	})
	return found
}

func (s *Source) global(pkg, global string, format bool) {
	if s.values {
		return
	}
	for _, f := range s.byPkg[pkg] {
		for _, d := range f.tree.Decls {
			d, ok := d.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, spec := range d.Specs {
				if v, ok := spec.(*ast.ValueSpec); ok {
					for i, n := range v.Names {
						if n.Name == global && i < len(v.Values) {
							s.visit(f, v.Values[i], format)
						}
					}
				}
			}
		}
	}
}

// calls visits an argument of all calls of a function.
func (s *Source) calls(f *file, d *ast.FuncDecl, i int, format bool) {
	for _, at := range s.callsOf[d.Name.Name] {
		in, c := at.in, at.call
		if i >= len(c.Args) || in.pkg != f.pkg && (d.Recv != nil || !ast.IsExported(d.Name.Name)) {
			continue
		}
		ok := false
		switch fun := c.Fun.(type) {
		case *ast.Ident:
			ok = in.pkg == f.pkg && d.Recv == nil
		case *ast.SelectorExpr:
			ok = d.Recv != nil && in.imports[name(fun.X)] == "" || d.Recv == nil && in.imports[name(fun.X)] == f.pkg
		}
		if ok {
			s.visit(in, c.Args[i], format)
			if _, text := Constant(c.Args[i]); format && text { // of methods of one name, those that take a text
				s.words(in, c.Args[i+1:])
			}
		}
	}
}

// literalCalls visits an argument of all calls of a function in a variable.
func (s *Source) literalCalls(f *file, lit *ast.FuncLit, i int, format bool) {
	a, ok := f.parents[lit].(*ast.AssignStmt)
	if !ok {
		return
	}
	for k, from := range a.Rhs {
		if from != ast.Expr(lit) || k >= len(a.Lhs) {
			continue
		}
		ast.Inspect(f.outer(lit), func(n ast.Node) bool {
			if c, ok := n.(*ast.CallExpr); ok && name(c.Fun) == name(a.Lhs[k]) && i < len(c.Args) {
				s.visit(f, c.Args[i], format)
				if format {
					s.words(f, c.Args[i+1:])
				}
			}
			return true
		})
	}
}

// words visits the values of a text: those with words have to be Words.
func (s *Source) words(f *file, values []ast.Expr) {
	before := s.values
	s.values = true
	for _, v := range values {
		s.visit(f, v, false)
	}
	s.values = before
}

// field visits what a field of a package's structs is set to.
func (s *Source) field(pkg, field string, format bool) {
	id := pkg + "." + field
	if s.values || s.fields[id] || parts[field] {
		return
	}
	s.fields[id] = true
	for _, f := range s.byPkg[pkg] {
		ast.Inspect(f.tree, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.KeyValueExpr:
				if name(n.Key) == field {
					s.visit(f, n.Value, format)
				}
			case *ast.AssignStmt:
				for i, to := range n.Lhs {
					if sel, ok := to.(*ast.SelectorExpr); ok && sel.Sel.Name == field && len(n.Rhs) == len(n.Lhs) {
						s.visit(f, n.Rhs[i], format)
					}
				}
			case *ast.CompositeLit:
				s.inOrder(f, n, field, format)
			}
			return true
		})
	}
}

// inOrder visits a field in structs that are written without names of fields.
func (s *Source) inOrder(f *file, c *ast.CompositeLit, field string, format bool) {
	at := s.place(f, c.Type, field)
	if at >= 0 && at < len(c.Elts) {
		s.visit(f, c.Elts[at], format)
	}
	var of ast.Expr
	switch t := c.Type.(type) {
	case *ast.ArrayType:
		of = t.Elt
	case *ast.MapType:
		of = t.Value
	}
	if at = s.place(f, of, field); at < 0 {
		return
	}
	for _, e := range c.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			e = kv.Value
		}
		if one, ok := e.(*ast.CompositeLit); ok && one.Type == nil && at < len(one.Elts) {
			s.visit(f, one.Elts[at], format)
		}
	}
}

// place is where a field stands in a type of struct; -1 where the type is none, or has none of that name.
func (s *Source) place(f *file, t ast.Expr, field string) int {
	if id, ok := t.(*ast.Ident); ok {
		for _, in := range s.byPkg[f.pkg] {
			for _, d := range in.tree.Decls {
				if d, ok := d.(*ast.GenDecl); ok {
					for _, spec := range d.Specs {
						if spec, ok := spec.(*ast.TypeSpec); ok && spec.Name.Name == id.Name {
							t = spec.Type
						}
					}
				}
			}
		}
	}
	st, ok := t.(*ast.StructType)
	if !ok {
		return -1
	}
	i := 0
	for _, fs := range st.Fields.List {
		for _, n := range fs.Names {
			if n.Name == field {
				return i
			}
			i++
		}
	}
	return -1
}
