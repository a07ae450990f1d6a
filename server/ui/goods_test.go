package ui

import (
	"html"
	"net/http"
	"strings"
	"testing"
)

func TestProductsOfAnEconomyThatNoTableHas(t *testing.T) {
	site := newSite(t)
	for address, words := range map[string][]string{
		"/products?economy=VNM": {"Viet Nam has a comparative advantage in 11 of the 34", "ikat trade add",
			"adb62-exports/2022"},
		"/products?economy=IDN":                 {"11 of the 22 products", "Who buys what Indonesia sells"},
		"/products?region=zz":                   {"no choice that is called “region”"},
		"/products?economy=TLS":                 {"No trade at hand has Timor-Leste"},
		"/products?economy=FJI&trade=table":     {"Fiji is not among the economies of"},
		"/opportunities?economy=Viet+Nam":       {"what firms of Viet Nam are good at", "ikat trade add"},
		"/integration?trade=adb62-exports/2022": {"says nothing of who trades with whom"},
	} {
		w := get(site, address)
		body := html.UnescapeString(w.Body.String())
		if w.Code != http.StatusOK {
			t.Errorf("%s: %d", address, w.Code)
		}
		for _, want := range words {
			if !strings.Contains(body, want) {
				t.Errorf("%s does not say %q", address, want)
			}
		}
	}
}
