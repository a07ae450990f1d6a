package sentences

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"ikat/economies"
)

// indexed: a rank by an index is that of the rows, with their range, among all of them.
func indexed(r *reading, d map[string]any) {
	f := r.frame("name", "rank", "rank_low", "rank_high")
	if f == nil {
		return
	}
	cell := func(column string, row int) float64 { return cell{f, f.Column(column), row}.value() }
	for i := range f.Rows() {
		if f.Column("name").Text(i) == d["name"] && cell("rank", i) == number(d["rank"]) &&
			cell("rank_low", i) == number(d["low"]) && cell("rank_high", i) == number(d["high"]) &&
			f.Rows() == int(number(d["of"])) {
			return
		}
	}
	r.fault("the rows have no such rank")
}

// tied: of the borders between two economies whose procedures are data, the one that is named adds most, and its costs
// are those of its rows.
func tied(r *reading, d map[string]any) {
	f := r.frame("origin", "destination", "cost", "cost_low", "cost_high", "assumed")
	if f == nil {
		return
	}
	sums, known := map[string][3]float64{}, map[string]bool{}
	for i := range f.Rows() {
		key := f.Column("origin").Text(i) + f.Column("destination").Text(i)
		sum := sums[key]
		for k, column := range []string{"cost", "cost_low", "cost_high"} {
			sum[k] += f.Column(column).Floats[i]
		}
		sums[key], known[key] = sum, f.Column("assumed").Text(i) == ""
	}
	found := false
	for key, sum := range sums {
		if known[key] && sum[0] > number(d["cost"])*(1+1e-9) {
			r.fault("%s adds %v", key, sum[0])
		}
		found = found || same(sum[0], number(d["cost"])) && same(sum[1], number(d["low"])) && same(sum[2], number(d["high"]))
	}
	if !found {
		r.fault("no border adds so much")
	}
}

// smallest: whose small firms are said to gain most do, and in how many economies they gain less than large ones.
func smallest(r *reading, d map[string]any) {
	f := r.frame("economy", "sme_income_pct", "large_income_pct", "sme_income_low_pct", "sme_income_high_pct")
	if f == nil {
		return
	}
	less := 0
	for i, v := range f.Column("sme_income_pct").Floats {
		if v > number(d["small"])*(1+1e-9) {
			r.fault("those of %s gain %v", f.Column("economy").Text(i), v)
		}
		if v < f.Column("large_income_pct").Floats[i] {
			less++
		}
	}
	if less != int(number(d["less"])) || f.Rows() != int(number(d["of"])) {
		r.fault("%d of %d gain less", less, f.Rows())
	}
}

// flows: the flow that is said to be the largest is so, of those to single economies.
func flows(r *reading, d map[string]any) {
	f := r.frame("importer", "gvc")
	if f == nil {
		return
	}
	if partner, _ := d["partner"].(string); aggregate(partner) {
		r.fault("%s is no single economy", partner)
	}
	for i, v := range f.Column("gvc").Floats {
		if e, known := economies.Get(f.Column("importer").Text(i)); known && e.Kind != economies.Aggregate &&
			v > number(d["value"])*(1+1e-9) {
			r.fault("%v to %s is more", v, e.Name)
		}
	}
}

// ordered: who is said to stand highest and lowest does, of single economies.
func ordered(r *reading, d map[string]any) {
	for _, end := range []string{"top", "last"} {
		if name, _ := d[end].(string); aggregate(name) {
			r.fault("%s is no single economy", name)
		}
	}
	high, low := number(d["value"]), number(d["least"])
	if !(high >= low) {
		r.fault("the highest is %v, the lowest %v", high, low)
	}
	for _, f := range r.part.Frames {
		for _, c := range f.Columns {
			if c.IsText() || c.Label != d["label"] || !slices.Contains(c.Floats, high) || !slices.Contains(c.Floats, low) {
				continue
			}
			key := f.Columns[0]
			for i, v := range c.Floats {
				if e, known := economies.Get(key.Text(i)); known && e.Kind != economies.Aggregate && (v > high || v < low) {
					r.fault("%s has %v", e.Name, v)
				}
			}
			return
		}
	}
	r.fault("no rows hold its highest and lowest")
}

// placed: the place of an economy among single ones is that of its value.
func placed(r *reading, d map[string]any) {
	for _, f := range r.part.Frames {
		for _, c := range f.Columns {
			if c.IsText() || c.Label != d["label"] || !slices.Contains(c.Floats, number(d["value"])) {
				continue
			}
			place, of := 1, 0
			for i, v := range c.Floats {
				e, known := economies.Get(f.Columns[0].Text(i))
				if known && e.Kind == economies.Aggregate || math.IsNaN(v) {
					continue
				}
				if of++; v > number(d["value"]) {
					place++
				}
			}
			if place != int(number(d["rank"])) || of != int(number(d["of"])) {
				r.fault("its place is %d of %d", place, of)
			}
			return
		}
	}
	r.fault("no rows hold its value")
}

