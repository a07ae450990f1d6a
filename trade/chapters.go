package trade

import "strconv"

// chapters are the chapters of the Harmonized System in few words, 01 first; "" for 77, which is not used.
var chapters = [...]string{"Live animals", "Meat", "Fish and seafood", "Dairy, eggs, honey", "Other animal products",
	"Plants and flowers", "Vegetables", "Fruit and nuts", "Coffee, tea, spices", "Cereals", "Milling products",
	"Oil seeds", "Gums and resins", "Plaiting materials", "Fats and oils", "Prepared meat and fish", "Sugar", "Cocoa",
	"Bakery products", "Prepared vegetables and fruit", "Other foods", "Beverages", "Animal feed", "Tobacco",
	"Salt, stone, cement", "Ores", "Mineral fuels", "Inorganic chemicals", "Organic chemicals", "Pharmaceuticals",
	"Fertilisers", "Dyes and paints", "Perfumes and cosmetics", "Soaps and waxes", "Proteins and glues", "Explosives",
	"Photographic goods", "Other chemicals", "Plastics", "Rubber", "Hides and leather", "Leather goods", "Furskins",
	"Wood", "Cork", "Basketware", "Pulp", "Paper", "Printed matter", "Silk", "Wool", "Cotton", "Other vegetable fibres",
	"Man-made filaments", "Man-made staple fibres", "Felt and rope", "Carpets", "Special fabrics", "Coated fabrics",
	"Knitted fabrics", "Clothing, knitted", "Clothing, woven", "Other textile goods", "Footwear", "Headgear", "Umbrellas",
	"Feathers, artificial flowers", "Stone and plaster goods", "Ceramics", "Glass", "Precious stones and metals",
	"Iron and steel", "Iron and steel goods", "Copper", "Nickel", "Aluminium", "", "Lead", "Zinc", "Tin",
	"Other base metals", "Tools and cutlery", "Other metal goods", "Machinery", "Electrical equipment", "Railway",
	"Vehicles", "Aircraft", "Ships", "Optical and medical instruments", "Clocks and watches", "Musical instruments",
	"Arms", "Furniture and lamps", "Toys and sports goods", "Other manufactures", "Art and antiques"}

// Chapter is the chapter of the Harmonized System that a code belongs to, in few words; "" for a code outside it.
func Chapter(hs string) string {
	if len(hs) < 2 {
		return ""
	}
	n, err := strconv.Atoi(hs[:2])
	if err != nil || n < 1 || n > len(chapters) {
		return ""
	}
	return chapters[n-1]
}
