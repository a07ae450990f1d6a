package browser

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// step is what a reader does once: click what bears a text, choose a value, send a file.
type step struct{ click, choose, value, send string }

func click(text string) step         { return step{click: text} }
func choose(name, value string) step { return step{choose: name, value: value} }

// send chooses one of the examples as the file of a choice.
func send(name, file string) step { return step{send: name, value: file} }

// task is what people come for, with the steps from the first page, what the page then says, and the command that says
// the same.
type task struct {
	name    string
	steps   []step
	says    []string
	command string
	prints  []string
}

var tasks = []task{
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
	{"the border of Kazakhstan", []step{click("Kazakhstan"), click("Borders")},
		[]string{"to send a container out of Kazakhstan took 9.7 days and US$ 670"}, "border --economies KAZ",
		[]string{"9.7", "670"}},
	{"a note on Fiji", []step{click("Fiji"), click("Brief")},
		[]string{"42.8% of exports were part of value chains in 2022, up from 39.6% in 2017", "0.9 days sooner"},
		"brief FJI", []string{"42.8%", "39.6%", "0.9 days sooner"}},
	{"what becomes of the exports of Türkiye", []step{click("World"), choose("economy", "TUR"), click("Economy")},
		[]string{"exported 155.5 billion USD in 2011", "78 cents were earned at home"},
		"profile TUR --table apx/2011", []string{"155.5 billion USD", "78 cents"}},
	{"dependence on another source", []step{click("Indonesia"), click("Dependency"), choose("partner", "JPN")},
		[]string{"6.6% of the value of Indonesia's exports of machinery was made in Japan; in 1995 it was 12.7%"},
		"measure va-origin --level sector --economy IDN --partner JPN --industry c13 --table apx/* --format csv",
		[]string{"0.065", "0.127"}},
	{"a garment on its way to Germany", []step{click("Indonesia"), click("Chain"), choose("industry", "c4"),
		choose("partner", "DEU")}, []string{"borders make about 20.1% (7.5% to 42.9%)"},
		"chain IDN:c4 --to DEU --table apx/2011", []string{"20.1% (7.5% to 42.9%)"}},
	{"whose income final users abroad pay", []step{click("Indonesia"), click("World"), choose("measure", "vax")},
		[]string{"number 4 of 15 economies, the highest first, by VAX ratio in 2011: 85.0%"},
		"measure vax --table apx/2011 --economy IDN --format csv", []string{"0.849"}},
	{"the products of Indonesia", []step{click("Indonesia"), click("Products")},
		[]string{"a comparative advantage in 11 of the 22 products"}, "", nil},
	{"how competitive Viet Nam is", []step{click("Viet Nam"), click("Competitiveness")},
		[]string{"ranks 13 of 34", "its rank lies between 4 and 16"}, "competitiveness VNM",
		[]string{"ranks 13 of 34", "lies between 4 and 16"}},
	{"small firms of Japan", []step{click("World"), choose("economy", "JPN"), click("Small firms")},
		[]string{"are estimated to earn 47% of the domestic value added in exports of Japan", "350 billion USD of 748.2"},
		"sme JPN --table apx/2011 --no-bounds", []string{"47%", "350 billion USD"}},
	{"what Indonesia sells Japan", []step{click("World"), choose("economy", "IDN"), click("Economy"),
		choose("partner", "JPN")},
		[]string{"Indonesia exported 33.7 billion USD to Japan in 2011: 89.4% of the value was earned at home"},
		"measure bm --table apx/2011 --economy IDN --partner JPN --level bilateral --format csv",
		[]string{"IDN,JPN,33660,30099"}},
	{"who buys Indonesia's textiles", []step{click("World"), choose("economy", "IDN"), click("Economy"),
		choose("industry", "c4")},
		[]string{"Indonesia exported textiles and clothing worth 13.0 billion USD in 2011: 66.8% of the value was earned"},
		"measure bm --table apx/2011 --economy IDN --industry c4 --level sector --format csv",
		[]string{"IDN,c4,12986,8674"}},
	{"my own firm before a maker of cars", []step{click("What does a firm lack before a buyer?"),
		click("My own firm: an empty form"), choose("buyer", "vehicle_parts_tier1"), choose("persons", "40")},
		[]string{"things that the buyer asks 0 are met", "US$"}, "", nil},
	{"my own bill of materials", []step{click("Data"), click("Your own chain: a bill of materials"),
		send("bom", "garment.yaml")},
		[]string{"Borders and days on the way add 34.6% (11.3% to 103.2%)", "ikat chain --bom garment.yaml"},
		"chain --bom ../../examples/garment.yaml", []string{"34.6% (11.3% to 103.2%)"}},
	{"my own contract", []step{click("Data"), click("What a contract's terms of payment do to a supplier's cash"),
		send("terms", "contract.yaml")},
		[]string{"On open account cash is lowest on day 135", "ikat contract contract.yaml"},
		"contract ../../examples/contract.yaml", []string{"lowest on day 135"}},
	{"my own statistics of small firms", []step{click("Indonesia"), click("Data"), click("What small and medium firms " +
		"earn in exports: directly, through large exporters, and how surely that is known"), send("stats", "sme-idn.csv")},
		[]string{"ikat sme IDN --stats sme-idn.csv"}, "", nil},
}

