package memo

import (
	"reflect"
	"unsafe"
)

// Holder is a part of values that other values share, or that grows while it is used. It counts itself, and the
// Holders it holds in turn, each under an identity of its own: the pointer to it.
type Holder interface {
	Holds(count func(id any, bytes int64))
}

// Reach returns about how many bytes a value keeps from being freed: those that are its own, and the rest by Holder.
// Nothing is said of what a function closes over.
func Reach(v any) (own int64, shared map[any]int64) {
	own, holders := reach(v)
	shared = map[any]int64{}
	for _, h := range holders {
		h.Holds(func(id any, bytes int64) { shared[id] = bytes })
	}
	return own, shared
}

// reach walks a value: the bytes that are its own, and the Holders it meets, which count the rest.
func reach(v any) (own int64, holders []Holder) {
	w := walk{seen: map[place]bool{}}
	if r := reflect.ValueOf(v); r.IsValid() {
		w.bytes = int64(r.Type().Size())
		w.follow(r)
	}
	return w.bytes, w.holders
}

// walk adds up what lies behind the pointers of a value.
type walk struct {
	bytes   int64
	holders []Holder
	seen    map[place]bool
}

// place is where something lies: a struct and its first field lie at one address.
type place struct {
	at   unsafe.Pointer
	kind reflect.Kind
}

// small is up to how many bytes of numbers are not worth remembering whether they were met.
const small = 4 << 10

var holder = reflect.TypeFor[Holder]()

// follow adds what a value points to; the value itself is counted where it lies.
func (w *walk) follow(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		w.bytes += int64(v.Len())
	case reflect.Pointer:
		w.pointer(v)
	case reflect.Interface:
		if e := v.Elem(); e.IsValid() {
			if e.Kind() != reflect.Pointer {
				w.bytes += int64(e.Type().Size())
			}
			w.follow(e)
		}
	case reflect.Slice:
		w.slice(v)
	case reflect.Array:
		if !flat(v.Type()) {
			w.elements(v)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			w.follow(v.Field(i))
		}
	case reflect.Map:
		w.entries(v)
	}
}

func (w *walk) pointer(v reflect.Value) {
	if v.IsNil() || !w.first(v) {
		return
	}
	if v.Type().Implements(holder) {
		// The pointer may stand in a field that reflection does not hand out; behind it is the same value.
		w.holders = append(w.holders, reflect.NewAt(v.Type().Elem(), v.UnsafePointer()).Interface().(Holder))
		return
	}
	w.bytes += int64(v.Type().Elem().Size())
	w.follow(v.Elem())
}

func (w *walk) slice(v reflect.Value) {
	bytes, numbers := int64(v.Cap())*int64(v.Type().Elem().Size()), flat(v.Type().Elem())
	if bytes == 0 || !(numbers && bytes <= small) && !w.first(v) {
		return
	}
	w.bytes += bytes
	if !numbers {
		w.elements(v)
	}
}

func (w *walk) elements(v reflect.Value) {
	for i := range v.Len() {
		w.follow(v.Index(i))
	}
}

func (w *walk) entries(v reflect.Value) {
	if v.IsNil() || !w.first(v) {
		return
	}
	// Tables of entries are filled to seven eighths at most, and half of that on average.
	w.bytes += int64(v.Len()) * int64(v.Type().Key().Size()+v.Type().Elem().Size()) * 2
	for it := v.MapRange(); it.Next(); {
		w.follow(it.Key())
		w.follow(it.Value())
	}
}

// first reports whether what a pointer, slice or map leads to is met for the first time.
func (w *walk) first(v reflect.Value) bool {
	p := place{v.UnsafePointer(), v.Kind()}
	if w.seen[p] {
		return false
	}
	w.seen[p] = true
	return true
}

// flat reports whether values of a type point to nothing.
func flat(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Bool, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Uint,
		reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr, reflect.Float32,
		reflect.Float64, reflect.Complex64, reflect.Complex128:
		return true
	case reflect.Array:
		return flat(t.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			if !flat(t.Field(i).Type) {
				return false
			}
		}
		return true
	}
	return false
}
