package rdata

import "slices"

// Types of items that values are made of.
const (
	typeSymbol   = 1
	typePairs    = 2
	typeClosure  = 3
	typeEnv      = 4
	typePromise  = 5
	typeCall     = 6
	typeSpecial  = 7
	typeBuiltin  = 8
	typeString   = 9
	typeLogical  = 10
	typeInteger  = 13
	typeReal     = 14
	typeComplex  = 15
	typeStrings  = 16
	typeDots     = 17
	typeList     = 19
	typeExprs    = 20
	typeCode     = 21
	typePointer  = 22
	typeWeak     = 23
	typeRaw      = 24
	typeS4       = 25
	typeAltrep   = 238
	typeAttrList = 239
	typeAttrCall = 240
)

// value is an item of the file: a vector, a list, or nothing that is of interest. A list of pairs, such as the objects
// of an .RData file, is a list with names.
type value struct {
	id      int
	kind    int
	length  int
	numbers []float64 // of numbers that are kept; not available is NaN
	texts   []string
	list    []*value
	attrs   map[string]*value
}

func (v *value) attribute(name string) *value {
	if v == nil {
		return nil
	}
	return v.attrs[name]
}

// take takes a list of pairs as attributes.
func (v *value) take(pairs *value) {
	names := pairs.attribute("names").strings()
	for i, c := range pairs.list {
		if v.attrs == nil {
			v.attrs = map[string]*value{}
		}
		if i < len(names) {
			v.attrs[names[i]] = c
		}
	}
}

// strings are the texts of a value, nil where it is none.
func (v *value) strings() []string {
	if v == nil {
		return nil
	}
	return v.texts
}

func (v *value) isNumeric() bool {
	return v != nil && (v.kind == typeReal || v.kind == typeInteger || v.kind == typeLogical)
}

func (v *value) isFrame() bool {
	return v.kind == typeList && slices.Contains(v.attribute("class").strings(), "data.frame") && len(v.list) > 0
}

func (v *value) frameRows() int { return v.list[0].length }

// isNamed holds for a vector without dimensions whose values have names.
func (v *value) isNamed() bool {
	return v.attribute("dim") == nil && v.length > 1 && len(v.attribute("names").strings()) == v.length
}

// dims are the dimensions of an array, nil where it is none or they do not multiply to its length.
func (v *value) dims() []int {
	d := v.attribute("dim")
	if d == nil || !d.isNumeric() || len(d.numbers) != d.length || d.length > 3 {
		return nil
	}
	var out []int
	product := 1
	for _, x := range d.numbers {
		if !(x >= 1 && x <= float64(v.length/product)) {
			return nil
		}
		out = append(out, int(x))
		product *= int(x)
	}
	if product != v.length {
		return nil
	}
	return out
}

// dimNames are the names along a dimension.
func (v *value) dimNames(k int) []string {
	names := v.attribute("dimnames")
	if names == nil || k < 0 || k >= len(names.list) {
		return nil
	}
	return names.list[k].strings()
}

// find returns the value of an ID, nil where it is not there.
func (v *value) find(id int) *value {
	if v == nil || v.id == id {
		return v
	}
	for _, c := range v.list {
		if found := c.find(id); found != nil && found.id == id {
			return found
		}
	}
	return nil
}
