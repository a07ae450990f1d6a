package engine

// cache keeps the most recently used values, up to a total size. The caller locks.
type cache[T any] struct {
	most, held int64
	size       func(T) int64
	order      []string // least recently used first
	value      map[string]T
}

// newCache returns a cache of a number of values.
func newCache[T any](most int) cache[T] {
	return newSizedCache(int64(most), func(T) int64 { return 1 })
}

// newSizedCache returns a cache of values whose sizes add up to most at the most.
func newSizedCache[T any](most int64, size func(T) int64) cache[T] {
	return cache[T]{most: most, size: size, value: map[string]T{}}
}

func (c *cache[T]) get(key string) (T, bool) {
	v, ok := c.value[key]
	if ok {
		c.touch(key)
	}
	return v, ok
}

// put keeps a value, unless it is larger than all the cache may hold.
func (c *cache[T]) put(key string, v T) {
	if c.size(v) > c.most {
		return
	}
	if old, ok := c.value[key]; ok {
		c.held -= c.size(old)
	}
	c.value[key] = v
	c.held += c.size(v)
	c.touch(key)
	for c.held > c.most {
		oldest := c.order[0]
		c.held -= c.size(c.value[oldest])
		delete(c.value, oldest)
		c.order = c.order[1:]
	}
}

func (c *cache[T]) touch(key string) {
	for i, k := range c.order {
		if k == key {
			c.order = append(c.order[:i], c.order[i+1:]...)
			break
		}
	}
	c.order = append(c.order, key)
}
