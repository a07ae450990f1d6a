// Command webedition builds ikat for the browser: a folder of files that any web host serves, with nothing behind it.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/klauspost/compress/zstd"

	"ikat/internal/project"
)

// inlined are the packages in which short functions are put in the place of their calls: those through which numbers
// and large files pass. Elsewhere nobody would notice the calls, and putting functions in their place makes the
// program a tenth larger over the wire.
var inlined = strings.Fields(`runtime internal/runtime/... internal/abi strconv math math/bits compress/flate
	gonum.org/v1/gonum/internal/... ikat/dense ikat/sme/lp ikat/internal/fastnum ikat/tablefile/cells`)

// most is how much a reader may have to load.
const most = 12_000_000

// window is how far back the packing looks for what it has seen: what a reader's machine has to keep while it unpacks.
const window = 16 << 20

func main() {
	version := flag.String("version", "dev", "version of ikat that the files are")
	out := flag.String("o", "dist/web-edition", "folder to fill")
	flag.Parse()
	if err := run(*version, *out); err != nil {
		fmt.Fprintln(os.Stderr, "webedition: "+err.Error())
		os.Exit(1)
	}
}

func run(version, out string) error {
	root, err := project.Root()
	if err != nil {
		return err
	}
	if out, err = filepath.Abs(out); err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	size, err := program(root, version, filepath.Join(out, "ikat.wasm.zst"))
	if err != nil {
		return err
	}
	filled := strings.NewReplacer("VERSION", version, "UNPACKED", strconv.Itoa(size))
	support, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return err
	}
	static := filepath.Join(root, "cmd/ikat-web/static")
	if err := unpacker(filepath.Join(root, "server/ui/web"), filepath.Join(out, "zstddec.js")); err != nil {
		return err
	}
	for from, to := range map[string]string{
		filepath.Join(strings.TrimSpace(string(support)), "lib/wasm/wasm_exec.js"): "wasm_exec.js",
		filepath.Join(static, "files.js"):                                          "files.js",
		filepath.Join(static, "worker.js"):                                         "worker.js",
		filepath.Join(static, "index.html"):                                        "index.html",
	} {
		text, err := os.ReadFile(from)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(out, to), []byte(filled.Replace(string(text))), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// unpacker writes what unpacks Zstandard as a script that a worker takes.
func unpacker(web, out string) error {
	from := filepath.Join(web, "node_modules/zstddec/dist/zstddec-stream.mjs")
	if _, err := os.Stat(from); err != nil {
		return fmt.Errorf("%w: `make web` fetches it where npm (Node.js 20 or later) is there", err)
	}
	cmd := exec.Command("npx", "rolldown", from, "--format", "iife", "--name", "zstddec", "--file", out, "--minify",
		"--logLevel", "warn")
	cmd.Dir, cmd.Stderr = web, os.Stderr
	return cmd.Run()
}

// program builds the program and packs it; it returns how many bytes it is unpacked.
func program(root, version, path string) (size int, err error) {
	dir, err := os.MkdirTemp("", "ikat-web")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	built := filepath.Join(dir, "ikat.wasm")
	args := []string{"build", "-trimpath", "-tags", "nethttpomithttp2", "-o", built,
		"-ldflags", "-s -w -X main.version=" + version, "-gcflags=all=-l"}
	for _, pattern := range inlined {
		args = append(args, "-gcflags="+pattern+"=")
	}
	cmd := exec.Command("go", append(args, "./cmd/ikat-web")...)
	cmd.Dir, cmd.Env, cmd.Stderr = root, append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0"), os.Stderr
	if err := cmd.Run(); err != nil {
		return 0, err
	}
	text, err := os.ReadFile(built)
	if err != nil {
		return 0, err
	}
	f, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	z, err := zstd.NewWriter(f, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithWindowSize(window))
	if err != nil {
		return 0, err
	}
	if _, err := z.Write(text); err != nil {
		return 0, err
	}
	if err := z.Close(); err != nil {
		return 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	if info.Size() > most {
		return 0, fmt.Errorf("%s is %d bytes, more than the %d that a reader should wait for", path, info.Size(), most)
	}
	fmt.Printf("ikat.wasm.zst: %.1f MB over the wire (%.1f at most), %.1f MB unpacked\n",
		float64(info.Size())/1e6, most/1e6, float64(len(text))/1e6)
	return len(text), f.Close()
}
