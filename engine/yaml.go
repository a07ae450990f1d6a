package engine

import (
	"errors"

	"github.com/goccy/go-yaml"
)

// decodeYAML reads YAML strictly. Some malformed texts, such as a tagged scalar in place of a list, break the library itself;
// here they are malformed texts.
func decodeYAML(data []byte, to any) (err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("it is not YAML of the form that is described")
		}
	}()
	return yaml.UnmarshalWithOptions(data, to, yaml.Strict())
}
