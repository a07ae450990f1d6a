package main

import (
	"regexp"
	"strings"
	"testing"
)

// A level of cost rests on what a day is taken to cost, so none is printed alone: on pages every share of a price is a
// range beside its central one, save in the table that gives it for each cost of a day, and in files every cost has a
// lowest and a highest.
func TestNoLevelWithoutItsRange(t *testing.T) {
	span := regexp.MustCompile(`([0-9.]+% \()?[0-9.]+% to [0-9.]+%`)
	alone := regexp.MustCompile(`[0-9.]+%`)
	for _, args := range []string{"chain CHN:c14 --to USA", "chain IDN:c4", "chain --all --to USA", "border",
		"chain --bom ../../examples/garment.yaml", "chain --bom ../../examples/disk-drive.yaml",
		"chain --bom ../../examples/vegetables.csv"} {
		out := must(t, strings.Fields(args)...)
		ranges := 0
		for _, line := range strings.Split(out, "\n") {
			ranges += strings.Count(line, "–") + len(span.FindAllString(line, -1))
			if !levels(line) {
				continue
			}
			if m := alone.FindString(span.ReplaceAllString(line, "")); m != "" {
				t.Errorf("ikat %s prints %q alone: %s", args, m, line)
			}
		}
		if ranges < 5 {
			t.Errorf("ikat %s prints %d ranges:\n%s", args, ranges, out)
		}
	}
}

// levels reports whether a line of a page says what borders add or save.
func levels(line string) bool {
	return strings.HasPrefix(line, "Borders ") || strings.Contains(line, " adding ")
}

// The cost columns of a printed table are ranges too.
func TestCostColumnsAreRanges(t *testing.T) {
	cell := regexp.MustCompile(`^(\(?[0-9.,]+–[0-9.,]+[%)]?|–|0\.0%)$`)
	costs := map[string]bool{
		"adds":           true,
		"mending saves":  true,
		"least to most":  true,
		"adds upstream":  true,
		"in all":         true,
		"share jointly":  true,
		"of its exports": true,
	}
	for _, args := range []string{"chain CHN:c14 --to USA", "chain --all --to USA", "border",
		"chain --bom ../../examples/garment.yaml"} {
		checked := 0
		var header []string
		var ends []int
		for _, line := range strings.Split(must(t, strings.Fields(args)...), "\n") {
			r := []rune(line)
			if h, e := columnsOf(line); hasCost(h, costs) {
				header, ends = h, e
				continue
			}
			if header == nil || strings.TrimSpace(line) == "" || len(r) < ends[len(ends)-1] {
				header = nil
				continue
			}
			for i, name := range header {
				if !costs[name] {
					continue
				}
				text := string(r[:ends[i]])
				text = text[strings.LastIndex(text, " ")+1:]
				if !strings.ContainsAny(text, "0123456789–") {
					header = nil // a sentence below the table
					break
				}
				if checked++; !cell.MatchString(text) {
					t.Errorf("ikat %s, column %s: %q is no range: %s", args, name, text, line)
				}
			}
		}
		if checked == 0 {
			t.Errorf("ikat %s: no cost column found", args)
		}
	}
}

// columnsOf splits a header at two blanks and says where each column ends.
func columnsOf(line string) (names []string, ends []int) {
	for _, m := range regexp.MustCompile(`\S+( \S+)*`).FindAllStringIndex(line, -1) {
		names, ends = append(names, line[m[0]:m[1]]), append(ends, len([]rune(line[:m[1]])))
	}
	return names, ends
}

func hasCost(header []string, costs map[string]bool) bool {
	n := 0
	for _, h := range header {
		if costs[h] {
			n++
		}
	}
	return n > 0 && len(header) > 3
}

func TestCostsInFilesAreRanges(t *testing.T) {
	for _, args := range []string{"chain CHN:c14 --to USA", "border", "chain --bom ../../examples/garment.yaml"} {
		header, _, _ := strings.Cut(must(t, append(strings.Fields(args), "--format", "csv")...), "\n")
		names := map[string]bool{}
		for _, h := range strings.Split(header, ",") {
			names[h] = true
		}
		for h := range names {
			if low, ok := strings.CutSuffix(h, "_low"); ok && !names[low+"_high"] {
				t.Errorf("ikat %s: %s has no highest", args, h)
			}
		}
		for _, h := range []string{"cost", "saving", "bound", "share"} {
			if names[h] && !names[h+"_low"] {
				t.Errorf("ikat %s: column %s stands alone", args, h)
			}
		}
		// A rank may be central, where its range and how often it holds stand beside it.
		if !names["cost_low"] || !names["rank_low"] || !names["rank_high"] || !names["rank_held"] {
			t.Errorf("ikat %s: columns %s", args, header)
		}
	}
}

