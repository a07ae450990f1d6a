package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"ikat/internal/fetch"
	"ikat/internal/outfile"
)

// received is what stands beside a kept file: what it is, whose, on which terms, and which bytes came from where.
type received struct {
	Name     string `json:"name"`
	Licence  string `json:"licence"`
	Citation string `json:"citation"`
	Page     string `json:"page"`
	From     string `json:"from"`
	Got      string `json:"got"` // the day
	SHA256   string `json:"sha256"`
}

// getData downloads data that go with tables and keeps them as they are.
//
// Error: as fetch.Source.File for data that have to be fetched by hand; as fetch.Fetcher.Get.
func (a *app) getData(cmd *cobra.Command, s *fetch.Source) error {
	fmt.Fprintf(a.out, "%s  %s\n  licence:  %s\n  citation: %s\n  use:      %s\n", bold(s.Name), s.Label, s.Licence,
		s.Citation, s.Use)
	file, err := s.File(0)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "  address:  %s\n", s.Address())
	folder := filepath.Join(a.store.Root(), "data", s.Name)
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return unwritable(folder, err)
	}
	path := filepath.Join(folder, filepath.Base(file.File))
	origin, err := a.download(cmd, file, s.Page, path)
	if err != nil {
		return err
	}
	if origin == "" {
		fmt.Fprintf(a.out, "  kept:     %s (from an earlier download; remove it to fetch it anew)\n", path)
		return nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return unwritable(path, err)
	}
	sum := sha256.Sum256(text)
	about, err := json.MarshalIndent(received{s.Name, s.Licence, s.Citation, s.Page, origin,
		time.Now().UTC().Format(time.DateOnly), hex.EncodeToString(sum[:])}, "", "  ")
	if err != nil {
		return err
	}
	if err := outfile.Write(path+".source.json", func(w io.Writer) error {
		_, err := w.Write(append(about, '\n'))
		return err
	}); err != nil {
		return err
	}
	fmt.Fprintf(a.out, "  kept:     %s\n  sha256:   %s\n", path, hex.EncodeToString(sum[:]))
	return nil
}
