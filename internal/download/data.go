package download

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"ikat/internal/fetch"
	"ikat/internal/kept"
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
	if err != nil {
		return nil, err
	}
	if origin == "" {
		return known(path)
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

// mostAbout bounds what is said of a file.
const mostAbout = 1 << 20

// known is a file from an earlier download, compared with what was written beside it then.
func known(path string) (*Kept, error) {
	out := Kept{Path: path, Known: true}
	text, err := kept.Text(path+".source.json", mostAbout)
	if errors.Is(err, fs.ErrNotExist) { // it was put here by hand
		return &out, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &out)
	}
	if err != nil {
		return nil, unlike(path+".source.json", err)
	}
	sum, err := sumOf(path)
	if err == nil && sum != out.SHA256 {
		err = errors.New("its checksum differs from the one written when it came")
	}
	if err != nil {
		return nil, unlike(path, err)
	}
	return &out, nil
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
