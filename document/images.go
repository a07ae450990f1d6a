package document

import (
	"bytes"
	"fmt"
	"image/png"

	"ikat/picture"
	"ikat/say"
)

// firstImage is the number of the first image among what the body refers to.
const firstImage = 3

// Pictures are drawn in the width of a page, with pixels enough for print.
const (
	imageWidth  = 560 // units of a drawing
	imagePixels = 3   // to a unit
	emu         = 635 // English metric units, in which the format measures pictures, to a twentieth of a point
)

// image is a picture as the document holds it.
type image struct {
	title string
	data  []byte
	ratio float64 // height by width
}

// drawn are the figures in pixels.
func drawn(p *say.Page, about About) ([]image, error) {
	var out []image
	for _, f := range about.Figures {
		var b bytes.Buffer
		if err := f.PNG(&b, p.Voice, imageWidth, imagePixels); err != nil {
			return nil, err
		}
		size, err := png.DecodeConfig(bytes.NewReader(b.Bytes()))
		if err != nil {
			return nil, err
		}
		out = append(out, image{altOf(f), b.Bytes(), float64(size.Height) / float64(size.Width)})
	}
	return out, nil
}

// altOf is what a reader hears who does not see the picture.
func altOf(f *picture.Figure) string { return f.Title + ". " + f.Alt }

func imageParts(images []image) []struct{ name, text string } {
	var out []struct{ name, text string }
	for i, m := range images {
		out = append(out, struct{ name, text string }{fmt.Sprintf("word/media/picture%d.png", i+1), string(m.data)})
	}
	return out
}

// lastHeading is the place of the last heading, before which pictures stand; -1 where there is none.
func lastHeading(p *say.Page) int {
	at := -1
	for i, b := range p.Blocks {
		if b.IsHeading() {
			at = i
		}
	}
	return at
}

// pictures is a paragraph of pictures, two beside each other.
func pictures(images []image) string {
	if len(images) == 0 {
		return ""
	}
	width := textWidth/2 - 60
	out := `<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr>`
	for i, m := range images {
		cx, cy := width*emu, int(float64(width*emu)*m.ratio)
		out += fmt.Sprintf(`<w:r><w:drawing><wp:inline xmlns:wp="%s" distT="0" distB="0" distL="0" distR="0">`+
			`<wp:extent cx="%d" cy="%d"/><wp:docPr id="%d" name="Picture %d" descr="%s"/>`+
			`<a:graphic xmlns:a="%s"><a:graphicData uri="%s"><pic:pic xmlns:pic="%s">`+
			`<pic:nvPicPr><pic:cNvPr id="%d" name="picture%d.png"/><pic:cNvPicPr/></pic:nvPicPr>`+
			`<pic:blipFill><a:blip r:embed="rId%d"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`+
			`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%d" cy="%d"/></a:xfrm>`+
			`<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>`+
			`</wp:inline></w:drawing></w:r>`, drawingNamespace+"/wordprocessingDrawing", cx, cy, i+1, i+1, text(m.title),
			drawingNamespace+"/main", drawingNamespace+"/picture", drawingNamespace+"/picture", i+1, i+1, firstImage+i, cx, cy)
	}
	return out + `</w:p>`
}

const drawingNamespace = "http://schemas.openxmlformats.org/drawingml/2006"
