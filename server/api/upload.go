package api

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"ikat/engine"
	"ikat/fault"
	"ikat/internal/turns"
	"ikat/question"
	"ikat/store"
)

func (a *API) uploadRoute() *route {
	return &route{
		method:  "POST",
		path:    "/tables",
		id:      "add-table",
		tag:     "Tables",
		summary: "Add a published table to the store",
		doc: "The body is the file as it was published: CSV, gzip, zip, workbook. It is read exactly as printed, " +
			"validated and kept under NAME/YEAR; nothing is repaired. The answer is a job, whose rows are the findings " +
			"about the table. As `ikat tables add`.",
		params:  append([]question.Param{nameOfFile("made_2001.csv")}, question.KeepTable(a.Engine.Formats())...),
		body:    fileBody(),
		status:  http.StatusAccepted,
		returns: Job{},
		act:     a.upload,
	}
}

// nameOfFile is the parameter that says what a file that is sent is called.
func nameOfFile(example string) question.Param {
	return question.Param{Form: question.Text, Name: "filename", Example: example,
		Doc: "the file's own name, which often tells name, year and edition"}
}

// fileBody is a body that is a file.
func fileBody() *huma.RequestBody {
	return &huma.RequestBody{
		Required:    true,
		Description: "the file",
		Content: map[string]*huma.MediaType{
			"application/octet-stream": {Schema: &huma.Schema{Type: "string", Format: "binary"}},
		},
	}
}

// upload keeps a table.
func (a *API) upload(r *request, w http.ResponseWriter) error {
	return a.taken(r, w, func(path, folder string) func(*doing) error {
		q := engine.Importing{
			Reading: engine.Reading{Path: path, Format: r.One("format"), Year: r.Whole("year"),
				Missing: r.One("missing")}, Name: r.One("name"),
			Balance: r.One("balance"), Replace: r.On("replace"),
		}
		return func(d *doing) error { return a.keep(d, q, folder) }
	})
}

// taken takes a file whole before it answers; reading it is a job, which work makes of where it lies.
func (a *API) taken(r *request, w http.ResponseWriter, work func(path, folder string) func(*doing) error) error {
	if a.Store == nil {
		return keepsNone()
	}
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); strings.HasPrefix(kind, "multipart/") ||
		kind == "application/x-www-form-urlencoded" {
		return &Refusal{
			Status: http.StatusUnsupportedMediaType,
			Fault: fault.Error{
				Kind:  fault.Invalid,
				Where: fault.Say("Content-Type %s", kind),
				What:  "a file is not sent as a form",
				Fix: "Send the file itself as the body, with curl --data-binary @FILE -H 'Content-Type: " +
					"application/octet-stream'",
			},
		}
	}
	if r.ContentLength > a.Limits.Upload {
		return tooLarge(a.Limits.Upload)
	}
	select {
	case a.uploading <- struct{}{}:
		defer func() { <-a.uploading }()
	default:
		return &Refusal{
			Status: http.StatusTooManyRequests,
			Retry:  10 * time.Second,
			Fault:  fault.Error{Kind: fault.Invalid, What: "other files are being sent", Fix: "Try again in a moment"},
		}
	}
	in, path, err := a.receive(r, w)
	if err != nil {
		return err
	}
	discard := func() {
		// What cannot be removed now is swept when the next table comes.
		_ = in.Close()
	}
	err = a.start(w, &job{
		question: "add " + filepath.Base(path), name: []string{"findings", filepath.Base(path)}, discard: discard,
		client: turns.Client(r.Context()), stores: true,
		work: work(path, in.Dir),
	})
	if err != nil {
		discard()
	}
	return err
}

// receive writes the body to a file of its own name below the store, and leaves nothing where that fails.
func (a *API) receive(r *request, w http.ResponseWriter) (in *store.Incoming, file string, err error) {
	made, err := a.Store.Receive(r.Context())
	if err != nil {
		return nil, "", err
	}
	defer func() {
		if err != nil {
			_ = made.Close() // swept later where it cannot be now
		}
	}()
	file = safeName(r.One("filename"))
	f, err := made.Create(file)
	if err != nil {
		return nil, "", err
	}
	n, err := io.Copy(f, http.MaxBytesReader(w, r.Body, a.Limits.Upload))
	if lost := f.Close(); err == nil {
		err = lost
	}
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return nil, "", tooLarge(large.Limit)
	case fault.KindOf(err) == fault.Unwritable:
		return nil, "", err
	case err != nil:
		return nil, "", broken(err)
	case n == 0:
		return nil, "", invalid("body", "it is empty", "Send the file as the body")
	}
	return made, filepath.Join(made.Dir, file), nil
}

// safeName takes the base of a file's name, whoever's system wrote it; what cannot be a name becomes "table".
func safeName(s string) string {
	s = path.Base(strings.ReplaceAll(s, `\`, "/"))
	s = strings.Map(func(c rune) rune {
		if c < ' ' || c == 0x7f || strings.ContainsRune(`/:*?"<>|`, c) {
			return -1
		}
		return c
	}, strings.ToValidUTF8(s, ""))
	for len(s) > 150 {
		s = strings.ToValidUTF8(s[len(s)-150:], "")
	}
	if strings.Trim(s, ". ") == "" {
		return "table"
	}
	return s
}

// keep reads an uploaded file into the store and says what is odd about it.
func (a *API) keep(d *doing, q engine.Importing, folder string) error {
	done, err := a.Engine.Import(d, a.Store, q, d.progress)
	if err != nil {
		return without(err, folder)
	}
	t := done.Table
	d.table, d.message = t.Ref(), told(done)
	d.frame = engine.FindingsFrame(t)
	return nil
}

// told says what was kept.
func told(done *engine.Imported) string {
	t := done.Table
	out := fmt.Sprintf("%s %s: %d economies x %d industries, %s; read as %s", t.Ref(), done.Outcome, t.G(), t.N(),
		t.Money(), fault.Bare(done.Saw))
	if done.Moved != "" {
		out += "; " + done.Moved
	}
	return out
}

// remove takes a table out of the store.
func (a *API) remove(r *request, w http.ResponseWriter) error {
	if a.Store == nil {
		return keepsNone()
	}
	year, _ := strconv.Atoi(r.One("year"))
	if err := a.Store.Remove(r.Context(), r.One("name"), year); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}
