package rdata

// compact reads a vector in one of the forms that R keeps instead of the values themselves: a sequence, texts made of
// numbers, or a vector that is wrapped with what is known of it.
func (r *reader) compact(v *value, depth int) (*value, error) {
	info, err := r.item(depth + 1)
	if err != nil {
		return nil, err
	}
	state, err := r.item(depth + 1)
	if err != nil {
		return nil, err
	}
	attributes, err := r.item(depth + 1)
	if err != nil {
		return nil, err
	}
	if len(info.list) == 0 || len(info.list[0].texts) != 1 {
		return nil, errDamaged
	}
	out := &value{id: v.id}
	switch class := info.list[0].texts[0]; class {
	case "compact_intseq", "compact_realseq":
		if out.kind = typeReal; class == "compact_intseq" {
			out.kind = typeInteger
		}
		if err := r.sequence(out, state); err != nil {
			return nil, err
		}
	case "wrap_real", "wrap_integer", "wrap_logical", "wrap_string", "wrap_list":
		if len(state.list) == 0 {
			return nil, errDamaged
		}
		inner := state.list[0]
		out.kind, out.length, out.numbers, out.texts, out.list = inner.kind, inner.length, inner.numbers, inner.texts,
			inner.list
		out.attrs = inner.attrs
	case "deferred_string":
		if len(state.list) == 0 {
			return nil, errDamaged
		}
		out.kind = typeStrings
		if err := r.deferred(out, state.list[0]); err != nil {
			return nil, err
		}
	default:
		return nil, errDamaged
	}
	out.take(attributes)
	return out, nil
}

// sequence makes the numbers of one that is given by its length, its first and its step.
func (r *reader) sequence(out, state *value) error {
	if len(state.numbers) != 3 || !(state.numbers[0] >= 0 && state.numbers[0] <= 1<<40) {
		return errDamaged
	}
	out.length = int(state.numbers[0])
	if !r.keeping && out.length > fewValues {
		return nil
	}
	if r.held += 8 * out.length; r.held > mostHeld {
		return errMuch
	}
	out.numbers = make([]float64, out.length)
	for i := range out.numbers {
		out.numbers[i] = state.numbers[1] + float64(i)*state.numbers[2]
	}
	return nil
}

// deferred makes the texts of numbers.
func (r *reader) deferred(out, from *value) error {
	out.length = from.length
	if r.text += 24 * from.length; r.text > mostHeld {
		return errMuch
	}
	for i := range from.numbers {
		out.texts = append(out.texts, string((&column{numbers: from.numbers}).append(nil, i)))
	}
	return nil
}
