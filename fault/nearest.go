package fault

import (
	"sort"
	"strings"
)

// Nearest returns up to three of the candidates that a person who typed name may have meant, closest first: those that
// contain it or are contained in it with three letters or more, and those within a third of its length in single-letter
// edits. Nobody means anything by nothing.
func Nearest(name string, candidates []string) []string {
	type scored struct {
		name  string
		score int
	}
	var near []scored
	low := strings.ToLower(name)
	for _, c := range candidates {
		lc := strings.ToLower(c)
		d := len(low) + len(lc)
		if apart := len(low) - len(lc); max(apart, -apart) <= max(1, len(low)/3) { // so many edits there are at least
			d = edits(low, lc)
		}
		if (strings.Contains(lc, low) || len(lc) > 2 && strings.Contains(low, lc)) && d > 1 {
			d = 1
		}
		if low != "" && d <= max(1, len(low)/3) {
			near = append(near, scored{c, d})
		}
	}
	sort.SliceStable(near, func(i, j int) bool { return near[i].score < near[j].score })
	var out []string
	for _, s := range near[:min(3, len(near))] {
		out = append(out, s.name)
	}
	return out
}

// Suggest turns the nearest candidates into a sentence for Error.Fix: "Did you mean X or Y?", or the fallback when
// nothing is near.
func Suggest(name string, candidates []string, fallback string) string {
	near := Nearest(name, candidates)
	if len(near) == 0 {
		return fallback
	}
	return Say("Nearest: %s", strings.Join(near, ", "))
}

// edits is the number of letters to insert, drop, change or swap with their neighbour to make a into b.
func edits(a, b string) int {
	before, row := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		next := make([]int, len(b)+1)
		next[0] = i
		for j := 1; j <= len(b); j++ {
			change := row[j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			next[j] = min(row[j]+1, next[j-1]+1, change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				next[j] = min(next[j], before[j-2]+1)
			}
		}
		before, row = row, next
	}
	return row[len(b)]
}
