package engine

import (
	"sync"

	"ikat/result"
)

// answered is every row of a measure of a table, with the codes that a choice of rows may name. It is shared: nobody
// changes it.
type answered struct {
	frame      *result.Frame
	ref        string
	codes      []string
	industries []string
}

// size is about how many bytes the rows take.
func (a *answered) size() int {
	n := 4096
	for _, c := range a.frame.Columns {
		n += 4*len(c.Codes) + 8*len(c.Ints) + 8*len(c.Floats)
	}
	return n
}

// mostAnswers is how many bytes of rows an engine keeps: the measures of a table of 1,435 sectors at every level, several
// times over.
const mostAnswers = 192 << 20

// answers keeps the rows computed last, up to a number of bytes. It is safe for concurrent use.
type answers struct {
	mu    sync.Mutex
	most  int
	used  int
	order []string // least recently used first
	value map[string]*answered
}

func newAnswers(most int) answers { return answers{most: most, value: map[string]*answered{}} }

func (k *answers) get(key string) *answered {
	k.mu.Lock()
	defer k.mu.Unlock()
	a := k.value[key]
	if a != nil {
		k.touch(key)
	}
	return a
}

// put keeps rows, and lets go of those used least recently; rows that would take more than a quarter of all are not kept.
func (k *answers) put(key string, a *answered) {
	if a.size() > k.most/4 {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.value[key] == nil {
		k.used += a.size()
	} else {
		k.used += a.size() - k.value[key].size()
	}
	k.value[key] = a
	k.touch(key)
	for k.used > k.most {
		k.used -= k.value[k.order[0]].size()
		delete(k.value, k.order[0])
		k.order = k.order[1:]
	}
}

func (k *answers) touch(key string) {
	for i, o := range k.order {
		if o == key {
			k.order = append(k.order[:i], k.order[i+1:]...)
			break
		}
	}
	k.order = append(k.order, key)
}
