package web

import "path"

// definitionPage shows one of the files behind the figures: rule set,
// indicator, source or publication plan, as it was written.
func definitionPage(r *request) (*answer, error) {
	text, ok := r.Definitions[r.id]
	if !ok {
		return nil, notFound("definition")
	}
	return &answer{title: path.Base(r.id), about: r.say("definition.about"), page: string(text), text: text}, nil
}
