package byblik

import (
	"errors"
	"fmt"
	"log/slog"
	"math"
)

// Status says whether a figure is there and, if not, why. Missing,
// suppressed, not applicable and zero are four different things.
type Status uint8

// The four states of a figure. The zero value is OK.
const (
	OK            Status = iota // the figure is there (it may be zero)
	Missing                     // nobody knows: not delivered, not collected
	Suppressed                  // known, withheld to protect persons
	NotApplicable               // there is nothing to measure, such as a rate where nobody lives
)

var statusWords = [...]string{"ok", "missing", "suppressed", "not_applicable"}

// String gives the word that outputs use: ok, missing, suppressed, not_applicable.
func (s Status) String() string {
	if int(s) < len(statusWords) {
		return statusWords[s]
	}
	return fmt.Sprintf("status(%d)", uint8(s))
}

// figure is a number, or the reason why there is none. Raw and Cell are two
// kinds of it that never become one another outside package disclose. The zero
// value is the number 0.
type figure struct {
	value  float64
	status Status
}

// figureOf is the figure v; a NaN or an infinity becomes Missing.
func figureOf(v float64) figure {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return figure{status: Missing}
	}
	return figure{value: v}
}

// Float gives the number, NaN unless the status is OK.
func (f figure) Float() float64 {
	if f.status != OK {
		return math.NaN()
	}
	return f.value
}

// Status says whether the number is there.
func (f figure) Status() Status { return f.status }

// Raw is a figure as it was delivered, before disclosure control. It keeps
// its number from every printer and encoder, so that an unprotected count
// cannot slip into a log, a page or a file by accident; code that computes
// asks for it with Float. The zero value is the number 0.
type Raw struct {
	_ struct{} // without it Go would convert a Raw into a Cell wherever somebody asks for it
	figure
}

// RawOf is the raw figure v; a NaN or an infinity becomes Missing.
func RawOf(v float64) Raw { return Raw{figure: figureOf(v)} }

// RawWithout is a raw figure that is not there, for the given reason.
func RawWithout(s Status) Raw { return Raw{figure: figure{status: s}} }

const rawWord = "[raw]"

var errRaw = errors.New("a raw figure is not written: pass it through disclosure control, or use a finding")

// Format hides the number from every verb of fmt.
func (r Raw) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(rawWord)) }

// LogValue hides the number from slog.
func (r Raw) LogValue() slog.Value { return slog.StringValue(rawWord) }

// MarshalText refuses, and with it JSON, XML and YAML.
func (r Raw) MarshalText() ([]byte, error) { return nil, errRaw }

// IndicatorID is the stable name of an indicator in the catalog.
type IndicatorID string

// Observations are the figures of one indicator in one period, one per area
// in the order of the Panel's areas.
type Observations struct {
	Indicator IndicatorID
	Period    Period
	Value     []Raw
	// Numerator and Denominator are the counts behind a share, where the
	// source gives counts or a ready-made share names the count it is a share
	// of (the numerator then follows from it); nil otherwise, NaN where one
	// area lacks them.
	Numerator   []float64
	Denominator []float64
	// Effect is the design effect of the sample that the counts were answered
	// in: the variance of a share over that of as many persons drawn at random.
	// 0 where the counts are of no sample, or nobody said.
	Effect float64
}

// Panel holds all observations that a screening reads: areas × indicators ×
// periods. Areas are sorted by code, bytewise.
type Panel struct {
	Frame        Frame
	Areas        []Area
	Observations []Observations // sorted by indicator, then period
}

// Find gives the observations of an indicator in a period, or nil.
func (p *Panel) Find(id IndicatorID, t Period) *Observations {
	for i := range p.Observations {
		if o := &p.Observations[i]; o.Indicator == id && o.Period == t {
			return o
		}
	}
	return nil
}

// Periods lists the periods in which an indicator has observations, oldest first.
func (p *Panel) Periods(id IndicatorID) []Period {
	var ts []Period
	for _, o := range p.Observations {
		if o.Indicator == id {
			ts = append(ts, o.Period)
		}
	}
	return ts
}
