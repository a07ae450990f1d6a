package ui

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"

	"ikat/fault"
	"ikat/internal/owned"
)

// A reader's own files are sent to be asked with: SentPath takes one and leads back to the page, whose address then
// calls it sent:ID. They lie in a folder of their own until the program ends, or until newer ones need the room.
const (
	SentPath    = "/sent"
	sentName    = "sent:"
	sentFolders = "ikat-sent-" // how the names of their folders begin
	sentMost    = 32 << 20     // bytes of a file
	sentWhole   = 256 << 20    // bytes of all
	sentMany    = 1000         // files
	sentField   = 64 << 10     // bytes of what the form says beside the file
	sentAtOnce  = 16           // files on their way
)

// sentFiles are the files that readers have sent. It is safe for concurrent use.
type sentFiles struct {
	mu    sync.Mutex
	dir   *owned.Folder // nil until the first comes
	kept  []sentFile
	bytes int64

	coming atomic.Int64 // on their way
}

type sentFile struct {
	id, name string
	bytes    int64
}

// path is where a file lies: under its own name, which messages then say.
func (s *sentFiles) path(f sentFile) string { return filepath.Join(s.dir.Path, f.id, f.name) }

// folder is where files lie.
func (s *sentFiles) folder() (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.dir == nil {
		dir, err := owned.Make(os.TempDir(), sentFolders)
		if err != nil {
			return "", err
		}
		s.dir = dir
	}
	return s.dir.Path, nil
}

// arriving is a file that has come, and is not kept yet.
type arriving struct {
	sentFile
	path string
}

// gone removes it where it was not kept.
func (a *arriving) gone() {
	if a.path != "" {
		os.Remove(a.path)
	}
}

// errLarge ends a file that is larger than one may be.
var errLarge = errors.New("it is too large")

// receive writes a file as it comes, which takes no more memory than a piece of it.
func (s *sentFiles) receive(name string, from io.Reader) (*arriving, error) {
	folder, err := s.folder()
	if err != nil {
		return nil, err
	}
	f, err := os.CreateTemp(folder, "coming-")
	if err != nil {
		return nil, err
	}
	sum := sha256.New()
	sum.Write([]byte(name + "\x00"))
	n, err := io.Copy(io.MultiWriter(f, sum), io.LimitReader(from, sentMost+1))
	if lost := f.Close(); err == nil {
		err = lost
	}
	out := &arriving{sentFile{hex.EncodeToString(sum.Sum(nil)[:8]), name, n}, f.Name()}
	if err == nil && n > sentMost {
		err = errLarge
	}
	if err != nil {
		out.gone()
		return nil, err
	}
	return out, nil
}

// keep keeps a file that has come and returns what addresses call it.
func (s *sentFiles) keep(one *arriving) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.find(one.id) >= 0 {
		return sentName + one.id, nil
	}
	if s.dir == nil {
		return "", os.ErrClosed
	}
	for len(s.kept) > 0 && (s.bytes+one.bytes > sentWhole || len(s.kept) >= sentMany) {
		os.RemoveAll(filepath.Join(s.dir.Path, s.kept[0].id))
		s.bytes, s.kept = s.bytes-s.kept[0].bytes, s.kept[1:]
	}
	if err := os.Mkdir(filepath.Join(s.dir.Path, one.id), 0o700); err != nil {
		return "", err
	}
	if err := os.Rename(one.path, s.path(one.sentFile)); err != nil {
		os.RemoveAll(filepath.Join(s.dir.Path, one.id))
		return "", err
	}
	one.path = ""
	s.bytes, s.kept = s.bytes+one.bytes, append(s.kept, one.sentFile)
	return sentName + one.id, nil
}

func (s *sentFiles) find(id string) int {
	for i, f := range s.kept {
		if f.id == id {
			return i
		}
	}
	return -1
}

// lookUp finds a file by what addresses call it.
func (s *sentFiles) lookUp(name string) (file sentFile, path string, ok bool) {
	id, ok := strings.CutPrefix(name, sentName)
	if !ok {
		return sentFile{}, "", false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	i := s.find(id)
	if i < 0 {
		return sentFile{}, "", false
	}
	return s.kept[i], s.path(s.kept[i]), true
}

// hide takes the folder out of a text that names files in it.
func (s *sentFiles) hide(text []byte) []byte {
	s.mu.Lock()
	folder := s.dir
	s.mu.Unlock()
	if folder == nil || !bytes.Contains(text, []byte(folder.Path)) {
		return text
	}
	return regexp.MustCompile(regexp.QuoteMeta(folder.Path)+`/[0-9a-f]{16}/`).ReplaceAll(text, nil)
}

// close removes all.
func (s *sentFiles) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.dir == nil {
		return nil
	}
	err := s.dir.Close()
	s.dir, s.kept, s.bytes = nil, nil, 0
	return err
}

