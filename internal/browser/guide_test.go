package browser

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"ikat/server/ui"
)

// The pictures of the user guide are what the browser shows first, made anew where IKAT_GUIDE is set.
func TestPicturesOfTheGuide(t *testing.T) {
	if os.Getenv("IKAT_GUIDE") == "" {
		t.Skip("skipped: makes the pictures of docs/guide.md anew where IKAT_GUIDE is set")
	}
	s := together(t)
	r := open(t, s.Listener.Addr().String())
	do(t, r, "viewport", chromedp.EmulateViewport(1280, 800))
	for file, address := range ui.GuidePictures() {
		do(t, r, address, chromedp.Navigate(s.URL+address))
		r.shown(t, address)
		quality := int64(60)
		shot, err := chromedp.Call(r, page.CaptureScreenshot, page.CaptureScreenshotParams{
			Format: page.CaptureScreenshotFormatWebp, Quality: &quality})
		if err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(root, "docs", file)
		if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, shot.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
