package dense

import "unsafe"

// pack copies count x kk elements into panels of w, as the kernels read them: element (i, p) goes to panel i/w, to
// place p·w + i%w in it. In src it is at p*ld+i, or at i*ld+p if side is set. The last panel is as wide as what is
// left, filled up with zeros to a multiple of unit: mr for a, vw for b.
func (k *kernel[T]) pack(dst []T, w, unit, count, kk int, src []T, ld int, side bool) {
	first := 0
	if !side && w == k.vw && k.along != nil && kk > 0 {
		for ; first+alongPanels*w <= count; first += alongPanels * w {
			_, _ = dst[alongPanels*w*kk-1], src[(kk-1)*ld+first+alongPanels*w-1]
			k.along(kk, &src[first], ld, &dst[0], w*kk)
			dst = dst[alongPanels*w*kk:]
		}
	}
	if !side && w == 8 {
		for ; first+4*w <= count; first += 4 * w {
			packFour(dst, kk, src[first:], ld)
			dst = dst[4*w*kk:]
		}
	}
	for i := first; i < count; i += w {
		n := min(w, count-i)
		pw := roundUp(n, unit)
		if side {
			k.packSide(dst, pw, n, kk, src[i*ld:], ld)
		} else {
			packAlong(dst, pw, n, kk, src[i:], ld)
		}
		dst = dst[pw*kk:]
	}
}

// packAlong packs one panel from rows that run along the panel's rows.
func packAlong[T float](dst []T, w, n, kk int, src []T, ld int) {
	if n == w && w == 8 {
		for p := range kk {
			*(*[8]T)(dst[p*8:]) = *(*[8]T)(src[p*ld:])
		}
		return
	}
	for p := range kk {
		d := dst[p*w : p*w+w]
		copy(d, src[p*ld:p*ld+n])
		clear(d[n:])
	}
}

// packFour packs four panels of eight from rows that run along theirs.
func packFour[T float](dst []T, kk int, src []T, ld int) {
	d0, d1, d2, d3 := dst[:8*kk], dst[8*kk:16*kk], dst[16*kk:24*kk], dst[24*kk:32*kk]
	for p := range kk {
		s := (*[32]T)(src[p*ld:])
		*(*[8]T)(d0[8*p:]) = [8]T(s[:8])
		*(*[8]T)(d1[8*p:]) = [8]T(s[8:16])
		*(*[8]T)(d2[8*p:]) = [8]T(s[16:24])
		*(*[8]T)(d3[8*p:]) = [8]T(s[24:])
	}
}

// packSide packs one panel from rows that run across the panel's rows.
func (k *kernel[T]) packSide(dst []T, w, n, kk int, src []T, ld int) {
	k.turn(dst, w, src, ld, n, kk)
	if n < w {
		for p := range kk {
			clear(dst[p*w+n : p*w+w])
		}
	}
}

// turn sets dst[j*ldd+i] = src[i*lds+j] for i < rows, j < cols.
func (k *kernel[T]) turn(dst []T, ldd int, src []T, lds int, rows, cols int) {
	if rows == 0 || cols == 0 {
		return
	}
	g := k.group
	_, _ = dst[(cols-1)*ldd+rows-1], src[(rows-1)*lds+cols-1]
	whole := cols / g * g
	i := 0
	for ; i+g <= rows; i += g {
		k.transpose(cols/g, &src[i*lds], lds, &dst[i], ldd)
		for r := i; r < i+g; r++ {
			turnRow(dst, ldd, src[r*lds:], r, whole, cols)
		}
	}
	for ; i < rows; i++ {
		turnRow(dst, ldd, src[i*lds:], i, 0, cols)
	}
}

func turnRow[T float](dst []T, ldd int, row []T, i, from, to int) {
	for j := from; j < to; j++ {
		dst[j*ldd+i] = row[j]
	}
}

// tiles computes c = alpha·a·b, plus c if load is not 0, from packed a (rows x kk) and b (kk x cols). Tiles that stick
// out over the edge of c are made in the buffer edge, of mr·nr elements.
//
// A panel of a stays in the first cache while the panels of b pass by from the second.
func (k *kernel[T]) tiles(kk int, ap []T, rows int, bp []T, cols int, alpha T, c []T, ldc, load int, edge []T) {
	nr := k.nr()
	for i := 0; i < rows; i += k.mr {
		a := unsafe.SliceData(ap[i*kk:])
		m := min(k.mr, rows-i)
		for j := 0; j < cols; j += nr {
			n := min(nr, cols-j)
			w := k.width(n)
			b := unsafe.SliceData(bp[j*kk:])
			mul := k.mul[w/k.vw-1]
			if m == k.mr && n == w {
				mul(kk, a, b, &c[i*ldc+j], ldc, alpha, load)
				continue
			}
			// The arithmetic is the same as inside: a result must not depend on where the edges are.
			if load != 0 {
				copyMatrix(edge, w, c[i*ldc+j:], ldc, m, n)
			}
			mul(kk, a, b, &edge[0], w, alpha, load)
			copyMatrix(c[i*ldc+j:], ldc, edge, w, m, n)
		}
	}
}

// scale multiplies the rows x cols matrix c by f; with f = 0 the old c is not read.
func scale[T float](c []T, ldc, rows, cols int, f T) {
	if f == 1 {
		return
	}
	for i := range rows {
		r := c[i*ldc : i*ldc+cols]
		if f == 0 {
			clear(r)
			continue
		}
		for j := range r {
			r[j] *= f
		}
	}
}
