package browser

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// reader is one tab of a browser that has opened pages; what goes wrong in it is collected.
type reader struct {
	context.Context
	mu       sync.Mutex
	problems []string
}

// open opens a window that shares nothing with those of other tests but the browser.
func open(t *testing.T, host string) *reader {
	t.Helper()
	ctx, cancel := chromedp.NewContext(chromium(t), chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	r := &reader{Context: ctx}
	if err := chromedp.Listen(ctx, func(ev any) { r.watch(ev, host) }); err != nil {
		t.Fatal(err)
	}
	for _, enable := range []func() error{
		func() error { _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); return err },
		func() error { _, err := chromedp.Call(ctx, log.Enable, cdp.Empty{}); return err },
		func() error { _, err := chromedp.Call(ctx, runtime.Enable, cdp.Empty{}); return err },
	} {
		if err := enable(); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

// watch collects errors on the console, exceptions, failed requests and requests to other hosts.
func (r *reader) watch(ev any, host string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	add := func(format string, args ...any) { r.problems = append(r.problems, fmt.Sprintf(format, args...)) }
	switch e := ev.(type) {
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError {
			add("console: %s %s", e.Entry.Text, e.Entry.URL)
		}
	case *runtime.EventExceptionThrown:
		add("exception: %s %s:%d", exceptionText(e.ExceptionDetails), e.ExceptionDetails.URL,
			e.ExceptionDetails.LineNumber)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError {
			for _, a := range e.Args {
				add("console.error: %s", a.Value)
			}
		}
	case *network.EventRequestWillBeSent:
		if u, err := url.Parse(e.Request.URL); err == nil && (u.Scheme == "http" || u.Scheme == "https") &&
			u.Host != host {
			add("a request to another host: %s", e.Request.URL)
		}
	case *network.EventResponseReceived:
		if e.Response.Status >= 400 {
			add("%d %s", e.Response.Status, e.Response.URL)
		}
	}
}

// sound fails the test for what has gone wrong since it was last called.
func (r *reader) sound(t *testing.T, where string) {
	t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, p := range r.problems {
		t.Errorf("%s: %s", where, p)
	}
	r.problems = nil
}

// patience is how long one step in the browser may take, on a busy machine.
const patience = 6 * time.Minute

// do takes one step in the browser and returns what it gives.
func do[T any](t *testing.T, r *reader, where string, a chromedp.Action[T]) T {
	t.Helper()
	ctx, cancel := context.WithTimeout(r, patience)
	defer cancel()
	out, err := chromedp.Run(ctx, a)
	if err != nil {
		t.Fatalf("%s: %v", where, err)
	}
	return out
}

// until waits until a script says true. It asks now and then: asked for each frame, as chromedp has it, the browser
// would draw all the time.
func (r *reader) until(t *testing.T, where, script string) {
	t.Helper()
	do(t, r, where, chromedp.Poll[bool](script, chromedp.WithPollingInterval(25*time.Millisecond),
		chromedp.WithPollingTimeout(patience)))
}

// shown waits until the page is not busy; parts of long work may wait for their reader.
func (r *reader) shown(t *testing.T, where string) {
	t.Helper()
	r.until(t, where+": waiting for the page",
		`!document.querySelector('[aria-busy="true"]') && document.querySelector('h1') !== null`)
}

// settled waits until the parts of long work are there too, scrolling to one after the other until all have begun: a
// busy machine draws no frame for long, and a part may call for another.
func (r *reader) settled(t *testing.T, where string) {
	t.Helper()
	const script = `(s => { s ? s.scrollIntoView() : window.scrollTo(0, 0);` +
		` return !s || !!s.querySelector('.ended'); })` +
		`(document.querySelector('[data-deferred]'))`
	r.until(t, where+": waiting for long work", script)
	r.evaluate(t, where, `[...document.querySelectorAll('[data-deferred] .ended')].map(e => e.textContent)`)
	r.shown(t, where)
}

// follow goes to an address by a link of the page that is shown, which changes in place.
func (r *reader) follow(t *testing.T, address string) {
	t.Helper()
	do(t, r, address, chromedp.Evaluate[chromedp.Void](fmt.Sprintf(link, address)))
	r.until(t, address, fmt.Sprintf(`location.href === %q`, address))
	r.shown(t, address)
}

// goTo opens a page and waits for all of it.
func (r *reader) goTo(t *testing.T, address string) {
	t.Helper()
	do(t, r, address, chromedp.Navigate(address))
	r.settled(t, address)
}

// evaluate runs a script that gives a list of texts, each something wrong.
func (r *reader) evaluate(t *testing.T, where, script string) {
	t.Helper()
	for _, w := range do(t, r, where, chromedp.Evaluate[[]string](script, chromedp.EvalAwaitPromise)) {
		t.Errorf("%s: %s", where, w)
	}
}

// look sets the width of the window and the theme.
func (r *reader) look(t *testing.T, width int64, theme string) {
	t.Helper()
	do(t, r, "viewport", chromedp.EmulateViewport(width, 900))
	if _, err := chromedp.Call(r, emulation.SetEmulatedMedia,
		emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme",
			Value: theme}}}); err != nil {
		t.Fatal(err)
	}
}

