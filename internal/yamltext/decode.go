package yamltext

import (
	"encoding"
	"math"
	"reflect"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"ikat/fault"
)

// Loose is a list that may be written as one text.
type Loose interface{ Loose() }

// Into fills a struct whose fields have yaml tags; a field with the tag "-" is not read. Values are texts, numbers,
// true or false, encoding.TextUnmarshaler, pointers to these (nil where nothing is written), lists, maps by text, and
// structs.
//
// Error: fault.Invalid for a field that there is not, one written twice, or a value of the wrong form, with the line.
func (d *Document) Into(to any) error {
	return d.value(d.root, reflect.ValueOf(to).Elem(), "")
}

var (
	textual = reflect.TypeFor[encoding.TextUnmarshaler]()
	loose   = reflect.TypeFor[Loose]()
)

// value fills v from a node; field names it in messages.
func (d *Document) value(n *yaml.Node, v reflect.Value, field string) error {
	if n.Kind == yaml.ScalarNode && n.Tag == "!!null" {
		return nil // a field without a value is one not written
	}
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		return d.value(n, v.Elem(), field)
	}
	if v.CanAddr() && v.Addr().Type().Implements(textual) {
		text, err := d.scalar(n, field)
		if err == nil {
			if e := v.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(text)); e != nil {
				err = d.fault(fault.Invalid, n.Line, named(field, e.Error()))
			}
		}
		return err
	}
	switch v.Kind() {
	case reflect.Struct:
		return d.fields(n, v, field)
	case reflect.Slice:
		return d.list(n, v, field)
	case reflect.Map:
		return d.entries(n, v, field)
	}
	return d.plain(n, v, field)
}

// plain fills a text, a number or a yes or no.
func (d *Document) plain(n *yaml.Node, v reflect.Value, field string) error {
	text, err := d.scalar(n, field)
	if err != nil {
		return err
	}
	bad := func(what string) error {
		return d.fault(fault.Invalid, n.Line, named(field, fault.Say("%q is %s", text, fault.Word(what))))
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(text)
	case reflect.Float64:
		x, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsNaN(x) || math.IsInf(x, 0) || strings.ContainsAny(text, "xX_pP") {
			return bad("not a number")
		}
		if whole, found := strings.CutSuffix(text, ".000"); found && len(whole) <= 3 {
			return bad(fault.Say("either %s or %s000: write it without a point", whole, whole))
		}
		v.SetFloat(x)
	case reflect.Int:
		x, err := strconv.Atoi(text)
		if err != nil {
			return bad("not a whole number")
		}
		v.SetInt(int64(x))
	case reflect.Bool:
		if text != "true" && text != "false" {
			return bad("neither true nor false")
		}
		v.SetBool(text == "true")
	default:
		return fault.Errorf("a field of type %s cannot be read", v.Type())
	}
	return nil
}

func (d *Document) scalar(n *yaml.Node, field string) (string, error) {
	if n.Kind != yaml.ScalarNode {
		return "", d.fault(fault.Invalid, n.Line, named(field, "a single value belongs here"))
	}
	return n.Value, nil
}

func (d *Document) list(n *yaml.Node, v reflect.Value, field string) error {
	entries := n.Content
	if n.Kind != yaml.SequenceNode {
		if n.Kind != yaml.ScalarNode || !v.Addr().Type().Implements(loose) {
			return d.fault(fault.Invalid, n.Line, named(field, "a list belongs here"))
		}
		entries = []*yaml.Node{n}
	}
	v.Set(reflect.MakeSlice(v.Type(), len(entries), len(entries)))
	for i, e := range entries {
		if err := d.value(e, v.Index(i), field); err != nil {
			return err
		}
	}
	return nil
}

func (d *Document) entries(n *yaml.Node, v reflect.Value, field string) error {
	if n.Kind != yaml.MappingNode {
		return d.fault(fault.Invalid, n.Line, named(field, "names with values belong here"))
	}
	v.Set(reflect.MakeMap(v.Type()))
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], reflect.New(v.Type().Elem()).Elem()
		if v.MapIndex(reflect.ValueOf(key.Value)).IsValid() {
			return d.fault(fault.Invalid, key.Line, fault.Say("%q stands here twice", key.Value))
		}
		if err := d.value(n.Content[i+1], value, key.Value); err != nil {
			return err
		}
		v.SetMapIndex(reflect.ValueOf(key.Value), value)
	}
	return nil
}

func (d *Document) fields(n *yaml.Node, v reflect.Value, field string) error {
	if n.Kind != yaml.MappingNode {
		return d.fault(fault.Invalid, n.Line, named(field, "fields with values belong here"))
	}
	at := map[string]int{}
	var known []string
	for i := range v.NumField() {
		if name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("yaml"), ","); name != "" && name != "-" {
			at[name] = i
			known = append(known, name)
		}
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		to, ok := at[key.Value]
		switch {
		case !ok:
			return &fault.Error{Kind: fault.Invalid, Where: d.at(key.Line), What: fault.Say("there is no field %q", key.Value),
				Fix: fault.Suggest(key.Value, known, fault.Say("Fields here are %s", strings.Join(known, ", ")))}
		case seen[key.Value]:
			return d.fault(fault.Invalid, key.Line, fault.Say("the field %q stands here twice", key.Value))
		}
		seen[key.Value] = true
		if err := d.value(n.Content[i+1], v.Field(to), key.Value); err != nil {
			return err
		}
	}
	return nil
}

func named(field, what string) string {
	if field == "" {
		return what
	}
	return field + ": " + what
}
