package fetch

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"maps"
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

	// Download is the address of a file of which the page gives a number alone, for {id}; "" where it gives addresses.
	Download string `json:"download"`
}

// mostPage bounds a page.
const mostPage = 16 << 20

var (
	objects  = regexp.MustCompile(`\{[^{}]*\}`)
	anyYear  = regexp.MustCompile(`(?:19|20)\d\d`)
	released = regexp.MustCompile(`(?i)(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ _.-]*((?:19|20)\d\d)`)
)

// entry is what a page says of a file. Pages name it in different words.
type entry struct {
	Href           string
	ID             any // a text or a number
	Filename, Name string
	Year           any `json:"historical_year"`
}

// entries returns the objects in a page: those of JSON text, however deep, or those without others in them in any other
// text.
func entries(text string) (list []entry) {
	var tree any
	if json.Unmarshal([]byte(text), &tree) == nil {
		walk(tree, func(object map[string]any) {
			word := func(key string) string { s, _ := object[key].(string); return s }
			list = append(list, entry{word("href"), object["id"], word("filename"), word("name"), object["historical_year"]})
		})
		return list
	}
	for _, object := range objects.FindAllString(html.UnescapeString(text), -1) {
		var e entry
		if json.Unmarshal([]byte(strings.ReplaceAll(object, `\"`, `"`)), &e) == nil {
			list = append(list, e)
		}
	}
	return list
}

// walk visits the objects of a tree of JSON.
func walk(tree any, visit func(map[string]any)) {
	switch v := tree.(type) {
	case map[string]any:
		visit(v)
		for _, key := range slices.Sorted(maps.Keys(v)) {
			walk(v[key], visit)
		}
	case []any:
		for _, child := range v {
			walk(child, visit)
		}
	}
}

// file is the file of an entry: its name, and its address, "" where the page gives none.
func (l *Listing) file(e entry) (name, address string) {
	name, address = cmp.Or(e.Filename, e.Name), e.Href
	if l.Download != "" {
		if address = ""; e.ID != nil {
			address = strings.ReplaceAll(l.Download, "{id}", url.PathEscape(fmt.Sprint(e.ID)))
		}
	}
	return path.Base(strings.ReplaceAll(name, "\\", "/")), address
}

// List reads the files of a page: objects of JSON in it that have href and filename, or name and id where Download says
// what to make of it, and historical_year where the year is not in the name. Where a year has several, the one released
// last is taken.
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
	for _, e := range entries(text) {
		name, address := l.file(e)
		if address == "" || !match.MatchString(name) || l.Not != "" && regexp.MustCompile(l.Not).MatchString(name) {
			continue
		}
		year, release := yearOf(name, e.Year)
		href, err := base.Parse(address)
		if err != nil || year == 0 || href.Scheme != "http" && href.Scheme != "https" || release < newest[year] {
			continue
		}
		newest[year] = release
		files[year] = SourceFile{From: year, To: year, URL: href.String(), File: name}
	}
	var out []SourceFile
	for _, file := range files {
		out = append(out, file)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].From < out[j].From })
	if len(out) == 0 {
		return nil, &fault.Error{
			Kind:  fault.Unreadable,
			Where: l.URL,
			What:  "the publisher's page lists no file that ikat knows",
			Fix:   "Open the page in a browser, download the file, and use ikat tables add FILE",
		}
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
	resp, err := f.do(req)
	if err != nil {
		if fault.KindOf(err) != fault.Internal {
			return "", err
		}
		return "", &fault.Error{
			Kind:  fault.Unreadable,
			Where: address,
			What:  "the publisher's page cannot be had",
			Why:   fault.Said(err),
			Fix:   r.byHand(),
			Err:   err,
		}
	}
	defer resp.Body.Close()
	resp.Header.Del("Content-Type") // a page is what is wanted
	if err := check(resp, r); err != nil {
		return "", err
	}
	text, err := io.ReadAll(io.LimitReader(resp.Body, mostPage))
	return string(text), err
}