// keepPicture keeps a picture of the page where somebody wants one.
func (r *reader) keepPicture(t *testing.T, name string) {
	t.Helper()
	gallery := os.Getenv("IKAT_GALLERY")
	if gallery == "" {
		return
	}
	err := os.MkdirAll(gallery, 0o777)
	if err == nil {
		err = os.WriteFile(filepath.Join(gallery, name+".png"), do(t, r, name, chromedp.FullScreenshot(100)), 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// layout finds what does not fit: a page wider than its window, labels of a picture on top of each other or cut off,
// empty pictures.
const layout = `(() => {
	const wrong = [];
	if (document.documentElement.scrollWidth > window.innerWidth + 1)
		wrong.push('the page is ' + document.documentElement.scrollWidth + ' wide in a window of ' + window.innerWidth);
	for (const f of document.querySelectorAll('figure.figure')) {
		const canvas = f.querySelector('.canvas');
		if (!canvas.querySelector('svg path, svg rect, svg circle, svg line')) { wrong.push('figure ' + f.id + ' is empty');
			continue; }
		const box = canvas.getBoundingClientRect();
		const labels = [...canvas.querySelectorAll('svg text')].flatMap(e => e.querySelector('tspan') &&
			e.childNodes.length > 1 ? [...e.querySelectorAll('tspan')] : [e])
			.filter(e => e.textContent.trim() && getComputedStyle(e).visibility !== 'hidden' &&
				getComputedStyle(e).opacity > 0.1)
			.map(e => ({ text: e.textContent.trim(), box: e.getBoundingClientRect(),
				upright: !/rotate/.test(e.getAttribute('transform') || '') })).filter(l => l.box.width > 0);
		for (const [i, a] of labels.entries()) {
			if (a.box.left < box.left - 3 ||
				a.box.right > box.right + 3) wrong.push('figure ' + f.id + ': "' + a.text + '" is cut off');
			for (const b of labels.slice(i + 1)) {
				const w = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left), h = Math.min(a.box.bottom,
					b.box.bottom) - Math.max(a.box.top, b.box.top);
				if (a.upright && b.upright && w > 3 && h > 0.35 * Math.min(a.box.height,
					b.box.height)) wrong.push('figure ' + f.id + ': "' + a.text + '" and "' + b.text + '" overlap');
			}
		}
	}
	return wrong.slice(0, 20);
})()`

// axeScript is axe, which finds what keeps people out of a page.
func axeScript(t *testing.T) string {
	t.Helper()
	axe, err := os.ReadFile(filepath.Join(root, "server/ui/web/node_modules/axe-core/axe.min.js"))
	if err != nil {
		t.Fatalf("axe-core is not where npm ci puts it: %v", err)
	}
	return string(axe)
}

// accessible runs axe and returns its findings, contrast those of colours alone: of text on its ground, and of links
// beside the words around them. Of long tables the first rows stand for all.
const (
	accessible = runAxe + `({})`
	contrast   = runAxe + `({ runOnly: ` + ofColours + ` })`
	ofColours  = `['color-contrast', 'link-in-text-block']`
	// Style sheets are read for a rule that is not among the usual ones, so that axe is told to read none. Rows that
	// others stand for are taken out while it looks, for axe goes through whatever is there many times, and the room
	// they took is kept: what scrolls, scrolls. What is folded is unfolded: axe sees nothing of it otherwise.
	runAxe = `(async (options, of) => {
	const folded = [...document.querySelectorAll('details:not([open])')];
	for (const f of folded) f.open = true;
	const left = [...document.querySelectorAll('tbody')].filter(body => body.children.length > 5).map(body => {
		const table = body.closest('table'), room = document.createElement('div');
		return { body, table, room, style: table.getAttribute('style'), high: table.offsetHeight, wide: table.offsetWidth };
	});
	for (const l of left) {
		const rest = document.createRange();
		rest.setStartBefore(l.body.children[5]);
		rest.setEndAfter(l.body.lastChild);
		l.rows = rest.extractContents();
	}
	for (const l of left) l.lost = l.high - l.table.offsetHeight;
	for (const l of left) {
		l.table.style.minWidth = l.wide + 'px';
		l.room.style.paddingTop = l.lost - 20 + 'px';
		l.room.textContent = '…'; // axe asks how one comes to words that are out of sight
		l.table.after(l.room);
	}
	try {
		const found = await axe.run(of ?? document,
			{ resultTypes: ['violations'], preload: { assets: ['media'] }, ...options });
		return found.violations.map(v => v.id + ' (' + v.impact + '): ' + v.help + ' – ' + v.nodes.slice(0, 3).map(n =>
			n.target.join(' ') + ' ' + n.html.slice(0, 160)).join(' | '));
	} finally {
		for (const l of left) {
			l.room.remove();
			l.body.append(l.rows);
			if (l.style === null) l.table.removeAttribute('style'); else l.table.setAttribute('style', l.style);
		}
		for (const f of folded) f.open = false;
	}
})`
	// remember keeps what a reader sees now.
	remember = `{ const visible = e => e.checkVisibility() && e.getClientRects().length > 0;
	window.seenBefore = new WeakSet([...document.body.querySelectorAll('*')].filter(visible)); }`
	// accessibleNarrow is accessible, with the colours only of what was not seen in the other width.
	accessibleNarrow = `(async run => {
	const fresh = [...document.body.querySelectorAll('*')].filter(e => e.checkVisibility() &&
		e.getClientRects().length > 0 && !window.seenBefore.has(e) && !e.closest('tbody tr:nth-child(n+6)'));
	const colours = ` + ofColours + `, off = Object.fromEntries(colours.map(rule => [rule, { enabled: false }]));
	const found = await run({ rules: off });
	return fresh.length === 0 ? found : [...found, ...await run({ runOnly: colours }, { include: fresh })];
})(` + runAxe + `)`
)

// link clicks a link to an address.
const link = `(() => { const a = document.createElement('a'); a.href = %q;
	document.getElementById('main').append(a); a.click(); })()`

// useControl sets a control to another value than it has and says so, as a hand would.
const useControl = `(() => {
	const all = [...document.querySelectorAll('[name="%s"]:is([form="choices"], form#choices *)')];
	const e = all.find(e => e.type !== 'checkbox' || !e.checked) ?? all[0]; // none ticked is no choice in the address
	const say = type => e.dispatchEvent(new Event(type, { bubbles: true }));
	if (e.tagName === 'SELECT') {
		const others = [...e.options], free = o => !o.selected; // no value is no choice in the address
		const other = Math.max(others.findIndex(o => free(o) && o.value), others.findIndex(free));
		if (other < 0) return false;
		if (e.multiple) e.options[other].selected = true; else e.selectedIndex = other;
	} else if (e.type === 'checkbox') e.checked = !e.checked;
	else if (e.type === 'range' || e.type === 'number') { const v = e.value;
		if (e.step === 'any') e.value = Number(v) + 1; else if (e.type === 'range') e.stepDown(); else e.stepUp();
		if (e.value === v) e.type === 'range' ? e.stepUp() : e.stepDown(); if (e.value === v) return false; }
	else return false;
	say('input'); say('change');
	return true;
})()`

// exceptionText is what a script threw.
func exceptionText(d *runtime.ExceptionDetails) string {
	if d.Exception != nil && d.Exception.Description != "" {
		return d.Exception.Description
	}
	return d.Text
}
