// Package sweep answers many questions as a list of independent jobs: economies, years, tables, scenarios, draws. Each
// job is known by a key made of what it asks and of the content it asks about, so that a job done once need not be done
// again, here or on another machine.
package sweep

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"ikat/engine"
	"ikat/fault"
	"ikat/internal/yamltext"
	"ikat/question"
	"ikat/question/catalog"
)

// Plan is a file of what to ask: parts, each a question, what holds for all its jobs, and what differs between them.
type Plan struct {
	Parts []Part `yaml:"sweep"`
}

// Part asks one question once for every combination of the values of Over.
type Part struct {
	Question string           `yaml:"question"`
	With     map[string]Texts `yaml:"with"`
	Over     map[string]Texts `yaml:"over"`
}

// Texts is one text or a list of them.
type Texts []string

// Loose lets one text stand for a list of it.
func (*Texts) Loose() {}

// Words that stand for values which only a table knows.
const (
	EachEconomy  = "each economy" // of the job's table; what stands for several economies is none
	EachIndustry = "each industry"
)

// Most is how many jobs a plan may have.
const Most = 1_000_000

// Read reads a plan; name is what messages call it.
//
// Error: what yamltext says; fault.Invalid for a plan without parts.
func Read(name string, text []byte) (*Plan, error) {
	const fix = "docs/schema/sweep.md describes plans"
	d, err := yamltext.Read(name, fix, text)
	if err != nil {
		return nil, err
	}
	p := &Plan{}
	if err := d.Into(p); err != nil {
		return nil, err
	}
	if len(p.Parts) == 0 {
		return nil, &fault.Error{Kind: fault.Invalid, Where: name, What: "it asks nothing", Fix: fix}
	}
	return p, nil
}

// Job is one question with all that it needs to be answered anywhere.
type Job struct {
	Key      string // of what is asked, of what and by which version: 16 hexadecimal digits
	Question *question.Question
	Given    map[string][]string
	Over     []Value // what tells it from the other jobs of its part
	Rests    []Rest  // the tables and files it is about
	Memory   int64   // bytes it takes beside the program, as far as the size of its tables tells
}

// Value is a parameter's value in one job.
type Value struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Jobs lists a plan's jobs. Those about the same tables stand together, since they share most work.
//
// Error: fault.NotFound for a question or table that there is not; fault.Invalid for parameters that do not fit;
// fault.Excessive for more jobs than a plan may have.
func (p *Plan) Jobs(ctx context.Context, e *engine.Engine, version string) ([]Job, error) {
	place, err := NewPlace(e, version)
	if err != nil {
		return nil, err
	}
	var out []Job
	seen := map[string]bool{}
	for i := range p.Parts {
		jobs, err := place.jobs(ctx, &p.Parts[i])
		if err != nil {
			return nil, err
		}
		for _, j := range jobs {
			if !seen[j.Key] {
				seen[j.Key] = true
				out = append(out, j)
			}
		}
		if len(out) > Most {
			return nil, &fault.Error{Kind: fault.Excessive, What: fault.Say("the plan has more than %d jobs", Most),
				Fix: "Split it"}
		}
	}
	return out, nil
}

func (pl *Place) jobs(ctx context.Context, p *Part) ([]Job, error) {
	q := catalog.Find(p.Question)
	if q == nil {
		var known []string
		for _, q := range catalog.Questions {
			known = append(known, q.ID)
		}
		return nil, &fault.Error{Kind: fault.NotFound, Where: fault.Say("question: %s", p.Question),
			What: "there is no such question",
			Fix:  fault.Suggest(p.Question, known, fault.Say("Questions are %s", strings.Join(known, ", ")))}
	}
	names, err := p.varied(q)
	if err != nil {
		return nil, err
	}
	given := map[string][]string{}
	for name, values := range p.With {
		given[name] = values
	}
	if p := q.Chooser(); p != nil {
		given[p.Name] = []string{"true"}
	}
	return pl.combine(ctx, p, q, names, given, nil)
}

// varied lists what differs between jobs in the order of the declaration, tables first.
func (p *Part) varied(q *question.Question) ([]string, error) {
	for name := range p.Over {
		if q.Param(name) == nil {
			var known []string
			for i := range q.Params {
				known = append(known, q.Params[i].Name)
			}
			return nil, &fault.Error{Kind: fault.Invalid, Where: fault.Say("over: %s", name),
				What: fault.Say("%s has no such parameter", q.ID),
				Fix:  fault.Suggest(name, known, fault.Say("It has %s", strings.Join(known, ", ")))}
		}
		if _, both := p.With[name]; both {
			return nil, &fault.Error{Kind: fault.Invalid, Where: fault.Say("over: %s", name),
				What: "it stands under with as well", Fix: "Name it in one place"}
		}
	}
	var out []string
	for _, param := range slices.Concat([]string{"table"}, params(q)) {
		if _, ok := p.Over[param]; ok && !slices.Contains(out, param) {
			out = append(out, param)
		}
	}
	return out, nil
}

