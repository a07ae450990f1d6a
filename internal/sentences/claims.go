package sentences

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"ikat/economies"
	"ikat/result"
	"ikat/say"
)

// claiming are words by which a sentence of a language says more than its numbers do.
var claiming = map[string]*regexp.Regexp{
	say.English: regexp.MustCompile(`(?i)\b(rank|first|largest|most|least|dearest|slowest|longest|quickest|best|leads|` +
		`led|more than|less than|cheapest|highest|lowest|sure)\b`),
	"ru": regexp.MustCompile(`(?i)(^|\P{L})((дороже|дешевле|выше|ниже|больше|меньше|дольше|быстрее|лучше) вс(его|ех)|` +
		`наибольш\p{L}*|наименьш\p{L}*|лидиру\p{L}*|первое место)`),
}

// wordings are the words of languages by which a text says something that a check asks for.
var wordings = map[string]map[string]string{
	"a rank":            {say.English: "rank", "ru": "мест"},
	"a range of ranks":  {say.English: "runs from", "ru": "меняется от"},
	"at central values": {say.English: "central case", "ru": "в среднем случае"},
	"a warning":         {say.English: "Beware", "ru": "Осторожно"},
	"assumed":           {say.English: "assumed", "ru": "предположены"},
	"at least":          {say.English: "more than", "ru": "более чем"},
	"who adds most":     {say.English: "add most", "ru": "больше всех добавляют"},
	"more":              {say.English: "more than", "ru": "Это больше"},
	"less":              {say.English: "less than", "ru": "Это меньше"},
}

// wording counts how often the text says something, in its language.
func (r *reading) wording(of string) int {
	return strings.Count(r.plain, wordings[of][r.Voice.Language])
}

// claims holds what a sentence claims to the rows: a text that claims something has a check here, or explains.
func (r *reading) claims() {
	claiming := claiming[r.Voice.Language]
	for _, m := range r.marks {
		if m.Phrase == nil {
			continue
		}
		check, known := checks[m.Phrase.Key]
		if data, _ := m.Phrase.Data.(map[string]any); check != nil {
			check(r, data)
		}
		if known || !claiming.MatchString(r.plain[m.From:m.To]) {
			continue
		}
		inner := slices.ContainsFunc(r.marks, func(o say.Marked) bool {
			return o.Phrase != nil && o.From >= m.From && o.To <= m.To && (o.From > m.From || o.To < m.To) &&
				len(claiming.FindAllString(r.plain[o.From:o.To], -1)) == len(claiming.FindAllString(r.plain[m.From:m.To], -1))
		})
		if !inner { // or what it claims is a text inside it, which is looked at by itself
			r.fault("the text %s claims something (%s) that nothing holds to the rows", m.Phrase.Key,
				claiming.FindString(r.plain[m.From:m.To]))
		}
	}
}

