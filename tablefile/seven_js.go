package tablefile

import "ikat/fault"

// lookInSeven refuses: the library that unpacks 7-Zip is too large for the edition that a browser loads.
func (s *Source) lookInSeven(file) (keep bool, err error) {
	return false, s.badZip("7-Zip archives are not read in the browser; unpack it first", nil)
}

// ofSeven holds for no error there, and explainSeven explains none.
func ofSeven(error) bool               { return false }
func explainSeven(*fault.Error, error) {}
