package scenario

import (
	"encoding"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// YAML writes the scenarios as a file that reads back as the same, a change a line.
func (s *File) YAML() string {
	var b strings.Builder
	field := func(name string, v any, given bool) {
		if given {
			fmt.Fprintf(&b, "%s: %s\n", name, flow(v))
		}
	}
	field("title", s.Title, s.Title != "")
	field("table", s.Table, s.Table != "")
	field("elasticities", s.Elasticities, s.Elasticities != nil)
	field("deficits", s.Deficits, s.Deficits != "")
	field("shares", s.Shares, s.Shares != "")
	field("day_cost", s.DayCost, s.DayCost != nil)
	field("container_value", s.Container, s.Container != nil)
	field("between_classes", s.Between, s.Between != nil)
	field("specific", s.Specific, s.Specific != nil)
	field("specific_to", s.SpecificTo, s.SpecificTo != "")
	list := func(indent string, changes []Change) {
		for _, c := range changes {
			b.WriteString(indent + "- " + flow(c) + "\n")
		}
	}
	if len(s.Groups) > 0 {
		b.WriteString("groups:\n")
		for _, name := range slices.Sorted(maps.Keys(s.Groups)) {
			fmt.Fprintf(&b, "  %s: %s\n", flow(name), flow(s.Groups[name]))
		}
	}
	if len(s.Classes) > 0 {
		b.WriteString("classes:\n")
		for _, c := range s.Classes {
			b.WriteString("  - " + flow(c) + "\n")
		}
	}
	if len(s.Tariffs) > 0 {
		b.WriteString("tariffs:\n")
		list("  ", s.Tariffs)
	}
	b.WriteString("scenarios:\n")
	for _, sc := range s.Scenarios {
		b.WriteString("  - name: " + flow(sc.Name) + "\n")
		if sc.After != "" {
			b.WriteString("    after: " + flow(sc.After) + "\n")
		}
		if len(sc.Changes) > 0 {
			b.WriteString("    changes:\n")
			list("      ", sc.Changes)
		}
	}
	return b.String()
}

// flow writes a value in YAML's short form, on one line.
func flow(v any) string { return inline(reflect.ValueOf(v)) }

func inline(v reflect.Value) string {
	if m, ok := v.Interface().(encoding.TextMarshaler); ok && v.Kind() != reflect.Pointer {
		if text, err := m.MarshalText(); err == nil {
			return quoted(string(text))
		}
	}
	switch v.Kind() {
	case reflect.Pointer:
		return inline(v.Elem())
	case reflect.Slice:
		var list []string
		for i := range v.Len() {
			list = append(list, inline(v.Index(i)))
		}
		if v.Type() == reflect.TypeFor[Texts]() && len(list) == 1 {
			return list[0]
		}
		return "[" + strings.Join(list, ", ") + "]"
	case reflect.Map:
		var fields []string
		for _, key := range v.MapKeys() {
			fields = append(fields, quoted(key.String())+": "+inline(v.MapIndex(key)))
		}
		slices.Sort(fields)
		return "{" + strings.Join(fields, ", ") + "}"
	case reflect.Struct:
		var fields []string
		for i := range v.NumField() {
			name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("yaml"), ",")
			if f := v.Field(i); !f.IsZero() {
				fields = append(fields, name+": "+inline(f))
			}
		}
		return "{" + strings.Join(fields, ", ") + "}"
	case reflect.Float64:
		return strconv.FormatFloat(v.Float(), 'g', -1, 64)
	}
	return quoted(v.String())
}

// bare are texts that YAML takes as they stand, and words are those among them that mean something else to some
// readers.
var (
	bare  = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_./ ()&-]*$|^-?[0-9.]+%?$`)
	words = []string{"true", "false", "yes", "no", "on", "off", "null", "y", "n"}
)

func quoted(text string) string {
	if bare.MatchString(text) && !slices.Contains(words, strings.ToLower(text)) && strings.TrimSpace(text) == text &&
		!strings.Contains(text, " #") {
		return text
	}
	var b strings.Builder
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	if err := out.Encode(text); err != nil {
		return strconv.Quote(text)
	}
	return escaped(strings.TrimSuffix(b.String(), "\n"))
}

// escaped writes characters that JSON leaves and YAML takes for a break of the line, or does not take at all.
func escaped(text string) string {
	var b strings.Builder
	for _, r := range text {
		if unicode.IsControl(r) || r == '\ufeff' {
			fmt.Fprintf(&b, "\\u%04x", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}
