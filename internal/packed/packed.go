// Package packed is compression on the way to a reader: who takes it, and which answers are worth it.
package packed

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strconv"
	"strings"
)

// least is the length from which on an answer is packed: what is shorter fits in one packet as it is.
const least = 1400

// Takes reports whether who asks reads gzip.
func Takes(r *http.Request) bool {
	for _, one := range strings.Split(strings.Join(r.Header.Values("Accept-Encoding"), ","), ",") {
		name, quality, _ := strings.Cut(one, ";")
		if name = strings.TrimSpace(name); !strings.EqualFold(name, "gzip") && name != "*" {
			continue
		}
		q, said := strings.CutPrefix(strings.ReplaceAll(quality, " ", ""), "q=")
		weight, err := strconv.ParseFloat(q, 64)
		return !said || err != nil || weight > 0
	}
	return false
}

// Worth reports whether an answer is long enough and of a kind that packs: text. Pictures in points, archives and
// workbooks are packed already.
func Worth(h http.Header, body []byte) bool {
	kind, _, _ := strings.Cut(h.Get("Content-Type"), ";")
	if len(body) < least || h.Get("Content-Encoding") != "" {
		return false
	}
	switch kind = strings.TrimSpace(kind); kind {
	case "application/json", "application/problem+json", "application/javascript", "image/svg+xml", "application/yaml":
		return true
	}
	return strings.HasPrefix(kind, "text/")
}

// quickly is the length from which on an answer is packed at the quickest level: packing well takes some forty
// milliseconds a megabyte, which a page does not notice.
const quickly = 1 << 20

// Gzip packs an answer.
func Gzip(body []byte) []byte {
	level := gzip.DefaultCompression
	if len(body) > quickly {
		level = gzip.BestSpeed
	}
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, level)
	if err != nil {
		panic(err) // the level is one
	}
	w.Write(body) // a buffer takes everything
	w.Close()
	return out.Bytes()
}

// Head says that the body that follows is packed. Its tag is a weak one, since the bytes are others than those of the
// answer as it is.
func Head(h http.Header) {
	h.Set("Content-Encoding", "gzip")
	if tag := h.Get("ETag"); tag != "" && !strings.HasPrefix(tag, "W/") {
		h.Set("ETag", "W/"+tag)
	}
}
