// Package fetch downloads a publisher's file: it resumes what was begun, tries again where a connection breaks, and
// puts the file in its place only when it is whole and is what was asked for.
package fetch

import (
	"bytes"
	"cmp"
	"context"
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"ikat/fault"
	"ikat/internal/kept"
)

// Request says what to download.
type Request struct {
	URL    string
	Path   string // where the file goes; Path.part holds what has come so far
	SHA256 string // hex, or "" where the publisher gives none
	MD5    string // hex, likewise
	Page   string // the publisher's page, for what has to be done by hand; may be empty
	Add    string // the command that takes what was downloaded by hand; "" for tables
}

// Receipt says what came: publishers change files under the same address.
type Receipt struct {
	URL      string
	Modified string // the server's Last-Modified, "" where it gives none
}

// String says it in words.
func (r Receipt) String() string {
	if r.Modified == "" {
		return "from " + r.URL
	}
	return "from " + r.URL + ", there since " + r.Modified
}

// Fetcher downloads. The zero value is ready.
type Fetcher struct {
	Client   *http.Client
	Tries    int                     // how often to connect; 5 where 0
	Pause    time.Duration           // before the second try, doubled each time; 1 s where 0
	Idle     time.Duration           // how long a silent server is waited for; 60 s where 0
	Most     int64                   // bytes that there is room for; 0 or less where nothing bounds them
	Progress func(done, total int64) // total is -1 where unknown; may be nil
	Got      func(Receipt)           // told what came; may be nil
}

// most is the largest file accepted, some times the largest published table's.
const most = 64 << 30

