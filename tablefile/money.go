package tablefile

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"ikat/icio"
)

// Amount is what flows are counted in, as words around a table say; what they do not say is empty.
type Amount struct {
	Currency string  // ISO 4217
	Unit     string  // thousand, million, billion
	Times    float64 // how many such units one printed is: 100 where a table is in 100 million yen; 0 for one
}

// words for powers of ten, and those that stand with a currency in one sign. The first that a text has counts: words
// that others are a part of come first.
var words = []struct {
	form  func() *regexp.Regexp
	power float64
}{
	{lazily(`(?i)\btrillions?\b|\btriliun\b|\btrilyon\b|兆|조|万亿|трлн|триллион|nghìn t[ỷỉ]|ล้านล้าน|` +
		power10("12")), 1e12},
	{lazily(`(?i)\bbillions?\b|\bbn\b|\bmiliar\b|\bmilyar\b|\bmilliards?\b|\bMilliarden\b|\bmrd\b|` +
		`\bmiliardi\b|\bmiljard\b|miles de millones|mil milhões|十[億亿]|십억|млрд|миллиард|тэрбум|` +
		`(?:^|\s)t[ỷỉ]\s|میلیارد|พันล้าน|` + power10("9")), 1e9},
	{lazily(`[亿億억]|` + power10("8")), 1e8},
	{lazily(`(?i)\bcrores?\b|千万|` + power10("7")), 1e7},
	{lazily(`(?i)\bmillions?\b|\bMillionen\b|\bmillones\b|\bmilioni\b|\bmiljoen\b|milhões|\bmio\b|` +
		`\bmn\b|\bmln\b|\bmill\b|\bjuta\b|\bmilyon\b|[百]万|백만|млн|миллион|(?:^|\s)сая\s|triệu|ล้าน|میلیون|` +
		abbreviated("M") + `|` + power10("6")), 1e6},
	{lazily(`(?i)\blakhs?\b|\blacs?\b`), 1e5},
	{lazily(`(?i)\bthousands?\b|\bth\b|\btsd\b|\bTausend\b|\bmilliers?\b|\bmiles de\b|\bribu\b|` +
		`\bbin (?:TL|TRY|lira|ABD|dolar|Euro)|千|` +
		`천 ?(?:원|달러)|тыс|нэг мянга|nghìn|พัน(?:บาท|ดอลลาร์|เหรียญ)|'000|\bmil (?:R\$|reais|euros|pesos|dólares)|` +
		abbreviated("k") + `|` + power10("3")), 1e3},
	{lazily(`[万만]`), 1e4},
}

// multiple is a power of ten before such a word, or before a currency: 100 million, 10,000 yuan.
var multiple = lazily(`(?i)(?:^|[^\d.,])(1(?:0|[ ,.]000)+|ten|hundred)[ -]+(?:of )?` +
	`(?:thousand|million|mio|mn|billion|bn|yuan|RMB|renminbi|won|yen|rupiah|dong|US ?\$|euro|[A-Z]{3}\b)`)

// power10 is a power of ten in figures: 10^6, 10**6, 1e6, 1E+06.
func power10(exponent string) string {
	raised := strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹")
	return `\b10 ?(?:\^|\*\*) ?` + exponent + `(?:\D|$)|\b10` + raised.Replace(exponent) +
		`|\b1(?:\.0+)?[eE]\+?0?` + exponent + `\b`
}

// abbreviated is a unit in one letter beside a currency: MEUR, M.EUR, M€, EUR M, k$.
func abbreviated(letter string) string {
	const currency = `(?:EUR|USD|GBP|JPY|US ?\$|[€£$])`
	return `(?:^|[^\w.])` + letter + `(?:[. ]|\. )?` + currency + `|` + currency + ` ?` + letter + `(?:\W|$)`
}