// depends: no other industry that exports more than a little has a larger share, where the text says so.
func depends(r *reading, d map[string]any) {
	if d["chosen"] == true {
		return
	}
	name, _ := d["partner"].(string)
	for _, f := range r.part.Frames {
		source, share, va := f.Column("source"), f.Column("share"), f.Column("va")
		if source == nil || share == nil || va == nil || f.Column("industry") == nil {
			continue
		}
		if at := slices.Index(share.Floats, number(d["now"])); at < 0 {
			continue
		}
		exports, total := map[string]float64{}, 0.0
		now := func(i int) bool { return cell{f, share, i}.years()[fmt.Sprint(d["year"])] }
		for i, v := range va.Floats {
			if now(i) {
				exports[f.Column("industry").Text(i)] += v
				total += v
			}
		}
		for i, v := range share.Floats {
			e, known := economies.Get(source.Text(i))
			if known && e.Name == name && now(i) && v > number(d["now"])*(1+1e-9) &&
				exports[f.Column("industry").Text(i)] > .005*total {
				r.fault("%s depends on it more: %v", f.Column("industry").Text(i), v)
			}
		}
		return
	}
	r.fault("no rows hold its share")
}

// above: so many shares stand at a threshold or over it.
func above(r *reading, d map[string]any) {
	for _, f := range r.part.Frames {
		source, share := f.Column("source"), f.Column("share")
		if source == nil || share == nil || f.Column("exporter") == nil {
			continue
		}
		n := 0
		for i, v := range share.Floats {
			if v >= number(d["least"]) && source.Text(i) != f.Column("exporter").Text(i) &&
				(cell{f, share, i}).years()[fmt.Sprint(d["year"])] {
				n++
			}
		}
		if n != int(number(d["n"])) {
			r.fault("%d shares do", n)
		}
		return
	}
	r.fault("no rows hold the shares")
}

// against: an economy's borders cost more, or less, than others', whatever a day costs.
func against(r *reading, d map[string]any) {
	low, high := number(d["low"]), number(d["high"])
	if d["lead"] == "less" { // the ends are of how much less
		low, high = high, low
	}
	if f := r.frame("name", "peers_low", "peers_high"); f != nil {
		at := slices.IndexFunc(f.Column("peers_low").Floats, func(v float64) bool { return math.Abs(v) == number(d["low"]) })
		if at < 0 || math.Abs(f.Column("peers_high").Floats[at]) != number(d["high"]) {
			r.fault("the rows have no such difference")
		}
	}
	if d["lead"] != "either" && !(low >= 0 && high >= low) {
		r.fault("the difference lies between %v and %v", low, high)
	}
}

// learnt: of all statistics, the one that is named narrows the interval most.
func learnt(r *reading, d map[string]any) {
	f := r.frame("quantity", "point")
	if f == nil {
		return
	}
	for i, v := range f.Column("point").Floats {
		if f.Column("quantity").Text(i) == "worth_of_statistic" && v > number(d["narrower"])*(1+1e-9) {
			r.fault("another narrows by %v", v)
		}
	}
}

// together: the products that are named are the first of the rows, in the order of their names; none of the rows ranks
// before them, and the economy sells none of them more than the world does.
func together(r *reading, d map[string]any) {
	f := r.frame("product", "name", "rank", "together", "rca")
	if f == nil {
		return
	}
	list, _ := d["list"].([]string)
	if len(list) == 0 || len(list) > f.Rows() {
		r.fault("%d products are named, of %d", len(list), f.Rows())
		return
	}
	for k, said := range list {
		plain, _ := r.Trace.Read(said)
		code, name := f.Column("product").Text(k), f.Column("name").Text(k)
		if !strings.Contains(plain, code) && plain != name && plain != r.Voice.Name(name) {
			r.fault("%s is not number %d, which is %s", plain, k+1, name)
		}
		if rank := f.Column("rank").Floats[k]; rank != float64(k+1) {
			r.fault("%s has rank %v", plain, rank)
		}
		if rca := f.Column("rca").Floats[k]; rca >= 1 {
			r.fault("%s is sold with an advantage of %v", plain, rca)
		}
	}
	for i, v := range f.Column("together").Floats {
		if v > f.Column("together").Floats[len(list)-1] && i >= len(list) {
			r.fault("%s stands higher, with %v", f.Column("name").Text(i), v)
		}
	}
}
