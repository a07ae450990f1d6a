package api

import (
	"context"
	"crypto/rand"
	"net/http"
	"sync"
	"time"

	"ikat/fault"
	"ikat/internal/turns"
	"ikat/memo"
	"ikat/question"
	"ikat/result"
)

// Job is work that goes on after its question was taken.
type Job struct {
	ID       string     `json:"id"`
	Question string     `json:"question"`
	State    State      `json:"state" enum:"queued,running,done,failed,cancelled"`
	Stage    string     `json:"stage,omitempty" doc:"what is being done"`
	Progress float64    `json:"progress" minimum:"0" maximum:"1"`
	Created  time.Time  `json:"created"`
	Finished *time.Time `json:"finished,omitempty"`
	Expires  *time.Time `json:"expires,omitempty" doc:"when the job and its result are forgotten"`
	Message  string     `json:"message,omitempty" doc:"what was done, in a sentence"`
	Table    string     `json:"table,omitempty" doc:"the table that was added"`
	Trade    string     `json:"trade,omitempty" doc:"the trade by product that was added, the last year of several"`
	Result   string     `json:"result,omitempty" doc:"address of the rows, once the job is done"`
	Problem  *Problem   `json:"problem,omitempty" doc:"why it failed"`
}

// State is what has become of a job.
type State string

// The states of a job. The last three are final.
const (
	Queued    State = "queued"
	Running   State = "running"
	Done      State = "done"
	Failed    State = "failed"
	Cancelled State = "cancelled"
)

// job is a Job with its work.
type job struct {
	question string
	name     []string // parts of the result's file name
	work     func(*doing) error
	client   string        // on whose behalf
	stores   bool          // it writes to the store, and takes no turn of those that compute
	gate     *turns.Gate   // gives its turn, where that is not the gate of jobs: to a short one
	time     time.Duration // how long it may run, where that is not the usual time
	discard  func()        // called when the work is over or will never begin; may be nil

	mu     sync.Mutex
	public Job
	stop   context.CancelFunc
}

// doing is what a job's work gets: a context that ends when the job is cancelled, and where to put what it makes.
type doing struct {
	context.Context
	progress       func(stage string, done float64)
	frame          *result.Frame
	message, table string
	trade          string
}

// jobs keeps a bounded number of jobs, and lets some of them run at a time. Their rows are kept with all else that is
// remembered, by job.
type jobs struct {
	limits Limits
	rows   *memo.Slot[*result.Frame]
	root   context.Context
	end    context.CancelFunc
	gate   *turns.Gate
	wait   sync.WaitGroup

	mu    sync.Mutex
	byID  map[string]*job
	order []*job // oldest first
}

func newJobs(l Limits, memory *memo.Store) *jobs {
	root, end := context.WithCancel(context.Background())
	return &jobs{
		limits: l,
		rows:   memo.NewSlot[*result.Frame](memory),
		root:   root,
		end:    end,
		gate:   jobGate(l),
		byID:   map[string]*job{},
	}
}

// jobGate gives the turns of jobs: of those that compute, and one at a time to those that write to the store.
func jobGate(l Limits) *turns.Gate {
	compute := turns.Bounds{Working: l.Running, Waiting: l.Jobs, Wait: l.JobTime, Work: l.JobTime}
	write := compute
	write.Working = 1
	return turns.New(write, compute)
}

// finishedKept is how many finished jobs are kept for each that may be unfinished. What is kept of one is small, its
// rows apart, which go by the memory of all; who started it comes back for it while others start theirs.
const finishedKept = 32

// add takes a job and starts it as soon as there is room.
//
// Error: a Refusal of status 429 where as many as there may be are unfinished.
func (s *jobs) add(j *job) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var finished []*job
	for _, o := range s.order {
		if o.snapshot().Finished != nil {
			finished = append(finished, o)
		}
	}
	if unfinished := len(s.order) - len(finished); unfinished >= s.limits.Jobs {
		return &Refusal{
			Status: http.StatusTooManyRequests,
			Retry:  time.Minute,
			Fault: fault.Error{
				Kind: fault.Invalid,
				What: fault.Say("%d jobs are waiting or running already", unfinished),
				Fix:  "Try again when one has finished, or delete one",
			},
		}
	}
	if len(finished) >= finishedKept*s.limits.Jobs {
		s.remove(finished[0])
	}
	j.public = Job{ID: rand.Text(), Question: j.question, State: Queued, Created: time.Now().UTC()}
	var ctx context.Context
	ctx, j.stop = context.WithTimeout(s.root, or(j.time, s.limits.JobTime))
	s.byID[j.public.ID] = j
	s.order = append(s.order, j)
	s.wait.Go(func() { s.run(ctx, j) })
	return nil
}

// hold keeps the rows of jobs that have not expired from being swept away.
func (s *jobs) hold() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, j := range s.order {
		s.rows.Get(j.public.ID)
	}
}

// remove forgets a job; the caller locks.
func (s *jobs) remove(j *job) {
	delete(s.byID, j.public.ID)
	s.rows.Forget(j.public.ID)
	for i, o := range s.order {
		if o == j {
			s.order = append(s.order[:i:i], s.order[i+1:]...)
			return
		}
	}
}

func (s *jobs) run(ctx context.Context, j *job) {
	defer j.stop()
	if j.discard != nil {
		defer j.discard()
	}
	size := turns.Long
	if j.stores || j.gate != nil {
		size = turns.Short
	}
	in, leave, err := turns.Enter(turns.With(ctx, or(j.gate, s.gate), j.client), size, 0)
	if err != nil {
		s.finish(j, &doing{}, err)
		return
	}
	defer leave()
	j.update(func(p *Job) { p.State = Running })
	d := &doing{Context: in, progress: j.tell}
	err = attempt(d, j.work)
	if ctx.Err() != nil && err != nil {
		err = ctx.Err()
	}
	s.finish(j, d, err)
}

