package api

import (
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"ikat/scenario"
	"ikat/share"
)

// scenarioEnums are the fields of a scenario with few values, which scenario.Read checks.
var scenarioEnums = map[string][]any{
	"deficits": {"held", "purged", "scaled"},
	"shares":   {"pooled", "use-specific"},
}

// scenarioSchema describes the body of a simulation, from the declaration of the file.
func scenarioSchema() *huma.Schema { return yamlSchema(reflect.TypeFor[scenario.File]()) }

// yamlSchema describes a type by its yaml tags.
func yamlSchema(t reflect.Type) *huma.Schema {
	one := func(types ...string) *huma.Schema {
		s := &huma.Schema{}
		for _, name := range types {
			s.OneOf = append(s.OneOf, &huma.Schema{Type: name})
		}
		return s
	}
	list := func(s *huma.Schema) *huma.Schema {
		s.OneOf = append(s.OneOf, &huma.Schema{Type: "array", Items: one("string", "number")})
		return s
	}
	switch t {
	case reflect.TypeFor[scenario.Texts]():
		s := list(one("string", "number"))
		s.Description = "one, or a list"
		return s
	case reflect.TypeFor[scenario.Rates]():
		return &huma.Schema{
			Description: "one or a list of rates with their signs: \"0.8%\"",
			OneOf: []*huma.Schema{{Type: "string"},
				{Type: "array", Items: &huma.Schema{Type: "string"}}},
		}
	case reflect.TypeFor[share.Rate]():
		return &huma.Schema{Type: "string", Description: "a rate with its sign: \"5%\""}
	case reflect.TypeFor[share.Part]():
		s := one("number", "string")
		s.Description = "a part of a whole: 0.3 or \"30%\""
		return s
	}
	switch t.Kind() {
	case reflect.Pointer:
		return yamlSchema(t.Elem())
	case reflect.Slice:
		return &huma.Schema{Type: "array", Items: yamlSchema(t.Elem())}
	case reflect.Map:
		return &huma.Schema{Type: "object", AdditionalProperties: yamlSchema(t.Elem())}
	case reflect.Struct:
		return yamlObject(t)
	case reflect.Float64:
		return &huma.Schema{Type: "number"}
	}
	return &huma.Schema{Type: "string"}
}

func yamlObject(t reflect.Type) *huma.Schema {
	s := &huma.Schema{Type: "object", Properties: map[string]*huma.Schema{}, AdditionalProperties: false}
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ",")
		if name == "" || name == "-" {
			continue
		}
		s.Properties[name] = yamlSchema(t.Field(i).Type)
		s.Properties[name].Enum = scenarioEnums[name]
		if name == "scenarios" || name == "name" {
			s.Required = append(s.Required, name)
		}
	}
	return s
}
