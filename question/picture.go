package question

// Picture says how rows are drawn. A question lists those that its rows may have; the first whose columns a frame has
// is drawn, and where none fits the usual one: lines over several years, intervals where a number has a range, else
// bars.
type Picture struct {
	Title     string            // key of a text about {{.subject}}; "" is the frame's title
	Kind      string            // of package picture
	Names     []string          // columns that name a row; nil are the keys that differ between rows
	X         string            // column of the number; with Parts, what they are together
	Low, High string            // columns of its range; "" are X_low and X_high where the frame has them
	Parts     []string          // columns beside each other: parts of a bar, ends of a dumbbell, lines over the years
	Scale     string            // of a map's colours
	Keep      map[string]string // only rows whose columns have these texts
}

// NoPicture says that an answer's rows do not belong in one picture: their units differ.
var NoPicture = []Picture{{Kind: "none"}}
