// Package requirement is what buyers ask of suppliers beyond price, as data: requirements with what they need, cost and
// take; buyers' sheets; firms with what they hold; and what joins them: the gaps, the cheapest and the fastest way to
// close them, a dated plan, its cash, and what it is worth.
//
// Names and scopes of schemes and laws are facts in this project's own words. Costs are judgement unless their row says
// otherwise, and every answer says so. What a firm does not tell is neither held nor a gap: it gives bounds.
package requirement