var currencies = []struct {
	form func() *regexp.Regexp
	code string
}{
	{lazily(`(?i)US ?\$|\b[MK]?USD\b|U\.?S\.? dollar|United States dollar|美元|米ドル|미국? ?달러|` +
		`долл(?:ар\S*|\.)? ?США|US-?(?:Dollar|\$)|dol+ars? (?:US|AS|des États-Unis|américains)\b|` +
		`dólares (?:de los Estados Unidos|estadounidenses|americanos|dos EUA)|ABD dolar|đô la Mỹ|АҚШ доллар|ам\. ?доллар|` +
		`AQSh dollar|ดอลลาร์ ?(?:สหรัฐ|สรอ)|เหรียญ ?สหรัฐ|美金|(?:百万|[億千])ドル|[만백억천] ?달러`), "USD"},
	{lazily(`(?i)\b[MK]?EUR\b|euro\b|euros\b|€|евро|欧元|ユーロ|유로`), "EUR"},
	{lazily(`(?i)\byen\b|円|日元`), "JPY"},
	{lazily(`(?i)pounds? sterling|£`), "GBP"},
	{lazily(`(?i)港[元币幣]`), "HKD"},
	{lazily(`(?i)新[台臺][币幣]`), "TWD"},
	{lazily(`(?i)\byuan\b|renminbi|\bRMB\b|人民币|[万亿]元|单位[:：]元`), "CNY"},
	{lazily(`(?i)\bwon\b|[만백억천] ?원`), "KRW"},
	{lazily(`(?i)белорусских рубл`), "BYN"},
	{lazily(`(?i)рубл|(?:млн|млрд|тыс|трлн)\.? ?руб`), "RUB"},
	{lazily(`(?i)тенге|теңге`), "KZT"},
	{lazily(`(?i)сомони`), "TJS"},
	{lazily(`(?i)(?:^|[^а-я])сум(?:ов)?(?:[^а-я]|$)`), "UZS"},
	{lazily(`(?i)(?:^|[^а-я])сом(?:ов)?(?:[^а-я]|$)`), "KGS"},
	{lazily(`(?i)тугрик|төгрөг`), "MNT"},
	{lazily(`(?i)азербайджанских манат`), "AZN"},
	{lazily(`(?i)(?:^|[^а-я])драм`), "AMD"},
	{lazily(`(?i)(?:^|[^а-я])лари(?:[^а-я]|$)`), "GEL"},
	{lazily(`(?i)đồng`), "VND"},
	{lazily(`บาท`), "THB"},
	{lazily(`(?i)\b(?:rupiah|Rp)\b`), "IDR"},
	{lazily(`(?i)\bIndian rupees?\b|₹|\bRs\.?\s*crores?`), "INR"},
	{lazily(`(?i)\bPakistan(?:i)? rupees?`), "PKR"},
	{lazily(`(?i)\bSri Lankan? rupees?`), "LKR"},
	{lazily(`(?i)\bNepal(?:ese)? rupees?`), "NPR"},
	{lazily(`(?i)\bbaht\b`), "THB"},
	{lazily(`(?i)\bringgit\b`), "MYR"},
	{lazily(`(?i)\bPhilippine pesos?`), "PHP"},
	{lazily(`(?i)\bdongs?\b|₫`), "VND"},
	{lazily(`(?i)\btakas?\b`), "BDT"},
	{lazily(`(?i)\btenge\b`), "KZT"},
	{lazily(`(?i)\bTurkish lira|\bTürk lirası|\bTL\b`), "TRY"},
	{lazily(`R\$`), "BRL"},
	{lazily(`(?i)\br(?:o?u)bles?\b`), "RUB"},
	{lazily(`(?i)Australian dollars?|\bA\$`), "AUD"},
	{lazily(`(?i)New Zealand dollars?|\bNZ\$`), "NZD"},
	{lazily(`(?i)Singapore dollars?|\bS\$`), "SGD"},
	{lazily(`(?i)Hong Kong dollars?|\bHK\$`), "HKD"},
	{lazily(`(?i)(?:New )?Taiwan dollars?|\bNT\$`), "TWD"},
	{lazily(`(?i)Canadian dollars?|\bC\$`), "CAD"},
	{lazily(`(?i)Fiji(?:an)? dollars?|\bFJ\$`), "FJD"},
	{lazily(`(?i)Swiss francs?`), "CHF"},
}

// iso finds a currency by its code.
var iso = lazily(`\b(AED|AFN|AMD|ARS|AUD|` +
	`AZN|BDT|BGN|BND|BRL|BTN|BYN|CAD|CHF|CLP|CNY|COP|CZK|DKK|EGP|EUR|FJD|GBP|GEL|HKD|HUF|IDR|ILS|INR|IRR|ISK|JPY|KGS|` +
	`KHR|KRW|KWD|KZT|LAK|LKR|MDL|MMK|MNT|MOP|MVR|MXN|MYR|NOK|NPR|NZD|PEN|PGK|PHP|PKR|PLN|RON|RUB|SAR|SBD|SEK|SGD|THB|` +
	`TJS|TMT|TRY|TWD|UAH|USD|UZS|VND|VUV|WST|XPF|ZAR)\b`)

// Money says which currency and unit a text names. A unit that is no power of a thousand becomes the next one below:
// 100 million yen are times 100 of a million.
func Money(text string) (a Amount) {
	text = strings.Map(plainSpace, text)
	for _, c := range currencies {
		if c.form().MatchString(text) {
			a.Currency = c.code
			break
		}
	}
	if m := iso().FindString(text); a.Currency == "" {
		a.Currency = m
	}
	power := 0.
	for _, w := range words {
		if w.form().MatchString(text) {
			power = max(1, power) * w.power
			break
		}
	}
	if m := multiple().FindStringSubmatch(text); m != nil && (power > 0 || a.Currency != "") {
		n, err := strconv.ParseFloat(strings.NewReplacer(" ", "", ",", "", ".", "").Replace(m[1]), 64)
		if err != nil {
			n = map[string]float64{"ten": 10, "hundred": 100}[strings.ToLower(m[1])]
		}
		power = max(1, power) * n
	}
	return a.of(power)
}

// plainSpace makes of every space, such as one that does not break a line, the plain one.
func plainSpace(r rune) rune {
	if unicode.IsSpace(r) {
		return ' '
	}
	return r
}

// of takes the largest unit that is no more than a power of ten.
func (a Amount) of(power float64) Amount {
	for _, u := range []struct {
		unit  string
		power float64
	}{{"billion", 1e9}, {"million", 1e6}, {"thousand", 1e3}, {"", 1}} {
		if power >= u.power {
			a.Unit = u.unit
			if power > u.power {
				a.Times = math.Round(power / u.power)
			}
			return a
		}
	}
	return a
}

// Or fills in what is not said.
func (a Amount) Or(unit, currency string) Amount {
	if a.Unit == "" && a.Times == 0 {
		a.Unit = unit
	}
	a.Currency = cmp.Or(a.Currency, currency)
	return a
}

// Put says in a table what it is counted in. Where what is printed is a multiple of a unit, flows are brought to it,
// which the derivation says.
func (a Amount) Put(t *icio.Table) {
	t.Unit, t.Currency = a.Unit, a.Currency
	if a.Times > 1 {
		t.Multiply(a.Times)
		t.Derivation = append(t.Derivation, fmt.Sprintf("printed in %g times %s: all flows multiplied by %[1]g", a.Times,
			t.Money()))
	}
}

// lazily is a form of text, made ready when the first text is read.
func lazily(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
