package byblik

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// ReadJSON reads a document that byblik wrote: one, with no field that into
// does not have, and nothing after its end. What a person changed or a later
// version wrote is refused rather than half read.
func ReadJSON(text []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return err
	}
	if _, err := dec.Token(); err != io.EOF {
		return errors.New("something after the end of the document")
	}
	return nil
}

// WriteJSON writes a document of byblik's: indented, in the order of the fields,
// letters as they are, with a line end.
func WriteJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return nil, Fault(err, "")
	}
	return b.Bytes(), nil
}
