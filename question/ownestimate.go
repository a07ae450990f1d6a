package question

import (
	"errors"

	who "ikat/economies"
	"ikat/estimate"
	"ikat/fault"
)

// ownEstimates writes the names of estimated tables in full: adb-est/2019 is adb-est-VNM/2019 where Viet Nam is asked
// about, and adb-est is the newest of its tables.
//
// Error: fault.NotFound where the question is about no one economy, or no such table is estimated.
func (q *Question) ownEstimates(v *Values) error {
	refs := v.given["table"]
	for i, ref := range refs {
		if !estimate.Series(ref) {
			continue
		}
		full, err := estimate.Full(ref, q.one(v))
		if f := new(fault.Error); errors.As(err, &f) {
			f.Param = "table"
		}
		if err != nil {
			return err
		}
		refs[i] = full
	}
	return nil
}

// one is the code of the economy that a question is about; "" where it is about none, or several.
func (q *Question) one(v *Values) string {
	said := ""
	if q.About != nil {
		said = q.About(v)
	}
	for i := range q.Params {
		if given := v.given[q.Params[i].Name]; said == "" && q.Params[i].Form == Economy && len(given) == 1 {
			said = given[0]
		}
	}
	e, err := who.Resolve(said)
	if err != nil {
		return ""
	}
	return e.Code
}
