package chapter

import (
	"slices"
	"strings"

	"ikat/fault"
	"ikat/question/products"
	"ikat/trade"
	"ikat/trade/hs"
)

// The kinds of tradeGoods that a product is of beside the total.
const (
	part     = iota // of machinery
	final           // good of machinery
	neither         // counts in the total alone
	ownGoods = "goods"
)

// teller tells parts of machinery from its final goods.
type teller struct {
	classes *trade.Concordance // of files; nil is what ikat carries of the Harmonized System
	own     bool               // the files name parts and final goods themselves
}

// tellerOf tells by the files that are named: a list of goods by itself, or classes of BEC; without files by what is
// carried.
//
// Error: fault.Invalid where the files lead to neither, or BEC is given of a classification whose machinery is not
// known.
func tellerOf(d *trade.Data, files []string) (*teller, error) {
	if len(files) == 0 {
		return &teller{}, nil
	}
	own, err := products.ClassesOf(files, d.Classification, ownGoods)
	if err == nil {
		return &teller{own, true}, ownGoodsOnly(own)
	}
	if fault.KindOf(err) != fault.Invalid {
		return nil, err
	}
	bec, err := products.ClassesOf(files, d.Classification, "BEC4")
	if err != nil {
		return nil, err
	}
	if !harmonised(d) && !standard(d) {
		return nil, &fault.Error{Kind: fault.Invalid, Param: "classes", Where: d.Classification,
			What: "which of its products are machinery is not known, and BEC does not say",
			Fix:  fault.Say("Give a CSV with the columns %s and %s, which says parts or final", d.Classification, ownGoods)}
	}
	return &teller{bec, false}, nil
}

// ownGoodsOnly refuses a list with other kinds of goods than parts and final.
func ownGoodsOnly(c *trade.Concordance) error {
	for code, kinds := range c.Classes {
		for _, kind := range kinds {
			if kind != "parts" && kind != "final" {
				return &fault.Error{Kind: fault.Invalid, Param: "classes", Where: fault.Say("%s, product %s", c.Source, code),
					What: fault.Say("its column %s says %s", ownGoods, kind),
					Fix:  "It says parts or final; other products are left out"}
			}
		}
		if len(kinds) > 1 {
			return &fault.Error{Kind: fault.Invalid, Param: "classes", Where: fault.Say("%s, product %s", c.Source, code),
				What: "it is listed as a part and as a final good"}
		}
	}
	return nil
}

// note says how goods are told apart.
func (t *teller) note(s sheet, d *trade.Data) {
	switch {
	case t.own:
		s.Note("source.own-goods", "parts and final goods are what {file} lists as such, by products of {classification}; "+
			"the total is of all products", "file", t.classes.Source, "classification", d.Classification)
	case t.classes != nil:
		s.Note("source.own-bec", "machinery is {machinery} of {classification}, parts what {file} puts into BEC 42 and 53 "+
			"alone, final goods the rest; the total is of all products. Ando and Kimura's own list of parts is another",
			"machinery", machineryIn(d), "classification", d.Classification, "file", t.classes.Source)
	case !harmonised(d):
		s.Note("source.no-hs", "{trade}: which products are machinery is carried of the Harmonized System only (its "+
			"classification: {classification}); the total stands alone. ikat trade add takes the classification of a file; the "+
			"choice classes takes a CSV of it and BEC4, or of it and goods", "trade", d.Ref(), "classification",
			d.Classification)
	default:
		s.Note("source.machinery", "machinery is chapters 84 to 92 of the Harmonized System, parts what is in BEC 42 and 53 "+
			"alone, by the edition of 2017, final goods the rest; the total is of all products. Ando and Kimura's own list of "+
			"parts is another")
	}
}

func harmonised(d *trade.Data) bool { return strings.HasPrefix(d.Classification, "HS") }

// standard reports whether products are of a revision of the SITC whose divisions 7 and 8 are those of revision 3.
func standard(d *trade.Data) bool {
	return slices.Contains([]string{"SITC Rev. 2", "SITC Rev. 3", "SITC Rev. 4"}, d.Classification)
}

// standardMachinery are the divisions and groups of the SITC that chapters 84 to 92 of the Harmonized System are of.
var standardMachinery = []string{"7", "871", "872", "873", "874", "881", "884", "885", "898"}

// machineryIn names the codes of machinery of data's classification.
func machineryIn(d *trade.Data) string {
	if harmonised(d) {
		return "84-92"
	}
	return strings.Join(standardMachinery, ", ")
}

func isMachinery(d *trade.Data, code string) bool {
	if harmonised(d) {
		return trade.Machinery(code)
	}
	return standard(d) && slices.ContainsFunc(standardMachinery, func(m string) bool { return strings.HasPrefix(code, m) })
}

// goodsOf are the kinds of the products of data.
func (t *teller) goodsOf(d *trade.Data) []int {
	out := make([]int, len(d.Products))
	for i, code := range d.Products {
		out[i] = t.kind(d, code)
	}
	return out
}

func (t *teller) kind(d *trade.Data, code string) int {
	switch {
	case t.own:
		switch kinds := t.classes.Classes[code]; {
		case len(kinds) == 0:
			return neither
		case kinds[0] == "parts":
			return part
		}
		return final
	case !isMachinery(d, code), t.classes == nil && !harmonised(d):
		return neither
	case t.classes == nil && machineryPart(code), t.classes != nil && onlyParts(t.classes.Classes[code]):
		return part
	}
	return final
}

// onlyParts reports whether classes of BEC Rev. 4 are those of parts and accessories, 42 and 53, alone.
func onlyParts(classes []string) bool {
	return len(classes) > 0 && !slices.ContainsFunc(classes, func(c string) bool { return trade.Stage(c) != "parts" })
}

// machineryPart is onlyParts by the classes that are carried.
func machineryPart(code string) bool {
	f, err := hs.Find(code)
	return err == nil && onlyParts(f.BEC4())
}
