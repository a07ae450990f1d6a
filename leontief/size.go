package leontief

import (
	"unsafe"

	"ikat/dense"
)

// Holds counts the bytes of the system, which grow with what is asked of it, and those of its table, as parts that
// others share.
func (s *System) Holds(count func(id any, bytes int64)) {
	s.Table.Holds(count)
	numbers := len(s.X) + len(s.VA) + len(s.V) + len(s.Y) + len(s.invX) + len(s.Industry)
	if len(s.z) > 0 && &s.z[0] != &s.Table.Z[0] {
		numbers += len(s.z)
	}
	for _, q := range s.Satellites {
		numbers += len(q.Values)
	}
	if lu, ok := s.global.peek(); ok {
		numbers += sizeOf(lu)
	}
	for _, each := range []*lazy[[]*dense.LU]{&s.local, &s.diagLU} {
		list, _ := each.peek()
		for _, lu := range list {
			numbers += sizeOf(lu)
		}
	}
	blocks, _ := s.diag.peek()
	for _, b := range blocks {
		numbers += len(b)
	}
	for _, each := range []*lazy[[]float64]{&s.origin, &s.absorb} {
		v, _ := each.peek()
		numbers += len(v)
	}
	if e, ok := s.exports.peek(); ok {
		numbers += len(e.Total) + len(e.Intermediate) + len(e.Final) + len(e.Sum)
	}
	bytes := int64(unsafe.Sizeof(*s)) + 8*int64(numbers)
	findings, _ := s.findings.peek()
	for _, f := range findings {
		bytes += int64(unsafe.Sizeof(f)) + int64(len(f.What))
		for _, where := range f.Where {
			bytes += int64(len(where)) + 16
		}
	}
	count(s, bytes)
}

// sizeOf is how many numbers factors are of.
func sizeOf(lu *dense.LU) int {
	n := lu.Order()
	return n * (n + 1)
}

// Numbers returns how many numbers the factors are of.
func (f *Weighted) Numbers() int { return sizeOf(f.lu) }
