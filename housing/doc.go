// Package housing asks the questions over the State's housing areas
// (boligområder) that one folder of files can answer.
//
// # The idea
//
// The folder holds what is known of housing areas year by year, as CSV or as
// workbooks. Three questions are put to it: on which of the State's lists an area is and by
// how many persons (package lists), what next December may bring (package
// forecast), and what letting could do (package letting). A Question reads the
// folder, lays the rules of the catalog over it and hands both on; it computes
// nothing. Each answer is a folder of files in memory with a recipe, from which it
// can be made again, byte for byte. It holds margins in persons and is for entitled users.
package housing
