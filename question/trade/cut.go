package trade

import (
	"ikat/fault"
	"ikat/share"
)

// UsualCut is what mending a link does where nobody says.
const UsualCut = "5%"

// ParseCut reads what mending means in a Ranking: a percentage, or benchmark, which is 0; "" is UsualCut. Who names a
// benchmark, or what borders cost, means to mend to it; chosen says which of these options were.
//
// Error: fault.Invalid for what is neither, or for a cut and a benchmark together.
func ParseCut(cut string, chosen func(option string) bool) (float64, error) {
	for _, name := range []string{"benchmark", "border", "theta", "container-value", "missing", "borderless", "goods"} {
		switch {
		case !chosen(name):
		case cut == "":
			cut = "benchmark"
		case cut != "benchmark":
			return 0, &fault.Error{
				Kind:  fault.Invalid,
				Param: "cut",
				What:  "mending cannot mean both a cut and a benchmark",
				Fix:   fault.Say("Choose one of {cut} and {%s}", name),
			}
		}
	}
	switch cut {
	case "benchmark":
		return 0, nil
	case "":
		cut = UsualCut
	}
	v, err := share.Parse(cut)
	if err == nil && !(v > 0) {
		err = fault.Errorf("it is neither a percentage above zero nor benchmark")
	}
	if err != nil {
		return 0, &fault.Error{Kind: fault.Invalid, Param: "cut", Where: cut, What: fault.Said(err),
			Fix: "For instance {cut=5%}"}
	}
	return v, nil
}
