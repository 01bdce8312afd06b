// Package dossier writes the internal folder of one screening: what an
// analyst gets, reads and hands to colleagues, never to the public.
//
// The same figures go into every file: tables for machines (CSV), for
// colleagues (XLSX), for maps (GeoJSON), and one page that a person reads
// (report.html, self-contained, usable by keyboard, without script and
// without colour). The recipe says how to make the folder again, byte for
// byte. Everything is made in memory first; the caller writes all or nothing.
package dossier
