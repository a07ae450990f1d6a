package measure

// Catalog lists every measure, in the order in which a newcomer meets them.
var Catalog = []*Measure{
	exports,
	vaOrigin,
	vaFinal,
	vax,
	bm,
	imports,
	shares,
	participation,
	participationOutput,
	position,
	length,
	apl,
	chainIncome,
	multipliers,
	rca,
	gains,
	tiva,
	footprint,
	vs,
	my,
	kww,
	wwz,
}
