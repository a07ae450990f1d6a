// Package archtest holds ikat's plan: which rooms there are, from the ground up, and which each one imports. Its tests
// fail where the code and the plan differ, in either direction, and where ARCHITECTURE.md shows another plan.
package archtest

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
)

//go:embed rooms.txt
var plan string

// everybodys is the room that any other may import without saying so.
const everybodys = "fault"

// impure are the standard library's packages that a pure room keeps from, since what they give differs from run to run.
// math/rand/v2 is not among them: seeded, it gives the same numbers everywhere.
var impure = []string{
	"os", "net", "net/http", "log", "log/slog", "time", "os/exec", "os/signal", "math/rand", "syscall",
}

// A Room is one package: a line of rooms.txt.
type Room struct {
	Floor   string // the heading above it
	Name    string // import path below the module's
	Pure    bool
	Imports []string // rooms, sorted, without fault
	What    string
}

// A Package is what the Go command says of one: its name and imports, ikat's own below the module's path.
type Package struct {
	Name    string
	Rooms   []string // ikat's own that it imports
	Library []string // all others
}

// Parse reads the lines of rooms.txt.
func Parse(text string) ([]Room, error) {
	var rooms []Room
	floor := ""
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if heading, ok := strings.CutPrefix(line, "#"); ok {
			floor = strings.TrimSpace(heading)
			continue
		}
		if line == "" || strings.HasPrefix(line, "//") {
			continue
		}
		cells := strings.Split(line, "|")
		if len(cells) != 4 {
			return nil, fmt.Errorf("rooms.txt line %d: %d cells, not name | pure or - | imports | what it is", i+1,
				len(cells))
		}
		for c := range cells {
			cells[c] = strings.TrimSpace(cells[c])
		}
		if cells[1] != "pure" && cells[1] != "-" {
			return nil, fmt.Errorf("rooms.txt line %d: %q is neither pure nor -", i+1, cells[1])
		}
		imports := strings.Fields(cells[2])
		slices.Sort(imports)
		rooms = append(rooms, Room{floor, cells[0], cells[1] == "pure", imports, cells[3]})
	}
	return rooms, nil
}

// Check returns a sentence for each way in which the packages differ from the plan, and the plan from its own rules.
func Check(rooms []Room, packages []Package) []string {
	faults := checkPlan(rooms)
	planned := map[string]Room{}
	for _, r := range rooms {
		planned[r.Name] = r
	}
	built := map[string]bool{}
	for _, p := range packages {
		built[p.Name] = true
		r, ok := planned[p.Name]
		if !ok {
			faults = append(faults, fmt.Sprintf("%s has no line in rooms.txt; above all who import it, add:\n%s | - | "+
				"%s | what it is",
				p.Name, p.Name, strings.Join(arrowsOf(p), " ")))
			continue
		}
		faults = append(faults, checkRoom(r, p)...)
	}
	for _, r := range rooms {
		if !built[r.Name] {
			faults = append(faults, fmt.Sprintf("%s has a line in rooms.txt and no package", r.Name))
		}
	}
	return faults
}

// checkPlan finds arrows that run up, to a later line, or nowhere; with none of these there can be no circle.
func checkPlan(rooms []Room) []string {
	var faults []string
	above := map[string]Room{}
	for _, r := range rooms {
		for _, to := range r.Imports {
			below, ok := above[to]
			switch {
			case !ok:
				faults = append(faults, fmt.Sprintf("the arrow from %s to %s runs up, or to no room: none has "+
					"a line above", r.Name, to))
			case r.Pure && !below.Pure:
				faults = append(faults, fmt.Sprintf("%s is pure and imports %s, which is not", r.Name, to))
			}
		}
		if _, twice := above[r.Name]; twice {
			faults = append(faults, fmt.Sprintf("%s has two lines", r.Name))
		}
		above[r.Name] = r
	}
	return faults
}

// checkRoom compares one room's line with its package.
func checkRoom(r Room, p Package) []string {
	var faults []string
	have := arrowsOf(p)
	if !slices.Equal(have, r.Imports) {
		faults = append(faults, fmt.Sprintf("%s imports %s without an arrow, and has arrows nobody uses to %s; as it "+
			"is, its line reads:\n%s | %s | %s | %s",
			r.Name, list(without(have, r.Imports)), list(without(r.Imports, have)),
			r.Name, map[bool]string{true: "pure", false: "-"}[r.Pure], strings.Join(have, " "), r.What))
	}
	if r.Pure {
		for _, l := range p.Library {
			if slices.Contains(impure, l) {
				faults = append(faults, fmt.Sprintf("%s imports %q; it is pure: the same input gives the same rows",
					r.Name, l))
			}
		}
	}
	return faults
}

func arrowsOf(p Package) []string {
	arrows := without(p.Rooms, []string{everybodys})
	slices.Sort(arrows)
	return arrows
}

func without(names, taken []string) []string {
	var left []string
	for _, n := range names {
		if !slices.Contains(taken, n) {
			left = append(left, n)
		}
	}
	return left
}

func list(names []string) string {
	if len(names) == 0 {
		return "nothing"
	}
	return strings.Join(names, ", ")
}

// Table is the plan as ARCHITECTURE.md shows it.
func Table(rooms []Room) string {
	var b strings.Builder
	floor := ""
	for _, r := range rooms {
		if r.Floor != floor {
			floor = r.Floor
			fmt.Fprintf(&b, "\n**%s**\n\n| room | what it is | imports |\n| --- | --- | --- |\n", floor)
		}
		name := "`" + r.Name + "`"
		if r.Pure {
			name += " ∘"
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", name, r.What, strings.Join(r.Imports, ", "))
	}
	return strings.TrimPrefix(b.String(), "\n")
}