func TestChainErrors(t *testing.T) {
	for args, want := range map[string]struct {
		code int
		says string
	}{
		"chain":                                     {2, "--bom FILE"},
		"chain CHN":                                 {2, "ECONOMY:INDUSTRY"},
		"chain CHX:c14":                             {3, "CHN"},
		"chain CHN:c44":                             {3, "c4"},
		"chain CHN:c14 --theta 0.002":               {2, "may mean"},
		"chain CHN:c14 --theta x":                   {2, "not a number"},
		"chain CHN:c14 --container-value -1":        {2, "container"},
		"chain CHN:c14 --missing zero":              {2, "no such rule"},
		"chain CHN:c14 --missing error":             {3, "TWN"},
		"chain CHN:c14 --benchmark XXX":             {3, "XXX"},
		"chain CHN:c14 --goods c99":                 {3, "c99"},
		"chain CHN:c14 --borderless USA,CNA":        {3, "CNA"},
		"chain --bom nothing.yaml":                  {3, "nothing.yaml"},
		"chain --bom ../../examples/chair.yaml":     {4, "per_container"},
		"landed nothing.yaml":                       {3, "nothing.yaml"},
		"landed ../../examples/garment.yaml":        {4, "there is no field"},
		"border --border ../../examples/chair.yaml": {4, "border table"},
		"border --economies CHX":                    {3, "CHN"},
	} {
		code, _, errs := ikat(t, strings.Fields(args)...)
		if code != want.code || !strings.Contains(errs, want.says) {
			t.Errorf("ikat %s: exit %d, %s; want %d and %q", args, code, errs, want.code, want.says)
		}
	}
}

func TestLanded(t *testing.T) {
	out := must(t, "landed", "../../examples/chair.yaml", "--border", "doing-business-2009")
	for _, want := range []string{"0.88%", "0.63%", "0.80%", "7.38%", "wins"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %s in\n%s", want, out)
		}
	}
	got := rows(t, must(t, "landed", "../../examples/chair.yaml", "-f", "csv"))
	if strings.Join(
		got[0],
		",",
	) != "supplier,economy,price,export,freight,insurance,duty,import,pipeline,safety,landed,concession" ||
		got[1][0] != "Thailand" {
		t.Errorf("%v", got[:2])
	}
}

// Draws say their range in a sentence, and in files for every link.
func TestChainDraws(t *testing.T) {
	out := strings.ReplaceAll(must(t, "chain", "CHN:c14", "--to", "USA", "--draws", "20"), "\n", " ")
	if !regexp.MustCompile(
		`In nine tenths of 20 draws .*borders make [0-9.]+% to [0-9.]+% of the price on arrival`,
	).MatchString(
		out,
	) {
		t.Errorf("no range of draws in\n%s", out)
	}
	header, _, _ := strings.Cut(must(t, "chain", "CHN:c14", "--to", "USA", "--draws", "20", "--format", "csv"), "\n")
	for _, want := range []string{"cost_5", "cost_95", "drawn_rank_held"} {
		if !strings.Contains(header, want) {
			t.Errorf("no column %s: %s", want, header)
		}
	}
}

// Mending prints ranges and who would gain; its rows are the chain's and the model's.
func TestChainMend(t *testing.T) {
	out := must(t, "chain", "CHN:c14", "--to", "USA", "--mend", "TWN:c14:CHN=50%")
	for _, want := range []string{"(0.2% to 3.5%) less", "day_cost", "welfare_low_pct", "Taiwan Province of China"} {
		if !strings.Contains(strings.ReplaceAll(out, "\n", " "), want) {
			t.Errorf("it does not say %q:\n%s", want, out)
		}
	}
	for args, head := range map[string]string{
		"chain CHN:c14 --to USA --mend CHN:export=5d --format csv":         "day_cost,delivered,saving,mended",
		"chain CHN:c14 --to USA --mend CHN:export=5d --worth --format csv": "scenario,economy,welfare_pct",
		"chain CHN:c14 --level layer --format csv":                         "economy,own,supplier,earlier,value",
		"chain CHN:c14 --level day --format csv":                           "days,share,within",
	} {
		if out := must(t, strings.Fields(args)...); !strings.HasPrefix(out, head) {
			t.Errorf("ikat %s starts with %.60q", args, out)
		}
	}
}

func TestChainOptionsOfOneProduct(t *testing.T) {
	for _, args := range []string{"chain --all --level layer", "chain --bom ../../examples/garment.yaml --mend " +
		"CHN:export=5d", "chain CHN:c14 --worth", "chain CHN:c14 --level layers", "chain CHN:c14 --mend CHN:export=500%"} {
		if code, out, _ := ikat(t, strings.Fields(args)...); code != 2 || out != "" {
			t.Errorf("ikat %s: exit %d, printed %q", args, code, out)
		}
	}
}
