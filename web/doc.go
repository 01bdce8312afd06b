// Package web is the public site: a place's strengths and hardships, the whole
// city on a map, every number with its birth certificate, in Danish and
// English. It reads public releases (package release) and nothing else, so a
// draft or an unprotected figure cannot be reached from it.
//
// # The idea
//
// A request names a language, perhaps a fixed release, a page and a form:
// /da/omraade/017.csv is the area page of the newest release as a table,
// /en/release/minby-2025-1/area/017 the same page of one release for good. One
// handler answers all forms of an address: it makes an answer, which holds what
// the page shows, the value of its JSON and the rows of its CSV, from the same
// cells and with the same rounding. routes.go lists every page.
//
// Pages are made on the server and work without script. A page is a folder
// under pages/: page.html, da.yaml and en.yaml. Words that several pages use
// are in texts/. A text that one language lacks stops the start of the site.
//
// # Time
//
// The clock is given from outside. A release is visible from the hour that its
// approval names; which release is the newest is decided once per request, so
// no answer mixes two. What is unknown and what is not yet public answer alike.
//
// # What is not kept
//
// The site sets no cookie and calls no other host. What people type is sent in
// the body of a request (POST), never in an address, and is neither logged nor
// stored.
package web
