package release

import (
	"cmp"

	"byblik"
	"byblik/catalog"
)

// Source is where figures come from.
type Source struct {
	ID          string       `json:"id"`
	Title       catalog.Text `json:"title"`
	Publisher   string       `json:"publisher"`
	Licence     string       `json:"licence"`
	Attribution catalog.Text `json:"attribution"`
	Class       string       `json:"class"` // public, restricted, microdata, survey
	Receipts    []Receipt    `json:"receipts"`
}

// Receipt is what is said in public of a delivery: what came, never a range or
// a total of raw figures. A row of microdata or of a survey is a person, and a
// table may leave out cells that count nobody, so the number of rows would tell of
// raw counts: it is 0 but for public sources.
type Receipt struct {
	File   string `json:"file"`
	SHA256 string `json:"sha256,omitempty"` // of a public file, and of unit records
	Seal   string `json:"seal,omitempty"`   // of any other; see Delivered
	Rows   int    `json:"rows,omitempty"`
	Used   int    `json:"used,omitempty"`
}

// Birth tells how the figures of one indicator in one period were made; with
// the place it is the birth certificate of each of them.
type Birth struct {
	Indicator  byblik.IndicatorID `json:"indicator"`
	Version    int                `json:"version"`
	Period     string             `json:"period"`
	Formula    catalog.Text       `json:"formula"` // such as 100 × numerator / denominator
	Columns    []string           `json:"columns"` // source/column, those of the numerator first
	Deliveries []Delivered        `json:"deliveries"`
	RuleSet    string             `json:"rule_set"`
	Run        string             `json:"run"` // fingerprint of the public run
	Protected  catalog.Text       `json:"protection"`
	Interval   catalog.Text       `json:"interval"` // how the 95 per cent interval is made
	// Effect is the design effect of the sample that the interval takes in, a
	// multiple of 1/EffectsPerOne from 1; 0 where the counts are of no sample.
	Effect float64 `json:"design_effect,omitempty"`
}

// birth1 is a birth certificate of Format1, whose formula is in English.
type birth1 struct {
	birth2
	Formula string `json:"formula"`
}

type birth2 Birth

// formulas1 are the formulas of Format1, in Danish by the English.
var formulas1 = map[string]string{
	"numerator / denominator":       "tæller / nævner",
	"100 × numerator / denominator": "100 × tæller / nævner",
	"per × numerator / denominator": "per × tæller / nævner",
	"count":                         "antal",
	"sum of value × denominator over the small areas / denominator":                                 "sum af værdi × nævner over de små områder / nævner",
	"value as delivered; of larger places Σ value × residents / Σ residents over their small areas": "værdien som leveret; for større steder Σ værdi × beboere / Σ beboere over deres små områder",
}

// decodeBirths reads the birth certificates, also those of Format1.
func (r *Release) decodeBirths(text []byte) error {
	if r.Manifest.Format != Format1 {
		return readJSON(birthsPath, text, &r.Births)
	}
	var old []birth1
	if err := readJSON(birthsPath, text, &old); err != nil {
		return err
	}
	r.Births = make([]Birth, len(old))
	for i, b := range old {
		r.Births[i] = Birth(b.birth2)
		r.Births[i].Formula = catalog.Text{Da: cmp.Or(formulas1[b.Formula], b.Formula), En: b.Formula}
	}
	return nil
}

// EffectsPerOne is how finely a design effect is published, in tenths: it is one
// number for a whole sample, and says nothing of an answer.
const EffectsPerOne = 10

// Delivered is a delivery behind a figure. The SHA-256 of a table of
// confidential counts is not public: where few numbers in it are unknown, all
// that they can be are hashed in seconds. Its seal is HMAC-SHA-256 of that hash under the key of the
// noise.
type Delivered struct {
	Source string `json:"source"`
	File   string `json:"file"`
	SHA256 string `json:"sha256,omitempty"` // of a public file, and of unit records
	Seal   string `json:"seal,omitempty"`   // of any other
}

// URN names the file of the receipt.
func (r *Receipt) URN() string { return urn(r.SHA256, r.Seal) }

// URN names the file of the delivery.
func (d *Delivered) URN() string { return urn(d.SHA256, d.Seal) }

func urn(hash, seal string) string {
	if seal != "" {
		return "urn:byblik:seal:" + seal
	}
	return "urn:sha256:" + hash
}

// Protection says how figures were protected, completely but for the key.
type Protection struct {
	Threshold int     `json:"threshold"` // counts below it, and complements below it, are suppressed
	Base      int     `json:"base"`      // counts are rounded at random to a multiple of it
	Means     int     `json:"means"`     // fewest persons behind a mean
	P         float64 `json:"p"`         // per cent of the p% rule
	Plan      string  `json:"plan"`      // path of the publication plan inside the release
	Keys      string  `json:"keys"`      // what the noise of a count follows: KeyedByRecords or KeyedByNames
}

// What the noise of a count follows: the persons counted, where they come from a
// register, or the name of the figure, where a table came.
const (
	KeyedByRecords = "records"
	KeyedByNames   = "names"
)

// Certificate says what the built-in attack on this release, together with
// all earlier ones, could find out.
type Certificate struct {
	Releases   []string `json:"releases"` // attacked together, the oldest first
	Cells      int      `json:"cells"`    // protected counts
	Shown      int      `json:"shown"`    // of them published
	Suppressed int      `json:"suppressed"`
	Withheld   int      `json:"withheld"`  // suppressed in this release by the ladder of households, whatever their size; the plan does not count on them
	Secondary  int      `json:"secondary"` // suppressed in this release only to protect others
	Exact      int      `json:"exact"`     // recovered exactly; 0 or the release is refused
	Narrowed   int      `json:"narrowed"`  // bounded more closely than promised; 0 or refused
	Narrowest  float64  `json:"narrowest"` // smallest number of possible values of a count; 0 where none is protected
	Attacks    []Attack `json:"attacks"`
}

// Attack is one way that was tried.
type Attack struct {
	ID    string       `json:"id"`
	Title catalog.Text `json:"title"`
	Tried int          `json:"tried"`
	Found int          `json:"found"`
	// Without says why nothing could be tried; nil otherwise.
	Without *catalog.Text `json:"not_applicable,omitempty"`
}
