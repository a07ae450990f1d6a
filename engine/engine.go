// Package engine is what ikat can be asked: open a table, compute measures of it, and say where the numbers come from.
//
// An Engine keeps the tables and systems it has built, so that a second question about the same table costs only its
// own work. It is safe for concurrent use.
package engine

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"ikat/fault"
	"ikat/icio"
	"ikat/leontief"
	"ikat/memo"
	"ikat/tablefile"
	"ikat/tablefile/find"
	"ikat/trade/flowstore"
)

// UsualTable is the table asked where a question names none.
const UsualTable = "apx/2008"

// Progress is told what is being done and how much of it is; done is below 0 where that is not known.
type Progress func(stage string, done float64)

// WhileAsked returns a progress that tells nothing once it is silenced: work that others wait for too may outlive who
// asked for it first.
func (p Progress) WhileAsked() (told Progress, silence func()) {
	if p == nil {
		return nil, func() {}
	}
	var mu sync.Mutex
	asked := true
	return func(stage string, done float64) {
			mu.Lock()
			defer mu.Unlock()
			if asked {
				p(stage, done)
			}
		}, func() {
			mu.Lock()
			defer mu.Unlock()
			asked = false
		}
}

// Tell says what is being done where how much of it is done is not known.
func (p Progress) Tell(stage string) {
	if p != nil {
		p(stage, -1)
	}
}

// Engine answers questions about tables.
type Engine struct {
	version   string
	formats   []tablefile.Format
	libraries []icio.Library
	closed    bool             // opens no file by its path
	apart     bool             // keeps parts of one economy apart
	flows     *flowstore.Store // trade by product that is kept; nil where none is
	*memory
}

// memory is what an engine keeps, of all kinds within one budget. Keys name what an answer rests on: the table by
// reference and content, and every choice.
type memory struct {
	store   *memo.Store
	tables  *memo.Slot[*icio.Table]
	systems *memo.Slot[*leontief.System]
	answers sync.Map      // by the type of what is kept: its *memo.Slot
	turns   chan struct{} // of work that uses all cores

	together *memo.Slot[struct{}] // work in progress of which nothing is kept here
}

// UsualMemory is how many bytes an engine keeps unless Memory is told otherwise.
const UsualMemory = 1 << 30

// New returns an engine that reads the given formats and knows the given libraries. version is stamped on results.
func New(version string, formats []tablefile.Format, libraries ...icio.Library) *Engine {
	store := memo.NewStore(UsualMemory)
	return &Engine{version: version, formats: formats, libraries: libraries, memory: &memory{
		store:   store,
		tables:  memo.NewSlot[*icio.Table](store),
		systems: memo.NewSlot[*leontief.System](store),
		turns:   make(chan struct{}, runtime.GOMAXPROCS(0)),

		together: memo.NewSlot[struct{}](store),
	}}
}

// Remember returns what work makes, made once for all who ask for the key while it is kept. Keys name all that the
// answer rests on, and are apart by the type of what is kept.
func Remember[T any](ctx context.Context, e *Engine, key string, work func(context.Context) (T, error)) (T, error) {
	return slotOf[T](e).Do(ctx, key, work)
}

// Remembered returns what is kept under a key, and reports whether anything is.
func Remembered[T any](e *Engine, key string) (T, bool) { return slotOf[T](e).Get(key) }

// Together does work once for all who ask for it by the same name at the same time, and keeps nothing of it.
//
// Error: what work returns; the context's where the asker left first.
func Together(ctx context.Context, e *Engine, name string, work func(context.Context) error) error {
	_, err := e.together.Once(ctx, name, func(ctx context.Context) (struct{}, error) { return struct{}{}, work(ctx) })
	return err
}

// slotOf is where values of a type are kept.
func slotOf[T any](e *Engine) *memo.Slot[T] {
	kind := reflect.TypeFor[T]()
	slot, ok := e.answers.Load(kind)
	if !ok {
		slot, _ = e.answers.LoadOrStore(kind, memo.NewSlot[T](e.store))
	}
	return slot.(*memo.Slot[T])
}

