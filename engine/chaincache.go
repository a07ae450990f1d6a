package engine

import (
	"fmt"
	"sync"

	"ikat/leontief"
)

// chainCache keeps models of chains and the chains of products that were asked for last, so that another product of the same
// table costs only its own solves, and another look at the same product nothing.
type chainCache struct {
	mu       sync.Mutex
	models   cache[*chained]
	products cache[*Chain]
}

const (
	mostModels = 4
	mostChains = 256
	mostLinks  = 300_000 // of all chains kept, some 100 MB
)

func newChainCache() *chainCache {
	return &chainCache{models: newCache[*chained](mostModels), products: newCache[*Chain](mostChains)}
}

// key names a choice of borders; "" where it rests on files, which may change.
func (c BorderChoice) key() string {
	if len(c.Files) > 0 {
		return ""
	}
	return fmt.Sprintf("%q", []any{c.Thetas, c.Container, c.Missing, c.Borderless, c.Goods, c.Benchmark})
}

// model returns a model made of this very system, or nil.
func (k *chainCache) model(key string, s *leontief.System) *chained {
	k.mu.Lock()
	defer k.mu.Unlock()
	if w, ok := k.models.get(key); ok && key != "" && w.model.Sys == s {
		return w
	}
	return nil
}

func (k *chainCache) keepModel(key string, w *chained) {
	if key == "" {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.models.put(key, w)
}

// product returns the chain of a product in this very model, or nil.
func (k *chainCache) product(key string, w *chained) *Chain {
	k.mu.Lock()
	defer k.mu.Unlock()
	if a, ok := k.products.get(key); ok && a.Model == w.model {
		return a
	}
	return nil
}

func (k *chainCache) keepProduct(key string, a *Chain) {
	if a.Firms != nil {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.products.put(key, a)
	links := 0
	for _, kept := range k.products.value {
		links += kept.Links.Rows()
	}
	for links > mostLinks {
		oldest := k.products.order[0]
		links -= k.products.value[oldest].Links.Rows()
		delete(k.products.value, oldest)
		k.products.order = k.products.order[1:]
	}
}
