package engine

import (
	"context"
	"math"
	"testing"

	"ikat/trade"
	"ikat/trade/flowstore"
)

// What is kept is looked up once in a request, and again in the next.
func TestTheStampOfFlowsIsLookedUpOnce(t *testing.T) {
	e := &Engine{}
	ctx := context.Background()
	if got := e.FlowsStamp(e.StampFlows(ctx)); got != "" {
		t.Errorf("nothing is kept, and the stamp is %q", got)
	}
	store := flowstore.New(t.TempDir())
	e.KeepFlows(store)
	request := e.StampFlows(ctx)
	before := e.FlowsStamp(request)
	d, err := trade.New(trade.Meta{Name: "own", Reported: "exporters"}, 2020,
		[]trade.Flow{{From: "VNM", To: "JPN", Product: "854430", Value: 1, Quantity: math.NaN()}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Put(d, false); err != nil {
		t.Fatal(err)
	}
	if got := e.FlowsStamp(request); got != before {
		t.Errorf("%q in a request that began with %q", got, before)
	}
	if got := e.FlowsStamp(e.StampFlows(ctx)); got == before || got != e.FlowsStamp(ctx) {
		t.Errorf("%q in the next request, as before", got)
	}
}
