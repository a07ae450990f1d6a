package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"ikat/fault"
	"ikat/internal/kept"
)

// Sealed texts are JSON objects whose last member is the SHA-256 of the object without it.
const (
	sealStart = ",\n \"sha256\": \""
	sealEnd   = "\"\n}"
)

func seal(v any) ([]byte, error) {
	text, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(text)
	body := bytes.TrimSuffix(text, []byte("\n}"))
	return append(body, sealStart+hex.EncodeToString(sum[:])+sealEnd...), nil
}

// unseal reads a text of a format such as "ikat line 2". Texts of the first format have no seal; bare says that this
// one has none. A seal is compared whatever the format says: a damaged number must not lift it.
func unseal(text []byte, what string, newest int, v any) (bare bool, err error) {
	var head struct {
		Format string `json:"format"`
	}
	if err := json.Unmarshal(text, &head); err != nil {
		return false, err
	}
	number, err := kept.Version(head.Format, what, newest)
	if err != nil {
		return false, err
	}
	if at := bytes.LastIndex(text, []byte(sealStart)); at >= 0 || number > 1 {
		if at < 0 {
			return false, kept.ErrSeal
		}
		sum := sha256.Sum256(append(bytes.Clone(text[:at]), "\n}"...))
		if string(text[at:]) != sealStart+hex.EncodeToString(sum[:])+sealEnd {
			return false, kept.ErrSeal
		}
	}
	return number == 1, json.Unmarshal(text, v)
}

// mostText bounds the texts of a store: the labels of the largest table are a hundredth of it.
const mostText = 64 << 20

// readText reads a small file of the store.
func readText(path string) ([]byte, error) { return kept.Text(path, mostText) }

// broken explains what is not as it was written. It names the place inside the store and not where the store is: a
// server shows it to strangers.
func (s *Store) broken(where string, err error) error {
	e := &fault.Error{
		Kind:  fault.Unreadable,
		Where: fault.Say("store, %s", s.inside(where)),
		What:  "the stored table is damaged or cannot be read",
		Why:   s.reason(err),
		Fix:   "Remove the table with ikat tables remove and add it again",
		Err:   err,
	}
	var newer kept.NewerError
	list := filepath.Join(s.root, "tables")
	switch _, unlisted := os.ReadDir(list); {
	case errors.As(err, &newer):
		e.What, e.Fix = "the stored table was written by a newer ikat", "Use that ikat, or a later one"
	case errors.Is(err, fs.ErrPermission):
		e.What, e.Fix = "the stored table may not be read", "Ask the store's owner for the right to read it"
	case strings.HasPrefix(where, list) && unlisted != nil && !errors.Is(unlisted, fs.ErrNotExist):
		e.What, e.Fix = "the list of tables cannot be read", "Put the store's folder back, or name another in IKAT_STORE"
	}
	return e
}

// at says where an error is that does not say it itself.
func (s *Store) at(path string, err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return err
	}
	return &fs.PathError{Op: "open", Path: path, Err: err}
}

// inside is a path as seen from the store's folder.
func (s *Store) inside(path string) string {
	return strings.TrimPrefix(strings.TrimPrefix(path, s.root), string(os.PathSeparator))
}

// reason is an error's text without the store's folder.
func (s *Store) reason(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return s.inside(p.Path) + ": " + p.Err.Error()
	}
	return strings.ReplaceAll(fault.Said(err), s.root+string(os.PathSeparator), "")
}

func (s *Store) unwritable(err error) error {
	if k := fault.KindOf(err); k != fault.Internal {
		return err
	}
	return &fault.Error{Kind: fault.Unwritable, Where: "store", What: "it cannot be written", Why: s.reason(err),
		Fix: "Make room, or name another folder in IKAT_STORE", Err: err}
}
