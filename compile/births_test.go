package compile

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"byblik"
	"byblik/disclose"
	"byblik/release"
)

// Whoever knows all of a small file but two protected counts finds both by
// hashing what they can be. The fingerprint of a confidential file must not
// answer, and a register's rows, which are persons, must not be counted.
func TestAConfidentialFileCannotBeGuessed(t *testing.T) {
	b, _ := minbyBuilder(t)
	secret, err := disclose.SecretOf([]byte("a key that no attacker has, of 32"))
	if err != nil {
		t.Fatal(err)
	}
	b.Secret = secret
	file := func(residents, adults int) string {
		return fmt.Sprintf("omraade;aar;beboere;voksne_18_plus\n001;2025;%d;%d\n", residents, adults)
	}
	hash := func(text string) string {
		sum := sha256.Sum256([]byte(text))
		return hex.EncodeToString(sum[:])
	}
	for _, id := range []string{"minby-figures", "minby-persons", "minby-answers", "minby-areas"} {
		b.Run.Sources = append(b.Run.Sources, b.Run.Catalog.Sources[id])
		r := byblik.Receipt{Source: id, File: id, SHA256: hash(file(633, 518)), RowsRead: 48_213, RowsUsed: 48_213}
		b.Run.Receipts = append(b.Run.Receipts, r)
	}
	b.sources()
	said := map[string]release.Receipt{}
	for _, s := range b.out.Sources {
		said[s.ID] = s.Receipts[0]
	}
	born := b.delivered("minby-figures", "minby-figures", hash(file(633, 518)))
	public := fmt.Sprint(said["minby-figures"], born, b.runOf([]byte(`{"inputs":"`+hash(file(633, 518))+`"}`)))
	for residents := 631; residents <= 639; residents++ {
		for adults := 511; adults <= 519; adults++ {
			guess := hash(file(residents, adults))
			recipe := sha256.Sum256([]byte(`{"inputs":"` + guess + `"}`))
			if strings.Contains(public, guess) || strings.Contains(public, hex.EncodeToString(recipe[:8])) {
				t.Errorf("the release tells that there are %d residents and %d adults", residents, adults)
			}
		}
	}
	if want := secret.Seal(hash(file(633, 518))); born.Seal != want || said["minby-figures"].Seal != want {
		t.Error("who has the key cannot recognise the file")
	}
	for _, id := range []string{"minby-persons", "minby-answers", "minby-figures"} {
		if said[id].Rows != 0 || said[id].Used != 0 {
			t.Errorf("%s: the release counts rows of what is confidential", id)
		}
	}
	if x := said["minby-areas"]; x.SHA256 == "" || x.Seal != "" || x.Rows == 0 {
		t.Error("a public file is not named by its hash")
	}
}
