package mcp

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// mostLine is how many bytes a message may have; a longer one is passed over.
const mostLine = 1 << 20

// messages passes on the lines of an assistant that are messages. One that is none, such as a word of its log, is
// answered with an error of JSON-RPC and does not end the conversation.
func messages(in io.Reader, out io.Writer) io.ReadCloser {
	read, write := io.Pipe()
	go func() {
		lines := bufio.NewReaderSize(in, 64<<10)
		for {
			line, long, err := next(lines)
			why := wrong(line, long)
			switch {
			case len(bytes.TrimSpace(line)) == 0 && !long:
			case why != "":
				// An assistant that has left needs no answer.
				_, _ = fmt.Fprintf(out, `{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":%q}}`+"\n", why)
			default:
				if _, werr := write.Write(append(line, '\n')); werr != nil {
					return
				}
			}
			if err != nil {
				_ = write.CloseWithError(err)
				return
			}
		}
	}()
	return read
}

// next reads a line of at most mostLine bytes; long says that there was more of it, which is left out.
func next(lines *bufio.Reader) (line []byte, long bool, err error) {
	for {
		part, err := lines.ReadSlice('\n')
		if long = long || len(line)+len(part) > mostLine; !long {
			line = append(line, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return bytes.TrimRight(line, "\r\n"), long, err
		}
	}
}

// wrong is why a line is no message of JSON-RPC, "" where it is one.
func wrong(line []byte, long bool) string {
	var m struct {
		Version string `json:"jsonrpc"`
		ID      any    `json:"id"`
	}
	switch {
	case long:
		return fmt.Sprintf("a message has %d bytes at most", mostLine)
	case json.Unmarshal(line, &m) != nil || m.Version != "2.0":
		return "this is no message of JSON-RPC 2.0: one JSON object a line"
	}
	switch m.ID.(type) {
	case nil, string, float64:
		return ""
	}
	return "an id is a text or a number"
}
