package isic

import (
	"maps"
	"slices"
)

// sections are the first and the last division of the sections A to U of ISIC Rev. 4.
var sections = [...][2]int{{1, 3}, {5, 9}, {10, 33}, {35, 35}, {36, 39}, {41, 43}, {45, 47}, {49, 53}, {55, 56},
	{58, 63}, {64, 66},
	{68, 68}, {69, 75}, {77, 82}, {84, 84}, {85, 85}, {86, 88}, {90, 93}, {94, 96}, {97, 98}, {99, 99}}

// rev3ToWIOD is the industry of c1 to c35 that a division of ISIC Rev. 3 belongs to; this is how they are defined.
var rev3ToWIOD = spread(map[int][]int{1: {1, 2, 5}, 2: {10, 11, 12, 13, 14}, 3: {15, 16}, 4: {17, 18}, 5: {19}, 6: {20},
	7: {21, 22}, 8: {23},
	9: {24}, 10: {25}, 11: {26}, 12: {27, 28}, 13: {29}, 14: {30, 31, 32, 33}, 15: {34, 35}, 16: {36, 37},
	17: {40, 41}, 18: {45},
	19: {50}, 20: {51}, 21: {52}, 22: {55}, 23: {60}, 24: {61}, 25: {62}, 26: {63}, 27: {64}, 28: {65, 66, 67},
	29: {70}, 30: {71, 72, 73, 74},
	31: {75}, 32: {80}, 33: {85}, 34: {90, 91, 92, 93}, 35: {95}})

// rev4ToWIOD is the industry of c1 to c35 that most of a division of ISIC Rev. 4 belongs to.
var rev4ToWIOD = spread(map[int][]int{1: {1, 2, 3}, 2: {5, 6, 7, 8, 9}, 3: {10, 11, 12}, 4: {13, 14}, 5: {15}, 6: {16},
	7: {17, 18}, 8: {19},
	9: {20, 21}, 10: {22}, 11: {23}, 12: {24, 25}, 13: {28}, 14: {26, 27}, 15: {29, 30}, 16: {31, 32, 33}, 17: {35, 36},
	18: {41, 42, 43},
	19: {45}, 20: {46}, 21: {47}, 22: {55, 56}, 23: {49}, 24: {50}, 25: {51}, 26: {52, 79}, 27: {53, 61},
	28: {64, 65, 66}, 29: {68},
	30: {58, 62, 63, 69, 70, 71, 72, 73, 74, 77, 78, 80, 81, 82}, 31: {84}, 32: {85}, 33: {75, 86, 87, 88},
	34: {37, 38, 39, 59, 60, 90, 91, 92, 93, 94, 95, 96, 99}, 35: {97, 98}})

// OfDivision3 is the number of the industry of c1 to c35 that a division of ISIC Rev. 3 belongs to; 0 for none.
func OfDivision3(division int) int { return rev3ToWIOD[division] }

var (
	rev3Divisions = slices.Sorted(maps.Keys(rev3ToWIOD))
	rev4Divisions = slices.Sorted(maps.Keys(rev4ToWIOD))
	wiodNumbers   = numbers(35)
)

// spread turns industry -> divisions into division -> industry.
func spread(of map[int][]int) map[int]int {
	out := map[int]int{}
	for c, divisions := range of {
		for _, d := range divisions {
			out[d] = c
		}
	}
	return out
}

func numbers(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i + 1
	}
	return out
}

// between returns those of some divisions that lie from lo to hi; nil where there are none.
func between(divisions []int, lo, hi int) (out []int) {
	for _, d := range divisions {
		if d >= lo && d <= hi {
			out = append(out, d)
		}
	}
	return out
}
