package isic

import (
	"cmp"
	"slices"
	"strings"

	"ikat/fault"
)

// Labels are what the industries of a table are called. The zero value of all but Codes is allowed.
type Labels struct {
	Where string            // the table, for errors
	Codes []string          // in table order
	Names map[string]string // code -> the table's own name
}

// Name returns the name of an industry: the table's own, or that of c1 to c35 where the codes are those, or that of
// what a code of ISIC Rev. 4 contains, or its code. Codes that contain the same, as parts of a division do, keep their
// codes.
func (l Labels) Name(code string) string {
	if name := l.Names[code]; name != "" {
		return name
	}
	if at := slices.Index(l.Codes, code); at >= 0 {
		return l.called()[at]
	}
	return code
}

// called are the names of all codes.
func (l Labels) called() []string {
	last, out := len(wiodNames)-1, slices.Clone(l.Codes)
	if len(l.Codes) == len(wiodNames) && l.Codes[0] == "c1" && l.Codes[last] == "c35" {
		copy(out, wiodNames)
	} else if plain, third := revision(l.Codes); !third {
		names, times := make([]string, len(out)), map[string]int{}
		for i, code := range l.Codes {
			names[i] = nameOf(read(written(code, plain), false))
			times[names[i]]++
		}
		for i, name := range names {
			if times[name] == 1 {
				out[i] = cmp.Or(name, out[i])
			}
		}
	}
	for i, code := range l.Codes {
		out[i] = cmp.Or(l.Names[code], out[i])
	}
	return out
}

// Code returns the code of the industry that a text means: its code or its name, in any case.
func (l Labels) Code(text string) (code string, ok bool) {
	want := strings.TrimSpace(text)
	if slices.Contains(l.Codes, want) {
		return want, true
	}
	if want == "" {
		return "", false
	}
	for i, name := range l.called() {
		if c := l.Codes[i]; strings.EqualFold(c, want) || strings.EqualFold(name, want) {
			return c, true
		}
	}
	return "", false
}

// Find returns what Code does.
//
// Error: fault.NotFound, saying which are near: by what they are called, or by what they make.
func (l Labels) Find(text string) (string, error) {
	code, ok := l.Code(text)
	if !ok {
		return "", &fault.Error{Kind: fault.NotFound, Where: l.Where, What: fault.Say("it has no industry %q", text),
			Fix: l.advice(text)}
	}
	return code, nil
}

// advice names the industries that a text which is none may mean: those that are called nearly so, and those that make
// what it says.
func (l Labels) advice(text string) string {
	called := l.called()
	near := fault.Nearest(text, slices.Concat(l.Codes, called))
	var makes []int
	if len(text) > 3 {
		makes = named("", text).WIOD35()
	}
	var all, meant []string
	for i, in := range ReadNamed(l.Codes, l.Names) {
		code, name := l.Codes[i], called[i]
		shown := code
		if name != code {
			shown += " (" + name + ")"
		}
		all = append(all, shown)
		if slices.Contains(near, code) || slices.Contains(near, name) ||
			slices.ContainsFunc(in.WIOD35(), func(p int) bool { return slices.Contains(makes, p) }) {
			meant = append(meant, shown)
		}
	}
	if len(meant) > 0 {
		return fault.Say("Nearest: %s", strings.Join(meant[:min(mostNear, len(meant))], ", "))
	}
	return fault.Say("It has %s", strings.Join(all, ", "))
}

// mostNear is how many industries an advice names at most.
const mostNear = 5

// wiodNames names the 35 industries of the World Input-Output Tables, 2013 release, whose files print codes only.
var wiodNames = []string{
	"Agriculture, forestry and fishing", "Mining", "Food, beverages and tobacco", "Textiles and clothing",
	"Leather and footwear", "Wood products",
	"Paper, printing and publishing", "Coke and refined petroleum", "Chemicals", "Rubber and plastics",
	"Other non-metallic minerals",
	"Basic and fabricated metals", "Machinery", "Electrical and optical equipment", "Transport equipment",
	"Other manufacturing and recycling",
	"Electricity, gas and water", "Construction", "Motor trade and repair, fuel retail", "Wholesale trade",
	"Retail trade", "Hotels and restaurants",
	"Inland transport", "Water transport", "Air transport", "Transport services and travel agencies",
	"Post and telecommunications", "Finance",
	"Real estate", "Business services", "Public administration", "Education", "Health and social work",
	"Other personal services",
	"Households with employees",
}
