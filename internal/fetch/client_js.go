package fetch

import (
	"net/http"

	"ikat/fault"
)

// do refuses: the edition for the browser asks no other host, and a client of HTTP would be a part of what it loads.
func (*Fetcher) do(req *http.Request) (*http.Response, error) {
	return nil, &fault.Error{Kind: fault.Invalid, Where: req.URL.Host,
		What: "the edition for the browser downloads nothing",
		Fix:  "Download the file with your browser and drop it on the page"}
}
