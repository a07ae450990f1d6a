package clients

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"ikat/question/catalog"
)

const root = "../.."

// The clients hold what the declarations say now.
func TestClientsFollowTheDeclarations(t *testing.T) {
	files := Files()
	for path, want := range files {
		got, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(path)))
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != want {
			t.Errorf("%s is not what the declarations say: run make clients", path)
		}
	}
	pages, err := filepath.Glob(filepath.Join(root, "clients/r/man/*.Rd"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range pages {
		short := "clients/r/man/" + filepath.Base(path)
		if _, ok := files[short]; !ok && short != "clients/r/man/ikat_connect.Rd" && short != "clients/r/man/ikat_table.Rd" {
			t.Errorf("%s is about no question", short)
		}
	}
}

func TestEveryQuestionIsAFunctionWithAllItsParameters(t *testing.T) {
	all := functions()
	if len(all) != len(catalog.Questions) {
		t.Fatalf("%d functions of %d questions", len(all), len(catalog.Questions))
	}
	py, stata := python(all), stataHelp(all)
	r := "\n" + strings.Join(strings.Fields(rFunctions(all)), " ")
	for _, f := range all {
		if !strings.Contains(py, "\ndef "+pythonName(f.ID)+"(") || !strings.Contains(r, " "+rName(f.ID)+" <- function(") {
			t.Errorf("%s is no function", f.ID)
		}
		for i := range f.Params {
			p := &f.Params[i]
			given := strings.Contains(py, `"`+p.Name+`": (`+pythonName(p.Name)) && strings.Contains(r, "`"+p.Name+"` = ")
			if !given && !p.Hidden && (f.Variant == nil || p.Name != f.Variant.Flag) {
				t.Errorf("%s: %s is missing", f.ID, p.Name)
			}
			if !p.Hidden && !p.Argument && !strings.Contains(stata, "{opt "+name(p.Name)+"(") && given {
				t.Errorf("%s: Stata's help lacks %s", f.ID, p.Name)
			}
		}
	}
}

// once is what several tests here need, made by the first.
var once struct {
	program, library, example sync.Once
	dir                       string // gone at the end
	said                      string
}

func TestMain(m *testing.M) {
	var err error
	if once.dir, err = os.MkdirTemp("", "ikat-clients"); err != nil {
		panic(err)
	}
	code := m.Run()
	os.RemoveAll(once.dir)
	os.Exit(code)
}

// built is a program to ask.
func built(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("skipped: the clients are tried in the long run only")
	}
	path := filepath.Join(once.dir, "program", "ikat")
	once.program.Do(func() { try(t, ".", nil, "go", "build", "-o", path, "ikat/cmd/ikat") })
	if _, err := os.Stat(path); err != nil {
		t.Fatal("ikat was not built")
	}
	return path
}

// installed is a library of R with the client in it.
func installed(t *testing.T) string {
	t.Helper()
	library := filepath.Join(once.dir, "library")
	once.library.Do(func() {
		if err := os.Mkdir(library, 0o777); err != nil {
			t.Fatal(err)
		}
		try(t, library, nil, "R", "CMD", "INSTALL", "--library="+library, absolute(t, "clients/r"))
	})
	if _, err := os.Stat(filepath.Join(library, "ikat/DESCRIPTION")); err != nil {
		t.Fatal("the client for R was not installed")
	}
	return library
}

// example is what the example in Python prints; it leaves a picture.
func example(t *testing.T, python string) string {
	t.Helper()
	env := []string{"IKAT=" + built(t), "PYTHONPATH=" + absolute(t, "clients/python/src"), "PYTHONDONTWRITEBYTECODE=1",
		"MPLBACKEND=agg"}
	once.example.Do(func() {
		dir := t.TempDir()
		said := try(t, dir, env, python, absolute(t, "clients/examples/indonesia.py"))
		pictured(t, dir, "indonesia.py")
		once.said = said
	})
	if once.said == "" {
		t.Fatal("the example in Python failed")
	}
	return once.said
}

