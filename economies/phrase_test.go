package economies

import "testing"

// Names of groups of islands take the article, but not where one stands inside.
func TestIslandsTakeTheArticle(t *testing.T) {
	for name, want := range map[string]string{"Northern Mariana Islands": "the Northern Mariana Islands",
		"Cook Islands": "the Cook Islands", "Solomon Islands": "the Solomon Islands",
		"Marshall Islands": "the Marshall Islands",
		"South Georgia and the South Sandwich Islands": "South Georgia and the South Sandwich Islands", "Tonga": "Tonga",
		"Falkland Islands (Malvinas)": "the Falkland Islands (Malvinas)"} {
		if got := InPhrase(name); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
