// Package queue lets a few machines do the jobs of one sweep. One holds the queue and gathers the results; workers join
// it. The queue is NATS JetStream, inside the program: what is here says only what is put into it.
//
//	JOBS   stream, a message a job, there until a worker says that its result is kept
//	rows   objects, a packed result each, there until the leader has put it into the folder
//	about  the object plan: which version asks, and which tables and files the jobs rest on
//
// A job comes back when its worker has not been heard of for a while. A job done twice leaves the same files, and what
// the folder holds is never queued again, so that losing the whole queue would cost only time.
package queue

import (
	"encoding/json"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"ikat/sweep"
)

// DefaultAddress is where a leader listens unless it is told otherwise.
const DefaultAddress = "127.0.0.1:8766"

const (
	jobs    = "JOBS"
	subject = "jobs." // and the job's key
	workers = "workers"
	rows    = "rows"
	about   = "about"
	plan    = "plan"
)

// silence is how long a worker may not be heard of before its job is given to another; it says a word three times as
// often. Tests have less patience.
var silence = 30 * time.Second

// quiet is how long a leader hears nothing before it looks whether something was lost.
var quiet = 10 * time.Second

// Away is how long workers wait for a leader that has gone.
const Away = 10 * time.Minute

// attempts is how many workers may end while they do a job before it counts as failed: the job may be what ends them.
const attempts = 5

// sheet is what workers are told before they begin.
type sheet struct {
	Version string       `json:"version"`
	Rests   []sweep.Rest `json:"rests"`
}

// sheetOf gathers what a plan's jobs rest on.
func sheetOf(version string, all []sweep.Job) []byte {
	out := sheet{Version: version}
	seen := map[sweep.Rest]bool{}
	for _, j := range all {
		for _, r := range j.Rests {
			if !seen[r] {
				seen[r] = true
				out.Rests = append(out.Rests, r)
			}
		}
	}
	return encode(out)
}

// encode renders plain data, which cannot fail.
func encode(v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return text
}

// The queue as JetStream has it.
var (
	jobStream = jetstream.StreamConfig{Name: jobs, Subjects: []string{subject + "*"}, Retention: jetstream.WorkQueuePolicy,
		Storage: jetstream.FileStorage}
	rowBucket   = jetstream.ObjectStoreConfig{Bucket: rows, Storage: jetstream.FileStorage}
	aboutBucket = jetstream.ObjectStoreConfig{Bucket: about, Storage: jetstream.FileStorage}
)

func jobConsumer() jetstream.ConsumerConfig {
	return jetstream.ConsumerConfig{Durable: workers, AckPolicy: jetstream.AckExplicitPolicy, AckWait: silence,
		MaxAckPending: -1}
}
