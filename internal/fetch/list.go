package fetch

import (
	"context"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"ikat/fault"
)

// Listing is a publisher's page whose files are found by reading it.
type Listing struct {
	URL   string `json:"url"`
	Match string `json:"match"` // a regular expression that the files' names fit
	Not   string `json:"not"`   // one that they do not fit; "" for none
}

// mostPage bounds a page.
const mostPage = 16 << 20

var (
	objects  = regexp.MustCompile(`\{[^{}]*\}`)
	anyYear  = regexp.MustCompile(`(?:19|20)\d\d`)
	released = regexp.MustCompile(`(?i)(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ _.-]*((?:19|20)\d\d)`)
)

// List reads the files of a page: objects of JSON in it that have href and filename, and historical_year where the year is
// not in the name. Where a year has several, the one released last is taken.
//
// Error: as Get; fault.Unreadable if the page lists no file.
func (f *Fetcher) List(ctx context.Context, l *Listing) ([]SourceFile, error) {
	text, err := f.page(ctx, l.URL)
	if err != nil {
		return nil, err
	}
	base, err := url.Parse(l.URL)
	if err != nil {
		return nil, err
	}
	match, err := regexp.Compile(l.Match)
	if err != nil {
		return nil, err
	}
	newest := map[int]string{}
	files := map[int]SourceFile{}
	for _, object := range objects.FindAllString(html.UnescapeString(text), -1) {
		var entry struct {
			Href     string
			Filename string
			Year     any `json:"historical_year"`
		}
		object = strings.ReplaceAll(object, `\"`, `"`)
		if json.Unmarshal([]byte(object), &entry) != nil || entry.Href == "" || !match.MatchString(entry.Filename) {
			continue
		}
		if l.Not != "" && regexp.MustCompile(l.Not).MatchString(entry.Filename) {
			continue
		}
		year, release := yearOf(entry.Filename, entry.Year)
		href, err := base.Parse(entry.Href)
		if err != nil || year == 0 || href.Scheme != "http" && href.Scheme != "https" || release < newest[year] {
			continue
		}
		newest[year] = release
		files[year] = SourceFile{From: year, To: year, URL: href.String(), File: path.Base(strings.ReplaceAll(entry.Filename, "\\", "/"))}
	}
	var out []SourceFile
	for _, file := range files {
		out = append(out, file)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].From < out[j].From })
	if len(out) == 0 {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: l.URL, What: "the publisher's page lists no file that ikat knows",
			Fix: "Open the page in a browser, download the file, and use ikat tables add FILE"}
	}
	return out, nil
}

// yearOf is a file's year and its month of release: of a name with two years, one is the edition's.
func yearOf(name string, said any) (year int, release string) {
	if m := released.FindStringSubmatch(name); m != nil {
		release = m[2] + "-" + fmt.Sprintf("%02d", 1+slices.Index(monthNames, strings.ToLower(m[1])))
		name = released.ReplaceAllString(name, "")
	}
	if all := anyYear.FindAllString(fmt.Sprint(said), -1); len(all) == 1 {
		year, _ = strconv.Atoi(all[0])
		return year, release
	}
	if all := anyYear.FindAllString(name, -1); len(all) > 0 {
		year, _ = strconv.Atoi(all[0])
	}
	return year, release
}

var monthNames = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

// page reads a page.
func (f *Fetcher) page(ctx context.Context, address string) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return "", err
	}
	r := Request{URL: address}
	resp, err := f.client(req).Do(req)
	if err != nil {
		if fault.KindOf(err) != fault.Internal {
			return "", err
		}
		return "", &fault.Error{Kind: fault.Unreadable, Where: address, What: "the publisher's page cannot be had", Why: err.Error(), Fix: r.byHand(), Err: err}
	}
	defer resp.Body.Close()
	resp.Header.Del("Content-Type") // a page is what is wanted
	if err := check(resp, r); err != nil {
		return "", err
	}
	text, err := io.ReadAll(io.LimitReader(resp.Body, mostPage))
	return string(text), err
}
