package release

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"

	"byblik"
)

// The paths of a release's files. Tables of figures lie in figures/, one per
// indicator; definitions in definitions/; other formats in formats/.
const (
	manifestPath      = "manifest.json"
	levelsPath        = "levels.json"
	placesPath        = "places.csv"
	indicatorsPath    = "indicators.json"
	figuresFolder     = "figures/"
	trendsPath        = "trends.csv"
	gapsPath          = "gaps.csv"
	screeningPath     = "screening/screening.json"
	areasPath         = "screening/areas.csv"
	criteriaPath      = "screening/criteria.csv"
	zonesPath         = "screening/zones.csv"
	membersPath       = "screening/members.csv"
	tooSmallPath      = "screening/too_small.csv"
	listsPath         = "lists/lists.json"
	listRowsPath      = "lists/lists.csv"
	sourcesPath       = "sources.json"
	birthsPath        = "births.json"
	protectionPath    = "protection.json"
	certificatePath   = "certificate.json"
	coveragePath      = "coverage.csv"
	changesPath       = "changes.csv"
	addressesPath     = "addresses.csv"
	playgroundsPath   = "playgrounds.csv"
	interventionsPath = "interventions.json"
	noisePath         = "noise.csv"
	definitionsFolder = "definitions/"
	// FormatsFolder is where package publish puts the release in other formats.
	FormatsFolder = "formats/"
)

// Encode writes a release as its canonical files, by path, without the
// manifest: the same bytes for the same release. It refuses a release whose
// parts do not fit together.
func Encode(r *Release) (map[string][]byte, error) {
	if err := r.check(); err != nil {
		return nil, err
	}
	files := map[string][]byte{
		placesPath: encodePlaces(r.Levels), trendsPath: r.encodeTrends(), gapsPath: encodeGaps(r.Gaps),
		areasPath: r.encodeAreas(), criteriaPath: r.encodeCriteria(), zonesPath: encodeZones(r.Screening.Zones),
		membersPath: encodeMembers(r.Screening.Zones), tooSmallPath: encodeTooSmall(r.Screening.TooSmall),
		listRowsPath: encodeLists(r.Lists.Rows), changesPath: encodeChanges(r.Changes), coveragePath: encodeLacks(r.Lacks),
		addressesPath: encodeAddresses(r.Addresses), playgroundsPath: encodeSpots(r.Playgrounds), noisePath: encodeNoise(r.Noise),
	}
	for path, v := range map[string]any{
		levelsPath: levelHeads(r.Levels), indicatorsPath: r.Indicators, screeningPath: r.Screening, listsPath: r.Lists, sourcesPath: orEmpty(r.Sources),
		birthsPath: orEmpty(r.Births), protectionPath: r.Protection, certificatePath: r.Certificate, interventionsPath: orEmpty(r.Interventions),
	} {
		text, err := byblik.WriteJSON(v)
		if err != nil {
			return nil, fmt.Errorf("release: %s: %w", path, err)
		}
		files[path] = text
	}
	for i := range r.Indicators {
		files[figuresFolder+string(r.Indicators[i].ID)+".csv"] = r.encodeFigures(r.Indicators[i].ID)
	}
	for name, text := range r.Definitions {
		files[definitionsFolder+name] = text
	}
	maps.Copy(files, r.Geography.encode(r))
	return files, nil
}

// orEmpty writes a list without entries as [], not as null.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// Seal adds the manifest, which names every file with its hash. Nothing may
// be added afterwards.
func Seal(r *Release, files map[string][]byte) error {
	r.Manifest.Format, r.Manifest.PeriodAs, r.Manifest.Files = Format2, r.Manifest.Period.String(), nil
	for _, path := range slices.Sorted(maps.Keys(files)) {
		if path != manifestPath {
			r.Manifest.Files = append(r.Manifest.Files, File{Path: path, SHA256: hash(files[path]), Bytes: int64(len(files[path]))})
		}
	}
	text, err := byblik.WriteJSON(r.Manifest)
	if err != nil {
		return err
	}
	files[manifestPath] = text
	r.Hash = hash(text)
	return nil
}

func hash(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
