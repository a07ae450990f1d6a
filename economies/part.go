package economies

import (
	"regexp"
	"strings"
)

// partAtOnce is a code and at once what says which part: CN1, CHN12, USAa; the OECD of 2015 had CHNPRO.
var partAtOnce = regexp.MustCompile(`^([A-Z]{2,3}|[a-z]{2,3})([0-9]{1,2}|[a-d]|DOM|NPR|PRO|GMF|NGM)$`)

// partSigns stand between an economy and what says which part: CHN.PRO, MEX-2, China (processing).
const partSigns = "-.,:/( "

// PartOf returns the economy that a label names a part of: one that is known as a part, or one that begins with an
// economy's code or name and says more. Whether it is one, the table has to tell: AU1 is a part of Australia only
// beside AU2, where Australia itself produces nothing.
func PartOf(label string) (whole string, ok bool) {
	label = strings.TrimSpace(label)
	switch e, _ := meaning(label); e.Kind {
	case Part:
		return e.Of, true
	case Unknown:
	default:
		return "", false
	}
	if m := partAtOnce.FindStringSubmatch(label); m != nil {
		if e, _ := meaning(m[1]); e.Kind == Current {
			return e.Code, true
		}
	}
	for end := len(label); ; {
		at := strings.LastIndexAny(label[:end], partSigns)
		if at <= 0 {
			return "", false
		}
		head, tail := strings.TrimRight(label[:at], partSigns), strings.TrimRight(label[at+1:], ") ")
		if e, _ := meaning(head); e.Kind == Current && tail != "" {
			return e.Code, true
		}
		end = at
	}
}
