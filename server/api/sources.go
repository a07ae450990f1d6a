package api

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"ikat/engine"
	"ikat/fault"
	"ikat/internal/download"
	"ikat/internal/fetch"
	"ikat/internal/turns"
	"ikat/question"
	"ikat/result"
)

// Offer is what a publisher offers, and how far its download is.
type Offer struct {
	Name     string `json:"name"`
	Kind     string `json:"kind,omitempty" doc:"what it is where it is no table: tariffs, jobs"`
	Label    string `json:"label"`
	Licence  string `json:"licence"`
	Citation string `json:"citation"`
	Page     string `json:"page" doc:"the publisher's own"`
	Years    string `json:"years" doc:"which can be downloaded, in words"`
	Offered  bool   `json:"offered" doc:"whether an address to download from is known"`
	Begun    int64  `json:"begun,omitempty" doc:"bytes of an interrupted download, which the next one goes on with"`
	Job      string `json:"job,omitempty" doc:"the job that downloads it now"`
}

// downloadTime is how long a download may take: lines are slow where these tables are wanted most.
const downloadTime = 24 * time.Hour

func (a *API) sourceRoutes() []*route {
	return []*route{
		{
			method: "GET", path: "/sources", id: "sources", tag: "Tables",
			summary: "What publishers offer, whose it is and on which terms",
			doc:     "As `ikat tables get`, with what interrupted downloads have brought so far.",
			value:   func(*request) (any, error) { return a.offers(), nil },
			returns: []Offer{}, lasting: true,
		},
		{
			method: "POST", path: "/sources/{name}", id: "get-source", tag: "Tables",
			summary: "Download what a publisher offers and keep it",
			doc: "The answer is a job. Its progress is that of the download and then of reading; deleting it stops it, and " +
				"asking again goes on where it stopped. One is downloaded at a time. As `ikat tables get NAME`.",
			params: []question.Param{{Name: "name", Argument: true, Form: question.Name, Doc: "the source", Example: "oecd2025"},
				question.KeepYears(), question.KeepReplace},
			status: http.StatusAccepted, returns: Job{}, act: a.getSource,
		},
	}
}

func (a *API) offers() []Offer {
	out := make([]Offer, len(a.Sources))
	for i := range a.Sources {
		s := &a.Sources[i]
		out[i] = Offer{Name: s.Name, Kind: s.Kind, Label: s.Label, Licence: s.Licence, Citation: s.Citation, Page: s.Page,
			Years: s.Years(), Offered: s.Offered(), Job: a.jobs.unfinished(gets + s.Name)}
		if a.Store != nil {
			out[i].Begun = download.Begun(a.Store, s)
		}
	}
	return out
}

// gets is how the question of a download's job begins.
const gets = "get "

// getSource starts the download of a source.
func (a *API) getSource(r *request, w http.ResponseWriter) error {
	if a.Store == nil {
		return keepsNone()
	}
	s, err := download.Find(a.Sources, r.One("name"))
	if err != nil {
		return err
	}
	years, replace, client := r.Wholes("year"), r.On("replace"), turns.Client(r.Context())
	return a.start(w, &job{
		question: gets + s.Name, name: []string{s.Name}, client: client, gate: a.downloading, time: downloadTime,
		work: func(d *doing) error { return without(a.take(d, s, years, replace, client), a.Store.Root()) },
	})
}

// take downloads a source. What is read and kept takes the turn of those that write.
func (a *API) take(d *doing, s *fetch.Source, years []int, replace bool, client string) error {
	far := &parts{doing: d, of: max(1, len(years))}
	taker := &download.Taker{Engine: a.Engine, Store: a.Store, Bytes: far.came, Progress: far.read,
		Kept: func(*engine.Imported) { far.done++ },
		Turn: func(ctx context.Context) (context.Context, func(), error) {
			return turns.Enter(turns.With(ctx, a.jobs.gate, client), turns.Short, 0)
		}}
	if s.Kind != "" {
		return d.keepData(taker, s, replace)
	}
	kept, err := taker.Tables(d, *s, years, replace)
	var said []string
	for _, one := range kept {
		said = append(said, told(one))
		d.table = one.Table.Ref()
	}
	d.message, d.frame = strings.Join(said, ". "), keptFrame(kept)
	return err
}

// parts is how far the download of several tables is: most of each is its transfer.
type parts struct {
	*doing
	of, done int
}

const transfer = .9

func (p *parts) tell(stage string, share, from, to float64) {
	if share >= 0 {
		share = (float64(p.done) + from + (to-from)*min(share, 1)) / float64(p.of)
	}
	p.progress(stage, share)
}

func (p *parts) read(stage string, share float64) { p.tell(stage, share, transfer, 1) }

// came says how much of a file has come; total is -1 where unknown.
func (p *parts) came(name string, done, total int64) {
	const mega = 1e6
	if total <= 0 {
		p.progress(fmt.Sprintf("%s: %.1f MB", name, float64(done)/mega), -1)
		return
	}
	p.tell(fmt.Sprintf("%s: %.1f of %.1f MB", name, float64(done)/mega, float64(total)/mega),
		float64(done)/float64(total), 0, transfer)
}

// keepData downloads data that go with tables.
func (d *doing) keepData(taker *download.Taker, s *fetch.Source, replace bool) error {
	kept, err := taker.Data(d, s, replace)
	if err != nil {
		return err
	}
	d.message = s.Label + ": kept; " + s.Use
	if kept.Known {
		d.message = s.Label + ": here from an earlier download; " + s.Use
	}
	f := &result.Frame{Title: s.Label}
	f.Text("name", "Name", []string{s.Name})
	f.Text("sha256", "SHA-256", []string{kept.SHA256})
	f.Text("use", "Used by", []string{s.Use})
	d.frame = f
	return nil
}

// keptFrame lists tables that were kept.
func keptFrame(kept []*engine.Imported) *result.Frame {
	f := &result.Frame{Title: "Tables that were kept"}
	var refs, outcomes []string
	var found []int64
	for _, one := range kept {
		refs, outcomes = append(refs, one.Table.Ref()), append(outcomes, one.Outcome.String())
		found = append(found, int64(len(one.Findings)))
	}
	f.Text("table", "Table", refs)
	f.Text("outcome", "Outcome", outcomes)
	f.Whole("findings", "What is odd about it", "", "findings about the table", result.Accounting, found)
	return f
}

// keepsNone refuses what would be kept.
func keepsNone() error {
	return &Refusal{Status: http.StatusForbidden,
		Fault: fault.Error{Kind: fault.Invalid, What: "this server keeps no tables"}}
}
