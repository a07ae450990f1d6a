package economies_test

import (
	"fmt"

	"ikat/economies"
)

// People type names, publishers print codes of their own: both are found.
func ExampleResolve() {
	for _, text := range []string{"Viet Nam", "vietnam", "South Korea", "UK", "704", "Atlantis"} {
		e, err := economies.Resolve(text)
		if err != nil {
			fmt.Println(text, "is no economy")
			continue
		}
		fmt.Println(text, "is", e.Code, e.Name)
	}
	// Output:
	// Viet Nam is VNM Viet Nam
	// vietnam is VNM Viet Nam
	// South Korea is KOR Republic of Korea
	// UK is GBR United Kingdom
	// 704 is VNM Viet Nam
	// Atlantis is no economy
}

// Half of a table's codes are the ADB's own, so all are read as the ADB's.
func ExampleTable() {
	for _, m := range economies.Table([]string{"PRC", "VIE", "INO", "RoW"}, nil, economies.ADB) {
		fmt.Println(m.Printed, "is", m.Economy.Code)
	}
	// Output:
	// PRC is CHN
	// VIE is VNM
	// INO is IDN
	// RoW is ROW
}
