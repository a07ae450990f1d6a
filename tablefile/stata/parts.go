package stata

import (
	"encoding/binary"
	"errors"
	"io"
	"math"
	"strconv"
	"strings"
)

var errMuch = errors.New("its labels and texts take more than 64 MB")

const mostVariables = 1 << 17 // Stata's own limit is 120,000

// bytes reads n bytes; a number that a file claims takes no more than what the file holds.
func (d *dataset) bytes(n int64) ([]byte, error) {
	at, err := d.in.Seek(0, io.SeekCurrent)
	if err != nil {
		return nil, err
	}
	if n < 0 || n > d.in.Size()-at {
		return nil, io.ErrUnexpectedEOF
	}
	out := make([]byte, n)
	_, err = io.ReadFull(d.in, out)
	return out, err
}

// integer reads a whole number without a sign.
func (d *dataset) integer(width int64) (int64, error) {
	raw, err := d.bytes(width)
	if err != nil {
		return 0, err
	}
	switch width {
	case 1:
		return int64(raw[0]), nil
	case 2:
		return int64(d.order.Uint16(raw)), nil
	case 4:
		return int64(d.order.Uint32(raw)), nil
	}
	if n := d.order.Uint64(raw); n <= math.MaxInt64 {
		return int64(n), nil
	}
	return 0, errDamaged
}

// expect reads what must come next.
func (d *dataset) expect(tag string) error {
	raw, err := d.bytes(int64(len(tag)))
	if err == nil && string(raw) != tag {
		err = errDamaged
	}
	return err
}

// list reads n texts of a width each.
func (d *dataset) list(n, width int64) ([]string, error) {
	raw, err := d.bytes(n * width)
	if err != nil {
		return nil, err
	}
	out := make([]string, n)
	for i := range out {
		out[i] = text(raw[int64(i)*width : int64(i+1)*width])
	}
	return out, nil
}

// seek goes to a place of the file.
func (d *dataset) seek(to int64) error {
	if to < 0 || to > d.in.Size() {
		return io.ErrUnexpectedEOF
	}
	_, err := d.in.Seek(to, io.SeekStart)
	return err
}

// setOrder sets the order of bytes in numbers.
func (d *dataset) setOrder(large bool) {
	d.order = binary.LittleEndian
	if large {
		d.order = binary.BigEndian
	}
}

// old reads formats 113 to 115, whose parts have places and no names.
func (d *dataset) old() error {
	if err := d.seek(0); err != nil {
		return err
	}
	head, err := d.bytes(4)
	if err != nil {
		return err
	}
	d.release = int(head[0])
	d.setOrder(head[1] == 1)
	n, err := d.integer(2)
	if err != nil {
		return err
	}
	if d.rows, err = d.integer(4); err != nil {
		return err
	}
	if _, err := d.bytes(81 + 18); err != nil { // a label and the time
		return err
	}
	types, err := d.bytes(n)
	if err != nil {
		return err
	}
	kinds := make([]kind, n)
	for j, t := range types {
		kinds[j] = kind(t)
		if t > 244 {
			kinds[j] = map[byte]kind{251: isByte, 252: isInt, 253: isLong, 254: isFloat, 255: isDouble}[t]
		}
	}
	names, err := d.list(n, 33)
	if err != nil {
		return err
	}
	form := int64(49)
	if d.release == 113 {
		form = 12
	}
	if _, err := d.bytes(2*(n+1) + form*n); err != nil { // the order of sorting, and how numbers are shown
		return err
	}
	labels, err := d.list(n, 33)
	if err != nil {
		return err
	}
	if _, err := d.bytes(81 * n); err != nil { // what variables are, in words
		return err
	}
	if err := d.expansions(); err != nil {
		return err
	}
	if err := d.columns(kinds, names, labels); err != nil {
		return err
	}
	if d.data, err = d.in.Seek(0, io.SeekCurrent); err != nil {
		return err
	}
	if d.rows > mostSpan/d.span {
		return errDamaged
	}
	if err := d.seek(d.data + d.rows*d.span); err != nil {
		return err
	}
	return d.oldLabels()
}

