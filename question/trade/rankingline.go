package trade

import (
	"slices"
	"strings"

	"ikat/classes"
	"ikat/counterfactual"
	"ikat/economies"
	"ikat/icio"
	"ikat/question/sizes"
	"ikat/ranking"
	"ikat/result"
	"ikat/say"
	"ikat/sme"
)

// lines are small firms beside a ranking whose outcome is no class of firms: those of the economy that it is for, or of
// the seller and the buyer of each row.
type lines struct {
	stats  sme.Statistics
	splits map[int]*classes.Split // by economy; nil where there is none
	t      *icio.Table
	with   []string // whose lines there are, and whose there are not
	none   []string
	notes  []result.Note
}

// sides are whose small firms stand beside a row, by the start of the columns' names.
var sides = []struct{ column, label, whose string }{
	{"sme_income", "SMEs' income", "the economy that the ranking is for"},
	{"exporter_sme_income", "Exporter's SMEs' income", "the exporter"},
	{"importer_sme_income", "Importer's SMEs' income", "the importer"},
}

// addLines puts small firms beside each gain: what mending is worth to those of the economy that the ranking is for, or
// else to those at both ends.
func (r *links) addLines(f *result.Frame, out *ranking.Result) error {
	if len(r.economies) > 0 || len(out.Rows) == 0 {
		return nil
	}
	stats, err := sizes.Statistics(r.Statistics)
	if err != nil {
		return err
	}
	l := &lines{stats: stats, splits: map[int]*classes.Split{}, t: r.t}
	answers := make([]*classes.Response, len(out.Rows))
	for k, row := range out.Rows {
		answers[k] = classes.ResponseOf(row.Outcome)
	}
	own, single := r.oneEconomy(out)
	c := f.Of(result.Scenario, len(out.Rows))
	for k, side := range sides {
		if single != (k == 0) {
			continue
		}
		found := make([]firmLine, len(out.Rows))
		for i, row := range out.Rows {
			code := []string{own, row.Exporter, row.Importer}[k]
			found[i] = l.of(code, row, answers[i])
		}
		lineColumns(c, side.column, side.label, side.whose, ", at central elasticities", func(i int) firmLine {
			return found[i]
		})
	}
	f.Notes = append(append(f.Notes, l.notes...), lineNotes(stats, l.with, l.none)...)
	return nil
}

// oneEconomy is the economy that a ranking is for, where it is one, or a sector of one.
func (r *links) oneEconomy(out *ranking.Result) (code string, ok bool) {
	text := r.For
	if n, known := economyOf(out.Base, text); known {
		return r.t.Economies[n], true
	}
	economy, _, sector := strings.Cut(text, "_")
	if n, known := economyOf(out.Base, economy); sector && known {
		return r.t.Economies[n], true
	}
	return "", false
}

// of is the line of an economy's small firms in a row.
func (l *lines) of(code string, row ranking.Row, answer *classes.Response) firmLine {
	n := slices.Index(l.t.Economies, code)
	if n < 0 || economies.IsAggregate(code) {
		return noLine()
	}
	s, tried := l.splits[n]
	if !tried {
		s = l.split(code, row.Outcome.Base, n)
		l.splits[n] = s
	}
	if s == nil {
		return noLine()
	}
	return lineOf(s, row.Outcome, answer)
}

// split splits an economy's firms, nil where nothing is known, or what is known does not agree with the table.
func (l *lines) split(code string, b *counterfactual.Baseline, n int) *classes.Split {
	stats, err := l.stats.Of(code)
	if err != nil {
		l.none = append(l.none, code)
		return nil
	}
	s, err := classes.Of(b, n, stats, sme.LeastInformation)
	if err != nil {
		l.notes = append(l.notes, sizes.Disagree(code, l.t.Ref()))
		return nil
	}
	l.with = append(l.with, code)
	return s
}

// lineGrid lists what mending is worth to small firms, nil where nothing is known of any.
func lineGrid(page *say.Page, t *icio.Table, f *result.Frame) *say.Grid {
	g := &say.Grid{Keys: 3}
	g.Columns(true, page.Say("ranking.rank"))
	g.Columns(false, page.Say("ranking.whose"), page.Say("ranking.link"))
	g.Columns(true, page.Say("ranking.income"), page.Say("ranking.range"))
	own, _, _ := strings.Cut(strings.TrimPrefix(f.Provenance.Parameter("for"), "sme:"), "_")
	some := false
	for row := range min(shown, f.Rows()) {
		exporter, importer := f.Column("exporter").Text(row), f.Column("importer").Text(row)
		link := exporter + " → " + importer + ", " + made(page.Voice, t, f.Column("industry").Text(row))
		for k, side := range sides {
			c := f.Column(side.column + "_pct")
			low, high := f.Column(side.column+"_low_pct"), f.Column(side.column+"_high_pct")
			if low == nil { // a ranking for small firms
				low, high = f.Column("shares_low_pct"), f.Column("shares_high_pct")
			}
			if c == nil || low == nil {
				continue
			}
			least, most := low.Floats[row], high.Floats[row]
			ends := span(page, least, most)
			if ends == "" {
				continue
			}
			some = true
			g.Row(rankMark(page, f, row), []string{own, exporter, importer}[k], link,
				known(page, c.Floats[row], least, most), ends)
		}
	}
	if !some {
		return nil
	}
	return g
}
