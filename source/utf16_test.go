package source

import (
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"
)

func utf16Of(text string, order binary.AppendByteOrder) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(text)) {
		b = order.AppendUint16(b, u)
	}
	return b
}

func TestUTF16(t *testing.T) {
	good := strings.Replace(goodTable, "Øster", "Øster 😀", 1)
	for _, c := range []struct {
		encoding string
		data     []byte
		want     string
	}{
		{"utf-16", utf16Of("\ufeff"+good, binary.LittleEndian), ""},
		{"utf-16", utf16Of("\ufeff"+good, binary.BigEndian), ""},
		{"utf-16le", utf16Of(good, binary.LittleEndian), ""},
		{"utf-16be", utf16Of("\ufeff"+good, binary.BigEndian), ""},
		{"utf-16", utf16Of(good, binary.LittleEndian), "small.csv:1: byte 0: [encoding] found no mark of UTF-16"},
		{"utf-16be", utf16Of("\ufeff"+good, binary.LittleEndian), "small.csv:1: byte 0: [encoding] found the mark of the other order"},
		{"utf-16le", append(utf16Of(good, binary.LittleEndian), 0), "small.csv: byte 293: [truncated] found half a letter"},
		{"utf-16le", append(utf16Of(good, binary.LittleEndian), 0x3d, 0xd8), "small.csv:5: byte 292: [encoding] found half of a pair, 0xD83D"},
		{"utf-16le", utf16Of(good, binary.BigEndian), "small.csv:1: "},
		{"", utf16Of("\ufeff"+good, binary.LittleEndian), "small.csv:1: byte 0: [encoding] found UTF-16"},
	} {
		s := tableSource()
		s.Written.Encoding = c.encoding
		d, err := readBytes(s, c.data, blocks("001", "002", "003"))
		if c.want != "" {
			if err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("%s: got %v, want %s", c.encoding, err, c.want)
			}
			continue
		}
		if err != nil || said(d) != sampleWant || d.Rows[2].Name != "Øster 😀" {
			t.Errorf("%s: %v", c.encoding, err)
		}
	}
}
