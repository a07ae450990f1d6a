package browser

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// step is what a reader does once: click what bears a text, or choose a value.
type step struct{ click, choose, value string }

func click(text string) step         { return step{click: text} }
func choose(name, value string) step { return step{choose: name, value: value} }

// tasks are what people come for, with the steps from the first page, what the page then says, and the command that
// says the same.
var tasks = []struct {
	name    string
	steps   []step
	says    []string
	command string
	prints  []string
}{
	{"dependence on China", []step{click("Indonesia"), click("Dependency")},
		[]string{
			"15.0% of the value of Indonesia's exports of textiles and clothing was made in China",
			"in 1995 it was 2.0%",
		},
		"measure va-origin --level sector --economy IDN --partner CHN --industry c4 --table apx/* --format csv",
		[]string{"0.1498", "0.0199"}},
	{"trade inside a group", []step{click("How much does a group trade with itself?")},
		[]string{"16.4% of the trade of ASEAN stayed inside"}, "integration ASEAN", []string{"16.4%"}},
	{"Viet Nam beside its neighbours", []step{click("Viet Nam"), click("Brief")},
		[]string{
			"Viet Nam and its neighbours",
			"62.4% of exports were part of value chains",
			"56.3%",
			"Malaysia",
		}, "brief VNM", []string{"62.4%", "56.3%"}},
	{"a note on Indonesia", []step{click("Indonesia"), click("Brief")},
		[]string{
			"37.8% of exports were part of value chains in 2022",
			"it was 36.5% in 2011, from 27.7% in 1995",
			"Word document",
		}, "brief IDN --table apx/2011", []string{"36.5%", "27.7%"}},
	{"a note on Bangladesh", []step{click("Bangladesh"), click("Brief")},
		[]string{"Bangladesh in global value chains", "Word document"}, "brief BGD", []string{"Bangladesh"}},
	{
		"the trend of an economy and three others",
		[]step{click("Indonesia"), click("World"), choose("compare", "IND"), choose("compare", "CHN")},
		[]string{
			"Indonesia is number 9 of 15 economies, the highest first, by share in value chains in 2011: 36.5%",
		},
		"measure shares --table apx/2011 --economy IDN --format csv",
		[]string{"0.365"},
	},
	{"customs of Indonesia and its small firms", []step{click("What would a change do, and to whom?")},
		[]string{
			"Customs that work day and night at Indonesia's borders",
			"Small and large firms",
			"Small firms of",
		}, "", nil},
	{"small firms of Thailand", []step{click("Thailand"), click("Small firms")},
		[]string{"earn between 15% and 52%", "34.4%"}, "sme THA", []string{"15% and 52%", "34.4%"}},
	{"small firms of Korea by industry", []step{click("Republic of Korea"), click("Small firms")},
		[]string{
			"Where SMEs earn it",
		}, "sme KOR --table apx/2011 --no-bounds", []string{"Where SMEs earn most in exports, by industry"}},
	{"three suppliers on arrival", []step{click("Which supplier is cheapest on arrival?")},
		[]string{"Landed price of a wooden chair", "Price cut needed"}, "", nil},
	{"the weakest supplier of my chain", []step{click("Which link of my own chain is weakest?")},
		[]string{"Borders and days on the way add 15.3%"}, "", nil},
	{"what a firm lacks before a buyer", []step{click("What does a firm lack before a buyer?")},
		[]string{"things that the buyer asks"}, "", nil},
}

// Each task is done from the first page in the steps given, and the page says what the command prints.
func TestTasksAreDoneInFewSteps(t *testing.T) {
	t.Parallel()
	s := together(t)
	r := open(t, strings.TrimPrefix(s.URL, "http://"))
	ikat := filepath.Join(t.TempDir(), "ikat")
	if out, err := exec.Command("go", "build", "-o", ikat, "ikat/cmd/ikat").CombinedOutput(); err != nil {
		t.Fatalf("building ikat: %v\n%s", err, out)
	}
	do(t, r, "viewport", chromedp.EmulateViewport(1280, 800))
	for _, task := range tasks {
		t.Run(task.name, func(t *testing.T) {
			do(t, r, "the first page", chromedp.Navigate(s.URL+"/"))
			for _, one := range task.steps {
				r.take(t, one)
			}
			r.evaluate(t, task.name, everyDeferred)
			r.settled(t, task.name)
			shown := do(
				t,
				r,
				task.name,
				chromedp.Evaluate[string](`document.getElementById('main').textContent.replace(/\s+/g, ' ')`),
			)
			for _, want := range task.says {
				if !strings.Contains(shown, want) {
					t.Errorf("after %d steps the page does not say %q: %.600s", len(task.steps), want, shown)
				}
			}
			if task.command == "" {
				return
			}
			out, err := exec.Command(ikat, strings.Fields(task.command)...).CombinedOutput()
			if err != nil {
				t.Fatalf("ikat %s: %v\n%s", task.command, err, out)
			}
			for _, want := range task.prints {
				if !strings.Contains(strings.Join(strings.Fields(string(out)), " "), want) {
					t.Errorf("ikat %s does not print %q", task.command, want)
				}
			}
		})
	}
}

// take does a step and waits for the page that it leads to.
func (r *reader) take(t *testing.T, one step) {
	t.Helper()
	where := one.click + one.choose
	before := do(t, r, where, chromedp.Location())
	script := fmt.Sprintf(
		`(() => { const a = [...document.querySelectorAll('header a, main a')].find(a => a.textContent.trim() === %q); `+
			`if (!a) return false; a.click(); return true; })()`,
		one.click,
	)
	if one.choose != "" {
		script = fmt.Sprintf(`(() => {
			const box = document.querySelector('input[type=checkbox][name=%[1]q][value=%[2]q]'),
				list = document.querySelector('select[name=%[1]q]');
			const e = box ?? list; if (!e) return false;
			if (box) box.checked = true; else list.value = %[2]q;
			e.dispatchEvent(new Event('change', { bubbles: true })); return true; })()`, one.choose, one.value)
	}
	if !do(t, r, where, chromedp.Evaluate[bool](script)) {
		t.Fatalf("there is nothing to take for %q at %s", where, before)
	}
	do(
		t,
		r,
		where+": waiting for the page",
		chromedp.Poll[bool](
			fmt.Sprintf(`location.href !== %q && !document.querySelector('[aria-busy="true"]')`, before),
		),
	)
}
