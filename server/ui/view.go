package ui

import (
	"html/template"
	"net/url"
	"slices"

	"ikat/engine"
	"ikat/question"
	"ikat/result"
)

// View is what a page says: a question, its answer in sentences written from the numbers, the choices it depends on,
// and sections that show where the answer comes from.
//
// The first screen is the question, the first sentence of Answer with Central beside it, and the picture of the first
// section; so the first section has a picture and no long work wherever the page has one at all, or it Leads: room is
// kept for its picture, and its Headline takes the place of the first sentence when it comes.
type View struct {
	Grounds
	Page     string // key of the page
	Title    string
	Looks    string // what the page looks at, where that is not what its choices say
	Question string
	Answer   []string
	Calls    []*Call       // give the rows that the answer is made of
	Central  []Term        // the answer's central numbers, one or two: Word is the number, Meaning what it is
	Carried  []string      // what became of choices that the page's source does not have
	Document template.HTML // in place of all else: one of the project's documents
	Paper    *Paper        // in place of an answer: a page to print
	Guide    []Tile        // where to begin, on a page that begins
	Controls []Control
	Open     bool   // the choices stand open where they fold, for they are what comes first
	Action   string // address that the choices lead to, where it is not the page's own
	Sections []Section
	omitted  []omission
}

// Grounds are what answers rest on, each said once.
type Grounds struct {
	Notes   []result.Note
	Sources []result.Source
}

// restsOn adds notes and sources that are not there yet.
func (g *Grounds) restsOn(notes []result.Note, sources []result.Source) {
	for _, n := range notes {
		if !slices.ContainsFunc(g.Notes, n.Same) {
			g.Notes = append(g.Notes, n)
		}
	}
	for _, s := range sources {
		if !slices.ContainsFunc(g.Sources, func(o result.Source) bool { return o.Table == s.Table }) {
			g.Sources = append(g.Sources, s)
		}
	}
}

// Control is one choice of a page; its value is part of the page's address.
type Control struct {
	Kind    string // select, checks, range, text, amount, date, number, check, area, file, hidden
	Name    string
	Label   string
	Help    string
	Wrong   string // what is wrong with the value
	Value   string
	Values  []string // checks
	Options []Choice
	Focus   bool     // one of the choices that all pages share
	Others  []Choice // further options under a heading
	Min     string   // range, number
	Max     string
	Step    string
	Unit    string
	Action  string // file: the page that it is sent back to

	OthersLabel string
}

// Upload takes a file and keeps it: its form is made of what the address that takes it declares.
type Upload struct {
	ID       string // of the form
	Action   string // the address of the API
	View     string // the page that shows what was made of it
	Command  string // after ikat, which does the same
	Controls []Control
}

// Choice is one value of a control.
type Choice struct{ Value, Label string }

// Selected reports whether a value is chosen.
func (c Control) Selected(value string) bool {
	return value == c.Value && c.Kind != "checks" || slices.Contains(c.Values, value)
}

// section returns the section of that id, or nil. What takes another's place has its place on the page.
func (v *View) section(id string) *Section {
	for i := range v.Sections {
		s := &v.Sections[i]
		if s.Then != nil && s.Then.ID == id {
			*s = *s.Then
		}
		if s.ID == id {
			return s
		}
	}
	return nil
}

// begun reports whether the section that leads the page is still to be finished: asked again, the page may be whole.
func (v *View) begun() bool {
	return len(v.Sections) > 0 && v.Sections[0].Leads && (v.Sections[0].Work != nil || v.Sections[0].Then != nil)
}

// headed is an answer with the section's headline in the place of the sentence that stood for it.
func (s *Section) headed(answer []string) []string {
	at := slices.Index(answer, s.Instead)
	if s.Headline == "" || at < 0 {
		return answer
	}
	answer = slices.Clone(answer)
	answer[at] = s.Headline
	return answer
}

// closing is an answer in print, once the work of a section is done: a page leads with what its first section says, a
// chapter comes to that after what is known before.
func (s *Section) closing(answer []string, led bool) []string {
	if !led {
		return s.headed(answer)
	}
	at := slices.Index(answer, s.Instead)
	if s.Headline == "" || at < 0 {
		return answer
	}
	return append(slices.Delete(slices.Clone(answer), at, at+1), s.Headline)
}

// Section is one part of a page: a lead sentence, a picture, the rows under it and how to get them.
type Section struct {
	ID       string
	Title    string
	Lead     string
	Controls []Control // choices that belong to this part; they are part of the page's address as all are
	Terms    []Term    // words of the picture, explained
	Facts    []Term    // what there is to say where there is no picture
	Figure   *Figure
	Table    *Table
	Rows     *Call         // gives the rows of the table
	Calls    []*Call       // give further rows that its sentences are made of
	Command  string        // after ikat, where the command line says the same but there are no rows to fetch
	Said     []string      // sentences under the picture and the rows
	Notes    []result.Note // what its numbers rest on, where the page does not say it of all
	Upload   *Upload       // takes a file of the reader's and keeps it
	Token    string        // label of the server's token, which what this section starts needs; "" where none is asked for
	Next     []Step        // where a reader may go from here
	More     []Section     // parts that rest on the same work and come with it

	// Work makes the section where that takes longer than a page may: the page comes without it, and its script asks
	// for it and shows progress. Basis names what the work rests on beside the page's address: the content of the
	// tables.
	// Takes is about how much that is: it decides whose turns it takes.
	Work  func(r *request, p engine.Progress) (*Section, error)
	Takes question.Work
	Basis string
	Leads bool     // it is the page's first screen, though its work is long
	Then  *Section // what takes this section's place once more work is done: the same, known better

	// Headline is what the page's sentence Instead becomes once the work is done, "" where that changes nothing: a page
	// shows it above the lead, a study in that sentence's place.
	Headline, Instead string
}

// Step leads to another page.
type Step struct{ Label, Href string }

// Tile is one of several ways to go on, in a group under a heading.
type Tile struct {
	Heading string
	Lead    string
	Steps   []Step
}

// Term is a word and what it means.
type Term struct{ Word, Meaning string }

// address is a path with parameters, given as names and values.
func address(path string, pairs ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Add(pairs[i], pairs[i+1])
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}
