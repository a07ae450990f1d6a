package measure

// Catalog lists every measure, in the order in which a newcomer meets them.
var Catalog = []*Measure{
	exports,
	vaOrigin,
	vaFinal,
	vax,
	bm,
	imports,
	tiva,
	vs,
	my,
	kww,
	wwz,
}
