package cells

import (
	"slices"
	"strings"
	"unicode"
)

// IsOutput recognises the label of all that a row sells, or of all that a column buys and earns.
func IsOutput(label string) bool {
	switch strings.Join(words(label), " ") {
	case "OUT", "OUTPUT", "TOTAL", "TOTAL OUTPUT", "GROSS OUTPUT", "OUTPUT AT BASIC PRICES", "TOTAL USE", "TOTAL INPUT",
		"TOTAL INPUTS", "ВЫПУСК", "ВАЛОВОЙ ВЫПУСК", "ВЫПУСК В ОСНОВНЫХ ЦЕНАХ", "PRODUKTIONSWERT", "PRODUCTION",
		"PRODUCCIÓN BRUTA", "VALEUR DE LA PRODUCTION", "OUTPUT TOTAL", "ÇIKTI", "TOPLAM ÇIKTI", "GIÁ TRỊ SẢN XUẤT",
		"TỔNG SẢN LƯỢNG", "ผลผลิต", "มูลค่าผลผลิต", "总产出", "總產出", "総産出", "産出額", "生産額", "총산출", "산출액":
		return true
	}
	return false
}

// IsValueAdded recognises the label of a row of value added.
func IsValueAdded(label string) bool {
	switch strings.Join(words(label), " ") {
	case "VA", "VALU", "VA TAXSUB", "GVA", "VALUE ADDED", "GROSS VALUE ADDED", "TOTAL VALUE ADDED",
		"VALUE ADDED AT BASIC PRICES", "GROSS VALUE ADDED AT BASIC PRICES", "ДОБАВЛЕННАЯ СТОИМОСТЬ",
		"ВАЛОВАЯ ДОБАВЛЕННАЯ СТОИМОСТЬ", "WERTSCHÖPFUNG", "BRUTTOWERTSCHÖPFUNG", "VALEUR AJOUTÉE",
		"VALEUR AJOUTÉE BRUTE", "VALOR AGREGADO", "VALOR AÑADIDO", "VALOR ADICIONADO", "NILAI TAMBAH",
		"NILAI TAMBAH BRUTO", "KATMA DEĞER", "GIÁ TRỊ GIA TĂNG", "GIÁ TRỊ TĂNG THÊM", "มูลค่าเพิ่ม", "增加值",
		"增加值合计", "付加価値", "粗付加価値", "부가가치":
		return true
	}
	return false
}

// totals are the words that name sums, as one of a label's words.
var totals = []string{"TOTAL", "TOTALS", "TOT", "SUM", "SUBTOTAL", "INSGESAMT", "GESAMT", "SUMME", "ИТОГО", "ВСЕГО",
	"合计", "小计", "合計", "小計", "总计", "總計", "합계", "총계", "TOTALE", "TOTAUX", "SUMA", "RAZEM", "TOPLAM", "JUMLAH",
	"รวม",
	"БАРЛЫҒЫ", "ЖАМИ", "JAMI", "БҮГД", "CỘNG"}

// IsTotal holds for labels one of whose words names a sum.
func IsTotal(label string) bool {
	return slices.ContainsFunc(words(label), func(w string) bool { return slices.Contains(totals, w) })
}

// words are a label's words in capital letters.
func words(label string) []string {
	return strings.FieldsFunc(strings.ToUpper(label), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) // Thai writes vowels as marks
	})
}
