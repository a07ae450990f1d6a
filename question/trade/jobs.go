package trade

import (
	"context"
	"math"
	"regexp"
	"strings"

	"ikat/counterfactual"
	"ikat/icio"
	"ikat/result"
	"ikat/tablefile/satellite"
)

// countsWork tells satellites that count work: employment, jobs, employees, hours (EMP, EMPE, H_EMP in accounts).
var countsWork = regexp.MustCompile(`(?i)\b(h_)?emp(e|n|loy\w*)?\b|\b(jobs?|persons|workers|hours)\b`)

// workOf are the satellites of a table that count work.
func workOf(t *icio.Table) []icio.Satellite {
	var out []icio.Satellite
	for _, s := range t.Satellites {
		text := strings.ToLower(s.Name + " " + s.Unit)
		if countsWork.MatchString(text) && !strings.Contains(text, "compensation") {
			out = append(out, s)
		}
	}
	return out
}

// withSatellites joins a file of satellites, if one is named, to a table.
//
// Error: what satellite.Read, File.For and Table.With say.
func withSatellites(ctx context.Context, t *icio.Table, path string) (*icio.Table, error) {
	if path == "" {
		return t, nil
	}
	file, err := satellite.Read(ctx, path)
	if err != nil {
		return nil, err
	}
	rows, err := file.For(t)
	if err != nil {
		return nil, err
	}
	return t.With(rows)
}

// jobsChange is what becomes of an economy's jobs.
type jobsChange struct{ net, low, high, moved float64 }

// jobsOf lets the jobs of each industry follow the labour that it uses, over the variants: the sum over industries of
// jobs·(L̂ − 1), and, centrally, how many of those jobs are in industries that shrink.
func (m *simulation) jobsOf(s icio.Satellite, i, n int) (out jobsChange) {
	N := m.t.N()
	for v := range m.variants {
		o, known := m.outcomes[v][i], false
		var net, moved float64
		for j, jobs := range s.Values[n*N : (n+1)*N] {
			change := jobs * counterfactual.Settled(o.LabourGrowth(n, j)-1)
			if math.IsNaN(change) { // not known, or jobs without value added
				continue
			}
			known = true
			net += change
			moved -= math.Min(change, 0)
		}
		if !known {
			net, moved = math.NaN(), math.NaN()
		}
		if v == 0 {
			out = jobsChange{net, net, net, moved}
		}
		out.low, out.high = math.Min(out.low, net), math.Max(out.high, net)
	}
	return out
}

// addJobs adds the changes in jobs to rows by scenario and economy, the world last, and says what they rest on.
func (m *simulation) addJobs(f *result.Frame) {
	work := workOf(m.t)
	if len(work) == 0 {
		f.Note("jobs.none", "jobs are not among these results: the table says nothing of them; a file of jobs by economy "+
			"and industry adds them (ikat simulate with {flag} FILE)", "flag", "--satellite")
		return
	}
	for _, s := range work {
		m.jobsColumns(f, s)
		if s.Note != "" {
			f.Warn("jobs.unknown", "{name}: {note}; what is not known is in no change", "name", s.Name, "note", s.Note)
		}
	}
	f.Note("jobs.follow", "jobs of each industry are taken to follow the labour it uses, its value added over the wage, "+
		"with as many jobs per unit of labour as in the table; the model holds each economy's labour, so jobs move "+
		"between industries and the net change is that some have more jobs per unit of labour than others: nobody is "+
		"counted as out of work")
}

func (m *simulation) jobsColumns(f *result.Frame, s icio.Satellite) {
	var rows []jobsChange
	for i := range m.s.Scenarios {
		var world jobsChange
		for n := range m.t.Economies {
			c := m.jobsOf(s, i, n)
			rows = append(rows, c)
			if !math.IsNaN(c.net) {
				world.net, world.moved = world.net+c.net, world.moved+c.moved
			}
		}
		world.low, world.high = math.NaN(), math.NaN() // economies' ends need not come together
		rows = append(rows, world)
	}
	name := strings.ToLower(s.Name)
	c := f.Of(result.Scenario, len(rows))
	c.Number(name+"_change", s.Name+", change", s.Unit, "jobs that follow each industry's labour, net over industries",
		func(i int) float64 { return rows[i].net })
	c.Number(name+"_change_low", s.Name+", change, low", s.Unit, "least net change over the elasticity sets (and values "+
		"of a day); none for the world", func(i int) float64 { return rows[i].low })
	c.Number(name+"_change_high", s.Name+", change, high", s.Unit, "largest net change over the same",
		func(i int) float64 { return rows[i].high })
	c.Number(name+"_moved", s.Name+", moved", s.Unit, "jobs that leave industries which use less labour",
		func(i int) float64 { return rows[i].moved })
}

// Jobs are the columns of jobs of rows by scenario and economy; nil where they have none.
func Jobs(f *result.Frame) *result.Frame {
	out := &result.Frame{Title: "Jobs", Columns: []*result.Column{f.Column("scenario"), f.Column("economy")}}
	for _, c := range f.Columns {
		if name, is := strings.CutSuffix(c.Name, "_moved"); is {
			out.Columns = append(out.Columns, f.Column(name+"_change"), f.Column(name+"_change_low"),
				f.Column(name+"_change_high"), c)
		}
	}
	if len(out.Columns) == 2 {
		return nil
	}
	return out
}
