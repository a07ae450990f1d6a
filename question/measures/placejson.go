package measures

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
)

// MarshalJSON writes null for what is not defined.
func (y ProfileYear) MarshalJSON() ([]byte, error) { return defined(y) }

// MarshalJSON writes null for what is not defined.
func (p Partner) MarshalJSON() ([]byte, error) { return defined(p) }

// MarshalJSON writes null for what is not defined.
func (i IndustryShare) MarshalJSON() ([]byte, error) { return defined(i) }

// defined writes a struct of texts and numbers, null for numbers that are none: JSON has no word for them.
func defined(v any) ([]byte, error) {
	var out bytes.Buffer
	at := reflect.ValueOf(v)
	for i := range at.NumField() {
		out.WriteByte("{,"[min(i, 1)])
		name, value := at.Type().Field(i).Tag.Get("json"), at.Field(i).Interface()
		if x, ok := value.(float64); ok && (math.IsNaN(x) || math.IsInf(x, 0)) {
			value = nil
		}
		text, err := json.Marshal(value)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&out, "%q:%s", name, text)
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}
