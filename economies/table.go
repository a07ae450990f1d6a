package economies

import "strings"

// Publisher names whose codes a list prints, as codes.csv spells it; "" where that is not known.
type Publisher string

// The publishers whose codes differ from ISO 3166-1.
const (
	ADB       Publisher = "ADB"
	Eurostat  Publisher = "Eurostat"
	EXIOBASE  Publisher = "EXIOBASE"
	WIOD      Publisher = "WIOD"
	Eora      Publisher = "Eora"
	GLORIA    Publisher = "GLORIA"
	GTAP      Publisher = "GTAP"
	WorldBank Publisher = "World Bank"
)

// PublisherOf returns the publisher whom a table names as its own, in whatever words; "" where its codes are those of
// ISO or nothing is known of them.
func PublisherOf(text string) Publisher {
	text = strings.ToLower(text)
	for _, p := range []struct {
		word string
		who  Publisher
	}{
		{"asian development bank", ADB}, {"adb", ADB}, {"eurostat", Eurostat}, {"figaro", Eurostat},
		{"exiobase", EXIOBASE},
		{"world input-output", WIOD}, {"wiod", WIOD}, {"eora", Eora}, {"gloria", GLORIA}, {"gtap", GTAP},
		{"world bank", WorldBank},
	} {
		if strings.Contains(text, p.word) {
			return p.who
		}
	}
	return ""
}

// Match is what one code of a table stands for.
type Match struct {
	Printed string  // as the table has it
	Economy Economy // Kind Unknown with Printed as its code where nothing is known
	By      By      // what the finding rests on
	Claim   string  // where the table's own name for it means another economy: the code that name has
}

// By says on what a match rests.
type By string

// In the order in which they are tried.
const (
	ByNothing   By = ""
	ByPublisher By = "publisher's code"
	ByISO3      By = "ISO 3166-1 alpha-3"
	ByISO2      By = "ISO 3166-1 alpha-2"
	ByNumber    By = "UN number"
	ByName      By = "name"
	ByOthers    By = "code of another publisher"
)

// Table says what the economies of a table are. codes are as it prints them; names, from its legend, may be nil or have
// empty places; publisher may be "".
//
// What the publisher says comes first, then the legend, then ISO 3166-1. A code without either is taken at its word
// only where the whole table speaks for it: three of four codes must be of two letters of ISO 3166-1 before any is read
// so, half of them must be known before a code is read as another publisher's; and no two codes become one economy.
// What remains keeps its printed code.
func Table(codes, names []string, publisher Publisher) []Match {
	by := ByPublisher
	if publisher == "" {
		publisher, by = speaker(codes), ByOthers
	}
	out := make([]Match, len(codes))
	for i, c := range codes {
		out[i] = printed(strings.TrimSpace(c), publisher, by)
		if names != nil && names[i] != "" && out[i].By != ByPublisher {
			legend(&out[i], names[i])
		}
	}
	notRwanda(out)
	weigh(out, ByISO2, 3, 4)
	weigh(out, ByNumber, 3, 4)
	weigh(out, ByOthers, 1, 2)
	distinct(out)
	for i := range out {
		out[i].Printed = codes[i]
		if out[i].By == ByNothing {
			out[i].Economy = Economy{Code: codes[i], Name: codes[i], UN: codes[i]}
		}
	}
	return out
}

// speaker returns the publisher whose codes a list has: the one that has most of those which ISO 3166-1 does not know,
// two at least; "" where none or two do. WA, WE, WF beside each other are EXIOBASE's, so that its WF is not Wallis and
// Futuna.
func speaker(codes []string) Publisher {
	x, count := lookup(), map[string]int{}
	for _, c := range codes {
		if _, ok := ofISO(strings.TrimSpace(c)); ok {
			continue
		}
		for p := range x.publishers(strings.TrimSpace(c)) {
			count[p]++
		}
	}
	best, alone := "", false
	for p, n := range count {
		switch {
		case best == "" || n > count[best]:
			best, alone = p, true
		case n == count[best]:
			alone = false
		}
	}
	if !alone || count[best] < 2 {
		return ""
	}
	return Publisher(best)
}

// printed returns what a code means on its own, by the first rule that knows it.
func printed(code string, publisher Publisher, by By) Match {
	x, up := lookup(), strings.ToUpper(code)
	if c, ok := x.publishers(code)[string(publisher)]; ok {
		return Match{Economy: mustGet(c), By: by}
	}
	if e, ok := Get(up); ok && len(up) == 3 {
		return Match{Economy: e, By: ByISO3}
	}
	if c, ok := x.alpha2[up]; ok {
		return Match{Economy: mustGet(c), By: ByISO2}
	}
	if n, ok := number(up); ok {
		if c, ok := x.number[n]; ok {
			return Match{Economy: mustGet(c), By: ByNumber}
		}
	}
	if c, ok := agreed(x.publishers(code)); ok {
		return Match{Economy: mustGet(c), By: ByOthers}
	}
	if len(code) > 3 {
		if e, _ := meaning(code); e.Kind != Unknown {
			return Match{Economy: e, By: ByName}
		}
	}
	return Match{}
}

// legend lets the table's own name for a code say what it means. Where both are known and differ the name decides, for
// it was written by the table's publisher for this table; Claim keeps what the code alone would have been.
func legend(m *Match, name string) {
	e, _ := meaning(strings.TrimSpace(name))
	switch {
	case e.Kind == Unknown && (m.By == ByISO2 || m.By == ByOthers || m.By == ByNumber):
		*m = Match{Claim: m.Economy.Code} // a name that nobody knows speaks against a code that is only likely
		return
	case e.Kind == Unknown, e.Kind == Aggregate && m.By == ByNothing && e.Code != "ROW":
		return
	}
	if m.By != ByNothing && m.Economy.Code != e.Code {
		if m.Economy.Kind == Part && m.Economy.Of == e.Code || m.Economy.Kind == Aggregate && e.Kind == Aggregate {
			return // a part is named after its whole, and rests of the world after each other
		}
		m.Claim = m.Economy.Code
	}
	m.Economy, m.By = e, ByName
}

// mostWithout is the size of tables that have no economy of Rwanda's size.
const mostWithout = 60

// notRwanda takes back RW in a small table, where it is how people write the rest of the world.
func notRwanda(list []Match) {
	for i, m := range list {
		if m.By == ByISO2 && m.Economy.Code == "RWA" && len(list) < mostWithout {
			list[i] = Match{Claim: m.Economy.Code}
		}
	}
}

// weigh takes back what rests on a rule unless num of den of all codes are known, aggregates aside.
func weigh(list []Match, by By, num, den int) {
	hit, all, any := 0, 0, false
	for _, m := range list {
		if m.Economy.Kind == Aggregate && m.By != by {
			continue
		}
		all++
		if m.By != ByNothing {
			hit++
		}
		any = any || m.By == by
	}
	if !any || hit*den >= all*num {
		return
	}
	for i := range list {
		if list[i].By == by {
			list[i] = Match{}
		}
	}
}

// distinct takes back what would make one economy of two codes; a code of ISO 3166-1 keeps its own.
func distinct(list []Match) {
	first := map[string]int{}
	for i, m := range list {
		if m.By == ByNothing {
			continue
		}
		j, taken := first[m.Economy.Code]
		switch {
		case !taken:
			first[m.Economy.Code] = i
		case m.By == ByISO3 && list[j].By != ByISO3:
			list[j] = Match{Claim: m.Economy.Code}
			first[m.Economy.Code] = i
		default:
			list[i] = Match{Claim: m.Economy.Code}
		}
	}
}
