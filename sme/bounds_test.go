package sme_test

import (
	"context"
	"testing"
	"time"

	"ikat/sme"
)

func TestKoreaBounds(t *testing.T) {
	e := wiod(t, "KOR", 2008)
	for _, free := range []bool{false, true} {
		info := sme.Usual(uniform(.46, .40))
		info.FreeFinal = free
		t0 := time.Now()
		b, err := sme.NewBounds(context.Background(), e, info, nil)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%+v %v", b, time.Since(t0))
		if free {
			break
		}
		t0 = time.Now()
		w, err := sme.NewWorth(context.Background(), split(t, e, uniform(.46, .40)), info, b, nil)
		for _, x := range w {
			t.Logf("%+v", x)
		}
		t.Log(time.Since(t0), err)
	}
}