// expansions passes over notes.
func (d *dataset) expansions() error {
	for {
		kind, err := d.integer(1)
		if err != nil {
			return err
		}
		n, err := d.integer(4)
		if err != nil {
			return err
		}
		if kind == 0 && n == 0 {
			return nil
		}
		if _, err := d.bytes(n); err != nil {
			return err
		}
	}
}

// oldLabels reads the labels behind the observations, to the end of the file.
func (d *dataset) oldLabels() error {
	for {
		at, err := d.in.Seek(0, io.SeekCurrent)
		if err != nil || at == d.in.Size() {
			return err
		}
		if err := d.label(33); err != nil {
			return err
		}
	}
}

// label reads what the numbers of a label stand for.
func (d *dataset) label(nameWidth int64) error {
	size, err := d.integer(4)
	if err != nil {
		return err
	}
	names, err := d.list(1, nameWidth)
	if err != nil {
		return err
	}
	if _, err := d.bytes(3); err != nil {
		return err
	}
	raw, err := d.bytes(size)
	if err != nil {
		return err
	}
	if d.held += len(raw); d.held > mostHeld {
		return errMuch
	}
	if len(raw) < 8 {
		return errDamaged
	}
	n, length := int64(d.order.Uint32(raw)), int64(d.order.Uint32(raw[4:]))
	if n*8+8+length > size {
		return errDamaged
	}
	words := map[int32]string{}
	texts := raw[8+n*8:]
	for i := range n {
		at := int64(d.order.Uint32(raw[8+i*4:]))
		if at > int64(len(texts)) {
			return errDamaged
		}
		words[int32(d.order.Uint32(raw[8+n*4+i*4:]))] = text(texts[at:])
	}
	for j := range d.variables {
		if d.variables[j].labels == names[0] {
			d.variables[j].words = words
		}
	}
	return nil
}

// modern reads formats 117 to 119, whose parts have names.
func (d *dataset) modern() error {
	n, err := d.header()
	if err != nil {
		return err
	}
	places, err := d.places()
	if err != nil {
		return err
	}
	nameWidth := int64(129)
	if d.release == 117 {
		nameWidth = 33
	}
	kinds, err := d.kinds(places[2], n)
	if err != nil {
		return err
	}
	names, err := d.texts(places[3], "<varnames>", n, nameWidth)
	if err != nil {
		return err
	}
	labels, err := d.texts(places[6], "<value_label_names>", n, nameWidth)
	if err != nil {
		return err
	}
	if err := d.columns(kinds, names, labels); err != nil {
		return err
	}
	if err := d.at(places[9], "<data>"); err != nil {
		return err
	}
	if d.data, err = d.in.Seek(0, io.SeekCurrent); err != nil {
		return err
	}
	if err := d.at(places[10], "<strls>"); err != nil {
		return err
	}
	if err := d.textsApart(); err != nil {
		return err
	}
	if err := d.at(places[11], "<value_labels>"); err != nil {
		return err
	}
	for {
		tag, err := d.bytes(5)
		if err != nil {
			return err
		}
		if string(tag) != "<lbl>" {
			return nil
		}
		if err := d.label(nameWidth); err != nil {
			return err
		}
		if err := d.expect("</lbl>"); err != nil {
			return err
		}
	}
}

