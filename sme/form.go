package sme

// Line is linear in shares by industry: a constant, then coefficients of s, then of t; 1 + 2n numbers.
type Line []float64

// Form is quadratic in shares: the sum of its products of two lines, kept as a symmetric matrix over (1, s, t).
type Form struct {
	size int
	m    []float64
}

// Outcome is a polynomial in shares by industry: a form, and products of a line with a form.
type Outcome struct {
	Form  *Form
	Times []Times
}

// Times is the product of a line and a form.
type Times struct {
	Line Line
	Form *Form
}

// NewLine returns what is 0 for n industries.
func NewLine(n int) Line { return make(Line, 1+2*n) }

// NewForm returns what is 0 for n industries.
func NewForm(n int) *Form {
	size := 1 + 2*n
	return &Form{size, make([]float64, size*size)}
}

// At returns the line's value at some shares.
func (l Line) At(d Drawn) float64 {
	v, n := l[0], len(d.Output)
	for i, s := range d.Output {
		v += l[1+i]*s + l[1+n+i]*d.Exports[i]
	}
	return v
}

// Add adds a multiple of another line.
func (l Line) Add(scale float64, other Line) {
	for i, v := range other {
		l[i] += scale * v
	}
}

// Add adds a multiple of the product of two lines.
func (f *Form) Add(scale float64, a, b Line) {
	half := scale / 2
	for i, x := range a {
		if x == 0 {
			continue
		}
		for j, y := range b {
			f.m[i*f.size+j] += half * x * y
			f.m[j*f.size+i] += half * x * y
		}
	}
}

// AddForm adds a multiple of another form.
func (f *Form) AddForm(scale float64, other *Form) {
	for i, v := range other.m {
		f.m[i] += scale * v
	}
}

// AddLine adds a multiple of a line.
func (f *Form) AddLine(scale float64, l Line) {
	for i, v := range l {
		f.m[i] += scale * v / 2
		f.m[i*f.size] += scale * v / 2
	}
}

// scaled returns a multiple of the form.
func (f *Form) scaled(scale float64) *Form {
	out := &Form{f.size, make([]float64, len(f.m))}
	out.AddForm(scale, f)
	return out
}

// At returns the form's value at some shares.
func (f *Form) At(d Drawn) float64 {
	z := append(append([]float64{1}, d.Output...), d.Exports...)
	var sum float64
	for i, x := range z {
		var row float64
		for j, y := range z {
			row += f.m[i*f.size+j] * y
		}
		sum += x * row
	}
	return sum
}

// At returns the outcome's value at some shares.
func (o *Outcome) At(d Drawn) float64 {
	v := o.Form.At(d)
	for _, t := range o.Times {
		v += t.Line.At(d) * t.Form.At(d)
	}
	return v
}
