package sme

import (
	"context"
	"math"
	"sort"
	"sync"

	"golang.org/x/sync/errgroup"

	"ikat/internal/cores"
)

// Worth is what one more statistic would do to the interval of the share.
type Worth struct {
	Statistic string  // what would be known
	Share     Range   // the interval with it
	Narrower  float64 // by how much the certified interval would be narrower
}

const (
	points = .05  // to how much a share by industry would be known, either way
	rough  = 2e-5 // slack of its certified ends
	nearly = 1.1  // within which factor of the industry's a ratio would be known
)

// further lists the statistics whose worth is computed. Each adds to the information what a survey would tell if the
// industries were as the point estimate has them.
var further = []struct {
	statistic string
	add       func(f *Information, s *Split)
}{
	{"SMEs' share of value added by industry, within 5 points", func(f *Information, s *Split) {
		f.survey(s, ValueAdded, func(i int) float64 { return share(s.VA, i) })
	}},
	{"SMEs' share of direct exports by industry, within 5 points", func(f *Information, s *Split) {
		f.survey(s, Exports, func(i int) float64 { return share(s.Exports, i) })
	}},
	{"SMEs' purchases from large firms by industry, within 5 points", func(f *Information, s *Split) {
		f.survey(s, FromLarge, func(i int) float64 { return s.link(i, len(s.X), 1) })
	}},
	{"SMEs' sales to large firms by industry, within 5 points", func(f *Information, s *Split) {
		f.survey(s, ToLarge, func(i int) float64 { return s.link(i, 1, len(s.X)) })
	}},
	{"value added per output of each size class, within 10 per cent", func(f *Information, _ *Split) {
		f.ValueAdded = tighter(f.ValueAdded)
	}},
	{"imported inputs per output of each size class, within 10 per cent", func(f *Information, _ *Split) {
		f.Imports = tighter(f.Imports)
	}},
}

func tighter(factor float64) float64 {
	if factor > 0 && factor < nearly {
		return factor
	}
	return nearly
}

// survey adds a range of ± points about a share of every sector that has no statistic of its own.
func (f *Information) survey(s *Split, of Indicator, share func(i int) float64) {
	f.Statistics = append(Statistics(nil), f.Statistics...)
	for i, label := range s.Economy.Label {
		v := share(i)
		if f.Statistics.find(of, label) != nil || math.IsNaN(v) {
			continue
		}
		f.Statistics = append(f.Statistics, Statistic{Economy: s.Economy.Code, Industry: label, Indicator: of, Value: v,
			Low: math.Max(0, v-points), High: math.Min(1, v+points), Source: "as the point estimate has it"})
	}
}

// share is small firms' part of what both classes of sector i have.
func share(v []float64, i int) float64 { return v[i] / (v[i] + v[len(v)/2+i]) }

// link is the part of the small firms of sector i's purchases (other 2n, own 1) or sales (other 1, own 2n) that is with
// large firms.
func (s *Split) link(i, other, own int) float64 {
	n := len(s.X) / 2
	large := s.total(i*own+n*other, other, n)
	return large / (large + s.total(i*own, other, n))
}

// NewWorth returns what each further statistic would do to the interval, the one that narrows it most first. It rests
// on the point estimate for what the statistic would say.
//
// Error: as NewBounds.
func NewWorth(ctx context.Context, s *Split, f Information, base *Bounds, p Progress) ([]Worth, error) {
	out := make([]Worth, len(further))
	group, while := errgroup.WithContext(ctx)
	group.SetLimit(max(1, cores.Count()/2)) // both ends of one are computed at once
	var told sync.Mutex
	done := 0
	for k, w := range further {
		group.Go(func() (err error) {
			g := f
			w.add(&g, s)
			out[k], err = worthOf(while, s.Economy, g, base)
			out[k].Statistic = w.statistic
			if told.Lock(); p != nil {
				done++
				p("what further statistics of "+s.Economy.Code+" would tell", float64(done)/float64(len(further)))
			}
			told.Unlock()
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Narrower > out[j].Narrower })
	return out, nil
}

// worthOf is what more information does to the interval.
func worthOf(ctx context.Context, e *Economy, f Information, base *Bounds) (Worth, error) {
	r, err := newRelaxation(ctx, e, f, 1)
	if err != nil {
		return Worth{}, err
	}
	r.domestic = base.domestic // fewer splits are left, so none is below it
	v, err := r.share(ctx, rough)
	// What is known already stays known, where rounding of the two certificates differs.
	v.Low, v.High = math.Max(v.Low, base.Share.Low), math.Min(v.High, base.Share.High)
	return Worth{Share: v, Narrower: base.Share.Width() - v.Width()}, err
}
