package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"
)

// job starts a scenario as a job. A third of the people leave it, a third stop it, a third wait and read the result.
func (s *seen) job(ctx context.Context, client *http.Client, address string, q *questions, r *rand.Rand) {
	scenario := fmt.Sprintf(
		"scenarios:\n  - name: a\n    changes:\n      - {exporter: %s, importer: %s, iceberg: %.3f%%}\n",
		q.economies[0],
		q.economies[len(q.economies)-1],
		.1+r.Float64(),
	)
	status, _, text, err := send(ctx, client, http.MethodPost, address+"/api/v1/simulate?table="+q.table,
		"application/yaml", scenario)
	if err != nil || status != http.StatusAccepted {
		s.end(ctx, "start a job", status, text, err)
		return
	}
	var job struct{ ID string }
	if err := json.Unmarshal([]byte(text), &job); err != nil {
		s.end(ctx, "start a job", status, text, err)
		return
	}
	at := address + "/api/v1/jobs/" + job.ID
	switch r.IntN(3) {
	case 0:
		s.became("left")
	case 1:
		status, _, text, err = send(ctx, client, http.MethodDelete, at, "", "")
		s.end(ctx, "stopped", status, text, err)
	default:
		s.await(ctx, client, at)
	}
}

// await asks how a job is until it has ended, and reads its result.
func (s *seen) await(ctx context.Context, client *http.Client, at string) {
	for pause(ctx, time.Second) {
		status, _, text, err := send(ctx, client, http.MethodGet, at, "", "")
		if err != nil || status != http.StatusOK {
			s.end(ctx, "look at a job", status, text, err)
			return
		}
		var job struct{ State string }
		if err := json.Unmarshal([]byte(text), &job); err != nil {
			s.end(ctx, "look at a job", status, text, err)
			return
		}
		if job.State != "queued" && job.State != "running" {
			status, _, text, err = send(ctx, client, http.MethodGet, at+"/result?format=csv", "", "")
			s.end(ctx, "read", status, text, err)
			return
		}
	}
}

// upload adds a small table and removes it again.
func (s *seen) upload(ctx context.Context, client *http.Client, address, name string, r *rand.Rand) {
	x := 1 + r.Float64()
	table := fmt.Sprintf("V1,A_1,B_1,A_F,B_F,OUT\nA_1,%g,2,3,4,%g\nB_1,1,2,3,4,10\nVA,%g,6,0,0,\nOUT,%g,10,7,8,\n",
		x, x+9, 8., x+9)
	status, _, text, err := send(
		ctx,
		client,
		http.MethodPost,
		address+"/api/v1/tables?filename=t.csv&replace=true&year=2000&"+
			"name="+name,
		"application/octet-stream",
		table,
	)
	if err != nil || status != http.StatusAccepted {
		s.end(ctx, "upload", status, text, err)
		return
	}
	s.became("uploaded")
	if pause(ctx, time.Second) {
		status, _, text, err = send(ctx, client, http.MethodDelete, address+"/api/v1/tables/"+name+"/2000", "", "")
		if status == http.StatusNotFound { // the job is still in the queue
			return
		}
		s.end(ctx, "removed", status, text, err)
	}
}

func (s *seen) became(what string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.jobs[what]++
}

// end notes what became of work: done, refused because there is too much of it, or an error.
func (s *seen) end(ctx context.Context, what string, status int, text string, err error) {
	switch {
	case ctx.Err() != nil:
	case err == nil && status < 300:
		s.became(what)
	case err == nil && (status == http.StatusServiceUnavailable || status == http.StatusTooManyRequests):
		s.became(what + " refused")
	default:
		s.mu.Lock()
		s.errors = append(s.errors, fmt.Sprintf("%s: %d %s %v", what, status, strings.TrimSpace(text), err))
		s.mu.Unlock()
	}
}
