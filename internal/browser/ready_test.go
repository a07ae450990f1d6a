package browser

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// The furniture maker of the transcripts: what it says of itself, by the names of a form's facts, what it holds, and
// what it reaches of what is measured: level, own cost, days.
var (
	makerSays = [][2]string{{"persons", "60"}, {"sales", "1500000"}, {"cash", "80000"}, {"cash_a_month", "6000"},
		{"start", "2027-01-04"}, {"contract.sales", "500000"}, {"contract.contribution", "22%"},
		{"contract.years", "3"}, {"contract.rate", "12%"}, {"contract.open_account_days", "60"}}
	makerHolds   = []string{"company_registered", "wages_hours", "moisture_finish"}
	makerReaches = [][4]string{{"capacity_rate", "6", "45000", "120"}, {"lead_time", "75", "8000", "60"},
		{"otd_95", "96", "", ""}}
)

// walked is a step of the transcript with the page alone: what the owner does, the steps, and the part of the page that
// is pictured afterwards, "" where none is.
var walked = []struct {
	does  string
	steps []step
	part  string
}{
	{"Opens the page: it shows an example. Takes the empty form and chooses the buyer.",
		[]step{click("My own firm: an empty form"), choose("buyer", "wooden_furniture")}, ""},
	{"Writes *sixty* for the persons at work.", []step{choose("persons", "sixty")}, "choices"},
	{"Mends it, and writes the firm's other figures and the contract's.", []step{choose("persons", "60"),
		choose("sales", "1,500,000"), choose("cash", "80,000"), choose("cash_a_month", "6,000"),
		choose("start", "2027-01-04"), choose("contract_sales", "500,000"), choose("contribution", "22%"),
		choose("contract_years", "3"), choose("rate", "12%"), choose("open_account_days", "60")}, ""},
	{"Ticks what the firm holds, and writes what it reaches and what more would cost.", []step{
		choose("holds", "company_registered"), choose("holds", "wages_hours"), choose("holds", "moisture_finish"),
		choose("level-capacity_rate", "6"), choose("cost-capacity_rate", "45,000"), choose("days-capacity_rate", "120"),
		choose("level-lead_time", "75"), choose("cost-lead_time", "8,000"), choose("days-lead_time", "60"),
		choose("level-otd_95", "96")}, "plan"},
	{"Looks at the cash.", nil, "cash"},
	{"Says that what is not ticked is lacking, since the list is gone through.", []step{choose("unticked", "no")}, ""},
	{"Asks for all that the buyer asks, not only for what it cannot do without.",
		[]step{choose("all-asked", "true")}, "front"},
}

const transcript = "docs/ready-in-ten-minutes.md"

