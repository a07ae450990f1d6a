package economies

import "strings"

// withArticle are the beginnings of names that take an article inside a phrase.
var withArticle = []string{
	"Republic",
	"Russian Federation",
	"United",
	"Rest of",
	"Other ",
	"Netherlands",
	"Philippines",
	"Islamic Republic",
	"Syrian Arab",
	"Democratic",
	"Czech Republic",
	"Bahamas",
	"Comoros",
	"Gambia",
	"Cocos (",
	"Falkland Islands",
	"Maldives",
	"Lao People",
	"Pacific",
}

// InPhrase is a name as an English phrase has it: exports of the Republic of Korea, of Japan, of the rest of the world.
func InPhrase(name string) string {
	for _, start := range withArticle {
		if strings.HasPrefix(name, start) {
			return "the " + lowerDescription(name)
		}
	}
	if strings.HasSuffix(name, " Islands") && !strings.Contains(name, " the ") {
		return "the " + name
	}
	return name
}

// lowerDescription lowers the first letter of a name that is a description: the rest of the world, the other European
// Union.
func lowerDescription(name string) string {
	if strings.HasPrefix(name, "Rest of") || strings.HasPrefix(name, "Other ") {
		return strings.ToLower(name[:1]) + name[1:]
	}
	return name
}
