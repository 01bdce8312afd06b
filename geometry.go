package byblik

// Point is a place: longitude and latitude in degrees (CRS84 order), or east
// and north in metres where a function says planar.
type Point [2]float64

// Ring is a closed line: the last point repeats the first.
type Ring []Point

// Polygon is an outer ring followed by its holes.
type Polygon []Ring

// MultiPolygon is the shape of one area; it may have several parts.
type MultiPolygon []Polygon

// Line is an open line, such as a motorway or a railway that cuts a city.
type Line []Point
