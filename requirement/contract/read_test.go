package contract_test

import (
	"strings"
	"testing"

	"ikat/fault"
	"ikat/requirement/contract"
)

// An order without a day or a value is not one of day 0 or of nothing.
func TestOrdersSayDayAndValue(t *testing.T) {
	for order, says := range map[string]string{
		"{ship: 30}": "no value", "{ship: 30, value: }": "no value", "{value: 5}": "no day", "{ship: ~, value: 5}": "no day",
		"{ship: 0, value: 0}": "",
	} {
		_, err := contract.Read("a", []byte("supplier: {cash: 1, orders: [{ship: 1, value: 2}, "+order+"]}"))
		if says == "" != (err == nil) || err != nil && (fault.KindOf(err) != fault.Invalid ||
			!strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), "order 2")) {
			t.Errorf("%s: %v", order, err)
		}
	}
}
