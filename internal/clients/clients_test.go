package clients

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
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

// built is a program to ask, for as long as a test runs.
func built(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("skipped: the clients are tried in the long run only")
	}
	path := filepath.Join(t.TempDir(), "ikat")
	if out, err := exec.Command("go", "build", "-o", path, root+"/cmd/ikat").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return path
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
	library, source := t.TempDir(), absolute(t, "clients")
	try(t, library, nil, "R", "CMD", "INSTALL", "--library="+library, filepath.Join(source, "r"))
	env := []string{"IKAT=" + built(t), "R_LIBS=" + library, "PYTHONPATH=" + filepath.Join(source, "python/src"),
		"PYTHONDONTWRITEBYTECODE=1", "MPLBACKEND=agg"}
	var said []string
	for _, command := range [][]string{{python, "indonesia.py"}, {"Rscript", "indonesia.R"}} {
		dir := t.TempDir()
		said = append(said, try(t, dir, env, command[0], filepath.Join(source, "examples", command[1])))
		if info, err := os.Stat(filepath.Join(dir, "indonesia.png")); err != nil || info.Size() < 1000 {
			t.Errorf("%s leaves no picture: %v", command[1], err)
		}
	}
	if said[0] != said[1] || strings.Count(said[0], "\n") != 10 {
		t.Errorf("Python says\n%s\nand R\n%s", said[0], said[1])
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
	library := t.TempDir()
	source := absolute(t, "clients/r")
	try(t, library, nil, "R", "CMD", "INSTALL", "--library="+library, source)
	try(
		t,
		library,
		[]string{"IKAT=" + built(t), "R_LIBS=" + library},
		"Rscript",
		filepath.Join(source, "tests", "answers.R"),
	)
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
