package products

// KeepAtMost sets how many flows of all years are kept for other questions until the test ends.
func KeepAtMost(flows int) (before func()) {
	was := mostKept
	mostKept = flows
	return func() { mostKept = was }
}
