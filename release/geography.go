package release

import (
	"byblik"
	"byblik/catalog"
)

// Geography holds the borders, in longitude and latitude.
type Geography struct {
	Areas     []byblik.MultiPolygon // in the order of the small areas
	Districts []byblik.MultiPolygon // in the order of the districts
	Zones     []byblik.MultiPolygon // in the order of the zones
	Housing   []Housing             // by code
	Context   []Context             // for orientation, in drawing order
}

// Housing is the land of a housing area.
type Housing struct {
	Code  string
	Name  string
	Shape byblik.MultiPolygon
}

// Context is something that helps to find one's way on a map. One of Shape,
// Line and Point is used.
type Context struct {
	Kind  string // water, coast, park, rail, motorway, road, place
	Name  string
	Shape byblik.MultiPolygon
	Line  byblik.Line
	Point *byblik.Point
}

// Address is a door that can be looked up.
type Address struct {
	Street   string
	Number   string
	Postcode string
	Town     string
	Area     string // code of the small area
	At       byblik.Point
}

// Spot is a named point, such as a staffed playground.
type Spot struct {
	Name string
	Kind string
	Area string
	At   byblik.Point
}

// Intervention is something that is being done (indsats).
type Intervention struct {
	ID       string         `json:"id"`
	Title    catalog.Text   `json:"title"`
	About    catalog.Text   `json:"about"`
	Goal     string         `json:"goal"` // 1a … 2c
	Lead     catalog.Text   `json:"lead"` // administration
	Partners []catalog.Text `json:"partners"`
	Areas    []string       `json:"areas"` // small areas; empty = the whole city
	From     string         `json:"from"`
	Until    string         `json:"until,omitempty"`
	State    string         `json:"state"` // planned, running, finished
}
