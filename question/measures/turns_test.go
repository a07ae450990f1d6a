package measures_test

import (
	"testing"
	"testing/synctest"
	"time"

	"ikat/engine"
	"ikat/icio"
	"ikat/internal/ikattest"
	"ikat/internal/tinyworld"
	"ikat/internal/turns"
	"ikat/question"
	"ikat/question/measures"
)

// large is a library that says its table is one of 4,000 sectors, so that measures of it are long.
type large struct{ ikattest.Library }

func (l large) List() ([]icio.Entry, error) {
	entries, err := l.Library.List()
	for i := range entries {
		entries[i].Economies, entries[i].Industries = 80, 50
	}
	return entries, err
}

// asker asks for measures of such a table, with one turn for long questions and room for one who waits.
type asker struct {
	*testing.T
	engine *engine.Engine
	gate   *turns.Gate
	table  *icio.Table
}

func newAsker(t *testing.T) *asker {
	table := tinyworld.Table()
	one := turns.Bounds{Working: 1, Waiting: 1, Wait: time.Second, Work: time.Minute}
	return &asker{t, engine.New("test", nil, large{ikattest.Library{Table: table}}),
		turns.New(turns.Bounds{Working: 8, Waiting: 8, Wait: time.Second, Work: time.Minute}, one), table}
}

// occupied takes the turn of long questions until it is left.
func (a *asker) occupied() (leave func()) {
	_, leave, err := turns.Enter(turns.With(a.Context(), a.gate, "another"), turns.Long, 0)
	if err != nil {
		a.Fatal(err)
	}
	return leave
}

func (a *asker) ask(economy string) error {
	v, err := measures.Measure.Read(map[string][]string{"id": {"bm"}, "economy": {economy}, "table": {a.table.Ref()}},
		question.Asker{})
	if err != nil {
		return err
	}
	r := &question.Request{Values: v, Engine: a.engine}
	_, err = measures.Measure.Ask(turns.With(a.Context(), a.gate, "one"), r, nil)
	return err
}

// Who asks for rows that are kept already asks a short question, which waits for no long one and opens no table, though
// the table itself may be forgotten.
func TestWhatIsKeptTakesAShortTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newAsker(t)
		if err := a.ask(a.table.Economies[0]); err != nil {
			t.Fatal(err)
		}
		if n := a.gate.State(turns.Long).Taken; n != 1 {
			t.Fatalf("the first to ask took %d turns of long questions: the test says nothing", n)
		}
		defer a.occupied()()
		begun := time.Now()
		for range 2 {
			a.engine.Memory().Sweep() // forgets what nobody has asked for since the last time
			if err := a.ask(a.table.Economies[1]); err != nil {
				t.Error(err)
			}
		}
		if a.engine.Opened(a.table.Ref()) {
			t.Error("the table is open: the test says less than it should")
		}
		if waited := time.Since(begun); waited > 0 {
			t.Errorf("waited %v", waited)
		}
	})
}

// Many who ask for the same rows wait in one place of the queue, and they are computed in one turn.
func TestManyWaitForTheSameInOneTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newAsker(t)
		leave := a.occupied()
		answers := make(chan error)
		for i := range 5 {
			go func() { answers <- a.ask(a.table.Economies[i%len(a.table.Economies)]) }()
			synctest.Wait()
		}
		if n := a.gate.State(turns.Long).Waiting; n != 1 {
			t.Errorf("%d wait for a long turn", n)
		}
		leave()
		for range 5 {
			if err := <-answers; err != nil {
				t.Error(err)
			}
		}
		if n := a.gate.State(turns.Long).Taken; n != 2 {
			t.Errorf("%d turns of long questions were taken", n)
		}
	})
}
