package cube

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"

	"byblik"
)

// recordKey is the key of one unit: the first 8 bytes, read as a big-endian
// number, of HMAC-SHA256 (RFC 2104) of its pseudonym under the secret. The
// queries compute the same in the engine, with the two padded secrets as
// values.
func recordKey(secret []byte, unit string) uint64 {
	m := hmac.New(sha256.New, secret)
	m.Write([]byte(unit))
	return binary.BigEndian.Uint64(m.Sum(nil))
}

// padded gives the secret as HMAC uses it: exclusive or with 0x36 for the
// inner hash and 0x5c for the outer one, over the 64 bytes of a block.
func padded(secret []byte) (inner, outer []byte) {
	if len(secret) > sha256.BlockSize {
		short := sha256.Sum256(secret)
		secret = short[:]
	}
	inner, outer = make([]byte, sha256.BlockSize), make([]byte, sha256.BlockSize)
	copy(inner, secret)
	copy(outer, secret)
	for i := range inner {
		inner[i] ^= 0x36
		outer[i] ^= 0x5c
	}
	return inner, outer
}

// keyText is the key of a unit in SQL, given the expression of its pseudonym.
func keyText(a *arguments, secret []byte, unit string) string {
	inner, outer := padded(secret)
	return fmt.Sprintf("CAST('0x' || left(sha256(%s::BLOB || unhex(sha256(%s::BLOB || encode(CAST(%s AS VARCHAR))))), 16) AS UBIGINT)",
		a.add(outer), a.add(inner), unit)
}

// minSecret is the shortest secret that is taken, in bytes.
const minSecret = 16

func checkSecret(secret []byte) error {
	if len(secret) < minSecret {
		return &byblik.Error{Kind: byblik.Usage, Place: "secret", Found: fmt.Sprintf("%d bytes", len(secret)), Expected: fmt.Sprintf("at least %d bytes that nobody can guess", minSecret),
			Do: "make a secret once and keep it: with another one every protected figure changes"}
	}
	return nil
}

// KeyDelivery gives the counts of a delivery that came as a table, without
// persons. The key of a figure is the HMAC of its identity — source, column,
// area and period — so that unions of areas still have keys of their own. N is
// the figure itself for whole counts of at least 0, and otherwise 0: unknown.
// Text columns are left out.
func KeyDelivery(d *byblik.Delivery, secret []byte) (*Counts, error) {
	if err := checkSecret(secret); err != nil {
		return nil, err
	}
	order := make([]int, len(d.Rows))
	for i := range order {
		order[i] = i
	}
	row := func(i int) CountRow { return CountRow{d.Rows[i].Area, d.Rows[i].Period} }
	slices.SortStableFunc(order, func(a, b int) int { return compareRows(row(a), row(b)) })
	c := &Counts{Source: d.Source, Receipt: d.Receipt}
	for _, i := range order {
		c.Rows = append(c.Rows, row(i))
	}
	for _, col := range d.Columns {
		if col.Value == nil {
			continue
		}
		out := CountColumn{ID: col.ID, Counts: make([]Count, len(order))}
		for k, i := range order {
			v := col.Value[i]
			out.Counts[k] = Count{Value: v, Key: recordKey(secret, d.Source+"\x00"+col.ID+"\x00"+c.Rows[k].Area.String()+"\x00"+c.Rows[k].Period.String())}
			if n := v.Float(); v.Status() == byblik.OK && n >= 0 && n == float64(int64(n)) {
				out.Counts[k].N = n
			}
		}
		c.Columns = append(c.Columns, out)
	}
	return c, nil
}
