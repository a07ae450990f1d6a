package fetch

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"ikat/fault"
)

//go:embed sources.json
var embedded []byte

// Source is a published set of tables, or data that go with tables.
type Source struct {
	Name     string       `json:"name"`
	Kind     string       `json:"kind"` // what it is where it is no table: tariffs, jobs
	Use      string       `json:"use"`  // of what is no table: the question and parameter that take it
	With     string       `json:"with"` // the source of the tables that these data come with
	How      string       `json:"how"`  // what to choose on the publisher's page, from a comma on; "" for nothing
	Label    string       `json:"label"`
	Licence  string       `json:"licence"`
	Page     string       `json:"page"` // the publisher's own
	Citation string       `json:"citation"`
	Format   string       `json:"format"`
	Store    string       `json:"store"` // name in the store
	Files    []SourceFile `json:"files"` // none, and no list: the publisher's page has to be visited
	List     *Listing     `json:"list"`  // the page that lists the files, where it has to be read for them
	Seen     string       `json:"seen"`  // where the addresses were seen
	Tried    string       `json:"tried"` // the day a file last came from there; "" where that was never seen
}

// SourceFile is a file of some years; {year} in its address and name stands for one.
type SourceFile struct {
	From   int    `json:"from"`
	To     int    `json:"to"`
	URL    string `json:"url"`
	File   string `json:"file"`
	SHA256 string `json:"sha256"`
	MD5    string `json:"md5"`
}

// Sources returns the list of sources: the built-in one, or that of a file's text.
//
// Error: fault.Invalid if the text is no such list.
func Sources(text []byte) ([]Source, error) {
	if text == nil {
		text = embedded
	}
	var list []Source
	if err := json.Unmarshal(text, &list); err != nil {
		return nil, &fault.Error{
			Kind:  fault.Invalid,
			Where: "list of sources",
			What:  fault.Say("it cannot be read: %v", err),
			Err:   err,
		}
	}
	return list, nil
}

// Years says which years can be downloaded, in words.
func (s *Source) Years() string {
	if len(s.Files) == 0 && s.List != nil {
		return "on its page"
	}
	if len(s.Files) == 0 {
		return "by hand"
	}
	if s.Kind != "" {
		return "all"
	}
	first, last := s.Files[0].From, s.Files[len(s.Files)-1].To
	if first == last {
		return strconv.Itoa(first)
	}
	return fmt.Sprintf("%d-%d", first, last)
}

// Offered tells whether ikat knows an address to download from.
func (s *Source) Offered() bool { return len(s.Files) > 0 || s.List != nil }

// Adding is the command that takes what was downloaded by hand.
func (s *Source) Adding() string {
	if s.Kind == "" {
		return adding
	}
	return adding + " --data " + s.Name
}

// ByHand says how to get what ikat knows no address of.
func (s *Source) ByHand() string {
	if s.With != "" {
		return fault.Say("They come with a table: ikat tables get %s/YEAR", s.With)
	}
	return fault.Say("Download it at %s%s and use %s", s.Page, s.How, s.Adding())
}

// File returns what to download for a year.
//
// Error: fault.NotFound if the source does not have it, or has to be visited by hand.
func (s *Source) File(year int) (SourceFile, error) {
	if len(s.Files) == 0 {
		return SourceFile{}, &fault.Error{
			Kind:  fault.NotFound,
			Where: s.Name,
			What:  "ikat knows no address to download it from",
			Fix:   s.ByHand(),
		}
	}
	for _, f := range s.Files {
		if year >= f.From && year <= f.To {
			y := strconv.Itoa(year)
			f.URL, f.File = strings.ReplaceAll(f.URL, "{year}", y), strings.ReplaceAll(f.File, "{year}", y)
			return f, nil
		}
	}
	return SourceFile{}, &fault.Error{
		Kind:  fault.NotFound,
		Where: fmt.Sprintf("%s/%d", s.Name, year),
		What:  "the source does not have that year",
		Fix:   fault.Say("It has %s", fault.Word(s.Years())),
	}
}
