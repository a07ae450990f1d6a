package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"os"
	"runtime"
	"strings"
	"sync"
	"unsafe"

	"ikat/fault"
	"ikat/internal/kept"
	"ikat/internal/pages"
)

// blockSize is the number of bytes under one checksum: small enough for all cores to share an array.
const blockSize = 8 << 20

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// npyHeader returns the header of a NumPy array of float64, version 1.0, padded to 64 bytes as the format asks.
func npyHeader(shape []int) []byte {
	dims := make([]string, len(shape))
	for i, d := range shape {
		dims[i] = fmt.Sprint(d)
	}
	text := strings.Join(dims, ", ")
	if len(shape) == 1 {
		text += ","
	}
	head := fmt.Sprintf("{'descr': '<f8', 'fortran_order': False, 'shape': (%s), }", text)
	const fixed = 10
	pad := 64 - (fixed+len(head)+1)%64
	head += strings.Repeat(" ", pad%64) + "\n"
	var b bytes.Buffer
	b.WriteString("\x93NUMPY\x01\x00")
	b.Write(binary.LittleEndian.AppendUint16(nil, uint16(len(head))))
	b.WriteString(head)
	return b.Bytes()
}

var littleEndian = binary.NativeEndian.Uint16([]byte{1, 0}) == 1

// rawBytes views numbers as the bytes they are in memory.
func rawBytes(v []float64) []byte {
	if len(v) == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(&v[0])), 8*len(v))
}

// encoded returns the numbers as little-endian bytes, without copying where memory holds them that way.
func encoded(v []float64) []byte {
	raw := rawBytes(v)
	if littleEndian {
		return raw
	}
	out := bytes.Clone(raw)
	swap(out)
	return out
}

// swap reverses the bytes of each number.
func swap(raw []byte) {
	for i := 0; i+8 <= len(raw); i += 8 {
		binary.NativeEndian.PutUint64(raw[i:], binary.LittleEndian.Uint64(raw[i:]))
	}
}

// checksums returns the CRC-32C of each block.
func checksums(raw []byte) []uint32 {
	out := make([]uint32, (len(raw)+blockSize-1)/blockSize)
	for i := range out {
		out[i] = crc32.Checksum(raw[i*blockSize:min(len(raw), (i+1)*blockSize)], castagnoli)
	}
	return out
}

// readArray reads a file that writeArray wrote, its blocks on all cores, and checks them.
func readArray(path string, shape []int, sums []uint32) ([]float64, error) {
	f, err := kept.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	size := 1
	for _, d := range shape {
		size *= d
	}
	head := npyHeader(shape)
	if info, err := f.Stat(); err != nil {
		return nil, err
	} else if info.Size() != int64(len(head)+8*size) {
		return nil, fault.Errorf("it has %d bytes, not %d", info.Size(), len(head)+8*size)
	}
	got := make([]byte, len(head))
	if _, err := f.ReadAt(got, 0); err != nil {
		return nil, err
	}
	v := pages.Make[float64](size)
	raw := rawBytes(v)
	if !bytes.Equal(got, head) || len(sums) != (len(raw)+blockSize-1)/blockSize {
		return nil, fault.Errorf("its header is not the one that was written")
	}
	if err := readBlocks(f, int64(len(head)), raw, sums); err != nil {
		return nil, err
	}
	return v, nil
}

func readBlocks(f *os.File, offset int64, raw []byte, sums []uint32) error {
	next := make(chan int, len(sums))
	for i := range sums {
		next <- i
	}
	close(next)
	errs := make([]error, len(sums))
	var wg sync.WaitGroup
	for range min(len(sums), runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := range next {
				block := raw[i*blockSize : min(len(raw), (i+1)*blockSize)]
				if _, errs[i] = f.ReadAt(block, offset+int64(i)*blockSize); errs[i] != nil {
					continue
				}
				if crc32.Checksum(block, castagnoli) != sums[i] {
					errs[i] = fault.Errorf("its bytes from %d on are not those that were written", int64(i)*blockSize)
				}
				if !littleEndian {
					swap(block)
				}
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// writeArray writes an array and brings it to the disk.
func writeArray(path string, shape []int, raw []byte) error {
	return writeDurably(path, npyHeader(shape), raw)
}

// writeDurably writes a new file from its parts and waits until it is on the disk.
func writeDurably(path string, parts ...[]byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	for _, p := range parts {
		if err == nil {
			_, err = f.Write(p)
		}
	}
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}
