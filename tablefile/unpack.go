//go:build !js

package tablefile

import (
	"bufio"
	"bytes"
	"io"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"

	"ikat/fault"
)

// maxWindow is the most memory that a compressed text may ask for to be unpacked.
const maxWindow = 256 << 20

// xzHeads is the size of an xz file's header and the longest header of its first block.
const xzHeads = 12 + 1024

// xzWindow returns the memory that the first block of an xz file asks for, in its filter LZMA2 (ID 0x21, one byte of
// properties); 0 where it has no such filter.
func xzWindow(head []byte) int64 {
	if len(head) < 14 {
		return 0
	}
	block := head[12:min(len(head), 12+4*(int(head[12])+1))]
	at := bytes.Index(block[2:], []byte{0x21, 1})
	if at < 0 || at+4 >= len(block) {
		return 0
	}
	if bits := block[2+at+2] & 0x3f; bits < 40 {
		return int64(2|bits&1) << (bits/2 + 11)
	}
	return 1 << 32
}

// unpackXZ unpacks xz, where it does not ask for too much memory.
func unpackXZ(packed *bufio.Reader) (io.Reader, error) {
	if head, _ := packed.Peek(xzHeads); xzWindow(head) > maxWindow {
		return nil, fault.Errorf("it asks for more than %s of memory to be unpacked", size(maxWindow))
	}
	return xz.NewReader(packed)
}

// unpackZstd unpacks Zstandard.
func unpackZstd(packed *bufio.Reader) (io.Reader, error) {
	z, err := zstd.NewReader(packed, zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	return z.IOReadCloser(), nil
}