// Get downloads a file. What has come is kept beside Path until the file is whole, so that a later call goes on from
// there.
//
// Error: fault.NotFound if the server does not have it; fault.Unreadable if it sends something else or the checksum
// differs; fault.Unwritable if the disk refuses; ctx's error.
func (f *Fetcher) Get(ctx context.Context, r Request) error {
	pause := f.Pause
	if pause == 0 {
		pause = time.Second
	}
	tries := f.Tries
	if tries == 0 {
		tries = 5
	}
	var err error
	for try := range tries {
		if try > 0 {
			select {
			case <-time.After(pause):
				pause *= 2
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		if err = f.once(ctx, r); err == nil {
			return f.finish(r)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		var passing *passingError
		if !errors.As(err, &passing) {
			return err
		}
	}
	return &fault.Error{
		Kind:  fault.Unreadable,
		Where: r.URL,
		What:  fault.Say("the download failed %d times", tries),
		Why:   fault.Said(err),
		Fix:   "Try again later; it goes on where it stopped",
		Err:   err,
	}
}

// passingError is a failure that another try may mend.
type passingError struct{ error }

func passing(format string, args ...any) error { return &passingError{fault.Errorf(format, args...)} }

// once connects once and takes what comes.
func (f *Fetcher) once(ctx context.Context, r Request) error {
	part := r.Path + ".part"
	have, tag := begun(part)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	idle := f.Idle
	if idle == 0 {
		idle = time.Minute
	}
	watch := time.AfterFunc(idle, cancel)
	defer watch.Stop()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.URL, nil)
	if err != nil {
		return &fault.Error{Kind: fault.Invalid, Where: r.URL, What: fault.Say("the address cannot be used: %v", err),
			Err: err}
	}
	if have > 0 && tag != "" {
		req.Header.Set("Range", fmt.Sprintf("bytes=%d-", have))
		req.Header.Set("If-Range", tag)
	}
	resp, err := f.do(req)
	var known *fault.Error
	if errors.As(err, &known) {
		return known
	}
	if err != nil {
		return passing("%v", err)
	}
	defer resp.Body.Close()
	if err := check(resp, r); err != nil {
		if resp.StatusCode == http.StatusRequestedRangeNotSatisfiable {
			discard(part)
		}
		return err
	}
	if resp.StatusCode != http.StatusPartialContent || !continues(resp, have) {
		if resp.StatusCode == http.StatusPartialContent {
			discard(part)
			return passing("the server sent another part than was asked for")
		}
		have = 0
	}
	err = f.take(resp, part, have, func() { watch.Reset(idle) })
	if err == nil && f.Got != nil {
		f.Got(Receipt{URL: r.URL, Modified: day(resp.Header.Get("Last-Modified"))})
	}
	return err
}

// day is the date of a header's time.
func day(header string) string {
	t, err := http.ParseTime(header)
	if err != nil {
		return ""
	}
	return t.UTC().Format("2 January 2006")
}

// check tells from the answer's head whether its body is the file.
func check(resp *http.Response, r Request) error {
	bad := func(kind fault.Kind, what, fix string) error {
		return &fault.Error{Kind: kind, Where: r.URL, What: what, Fix: fix}
	}
	switch code := resp.StatusCode; {
	case code == http.StatusOK || code == http.StatusPartialContent:
	case code == http.StatusNotFound || code == http.StatusGone:
		return bad(
			fault.NotFound,
			fault.Say("the publisher's server has no such file (%s)", resp.Status),
			fault.Say("It may have moved. %s", fault.Word(r.byHand())),
		)
	case code == http.StatusUnauthorized || code == http.StatusForbidden:
		return &fault.Error{
			Kind:  fault.NotFound,
			Where: r.URL,
			What:  fault.Say("the publisher's server does not give the file to programs (%s)", resp.Status),
			Why:   "It answers browsers, or those who have logged in",
			Fix:   r.byHand(),
		}
	case code >= 500 || code == http.StatusTooManyRequests || code == http.StatusRequestTimeout ||
		code == http.StatusRequestedRangeNotSatisfiable:
		return passing("the server answered %s", resp.Status)
	default:
		return bad(fault.Unreadable, fault.Say("the server answered %s", resp.Status), r.byHand())
	}
	if kind := resp.Header.Get("Content-Type"); strings.HasPrefix(kind, "text/html") {
		return page(r)
	}
	if resp.ContentLength > most {
		return bad(
			fault.Unreadable,
			fault.Say("the file is said to have %d GB, more than any published table", resp.ContentLength>>30),
			"",
		)
	}
	return nil
}

// adding is the command that takes a file of tables.
const adding = "ikat tables add FILE"

// byHand says how to get the file without ikat.
func (r Request) byHand() string {
	where := r.URL
	if r.Page != "" {
		where = r.Page
	}
	return fault.Say("Download it in a browser, at %s, and use %s", where, cmp.Or(r.Add, adding))
}

func page(r Request) error {
	return &fault.Error{Kind: fault.Unreadable, Where: r.URL, What: "the server sent a web page instead of the file",
		Why: "The address may have changed, or the publisher asks for a login or checks that a browser is asking",
		Fix: r.byHand()}
}

// continues tells whether a partial answer starts where we stopped.
func continues(resp *http.Response, have int64) bool {
	return strings.HasPrefix(resp.Header.Get("Content-Range"), fmt.Sprintf("bytes %d-", have))
}

// mostTag bounds what a server calls the version of a file.
const mostTag = 4 << 10

// begun returns how much of a download is there, and the tag by which the server recognises the file.
func begun(part string) (int64, string) {
	info, err := os.Lstat(part)
	if err == nil && !info.Mode().IsRegular() { // it did not come from a publisher
		os.RemoveAll(part)
	}
	if err != nil || !info.Mode().IsRegular() {
		return 0, ""
	}
	tag, err := kept.Text(part+".tag", mostTag)
	if err != nil || strings.ContainsAny(string(tag), "\r\n\x00") {
		return 0, ""
	}
	return info.Size(), string(tag)
}

func discard(part string) {
	os.RemoveAll(part + ".tag")
	os.RemoveAll(part)
}

// take writes the body behind what is there.
func (f *Fetcher) take(resp *http.Response, part string, have int64, alive func()) error {
	flags := os.O_WRONLY | os.O_CREATE
	if have == 0 {
		discard(part)
	}
	file, err := os.OpenFile(part, flags, 0o666)
	if err != nil {
		return unwritable(part, err)
	}
	defer file.Close()
	if _, err := file.Seek(have, io.SeekStart); err != nil {
		return unwritable(part, err)
	}
	if have == 0 {
		tag := resp.Header.Get("ETag")
		if tag == "" || strings.HasPrefix(tag, "W/") {
			tag = resp.Header.Get("Last-Modified")
		}
		if tag != "" {
			if err := os.WriteFile(part+".tag", []byte(tag), 0o666); err != nil {
				return unwritable(part, err)
			}
		}
	}
	total := int64(-1)
	if resp.ContentLength >= 0 {
		total = have + resp.ContentLength
	}
	if f.Most > 0 && resp.ContentLength > f.Most {
		return noRoom(part, resp.ContentLength, f.Most)
	}
	buf := make([]byte, 256<<10)
	for began := have; ; {
		n, err := resp.Body.Read(buf)
		if f.Most > 0 && have+int64(n)-began > f.Most {
			return noRoom(part, have+int64(n)-began, f.Most)
		}
		if n > 0 {
			alive()
			if _, werr := file.Write(buf[:n]); werr != nil {
				return unwritable(part, werr)
			}
			if have += int64(n); have > most {
				discard(part)
				return &fault.Error{
					Kind:  fault.Unreadable,
					Where: resp.Request.URL.String(),
					What:  "the server sends more than any published table has",
				}
			}
			if f.Progress != nil {
				f.Progress(have, total)
			}
		}
		switch {
		case err == io.EOF && total >= 0 && have != total:
			return passing("%d of %d bytes came", have, total)
		case err == io.EOF:
			return unwritable(part, file.Sync())
		case err != nil:
			return passing("the connection broke after %d bytes: %v", have, err)
		}
	}
}

// finish checks the whole file and puts it in its place.
func (f *Fetcher) finish(r Request) error {
	part := r.Path + ".part"
	if err := verify(part, r); err != nil {
		discard(part)
		return err
	}
	if err := os.Rename(part, r.Path); err != nil {
		return unwritable(r.Path, err)
	}
	os.Remove(part + ".tag")
	return nil
}

// verify compares checksums, and recognises a web page that does not say it is one.
func verify(part string, r Request) error {
	file, err := os.Open(part)
	if err != nil {
		return unwritable(part, err)
	}
	defer file.Close()
	head := make([]byte, 512)
	n, _ := io.ReadFull(file, head)
	start := bytes.ToLower(bytes.TrimSpace(head[:n]))
	if bytes.HasPrefix(start, []byte("<!doctype html")) || bytes.HasPrefix(start, []byte("<html")) {
		return page(r)
	}
	for _, c := range []struct {
		want string
		sum  hash.Hash
		name string
	}{{r.SHA256, sha256.New(), "SHA-256"}, {r.MD5, md5.New(), "MD5"}} {
		if c.want == "" {
			continue
		}
		if _, err := file.Seek(0, io.SeekStart); err != nil {
			return unwritable(part, err)
		}
		if _, err := io.Copy(c.sum, file); err != nil {
			return unwritable(part, err)
		}
		if got := hex.EncodeToString(c.sum.Sum(nil)); !strings.EqualFold(got, c.want) {
			return &fault.Error{
				Kind:  fault.Unreadable,
				Where: r.URL,
				What:  fault.Say("the file's %s is %s, not %s", c.name, got, c.want),
				Why:   "It was changed, by its publisher or on the way",
				Fix:   "Try again; if it stays so, look for a new edition on the publisher's page",
			}
		}
	}
	return nil
}

func noRoom(path string, bytes, most int64) error {
	return &fault.Error{Kind: fault.Unwritable, Where: filepath.Base(path),
		What: fault.Say("%.1f MB are to come, and there is room for %.1f", float64(bytes)/1e6, float64(most)/1e6),
		Fix:  "Remove tables that are not needed, or raise the bound; the download goes on where it stopped"}
}

func unwritable(path string, err error) error {
	if err == nil {
		return nil
	}
	return &fault.Error{
		Kind:  fault.Unwritable,
		Where: filepath.Dir(path),
		What:  fault.Say("the download cannot be written: %v", err),
		Fix:   "Make room, or name another folder in IKAT_STORE",
		Err:   err,
	}
}
