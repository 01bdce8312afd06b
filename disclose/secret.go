package disclose

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"log/slog"
	"math"

	"byblik"
)

// Key stands for the set of records behind a count, when it was first
// published: the XOR of the keys of
// its records. Sets that do not overlap are joined by XOR, so a union has the
// same key however it is put together. No records have the key 0.
type Key uint64

// With is the key of the records of both, which must not overlap.
func (k Key) With(other Key) Key { return k ^ other }

// Secret is the key of the noise. It is never written anywhere: whoever has it
// can undo the rounding. It must be the same for all releases of a city.
type Secret struct{ bytes []byte }

const shortestSecret = 16

// SecretOf takes at least 16 random bytes.
func SecretOf(b []byte) (Secret, error) {
	if len(b) < shortestSecret {
		return Secret{}, &byblik.Error{Kind: byblik.Usage, Place: "secret of the noise", Found: fmt.Sprintf("%d bytes", len(b)), Expected: "at least 16 random bytes",
			Do: "make one with byblik, keep it apart from the data and use it for every release"}
	}
	return Secret{append([]byte(nil), b...)}, nil
}

// Format hides the secret from every verb of fmt.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("[secret]")) }

// LogValue hides the secret from slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue("[secret]") }

// Key makes the key of a record, or of a cell that was delivered ready
// counted, from what names it, such as a pseudonym, or source, column, area
// and period. 64 bits of HMAC-SHA-256.
func (s Secret) Key(name ...string) Key {
	return Key(s.draw("record", name...))
}

// Mask hides a key under what names it, for keeping beside what is public, and
// gives a masked one back. The same name must not mask two keys: a release has a
// name of its own.
func (s Secret) Mask(k Key, name ...string) Key { return k ^ Key(s.draw("mask", name...)) }

// chance gives the u in [0,1) that belongs to a set of records, for a use such
// as the rounding of counts.
func (s Secret) chance(use string, k Key) float64 {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(k))
	return float64(s.draw(use, string(b[:]))>>11) / (1 << 53)
}

// Seal stands for a text, such as the hash of a confidential file, in 64
// hexadecimal digits. Who has the secret can hold the text against it; nobody
// else can try out what the text may have been.
func (s Secret) Seal(text string) string {
	return hex.EncodeToString(s.sum("seal", text))
}

func (s Secret) draw(use string, parts ...string) uint64 {
	return binary.BigEndian.Uint64(s.sum(use, parts...))
}

// sum is HMAC-SHA-256 of a use and its parts, each preceded by its length.
func (s Secret) sum(use string, parts ...string) []byte {
	m := hmac.New(sha256.New, s.bytes)
	for _, p := range append([]string{use}, parts...) {
		var n [8]byte
		binary.BigEndian.PutUint64(n[:], uint64(len(p)))
		_, _ = m.Write(n[:])
		_, _ = m.Write([]byte(p))
	}
	return m.Sum(nil)
}

// round takes n to one of the two nearest multiples of base, up with the
// probability that makes the mean right. Whole multiples, and so 0, stay.
func round(n, base, u float64) float64 {
	low := math.Floor(n/base) * base
	if u < (n-low)/base {
		return low + base
	}
	return low
}
