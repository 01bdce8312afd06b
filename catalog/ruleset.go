package catalog

import "byblik"

// RuleSet says how the figures of a frame become findings and, where it has
// zones, a proposal for designation.
type RuleSet struct {
	ID       string      `yaml:"id" jsonschema:"required,pattern=^[a-z0-9][a-z0-9-]*$"`
	Version  int         `yaml:"version" jsonschema:"required,minimum=1"`
	Kind     Kind        `yaml:"kind" jsonschema:"required,enum=municipal,enum=index,enum=state"`
	Status   LifeStatus  `yaml:"status" jsonschema:"required,enum=draft,enum=reviewed,enum=in_force,enum=superseded"`
	Title    Text        `yaml:"title" jsonschema:"required"`
	Summary  Text        `yaml:"summary" jsonschema:"required"`
	Legal    Text        `yaml:"legal_basis" jsonschema:"required"`
	Valid    Valid       `yaml:"valid" jsonschema:"required"`
	Author   string      `yaml:"author" jsonschema:"required,minLength=1"`
	Approver string      `yaml:"approver"`                              // never the author; required once reviewed
	Invented bool        `yaml:"invented"`                              // the data are invented: every output says so
	Trial    bool        `yaml:"trial"`                                 // a trial of a method; never a designation
	Notes    []Text      `yaml:"notes"`                                 // repeated on every output
	City     string      `yaml:"city" jsonschema:"pattern=^[a-z0-9]*$"` // short code that permanent zone ids begin with
	Place    Text        `yaml:"place" jsonschema:"required"`           // name of the city or country
	Areas    Areas       `yaml:"areas"`                                 // required unless the rule set is one of the State's lists
	Scores   []Score     `yaml:"scores"`
	Measures []Measure   `yaml:"measures"`
	Criteria []Criterion `yaml:"criteria"`
	Flag     *Flag       `yaml:"flag"`
	Review   []Review    `yaml:"review"`
	Zones    *Zones      `yaml:"zones"`
	Stress   *Stress     `yaml:"stress"`
	Lists    *StateLists `yaml:"lists"`
}

// Kind keeps three families of rule sets apart.
type Kind string

// The kinds of rule set.
const (
	Municipal Kind = "municipal" // a city's own screening: no origin, ethnicity or language
	Index     Kind = "index"     // an official index, as its publisher defines it
	State     Kind = "state"     // the State's lists
)

// LifeStatus is the life of a definition.
type LifeStatus string

// The stages of a definition's life.
const (
	Draft      LifeStatus = "draft"
	Reviewed   LifeStatus = "reviewed"
	InForce    LifeStatus = "in_force"
	Superseded LifeStatus = "superseded"
)

// Valid is the span in which a rule set applies; an empty To means still.
type Valid struct {
	From string `yaml:"from"`
	To   string `yaml:"to"`
}

// Areas says which areas take part. Sources are read in order; the first that
// lists the frame (key.lists) gives the areas. Geography is the source of the
// polygons, needed by zones. An area under MinResidents, or without a figure
// for them, keeps its place in every output but has no value.
type Areas struct {
	Frame        byblik.Frame       `yaml:"frame" jsonschema:"required,minLength=1"`
	Sources      []string           `yaml:"sources" jsonschema:"required,minItems=1"`
	Geography    string             `yaml:"geography"`
	Barriers     string             `yaml:"barriers"`    // optional source of lines that cut the city
	StateLists   string             `yaml:"state_lists"` // optional source of listed housing areas
	Residents    byblik.IndicatorID `yaml:"residents"`
	MinResidents float64            `yaml:"min_residents" jsonschema:"minimum=0"`
}

// Score is a node of an index: components are prepared by their own steps,
// combined, and the result goes through Steps. Scores may use scores above
// them, never themselves. Weights says where the weights come from: from the
// components as written (empty), or from a named way that then leaves none to
// be written.
type Score struct {
	ID      string      `yaml:"id" jsonschema:"required,pattern=^[a-z0-9_-]+$"`
	Title   Text        `yaml:"title"`
	Of      []Component `yaml:"of" jsonschema:"required,minItems=1"`
	Combine string      `yaml:"combine" jsonschema:"enum=sum,enum=mean,enum=geometric,enum=harmonic,enum=mazziotta_pareto_plus,enum=mazziotta_pareto_minus,enum=copeland,enum=outranking"` // "sum" (default; weights as written, never rescaled) or another way
	Weights string      `yaml:"weights" jsonschema:"enum=equal,enum=pca,enum=equal_influence"`                                                                                             // empty: as written at the components
	Steps   []Step      `yaml:"steps"`
}

// Component is one input: an indicator or an earlier score, in the periods
// From to Until (empty = always). Weight is used as written; 0 means 1.
// Steps follow the sign: an indicator whose direction is lower_is_worse is
// negated first unless Signed is "as_is". Missing says what becomes of areas
// without a figure; empty, such an area has no score.
type Component struct {
	Indicator byblik.IndicatorID `yaml:"indicator"`
	Score     string             `yaml:"score"`
	Weight    float64            `yaml:"weight" jsonschema:"minimum=0"`
	Signed    string             `yaml:"signed" jsonschema:"enum=worse_is_higher,enum=as_is"` // "worse_is_higher" (default) or "as_is"
	From      string             `yaml:"from"`
	Until     string             `yaml:"until"`
	Missing   string             `yaml:"missing" jsonschema:"enum=refuse,enum=leave_out,enum=median,enum=authority_median,enum=district_median"`
	Steps     []Step             `yaml:"steps"`
}