// checks are the claims of texts by their keys; nil is a text that explains words or a method and claims nothing of its
// own rows.
var checks = map[string]func(*reading, map[string]any){
	"economy.chains": ranked, "profile.chains": ranked, "borders.amounts": ranked,
	"brief.partners": func(r *reading, d map[string]any) { r.economiesLead("made in ", "sold to ") },
	"own.adds":       added, "own.path": path, "networks.headline": lands, "requirements.found": registered,
	"stopped.most": stopping, "worth.headline": closing, "programmes.best": planned, "programmes.knowing": knowing,
	"contract.cash":               runsLow,
	"brief.products":              func(r *reading, _ map[string]any) { r.leads("value", message("products")) },
	"brief.worth":                 mending,
	"brief.earn-more":             nil,                                   // how what is earned is bounded
	"brief.borders-more":          func(r *reading, _ map[string]any) {}, // the quickest is a row of its own
	"borders.pair-lead":           sides,
	"chain.dearest":               dearest,
	"chain.time":                  beyond,
	"weakest.days":                beyond,
	"chain.layers-lead":           func(r *reading, _ map[string]any) { r.economiesAbroad() },
	"chain.slow-lead":             slowest,
	"whatif.ranking-lead":         mending,
	"whatif.gainers":              gainers,
	"ranking.first":               mending,
	"simulated.said":              simulated,
	"simulated.firms":             simulatedFirms,
	"smes.factors-said":           doors,
	"factors.sure":                sure,
	"factors.unsure":              sure,
	"smes.factors-are-sure":       sure,
	"smes.factors-are-open":       sure,
	"smes.factors-instead":        nil,
	"firms.headline":              compared,
	"competitiveness.rank":        indexed,
	"economy.links-lead":          flows,
	"chain.network-lead":          tied,
	"whatif.firms-lead":           smallest,
	"world.answer":                ordered,
	"world.own":                   placed,
	"dependency.answer":           depends,
	"dependency.above-lead":       above,
	"borders.against-lead":        against,
	"smes.worth-said":             learnt,
	"weakest.drawn":               nil,
	"opportunities.said-together": together,
	"borders.saves":               nil, // "the best" is what it is compared with
	"borders.best-lead":           nil,
	"chain.links-lead":            nil,
	"chain.sides-lead":            nil,
	"chain.slow-none":             nil,
	"smes.surety":                 nil,
	"smes.interval-lead":          nil,
	"economy.position-lead":       nil,
	"study.title":                 nil,
	"chain.reliability-lead":      nil, "whatif.ranges-lead": nil, "whatif.channels-lead": nil,
	// what pictures and tables show, in the order that their rows have
	"world.published-lead": nil, "economy.smile-lead": nil, "dependency.years-lead": nil, "blocs.triangles-lead": nil,
	"borders.ranks-lead": nil, "smes.industries-lead": nil, "smes.through-lead": nil,
	"compare.said-lpi": nil, // which end of the scale is best
	// levels without intervals, in the answer's own table; and which choice matters
	"competitiveness.levels": nil, "competitiveness.moves": nil,
	// heads of tables, whose rows are in the order that they name
	"profile.industries": nil, "weakest.cost": nil, "weakest.time": nil, "firms.industries": nil, "firms.exporters": nil,
	"firms.products": nil,
	// what a table of industries cannot say
	"weakest.unknown-reliability": nil,
}

// frame returns the first of the part's rows that have columns, nil where none have.
func (r *reading) frame(columns ...string) *result.Frame {
	for _, f := range r.part.Frames {
		if !slices.ContainsFunc(columns, func(c string) bool { return f.Column(c) == nil }) {
			return f
		}
	}
	r.fault("it claims what no rows with %s hold", strings.Join(columns, ", "))
	return nil
}

// ranked: who has a rank is one economy, and the rank is one of those there are; a range of the rank is said.
func ranked(r *reading, d map[string]any) {
	if r.wording("a rank") == 0 {
		return
	}
	f := r.frame("rank")
	if f == nil {
		return
	}
	if e, ok := economies.Get(fmt.Sprint(d["economy"])); ok && e.Kind == economies.Aggregate {
		r.fault("%s is no economy and has a rank", e.Name)
	}
	rank, of := number(d["rank"]), number(d["of"])
	if rank < 1 || rank > of {
		r.fault("rank %v of %v", rank, of)
	}
	if low, ok := d["rank_low"]; ok {
		if number(low) > rank || number(d["rank_high"]) < rank {
			r.fault("rank %v lies outside %v to %v", rank, low, d["rank_high"])
		}
		if number(low) < number(d["rank_high"]) && r.wording("a range of ranks") == 0 {
			r.fault("the range of the rank is not said")
		}
	}
}

func number(v any) float64 {
	switch v := v.(type) {
	case int:
		return float64(v)
	case int64:
		return float64(v)
	case float64:
		return v
	}
	return math.NaN()
}

// aggregate holds for the name of several economies together.
func aggregate(name string) bool {
	name = strings.ToLower(strings.TrimPrefix(name, "the "))
	if e, err := economies.Resolve(name); err == nil {
		return e.Kind == economies.Aggregate
	}
	return strings.HasPrefix(name, "rest of") || strings.HasPrefix(name, "other ") || name == "anywhere"
}

