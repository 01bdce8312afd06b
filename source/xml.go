package source

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
)

// maxDepth is how deep elements may lie in each other; a workbook needs ten.
const maxDepth = 64

// maxStretch is the most bytes from one < to the next; the longest text of a
// cell has 32,767 letters.
const maxStretch = 1 << 20

// xmlParts are called while a text is walked through. Names come without
// their prefix. Each may be nil.
type xmlParts struct {
	start func(name string, attributes []xml.Attr) error
	text  func([]byte)
	end   func(name string) error
}

// walkXML walks through XML once and keeps nothing. It refuses what nests too
// deep, defines entities, or ends before its elements do; and, before the
// library takes memory for them, attributes without end.
func walkXML(b []byte, p xmlParts) error {
	for rest := b; len(rest) > maxStretch; {
		at := bytes.LastIndexByte(rest[:maxStretch], '<')
		if at <= 0 {
			return errors.New("XML with an element or a text of more than 1 MiB")
		}
		rest = rest[at:]
	}
	d := xml.NewDecoder(bytes.NewReader(b))
	var open []xml.Name
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			if len(open) > 0 {
				return fmt.Errorf("XML that breaks off inside <%s>", open[len(open)-1].Local)
			}
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if open = append(open, t.Name); len(open) > maxDepth {
				return fmt.Errorf("XML with more than %d elements in each other", maxDepth)
			}
			if p.start != nil {
				err = p.start(t.Name.Local, t.Attr)
			}
		case xml.EndElement:
			if len(open) == 0 || open[len(open)-1] != t.Name {
				return fmt.Errorf("XML whose </%s> ends nothing", t.Name.Local)
			}
			open = open[:len(open)-1]
			if p.end != nil {
				err = p.end(t.Name.Local)
			}
		case xml.CharData:
			if p.text != nil && len(open) > 0 {
				p.text(t)
			}
		case xml.Directive:
			return errors.New("XML with a document type, which a workbook has not")
		}
		if err != nil {
			return err
		}
	}
}

// attribute gives an attribute by its name without prefix.
func attribute(all []xml.Attr, name string) string {
	for _, a := range all {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