// Step is one named operation of package screen with its parameters; each
// operation says which it needs, and others are refused.
type Step struct {
	Op         string   `yaml:"op" jsonschema:"required"`
	SD         string   `yaml:"sd"`         // z: population or sample
	Ties       string   `yaml:"ties"`       // rank, percent_rank: min, max, average
	Order      string   `yaml:"order"`      // rank, percent_rank: ascending or descending
	Decimals   *int     `yaml:"decimals"`   // round: half up
	Convention string   `yaml:"convention"` // exponential: n_plus_1_minus_rank or n_minus_rank
	Constant   float64  `yaml:"constant"`   // exponential: 23
	Lambda     *float64 `yaml:"lambda"`     // box_cox: the power, -5 to 5; 0 is the logarithm
	Low        *float64 `yaml:"low"`        // min_max: the smallest result; winsorise: the lower quantile, such as 0.05
	High       *float64 `yaml:"high"`       // min_max: the largest result; winsorise: the upper quantile, such as 0.95
	Points     int      `yaml:"points"`     // winsorise_points: how many points at most
	Target     *float64 `yaml:"target"`     // distance_to_target: the target, in the publisher's unit
	Beyond     string   `yaml:"beyond"`     // distance_to_target: counted (below 0) or capped (0)
	Formula    string   `yaml:"formula"`    // normal_scores: blom, rankit, tukey, van_der_waerden
	Count      string   `yaml:"count"`      // percentile: below, middle, at_most
	Family     string   `yaml:"family"`     // eb_global: poisson or binomial
}

// Measure is a published result: a score, its ranking and its classes.
type Measure struct {
	ID    string `yaml:"id" jsonschema:"required,minLength=1"`
	Title Text   `yaml:"title" jsonschema:"required"`
	Score string `yaml:"score" jsonschema:"required"`
	Class *Class `yaml:"class"`
}

// Class sorts values into classes.
type Class struct {
	Op     string    `yaml:"op" jsonschema:"required"` // rank_share: ceil(k·rank/N); quantile: type 7; limits; mean_sd: limits in SD around the mean
	K      int       `yaml:"k"`                        // rank_share, quantile: number of classes
	SD     string    `yaml:"sd"`                       // mean_sd: population or sample
	Limits []float64 `yaml:"limits"`                   // limits, mean_sd: ascending
	Closed []string  `yaml:"closed"`                   // per limit: "lower" (the limit belongs to the class below) or "upper"
	Labels []string  `yaml:"labels"`                   // the publisher's words, lowest class first; empty = 1…k
}

// Criterion is one of the criteria of a screening, met when its z reaches the
// limit. Without components it has no data yet and the screening says so.
type Criterion struct {
	ID    string      `yaml:"id" jsonschema:"required,pattern=^[a-z0-9_-]+$"`
	Title Text        `yaml:"title" jsonschema:"required"`
	Plain Text        `yaml:"plain" jsonschema:"required"`         // one sentence for citizens
	Of    []Component `yaml:"of" jsonschema:"required,minItems=1"` // one: its value; several: the mean of their z
	Limit Limit       `yaml:"limit" jsonschema:"required"`
	Proxy *Text       `yaml:"proxy"` // said everywhere when the figure stands for something else
	Level string      `yaml:"level"` // "area" (default), or the coarser level of its figures, which then do not enter the count
}

// Limit is the z at which a criterion is met; Strict excludes the limit
// itself.
type Limit struct {
	Z      float64 `yaml:"z" jsonschema:"required"`
	Strict bool    `yaml:"strict"`
}

// Flag says when an area is flagged: at least the share Of of its criteria
// with data, rounded up, met in at least Years of the latest OfLatest periods
// on file; with fewer periods on file the same proportion, rounded up.
type Flag struct {
	Of       string `yaml:"of" jsonschema:"required,pattern=^[0-9]+/[0-9]+$"` // a fraction such as 2/3
	Years    int    `yaml:"years" jsonschema:"required,minimum=1"`
	OfLatest int    `yaml:"of_latest" jsonschema:"required,minimum=1"`
}

// Review marks areas for a human decision, such as student housing: the
// indicator reaches AtLeast.
type Review struct {
	ID        string             `yaml:"id" jsonschema:"required"`
	Title     Text               `yaml:"title" jsonschema:"required"`
	Indicator byblik.IndicatorID `yaml:"indicator" jsonschema:"required"`
	AtLeast   float64            `yaml:"at_least" jsonschema:"required"`
}

// Zones says how flagged areas become zones.
type Zones struct {
	MinResidents     float64 `yaml:"min_residents" jsonschema:"required,minimum=0"`
	MaxResidents     float64 `yaml:"max_residents" jsonschema:"required,minimum=0"`
	MinBorder        float64 `yaml:"min_border_m" jsonschema:"required,minimum=0"`
	Tolerance        float64 `yaml:"tolerance_m" jsonschema:"minimum=0"`
	BarrierTolerance float64 `yaml:"barrier_tolerance_m" jsonschema:"minimum=0"`
	Enclose          bool    `yaml:"enclose"`
	EnclosedShare    float64 `yaml:"enclosed_share" jsonschema:"minimum=0,maximum=1"`
	EnclosedScore    float64 `yaml:"enclosed_score"`
	// Bridges and Cuts list pairs of area codes that count as neighbours
	// although nothing is shared, or that do not although something is.
	Bridges [][2]string `yaml:"bridges"`
	Cuts    [][2]string `yaml:"cuts"`
}
