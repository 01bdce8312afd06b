package web

import (
	"regexp"
	"strings"
	"testing"

	"byblik/catalog"
	"byblik/release"
)

// lix is Björnsson's index of readability (C. H. Björnsson, Läsbarhet, 1968):
// words per sentence plus the per cent of words with more than six letters.
// 35 and below is easy to read, as fiction is.
func lix(text string) float64 {
	text = regexp.MustCompile(`(\d)[.,](\d)`).ReplaceAllString(text, "$1$2") // 1.000 is one word
	sentences := 0
	for _, c := range text {
		if strings.ContainsRune(".!?:", c) {
			sentences++
		}
	}
	words := strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune(" \n\t.,;:!?()“”»«", c) })
	long := 0
	for _, w := range words {
		if len([]rune(w)) > 6 {
			long++
		}
	}
	return float64(len(words))/float64(max(1, sentences)) + 100*float64(long)/float64(len(words))
}

// The index of a text whose value the method's own description gives: 10
// words, 2 sentences, 2 long words are 5 + 20.
func TestLIXCountsAsItsMethodSays(t *testing.T) {
	if got := lix("Her er fem små ord. De lange ordsamlinger tæller mestendels."); got != 25 {
		t.Errorf("LIX %v, want 25", got)
	}
}

// Why an area is, or is not, designated can be read by most: LIX at most 35,
// for every area and both languages.
func TestWhyIsPlain(t *testing.T) {
	worst := map[catalog.Lang]float64{}
	for _, r := range releasesForReading(t) {
		s := siteOf(t, r.Manifest.Hour.UTC, r)
		v := s.shelf.visible()[0].view
		for _, l := range languages {
			q := &request{words: s.words[l], view: v, site: s}
			for i := range v.places(release.AreaLevel) {
				f := v.finding(i)
				if f == nil {
					continue
				}
				text := strings.Join(append(q.why(i, f), q.sure(f)), " ")
				got := lix(text)
				worst[l] = max(worst[l], got)
				if got > 35 {
					t.Errorf("%s, %s: LIX %.1f: %s", v.places(release.AreaLevel)[i].Name.Da, l, got, text)
				}
			}
		}
	}
	t.Logf("largest LIX: %v", worst)
}
