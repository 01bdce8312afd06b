package source

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

// fromUTF16 reads a text of two-byte letters. “utf-16” takes the order of
// bytes from the mark, which must be there; a mark that contradicts a declared
// order is refused, for every letter would be another one.
func (r *reading) fromUTF16(raw []byte, enc string) ([]byte, bool) {
	little, big := bytes.HasPrefix(raw, []byte{0xff, 0xfe}), bytes.HasPrefix(raw, []byte{0xfe, 0xff})
	switch {
	case !little && !big && enc == "utf-16":
		r.fault("encoding", 1, "byte 0", "no mark of UTF-16", "FF FE or FE FF at the beginning", "declare the encoding that the publisher used; without a mark say utf-16le or utf-16be")
		return nil, false
	case little && enc == "utf-16be" || big && enc == "utf-16le":
		r.fault("encoding", 1, "byte 0", "the mark of the other order of bytes", enc+", as the definition declares", "declare encoding: utf-16")
		return nil, false
	case len(raw)%2 != 0:
		r.fault("truncated", 0, fmt.Sprintf("byte %d", len(raw)), "half a letter at the end of UTF-16", "two bytes for each letter", "copy the file again from the publisher")
		return nil, false
	}
	var order binary.ByteOrder = binary.LittleEndian
	if big || enc == "utf-16be" {
		order = binary.BigEndian
	}
	if little || big {
		raw = raw[2:]
	}
	text, line := make([]byte, 0, len(raw)), 1
	for i := 0; i < len(raw); i += 2 {
		c := rune(order.Uint16(raw[i:]))
		if utf16.IsSurrogate(c) {
			pair := rune(utf8.RuneError)
			if i+3 < len(raw) {
				pair = utf16.DecodeRune(c, rune(order.Uint16(raw[i+2:])))
			}
			if pair == utf8.RuneError {
				r.fault("encoding", line, fmt.Sprintf("byte %d", i), fmt.Sprintf("half of a pair, 0x%04X", c), "UTF-16", "copy the file again from the publisher")
				return nil, false
			}
			c, i = pair, i+2
		}
		if c == '\n' {
			line++
		}
		text = utf8.AppendRune(text, c)
	}
	return text, true
}
