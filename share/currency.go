package share

import (
	"regexp"
	"slices"
	"strings"
)

// codes are the currencies of ISO 4217 in use, and words are others that people write.
var codes = strings.Fields(`AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN
BWP BYN BZD CAD CDF CHF CLP CNH CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP
GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD
KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK
NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RMB RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS
SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF
XCD XOF XPF YER ZAR ZMW ZWG ZWL`)

var currencyWord = regexp.MustCompile(`(?i)[$€£¥₩₹₫฿₱₽₸₺₾֏₼₮₭៛]|\b(US ?D|US ?\$|dollars?|euros?|pounds?|yen|yuan|` +
	`renminbi|rupees?|rupiah|baht|dong|ringgit|pesos?|won|taka|kyat|kip|riels?|tenge|som|soum|sum|somoni|manat|` +
	`tugrik|lari|dram|lira|rials?|roubles?|rubles?|francs?|kina|tala|vatu|pa.anga|afghani|rufiyaa|ngultrum|kroner?|` +
	`kronor|zloty|rand|reais)\b|долл|евро|рубл|тенге|сом`)

// IsCurrency reports whether a unit that a file gives names money that is known: a code of ISO 4217, a sign or a word,
// alone or in words such as thousand USD.
func IsCurrency(unit string) bool {
	for _, word := range strings.FieldsFunc(strings.ToUpper(unit), func(r rune) bool { return r < 'A' || r > 'Z' }) {
		if slices.Contains(codes, word) {
			return true
		}
	}
	return currencyWord.MatchString(unit)
}

// UnknownUnit is what is said of a unit that IsCurrency does not know, as a template of a note.
const UnknownUnit = "{unit} is no currency that ikat knows: amounts are taken to be all in it, and nothing is " +
	"converted."