// header reads the release and the numbers of variables and observations.
func (d *dataset) header() (variables int64, err error) {
	if err := d.seek(0); err != nil {
		return 0, err
	}
	if err := d.expect(modern + "<header><release>"); err != nil {
		return 0, err
	}
	release, err := d.bytes(3)
	if err != nil {
		return 0, err
	}
	if d.release, err = strconv.Atoi(string(release)); err != nil || d.release < 117 || d.release > 119 {
		return 0, errDamaged
	}
	if err := d.expect("</release><byteorder>"); err != nil {
		return 0, err
	}
	order, err := d.bytes(3)
	if err != nil {
		return 0, err
	}
	d.setOrder(string(order) == "MSF")
	width := map[int][3]int64{117: {2, 4, 1}, 118: {2, 8, 2}, 119: {4, 8, 2}}[d.release]
	if err := d.expect("</byteorder><K>"); err != nil {
		return 0, err
	}
	if variables, err = d.integer(width[0]); err != nil {
		return 0, err
	}
	if err := d.expect("</K><N>"); err != nil {
		return 0, err
	}
	if d.rows, err = d.integer(width[1]); err != nil {
		return 0, err
	}
	if variables > mostVariables || d.rows > mostSpan {
		return 0, errDamaged
	}
	if err := d.words("</N><label>", width[2]); err != nil {
		return 0, err
	}
	if err := d.words("</label><timestamp>", 1); err != nil {
		return 0, err
	}
	return variables, d.expect("</timestamp></header>")
}

// words passes over a text with its length before it.
func (d *dataset) words(tag string, width int64) error {
	if err := d.expect(tag); err != nil {
		return err
	}
	n, err := d.integer(width)
	if err != nil {
		return err
	}
	_, err = d.bytes(n)
	return err
}

// places reads where the parts are.
func (d *dataset) places() (out [14]int64, err error) {
	if err := d.expect("<map>"); err != nil {
		return out, err
	}
	for i := range out {
		if out[i], err = d.integer(8); err != nil {
			return out, err
		}
	}
	return out, nil
}

// at goes to a part.
func (d *dataset) at(place int64, tag string) error {
	if err := d.seek(place); err != nil {
		return err
	}
	return d.expect(tag)
}

func (d *dataset) texts(place int64, tag string, n, width int64) ([]string, error) {
	if err := d.at(place, tag); err != nil {
		return nil, err
	}
	return d.list(n, width)
}

// kinds reads what the variables hold.
func (d *dataset) kinds(place, n int64) ([]kind, error) {
	if err := d.at(place, "<variable_types>"); err != nil {
		return nil, err
	}
	raw, err := d.bytes(2 * n)
	if err != nil {
		return nil, err
	}
	out := make([]kind, n)
	for j := range out {
		code := d.order.Uint16(raw[2*j:])
		if out[j] = kind(code); code > mostText {
			out[j] = map[uint16]kind{65530: isByte, 65529: isInt, 65528: isLong, 65527: isFloat, 65526: isDouble,
				32768: isApart}[code]
		}
	}
	return out, nil
}

// reference takes the eight bytes apart that name a text that lies apart: a variable and an observation.
func (d *dataset) reference(raw []byte) [2]uint64 {
	bits := map[int]uint{117: 32, 118: 16, 119: 24}[d.release]
	n := d.order.Uint64(raw)
	if d.order == binary.BigEndian {
		return [2]uint64{n >> (64 - bits), n & (1<<(64-bits) - 1)}
	}
	return [2]uint64{n & (1<<bits - 1), n >> bits}
}

// textsApart reads the texts that lie apart.
func (d *dataset) textsApart() error {
	width := int64(8)
	if d.release == 117 {
		width = 4
	}
	for {
		tag, err := d.bytes(3)
		if err != nil {
			return err
		}
		if string(tag) != "GSO" {
			return nil
		}
		variable, err := d.integer(4)
		if err != nil {
			return err
		}
		row, err := d.integer(width)
		if err != nil {
			return err
		}
		if _, err := d.bytes(1); err != nil {
			return err
		}
		n, err := d.integer(4)
		if err != nil {
			return err
		}
		raw, err := d.bytes(n)
		if err != nil {
			return err
		}
		if d.held += len(raw) + 64; d.held > mostHeld {
			return errMuch
		}
		d.apart[[2]uint64{uint64(variable), uint64(row)}] = strings.TrimSuffix(string(raw), "\x00")
	}
}
