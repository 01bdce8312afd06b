// Package run takes one period of one place through all stages: observations
// become findings, findings become a proposal, and the result carries its
// recipe. It holds no rule of its own; it only says what comes after what,
// and what every output must say aloud.
package run
