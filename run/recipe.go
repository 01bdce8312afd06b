package run

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"byblik"
	"byblik/catalog"
	"byblik/dossier"
)

// Recipe says how a screening was made, completely: program, definitions,
// arguments and inputs. It holds no number of workers, no path and no time,
// so the same recipe over the same inputs gives the same bytes anywhere.
type Recipe struct {
	Program     string             `json:"program"`
	RuleSet     string             `json:"rule_set"`
	Frame       byblik.Frame       `json:"frame"`
	Period      string             `json:"period"`
	Screened    string             `json:"screened"` // period that came out
	Within      string             `json:"within,omitempty"`
	Partial     bool               `json:"partial,omitempty"`
	Lang        string             `json:"lang"`
	Seed        uint64             `json:"seed"`
	Stress      int                `json:"stress"`
	Accepted    []dossier.Accepted `json:"accepted,omitempty"`
	Previous    []byblik.Zone      `json:"previous_zones,omitempty"`
	Inputs      []InputFile        `json:"inputs"`
	Definitions map[string]string  `json:"definitions"` // file name → text
}

// InputFile is one file that was read.
type InputFile struct {
	Source string `json:"source"`
	File   string `json:"file"`
	SHA256 string `json:"sha256"`
}

// Bytes writes the recipe as JSON with a stable order.
func (r *Recipe) Bytes() ([]byte, error) {
	return byblik.WriteJSON(r)
}

// ReadRecipe reads what Bytes wrote.
func ReadRecipe(text []byte) (*Recipe, error) {
	var r Recipe
	if err := byblik.ReadJSON(text, &r); err != nil {
		return nil, &byblik.Error{Kind: byblik.Usage, File: "recipe.json", Found: err.Error(),
			Expected: "a recipe that byblik wrote", Do: "give the output folder of byblik screen"}
	}
	return &r, nil
}

// Precedes refuses a screening that cannot be the earlier one of a screening of
// a frame and period: one of other areas, or of a later period. Period zero is
// not known yet.
func (r *Recipe) Precedes(frame byblik.Frame, t byblik.Period) error {
	e := &byblik.Error{Kind: byblik.Usage, File: "recipe.json", Place: "--previous"}
	if r.Frame != frame {
		e.Found, e.Expected, e.Do = fmt.Sprintf("an earlier screening of the areas %q", r.Frame), fmt.Sprintf("one of the areas %q", frame), "give an earlier screening of the same areas"
		return e
	}
	screened, err := byblik.ParsePeriod(r.Screened)
	if err != nil {
		e.Place, e.Found, e.Expected, e.Do = "screened", r.Screened, "a period", "restore the recipe"
		return e
	}
	if t != (byblik.Period{}) && screened.Compare(t) > 0 {
		e.Found, e.Expected, e.Do = "a screening of "+r.Screened, "one of "+t.String()+" or before", "give an earlier screening, or choose a later --period"
		return e
	}
	return nil
}

// Fingerprint is the first 16 hexadecimal digits of the SHA-256 of a recipe:
// it changes with every change of an input, a rule or an argument.
func Fingerprint(recipe []byte) string {
	sum := sha256.Sum256(recipe)
	return hex.EncodeToString(sum[:8])
}

// Arguments gives the arguments that a recipe keeps.
func (r *Recipe) Arguments() (Arguments, error) {
	p, err := byblik.ParsePeriod(r.Period)
	if err != nil && r.Period != "" {
		return Arguments{}, &byblik.Error{Kind: byblik.Usage, File: "recipe.json", Place: "period", Found: r.Period, Expected: "a period", Do: "restore the recipe"}
	}
	return Arguments{Period: p, Within: r.Within, Partial: r.Partial, Seed: r.Seed, Stress: r.Stress, Lang: catalog.Lang(r.Lang), Accepted: r.Accepted, Previous: r.Previous}, nil
}

// InLanguage gives a screening as it would have come out in another language:
// nothing is computed again, only the recipe names the language.
func InLanguage(s *dossier.Screening, lang catalog.Lang) (*dossier.Screening, error) {
	recipe, err := ReadRecipe(s.Recipe)
	if err != nil {
		return nil, err
	}
	recipe.Lang = string(lang)
	other := *s
	other.Lang = lang
	if other.Recipe, err = recipe.Bytes(); err != nil {
		return nil, err
	}
	other.Fingerprint = Fingerprint(other.Recipe)
	return &other, nil
}

// Changed names every input whose bytes are not those that a recipe names. Read
// gives the bytes of a file; same compares what is said of it with its SHA-256.
func Changed(inputs []InputFile, read func(file string) ([]byte, error), same func(said, hash string) bool) []error {
	var found []error
	for _, in := range inputs {
		text, err := read(in.File)
		if err != nil {
			found = append(found, &byblik.Error{Kind: byblik.Internal, File: in.File, Found: "no such input", Expected: "the file with SHA-256 " + in.SHA256, Do: "put it back"})
			continue
		}
		if sum := sha256.Sum256(text); !same(in.SHA256, hex.EncodeToString(sum[:])) {
			found = append(found, &byblik.Error{Kind: byblik.Internal, File: in.File, Found: "an input that changed, SHA-256 " + hex.EncodeToString(sum[:]), Expected: "SHA-256 " + in.SHA256, Do: "screen again if the change is meant"})
		}
	}
	return found
}

// IsHash tells whether a recipe that names hashes names this one.
func IsHash(said, hash string) bool { return said == hash }