// pictured holds that an example has left its picture.
func pictured(t *testing.T, dir, name string) {
	t.Helper()
	if info, err := os.Stat(filepath.Join(dir, "indonesia.png")); err != nil || info.Size() < 1000 {
		t.Errorf("%s leaves no picture: %v", name, err)
	}
}

// try runs a client's own tests, or an example, and returns what it prints.
func try(t *testing.T, dir string, env []string, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), append(env, "IKAT_STORE="+t.TempDir())...)
	var said strings.Builder
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s%s", strings.Join(cmd.Args, " "), err, out, said.String())
	}
	return string(out)
}

// pythonWith is a Python that has some packages, or nothing.
func pythonWith(packages string) string {
	for _, name := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(name, "-c", "import "+packages).Run() == nil {
			return name
		}
	}
	return ""
}

// The same example in both languages prints the same ten numbers and leaves a picture.
func TestExamplesAgree(t *testing.T) {
	python := pythonWith("pandas, matplotlib")
	if python == "" || exec.Command("Rscript", "-e", "library(jsonlite)").Run() != nil {
		t.Skip("skipped: Python with pandas and matplotlib, or R with jsonlite, is not here")
	}
	dir, env := t.TempDir(), []string{"IKAT=" + built(t), "R_LIBS=" + installed(t)}
	inR := try(t, dir, env, "Rscript", absolute(t, "clients/examples/indonesia.R"))
	pictured(t, dir, "indonesia.R")
	if said := example(t, python); said != inR || strings.Count(said, "\n") != 10 {
		t.Errorf("Python says\n%s\nand R\n%s", said, inR)
	}
}

func absolute(t *testing.T, path string) string {
	t.Helper()
	out, err := filepath.Abs(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestPythonClient(t *testing.T) {
	python := pythonWith("pandas, numpy")
	if python == "" {
		t.Skip("skipped: Python with pandas is not here (Debian: python3-pandas)")
	}
	try(
		t,
		root+"/clients/python",
		[]string{"IKAT=" + built(t), "PYTHONPATH=" + absolute(t, "clients/python/src"), "PYTHONDONTWRITEBYTECODE=1"},
		python,
		"-W",
		"ignore::DeprecationWarning",
		"-m",
		"unittest",
		"discover",
		"-s",
		"tests",
	)
}

func TestRClient(t *testing.T) {
	if exec.Command("Rscript", "-e", "library(jsonlite)").Run() != nil {
		t.Skip("skipped: R with jsonlite is not here (Debian: r-base-core r-cran-jsonlite)")
	}
	env := []string{"IKAT=" + built(t), "R_LIBS=" + installed(t)}
	try(t, t.TempDir(), env, "Rscript", absolute(t, "clients/r/tests/answers.R"))
}

// Stata is not at hand, so that what its documentation says of texts is held here: a compound quotation holds as many
// quotation marks as its commands pair, every block ends, and no example of a do-file begins a comment by /*.
func TestTextsOfStata(t *testing.T) {
	ado, err := os.ReadFile(filepath.Join(root, "clients/stata/ikat.ado"))
	if err != nil {
		t.Fatal(err)
	}
	depth, compound := 0, regexp.MustCompile("local \\w+ `\"(.*)\"'$")
	for i, line := range strings.Split(string(ado), "\n") {
		line = strings.TrimSpace(line)
		if m := compound.FindStringSubmatch(line); m != nil && strings.Count(m[1], `"`)%2 != 0 {
			t.Errorf("line %d leaves a quotation open: %s", i+1, line)
		}
		if strings.Count(line, "`") != strings.Count(line, "'") {
			t.Errorf("line %d leaves a macro open: %s", i+1, line)
		}
		depth += strings.Count(strings.TrimPrefix(line, "*"), "{") - strings.Count(line, "}")
		if strings.HasPrefix(line, "program define") {
			depth++
		}
		if line == "end" {
			depth--
		}
	}
	if depth != 0 {
		t.Errorf("%d blocks are open at the end", depth)
	}
	example, err := os.ReadFile(filepath.Join(root, "clients/examples/indonesia.do"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(example), "/*") {
		t.Error("indonesia.do begins a comment by /*")
	}
}
