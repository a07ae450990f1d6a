package matrix

import (
	"context"
	"encoding/binary"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"

	"ikat/fault"
	"ikat/tablefile"
	"ikat/tablefile/grid"
)

var (
	descr   = regexp.MustCompile(`'descr':\s*'([<>|=]?)(f[48]|[iu][1248])'`)
	fortran = regexp.MustCompile(`'fortran_order':\s*(True|False)`)
	shape   = regexp.MustCompile(`'shape':\s*\(([^)]*)\)`)
)

// array is what an NPY header says.
type array struct {
	kind       byte // f, i or u
	size       int  // bytes of a number
	order      binary.ByteOrder
	byColumns  bool
	rows, cols int
}

// readNPY reads an array of rows x columns; rows may be 0 where any number will do. A vector is one row.
func readNPY(ctx context.Context, m *grid.Members, name string, rows, columns int) ([]float64, error) {
	bad := func(format string, args ...any) error {
		return &fault.Error{Kind: fault.Unreadable, Where: name, What: fault.Say(format, args...),
			Fix: "Save it with numpy.save as float64"}
	}
	sub, err := m.Open(name)
	if err != nil {
		return nil, err
	}
	stream, err := sub.Open(ctx)
	if err != nil {
		return nil, err
	}
	defer stream.Close()
	a, why := npyHeader(stream)
	if why != "" {
		return nil, bad("%s", fault.Word(why))
	}
	if a.rows == columns && a.cols == 1 && columns != 1 {
		a.rows, a.cols = 1, columns
	}
	if a.cols != columns || rows > 0 && a.rows != rows || a.rows < 1 {
		return nil, sizes(name, a.rows, a.cols, rows, columns)
	}
	if a.rows > tablefile.MostNumbers/a.cols {
		return nil, tablefile.TooLarge(name)
	}
	if need := int64(a.rows) * int64(a.cols) * int64(a.size); sub.MaxText() >= 0 && need > sub.MaxText() {
		return nil, bad("the file is too small for %d x %d numbers; it is probably cut short", a.rows, a.cols)
	}
	v := make([]float64, a.rows*a.cols)
	buf := make([]byte, 8192*a.size)
	for i := 0; i < len(v); {
		part := buf[:min(len(buf), (len(v)-i)*a.size)]
		if _, err := io.ReadFull(stream, part); err == io.EOF || err == io.ErrUnexpectedEOF {
			return nil, bad("the file ends after %d of %d numbers", i, len(v))
		} else if err != nil {
			return nil, err
		}
		for ; len(part) > 0; part = part[a.size:] {
			at := i
			if a.byColumns {
				at = i%a.rows*a.cols + i/a.rows
			}
			if v[at] = a.number(part); math.IsNaN(v[at]) || math.IsInf(v[at], 0) {
				return nil, bad("the number at %d, %d is %v", at/a.cols, at%a.cols, v[at])
			}
			i++
		}
	}
	// Read to the end, so that the archive's checksum is compared.
	if n, err := io.Copy(io.Discard, stream); err != nil {
		return nil, err
	} else if n > 0 {
		return nil, bad("%d bytes follow the last number", n)
	}
	return v, nil
}

// sizes says that a matrix has not the size of the labels; rows may be 0 where any number will do.
func sizes(name string, haveRows, haveColumns, rows, columns int) error {
	want := fault.Say("%d x %d", rows, columns)
	if rows == 0 {
		want = fault.Say("%d columns", columns)
	}
	return &fault.Error{Kind: fault.Unreadable, Where: name,
		What: fault.Say("it holds %d x %d numbers where %s were expected", haveRows, haveColumns, want),
		Why:  "The labels name as many", Fix: "Write one line in sectors.csv for each row of z, and in demand.csv for each " +
			"column of f"}
}

func (a *array) number(b []byte) float64 {
	var bits uint64
	switch a.size {
	case 1:
		bits = uint64(b[0])
	case 2:
		bits = uint64(a.order.Uint16(b))
	case 4:
		bits = uint64(a.order.Uint32(b))
	default:
		bits = a.order.Uint64(b)
	}
	switch unused := 64 - 8*a.size; {
	case a.kind == 'i':
		return float64(int64(bits<<unused) >> unused) // the sign is the number's first bit
	case a.kind == 'u':
		return float64(bits)
	case a.size == 4:
		return float64(math.Float32frombits(uint32(bits)))
	}
	return math.Float64frombits(bits)
}

// npyHeader reads a header; why says what is wrong with it.
func npyHeader(r io.Reader) (a array, why string) {
	fixed := make([]byte, 10)
	if _, err := io.ReadFull(r, fixed); err != nil || string(fixed[:6]) != "\x93NUMPY" {
		return a, "this is not a NumPy array (npy)"
	}
	length := int(binary.LittleEndian.Uint16(fixed[8:]))
	if fixed[6] > 1 {
		more := make([]byte, 2)
		if _, err := io.ReadFull(r, more); err != nil {
			return a, "the header is cut short"
		}
		length |= int(binary.LittleEndian.Uint16(more)) << 16
	}
	if length > 1<<16 {
		return a, "the header is too long"
	}
	head := make([]byte, length)
	if _, err := io.ReadFull(r, head); err != nil {
		return a, "the header is cut short"
	}
	kind, order, dims := descr.FindSubmatch(head), fortran.FindSubmatch(head), shape.FindSubmatch(head)
	if kind == nil || order == nil || dims == nil {
		return a, "it does not hold numbers of type float64 or float32, or whole ones"
	}
	a.kind, a.size = kind[2][0], int(kind[2][1]-'0')
	a.order, a.byColumns = binary.LittleEndian, string(order[1]) == "True"
	if string(kind[1]) == ">" {
		a.order = binary.BigEndian
	}
	var sizes []int
	for _, d := range strings.Split(string(dims[1]), ",") {
		if d = strings.TrimSpace(d); d == "" {
			continue
		}
		n, err := strconv.Atoi(d)
		if err != nil || n < 0 || n > 1<<28 {
			return a, "its shape cannot be read"
		}
		sizes = append(sizes, n)
	}
	switch len(sizes) {
	case 1:
		a.rows, a.cols = 1, sizes[0]
	case 2:
		a.rows, a.cols = sizes[0], sizes[1]
	default:
		return a, fault.Say("it has %d dimensions", len(sizes))
	}
	return a, ""
}
