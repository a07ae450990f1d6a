// Command ikat-web is ikat inside a browser: the pages and the API of ikat serve, answered on the reader's own machine.
// A service worker hands it every request of its pages (static/worker.js); make web-edition builds the folder of files.
package main

import (
	"bytes"
	"context"
	"net/http"
	"runtime/debug"
	"strings"
	"sync"
	"syscall/js"

	"ikat/engine"
	"ikat/estimate"
	"ikat/server/api"
	"ikat/server/ui"
	"ikat/store"
	"ikat/tablefile/all"
	"ikat/tablefile/apx"
)

// memory is what is remembered at most: a browser gives a page 4 GiB, and work in progress takes the rest.
const memory = 1 << 30

// collect is by how many percent the memory in use grows before what nobody needs is collected, which happens on the
// one core that also answers.
const collect = 300

// folder is where tables that a reader adds are kept, in the memory of the worker.
const folder = "/ikat/tables"

func main() {
	debug.SetGCPercent(collect)
	handler, err := site()
	ready := js.Global().Get("ikatReady")
	if err != nil {
		ready.Invoke(err.Error())
		return
	}
	js.Global().Set("ikatAnswer", js.FuncOf(func(_ js.Value, args []js.Value) any {
		go answer(handler, args[0], args[1])
		return nil
	}))
	ready.Invoke(js.Null())
	select {}
}

// site is the API and the pages over what is embedded and what the reader adds.
func site() (http.Handler, error) {
	tables := store.New(folder)
	e := engine.New(version, all.All(), apx.Library(), tables, estimate.Library())
	e.Memory().Limit(memory)
	entries, err := e.NewestFirst()
	if err != nil {
		return nil, err
	}
	newest := entries[0].Ref() // some are embedded
	// Describing every route takes a reader's machine longer than a page.
	questions := sync.OnceValues(func() (*api.API, error) {
		return api.New(api.Config{Engine: e, Store: tables, Table: newest, Version: version, Edition: version})
	})
	pages, err := ui.New(e.Closed(), newest)
	if err != nil {
		return nil, err
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/api/") {
			if q, err := questions(); err != nil {
				api.Fail(w, r, err)
			} else {
				q.ServeHTTP(w, r)
			}
			return
		}
		pages.ServeHTTP(w, r)
	}), nil
}

// version is set when it is built.
var version = "dev"

// answer answers a request that the worker hands over: {method, url, headers, body, signal}, into {start, write, end}.
func answer(h http.Handler, asked, into js.Value) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	leave := js.FuncOf(func(js.Value, []js.Value) any { stop(); return nil })
	defer leave.Release()
	asked.Get("signal").Call("addEventListener", "abort", leave)
	defer asked.Get("signal").Call("removeEventListener", "abort", leave)
	w := &writer{header: http.Header{}, into: into}
	defer w.end()
	r, err := request(ctx, asked)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	h.ServeHTTP(w, r)
}

func request(ctx context.Context, asked js.Value) (*http.Request, error) {
	body := asked.Get("body")
	text := make([]byte, body.Length())
	js.CopyBytesToGo(text, body)
	method, address := asked.Get("method").String(), asked.Get("url").String()
	r, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	headers := asked.Get("headers")
	for i := range headers.Length() {
		r.Header.Add(headers.Index(i).Index(0).String(), headers.Index(i).Index(1).String())
	}
	r.RemoteAddr = "127.0.0.1:1"
	return r, nil
}

// writer hands an answer over as it is written.
type writer struct {
	header  http.Header
	into    js.Value
	started bool
}

func (w *writer) Header() http.Header { return w.header }

func (w *writer) WriteHeader(status int) {
	if w.started {
		return
	}
	w.started = true
	headers := js.Global().Get("Array").New()
	for name, values := range w.header {
		for _, v := range values {
			headers.Call("push", js.ValueOf([]any{name, v}))
		}
	}
	w.into.Call("start", status, headers)
}

func (w *writer) Write(b []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	chunk := js.Global().Get("Uint8Array").New(len(b))
	js.CopyBytesToJS(chunk, b)
	w.into.Call("write", chunk)
	return len(b), nil
}

// Flush does nothing: what is written is handed over at once.
func (w *writer) Flush() {}

func (w *writer) end() {
	w.WriteHeader(http.StatusOK)
	w.into.Call("end")
}