// Each task is done from the first page in the steps given, and the page says what the command prints.
func TestTasksAreDoneInFewSteps(t *testing.T) {
	t.Parallel()
	s := together(t)
	r := open(t, strings.TrimPrefix(s.URL, "http://"))
	ikat := program(t)
	do(t, r, "viewport", chromedp.EmulateViewport(1280, 800))
	for _, task := range slices.Concat(tasks, moreTasks) {
		t.Run(task.name, func(t *testing.T) {
			do(t, r, "the first page", chromedp.Navigate(s.URL+"/"))
			for _, one := range task.steps {
				r.take(t, one)
			}
			shown := r.text(t, task.name)
			if slices.ContainsFunc(task.says, func(want string) bool { return !strings.Contains(shown, want) }) {
				r.settled(t, task.name) // what is said beside the page
				shown = r.text(t, task.name)
			}
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

// text is what the page says.
func (r *reader) text(t *testing.T, where string) string {
	t.Helper()
	return do(t, r, where,
		chromedp.Evaluate[string](`document.getElementById('main').textContent.replace(/\s+/g, ' ')`))
}

// take does a step and waits for the page that it leads to.
func (r *reader) take(t *testing.T, one step) {
	t.Helper()
	where := one.click + one.choose + one.send
	before := do(t, r, where, chromedp.Location())
	if one.send != "" {
		path, err := filepath.Abs(filepath.Join(root, "examples", one.value))
		if err != nil {
			t.Fatal(err)
		}
		do(t, r, where, chromedp.SetUploadFiles("#f-"+one.send, []string{path}))
		r.arrive(t, where, before)
		return
	}
	script := fmt.Sprintf(
		`(() => { const all = [...document.querySelectorAll('header a, main a, footer a')], `+
			`a = all.find(a => a.textContent.trim() === %q); `+
			`if (!a) return false; a.click(); return true; })()`,
		one.click,
	)
	if one.choose != "" {
		script = fmt.Sprintf(`(() => {
			const box = document.querySelector('input[type=checkbox][name=%[1]q][value=%[2]q]'),
				list = document.querySelector('select[name=%[1]q], input[type=text][name=%[1]q], .date input[name=%[1]q]');
			const e = box ?? list; if (!e) return false;
			if (box) box.checked = true; else list.value = %[2]q;
			e.dispatchEvent(new Event('change', { bubbles: true })); return true; })()`, one.choose, one.value)
	}
	if !do(t, r, where, chromedp.Evaluate[bool](script)) {
		t.Fatalf("there is nothing to take for %q at %s", where, before)
	}
	r.arrive(t, where, before)
}

// arrive waits for another page than the one before.
func (r *reader) arrive(t *testing.T, where, before string) {
	t.Helper()
	r.until(t, where+": waiting for the page", fmt.Sprintf(`location.href !== %q && `+
		`!document.querySelector('[aria-busy="true"]') && document.querySelector('h1') !== null`, before))
}
