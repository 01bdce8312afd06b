// Package dossier writes the internal folder of one screening: what an
// analyst gets, reads and hands to colleagues, never to the public.
//
// The same figures go into every file: tables for machines (CSV), for
// colleagues (XLSX), for maps (GeoJSON), and one page that a person reads
// (report.html, self-contained, usable by keyboard, without script and
// without colour). The recipe says how to make the folder again, byte for
// byte. Everything is made in memory first; the caller writes all or nothing.
//
// To change a text, edit texts/da.yaml and texts/en.yaml together; the look is
// page/style.css after that of package report, which has the frame of the page,
// and the order of the page page/report.html. Files is the way in,
// index finds things in a screening, tables.go feeds CSV and XLSX alike, each
// page_*.go turns one part of a screening into words and numbers ready to
// print, and strip.go draws the six-criteria strip. What would turn a result and
// how firm it is come from package stress; page_changes.go, page_firm.go,
// page_panel.go and page_choices.go put them into words and a plot. Differences
// makes the folder of two screenings held against each other. tools/axe checks the page
// for accessibility in a browser.
package dossier
