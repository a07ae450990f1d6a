package satellite

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ikat/fault"

	"ikat/internal/tinyworld"
)

const jobs = `economy,industry,employment,co2
,,thousand persons,kilotonnes
A,1,10,1.5
A,2,0,0
B,1,3,0
B,2,4,-1
C,1,1e1,0
C,2,20,2
`

func read(t *testing.T, text string) (*File, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "jobs.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return Read(context.Background(), path)
}

func TestRowsFollowTheTablesOrder(t *testing.T) {
	lines := strings.Split(strings.TrimSuffix(jobs, "\n"), "\n")
	lines[2], lines[7] = lines[7], lines[2]
	f, err := read(t, strings.Join(lines, "\n"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.For(tinyworld.Table())
	if err != nil {
		t.Fatal(err)
	}
	if rows[0].Name != "employment" || rows[0].Unit != "thousand persons" || rows[1].Unit != "kilotonnes" {
		t.Errorf("rows %q in %q, %q in %q", rows[0].Name, rows[0].Unit, rows[1].Name, rows[1].Unit)
	}
	for i, want := range []float64{10, 0, 3, 4, 10, 20} {
		if rows[0].Values[i] != want {
			t.Errorf("sector %d: %v, want %v", i, rows[0].Values[i], want)
		}
	}
}

func TestYearsAndIdleSectors(t *testing.T) {
	var b strings.Builder
	for i, line := range strings.Split(strings.TrimSuffix(jobs, "\n"), "\n") {
		switch {
		case i == 0:
			b.WriteString("year," + line + "\n")
		case i == 1:
			b.WriteString("," + line + "\n")
		default:
			b.WriteString("1999," + strings.Replace(line, "10,", "99,", 1) + "\n")
			if !strings.HasPrefix(line, "C,1") {
				b.WriteString("2000," + line + "\n")
			}
		}
	}
	f, err := read(t, b.String())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.For(tinyworld.Table()); fault.KindOf(err) != fault.Inconsistent ||
		!strings.Contains(err.Error(), "C_1") {
		t.Errorf("a sector missing in 2000: %v", err)
	}
	idle := *tinyworld.Table()
	idle.X = []float64{100, 50, 40, 160, 0, 200}
	rows, err := f.For(&idle)
	if err != nil {
		t.Fatal(err)
	}
	if rows[0].Values[0] != 10 || rows[0].Values[4] != 0 {
		t.Errorf("A_1 %v, C_1 %v", rows[0].Values[0], rows[0].Values[4])
	}
}

func TestWhatIsNotASatelliteFile(t *testing.T) {
	for name, c := range map[string]struct {
		text, says string
	}{
		"no header":      {"A,1,10\n", "header"},
		"no units":       {strings.Replace(jobs, ",,thousand persons,kilotonnes\n", "", 1), "unit"},
		"a unit short":   {strings.Replace(jobs, ",kilotonnes", "", 1), "units"},
		"only a header":  {"economy,industry,jobs\n", "ends"},
		"not a number":   {strings.Replace(jobs, "B,1,3", "B,1,n.a.", 1), "n.a."},
		"infinite":       {strings.Replace(jobs, "B,1,3", "B,1,Inf", 1), "Inf"},
		"twice":          {jobs + "A,1,1,1\n", "already"},
		"short row":      {jobs + "D,1,1\n", "cells"},
		"a name twice":   {strings.Replace(jobs, "co2", "employment", 1), "name"},
		"an open quote":  {jobs + "\"D,1,1,1\n", "line 9"},
		"a year that is": {"year," + strings.Replace(jobs, "\nA", "\nx,A", 1), "units"},
	} {
		if _, err := read(t, c.text); fault.KindOf(err) != fault.Unreadable || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatDoesNotFitTheTable(t *testing.T) {
	for says, text := range map[string]string{
		"no sector D_1": jobs + "D,1,1,1\n",
		"co2 for B_1":   strings.Replace(jobs, "B,1,3,0", "B,1,3,", 1),
	} {
		f, err := read(t, text)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.For(tinyworld.Table()); fault.KindOf(err) != fault.Inconsistent ||
			!strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", says, err)
		}
	}
}
