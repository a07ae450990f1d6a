package fault

import (
	"context"
	"errors"
	"fmt"
	"testing"
)

func TestErrorSaysWhereWhatWhyAndWhatToDo(t *testing.T) {
	e := &Error{
		Kind:  Unreadable,
		Where: "a.csv, row 3",
		What:  `"n.a." is not a number`,
		Why:   "A missing flow is not zero",
		Fix:   "Get the file again",
	}
	if got, want := e.Error(), `a.csv, row 3: "n.a." is not a number. A missing flow is not zero. Get the `+
		`file again.`; got != want {
		t.Errorf("got %s", got)
	}
}

func TestKindOfLooksThroughWrapping(t *testing.T) {
	for _, c := range []struct {
		err  error
		want Kind
	}{
		{fmt.Errorf("outer: %w", &Error{Kind: NotFound, What: "x"}), NotFound},
		{fmt.Errorf("outer: %w", context.Canceled), Canceled},
		{errors.New("plain"), Internal},
	} {
		if got := KindOf(c.err); got != c.want {
			t.Errorf("%v: %v, want %v", c.err, got, c.want)
		}
	}
}

func TestNearestOffersWhatMayHaveBeenMeant(t *testing.T) {
	economies := []string{"CHN", "CHE", "CHL", "JPN", "KOR"}
	if got := Nearest("CHM", economies); len(got) != 3 || got[0] != "CHN" {
		t.Errorf("CHM: %v", got)
	}
	if got := Nearest("zzzzzz", economies); got != nil {
		t.Errorf("zzzzzz: %v", got)
	}
}

// Letters that changed places are one slip, not two.
func TestSwappedLettersAreNear(t *testing.T) {
	if got := Nearest("CNH", []string{"JPN", "CHN"}); len(got) == 0 || got[0] != "CHN" {
		t.Errorf("CNH: %v", got)
	}
}