func message(key string) func(f *result.Frame, row int) bool {
	return func(f *result.Frame, row int) bool { return f.Column("message").Text(row) == key }
}

// leads: the first of some rows has the largest value.
func (r *reading) leads(column string, keep func(*result.Frame, int) bool) {
	f := r.frame(column)
	if f == nil {
		return
	}
	first := math.NaN()
	for i := range f.Rows() {
		switch v := f.Column(column).Floats[i]; {
		case !keep(f, i):
		case math.IsNaN(first):
			first = v
		case v > first && !strings.HasPrefix(f.Column("quantity").Text(i), "services"):
			r.fault("%v is more than the first, %v", v, first)
		}
	}
}

// economiesLead: those whom rows of a brief name, and who come first in it, are single economies.
func (r *reading) economiesLead(before ...string) {
	f := r.frame("quantity", "value")
	if f == nil {
		return
	}
	for _, b := range before {
		most := math.Inf(-1)
		for i := range f.Rows() {
			name, ok := strings.CutPrefix(f.Column("quantity").Text(i), b)
			if !ok {
				continue
			}
			name, _, _ = strings.Cut(name, ", of ")
			v := f.Column("value").Floats[i]
			if aggregate(name) {
				r.fault("%s is no single economy", name)
			}
			if most > math.Inf(-1) && v > most {
				r.fault("%s comes after one with less", name)
			}
			most = max(most, v)
		}
	}
}

// mending: the link that is said to be worth most lies between two economies, stands first of those that have a rank,
// and is called first without a word only where its rank does not change over what is not known.
func mending(r *reading, d map[string]any) {
	for _, f := range r.part.Frames {
		rank := f.Column("rank")
		if rank == nil || rank.Floats == nil || f.Column("rank_high") == nil {
			continue
		}
		for i, v := range rank.Floats {
			if math.IsNaN(v) {
				continue
			}
			if got := f.Column("exact_gain").Floats[i]; !same(got, number(d["exact"])) {
				r.fault("the first of economies gains %v", got)
			}
			if f.Column("rank_high").Floats[i] > 1 && r.wording("at central values") == 0 {
				r.fault("its rank runs to %v, which is not said", f.Column("rank_high").Floats[i])
			}
			if odd := f.Column("warning"); odd != nil && odd.Text(i) != "" && r.wording("a warning") == 0 {
				r.fault("its warning is not said")
			}
			break
		}
	}
	for _, key := range []string{"exporter", "importer"} {
		if name, ok := d[key].(string); ok && aggregate(name) {
			r.fault("%s is no single economy", name)
		}
	}
	if first, ok := d["first"].(string); ok {
		plain, _ := r.Trace.Read(first)
		from, to, _ := strings.Cut(plain, " → ")
		to, _, _ = strings.Cut(to, ",")
		if aggregate(from) || aggregate(to) {
			r.fault("%s has no single economy at both ends", plain)
		}
	}
}

// sides: one economy's borders cost more, or less, than another's, whatever a day costs.
func sides(r *reading, d map[string]any) {
	f := r.frame("peers_low", "peers_high", "name")
	if f == nil {
		return
	}
	one, _ := d["one"].(string)
	for i := range f.Rows() {
		if f.Column("name").Text(i) != one {
			continue
		}
		low, high := f.Column("peers_low").Floats[i], f.Column("peers_high").Floats[i]
		if d["lead"] == "more" && low < 0 || d["lead"] == "less" && high > 0 {
			r.fault("the difference lies between %v and %v", low, high)
		}
	}
}

// dearest: the border that is named has no side that is assumed, and of those the highest cost.
func dearest(r *reading, d map[string]any) {
	f := r.frame("cost", "assumed", "rank_held", "origin")
	if f == nil {
		return
	}
	for i := range f.Rows() {
		if f.Column("assumed").Text(i) != "" {
			continue
		}
		plain, _ := r.Trace.Read(fmt.Sprint(d["cost"]))
		held := f.Column("rank_held").Floats[i]
		if !r.says(f.Column("cost").Floats[i]) || d["held"] != nil && !same(number(d["held"]), held) {
			r.fault("the dearest whose procedures are data costs %v, not %s", f.Column("cost").Floats[i], plain)
		}
		break
	}
	if f.Rows() > 0 && f.Column("assumed").Text(0) != "" && r.wording("assumed") == 0 {
		r.fault("a dearer one is assumed, which is not said")
	}
}

