package ui

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

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
)

// sentFiles are the files that readers have sent. It is safe for concurrent use.
type sentFiles struct {
	mu    sync.Mutex
	dir   *owned.Folder // nil until the first comes
	kept  []sentFile
	bytes int64
}

type sentFile struct {
	id, name string
	bytes    int64
}

// path is where a file lies: under its own name, which messages then say.
func (s *sentFiles) path(f sentFile) string { return filepath.Join(s.dir.Path, f.id, f.name) }

// keep takes a file and returns what addresses call it.
func (s *sentFiles) keep(name string, data []byte) (string, error) {
	sum := sha256.Sum256(append([]byte(name+"\x00"), data...))
	one := sentFile{hex.EncodeToString(sum[:8]), name, int64(len(data))}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.find(one.id) >= 0 {
		return sentName + one.id, nil
	}
	if s.dir == nil {
		dir, err := owned.Make(os.TempDir(), sentFolders)
		if err != nil {
			return "", err
		}
		s.dir = dir
	}
	for s.bytes+one.bytes > sentWhole && len(s.kept) > 0 {
		os.RemoveAll(filepath.Join(s.dir.Path, s.kept[0].id))
		s.bytes, s.kept = s.bytes-s.kept[0].bytes, s.kept[1:]
	}
	if err := os.Mkdir(filepath.Join(s.dir.Path, one.id), 0o700); err != nil {
		return "", err
	}
	if err := os.WriteFile(s.path(one), data, 0o600); err != nil {
		os.RemoveAll(filepath.Join(s.dir.Path, one.id))
		return "", err
	}
	s.bytes, s.kept = s.bytes+one.bytes, append(s.kept, one)
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
	to, err := s.taken(w, r)
	if err != nil {
		s.fail(w, req, page{key: "ask"}, err)
		return
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

func (s *Site) taken(w http.ResponseWriter, r *http.Request) (string, error) {
	r.Body = http.MaxBytesReader(w, r.Body, sentMost+64<<10)
	parts, err := r.MultipartReader()
	if err != nil {
		return "", notSent("the request holds no file", err)
	}
	fields, ref := map[string]string{}, ""
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return "", notSent("the file did not arrive whole", err)
		}
		data, err := io.ReadAll(io.LimitReader(part, sentMost+1))
		switch {
		case err != nil:
			return "", notSent("the file did not arrive whole", err)
		case len(data) > sentMost:
			return "", &fault.Error{Kind: fault.Excessive, Where: fileOf(part),
				What: fmt.Sprintf("the file is larger than %d MiB", sentMost>>20), Fix: "Ask with it on the command line"}
		case part.FormName() != "file":
			fields[part.FormName()] = string(data)
		case part.FileName() == "":
			return "", notSent("no file was chosen", nil)
		default:
			if ref, err = s.sent.keep(fileOf(part), data); err != nil {
				return "", notSent("the file could not be kept", err)
			}
		}
	}
	to, err := url.Parse(fields["to"])
	if err != nil || to.Host != "" || to.Scheme != "" || !strings.HasPrefix(to.Path, "/") || ref == "" ||
		strings.HasPrefix(to.Path, "//") || fields["param"] == "" {
		return "", notSent("the form does not say what the file is for", err)
	}
	q := to.Query()
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
		e.Why = err.Error()
	}
	return e
}
