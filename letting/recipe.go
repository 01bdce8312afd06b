package letting

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
)

// Recipe says how a study was made, completely: program, definitions,
// arguments and inputs. It holds no number of workers, no path and no time.
type Recipe struct {
	Program     string            `json:"program"`
	Command     string            `json:"command"` // always "letting"
	RuleSet     string            `json:"rule_set"`
	Areas       []string          `json:"areas"` // empty: all
	Until       int               `json:"until"`
	Runs        int               `json:"runs"`
	Seed        uint64            `json:"seed"`
	Lang        string            `json:"lang"`
	Inputs      map[string]string `json:"inputs"`      // file name → SHA-256
	Definitions map[string]string `json:"definitions"` // file name → text
}

// Bytes writes the recipe as JSON with a stable order.
func (r *Recipe) Bytes() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(r)
	return b.Bytes(), err
}

// fingerprint is the first 16 hexadecimal digits of the SHA-256 of a recipe.
func fingerprint(recipe []byte) string {
	sum := sha256.Sum256(recipe)
	return hex.EncodeToString(sum[:8])
}
