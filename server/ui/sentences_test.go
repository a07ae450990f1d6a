package ui

import (
	"context"
	"os"
	"strings"
	"testing"

	"ikat/internal/ikattest"
	"ikat/internal/sentences"
	"ikat/internal/shareddata"
	"ikat/question"
	"ikat/result"
	"ikat/say"
)

// traced makes the pages of a test speak with a voice that remembers what numbers are made of.
func traced(t *testing.T) (*say.Voice, *say.Trace) {
	t.Helper()
	voice, trace := say.In(say.English).Traced()
	spoken = voice.Called
	t.Cleanup(func() { spoken = say.English })
	return voice, trace
}

// rows are those that a call gives, asked as the reader of a study would ask for them.
func (c *Call) rows(ctx context.Context, s *Site) ([]*result.Frame, error) {
	given := map[string][]string{}
	for _, g := range c.given {
		given[g.param.Name] = append(given[g.param.Name], g.value)
	}
	v, err := c.question.Read(given, question.Asker{Local: true})
	if err != nil {
		return nil, err
	}
	a, err := c.question.Ask(ctx, &question.Request{Values: v, Engine: s.open}, nil)
	if err != nil {
		return nil, err
	}
	return a.Frames, nil
}

// heads are what stands over a section: its title, its picture's, and the heads of its rows with their units and kinds.
func heads(s *Section) []string {
	out := []string{s.Title}
	if s.Figure != nil {
		out = append(out, s.Figure.Title)
	}
	if s.Table != nil {
		for _, h := range s.Table.Header {
			out = append(out, h.Label+" "+h.Note())
		}
	}
	return out
}

// readStudies holds every sentence of some economies' studies to the rows that stand under it.
func readStudies(t *testing.T, s *Site, table string, list []string) {
	t.Helper()
	voice, trace := traced(t)
	for _, economy := range list {
		asked, subject, code, err := s.studied(t.Context(), StudyQuestion{Economy: economy, Table: table}, nil)
		if err != nil {
			t.Fatal(economy, err)
		}
		out, err := asked.study(subject, code, "ikat test", nil)
		if err != nil {
			t.Fatal(economy, err)
		}
		r := &sentences.Reader{Voice: voice, Trace: trace}
		said := 0
		read := func(name string, head, texts []string, calls ...*Call) []*result.Frame {
			var frames []*result.Frame
			for _, c := range calls {
				f, err := c.rows(t.Context(), s)
				if err != nil {
					t.Fatalf("%s %s: %s: %v", economy, name, c.CLI(), err)
				}
				frames = append(frames, f...)
			}
			said += len(texts)
			for _, f := range r.Faults(sentences.Part{Name: economy + " " + name, Head: head, Texts: texts, Frames: frames}) {
				t.Error(f)
			}
			return frames
		}
		read("summary", []string{out.Basis}, out.Messages, out.Calls...)
		for _, c := range out.Chapters {
			calls := c.Calls
			for i := range c.Sections {
				part := &c.Sections[i]
				texts := append([]string{}, part.Said...)
				if part.Lead != "" {
					texts = append(texts, part.Lead)
				}
				own := part.Calls
				if part.Rows != nil {
					own = append([]*Call{part.Rows}, own...)
				}
				if part.Headline != "" {
					calls = append(calls, own...)
				}
				read(part.ID, append([]string{c.Title, c.Basis}, heads(part)...), texts, own...)
			}
			read(c.ID, []string{c.Title, c.Basis}, c.Answer, calls...)
		}
		if said < 25 {
			t.Errorf("%s: %d sentences", economy, said)
		}
	}
}

func TestSentencesOfStudies(t *testing.T) {
	ikattest.Long(t, "a study is written and read")
	defer func(n int) { factorDraws = n }(factorDraws)
	factorDraws = 40
	readStudies(t, newSite(t), "apx/2008", []string{"KOR"})
}

func TestSentencesOfTenStudies(t *testing.T) {
	if os.Getenv("IKAT_STUDIES") == "" {
		t.Skip("ten studies of WIOD 2011 take minutes: IKAT_STUDIES=1 runs them")
	}
	readStudies(t, newSite(t), shareddata.Path(t, "wiod2013/wiod2013_2011.csv.gz"),
		strings.Fields("IDN TUR KOR POL MEX CHN DEU USA IND BRA"))
}