// beyond: a number of days that is a lower bound is called one, and no other.
func beyond(r *reading, _ map[string]any) {
	f := r.frame("days_90", "days_99", "more_than")
	if f == nil {
		return
	}
	said := r.wording("at least")
	want := 0
	for _, name := range strings.Fields(f.Column("more_than").Text(0)) {
		if name == "days_90" || name == "days_99" {
			want++
		}
	}
	if said != want {
		r.fault("%d of its quantiles are lower bounds, it says so of %d", want, said)
	}
}

// economiesAbroad: of single economies, those with the most value added stand in the sentence, most first.
func (r *reading) economiesAbroad() {
	f := r.frame("economy", "value")
	if f == nil || r.wording("who adds most") == 0 {
		return
	}
	most := math.Inf(1)
	for _, m := range r.numbers()[1:] {
		v := m.Said.Values[0]
		if v > most {
			r.fault("%v comes after less", v)
		}
		most = v
	}
	left := 0
	for i := range f.Rows() {
		e, ok := economies.Get(f.Column("economy").Text(i))
		if v := f.Column("value").Floats[i]; v > most*(1+1e-9) && ok && e.Kind != economies.Aggregate && !r.says(v) {
			left++
		}
	}
	if left > 1 { // the maker's own economy comes first in the sentence
		r.fault("%d economies that add more are left out", left)
	}
}

// slowest: the input that is named takes longest of those whose procedures are data, or says that its are assumed.
func slowest(r *reading, d map[string]any) {
	f := r.frame("days", "assumed", "flow")
	if f == nil {
		return
	}
	for i := range f.Rows() {
		data := f.Column("assumed").Text(i) == ""
		if v := f.Column("days").Floats[i]; data && v > number(d["days"]) {
			r.fault("another takes %v days", v)
		}
		if same(f.Column("days").Floats[i], number(d["days"])) && !data && r.wording("assumed") == 0 {
			r.fault("its procedures are assumed, which is not said")
		}
	}
}

// gainers: who gains and loses most is one economy, and is called sure only where the interval has one sign.
func gainers(r *reading, d map[string]any) {
	f := r.frame("economy", "welfare_pct", "welfare_low_pct", "welfare_high_pct")
	if f == nil {
		return
	}
	for _, key := range []string{"top", "least"} {
		if name, _ := d[key].(string); aggregate(name) {
			r.fault("%s is no single economy", name)
		}
	}
}

// simulated: of single economies, those who are said to gain and to lose most do, and their signs are called sure only
// where they are.
func simulated(r *reading, d map[string]any) {
	f := r.frame("scenario", "economy", "welfare_pct", "welfare_low_pct", "welfare_high_pct")
	if f == nil {
		return
	}
	for name, sign := range map[string]float64{"gains": 1, "loses": -1} {
		who, _ := d[name+"Who"].(string)
		if who == "" {
			continue
		}
		if aggregate(who) {
			r.fault("%s is no single economy", who)
		}
		said, found := number(d[name+"By"]), false
		ends := [2]float64{number(d[name+"Low"]), number(d[name+"High"])}
		for i := range f.Rows() {
			e, known := economies.Get(f.Column("economy").Text(i))
			if !known || e.Kind == economies.Aggregate {
				continue
			}
			v := f.Column("welfare_pct").Floats[i]
			found = found || e.Name == who && same(v, said)
			low, high := f.Column("welfare_low_pct").Floats[i], f.Column("welfare_high_pct").Floats[i]
			if e.Name != who && (sign > 0 && high > ends[0] || sign < 0 && low < ends[1]) &&
				r.wording("at central values") == 0 {
				r.fault("%s could have more than %s, which is not said", e.Name, who)
			}
			if sign*v > sign*said*(1+1e-9) {
				r.fault("%s has %v, more than %s", e.Name, v, who)
			}
		}
		if !found {
			r.fault("%s does not have %v in the rows", who, said)
		}
		if low, high := number(d[name+"Low"]), number(d[name+"High"]); (low*high > 0) != (d[name+"Sure"] == true) {
			r.fault("%v to %v is not as sure as it is called", low, high)
		}
	}
}

