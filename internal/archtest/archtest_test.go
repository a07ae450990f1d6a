package archtest

import (
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the table of rooms in ARCHITECTURE.md")

const (
	document = "../../ARCHITECTURE.md"
	begin    = "<!-- rooms: written by go test ./internal/archtest -update -->\n"
	end      = "<!-- end of rooms -->\n"
)

func TestRoomsImportWhatThePlanSays(t *testing.T) {
	rooms, err := Parse(plan)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range Check(rooms, packages(t)) {
		t.Error(f)
	}
}

func TestArchitectureShowsThePlan(t *testing.T) {
	rooms, err := Parse(plan)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(raw), begin)
	shown, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("ARCHITECTURE.md has no place for the rooms, between %q and %q", begin, end)
	}
	want := "\n" + Table(rooms) + "\n"
	if shown == want {
		return
	}
	if !*update {
		t.Fatal("ARCHITECTURE.md shows other rooms than rooms.txt; go test ./internal/archtest -update writes them")
	}
	if err := os.WriteFile(document, []byte(before+begin+want+end+after), 0o644); err != nil {
		t.Fatal(err)
	}
}

// A gate that cannot fail is none: each rule is broken once.
func TestTheGateSeesFaults(t *testing.T) {
	const good = "icio | pure | | table\ndense | - | | algebra\nleontief | - | icio dense | system"
	house := []Package{
		{Name: "icio", Rooms: []string{"fault"}, Library: []string{"math"}},
		{Name: "dense", Library: []string{"os"}},
		{Name: "leontief", Rooms: []string{"dense", "icio"}},
	}
	for _, c := range []struct{ name, plan, want string }{
		{"nothing", good, ""},
		{"an arrow not allowed", strings.Replace(good, "icio dense", "icio", 1), "imports dense without an arrow"},
		{"an arrow nobody uses", strings.Replace(good, "dense | - | ", "dense | - | icio", 1),
			"arrows nobody uses to icio"},
		{"an arrow upward", strings.Replace(good, "icio | pure | ", "icio | pure | leontief", 1),
			"from icio to leontief runs up"},
		{"a room without a line", strings.Replace(good, "dense | - | | algebra\n", "", 1), "dense has no line"},
		{"a line without a room", good + "\nmeasure | - | | m", "measure has a line in rooms.txt and no package"},
		{"two lines", good + "\nicio | pure | | again", "icio has two lines"},
		{"a pure room that opens files", strings.Replace(good, "dense | -", "dense | pure", 1), `dense imports "os"`},
		{"a pure room over one that is not", strings.Replace(good, "leontief | -", "leontief | pure", 1),
			"imports dense, which is not"},
	} {
		rooms, err := Parse(c.plan)
		if err != nil {
			t.Fatal(err)
		}
		got := strings.Join(Check(rooms, house), "\n")
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: found %q, not %q", c.name, got, c.want)
		}
	}
	for _, bad := range []string{"icio | pure | table", "icio | perhaps | | table"} {
		if _, err := Parse(bad); err == nil {
			t.Errorf("read %q", bad)
		}
	}
}

// packages asks the Go command what there is.
func packages(t *testing.T) []Package {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,Module", "../../...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []Package
	d := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p struct {
			ImportPath string
			Imports    []string
			Module     struct{ Path string }
		}
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		found := Package{Name: strings.TrimPrefix(p.ImportPath, p.Module.Path+"/")}
		for _, imp := range p.Imports {
			if own, ours := strings.CutPrefix(imp, p.Module.Path+"/"); ours {
				found.Rooms = append(found.Rooms, own)
			} else {
				found.Library = append(found.Library, imp)
			}
		}
		all = append(all, found)
	}
}
