package main

import (
	"io"
	"os"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"
)

// newProgress draws a bar with the time left while plausible screenings are
// made. Where nobody watches (no terminal) it draws nothing.
func newProgress(w io.Writer) func(done, total int) {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	var bars *mpb.Progress
	var bar *mpb.Bar
	return func(done, total int) {
		if bar == nil {
			bars = mpb.New(mpb.WithOutput(f), mpb.WithWidth(40))
			bar = bars.AddBar(int64(total), mpb.BarRemoveOnComplete(),
				mpb.PrependDecorators(decor.Name("plausible screenings "), decor.CountersNoUnit("%d of %d ")),
				mpb.AppendDecorators(decor.Name("left "), decor.AverageETA(decor.ET_STYLE_GO)))
		}
		bar.SetCurrent(int64(done))
		if done >= total {
			bars.Wait()
		}
	}
}
