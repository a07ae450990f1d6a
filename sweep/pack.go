package sweep

import (
	"archive/tar"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"ikat/fault"
)

// Pack does one job and writes what would stand in the folder as a tar file, the record last.
//
// Error: what w returns and the context's. A job that fails is packed with its reason.
func (r Runner) Pack(ctx context.Context, j Job, w io.Writer) error {
	return r.pack(w, func(r *Runner) error {
		if err := r.Do(ctx, j); ctx.Err() != nil {
			return ctx.Err()
		} else if fault.KindOf(err) == fault.Unwritable {
			return err
		}
		return nil
	})
}

// PackFailure writes that a job has no answer as Pack would.
func (r Runner) PackFailure(j Job, reason error, w io.Writer) error {
	return r.pack(w, func(r *Runner) error { return r.Fail(j, reason) })
}

func (r Runner) pack(w io.Writer, work func(*Runner) error) error {
	out := tar.NewWriter(w)
	r.put = func(path string, write func(io.Writer) error) error {
		var b bytes.Buffer
		err := write(&b)
		if err == nil {
			err = out.WriteHeader(&tar.Header{Name: filepath.ToSlash(path), Size: int64(b.Len()), Mode: 0o644})
		}
		if err == nil {
			_, err = out.Write(b.Bytes())
		}
		return err
	}
	return errors.Join(work(&r), out.Close())
}

// Unpack puts a packed job into the folder, each file whole and its record last, and says why it failed if it did. Only
// files of the job's key are taken.
//
// Error: fault.Unreadable for what is no packed job of that key; fault.Unwritable.
func (f Folder) Unpack(key string, from io.Reader) (failure, err error) {
	in := tar.NewReader(from)
	for {
		head, err := in.Next()
		if err != nil {
			return nil, unpacked(key, fault.Errorf("it has no record: %w", err))
		}
		dir, file := path.Split(head.Name)
		name := filepath.FromSlash(head.Name)
		switch {
		case head.Typeflag != tar.TypeReg || !filepath.IsLocal(name) || dir == "" || dir[0] == '.':
			return nil, unpacked(key, fault.Errorf("it names a file %q", head.Name))
		case file != key+".parquet" && head.Name != "done/"+key+".json" && head.Name != "failed/"+key+".json":
			return nil, unpacked(key, fault.Errorf("it names a file %q", head.Name))
		}
		text, err := io.ReadAll(in)
		if err != nil {
			return nil, unpacked(key, err)
		}
		if file != key+".parquet" {
			return f.settle(key, name, text)
		}
		if err := f.put(name, whole(text)); err != nil {
			return nil, err
		}
	}
}

// settle leaves a job's record.
func (f Folder) settle(key, name string, text []byte) (failure, err error) {
	var r record
	if err := json.Unmarshal(text, &r); err != nil {
		return nil, unpacked(key, err)
	}
	if err := f.put(name, whole(text)); err != nil {
		return nil, err
	}
	if r.Error != "" {
		return &fault.Error{Kind: fault.Named(r.Kind), What: strings.TrimSuffix(r.Error, ".")}, nil
	}
	_ = os.Remove(f.record("failed", key)) // of an earlier attempt, where there was one
	return nil, nil
}

func whole(text []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	}
}

func unpacked(key string, err error) error {
	return &fault.Error{Kind: fault.Unreadable, Where: fault.Say("job %s", key),
		What: fault.Say("what a worker sent is no result of it: %v", err), Err: err}
}
