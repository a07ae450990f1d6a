package satellite

import (
	"bytes"
	"testing"

	"ikat/internal/faulttest"
	"ikat/internal/tinyworld"
)

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"economy,industry,jobs\n,,thousand\nA,agri,1.5\nA,manu,\n",
		"year,economy,industry,jobs\n,,,thousand\n2000,A,agri,1e3\n",
		"ref_area,classif1,time,obs_value\nA,EC2_ISIC4_01,2010,3\n", "Country,Variable,Code,2000\nA,EMP,AtB,1\n",
		"ref_area,classif1,obs_value\nA,EC2_ISIC4_01,3\n",
		"REF_AREA,ACTIVITY,TIME_PERIOD,OBS_VALUE\nA,C10,2010,1\n",
		"economy,industry,jobs\n,,\"thousand", "economy,industry,jobs\n", "",
	} {
		f.Add([]byte(seed))
	}
	table := tinyworld.Table()
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := parse("fuzz.csv", bytes.NewReader(data))
		faulttest.OfFile(t, err)
		if err == nil {
			_, err = file.For(table)
			faulttest.OfFile(t, err)
		}
	})
}