// attempt runs work and turns a panic into an error, so that it ends the job and nothing else.
func attempt(d *doing, work func(*doing) error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &fault.Error{
				Kind: fault.Internal,
				What: fault.Say("the work broke down: %v", v),
				Fix:  "Please report it, with what was asked",
			}
		}
	}()
	return work(d)
}

// finish records how a job ended, and forgets it after a while.
func (s *jobs) finish(j *job, d *doing, err error) {
	now := time.Now().UTC()
	expires := now.Add(s.limits.Keep)
	if err == nil && d.frame != nil {
		s.rows.Put(j.public.ID, d.frame)
	}
	j.update(func(p *Job) {
		p.Finished, p.Expires, p.Stage = &now, &expires, ""
		p.Message, p.Table, p.Trade = d.message, d.table, d.trade
		switch {
		case err == nil:
			p.State, p.Progress, p.Result = Done, 1, Prefix+"/jobs/"+p.ID+"/result"
		case err == context.Canceled:
			p.State = Cancelled
		default:
			p.State, p.Problem = Failed, ProblemOf(err)
		}
	})
	time.AfterFunc(s.limits.Keep, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.byID[j.public.ID] == j {
			s.remove(j)
		}
	})
}

func (s *jobs) find(id string) (*job, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if j := s.byID[id]; j != nil {
		return j, nil
	}
	return nil, &fault.Error{
		Kind:  fault.NotFound,
		Where: fault.Say("job %s", question.Shortened(id)),
		What:  "there is no such job",
		Why:   "Jobs are forgotten some time after they finish, and when the server stops",
	}
}

// unfinished is the job of a question that is not finished, "" where there is none.
func (s *jobs) unfinished(question string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, j := range s.order {
		if p := j.snapshot(); p.Question == question && p.Finished == nil {
			return p.ID
		}
	}
	return ""
}

// cancel stops a job that is not finished, and forgets one that is.
func (s *jobs) cancel(j *job) {
	if j.snapshot().Finished == nil {
		j.stop()
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.remove(j)
}

func (s *jobs) close() {
	s.end()
	s.wait.Wait()
}

func (j *job) snapshot() Job {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.public
}

func (j *job) update(change func(*Job)) {
	j.mu.Lock()
	defer j.mu.Unlock()
	change(&j.public)
}

// tell records progress; where its share is not known, the last known one stays.
func (j *job) tell(stage string, done float64) {
	j.update(func(p *Job) {
		p.Stage = stage
		if done >= 0 {
			p.Progress = min(done, 1)
		}
	})
}

func (a *API) jobRoutes() []*route {
	id := question.Param{Form: question.Text, Name: "id", Argument: true, Doc: "the job", Example: "JOB"}
	find := func(r *request) (*job, error) { return a.jobs.find(r.One("id")) }
	return []*route{
		{
			method:  "GET",
			path:    "/jobs/{id}",
			id:      "job",
			tag:     "Jobs",
			summary: "State and progress of a job",
			params:  []question.Param{id},
			returns: Job{},
			lasting: true,
			value: func(r *request) (any, error) {
				j, err := find(r)
				if err != nil {
					return nil, err
				}
				return j.snapshot(), nil
			},
		},
		{
			method:  "GET",
			path:    "/jobs/{id}/result",
			id:      "job-result",
			tag:     "Jobs",
			summary: "Rows of a job that is done",
			params:  []question.Param{id},
			lasting: true,
			rows:    a.jobResult,
			name: func(r *request) []string {
				if j, err := find(r); err == nil {
					return j.name
				}
				return nil
			},
		},
		{
			method:  "DELETE",
			path:    "/jobs/{id}",
			id:      "cancel-job",
			tag:     "Jobs",
			summary: "Stop a job",
			doc:     "Stops a job that is not finished; forgets one that is.",
			params:  []question.Param{id},
			status:  204,
			act: func(r *request, w http.ResponseWriter) error {
				j, err := find(r)
				if err != nil {
					return err
				}
				a.jobs.cancel(j)
				w.WriteHeader(http.StatusNoContent)
				return nil
			},
		},
	}
}

func (a *API) jobResult(r *request) (*result.Frame, error) {
	j, err := a.jobs.find(r.One("id"))
	if err != nil {
		return nil, err
	}
	state := j.snapshot()
	if f, ok := a.jobs.rows.Get(state.ID); ok {
		return f, nil
	}
	f := fault.Error{Kind: fault.Invalid, Where: fault.Say("job %s", state.ID),
		What: fault.Say("it has no rows: it is %s", string(state.State))}
	switch {
	case state.Finished == nil:
		f.Fix = "Ask for its state, and for its rows once it is done"
	case state.Problem != nil:
		f.Why = state.Problem.Detail
	case state.State == Done && state.Table == "" && state.Trade == "":
		f.What, f.Fix = "its rows are no longer kept", "Ask the question again, and for the rows as soon as the job is done"
		f.Why = "The server keeps rows within a budget of memory (serve --memory), and others were asked for since"
		return nil, &Refusal{Status: http.StatusGone, Fault: f}
	}
	return nil, &Refusal{Status: http.StatusConflict, Fault: f}
}

// start takes a job and answers 202 with its state and address.
func (a *API) start(w http.ResponseWriter, j *job) error {
	if err := a.jobs.add(j); err != nil {
		return err
	}
	p := j.snapshot()
	w.Header().Set("Location", Prefix+"/jobs/"+p.ID)
	return writeJSON(w, http.StatusAccepted, p)
}