// Turn waits until work that uses all cores may begin; leave ends it. More of it at a time would only wait for memory,
// and hold more of it.
//
// Error: what ends ctx.
func (e *Engine) Turn(ctx context.Context) (leave func(), err error) {
	select {
	case e.turns <- struct{}{}:
		return func() { <-e.turns }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Program is the name and version that results are stamped with.
func (e *Engine) Program() string { return "ikat " + e.version }

// Memory is where the engine keeps what it has made; who answers for it keeps theirs there too, so that one budget
// holds for all.
func (e *Engine) Memory() *memo.Store { return e.store }

// Closed returns an engine that shares what this one keeps but opens no table by a path: for questions from strangers,
// who must not learn which files there are.
func (e *Engine) Closed() *Engine {
	out := *e
	out.closed = true
	return &out
}

// Apart returns an engine that keeps parts of one economy, such as CN1 and CN2, apart where it reads a file. It
// remembers nothing of what this one has read.
func (e *Engine) Apart() *Engine {
	out := New(e.version, e.formats, e.libraries...)
	out.closed, out.apart, out.flows = e.closed, true, e.flows
	return out
}

// Tables lists what the libraries hold.
func (e *Engine) Tables() ([]icio.Entry, error) {
	var out []icio.Entry
	for _, l := range e.libraries {
		entries, err := l.List()
		if err != nil {
			return nil, err
		}
		out = append(out, entries...)
	}
	return out, nil
}

// Damage names what of the libraries cannot be read. Tables leaves it out; everything else goes on.
func (e *Engine) Damage() (out []error) {
	for _, l := range e.libraries {
		if d, ok := l.(interface{ Damage() []error }); ok {
			out = append(out, d.Damage()...)
		}
	}
	return out
}

// NewestFirst is Tables by year, the newest first.
func (e *Engine) NewestFirst() ([]icio.Entry, error) {
	entries, err := e.Tables()
	slices.SortStableFunc(entries, func(x, y icio.Entry) int { return cmp.Compare(y.Year, x.Year) })
	return entries, err
}

// Expand turns what a user wrote after --table into references to single tables: commas separate, and name/* stands for
// every year of a name. A table that is named twice is one.
func (e *Engine) Expand(refs []string) ([]string, error) {
	var out []string
	for _, list := range refs {
		for _, ref := range strings.Split(list, ",") {
			name, all := strings.CutSuffix(ref, "/*")
			if !all {
				out = append(out, ref)
				continue
			}
			entries, err := e.Tables()
			if err != nil {
				return nil, err
			}
			found := false
			for _, en := range entries {
				if en.Name == name {
					found = true
					out = append(out, en.Ref())
				}
			}
			if !found {
				return nil, e.unknown(ref)
			}
		}
	}
	return once(out), nil
}

// Content identifies what a reference names without reading it: it changes when the table in the library does. The path
// of a file is its own content.
//
// Error: fault.NotFound with the nearest names.
func (e *Engine) Content(ref string) (string, error) {
	if name, year, ok := SplitRef(ref); ok {
		for _, l := range e.libraries {
			id, err := l.Content(name, year)
			if err == nil || fault.KindOf(err) != fault.NotFound {
				return id, err
			}
		}
	}
	if e.closed {
		return "", e.unknown(ref)
	}
	return ref, nil
}

// Has reports whether a library has the table that a reference NAME/YEAR names, or makes it when asked.
func (e *Engine) Has(ref string) bool {
	name, year, ok := SplitRef(ref)
	return ok && slices.ContainsFunc(e.libraries, func(l icio.Library) bool {
		_, err := l.Content(name, year)
		return err == nil
	})
}

// Table returns the table a reference names: name/year from a library, or the path of a file.
//
// Error: fault.NotFound with the nearest names; what the reader says of the file.
func (e *Engine) Table(ctx context.Context, ref string, p Progress) (*icio.Table, error) {
	content, err := e.Content(ref)
	if err != nil {
		return nil, err
	}
	key := ref + " " + content
	p, silence := p.WhileAsked()
	defer silence()
	return e.tables.Do(ctx, key, func(ctx context.Context) (*icio.Table, error) { return e.open(ctx, ref, p) })
}

// Opened reports whether a table is in memory.
func (e *Engine) Opened(ref string) bool {
	content, err := e.Content(ref)
	if err != nil {
		return false
	}
	_, ok := e.tables.Get(ref + " " + content)
	return ok
}

func (e *Engine) open(ctx context.Context, ref string, p Progress) (*icio.Table, error) {
	if name, year, ok := SplitRef(ref); ok {
		t, err := e.fromLibrary(ctx, name, year)
		if err == nil || fault.KindOf(err) != fault.NotFound {
			return t, err
		}
	}
	if e.closed {
		return nil, e.unknown(ref)
	}
	t, err := e.readFile(ctx, ref, p)
	if fault.KindOf(err) == fault.NotFound && err != nil {
		return nil, e.unknown(ref)
	}
	return t, err
}

func (e *Engine) fromLibrary(ctx context.Context, name string, year int) (*icio.Table, error) {
	var last error
	for _, l := range e.libraries {
		t, err := l.Open(ctx, name, year)
		if err == nil {
			return t.Canonical(), nil
		}
		if last = err; fault.KindOf(err) != fault.NotFound {
			break
		}
	}
	if last == nil {
		last = &fault.Error{
			Kind:  fault.NotFound,
			Where: fmt.Sprintf("%s/%d", name, year),
			What:  "there is no table of that name",
		}
	}
	return nil, last
}

func (e *Engine) readFile(ctx context.Context, path string, p Progress) (*icio.Table, error) {
	t, _, err := e.Read(ctx, Reading{Path: path}, p)
	return t, err
}

// Reading says what to read and how.
type Reading struct {
	Path    string // of a published file, folder or archive, or of a member in one
	Format  string // a reader's ID, or "" for the one that is surest
	Year    int    // overrides the year in the file's name, and picks one of several in an archive; 0 does neither
	Missing string // tablefile.MissingZero takes missing flows for zeros; "" refuses them
}

// Read reads a published file, folder or archive and says what was recognised in it.
//
// Error: fault.NotFound if there is no such format; what the reader says of the file.
func (e *Engine) Read(ctx context.Context, q Reading, p Progress) (*icio.Table, string, error) {
	if q.Missing != "" && q.Missing != tablefile.MissingZero {
		return nil, "", &fault.Error{
			Kind:  fault.Invalid,
			Param: "missing",
			What:  fault.Say("there is no rule %q for missing flows", q.Missing),
			Fix:   fault.Say("It takes %s", tablefile.MissingZero),
		}
	}
	src, err := find.Open(ctx, q.Path)
	if err != nil {
		return nil, "", err
	}
	defer src.Close()
	formats := e.formats
	if q.Format != "" {
		f, err := tablefile.ByID(e.formats, q.Format)
		if err != nil {
			return nil, "", err
		}
		formats = []tablefile.Format{f}
	}
	found, err := find.Table(ctx, formats, src, q.Year)
	if err != nil {
		return nil, "", err
	}
	defer found.Close()
	opt := tablefile.Options{Year: q.Year, Missing: q.Missing}
	if p != nil {
		stage := "reading " + filepath.Base(q.Path)
		p(stage, 0)
		opt.Progress = func(done float64) { p(stage, done) }
	}
	t, err := found.Read(ctx, opt)
	if err == nil {
		t.Split = e.apart
		t = t.Canonical()
	}
	return t, fault.Say("%s (%s)", found.Format.ID(), fault.Word(found.Saw)), err
}

// Formats returns the table formats by their IDs.
func (e *Engine) Formats() []tablefile.Format { return e.formats }

// SplitRef splits name/year. A name with a path separator is no reference.
func SplitRef(ref string) (name string, year int, ok bool) {
	name, y, ok := strings.Cut(ref, "/")
	if !ok || strings.ContainsAny(name, `./\`) {
		return "", 0, false
	}
	year, err := strconv.Atoi(y)
	return name, year, err == nil
}

func (e *Engine) unknown(ref string) error {
	entries, err := e.Tables()
	if err != nil {
		return err
	}
	var refs []string
	for _, en := range entries {
		refs = append(refs, en.Ref())
	}
	out := &fault.Error{Kind: fault.NotFound, Where: fault.Say("table %s", ref),
		What: "there is no file and no table of that name",
		Fix:  fault.Suggest(ref, refs, "ikat tables lists the tables at hand; a path to a published file works too")}
	if e.closed {
		out.What, out.Fix = "there is no table of that name", fault.Suggest(
			ref,
			refs,
			"The list of tables (tables) names those at hand",
		)
	}
	return out
}

// System returns the Leontief system of a table, built once for each choice of options.
func (e *Engine) System(ctx context.Context, ref string, opt leontief.Options, p Progress) (*leontief.System, error) {
	opt.Basis = cmp.Or(opt.Basis, leontief.Residual) // the same system under one key
	content, err := e.Content(ref)
	if err != nil {
		return nil, err
	}
	key := fmt.Sprintf("%s %s %+v", ref, content, opt)
	p, silence := p.WhileAsked()
	defer silence()
	return e.systems.Do(ctx, key, func(ctx context.Context) (*leontief.System, error) {
		t, err := e.Table(ctx, ref, p)
		if err != nil {
			return nil, err
		}
		return e.newSystem(ref, t, opt)
	})
}

// WithEarlierYears adds, to a single table of a library, the same library's earlier years, so that change can be shown.
func (e *Engine) WithEarlierYears(tables []string) ([]string, error) {
	if len(tables) != 1 {
		return tables, nil
	}
	entries, err := e.Tables()
	if err != nil {
		return nil, err
	}
	var out []string
	for _, en := range entries {
		if en.Ref() == tables[0] {
			for _, earlier := range entries {
				if earlier.Name == en.Name && earlier.Year <= en.Year {
					out = append(out, earlier.Ref())
				}
			}
			return out, nil
		}
	}
	return tables, nil
}
