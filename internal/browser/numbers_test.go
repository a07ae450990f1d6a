package browser

import (
	"encoding/json"
	"io"
	"math"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// commands asks the program what pages show; printed are the numbers of what has been asked.
type commands struct {
	ikat    string
	printed map[string][]float64
}

// sameAs holds that the numbers of the tables of the page that is shown are those that the command beside each prints.
func (c *commands) sameAs(t *testing.T, r *reader, path string) {
	t.Helper()
	parts := do(t, r, path, chromedp.Evaluate[[]struct {
		ID, Command string
		Values      []float64
		Scenario    string // addresses of the files that the command reads
		Firm        string
	}](shownNumbers))
	for _, p := range parts {
		if p.ID == "worth" { // what narrowing each statistic is worth takes half a minute more, by the same question
			continue
		}
		t.Run(p.ID, func(t *testing.T) {
			dir := t.TempDir()
			if strings.Contains(p.Command, "scenario.yaml") {
				download(t, p.Scenario, filepath.Join(dir, "scenario.yaml"))
			}
			if strings.Contains(p.Command, "firm.csv") {
				download(t, p.Firm, filepath.Join(dir, "firm.csv"))
			}
			printed := c.printed[p.Command]
			if printed == nil || p.Scenario+p.Firm != "" {
				printed = numbersOf(t, c.ikat, dir, p.Command)
				if c.printed == nil {
					c.printed = map[string][]float64{}
				}
				c.printed[p.Command] = printed
			}
			sameNumbers(t, printed, p.Command, p.Values)
		})
	}
}

// shownNumbers lists the parts of a page that show numbers, each with its own ones and the command beside them.
const shownNumbers = `[...document.querySelectorAll('section.part')].map(s => {
	const own = selector => [...s.querySelectorAll(selector)].filter(e => e.closest('section') === s);
	return {
		ID: s.id, Command: own('p.call code')[0]?.textContent ?? '', rows: own('a[download]').length,
		Values: own('td[data-value]').filter(c => c.dataset.value !== '').map(c => +c.dataset.value),
		Scenario: document.querySelector('a[href^="/what-if/scenario.yaml"]')?.href ?? '',
		Firm: document.querySelector('a[href^="/requirements/firm.csv"]')?.href ?? '',
	};
}).filter(p => p.rows > 0 && p.Command !== '' && p.Values.length > 0)`

// download saves what an address gives.
func download(t *testing.T, address, path string) {
	t.Helper()
	w, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Body.Close()
	text, err := io.ReadAll(w.Body)
	if err == nil {
		err = os.WriteFile(path, text, 0o666)
	}
	if err != nil || w.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", address, w.Status, err)
	}
}

// numbersOf runs a command in a folder and returns the numbers among its rows.
func numbersOf(t *testing.T, ikat, dir, command string) []float64 {
	t.Helper()
	cmd := exec.Command("sh", "-c", ikat+strings.TrimPrefix(command, "ikat")+" --format json")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "IKAT_STORE="+t.TempDir())
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v", command, err)
	}
	var got struct{ Rows []map[string]any }
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatalf("%s: %v", command, err)
	}
	var printed []float64
	for _, row := range got.Rows {
		for _, v := range row {
			if x, ok := v.(float64); ok {
				printed = append(printed, x)
			}
		}
	}
	return printed
}

// sameNumbers looks for each number of the page among those that a command printed.
func sameNumbers(t *testing.T, printed []float64, command string, values []float64) {
	t.Helper()
	if len(values) == 0 {
		t.Error("the page shows no number")
	}
	for _, v := range values {
		// A statistic as it is published and as the split holds it differ in the last digit; what rounding left of
		// subtracting is nothing on a page.
		if !slices.ContainsFunc(printed, func(x float64) bool {
			return math.Abs(x-v) <= 1e-12*math.Abs(v) || v == 0 && math.Abs(x) < 1e-9
		}) {
			t.Errorf("the page shows %v, which %s does not print", v, command)
		}
	}
}