// simulatedFirms: of single economies' small firms, those who are said to move most do, and their sign is called sure
// only where it is.
func simulatedFirms(r *reading, d map[string]any) {
	f := r.frame("scenario", "economy", "sme_income_pct", "sme_income_low_pct", "sme_income_high_pct")
	if f == nil {
		return
	}
	who, _ := d["who"].(string)
	if aggregate(who) {
		r.fault("%s is no single economy", who)
	}
	said, found := number(d["by"]), false
	for i := range f.Rows() {
		e, known := economies.Get(f.Column("economy").Text(i))
		v := f.Column("sme_income_pct").Floats[i]
		if !known || e.Kind == economies.Aggregate || math.IsNaN(v) {
			continue
		}
		found = found || e.Name == who && same(v, said)
		if math.Abs(v) > math.Abs(said)*(1+1e-9) {
			r.fault("small firms of %s move by %v, more than those of %s", e.Name, v, who)
		}
	}
	if !found {
		r.fault("small firms of %s do not move by %v in the rows", who, said)
	}
	if low, high := number(d["low"]), number(d["high"]); (low*high > 0) != (d["sure"] == true) {
		r.fault("%v to %v is not as sure as it is called", low, high)
	}
}

// doors: the door that pays most, and the one that pays least, of the rows about delivery.
func doors(r *reading, d map[string]any) {
	f := r.frame("factor", "sme_effect")
	if f == nil {
		return
	}
	low, high := math.Inf(1), math.Inf(-1)
	for i := range f.Rows() {
		if v := f.Column("sme_effect").Floats[i]; f.Column("factor").Text(i) == "delivery" && !math.IsNaN(v) {
			low, high = min(low, v), max(high, v)
		}
	}
	if !same(high, number(d["effect"])) || !same(low, number(d["least_effect"])) {
		r.fault("doors pay %v to %v", low, high)
	}
}

// sure: what is called sure keeps its sign in 98% of draws, also with shares by industry drawn, and over all of these;
// what is called open does not.
func sure(r *reading, d map[string]any) {
	f := r.frame("factor", "door", "sign_held", "joint_sign_held", "sme_income_pct", "shares_low", "shares_high")
	if f == nil {
		return
	}
	sign := func(i int) string {
		of := func(column string) float64 { return f.Column(column).Floats[i] }
		switch held := of("sign_held") >= .98 && !(of("joint_sign_held") < .98); {
		case held && of("sme_income_pct") > 0 && of("low") > 0 && !(of("shares_low") < 0):
			return "raise"
		case held && of("sme_income_pct") < 0 && of("high") < 0 && !(of("shares_high") > 0):
			return "lower"
		}
		return "open"
	}
	for _, said := range []string{"raise", "lower", "open"} {
		list, _ := d[said].([]string)
		for _, name := range list {
			found := false
			for i := range f.Rows() {
				if name != f.Column("factor").Text(i)+" ("+f.Column("door").Text(i)+")" {
					continue
				}
				found = true
				if is := sign(i); is != said {
					r.fault("%s is said to be %s and is %s", name, said, is)
				}
			}
			if !found {
				r.fault("%s is no row", name)
			}
		}
	}
}

// compared: firms are said to earn more, or less, than they sell only where the interval lies on one side.
func compared(r *reading, d map[string]any) {
	sold := [2]float64{number(d["direct_low"]), number(d["direct_high"])}
	low, high := number(d["low"]), number(d["high"])
	switch more := r.wording("more") > 0; {
	case more && low <= sold[1]:
		r.fault("the interval from %v does not lie above %v", low, sold[1])
	case r.wording("less") > 0 && high >= sold[0]:
		r.fault("the interval to %v does not lie below %v", high, sold[0])
	}
}