func params(q *question.Question) []string {
	var out []string
	for i := range q.Params {
		out = append(out, q.Params[i].Name)
	}
	return out
}

// combine makes the jobs of every combination of the names that are left.
func (pl *Place) combine(ctx context.Context, p *Part, q *question.Question, left []string,
	given map[string][]string, over []Value) ([]Job, error) {
	if len(left) == 0 {
		j, err := pl.job(q, given, over)
		return []Job{j}, err
	}
	name := left[0]
	values, err := p.values(ctx, pl.engine, name, given)
	if err != nil {
		return nil, err
	}
	var out []Job
	for _, v := range values {
		now := maps.Clone(given)
		now[name] = []string{v}
		jobs, err := pl.combine(ctx, p, q, left[1:], now, append(slices.Clone(over), Value{name, v}))
		if err != nil {
			return nil, err
		}
		out = append(out, jobs...)
		if len(out) > Most {
			break
		}
	}
	return out, nil
}

// values are the values of a parameter, with words that stand for several replaced by them.
func (p *Part) values(ctx context.Context, e *engine.Engine, name string, given map[string][]string) ([]string, error) {
	var out []string
	for _, v := range p.Over[name] {
		switch {
		case name == "table":
			refs, err := e.Expand([]string{v})
			if err != nil {
				return nil, err
			}
			out = append(out, refs...)
		case v == EachEconomy || v == EachIndustry:
			t, err := e.Table(ctx, oneTable(given), nil)
			if err != nil {
				return nil, err
			}
			if v == EachIndustry {
				out = append(out, t.Industries...)
				continue
			}
			for _, code := range t.Economies {
				if !t.IsAggregate(code) {
					out = append(out, code)
				}
			}
		default:
			out = append(out, v)
		}
	}
	return out, nil
}

func oneTable(given map[string][]string) string {
	if t := given["table"]; len(t) > 0 {
		return t[0]
	}
	return question.OneTable.Default
}

func (pl *Place) job(q *question.Question, given map[string][]string, over []Value) (Job, error) {
	values, err := q.Read(given, question.Asker{Local: true})
	if err != nil {
		return Job{}, err
	}
	refs, err := q.Tables(&question.Request{Values: values, Engine: pl.engine})
	if err != nil {
		return Job{}, err
	}
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n", pl.version, values.Key())
	j := Job{Question: q, Given: given, Over: over, Memory: program}
	for _, r := range rests(q, refs, given) {
		if r.Content, err = pl.content(r); err != nil {
			return Job{}, err
		}
		fmt.Fprintln(h, r.Content)
		j.Rests = append(j.Rests, r)
	}
	j.Key = hex.EncodeToString(h.Sum(nil))[:16]
	j.Memory += pl.memory(refs)
	return j, nil
}

// rests are the tables and files that a question is about, their content still to be found.
func rests(q *question.Question, refs []string, given map[string][]string) []Rest {
	var out []Rest
	for _, ref := range refs {
		out = append(out, Rest{Name: ref})
	}
	for i := range q.Params {
		if p := &q.Params[i]; p.IsFile() {
			for _, path := range given[p.Name] {
				out = append(out, Rest{Name: path, File: true})
			}
		}
	}
	return out
}

// content is what something is known by: an entry of a library by its checksums, a file by its bytes.
func (pl *Place) content(r Rest) (string, error) {
	if !r.File {
		content, err := pl.engine.Content(r.Name)
		if err != nil || content != r.Name {
			return content, err
		}
		if _, err := os.Stat(r.Name); errors.Is(err, fs.ErrNotExist) { // the engine knows the nearest names
			_, err := pl.engine.Table(context.Background(), r.Name, nil)
			return "", err
		}
	}
	return pl.digest(r.Name)
}

// What a job takes: the program with what it remembers, and of each table its flows, the factors of its system and what
// is solved with them.
const (
	program  = 256 << 20
	matrices = 4
)

func (pl *Place) memory(refs []string) int64 {
	var out int64
	for _, en := range pl.entries {
		if slices.Contains(refs, en.Ref()) {
			n := int64(en.Economies) * int64(en.Industries)
			out += matrices * 8 * n * n
		}
	}
	return out
}
