package download

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"time"

	"ikat/internal/fetch"
	"ikat/internal/outfile"
)

// Kept is a file of data that go with tables, and what stands beside it: what it is, whose, on which terms, and which
// bytes came from where.
type Kept struct {
	Path  string `json:"-"`
	Known bool   `json:"-"` // from an earlier download: nothing came now

	Name     string `json:"name"`
	Licence  string `json:"licence"`
	Citation string `json:"citation"`
	Page     string `json:"page"`
	From     string `json:"from"`
	Got      string `json:"got"` // the day
	SHA256   string `json:"sha256"`
}

// data is where a file of data that go with tables is kept.
func (t *Taker) data(s *fetch.Source, file fetch.SourceFile) string {
	return filepath.Join(t.Store.Root(), "data", s.Name, filepath.Base(file.File))
}

// Data downloads data that go with tables and keeps them as they are.
//
// Error: as fetch.Source.File for data that have to be fetched by hand; as fetch.Fetcher.Get.
func (t *Taker) Data(ctx context.Context, s *fetch.Source) (*Kept, error) {
	file, err := s.File(0)
	if err != nil {
		return nil, err
	}
	path := t.data(s, file)
	origin, err := t.take(ctx, file, s.Page, path)
	if err != nil || origin == "" {
		return &Kept{Path: path, Known: true}, err
	}
	sum, err := sumOf(path)
	if err != nil {
		return nil, unwritable(path, err)
	}
	out := &Kept{path, false, s.Name, s.Licence, s.Citation, s.Page, origin, time.Now().UTC().Format(time.DateOnly), sum}
	about, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		return nil, err
	}
	return out, outfile.Write(path+".source.json", func(w io.Writer) error {
		_, err := w.Write(append(about, '\n'))
		return err
	})
}

func sumOf(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
