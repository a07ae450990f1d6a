package engine

// cache keeps the most recently used values, up to a number of them. The caller locks.
type cache[T any] struct {
	most  int
	order []string // least recently used first
	value map[string]T
}

func newCache[T any](most int) cache[T] { return cache[T]{most: most, value: map[string]T{}} }

func (c *cache[T]) get(key string) (T, bool) {
	v, ok := c.value[key]
	if ok {
		c.touch(key)
	}
	return v, ok
}

func (c *cache[T]) put(key string, v T) {
	c.value[key] = v
	c.touch(key)
	if len(c.order) > c.most {
		delete(c.value, c.order[0])
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