// Sent finds a file that a reader has sent, by what addresses call it.
func (s *Site) Sent(name string) (path string, ok bool) {
	_, path, ok = s.sent.lookUp(name)
	return path, ok
}

// Close removes the files that readers have sent.
func (s *Site) Close() error { return s.sent.close() }

// takeFile keeps a file and leads back to the page that asked for it: the form says where that is (to) and which choice
// the file is (param).
func (s *Site) takeFile(w http.ResponseWriter, r *http.Request) {
	req := s.request(r)
	if s.sent.coming.Add(1) > sentAtOnce {
		s.sent.coming.Add(-1)
		w.Header().Set("Retry-After", "10")
		s.failAs(w, req, page{key: "ask"}, nil, &fault.Error{Kind: fault.Excessive, What: "other files are being sent",
			Fix: "Try again in a moment"}, http.StatusTooManyRequests)
		return
	}
	defer s.sent.coming.Add(-1)
	to, err := s.taken(w, r)
	if err != nil {
		s.fail(w, req, page{key: "ask"}, err)
		return
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// taken reads a form of one file and two fields, each once, and keeps the file where all is right.
func (s *Site) taken(w http.ResponseWriter, r *http.Request) (string, error) {
	r.Body = http.MaxBytesReader(w, r.Body, sentMost+2*sentField)
	parts, err := r.MultipartReader()
	if err != nil {
		return "", notSent("the request holds no file", err)
	}
	fields := map[string]string{}
	var file *arriving
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return "", notSent("the file did not arrive whole", err)
		}
		name := part.FormName()
		_, twice := fields[name]
		switch {
		case name != "file" && name != "to" && name != "param":
			return "", notSent(fault.Say("the form has a field %.40q, which no page sends", name), nil)
		case twice || name == "file" && file != nil:
			return "", notSent(fault.Say("the form has its field %s twice, and one is taken", name), nil)
		case name == "file" && part.FileName() == "":
			return "", notSent("no file was chosen", nil)
		case name == "file":
			if file, err = s.sent.receive(fileOf(part), part); err != nil {
				if errors.Is(err, errLarge) {
					return "", &fault.Error{Kind: fault.Excessive, Where: fileOf(part), What: fault.Say(
						"the file is larger than %d MiB", sentMost>>20), Fix: "Ask with it on the command line"}
				}
				return "", notSent("the file did not arrive whole, or could not be kept", err)
			}
			defer file.gone()
		default:
			data, err := io.ReadAll(io.LimitReader(part, sentField+1))
			if err != nil || len(data) > sentField {
				return "", notSent(fault.Say("the form's field %s did not arrive whole, or is too long", name), err)
			}
			fields[name] = string(data)
		}
	}
	to, err := url.Parse(fields["to"])
	if err != nil || to.Host != "" || to.Scheme != "" || !strings.HasPrefix(to.Path, "/") || file == nil ||
		strings.HasPrefix(to.Path, "//") || fields["param"] == "" {
		return "", notSent("the form does not say what the file is for", err)
	}
	q, err := url.ParseQuery(to.RawQuery)
	if err != nil {
		return "", notSent("the page that asked for the file has choices that cannot be read", err)
	}
	ref, err := s.sent.keep(file)
	if err != nil {
		return "", notSent("the file could not be kept", err)
	}
	q.Add(fields["param"], ref) // beside others, which the address has where the question takes several
	to.RawQuery = q.Encode()
	return to.String(), nil
}

// fileOf is the name of a file that is sent, as a name in a folder.
func fileOf(p *multipart.Part) string {
	name := filepath.Base(strings.ReplaceAll(p.FileName(), `\`, "/"))
	clean := strings.Map(func(c rune) rune {
		if c < ' ' || strings.ContainsRune(`,:"<>|?*`, c) {
			return '_'
		}
		return c
	}, name)
	if clean == "" || clean == "." || clean == ".." || len(clean) > 200 {
		return "file"
	}
	return clean
}

func notSent(what string, err error) error {
	e := &fault.Error{Kind: fault.Invalid, What: what, Fix: "Choose a file and send it again", Err: err}
	if err != nil {
		e.Why = fault.Said(err)
	}
	return e
}
