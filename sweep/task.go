package sweep

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"ikat/engine"
	"ikat/fault"
	"ikat/icio"
	"ikat/question/catalog"
	"ikat/tablefile"
)

// Rest is a table or file that jobs rest on, and what its content is known by.
type Rest struct {
	Name    string `json:"name"`
	File    bool   `json:"file,omitempty"`
	Content string `json:"content"`
}

// Task is a job on its way to another machine.
type Task struct {
	Key      string              `json:"key"`
	Question string              `json:"question"`
	Given    map[string][]string `json:"given"`
	Over     []Value             `json:"over"`
}

// Task is the job as it travels.
func (j *Job) Task() Task { return Task{j.Key, j.Question.ID, j.Given, j.Over} }

// Place makes jobs: a machine with its tables, files and version. It is safe for concurrent use.
type Place struct {
	engine  *engine.Engine
	version string
	entries []icio.Entry

	mu      sync.Mutex
	digests map[string]string // of files' content, by path, time and size: what many jobs rest on is read once
}

// NewPlace returns a place.
//
// Error: what the libraries of tables say.
func NewPlace(e *engine.Engine, version string) (*Place, error) {
	entries, err := e.Tables()
	return &Place{engine: e, version: version, entries: entries, digests: map[string]string{}}, err
}

// Lacks says what this place does not have, or has otherwise, of what jobs rest on; nil where nothing is missing.
//
// Error: fault.NotFound; fault.Inconsistent for a table or file of the same name and other content.
func (pl *Place) Lacks(rests []Rest) error {
	for _, r := range rests {
		content, err := pl.content(r)
		switch {
		case err != nil:
			return err
		case content != r.Content:
			return &fault.Error{
				Kind:  fault.Inconsistent,
				Where: r.Name,
				What:  "here it holds something else than where the plan was read",
				Why:   "Answers would differ from machine to machine",
				Fix:   "Bring the same table or file here under this name, or share the folder (IKAT_STORE)",
			}
		}
	}
	return nil
}

// Job is the task as a job of this place. Its key is made anew, so that the same key means the same question about the
// same content by the same version.
//
// Error: what Plan.Jobs says of a job; fault.Inconsistent where it would be another job here.
func (pl *Place) Job(t Task) (Job, error) {
	q := catalog.Find(t.Question)
	if q == nil {
		return Job{}, &fault.Error{Kind: fault.NotFound, Where: fault.Say("question: %s", t.Question),
			What: "there is no such question"}
	}
	j, err := pl.job(q, t.Given, t.Over)
	if err == nil && j.Key != t.Key {
		err = &fault.Error{Kind: fault.Inconsistent, Where: fault.Say("job %s", t.Key),
			What: fault.Say("here it would be another, %s", j.Key), Why: "A table, a file or the version differs"}
	}
	return j, err
}

// digest is what a file's bytes are known by, or a folder's files with their names; hidden files are nobody's table.
func (pl *Place) digest(path string) (string, error) {
	unreadable := func(err error) error {
		return tablefile.OpenError(path, err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return "", unreadable(err)
	}
	if !info.IsDir() {
		sum, err := pl.fileDigest(path, info)
		if err != nil {
			return "", unreadable(err)
		}
		return sum, nil
	}
	h := sha256.New()
	err = filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), ".") {
			return err
		}
		info, err := os.Stat(name)
		if err != nil || info.IsDir() {
			return err
		}
		inside, err := filepath.Rel(path, name)
		if err != nil {
			return err
		}
		sum, err := pl.fileDigest(name, info)
		fmt.Fprintln(h, filepath.ToSlash(inside), sum)
		return err
	})
	if err != nil {
		return "", unreadable(err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// fileDigest reads a file unless it was read as it is now.
func (pl *Place) fileDigest(path string, info fs.FileInfo) (string, error) {
	pl.mu.Lock()
	defer pl.mu.Unlock()
	key := fmt.Sprint(path, info.ModTime(), info.Size())
	if sum, ok := pl.digests[key]; ok {
		return sum, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	pl.digests[key] = hex.EncodeToString(h.Sum(nil))
	return pl.digests[key], nil
}
