package trade_test

import (
	"context"
	"math"
	"testing"

	"ikat/internal/questiontest"
	"ikat/leontief"
	"ikat/question/computed"
	"ikat/question/trade"
	"ikat/scenario"
)

// What a change touches is the trade that the measure of exports has between the economies that it names.
func TestTouchedIsTheTradeNamed(t *testing.T) {
	e, ctx := questiontest.Engine(), context.Background()
	s, err := scenario.Read(
		"test",
		[]byte(
			"scenarios:\n  - name: a\n    changes:\n      - {exporter: CHN, importer: USA, industry: c14, tariff_by: "+
				"10%}\n      - {exporter: IDN, industry: goods, days: -1}\n",
		),
	)
	if err != nil {
		t.Fatal(err)
	}
	f, err := trade.Touched(ctx, e, s, "apx/2008")
	if err != nil {
		t.Fatal(err)
	}
	x, err := computed.One(ctx, e, "apx/2008", "exports", "bilateral-sector", []string{"CHN"}, leontief.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := math.NaN()
	for i := range x.Rows() {
		if x.Column("importer").Text(i) == "USA" && x.Column("industry").Text(i) == "c14" {
			want = x.Column("gexp").Floats[i]
		}
	}
	if got := f.Column("trade").Floats[0]; math.Abs(got-want) > 1e-9*want || f.Column("links").Floats[0] != 1 {
		t.Errorf("touched %v on %v links, exports are %v", got, f.Column("links").Floats[0], want)
	}
	world, err := computed.One(ctx, e, "apx/2008", "exports", "country", nil, leontief.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for _, v := range world.Column("gexp").Floats {
		sum += v
	}
	if got := f.Column("share").Floats[0]; math.Abs(got-want/sum) > 1e-9*got {
		t.Errorf("touched is %v of world trade, by all exports %v", got, want/sum)
	}
	if all := f.Column("share").Floats[1]; !(all > 0 && all < .05) || f.Column("links").Floats[1] < 100 {
		t.Errorf("Indonesia's goods touch %v of world trade on %v links", all, f.Column("links").Floats[1])
	}
}