// The transcript of a firm's way to a plan is what the program and the page say: made anew where IKAT_GUIDE is set,
// with its pictures.
func TestFromNothingToAPlan(t *testing.T) {
	t.Parallel()
	s := together(t)
	r := open(t, strings.TrimPrefix(s.URL, "http://"))
	do(t, r, "viewport", chromedp.EmulateViewport(1280, 800))
	said := withAWorkbook(t) + r.withThePage(t, s.URL) + "\n" + afterwards
	r.sound(t, "the page of requirements")
	if t.Failed() {
		return
	}
	file := filepath.Join(root, transcript)
	if os.Getenv("IKAT_GUIDE") != "" {
		if err := os.WriteFile(file, []byte(said), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	have := strings.Split(string(kept), "\n")
	for k, line := range strings.Split(said, "\n") {
		if k >= len(have) || have[k] != line {
			t.Fatalf("%s, line %d, is not what is said now (IKAT_GUIDE=1 makes it anew): %s", transcript, k+1, line)
		}
	}
}

const afterwards = `## What a survey says

    $ ikat ready --survey firms.csv --part heat -o heat.png      a map of requirements and groups of firms
    $ ikat worth IDN --survey firms.csv --exchange-rate 15000    what closing each gap is worth, net of what it costs
`

// withAWorkbook is the transcript of an officer who has a spreadsheet program: the form, filled in, saved and read.
func withAWorkbook(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	run := func(command ...string) string {
		c := exec.Command(command[0], command[1:]...)
		c.Dir = dir
		c.Env = append(os.Environ(), "HOME="+dir)
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", strings.Join(command, " "), err, out)
		}
		return string(out)
	}
	ikat := program(t)
	run(ikat, "ready", "--template", "--buyer", "wooden_furniture", "-o", "form.csv")
	lines := fillIn(t, filepath.Join(dir, "form.csv"), filepath.Join(dir, "filled.csv"))
	filled := "filled.csv" // reads as the workbook does
	if calc, err := exec.LookPath("soffice"); err == nil {
		run(calc, "--headless", "--convert-to", "xlsx", filled)
		filled = "filled.xlsx"
	}
	answer := run(ikat, "ready", filled)
	var b strings.Builder
	fmt.Fprintf(&b, `# From nothing to a plan in ten minutes

Made by a test that fills in the form and the page as people do; the firm is made up.

## An officer of an agency, with a workbook alone

A furniture maker asks what European buyers want. The officer takes the form of that buyer:

    $ ikat ready --template --buyer wooden_furniture -o form.xlsx

The workbook opens in Excel or LibreOffice Calc: %d lines, of which the first are facts of the firm, the
next what the buyer asks, the last what these need first. The officer writes

- in the column `+"`answer`"+` %s,
- there `+"`yes`"+` for %s,
- in `+"`level`, `cost` and `days`"+` %s,
- nothing for all that is not known.

LibreOffice Calc saves it as a workbook, with dates and percentages as it stores them:

    $ ikat ready filled.xlsx
`, lines, pairs(makerSays), "`"+strings.Join(makerHolds, "`, `")+"`", measured())
	for _, line := range strings.Split(strings.TrimRight(answer, "\n"), "\n") {
		b.WriteString(strings.TrimRight("    "+line, " ") + "\n")
	}
	b.WriteString("\nMaking and reading take less than a second each; the rest of the ten minutes is answering.\n\n")
	return b.String()
}

func pairs(list [][2]string) string {
	var out []string
	for _, p := range list {
		out = append(out, strings.ReplaceAll(p[0], "_", " ")+" "+p[1])
	}
	return strings.Join(out, ", ")
}

func measured() string {
	var out []string
	for _, m := range makerReaches {
		out = append(out, strings.Join(slices.DeleteFunc([]string{"`" + m[0] + "`:", m[1], m[2], m[3]},
			func(s string) bool { return s == "" }), " "))
	}
	return strings.Join(out, ", ")
}

// fillIn writes the furniture maker's answers into a form, and says how many lines it has.
func fillIn(t *testing.T, form, filled string) int {
	t.Helper()
	text, err := os.ReadFile(form)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		set := func(column, value string) { row[slices.Index(rows[0], column)] = value }
		for _, p := range makerSays {
			if row[0] == "firm:"+p[0] {
				set("answer", p[1])
			}
		}
		if slices.Contains(makerHolds, row[0]) {
			set("answer", "yes")
		}
		for _, m := range makerReaches {
			if row[0] == m[0] {
				set("level", m[1])
				set("cost", m[2])
				set("days", m[3])
			}
		}
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filled, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	return len(rows) - 1
}

// withThePage is the transcript of a firm's owner who has the page Requirements.
func (r *reader) withThePage(t *testing.T, site string) string {
	t.Helper()
	do(t, r, "the page", chromedp.Navigate(site+"/requirements"))
	r.shown(t, "the page")
	var b strings.Builder
	b.WriteString("## The firm's owner, with the page alone\n\nThe page *Requirements* of `ikat serve`.\n")
	for k, one := range walked {
		for _, s := range one.steps {
			r.take(t, s)
		}
		if s := `[aria-invalid="true"]`; do(t, r, one.does, chromedp.Evaluate[bool](`!!document.querySelector('`+s+`')`)) {
			r.forget() // a page with a figure that cannot be read is refused
		}
		fmt.Fprintf(&b, "\n**%d. %s**\n\n", k+1, one.does)
		if one.steps != nil {
			for _, line := range do(t, r, one.does, chromedp.Evaluate[[]string](
				`[...document.querySelectorAll('.control .wrong, .answer p')].map(e => e.textContent.trim())`)) {
				b.WriteString("> " + line + "\n>\n")
			}
		}
		if one.part == "" {
			continue
		}
		file := fmt.Sprintf("guide/ready-%s.webp", one.part)
		fmt.Fprintf(&b, "\n![%s](%s)\n", strings.TrimSuffix(one.does, "."), file)
		r.pictured(t, "#"+one.part, filepath.Join(root, "docs", file))
	}
	return b.String()
}

// forget drops what has gone wrong, where that was to be.
func (r *reader) forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.problems = nil
}

// pictured keeps a picture of the window from a part of the page on, where pictures are made anew.
func (r *reader) pictured(t *testing.T, part, file string) {
	t.Helper()
	if os.Getenv("IKAT_GUIDE") == "" {
		return
	}
	do(t, r, part, chromedp.Evaluate[chromedp.Void](
		fmt.Sprintf(`document.querySelector(%q).scrollIntoView()`, part)))
	quality := int64(60)
	shot, err := chromedp.Call(r, page.CaptureScreenshot, page.CaptureScreenshotParams{
		Format: page.CaptureScreenshotFormatWebp, Quality: &quality})
	if err == nil {
		err = os.WriteFile(file, shot.Data, 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
}
