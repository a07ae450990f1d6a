package resaved

import (
	"slices"
	"strings"

	"ikat/economies"
)

// levels says which parts of labels in several lines make a label, and in which order: an economy and what it makes or
// uses. What only says the same again is left out: whether it is an industry, where the economy lies, a code's name.
// nil is all of them as they come.
func levels(labels [][]string) (take []int) {
	if len(labels) == 0 || len(labels[0]) < 2 {
		return nil
	}
	for l := range labels[0] {
		take = append(take, l)
	}
	economy := economyLevel(labels)
	for len(take) > 2 {
		out := -1
		for k, l := range take {
			if l != economy && tells(labels, take) == tells(labels, slices.Delete(slices.Clone(take), k, k+1)) &&
				(out < 0 || says(labels, l).less(says(labels, take[out]))) {
				out = k
			}
		}
		if out < 0 {
			break
		}
		take = slices.Delete(take, out, out+1)
	}
	if at := slices.Index(take, economy); at > 0 {
		take = slices.Insert(slices.Delete(take, at, at+1), 0, economy)
	}
	return take
}

// again lists the last parts that several labels have: industries and categories that are there for each economy.
func again(labels [][]string) map[string]bool {
	seen, out := map[string]bool{}, map[string]bool{}
	for _, parts := range labels {
		if last := parts[len(parts)-1]; last != "" {
			out[last] = seen[last]
			seen[last] = true
		}
	}
	return out
}

// fillMerged gives a label the parts that a cell merged with others, as spreadsheets and pandas write them, holds but
// once: those before its last part, from the first on, as long as they are empty. What only one label has, such as a
// total, is nobody's.
func fillMerged(parts, before []string, repeated map[string]bool) {
	if len(parts) < 2 || len(before) != len(parts) || !repeated[parts[len(parts)-1]] {
		return
	}
	for l := 0; l < len(parts)-1 && parts[l] == ""; l++ {
		parts[l] = before[l]
	}
}

// tells counts the different labels that parts make.
func tells(labels [][]string, take []int) int {
	seen := map[string]bool{}
	for _, parts := range labels {
		seen[strings.Join(pick(parts, take), "\x00")] = true
	}
	return len(seen)
}

// worth is how much a part says: the number of its different texts, and then how short they are.
type worth struct{ different, length int }

func (w worth) less(o worth) bool {
	return w.different < o.different || w.different == o.different && w.length > o.length
}

func says(labels [][]string, l int) (w worth) {
	for _, text := range distinct(labels, l) {
		w.different++
		w.length += len(text)
	}
	return w
}

// economyLevel is the part that names economies, the shortest of several; -1 where none does.
func economyLevel(labels [][]string) int {
	best, least := -1, 0
	for l := range labels[0] {
		texts, known := distinct(labels, l), 0
		for _, m := range economies.Table(texts, nil, "") {
			if m.By != economies.ByNothing {
				known++
			}
		}
		if length := says(labels, l).length; 2*known > len(texts) && (best < 0 || length < least) {
			best, least = l, length
		}
	}
	return best
}

// distinct lists the different texts of a part.
func distinct(labels [][]string, l int) (out []string) {
	seen := map[string]bool{"": true}
	for _, parts := range labels {
		if !seen[parts[l]] {
			seen[parts[l]] = true
			out = append(out, parts[l])
		}
	}
	return out
}

// pick returns the parts that are taken; all of them where take is nil.
func pick(parts []string, take []int) []string {
	if take == nil {
		return parts
	}
	out := make([]string, 0, len(take))
	for _, l := range take {
		out = append(out, parts[l])
	}
	return out
}

// join puts the parts of a label together. A total may stand in a part that is left out elsewhere.
func join(parts []string, take []int) string {
	for _, from := range [][]string{pick(parts, take), parts} {
		said := slices.DeleteFunc(slices.Clone(from), func(p string) bool { return p == "" || p == "-" })
		if len(said) > 0 {
			return strings.Join(said, "_")
		}
	}
	return ""
}
