//go:build noasm || (!amd64 && !arm64)

package dense

func available64() []*kernel[float64] { return []*kernel[float64]{goKernel[float64]()} }
func available32() []*kernel[float32] { return []*kernel[float32]{goKernel[float32]()} }
