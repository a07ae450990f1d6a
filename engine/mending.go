package engine

import (
	"strconv"
	"strings"

	"ikat/fault"
)

// UsualCut is what mending a link does where nobody says.
const UsualCut = "5%"

// ParseCut reads what mending means in a Ranking: a percentage, or benchmark, which is 0; "" is UsualCut. Who names a benchmark,
// or what borders cost, means to mend to it; chosen says which of these options were.
//
// Error: fault.Invalid for what is neither, or for a cut and a benchmark together.
func ParseCut(cut string, chosen func(option string) bool) (float64, error) {
	for _, name := range []string{"benchmark", "border", "theta", "container-value", "missing", "borderless", "goods"} {
		switch {
		case !chosen(name):
		case cut == "":
			cut = "benchmark"
		case cut != "benchmark":
			return 0, &fault.Error{Kind: fault.Invalid, Where: "--cut and --" + name, What: "mending cannot mean both a cut and a benchmark", Fix: "Choose one"}
		}
	}
	switch cut {
	case "benchmark":
		return 0, nil
	case "":
		cut = UsualCut
	}
	v, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(cut, "%")), 64)
	if err != nil || !(v > 0) {
		return 0, &fault.Error{Kind: fault.Invalid, Where: "--cut " + cut, What: "it is neither a percentage above zero nor benchmark", Fix: "For instance --cut 5%"}
	}
	if strings.HasSuffix(cut, "%") {
		v /= 100
	}
	return v, nil
}

// ParseShares reads whether origins of inputs differ by use.
//
// Error: fault.Invalid for anything but pooled and use-specific.
func ParseShares(shares string) (useSpecific bool, err error) {
	switch shares {
	case "pooled":
		return false, nil
	case "use-specific":
		return true, nil
	}
	return false, &fault.Error{Kind: fault.Invalid, Where: "--shares " + shares, What: "there is no such choice", Fix: "It takes pooled or use-specific"}
}
